"""Whatever stands in a file, reading it ends in a model or in BadFile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.content import bundled_folder
from sim.content.codes import CODES
from sim.content.files import decode
from sim.content.parse import rubric_of, scenario_of
from sim.content.problems import Problems
from sim.model.bad_file import BadFile
from sim.model.problems import Problem

SAMPLES = Path(__file__).parent / "samples"
SCENARIO = (SAMPLES / "late-parcel.yaml").read_bytes()
RUBRIC = (SAMPLES / "small.yaml").read_bytes()

FILES = [
    *SAMPLES.glob("*.yaml"),
    *bundled_folder("scenarios").glob("*.yaml"),
    *bundled_folder("rubrics").glob("*.yaml"),
]

SIGNS = st.sampled_from(
    [*"[]{}:,-?&*!|>'\"%@`#\\\t\n ：，“”　", ": ", "- ", "\n  ", "---\n", "<<: ", "null", "{a: "]
)
"""What has a meaning in YAML, or looks as if it had."""

soon = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def unsound(data: bytes) -> list[Problem]:
    """Return the faults that nobody could mend by, of bytes read as both kinds.

    A fault says a code that has a page, a place inside the text, and words in both languages.
    """
    lines = data.count(b"\n") + data.count(b"\r") + 1
    return [
        problem
        for kind in (scenario_of, rubric_of)
        for problem in problems_of(kind, data)
        if problem.code not in CODES
        or not 0 <= problem.line <= lines
        or problem.column < 0
        or not (problem.said("en").strip() and problem.said("zh").strip())
    ]


def problems_of(kind: Callable[[str, Problems], object], data: bytes) -> tuple[Problem, ...]:
    """Return the problems of bytes read as one kind; a refusal, BadFile alone, holds at least one."""
    problems = Problems("fuzz.yaml")
    try:
        kind(decode(data, problems), problems)
    except BadFile as error:
        return error.problems or (Problem(file="", line=-1, code="", message="refused without a reason"),)
    return problems.found


@soon
@given(st.text())
def test_any_text(text: str) -> None:
    """Text of any kind is a model or BadFile."""
    assert not unsound(text.encode("utf-8", "surrogatepass"))


@soon
@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    """Bytes of any kind are a model or BadFile."""
    assert not unsound(data)


@soon
@given(st.lists(st.one_of(SIGNS, st.text("ab冰1", max_size=3))).map("".join))
def test_text_made_of_signs(text: str) -> None:
    """Text made of YAML's own signs is a model or BadFile."""
    assert not unsound(text.encode())


@soon
@given(st.sampled_from([SCENARIO, RUBRIC]), st.data())
def test_a_good_file_with_something_put_in(good: bytes, data: st.DataObject) -> None:
    """A good file with signs, text or bytes put in, or a piece cut out, is a model or BadFile."""
    at = data.draw(st.integers(0, len(good)))
    cut = data.draw(st.sampled_from([0, 0, 1, 2, 40]))
    new = data.draw(
        st.one_of(
            SIGNS.map(str.encode),
            st.text(max_size=9).map(lambda t: t.encode("utf-8", "replace")),
            st.binary(max_size=4),
        )
    )
    assert not unsound(good[:at] + new + good[at + cut :])


def keys(good: bytes) -> list[bytes]:
    """Return the lines of a file that have a value."""
    return [line for line in good.splitlines() if b": " in line]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.floats(0, 1), st.one_of(SIGNS, st.text(max_size=3)))
def test_a_bundled_file_with_something_put_in(path: Path, share: float, new: str) -> None:
    """A file of the size we ship, broken anywhere, is a model or BadFile."""
    good = path.read_bytes()
    at = int(share * len(good))
    assert not unsound(good[:at] + new.encode("utf-8", "replace") + good[at:])


VALUES = [
    "",
    "[]",
    "{}",
    "3",
    "x",
    "[[x]]",
    "{en: 1}",
    "~",
    "true",
    "-1",
    "1e400",
    "[1, {a: b}]",
    "{en: [x]}",
    "''",
]


@soon
@given(st.sampled_from(keys(SCENARIO) + keys(RUBRIC)), st.sampled_from(VALUES))
def test_a_value_of_another_kind(line: bytes, value: str) -> None:
    """Any value put in any place is a model or BadFile, never a traceback of a later check."""
    changed = line.partition(b": ")[0] + b": " + value.encode()
    assert not unsound(SCENARIO.replace(line, changed, 1))
    assert not unsound(RUBRIC.replace(line, changed, 1))


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "b" * 1_900_000 + ": c",
        "a: [" + "x, " * 400_000,
        "“" * 500_000,
        "a" * 1_000_000 + "：b\nc: d",
        " " * 1_500_000 + "\t: x",
        "{a: b, " * 30 + ": " * 99_999,
        ("a: 'x\n" * 100_000),
        "\n".join(f"k{n}: [" for n in range(50_000)),
    ],
)
def test_large_broken_files_end(text: str) -> None:
    """Up to the size bound, a broken file is diagnosed without hanging."""
    assert not unsound(text.encode())


@pytest.mark.parametrize("old", ["met_by: [offer.slot]", "gives: [thanks]", "find_out: [ask.tonight]"])
def test_a_flood_of_wrong_names_ends(edited: Callable[[str, str], str], old: str) -> None:
    """Of tens of thousands of names that point at nothing, the first are told and the rest not looked up."""
    names = ", ".join(f"offer.slo{n}" for n in range(90_000))
    text = edited(old, f"{old.partition(':')[0]}: [{names}]")
    assert len(problems_of(scenario_of, text.encode())) == 200
