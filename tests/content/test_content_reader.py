"""Reading YAML: what words mean, where things stand, what libyaml says late."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
import yaml

from sim.content import breaks, reader
from sim.content.files import clean
from sim.content.problems import Problems
from sim.content.reader import Tree, read
from sim.model.bad_file import BadFile


def tree(text: str) -> Tree:
    """Read a text that has no fault."""
    problems = Problems("f.yaml")
    result = read(text, problems)
    assert problems.found == ()
    return result


def faults(text: str) -> list[tuple[str, int, int]]:
    """Return codes and places of a text's faults."""
    problems = Problems("f.yaml")
    try:
        read(text, problems)
    except BadFile as error:
        return [(p.code, p.line, p.column) for p in error.problems]
    return [(p.code, p.line, p.column) for p in problems.found]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("2024-01-02", "2024-01-02"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("none", "none"),
        ("12", 12),
        ("-3", -3),
        ("007", 7),
        ("0x10", 16),
        ("0o17", 15),
        ("017", 17),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("-", None),
        ("+", "+"),
        (".", "."),
        ("'12'", "12"),
        ('"true"', "true"),
        ("9" * 40, "9" * 40),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_words_mean_what_yaml_1_2_says(word: str, value: Any) -> None:
    """Only the core schema gives numbers, truth and nothing; all else is the text that was typed."""
    if word == "-":
        assert tree("a:\n -").data == {"a": [None]}
        return
    found = tree(f"a: {word}").data["a"]
    assert found == value
    assert type(found) is type(value)


def test_places_of_names_and_values() -> None:
    """Every name and value has its line and column, counted in characters."""
    found = tree("一: {en: x}\nlist:\n  - id: 冰箱\n    go: b\n")
    assert found.keys[("一", "en")] == (1, 5)
    assert found.values[("一", "en")] == (1, 9)
    assert found.values[("list", 0, "go")] == (4, 9)
    assert found.value_at(("list", 0, "nothing", 3)) == (3, 5)


def test_whole_numbers_may_be_names() -> None:
    """The steps of a ladder are named 2, 3 and 4."""
    assert tree("ladder: {2: a, 3: b}").data == {"ladder": {2: "a", 3: "b"}}


def test_all_faults_of_one_reading_are_told() -> None:
    """The reader goes on after a fault that leaves the rest readable."""
    assert faults("a: 1\na: 2\nb: &x 1\nc: *x\n<<: {d: 1}\n") == [
        ("YM009", 2, 1),
        ("YM010", 3, 4),
        ("YM010", 4, 4),
        ("YM011", 5, 1),
    ]


def test_slips_behind_the_first_are_told_too() -> None:
    """A slip is read on behind as it was most likely meant, in the same part of the file as well."""
    assert faults("a：1\nb: 2\nc:3\nd: 4\n") == [("YM020", 1, 2), ("YM024", 3, 2)]
    tabs = "a:\n\tx: 1\nb:\n  y: 2\nc:\n\tz: 3\nd: “e: f”\n"
    assert faults(tabs) == [("YM022", 2, 1), ("YM022", 6, 1), ("YM021", 7, 4)]
    assert faults("a:\n  - b: 1\n    c: 2\n   - d: 3\ne: x: y\n") == [("YM027", 4, 4), ("YM025", 5, 5)]
    part = (
        "a:\n  - b: 1\n    c: 2\n   - d: 3\n    e: 4\n\tf: 5\n"
        '  - {g: 1, h: 2\n  - i: \'it\'s\'\n    j: "a "b""\n'
    )
    told = [("YM027", 4), ("YM022", 6), ("YM029", 7), ("YM031", 8), ("YM031", 9)]
    assert [(code, line) for code, line, _ in faults(part)] == told


def test_a_name_without_its_colon_hides_nothing() -> None:
    """What stands further in tells that a word is a name; an unknown slip is told behind a sure one."""
    assert faults("a: 1\nb\n  c: 2\nd\n  - e: 3\n  - f: 4\n") == [("YM030", 2, 1), ("YM030", 4, 1)]
    assert faults("a: [x, y\nb:\n  c\n    - one\n    - two\n  d: 1\n") == [("YM029", 1, 4), ("YM030", 3, 3)]
    assert faults("a：1\nb: 2\nc: ]\n") == [("YM020", 1, 2), ("YM039", 3, 4)]


def test_a_slip_is_told_once_and_ends_somewhere() -> None:
    """A file that is broken in every line is no endless list, and no line is named twice."""
    found = faults("".join(f"n{n}:x\nm{n}: 1\n" for n in range(40)))
    assert 2 <= len(found) <= 10
    assert len({line for _, line, _ in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: |\n  text: here\n  more\nb: x：y\n", []),
        ("# only a remark\n", [("YM007", 1, 1)]),
        ("---\n", [("YM007", 1, 1)]),
        ("just words\n", [("YM008", 1, 1)]),
        ("a: 'x\nb: 1\nc: 'y'\n", [("YM023", 1, 4)]),
        ('a: ["x", "y, z]\nb: 1\n', [("YM023", 1, 10)]),
        ("a: {b: 1\nc: 2\n", [("YM029", 1, 4)]),
        ("a:\n  - b: 1\n    c: 2\n   - b: 3\n", [("YM027", 4, 4)]),
        ("a: `x`\n", [("YM026", 1, 4)]),
        ("a: “x: y”\nb: 1\n", [("YM021", 1, 4)]),
        ("a: [x] y\nb: 1\n", [("YM031", 1, 6)]),
        ("turns:\n  - id：opening\n    stage: open\n", [("YM020", 2, 7)]),
        ("a：1\nb：2\nc: 3\n", [("YM020", 1, 2)]),
        ("a：1\nb：2\n", [("YM020", 1, 2)]),
        ("a: [", [("YM029", 1, 4)]),
        ("? [a]\n: 1\n", [("YM015", 1, 3)]),
        ("1.5: a\n", [("YM015", 1, 1)]),
        ("&a b: 1\n", [("YM010", 1, 1)]),
        ("!x b: 1\n", [("YM012", 1, 1)]),
        ("%what\n", [("YM039", 1, 6)]),
        ("a: ]\n", [("YM039", 1, 4)]),
        ("a: 1}\n", []),
        ("1: b: 2}\n", [("YM039", 1, 5)]),
        ("a: {b: >70, c: 1}\nd:2\n", [("YM026", 1, 8), ("YM024", 2, 2)]),
        ("a: >70\nb: |x\n", [("YM026", 1, 4), ("YM026", 2, 4)]),
        ("a: {en: One zh: 一}\nb: {en: Two zh: 二}\n", [("YM028", 1, 13), ("YM028", 2, 13)]),
        ("a:\n  id: x\n    c: 1\n  - id: y\n    c: 2\nd:3\n", [("YM027", 2, 3), ("YM024", 6, 2)]),
    ],
)
def test_slips_of_typing(text: str, expected: list[tuple[str, int, int]]) -> None:
    """A slip is found where it was made, also where libyaml reports it a line late."""
    assert faults(text) == expected


@pytest.mark.parametrize("sign", ["\u202e", "\x1b", "\u2028", "\u200b"])
def test_what_cannot_be_seen_is_refused_however_it_is_written(sign: str) -> None:
    """An escape in a quoted text makes the same character as one that was pasted."""
    with pytest.raises(BadFile) as pasted:
        clean(f'a: "no{sign}shows"\n', Problems("f.yaml"))
    assert [p.code for p in pasted.value.problems] == ["YM006"]
    escape = f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"
    problems = Problems("f.yaml")
    read(f'a: "no{escape}shows"\nb: "fine\\n"\n', problems)
    (found,) = problems.found
    assert (found.code, found.line, found.column) == ("YM006", 1, 4)
    assert f"U+{ord(sign):04X}" in found.message


def test_a_bomb_of_anchors_is_summed_up() -> None:
    """The first few are named; of the others it is said how many there are."""
    problems = Problems("f.yaml")
    read("a: &a [x]\n" + "".join(f"b{n}: [*a, *a, *a]\n" for n in range(20)), problems)
    assert [p.code for p in problems.found] == ["YM010"] * 6
    assert problems.found[-1].message == "and 56 more values or names that begin with & or *"


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2\n",
        "a: *b\n",
        "a: &b 1\n",
        "<<: {a: 1}\n",
        "a: !b 1\n",
        "a: 1\n---\nb: 2\n",
        " a: 1\nb: 2\n",
    ],
)
def test_every_fault_of_yaml_shows_a_right_way(text: str) -> None:
    """A reason and an example, also where the file is read on."""
    problems = Problems("f.yaml")
    with suppress(BadFile):
        read(text, problems)
    assert problems.found
    assert all(p.example for p in problems.found if not p.message.startswith("and ") and p.code != "YM039")


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000])
def test_deep_nesting_ends_at_once(text: str) -> None:
    """What nests too deeply is left at the bound; libyaml alone would take 19 s."""
    assert [code for code, _, _ in faults(text)] == ["YM014"]


def test_a_flood_of_faults_is_cut() -> None:
    """More faults than a person reads are not collected."""
    assert len(faults("a: 1\n" * 5000)) == 200


@pytest.mark.parametrize(
    "text", ["a：1\nb: 2\n", "a: @x\n", "a:\n\tb: 1\n", 'a: "x\n', "a: b: c\n", "a: {b: 1\n"]
)
def test_without_libyaml_the_same_faults_are_told(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Where PyYAML has no libyaml, slower pure Python gives the same diagnosis."""
    fast = faults(text)
    for module in (breaks, reader):
        monkeypatch.setattr(module, "LOADER", yaml.SafeLoader)
    assert faults(text) == fast
