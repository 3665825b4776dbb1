"""A rubric may build on another: it gives what differs, and everything else is the other's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.coach import Coach
from sim.content import Library, Problems, check_file, check_paths
from sim.content.overlay import text_of
from sim.content.parse import rubric_of
from sim.content.reader import read
from sim.content.rubric_examples import run_examples
from sim.errors import NotFound
from sim.model.bad_file import BadFile
from sim.model.problems import Problem
from sim.model.rubric import Rubric

HEAD = "rubric: mine\nbased_on: small\nversion: 3\ntitle: {en: Mine, zh: 我的}\n"
"""Four lines at the top; what a test adds begins in line 5."""

Write = Callable[[str], Path]


@pytest.fixture
def pack(alone: Path, rubric_text: str) -> Path:
    """Make a folder with the small rubric in it."""
    folder = alone / "pack"
    folder.mkdir()
    (folder / "small.yaml").write_text(rubric_text, "utf-8")
    return folder


@pytest.fixture
def write(pack: Path) -> Write:
    """Return a function that writes a rubric based on the small one and returns its file."""

    def do(rest: str) -> Path:
        path = pack / "mine.yaml"
        path.write_text(HEAD + rest, "utf-8")
        return path

    return do


def mine(pack: Path) -> Rubric:
    """Return the rubric that was written."""
    return Library((pack,)).rubric("mine").value


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str, int]]:
    """Return file, code and line of each fault."""
    return [(Path(p.file).name, p.code, p.line) for p in problems]


def test_without_more_it_is_the_other_sheet(pack: Path, write: Write) -> None:
    """Everything but id, version and title is taken over."""
    write("")
    small, own = Library((pack,)).rubric("small").value, mine(pack)
    assert (own.rubric, own.version, own.title.en) == ("mine", 3, "Mine")
    assert own == small.model_copy(update={"rubric": "mine", "version": 3, "title": own.title})


def test_version_and_title_are_never_the_others(pack: Path, rubric_text: str) -> None:
    """A sheet without a title is told so, and one without a version is the first."""
    (pack / "small.yaml").write_text(rubric_text.replace("version: 1", "version: 7"), "utf-8")
    path = pack / "mine.yaml"
    path.write_text("rubric: mine\nbased_on: small\n", "utf-8")
    assert places(check_file(path)) == [("mine.yaml", "RB002", 1)]
    path.write_text("rubric: mine\nbased_on: small\ntitle: {en: Mine, zh: 我的}\n", "utf-8")
    assert mine(pack).version == 1


def test_entries_are_matched_by_id_and_names_by_name(pack: Path, write: Write) -> None:
    """In any order, as deep as it goes; what stands beside what is given stays."""
    write(
        "sections:\n"
        "  - {id: assurance, weight: 50}\n"
        "  - id: empathy\n"
        "    weight: 20\n"
        "    ladder: {4: {points: 3.5}}\n"
        "    indicators: [{id: E2, points: 2}]\n"
        "deductions: [{id: X17, cost: {empathy: 2}}]\n"
        "scale: {pass: 90}\n"
        "families: {tone: {en: [ok], zh: []}}\n"
    )
    small, own = Library((pack,)).rubric("small").value, mine(pack)
    assert [(s.id, s.weight) for s in own.sections] == [
        ("empathy", 20),
        ("responsiveness", 30),
        ("assurance", 50),
    ]
    section, other = own.section("empathy"), small.section("empathy")
    assert section.ladder[4] == other.ladder[4].model_copy(update={"points": 3.5})
    assert section.ladder[3] == other.ladder[3]
    assert [(i.id, i.points) for i in section.indicators] == [("E1", 1), ("E2", 2)]
    assert section.indicators[1].advice == other.indicators[1].advice
    deduction = own.deduction("X17")
    assert deduction is not None
    assert deduction.cost == {"empathy": 2, "responsiveness": 0.5}
    assert (own.scale.pass_, own.scale.strict) == (90, True)
    assert own.families["apology"] == small.families["apology"]
    assert own.families["tone"].en == ("ok",)


def test_a_list_or_a_text_replaces_the_whole(pack: Path, write: Write) -> None:
    """Red lines, phrases, examples and texts are not mixed with those of the other."""
    write(
        "red_lines: [X01, X17]\n"
        "sections:\n  - id: empathy\n    indicators:\n"
        "      - {id: E1, say: {en: [so], zh: [这样]}, name: {en: A, zh: 甲}}\n"
    )
    own = mine(pack)
    indicator = own.indicator("E1")
    assert own.red_lines == ("X01", "X17")
    assert indicator is not None
    assert (indicator.say.en, indicator.say.zh) == (("so",), ("这样",))
    assert (indicator.name.en, indicator.name.zh) == ("A", "甲")


@pytest.mark.parametrize(
    ("rest", "code", "line"),
    [
        ("sections:\n  - {id: empathy, weight: 41}\n", "RB020", 5),
        ("sections:\n  - {id: responsiveness}\n  - {id: empathy, weight: [40]}\n", "RB003", 7),
        ("sections:\n  - id: empathy\n    ladder:\n      3: {points: 9}\n", "RB023", 8),
        ("sections:\n  - id: empathy\n    ladder:\n      3: {points: 2.5, any: [E9]}\n", "RB024", 8),
        ("sections:\n  - id: empathy\n    name: {en: Warmth}\n", "RB009", 7),
        ("sections:\n  - id: empathy\n    levels: A\n", "RB003", 7),
        ("sections:\n  - id: empathy\n    title: x\n", "RB001", 7),
        ("sections: {empathy: 5}\n", "RB003", 5),
        ("deductions:\n\n  - {id: X17, severity: grave}\n", "RB005", 7),
        ("red_lines: [X17, X19]\n", "RB022", 5),
        ("red_lines: [X01]\n", "RB026", 5),
        ("scale: {pass: 101}\n", "RB004", 5),
        ("deductions:\n  - {id: X17, severity: minor}\n  - {id: X17}\n", "RB011", 7),
        ("deductions:\n  - {severity: minor}\n", "RB002", 6),
        ("deductions:\n  - {id: 17}\n", "RB002", 6),
        ("deductions:\n  - {id: X02, severity: minor}\n", "RB031", 6),
        ("sections:\n  - {id: warmth, weight: 40}\n", "RB031", 6),
        ("sections:\n  - {id: empathy, indicators: [{id: R1}]}\n", "RB031", 6),
        ("scale: {pass: *eighty}\n", "YM010", 5),
    ],
)
def test_a_fault_is_told_where_it_can_be_mended(write: Write, rest: str, code: str, line: int) -> None:
    """In the file that is based on the other, at the value itself or the nearest name around it."""
    assert places(check_file(write(rest))) == [("mine.yaml", code, line)]


def test_all_faults_are_told_at_once(write: Write) -> None:
    """An unknown id hides no other fault."""
    found = check_file(
        write("deductions:\n  - {id: X02}\n  - {id: X01, severity: grave}\nred_lines: [X17, X19]\n")
    )
    assert [p.code for p in found] == ["RB031", "RB005", "RB022"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("based_on: small", "based_on: smal", "RB030"),
        ("based_on: small", "based_on: second", "RB030"),
        ("based_on: small", "base_on: small", "RB001"),
        ("title: {en: Mine, zh: 我的}", "title: Mine", "RB008"),
        ("rubric: mine", "rubric: My Sheet", "RB006"),
    ],
)
def test_a_slip_at_the_top_hides_nothing_below(pack: Path, old: str, new: str, code: str) -> None:
    """A base that will not do, a misspelt name, a text of no language: the rest is told too."""
    (pack / "second.yaml").write_text(HEAD.replace("mine", "second"), "utf-8")
    path = pack / "mine.yaml"
    rest = (
        "sections:\n  - {id: empathy, weight: 41}\n"
        "deductions:\n  - {id: X01, cost: {empathie: 1}, say_instead: Wait}\n"
        "red_lines: [X17, X1]\n"
    )
    path.write_text(HEAD.replace(old, new) + rest, "utf-8")
    found = check_file(path)
    assert sorted(p.code for p in found) == sorted([code, "RB020", "RB001", "RB008", "RB022"])
    assert next(p.hint for p in found if p.code == "RB022") == "X01"


def test_the_weights_are_summed_where_every_section_is_known(write: Write) -> None:
    """A section that is misspelt makes the sum a guess; a deduction does not."""
    weights = "sections:\n  - {id: empathy, weight: 41}\n"
    found = check_file(write(f"{weights}deductions:\n  - {{id: X02}}\n"))
    assert [p.code for p in found] == ["RB020", "RB031"]
    found = check_file(write(f"{weights}  - {{id: asurance, weight: 29}}\n"))
    assert [p.code for p in found] == ["RB031"]


def test_only_whole_sheets_are_offered_to_build_on(pack: Path) -> None:
    """A sheet that is itself based on another is not named among those allowed."""
    (pack / "second.yaml").write_text(HEAD.replace("mine", "second"), "utf-8")
    path = pack / "mine.yaml"
    path.write_text(HEAD.replace("small", "nothing-like-it"), "utf-8")
    (found,) = check_file(path)
    assert "small" in found.allowed.split(", ")
    assert "second" not in found.allowed.split(", ")


def test_an_indicator_in_the_wrong_section_is_told_where_it_belongs(write: Write) -> None:
    """The code is right and its place is not."""
    (found,) = check_file(write("sections:\n  - {id: responsiveness, indicators: [{id: E1}]}\n"))
    assert (found.code, found.line) == ("RB031", 6)
    assert '"E1" is an indicator of the section "empathy"' in found.message


def test_an_unknown_id_comes_with_those_that_are_there(write: Write) -> None:
    """The message names the other rubric and lists what can be changed at this place."""
    (found,) = check_file(write("sections:\n  - {id: empathy, indicators: [{id: E3}]}\n"))
    assert 'the rubric "small" has no indicator "E3"' in found.message
    assert (found.allowed, found.path) == ("E1, E2", "sections.0.indicators.0.id")


@pytest.mark.parametrize(
    ("base", "code", "words"),
    [
        ("smal", "RB030", "no rubric"),
        ("mine", "RB030", "no rubric"),
        ("second", "RB030", 'based on "small" itself'),
        ("[small]", "RB003", "id of a rubric"),
        ("~", "RB003", "id of a rubric"),
        ("*small", "YM010", "quotes"),
    ],
)
def test_what_cannot_be_built_on(pack: Path, base: str, code: str, words: str) -> None:
    """A rubric that is not there, itself, one that is based on another, or no name at all."""
    (pack / "second.yaml").write_text(HEAD.replace("mine", "second"), "utf-8")
    path = pack / "mine.yaml"
    path.write_text(HEAD.replace("small", base), "utf-8")
    (found,) = check_file(path)
    assert (found.code, found.line, found.column) == (code, 2, 11)
    assert words in found.message
    assert found.hint == ("small" if base == "smal" else "")
    with pytest.raises(BadFile, match=code):
        Library((pack,)).rubric("mine")


@pytest.mark.parametrize(("old", "new"), [("weight: 40", "weight: 41"), ("red_lines: [", "red_lines: [[")])
def test_faults_of_the_base_stand_in_its_own_file(
    pack: Path, write: Write, rubric_text: str, old: str, new: str
) -> None:
    """The other's faults come with its own name and lines, after one line that says whose they are."""
    path = write("")
    (pack / "small.yaml").write_text(rubric_text.replace(old, new), "utf-8")
    first, *rest = places(check_file(path))
    assert first == ("mine.yaml", "RB030", 2)
    assert rest == places(check_file(pack / "small.yaml")) != []


