"""Prints all that the binding knows of each number that it is asked for."""

from __future__ import annotations

import copy
import json
import pickle
import sys

from cloudreve import ErrorCode


def encode(text: str) -> str:
    return text.encode().hex()


for argument in sys.argv[1:]:
    number = int(argument)
    code = ErrorCode(number)
    assert isinstance(code, ErrorCode) and isinstance(code, int)
    assert code == number and hash(code) == hash(number) and {number: 1}[code]
    assert json.dumps(code) == argument and f"{code:d}" == argument
    assert f"{code}" == str(code)
    assert pickle.loads(pickle.dumps(code)) == code == copy.deepcopy(code)
    assert code.is_known == (code in list(ErrorCode))
    assert not code.is_known or ErrorCode(number) is code
    fields = [
        argument,
        str(code.is_known).lower(),
        encode(code.canonical_name),
        encode(code.constant),
        ",".join(map(encode, code.aliases)),
        encode(code.description),
        str(code.error_class or ""),
        str(code.remedy or ""),
        str(code.is_retryable).lower(),
        code.since,
        str(code.http_status or ""),
        encode(str(code)),
    ]
    print("\t".join(fields))

try:
    ErrorCode("40073")  # type: ignore[arg-type]
except ValueError:
    pass
else:
    raise AssertionError("a text is no code")
