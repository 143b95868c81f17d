"""Reads answers and URIs: a line that starts with ``{`` is an answer, any other a URI,
of which it prints the code of its part in the last answer, or ``none``.
"""

from __future__ import annotations

import json
import sys

from cloudreve import ErrorCode, ResponseError

failed = ResponseError(ErrorCode(-1))
for line in sys.stdin:
    if line.startswith("{"):
        failed = ResponseError.from_dict(json.loads(line))
    else:
        part = failed.part(line.rstrip("\n"))
        print("none" if part is None else int(part.code))
