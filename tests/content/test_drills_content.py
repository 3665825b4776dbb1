"""Case drills are read as strictly as scenarios, and their examples are held against the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.content import Library, check_file, check_paths
from sim.content.packs import bundled_folder
from sim.errors import NotFound
from sim.model.bad_file import BadFile
from sim.model.language import LANGS

TEXT = (bundled_folder("scenarios") / "case-01.yaml").read_text("utf-8")


def found(tmp_path: Path, text: str) -> list[tuple[str, int]]:
    """Return code and line of every fault of a text."""
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    return [(p.code, p.line) for p in check_file(path)]


def line_of(text: str, words: str) -> int:
    """Return the line of the only place of some words."""
    assert text.count(words) == 1
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("version: 1", "verison: 1", "DR001"),
        ("- id: care", "- id: know", "DR011"),
        ('["Communication is not one-way."]', '["Communication is one-way."]', "DR014"),
        ("worth: 1", "worth: 3", "DR004"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    """A fault of a drill bears a DR code and the line to mend."""
    text = TEXT.replace(old, new, 1)
    assert (code, line_of(TEXT, old)) in found(tmp_path, text)


def test_a_drill_is_no_scenario(tmp_path: Path) -> None:
    """The top name tells what a file is: a list of one kind leaves the other out."""
    library = Library()
    assert "case-01" not in {h.id for h in library.heads()}
    assert [h.id for h in library.drills()] == [f"case-0{n}" for n in range(1, 8)]
    assert not library.head_problems()
    with pytest.raises(NotFound):
        library.scenario("case-01")
    with pytest.raises(NotFound) as caught:
        library.drill("case-99")
    assert caught.value.nearest


def test_an_own_drill_is_found(tmp_path: Path) -> None:
    """A trainer's drill of the same id is read instead of ours; a broken one is told when asked for."""
    (tmp_path / "case-01.yaml").write_text(TEXT.replace("Four links of", "Links in"), "utf-8")
    (tmp_path / "case-50.yaml").write_text("drill: case-50\nversion: 1\n", "utf-8")
    library = Library((tmp_path,))
    assert library.drill("case-01").value.title.get("en") == "Links in communication"
    with pytest.raises(BadFile):
        library.drill("case-50")


def test_two_drills_of_one_id_are_told(tmp_path: Path) -> None:
    """Two files of one folder must not bear one id."""
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    assert [p.code for p in check_paths([tmp_path])] == ["DR011"]


@pytest.mark.parametrize("drill_id", [f"case-0{n}" for n in range(1, 8)])
def test_every_point_is_complete_in_both_languages(drill_id: str) -> None:
    """Names, explanations, examples, a missing line and a follow-up stand in each language."""
    drill = Library().drill(drill_id).value
    assert len(drill.points) >= 3
    for lang in LANGS:
        for point in drill.points:
            assert point.name.get(lang)
            assert point.explain.get(lang)
            assert len(point.met_by.get(lang)) >= 3
            assert len(point.not_.get(lang)) >= 2
            assert getattr(point.missing, lang)
            assert getattr(point.follow_up, lang)


def test_the_survey_is_labelled_invented() -> None:
    """The table of case-04 is ours and says so, with the figures of the domain."""
    material = Library().drill("case-04").value.material
    assert material is not None
    assert "invented for training" in (material.heading.en or "")
    assert "训练自拟" in (material.heading.zh or "")
    figures = [int((line.en or "").rsplit(" ", 1)[1]) for line in material.lines]
    assert figures == [88, 72, 86, 74, 89, 84, 91, 55]
