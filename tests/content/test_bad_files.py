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
    "duplicate-key-inside": ("YM009", 74, 5),
    "alias": ("YM010", 15, 9),
    "star-value": ("YM010", 127, 13),
    "merge-key": ("YM011", 10, 3),
    "tag": ("YM012", 2, 10),
    "second-document": ("YM013", 113, 1),
    "too-deep": ("YM014", 1, 45),
    "key-no-text": ("YM015", 16, 3),
    "full-width-colon": ("YM020", 4, 11),
    "full-width-colon-in-list": ("YM020", 92, 7),
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
    "indentation-less": ("YM027", 37, 4),
    "full-width-comma": ("YM028", 3, 37),
    "comma-in-braces": ("YM028", 7, 25),
    "unclosed-bracket": ("YM029", 97, 12),
    "no-colon": ("YM030", 4, 1),
    "apostrophe": ("YM031", 128, 21),
    "full-width-space": ("YM032", 15, 1),
    "backslash": ("YM039", 124, 28),
    "control-character": ("YM006", 124, 27),
    "line-separator": ("YM006", 124, 27),
    "unknown-key": ("SC001", 4, 1),
    "unknown-key-far": ("SC001", 5, 1),
    "missing-key": ("SC002", 69, 5),
    "list-for-map": ("SC003", 10, 3),
    "text-for-number": ("SC003", 4, 13),
    "true-for-number": ("SC003", 4, 13),
    "number-for-text": ("SC003", 23, 18),
    "text-for-list": ("SC003", 109, 12),
    "left-empty": ("SC003", 18, 10),
    "out-of-range": ("SC004", 15, 9),
    "wrong-choice": ("SC005", 11, 9),
    "bad-id": ("SC006", 1, 5),
    "too-few": ("SC007", 47, 15),
    "plain-text-without-language": ("SC008", 3, 8),
    "plain-phrases-without-language": ("SC008", 33, 12),
    "missing-translation": ("SC009", 8, 7),
    "missing-phrases": ("SC009", 38, 10),
    "duplicate-id": ("SC011", 69, 9),
    "unknown-code": ("SC012", 90, 36),
    "unknown-fact": ("SC013", 102, 24),
    "fact-with-kind": ("SC013", 88, 15),
    "forbidden-as-said": ("SC013", 102, 24),
    "unknown-go": ("SC014", 91, 14),
    "no-way-out": ("SC015", 111, 9),
    "branch-never-taken": ("SC016", 113, 9),
    "unreachable-turn": ("SC017", 92, 9),
    "circle": ("SC018", 103, 14),
    "ending-missing": ("SC019", 117, 1),
    "weights": ("SC020", 60, 1),
    "unknown-key-point": ("SC021", 90, 23),
    "unknown-issue": ("SC022", 98, 14),
    "dead-end": ("SC023", 110, 14),
    "branch-in-shadow": ("SC024", 91, 9),
    "branch-in-shadow-of-a-band": ("SC024", 91, 9),
    "condition-empty-band": ("SC025", 90, 36),
    "condition-excludes-itself": ("SC025", 90, 49),
    "condition-said-and-not-told": ("SC025", 102, 67),
    "wording-behind-plain": ("SC026", 83, 13),
    "wording-in-shadow": ("SC026", 84, 13),
    "wording-for-some-states": ("SC027", 96, 15),
    "first-message-waits": ("SC028", 82, 22),
    "ending-never-reached": ("SC029", 119, 10),
    "few-branches": ("SC030", 77, 1),
    "no-trap": ("SC031", 48, 3),
    "heavy-key-point": ("SC032", 62, 13),
    "light-key-point": ("SC032", 78, 13),
    "impact-never-counts": ("SC033", 34, 5),
    "offer-never-used": ("SC033", 44, 5),
    "money-in-one-currency": ("SC034", 40, 5),
    "money-without-limit": ("SC034", 40, 5),
    "nothing-forbidden": ("SC035", 19, 1),
    "amount-not-on-the-card": ("SC036", 43, 18),
    "question-without-answer": ("SC037", 18, 12),
    "needed-and-not-told": ("SC038", 69, 14),
    "rewards-what-is-forbidden": ("SC039", 74, 30),
    "example-on-both-sides": ("SC040", 68, 16),
    "trigger-before-the-first": ("SC041", 116, 13),
    "stale-chinese": ("SC042", 96, 43),
    "copied-not-translated": ("SC043", 96, 35),
    "chinese-in-english": ("SC044", 96, 20),
    "english-for-chinese": ("SC044", 96, 35),
    "british-phone": ("SC045", 23, 18),
    "chinese-mobile": ("SC045", 23, 34),
    "mail-address": ("SC046", 23, 18),
    "long-message": ("SC047", 96, 20),
    "long-message-zh": ("SC047", 96, 35),
    "placeholder": ("SC048", 119, 89),
    "said-twice": ("SC049", 108, 20),
    "hour-without-times": ("SC050", 43, 22),
    "card-above-the-limit": ("SC051", 29, 18),
    "slip-first-message-waits": ("SC028", 82, 23),
    "slip-good-ending-lost": ("SC029", 118, 10),
    "slip-issue-left": ("SC033", 45, 5),
    "slip-card-changed": ("SC036", 43, 37),
    "slip-order-number": ("SC036", 52, 16),
    "slip-asks-for-forbidden": ("SC039", 66, 14),
    "slip-example-twice": ("SC040", 68, 29),
    "slip-trigger-too-early": ("SC041", 116, 13),
    "slip-languages-swapped": ("SC044", 96, 20),
    "slip-turn-copied": ("SC049", 108, 20),
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
    "rubric-red-line": ("RB022", 116, 18),
    "rubric-red-line-out": ("RB026", 116, 1),
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

BY_THE_ENGINE = 100
"""Codes from this number are found by scoring; they and playthroughs (`PT`) have tests of their own."""

LAST_RESORT = {"SC010", "RB010"}
"""What pydantic may refuse one day and nobody has met."""

SLIPS = 10
"""Files made from what trainers do wrong before the checks were written that find it: `slip-….yaml`."""


@pytest.mark.parametrize("name", EXPECTED)
def test_one_fault_gives_one_problem_at_its_place(name: str) -> None:
    """A file with one fault yields that one code, at the fault's own line and column."""
    problems = check_file(BAD / f"{name}.yaml")
    assert [(p.code, p.line, p.column) for p in problems] == [EXPECTED[name]], "\n".join(map(str, problems))


def test_slips_of_trainers_are_found() -> None:
    """Ten faults that were made up without a look at the checks are each told once, in the right place."""
    assert sum(name.startswith("slip-") for name in EXPECTED) == SLIPS


def test_every_bad_file_is_in_the_table() -> None:
    """No bad file lies about untested."""
    assert {p.stem for p in BAD.glob("*.yaml")} == set(EXPECTED)


def test_every_code_has_a_bad_file() -> None:
    """A code without a file that earns it would be a promise nobody checked."""
    earned = {code for code, _, _ in EXPECTED.values()} | ELSEWHERE | LAST_RESORT
    own_tests = ("PT", "PK", "DR")
    assert earned == {code for code in CODES if code[:2] not in own_tests and int(code[2:]) < BY_THE_ENGINE}


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
