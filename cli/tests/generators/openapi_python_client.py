"""Asks a server for responses with the client that openapi-python-client makes."""

import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

from generated import Client
from generated.api.default import list_files
from generated.models import ErrorCode, LockConflict


class Server(BaseHTTPRequestHandler):
    """Answers with the lines of standard input, one after the other."""

    def do_GET(self) -> None:
        body = sys.stdin.readline().encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def ask(client: Client) -> str:
    response = list_files.sync(client=client)
    assert response is not None
    names: dict[int, str] = {
        code: code.name.replace("_", "").lower() for code in ErrorCode
    }
    name = names.get(response.code, "unknown")
    if response.code != ErrorCode.LOCK_CONFLICT:
        return f"{response.code} {name}"
    locks = [LockConflict.from_dict(lock) for lock in response.data or []]
    holders = ", ".join(lock.owner.application.type_ for lock in locks)
    return f"{response.code} {name} held by {holders}"


server = HTTPServer(("127.0.0.1", 0), Server)
Thread(target=server.serve_forever, daemon=True).start()
with Client(base_url=f"http://127.0.0.1:{server.server_port}") as client:
    for _ in range(int(sys.argv[1])):
        print(ask(client))