def test_a_base_without_a_readable_head_is_found_by_its_name(pack: Path, write: Write) -> None:
    """The library says what is wrong with it instead of denying it."""
    write("")
    (pack / "small.yaml").write_text("rubric: small\ntitle: [", "utf-8")
    with pytest.raises(BadFile, match="YM029"):
        Library((pack,)).rubric("mine")


def test_a_folder_is_checked_with_what_its_files_build_on(pack: Path, write: Write) -> None:
    """A neighbour counts without being named as a pack."""
    write("scale: {pass: 90}\n")
    assert check_paths([pack]) == ()


def test_a_neighbour_wins_over_a_pack(pack: Path, write: Write, alone: Path, rubric_text: str) -> None:
    """What lies beside a file is what its author sees."""
    path = write("")
    (alone / "home" / "rubrics").mkdir()
    other = rubric_text.replace("severity: moderate", "severity: minor")
    (alone / "home" / "rubrics" / "small.yaml").write_text(other, "utf-8")
    severity = rubric_of(path.read_text("utf-8"), Problems(str(path))).deductions[0].severity
    assert severity == mine(pack).deductions[0].severity == "moderate"


def test_the_text_is_the_whole_sheet(pack: Path, write: Write) -> None:
    """It reads back to the same rubric when both files are gone, and its hash changes with either."""
    write("scale: {pass: 90}\n")
    first = Library((pack,)).rubric("mine")
    small = pack / "small.yaml"
    small.write_text(small.read_text("utf-8").replace("severity: moderate", "severity: minor"), "utf-8")
    second = Library((pack,)).rubric("mine")
    small.unlink()
    (pack / "mine.yaml").unlink()
    assert Library().parse_rubric(first.text, "mine") == first.value
    assert Library().parse_rubric(second.text, "mine") == second.value
    assert first.hash == hashlib.sha256(first.text.encode()).hexdigest() != second.hash
    with pytest.raises(NotFound):
        Library((pack,)).rubric("mine")


