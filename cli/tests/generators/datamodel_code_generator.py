"""Reads responses with the models that datamodel-code-generator makes."""

import sys

from generated import ErrorCode, LockConflict, Response


def read(line: str) -> str:
    response = Response.model_validate_json(line)
    names: dict[int, str] = {code.value: code.name for code in ErrorCode}
    name = names.get(response.code, "unknown")
    if response.code != ErrorCode.LockConflict:
        return f"{response.code} {name}"
    locks = [LockConflict.model_validate(lock) for lock in response.data or []]
    holders = ", ".join(lock.owner.application.type for lock in locks)
    return f"{response.code} {name} held by {holders}"


for line in sys.stdin:
    print(read(line))
