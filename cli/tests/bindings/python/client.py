"""Answers each response on a line of standard input with what a script would do."""

from __future__ import annotations

import json
import sys

from cloudreve import LockConflict, Remedy, Response


def decide_on_locks(locks: list[LockConflict]) -> str:
    holders = ", ".join(lock.application for lock in locks)
    tokens = ", ".join(lock.token for lock in locks if lock.token)
    if tokens:
        return f"held by {holders}: ask whether to unlock {tokens}"
    return f"held by {holders}: wait"


def decide(body: str) -> str:
    """What to do after an answer."""
    try:
        answer = Response.from_dict(json.loads(body), read=lambda data: data)
    except (ValueError, RecursionError):
        return "no answer of the server"
    if answer.error is None:
        return "done"
    error = answer.error.effective
    if error.lock_conflicts:
        return decide_on_locks(error.lock_conflicts)
    if error.second_factor_session:
        return f"ask for the second factor of {error.second_factor_session}"
    if error.code.remedy is Remedy.SIGN_IN:
        return "sign in"
    if error.code.is_retryable:
        return "try again"
    if error.code.remedy is None:
        return f"class {error.code.error_class or 'none'}: {error}"
    return f"{error.code.remedy}: {error}"


if __name__ == "__main__":
    for line in sys.stdin:
        print(decide(line))
