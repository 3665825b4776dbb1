"""A new file is a whole case that passes every check and plays to a good end, or a faithful copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from sim.cli.new import FAMILIES
from sim.content import Library, Problems, check_file
from sim.content.edits import in_one_language, scalar, with_values
from sim.content.parse import scenario_of
from sim.errors import NotFound, Usage
from sim.model.language import LANGS, Lang
from sim.model.scenario import Family, Scenario
from sim.workshop.aware import beam, check_aware
from sim.workshop.aware.bench import Bench
from sim.workshop.aware.passing import passes
from sim.workshop.aware.plays import played
from sim.workshop.new import (
    Wishes,
    by_language,
    check_id,
    copied_scenario,
    languages_of,
    new_rubric,
    new_scenario,
    schema_line,
)

CHOICES: list[tuple[Lang | None, Lang]] = [("en", "en"), ("zh", "zh"), (None, "en"), (None, "zh")]
"""Languages of a file, with that of its comments."""

TRAP: dict[Lang, str] = {"en": "I'll send you a new bike tomorrow.", "zh": "明天给您换一辆新车。"}


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Return what writes a text into a file and gives its path."""

    def write(text: str) -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


def scenario(text: str) -> Scenario:
    """Return the scenario in a text."""
    return scenario_of(text, Problems("mine.yaml"))


def bench(text: str, lang: Lang) -> Bench:
    """Return one language of a scenario with the default sheet."""
    return Bench(scenario(text), Library().rubric("service").value, lang)


