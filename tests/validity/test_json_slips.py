"""A line that JSON cannot read is told the slip that broke it, not the words of a library."""

from __future__ import annotations

import pytest

from sim.errors import ServicesimError
from sim.locale import translator
from sim.model.json_lines import object_in
from sim.model.refusal import refusal

SLIPS = {
    "no quotes round a name": ("{a: 1}", 2, "straight double quotes"),
    "single quotes": ("{'a': 1}", 2, "' stands where"),
    "curly quotes": ("{“a”: 1}", 2, "“ stands where"),
    "full-width colon": ('{"a"：1}', 5, "： must be :"),
    "full-width comma": ('{"a": 1，"b": 2}', 8, "， must be ,"),
    "no colon": ('{"a" 1}', 6, "a colon is missing"),
    "no comma": ('{"a": 1 "b": 2}', 9, "a comma is missing"),
    "quote inside a text": ('{"a": "he said "no""}', 17, "lacks its backslash"),
    "quote left open": ('{"a": "x}', 7, "never closed"),
    "tab in a text": ('{"a": "x\ty"}', 9, "write \\t or \\n"),
    "one backslash": ('{"a": "C:\\d"}', 10, "written twice"),
    "two objects": ('{"a": 1} {"a": 2}', 10, "one line holds one object"),
    "a comma behind the line": ('{"a": 1}, ', 9, "one line holds one object"),
    "no value": ('{"a": }', 7, "a value is missing"),
    "a text without quotes": ('{"a": sorry}', 7, "lacks its straight double quotes"),
    "Python's True": ('{"a": True}', 7, "small letters"),
    "a line of CSV": ("1,complaint-01", 2, 'one JSON object: {"id"'),
    "a list over lines": ("[", 2, 'one JSON object: {"id"'),
    "a part of an object": ('"id": "1",', 5, 'one JSON object: {"id"'),
    "spread over lines": ("{", 2, "one line holds it whole"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_with_its_place(name: str) -> None:
    """The character where the line breaks and what belongs there are said, in Chinese too."""
    line, place, said = SLIPS[name]
    with pytest.raises(ValueError, match=r".") as broken:
        object_in(line)
    error: ServicesimError = refusal(broken.value)
    assert f"character {place}: " in str(error)
    assert said in str(error)
    chinese = error.said(translator("zh"))
    assert chinese.startswith(f"这不是JSON，从第{place}个字符起读不下去：")
    assert said not in chinese


def test_a_comma_too_many_is_told() -> None:
    """The comma that a deleted last part leaves behind is told; versions of Python differ in its place."""
    with pytest.raises(ValueError, match=r".") as broken:
        object_in('{"a": 1,}')
    assert "a comma in front of a closing bracket is one too many" in str(refusal(broken.value))
