"""Each file in tests/bad_files has one fault; the table says which code it gets, and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.content import check_file
from sim.content.codes import CODES

BAD = Path(__file__).parents[1] / "bad_files"

EXPECTED: dict[str, tuple[str, int, int]] = {
    "empty": ("YM007", 1, 1),
    "list-at-the-top": ("YM008", 1, 1),
    "duplicate-key": ("YM009", 5, 1),
    "duplicate-key-inside": ("YM009", 68, 5),
    "alias": ("YM010", 15, 9),
    "star-value": ("YM010", 121, 13),
    "merge-key": ("YM011", 10, 3),
    "tag": ("YM012", 2, 10),
    "second-document": ("YM013", 107, 1),
    "too-deep": ("YM014", 1, 45),
    "key-no-text": ("YM015", 16, 3),
    "full-width-colon": ("YM020", 4, 11),
    "full-width-colon-in-list": ("YM020", 86, 7),
    "full-width-colon-in-braces": ("YM020", 7, 10),
    "curly-quotes": ("YM021", 11, 9),
    "curly-quoted-id": ("YM021", 1, 5),
    "tab": ("YM022", 16, 1),
    "unclosed-quote": ("YM023", 7, 7),
    "unclosed-quote-in-braces": ("YM023", 6, 13),
    "no-space-after-colon": ("YM024", 4, 11),
    "no-space-in-list": ("YM024", 21, 9),
    "colon-in-text": ("YM025", 8, 20),
    "colon-in-block-text": ("YM025", 9, 15),
    "begins-with-at": ("YM026", 6, 13),
    "begins-with-percent": ("YM026", 8, 7),
    "indentation": ("YM027", 16, 4),
    "indentation-less": ("YM027", 31, 4),
    "full-width-comma": ("YM028", 3, 37),
    "comma-in-braces": ("YM028", 7, 25),
    "unclosed-bracket": ("YM029", 91, 12),
    "no-colon": ("YM030", 4, 1),
    "apostrophe": ("YM031", 122, 21),
    "full-width-space": ("YM032", 15, 1),
    "backslash": ("YM039", 118, 28),
    "control-character": ("YM006", 118, 27),
    "line-separator": ("YM006", 118, 27),
    "unknown-key": ("SC001", 4, 1),
    "unknown-key-far": ("SC001", 5, 1),
    "missing-key": ("SC002", 63, 5),
    "list-for-map": ("SC003", 10, 3),
    "text-for-number": ("SC003", 4, 13),
    "true-for-number": ("SC003", 4, 13),
    "number-for-text": ("SC003", 23, 18),
    "text-for-list": ("SC003", 103, 12),
    "left-empty": ("SC003", 18, 10),
    "out-of-range": ("SC004", 15, 9),
    "wrong-choice": ("SC005", 11, 9),
    "bad-id": ("SC006", 1, 5),
    "too-few": ("SC007", 41, 15),
    "plain-text-without-language": ("SC008", 3, 8),
    "plain-phrases-without-language": ("SC008", 27, 12),
    "missing-translation": ("SC009", 8, 7),
    "missing-phrases": ("SC009", 32, 10),
    "duplicate-id": ("SC011", 63, 9),
    "unknown-code": ("SC012", 84, 36),
    "unknown-fact": ("SC013", 96, 24),
    "fact-with-kind": ("SC013", 82, 15),
    "unknown-go": ("SC014", 85, 14),
    "no-way-out": ("SC015", 105, 9),
    "branch-never-taken": ("SC016", 107, 9),
    "unreachable-turn": ("SC017", 86, 9),
    "circle": ("SC018", 97, 14),
    "ending-missing": ("SC019", 111, 1),
    "weights": ("SC020", 54, 1),
    "unknown-key-point": ("SC021", 84, 23),
    "unknown-issue": ("SC022", 92, 14),
    "rubric-unknown-key": ("RB001", 117, 1),
    "rubric-majors": ("RB001", 83, 36),
    "rubric-cost-of-nothing-known": ("RB001", 104, 12),
    "rubric-unknown-step": ("RB001", 81, 7),
    "rubric-missing-key": ("RB002", 108, 5),
    "rubric-wrong-kind": ("RB003", 6, 13),
    "rubric-out-of-range": ("RB004", 23, 17),
    "rubric-cost-below-zero": ("RB004", 112, 40),
    "rubric-wrong-choice": ("RB005", 110, 15),
    "rubric-bad-id": ("RB006", 100, 9),
    "rubric-too-few-levels": ("RB007", 10, 7),
    "rubric-plain-text": ("RB008", 8, 17),
    "rubric-missing-translation": ("RB009", 8, 17),
    "rubric-duplicate-id": ("RB011", 116, 9),
    "rubric-unknown-code": ("RB012", 100, 9),
    "rubric-weights": ("RB020", 4, 1),
    "rubric-dimension-twice": ("RB021", 68, 9),
    "rubric-red-line": ("RB022", 116, 13),
    "rubric-ladder": ("RB023", 19, 10),
    "rubric-step-missing": ("RB023", 16, 5),
    "rubric-unknown-indicator": ("RB024", 51, 28),
    "rubric-start": ("RB025", 15, 12),
    "rubric-unknown-base": ("RB030", 2, 11),
    "rubric-not-in-base": ("RB031", 9, 14),
}
"""File, code, line and column of its only fault."""

ELSEWHERE = {"YM001", "YM002", "YM003", "YM004", "YM005"}
"""Codes whose faults no YAML file can hold; test_content_files.py makes them."""

LAST_RESORT = {"SC010", "RB010"}
"""What pydantic may refuse one day and nobody has met."""


@pytest.mark.parametrize("name", EXPECTED)
def test_one_fault_gives_one_problem_at_its_place(name: str) -> None:
    """A file with one fault yields that one code, at the fault's own line and column."""
    problems = check_file(BAD / f"{name}.yaml")
    assert [(p.code, p.line, p.column) for p in problems] == [EXPECTED[name]], "\n".join(map(str, problems))


