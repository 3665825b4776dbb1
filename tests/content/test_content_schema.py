"""From data to model: one language or two, and pydantic's errors in plain words."""

from __future__ import annotations

import pytest
from content_kit import Edited, problems_of

from sim.content.parse import rubric_of, scenario_of
from sim.content.problems import Problems


def codes(text: str) -> list[str]:
    """Return the codes of a scenario's problems."""
    return [p.code for p in problems_of(text)]


def test_a_good_scenario_has_no_problem(scenario_text: str) -> None:
    """The sample is a model afterwards, with its parts where they belong."""
    scenario = scenario_of(scenario_text, Problems("f"))
    assert scenario.title.zh == "没有送到的包裹"
    assert scenario.facts.offers["slot"].times[0].from_ == 8
    assert scenario.key_points[0].not_.en == ("Soon.",)


def test_a_good_rubric_has_no_problem(rubric_text: str) -> None:
    """Whole numbers are the names of a ladder's steps."""
    assert set(rubric_of(rubric_text, Problems("f")).section("empathy").ladder) == {1, 2, 3, 4}


def test_plain_text_stands_for_the_one_language(english_text: str) -> None:
    """With `language: en` texts are plain, phrases are lists, and no translation is asked for."""
    scenario = scenario_of(english_text, Problems("f"))
    assert (scenario.title.en, scenario.title.zh) == ("A parcel that never came", None)
    assert scenario.facts.impacts["newborn"].say.en == ("newborn", "baby")
    assert scenario.turns[0].says[0].text.en == "Where is it?"


def test_plain_text_without_language_is_told_once_per_text(english_text: str) -> None:
    """Each plain text is named; nothing else is said of it."""
    found = problems_of(english_text.removeprefix("language: en\n"))
    assert {p.code for p in found} == {"SC008"}
    assert "language: en" in found[0].message


def test_several_faults_are_told_at_once(edited: Edited) -> None:
    """All faults of a file come together, in the order of its lines."""
    text = (
        edited("difficulty: 2", "difficulty: 9")
        .replace("churn: fault", "churn: foult")
        .replace("heat: 75", "heat: x")
    )
    found = problems_of(text)
    assert [p.code for p in found] == ["SC004", "SC005", "SC003"]
    assert [p.line for p in found] == sorted(p.line for p in found)


def test_a_message_says_what_is_right(edited: Edited) -> None:
    """A problem tells what must be, what was found, and shows a right value."""
    (found,) = problems_of(edited("heat: 75", "heat: 175"))
    assert str(found) == (
        'mine.yaml:15:9: SC004 "heat" must be a whole number between 0 and 100, not 175; '
        "example: heat: 50 (customer.heat)"
    )


def test_what_is_allowed_is_said_once(edited: Edited) -> None:
    """What the message says already is not said again behind it; a program still gets it by name."""
    (found,) = problems_of(edited("heat: 75", "heat: fifty"))
    assert str(found).count("a whole number between 0 and 100") == 1
    assert str(found.allowed) == "a whole number between 0 and 100"


def test_a_language_that_is_none_is_one_fault(english_text: str) -> None:
    """The texts of a file whose language is misspelt do not each want one."""
    (found,) = problems_of(english_text.replace("language: en", "language: no", 1))
    assert (found.code, found.allowed) == ("SC005", "en, zh")


@pytest.mark.parametrize(("given", "hash_told"), [("difficulty:", False), ("difficulty: # two", True)])
def test_a_number_sign_is_spoken_of_where_there_is_one(edited: Edited, given: str, hash_told: bool) -> None:
    """An empty value says what must stand there; why it is empty only where the line shows it."""
    (found,) = problems_of(edited("difficulty: 2", given))
    assert ("#" in found.message) == hash_told


def test_a_missing_name_stands_where_its_group_stands(edited: Edited) -> None:
    """What is not there has no line; the group that lacks it has."""
    (found,) = problems_of(edited("  tier: regular\n", ""))
    assert (found.code, found.line, found.column, found.path) == ("SC002", 10, 3, "customer.tier")
    assert found.allowed == "vip, main, regular, small"


