"""Hints in a file of one language: its texts stand plain, and long examples are cut on a line for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from sim.content.json_schema import json_schema
from sim.content.one_language import language_of, unfolded
from sim.content.parse import scenario_of
from sim.content.problems import Problems
from sim.content.reader import read
from sim.model.bad_file import BadFile
from sim.model.language import LANGS, Lang
from sim.model.problems import LONGEST_EXAMPLE, Problem

BEGUN = (
    "id: cake-01\nstatus: draft\nlanguage: en\ndifficulty: 2\nfamily: complaint\ncustomer: {type: anxious}\n"
)


def faults(text: str) -> dict[str, Problem]:
    """Return the faults of a scenario by where they stand."""
    with pytest.raises(BadFile) as caught:
        scenario_of(text, Problems("mine.yaml"))
    return {problem.path: problem for problem in caught.value.problems}


def examples(schema: Any) -> Iterator[str]:
    """Yield every example of a schema as YAML."""
    if isinstance(schema, dict):
        for one in schema.get("examples", ()):
            yield yaml.safe_dump(one, allow_unicode=True, default_flow_style=True)
        for value in schema.values():
            yield from examples(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from examples(value)


@pytest.mark.parametrize("lang", LANGS)
def test_every_example_unfolds(lang: Lang) -> None:
    """No example keeps a group of both languages, each is YAML still, and nothing else in it changes."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            both = set(value) == set(LANGS)
            return value[lang] if both else {name: plain(inner) for name, inner in value.items()}
        return [plain(inner) for inner in value] if isinstance(value, list) else value

    found = [one for kind in ("scenario", "rubric") for one in examples(json_schema(kind, "en"))]
    assert sum("{en:" in one for one in found) > 30
    for one in found:
        assert yaml.safe_load(unfolded(one, lang)) == plain(yaml.safe_load(one))


def test_a_text_keeps_its_quotes() -> None:
    """What needs quotes in the group needs them outside of it."""
    example = 'label: {en: "Agreed: both", zh: 谈妥}'
    assert unfolded(example, "en") == 'label: "Agreed: both"'
    assert unfolded(example, "zh") == "label: 谈妥"


def test_a_missing_text_is_asked_for_plain() -> None:
    """A file in English is told to write English, and of no languages to choose from."""
    found = faults(BEGUN)
    assert (found["title"].example, found["title"].allowed) == ("title: Two no-shows for a fridge", "")
    assert found["customer.name"].example == "name: Ms Dawson"
    assert "zh:" not in "".join(p.example for p in found.values())


def test_a_file_of_both_languages_is_told_both() -> None:
    """Without `language` the hints are as they were."""
    missing = faults(BEGUN.replace("language: en\n", ""))["title"]
    assert (missing.example, missing.allowed) == (
        "title: {en: Two no-shows for a fridge, zh: 冰箱两次爽约}",
        "en, zh",
    )


def test_a_wrong_kind_and_an_unknown_name_speak_of_one_language() -> None:
    """What stands in place of a text must be text, not text in each language."""
    found = faults(BEGUN + "about: [a]\ngoal: {de: x}\n")
    assert found["about"].message == '"about" must be text, not a list'
    assert found["goal.de"].allowed == "en"


def test_which_language_a_file_is_in() -> None:
    """A scenario says it by `language`, the sheet of a pack by a list of one."""
    for text, lang in (
        ("language: zh\n", "zh"),
        ("languages: [en]\n", "en"),
        ("languages: [en, zh]\n", None),
        ("language: fr\n", None),
        ("id: a-1\n", None),
    ):
        assert language_of(read(text, Problems("x"))) == lang


def test_a_long_example_is_cut_for_people_and_whole_for_programs() -> None:
    """On an empty file the lists are too long to read; the line says what prints them whole."""
    found = faults(BEGUN)
    for name in ("facts", "key_points", "reactions"):
        problem = found[name]
        assert len(problem.example) > LONGEST_EXAMPLE
        assert problem.shown("en").endswith(f" …; servicesim schema scenario tells all ({name})")
        shown = problem.shown("en").split("; example: ")[1].split(" …; ")[0]
        assert problem.example.startswith(shown)
        assert LONGEST_EXAMPLE / 2 < len(shown) <= LONGEST_EXAMPLE
        assert problem.model_dump()["example"] == problem.example


def test_what_no_schema_holds_is_not_cut() -> None:
    """An example that nothing else prints stays whole; a sheet's faults name the sheet's schema."""
    long = "x " * LONGEST_EXAMPLE
    assert Problem(file="a", code="SC104", message="m", example=long).shown("en").endswith(long)
    assert Problem(file="a", code="PT002", message="m", example=long).shown("en").endswith(long)
    assert "schema rubric tells all" in Problem(file="a", code="RB002", message="m", example=long).shown("en")


def test_an_empty_text_is_asked_for_plain() -> None:
    """An empty text of a file in English is named as it stands and mended by a plain one."""
    empty = faults(BEGUN + 'title: ""\n')["title"]
    assert (empty.message, empty.example) == ('"title" is empty', "title: Two no-shows for a fridge")


@pytest.mark.parametrize("typed", ["0x1F", "1.50", "1e3", "040", "12"])
def test_a_number_in_place_of_a_text_is_shown_as_it_was_typed(typed: str) -> None:
    """What is offered in quotes is what stands in the file, not what YAML makes of it."""
    message = faults(f"{BEGUN}about: {typed}\n")["about"].message
    assert message == f'"about" must be text, not "{typed}"'
    both = BEGUN.replace("language: en\n", "")
    message = faults(f"{both}about: {{en: {typed}, zh: 你好}}\n")["about.en"].message
    assert message == f"\"en\" must be text; put quotes around it: '{typed}'"


FORGOTTEN = (
    BEGUN.replace("language: en\n", "") + "title: 蛋糕\nabout: 蛋糕写错了名字。\ngoal: 道歉\nrole: 客服\n"
)


def test_a_forgotten_language_is_one_fault() -> None:
    """Where every text stands plain it is told once, with their language, and hides nothing else."""
    found = faults(FORGOTTEN.replace("difficulty: 2", "difficulty: 9"))
    assert [p.code for p in found.values()].count("SC008") == 1
    assert found["title"].example == "language: zh"
    assert found["difficulty"].code == "SC004"
    assert "`language: zh`" in found["title"].said("zh")
    assert faults(FORGOTTEN.replace("蛋糕", "Cake"))["title"].example == "language: zh", (
        "one Chinese text is enough"
    )


def test_a_misspelt_language_is_told_as_that_alone() -> None:
    """Who wrote `langauge: zh` has said it; the texts are not told to say it again."""
    found = faults(FORGOTTEN + "langauge: zh\n")
    assert found["langauge"].hint == "language"
    assert "SC008" not in [p.code for p in found.values()]