def test_a_text_on_its_own_may_be_based_on_another(alone: Path) -> None:
    """A library reads such a text too, and finds the other in its packs."""
    text = HEAD.replace("small", "service") + "scale: {pass: 90}\n"
    assert Library().parse_rubric(text, "mine.yaml").scale.pass_ == 90


def test_an_attempt_keeps_the_whole_sheet(alone: Path) -> None:
    """A house's own `service`, based on ours, may change or go; the attempt stays on what it began with."""
    folder = alone / "home" / "rubrics"
    folder.mkdir()
    path = folder / "ours.yaml"
    text = HEAD.replace("small", "service").replace("mine", "service", 1) + "scale: {pass: 90}\n"
    path.write_text(text, "utf-8")
    seat = Coach(home=alone / "home").start("complaint-01", lang="en")
    assert (seat.rubric.scale.pass_, len(seat.rubric.deductions)) == (90, 27)
    path.unlink()
    again = Coach(home=alone / "home").open(seat.attempt)
    assert again.rubric == seat.rubric
    assert Coach(home=alone / "home").library.rubric("service").value.scale.pass_ == 80


@pytest.mark.parametrize(
    "word", ["0o17", "1e3", "yes", "12:30", "null", "~", "", " x", "a: b", "#", "'\"'", "-", "5", "一\n二"]
)
def test_a_written_sheet_reads_back_as_it_was(word: str) -> None:
    """Words that a reader could take for a number or a sign are quoted."""
    tree = read("a: 1\n", Problems("f"))
    tree.data = {"a": [word, 5, 0.5, True, None], "b": {4: word}}
    assert read(text_of(tree), Problems("f")).data == tree.data