def test_every_bad_file_is_in_the_table() -> None:
    """No bad file lies about untested."""
    assert {p.stem for p in BAD.glob("*.yaml")} == set(EXPECTED)


def test_every_code_has_a_bad_file() -> None:
    """A code without a file that earns it would be a promise nobody checked."""
    assert {code for code, _, _ in EXPECTED.values()} | ELSEWHERE | LAST_RESORT == set(CODES)


def test_every_code_is_explained() -> None:
    """Each row of the table has a title, a meaning and an example."""
    assert [code for code, row in CODES.items() if not all(row)] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_messages_speak_to_people(name: str) -> None:
    """No message lets the words of a library or of Python through."""
    words = " ".join(f"{p.message} {p.allowed} {p.example}" for p in check_file(BAD / f"{name}.yaml"))
    for jargon in (
        "Input should",
        "dict",
        "tuple",
        "NoneType",
        "scalar",
        "mapping",
        "token",
        "None",
        "regex",
    ):
        assert not re.search(rf"\b{jargon}\b", words)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("unknown-key", "difficulty"),
        ("wrong-choice", "venting"),
        ("unknown-go", "pressing"),
        ("unknown-fact", "offer.slot"),
        ("fact-with-kind", "newborn"),
        ("unknown-key-point", "slot"),
        ("unknown-issue", "when"),
        ("rubric-cost-of-nothing-known", "empathy"),
    ],
)
def test_a_slip_of_spelling_is_told_what_was_meant(name: str, hint: str) -> None:
    """A misspelt name comes with the nearest one that exists."""
    assert check_file(BAD / f"{name}.yaml")[0].hint == hint


def test_the_path_is_that_of_the_file() -> None:
    """The path names the place as authors count: names and positions from 0."""
    assert check_file(BAD / "unknown-go.yaml")[0].path == "turns.0.then.1.go"
