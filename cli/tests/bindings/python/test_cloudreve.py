"""What the envelope promises beside what the programs show."""

from __future__ import annotations

import copy
import pickle
from typing import TypedDict

from cloudreve import ErrorCode, LockConflict, Response, ResponseError


class File(TypedDict):
    name: str
    size: int


def read(data: object) -> File:
    assert isinstance(data, dict), "raised by read"
    return {"name": str(data["name"]), "size": int(data["size"])}


def failure(answer: object) -> ResponseError:
    error = Response.from_dict(answer, read).error
    assert error is not None
    return error


file: File = {"name": "a", "size": 3}
success = Response.from_dict({"code": 0, "data": file, "msg": ""}, read)
assert success.error is None and success.unwrap() == file

lock = {
    "path": "cloudreve://my/a",
    "token": "t",
    "owner": {"application": {"type": "viewer", "viewer_id": "v"}},
    "type": 1,
}
locked = failure({"code": 40073, "data": [lock, 5], "correlation_id": "c"})
assert locked.lock_conflicts == [
    LockConflict("viewer", True, "cloudreve://my/a", "t", None, "v"),
    LockConflict(""),
]
assert locked.code is ErrorCode.LOCK_CONFLICT and locked.correlation_id == "c"
assert failure({"code": 40073}).lock_conflicts == []

part = {"code": 404, "msg": "gone"}
half = {"code": 40081, "data": file, "aggregated_error": {"u": part, "odd": 5}}
partial = Response.from_dict(half, read)
assert partial.data == file and partial.error is not None
assert partial.error.effective is partial.error
assert partial.error.parts["odd"].code == -1
odd = Response.from_dict({**half, "data": {}}, read)
assert odd.data is None and odd.error is not None

try:
    Response.from_dict({"code": 403, "msg": "no"}, read).unwrap()
except ResponseError as error:
    assert str(error) == f"{ErrorCode.NO_PERMISSION}: no"
    assert str(copy.copy(error)) == str(error)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert {error: 1}[error] == 1
else:
    raise AssertionError("an error has no data")

odd_answers: list[object] = [None, [], 0, "", {}, {"code": "0"}, {"code": True}]
for answer in odd_answers:
    try:
        Response.from_dict(answer, read)
    except ValueError:
        pass
    else:
        raise AssertionError(f"{answer} is no answer")
try:
    ResponseError.from_dict({"code": 0})
except ValueError:
    pass
else:
    raise AssertionError("a success is no error")

assert repr(ErrorCode.LOCK_CONFLICT) == "ErrorCode.LOCK_CONFLICT"
assert repr(ErrorCode(40999)) == "ErrorCode(40999)" and ErrorCode(40999).name == "40999"
assert repr(ErrorCode(True)) == "ErrorCode(1)" and ErrorCode(True).value is not True
assert repr(ErrorCode(0)) == "ErrorCode(0)" and ErrorCode(0).name == "SUCCESS"