@pytest.mark.parametrize(("lang", "said"), CHOICES)
def test_a_new_scenario_has_no_finding(
    lang: Lang | None, said: Lang, written: Callable[[str], Path], tmp_path: Path
) -> None:
    """What is written passes the checks of structure and those that know the rubric, warnings included."""
    path = written(new_scenario(Wishes("tea-01", said, lang)))
    assert [str(p) for p in check_file(path)] == []
    assert [str(p) for p in check_aware([path], cache=tmp_path)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_strong_exemplars_play_to_a_good_end(lang: Lang) -> None:
    """The strong replies pass in every dimension and end well; the weak ones end badly."""
    ready = bench(new_scenario(Wishes("tea-01", lang, lang)), lang)
    good = beam.strong(ready)
    assert good.ended is not None
    assert good.ended.kind == "resolved"
    assert passes(good.means, good.session.red_lines, ready.rubric)
    weak = played(ready.exact, lambda turn, _: ready.exemplar(turn, "weak"))
    assert weak.ended is not None
    assert weak.ended.kind == "complaint"


@pytest.mark.parametrize("lang", LANGS)
def test_the_trap_of_the_new_scenario_springs(lang: Lang) -> None:
    """Who promises what is not theirs to give is met by the turn that breaks the promise."""
    ready = bench(new_scenario(Wishes("tea-01", lang, lang)), lang)
    play = played(ready.exact, lambda turn, n: TRAP[lang] if n == 0 else ready.exemplar(turn, "strong"))
    assert [said.turn for said in play.said][:2] == ["opening", "taken_back"]
    assert play.session.broken == ("new_bike",)


@pytest.mark.parametrize(("lang", "said"), CHOICES)
def test_comments_are_in_one_language(lang: Lang | None, said: Lang) -> None:
    """Comments come in the trainer's language, without marks of the template, under the schema's line."""
    lines = new_scenario(Wishes("tea-01", said, lang)).split("\n")
    assert lines[0] == schema_line("scenario")
    comments = [line.strip() for line in lines[3:] if line.strip().startswith("#")]
    assert len(comments) > 20
    assert not any(line.startswith(("#en", "#zh")) for line in comments)
    chinese = sum(any("\u3400" <= c <= "\u9fff" for c in line) for line in comments)
    assert chinese > 20 if said == "zh" else chinese == 0


def test_sections_are_headed_by_a_comment() -> None:
    """Each part of the file that is longer than a line stands under a comment."""
    lines = new_scenario(Wishes("tea-01", "en", "en")).split("\n")
    heads = (
        "about:",
        "customer:",
        "facts:",
        "key_points:",
        "turns:",
        "lines:",
        "triggers:",
        "endings:",
        "reactions:",
    )
    for head in heads:
        assert lines[lines.index(next(line for line in lines if line.startswith(head))) - 1].startswith(
            "#"
        ), head


def test_wishes_are_in_the_file() -> None:
    """Id, title, family, customer and difficulty stand where they belong, odd characters and all."""
    wishes = Wishes("tea-01", "en", "en", {"en": "Cold: tea"}, {"en": 'Ms "Q" Reed'}, "complaint", 4)
    made = scenario(new_scenario(wishes))
    assert (made.id, made.title.en, made.family, made.difficulty) == ("tea-01", "Cold: tea", "complaint", 4)
    assert made.customer.name.en == 'Ms "Q" Reed'
    assert made.about.get("en").startswith('Ms "Q" Reed ordered')
    assert made.language == "en"


@pytest.mark.parametrize("source", [head.id for head in Library().heads() if head.pack == "bundled"])
def test_a_copy_differs_in_id_and_title_only(source: str) -> None:
    """A copy of any bundled scenario keeps everything else, in both languages and in one."""
    library = Library()
    old = library.scenario(source).value
    both = scenario(copied_scenario(Wishes("tea-01", "en"), library, source))
    assert both.id == "tea-01"
    assert both.title.en == f"{old.title.en} (copy)"
    same = {"id": old.id, "title": old.title, "version": old.version}
    assert both.model_copy(update=same) == old
    for lang in LANGS:
        one = scenario(copied_scenario(Wishes("tea-01", lang, lang), library, source))
        assert dict(one.facts.phrases(lang)) == dict(old.facts.phrases(lang))
        said = [[v.text.get(lang) for v in turn.says] for turn in one.turns]
        assert said == [[v.text.get(lang) for v in turn.says] for turn in old.turns]


def test_a_copy_keeps_comments() -> None:
    """Comments of the copied file stay; its first line names the new id and title."""
    old = Library().scenario("complaint-01").text.split("\n")
    text = copied_scenario(
        Wishes("tea-01", "en", None, {"en": "Cold", "zh": "凉了"}), Library(), "complaint-01"
    )
    new = text.split("\n")
    assert new[0] == schema_line("scenario")
    assert new[1] == "# tea-01 · Cold / 凉了"
    comments = [line for line in old[1:] if line.strip().startswith("#")]
    assert [line for line in new[2:] if line.strip().startswith("#")] == comments


def test_the_customer_of_a_copy_has_one_name_throughout() -> None:
    """A new name stands wherever the old one stood; one that YAML might misread stands in its field only."""
    library = Library()
    names: dict[Lang, str] = {"en": "Mrs Reed-Li", "zh": "李女士"}
    text = copied_scenario(Wishes("tea-01", "en", customer=names), library, "complaint-01")
    made = scenario(text)
    assert made.customer.name.en == "Mrs Reed-Li"
    assert (made.about.en or "").startswith("Mrs Reed-Li bought")
    assert "Dawson" not in text
    assert "顾女士" not in text
    odd = scenario(
        copied_scenario(Wishes("tea-01", "en", customer={"en": 'Reed: "x"'}), library, "complaint-01")
    )
    assert odd.customer.name.en == 'Reed: "x"'
    assert "Dawson" in (odd.about.en or "")


def test_a_copy_of_one_language_stays_in_it(tmp_path: Path) -> None:
    """A file of one language is copied in it, and asking for the other is refused."""
    (tmp_path / "one.yaml").write_text(new_scenario(Wishes("tea-01", "zh", "zh")), "utf-8")
    library = Library((tmp_path,))
    assert languages_of(library, "tea-01", None, "en") == "zh"
    made = scenario(copied_scenario(Wishes("tea-02", "zh", "zh", {"zh": "热茶"}), library, "tea-01"))
    assert (made.language, made.title.zh, made.title.en) == ("zh", "热茶", None)
    with pytest.raises(Usage, match="one language only"):
        languages_of(library, "tea-01", "en", "en")
    with pytest.raises(NotFound):
        languages_of(library, "tea-03", "en", "en")


@pytest.mark.parametrize("said", LANGS)
def test_a_new_sheet_builds_on_another(said: Lang, written: Callable[[str], Path]) -> None:
    """A new sheet passes check and takes from the one below what it does not say."""
    path = written(new_rubric(Wishes("ours", said), "service", Library()))
    assert [str(p) for p in check_file(path)] == []
    rubric = Library((path.parent,)).rubric("ours").value
    below = Library().rubric("service").value
    assert [s.weight for s in rubric.sections] == [30, 40, 30]
    assert rubric.section("assurance").indicators == below.section("assurance").indicators
    with pytest.raises(NotFound):
        new_rubric(Wishes("ours", said), "zhijan", Library())


def test_a_new_sheet_is_a_copy_of_one_that_builds_on_another(written: Callable[[str], Path]) -> None:
    """It keeps what the other says and its comments, under its own id and title."""
    path = written(new_rubric(Wishes("ours", "en"), "zhijian", Library()))
    assert [str(p) for p in check_file(path)] == []
    ours, copied = Library((path.parent,)).rubric("ours").value, Library().rubric("zhijian").value
    assert (ours.rubric, ours.version, ours.title.en) == ("ours", 1, f"{copied.title.en} (copy)")
    assert (ours.sections, ours.deductions) == (copied.sections, copied.deductions)
    assert "# 一票否决" in path.read_text("utf-8")


@pytest.mark.parametrize("name", ["Tea-01", "tea", "tea_01", "tea-", "../tea-01", "茶-01", ""])
def test_an_id_has_the_form_of_an_id(name: str) -> None:
    """What the model would refuse is refused before a question is asked; so nothing leaves the folder."""
    with pytest.raises(Usage, match="bike-01"):
        check_id("scenario", name, "en")


@pytest.mark.parametrize("text", ["", "x" * 81, "two\nlines", "a / b / c", "only one"])
def test_titles_that_cannot_be_titles(text: str) -> None:
    """A title for both languages is two short lines of text."""
    with pytest.raises(Usage):
        by_language(text, None, "en")


def test_titles_by_language() -> None:
    """One language takes a title as it is, both take it from around the stroke."""
    assert by_language(" A / B ", "en", "en") == {"en": "A / B"}
    assert by_language("Cold / 凉了", None, "en") == {"en": "Cold", "zh": "凉了"}


@pytest.mark.parametrize(
    "value",
    ["plain words", "true", "12", "a: b", "# no", "- x", "'q'", "中文，和逗号", "[x]", "null", "a\\b", '"'],
    ids=str,
)
def test_values_read_back(value: str) -> None:
    """A value that is put into a file reads back as it was."""
    text = with_values("# c\nid: x\nmap: {a: 1, b: two} # d\n", {("id",): value, ("map", "b"): value})
    from sim.content.reader import read

    data = read(text, Problems("x")).data
    assert data["id"] == data["map"]["b"] == value
    assert "# c" in text
    assert "# d" in text


def test_numbers_are_written_bare() -> None:
    """A number needs no quotes."""
    assert scalar(4) == "4"


def test_one_language_of_every_form() -> None:
    """Texts in braces, on lines of their own, folded and in lists lose one language and nothing else."""
    text = (
        "id: x\n"
        "a: {en: One, zh: 一} # kept\n"
        "b:\n  en: >-\n    Two\n    lines\n\n  zh: 二\n\n# also kept\n"
        "c:\n  - en: Three\n    zh: 三\n"
        "d:\n  en:\n    - Four\n    - Five\n  zh: [四]\n"
        "e: {GBP: 1}\n"
    )
    assert in_one_language(text, "en") == (
        "id: x\nlanguage: en\n"
        "a: One # kept\n"
        "b: >-\n  Two\n  lines\n\n# also kept\n"
        "c:\n  - Three\n"
        "d:\n  - Four\n  - Five\n"
        "e: {GBP: 1}\n"
    )


def test_the_families_are_those_of_the_model() -> None:
    """The command line offers what a scenario may be."""
    assert get_args(Family) == FAMILIES
