"""Reads statements as a JSON array and prints what Ralph's models of xAPI say against them, a line each.

Run by the Python of the record store's own environment. One field is looked at here instead: Ralph 5.0.1
wants `score.scaled` to be a whole number, where the specification has a decimal from -1 to 1.
"""

from __future__ import annotations

import json
import sys

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement

for statement in json.load(sys.stdin):
    scaled = statement.get("result", {}).get("score", {}).pop("scaled", 0)
    if not isinstance(scaled, int | float) or not -1 <= scaled <= 1:
        print(statement["id"], f"score.scaled is {scaled!r}")  # noqa: T201
    try:
        BaseXapiStatement.model_validate(statement)
    except (ValidationError, TypeError) as error:
        print(statement["id"], " ".join(str(error).split()))  # noqa: T201