def test_only_new_wording_is_run(pack: Path) -> None:
    """Of the other's examples nothing is reported; those of its own stand in its own lines."""
    rest = (
        "deductions:\n  - {id: X12}\n  - id: X01\n"
        '    counts: {en: ["Lovely weather."], zh: ["请您冷静。"]}\n'
        '    not_counts: {en: ["Please calm down."], zh: ["天气真好。"]}\n'
    )
    path = pack / "mine.yaml"
    path.write_text(HEAD.replace("small", "service") + rest, "utf-8")
    text = path.read_text("utf-8")
    found = run_examples(rubric_of(text, Problems(str(path))), text, str(path))
    assert found.codes == ("X01",)
    assert [(p.code, p.severity, p.line) for p in found.problems] == [
        ("X01", "warning", 8),
        ("X01", "error", 9),
    ]


def test_new_families_run_every_example(pack: Path) -> None:
    """Shared wordings may change what any code finds."""
    path = pack / "mine.yaml"
    path.write_text(
        HEAD.replace("small", "service") + "families: {hedge: {en: [maybe], zh: [也许]}}\n", "utf-8"
    )
    text = path.read_text("utf-8")
    found = run_examples(rubric_of(text, Problems(str(path))), text, str(path))
    assert len(found.codes) > 30
