"""Answers each response on a line of standard input with what a script would do."""

from __future__ import annotations

import json
import sys
from typing import Any

from cloudreve import SUCCESS, ErrorCode, Remedy


def decide_on_locks(locks: list[dict[str, Any]]) -> str:
    holders = ", ".join(lock["owner"]["application"]["type"] for lock in locks)
    tokens = ", ".join(lock["token"] for lock in locks if "token" in lock)
    if tokens:
        return f"held by {holders}: ask whether to unlock {tokens}"
    return f"held by {holders}: wait"


def decide(body: str) -> str:
    """What to do after an answer. What ``data`` is depends on the code."""
    answer = json.loads(body)
    code = ErrorCode(answer["code"])
    if code == SUCCESS:
        return "done"
    if code is ErrorCode.LOCK_CONFLICT and "data" in answer:
        return decide_on_locks(answer["data"])
    if code.remedy is Remedy.SIGN_IN:
        return "sign in"
    if code.is_retryable:
        return "try again"
    if code.remedy is None:
        return f"class {code.error_class or 'none'}: {code}: {answer['msg']}"
    return f"{code.remedy}: {code}: {answer['msg']}"


if __name__ == "__main__":
    for line in sys.stdin:
        print(decide(line))