@pytest.mark.parametrize("word", ["yes", "no", "true", "off"])
def test_yes_and_no_are_taken_where_truth_is_asked(edited: Edited, word: str) -> None:
    """An author may write `company_gap: yes`; elsewhere `no` stays a word."""
    assert codes(edited("difficulty: 2", f"difficulty: 2\ncompany_gap: {word}")) == []


@pytest.mark.parametrize(
    ("takes", "code", "says"),
    [
        ("{working_days: 5}", "", ""),
        ("{weeks: 1}", "SC001", "working_days, days, hours, minutes"),
        ("{days: -5}", "SC004", "must be a number of 1 or more, not -5"),
        ("{days: 1, hours: 3}", "SC007", "1 it may have"),
    ],
)
def test_how_long_an_offer_takes_is_one_figure_with_a_unit(
    edited: Edited, takes: str, code: str, says: str
) -> None:
    """Another unit, a figure below 1 and two units are faults, and each says what is right."""
    offer = f"    refund: {{label: {{en: a, zh: b}}, say: {{en: [c], zh: [d]}}, takes: {takes}}}\n"
    found = [p for p in problems_of(edited("  offers:\n", f"  offers:\n{offer}")) if p.code != "SC033"]
    assert [p.code for p in found] == ([code] if code else [])
    assert says in "".join(map(str, found))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("name: {en: Mia, zh: 小米}", "name: {en: no, zh: 小米}", ""),
        ("heat: 75", "heat: 75.5", "SC003"),
        ("heat: 75", "heat: [75]", "SC003"),
        ("version: 1", "version: false", "SC003"),
        ("churn: fault", "relationship: .inf", "SC003"),
        ("churn: fault", "relationship: inf", "SC003"),
        ("about: {en: A parcel is three days late., zh: 包裹晚了三天。}", "about: {en: '', zh: x}", "SC007"),
        ("about: {en: A parcel is three days late., zh: 包裹晚了三天。}", "about: {en: ' ', zh: x}", "SC009"),
        ("about: {en: A parcel is three days late., zh: 包裹晚了三天。}", "about: [x]", "SC003"),
        ("  - id: opening\n", "  - id:opening\n", "YM024"),
        ("  - id: opening\n", "  -id: opening\n", "YM024"),
        ("difficulty: 2", "difficulty: 2\nstages:\n  -open\n  -close", "YM024"),
        ("difficulty: 2", "difficulty: 2\nstages: [open，close]", "YM028"),
        ("difficulty: 2", "difficulty: 2\nstages: 【open、close】", "SC003"),
        ("say: {en: [newborn, baby], zh:", "say: {en: newborn, zh:", "SC003"),
        ("  offers:\n", "  offers:\n    3: {label: {en: a, zh: b}, say: {en: [c], zh: [d]}}\n", "SC003"),
        ("  say: {en: [our depot], zh: [我们的仓库]}", "  say: {en: [our depot], zh: []}", ""),
    ],
)
def test_values_of_other_kinds(edited: Edited, old: str, new: str, code: str) -> None:
    """What is not meant as the value asked for is refused; an empty list of phrases may be meant."""
    assert codes(edited(old, new)) == ([code] if code else [])


def test_the_name_a_slip_hides_is_not_also_missing(edited: Edited) -> None:
    """One slip of spelling is one problem, though it also leaves a name out."""
    assert codes(edited("    justice: procedural", "    justise: procedural")) == ["SC001"]


def test_brackets_and_commas_of_chinese_keyboards_are_shown_plain(edited: Edited) -> None:
    """The list that is shown can be copied: its brackets and commas are YAML's."""
    (found,) = problems_of(edited("difficulty: 2", "difficulty: 2\nstages: 【open、act，close】"))
    assert "[open, act, close]" in found.message
