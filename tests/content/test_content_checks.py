"""Cross-checks of a valid file: references, ways, endings, drafts."""

from __future__ import annotations

import re

import pytest
from content_kit import Edited, problems_of

from sim.content.parse import rubric_of, scenario_of
from sim.content.problems import Problems
from sim.model.bad_file import BadFile
from sim.model.problems import Problem


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("find_out: [ask.tonight]", "find_out: [tonight]", "SC013"),
        ("asked: [ask.tonight]", "asked: [given.number]", "SC013"),
        ("not_told: [impact.newborn]", "told: [impact.newborns]", "SC013"),
        ("promised: [wages]", "promised: [wage]", "SC013"),
        ("breaks: [wages]", "breaks: [forbidden.wages]", "SC013"),
        ("keeps: [slot]", "keeps: [slots]", "SC013"),
        ("needs: [[impact.newborn]]", "needs: [[E0]]", "SC012"),
        ("needs: [[impact.newborn]]", "needs: [[newborn]]", "SC013"),
        ("any: [E1]", "none: [X28]", "SC012"),
        ("any: [E1]", "not_met: [baby]", "SC021"),
        ("- id: plain\n        text", "- id: hot\n        text", "SC011"),
        ("{id: half, kind: partial", "{id: closing, kind: partial", "SC011"),
        ("kind: resolved", "kind: complaint", ""),
    ],
)
def test_names_that_point_at_nothing(edited: Edited, old: str, new: str, code: str) -> None:
    """Every reference is held against what the file has."""
    found = [p.code for p in problems_of(edited(old, new)) if p.code != "SC014"]
    assert found == ([code] if code else [])


def test_two_turns_of_one_id_are_one_fault(edited: Edited) -> None:
    """Which of the two a branch leads to is not known: nothing is said of circles, nor of what is reached."""
    text = edited("- id: pressing", "- id: closing").replace("go: pressing", "go: closing")
    assert [p.code for p in problems_of(text) if p.code not in ("SC013", "SC033")] == ["SC011"]


def test_a_choice_that_is_left_empty_is_told_so(edited: Edited) -> None:
    """Nothing is no choice called "None"."""
    (found,) = problems_of(edited("stage: close", "stage:"))
    assert found.code == "SC003"
    assert "is left empty" in found.message


def test_names_without_brackets_are_one_fault(edited: Edited) -> None:
    """A list whose brackets were left out is read as its entries, which point at what there is."""
    (found,) = problems_of(edited("    raises: [when]\n    breaks", "    raises: when, when\n    breaks"))
    assert found.code == "SC003"


def test_a_code_without_its_nought_is_told_with_it(edited: Edited) -> None:
    """X7 was meant as X07, not as the code that looks most like it."""
    (found,) = (
        p for p in problems_of(edited("    wages:\n", "    wages:\n      code: X7\n")) if p.code == "SC005"
    )
    assert found.hint == "X07"


def test_a_fact_without_its_kind_is_told_its_whole_name(edited: Edited) -> None:
    """`slot` where `offer.slot` is needed comes with the whole name."""
    (found,) = problems_of(edited("met_by: [offer.slot]", "met_by: [slot]"))
    assert found.hint == "offer.slot"


def test_promises_may_be_offers_beyond_their_maximum(edited: Edited) -> None:
    """A promise over authority comes of a forbidden act or of an offer; both may be spoken of."""
    assert problems_of(edited("promised: [wages]", "promised: [slot]")) == ()


def test_a_draft_may_have_loose_ends(edited: Edited) -> None:
    """A draft needs no way to every turn and no ending of each kind; its translations are only warned of."""
    text = edited("version: 1", "version: 1\nstatus: draft").replace("{go: pressing}", "{go: closing}")
    text = text.replace("{en: Give a time that holds., zh: 给出可靠的时间。}", "{en: Give a time.}")
    found = problems_of(text)
    assert [(p.code, p.severity) for p in found] == [("SC009", "warning")]


def test_a_draft_still_points_at_what_is_there(edited: Edited) -> None:
    """References and weights are checked in drafts too."""
    text = edited("version: 1", "version: 1\nstatus: draft").replace("{go: pressing}", "{go: nowhere-at-all}")
    assert [p.code for p in problems_of(text.replace("weight: 40", "weight: 4"))] == ["SC020", "SC014"]


def test_a_turn_that_leads_to_itself_is_a_circle(edited: Edited) -> None:
    """The smallest circle is found like every other."""
    text = edited(
        "      - {go: solved}", "      - {when: {heat: {below: 9}}, go: closing}\n      - {go: solved}"
    )
    (found,) = problems_of(text)
    assert (found.code, found.path) == ("SC018", "turns.2.then.1.go")


def test_thousands_of_turns_in_a_row(edited: Edited) -> None:
    """A very long script is followed to its end without exhausting the stack."""
    says = "[{{id: a, text: {{en: x{0}, zh: y{0}}}}}]"
    turn = f"  - id: t{{0}}\n    stage: open\n    says: {says}\n    gives: []\n"
    chain = "".join(turn.format(n) + f"    then: [{{go: t{n + 1}}}]\n" for n in range(3000))
    text = edited("triggers:\n", chain + turn.format(3000) + "    then: [{go: solved}]\ntriggers:\n")
    found = problems_of(text.replace("{go: pressing}", "{go: t0}"))
    assert [p.code for p in found] == ["SC017"]


def test_no_ending_of_its_own(edited: Edited) -> None:
    """A script that can only fail has no end of its own."""
    text = edited("kind: resolved", "kind: left").replace("kind: partial", "kind: left")
    (found,) = problems_of(text)
    assert "resolved, partial or unresolved" in found.message


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("      1: {points: 0.5}\n", "", ["RB023"]),
        ("      2: {points: 1}\n", "", ["RB023"]),
        ("      1: {points: 0.5}\n      2: {points: 1}\n", "", ["RB023", "RB023"]),
        ("      2: {points: 1}\n      3: {points: 2, any: [E1]}\n", "", ["RB023", "RB023"]),
        ("1: {points: 0.5}", "1: {points: 1.5}", ["RB023"]),
        ("1: {points: 0.5}", "1: {points: -2}", []),
        ("3: {points: 2, any: [E1]}", "3: {points: 1}", ["RB023"]),
        ("3: {points: 2, any: [E1]}", "3: {points: 1, any: [E1]}", []),
        ("2: {points: 1}\n      3: {points: 2,", "2: {points: 1, all: [E2]}\n      3: {points: 1,", []),
        (
            "2: {points: 1}\n      3: {points: 2, any: [E1]}",
            "2: {points: 1, any: [E1]}\n      3: {points: 1}",
            ["RB023"],
        ),
        ("all: [E1|E2]", "all: [E1|E9]", ["RB024"]),
        ("start: 0", "start: 0.75", []),
        ("start: 0", "start: 1", ["RB025"]),
        ("start: 0", "start: -1", []),
        ("attempt: 0.2", "attempt: -0.2", ["RB004"]),
        ("cost: {empathy: 0.5}", "cost: {assurance: 0.5}", []),
        ("cost: {empathy: 0.5}", "cost: {}", []),
        ("cost: {empathy: 0.5}", "cost: {empathy: -1, assurance: -2}", ["RB004", "RB004"]),
        ("cost: {empathy: 0.5}", "cost: 0.5", ["RB003"]),
        ("red_lines: [X17]", "red_lines: [X01]", ["RB026"]),
        ("red_lines: [X17]", "red_lines: []", ["RB026"]),
        ("red_lines: [X17]", "red_lines: [X01, X17]", []),
        ("title: {en: Small sheet, zh: 小评分表}", "languages: [en]\ntitle: {en: Small sheet}", []),
    ],
)
def test_rubrics(rubric_text: str, old: str, new: str, codes: list[str]) -> None:
    """A ladder has four steps that rise from below, its codes exist, and no deduction adds points."""
    assert old in rubric_text
    found: tuple[Problem, ...] = ()
    try:
        rubric_of(rubric_text.replace(old, new, 1), Problems("f"))
    except BadFile as error:
        found = error.problems
    assert [p.code for p in found] == codes


@pytest.mark.parametrize(
    ("old", "new", "path", "example"),
    [
        ("      1: {points: 0.5}\n", "", "sections.0.ladder", "1: {points: 0}"),
        ("      2: {points: 1}\n", "", "sections.0.ladder", "2: {points: 1.25}"),
        ("      4: {points: 3, all: [E1|E2]}\n", "", "sections.0.ladder", "4: {points: 3}"),
        ("    start: 0\n", "    start: 2\n", "sections.0.start", ""),
        ("red_lines: [X17]", "red_lines: [X01]", "red_lines", "red_lines: [X17, X01]"),
        ("cost: {empathy: 0.5}", "cost: {empathy: -0.5}", "deductions.0.cost.empathy", "empathy: 0.5"),
        ("cost: {empathy: 0.5}", "cost: 0.5", "deductions.0.cost", "cost: {empathy: 1}"),
    ],
)
def test_a_fault_of_a_rubric_comes_with_its_path_and_what_is_right(
    rubric_text: str, old: str, new: str, path: str, example: str
) -> None:
    """The example of a missing step fits between those that are there; a cost is shown without its sign."""
    with pytest.raises(BadFile) as caught:
        rubric_of(rubric_text.replace(old, new, 1), Problems("f"))
    (found,) = caught.value.problems
    assert (found.path, found.example) == (path, example)


def test_a_start_that_is_not_written_is_told_at_the_step(rubric_text: str) -> None:
    """Where `start` is left out it is 0; a second step of 0 points or less is then the fault."""
    text = rubric_text.replace("    start: 0\n", "", 1)
    text = text.replace("1: {points: 0.5}\n      2: {points: 1}", "1: {points: -1}\n      2: {points: 0}", 1)
    with pytest.raises(BadFile) as caught:
        rubric_of(text, Problems("f"))
    (found,) = caught.value.problems
    assert (found.code, found.path) == ("RB025", "sections.0.ladder.2.points")


def test_a_sheet_of_the_older_form_names_all_that_is_to_change(rubric_text: str) -> None:
    """Three steps and `majors`: each place is named in one reading."""
    text = rubric_text.replace("      1: {points: 0.5}\n", "").replace("|E2]}", "|E2], majors: 1}")
    with pytest.raises(BadFile) as caught:
        rubric_of(text, Problems("f"))
    assert [p.code for p in caught.value.problems] == ["RB023", "RB001", "RB023", "RB023"]


def test_faults_of_every_layer_come_at_once(scenario_text: str) -> None:
    """A misspelt name and a wrong choice hide neither a missing turn nor weights that do not add up."""
    text = scenario_text.replace("difficulty:", "dificulty:", 1).replace("tier: ", "tier: gold # ", 1)
    text = re.sub(r"go: \w+", "go: nowhere", text, count=1)
    text = re.sub(r"weight: \d+", "weight: 99", text, count=1)
    with pytest.raises(BadFile) as caught:
        scenario_of(text, Problems("mine.yaml"))
    assert {"SC001", "SC005", "SC014", "SC020"} <= {p.code for p in caught.value.problems}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("heat: 75", "heat: hot"),
        ("find_out: [ask.tonight]", "find_out: ask.tonight"),
        ("weight: 60", "weight: most"),
        ("from: 8, to: 12", "from: eight, to: 12"),
    ],
)
def test_a_value_of_the_wrong_kind_hides_no_other_fault(edited: Edited, old: str, new: str) -> None:
    """A word for a number, or one thing for a list, is told beside what does not fit together."""
    text = re.sub(r"go: \w+", "go: nowhere", edited(old, new), count=1)
    assert {"SC003", "SC014"} <= {p.code for p in problems_of(text)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("version: 1", "version： 1", "YM020"),
        ("raises: [when]", "raises: [when", "YM029"),
        ("stage: open", "\tstage: open", "YM022"),
    ],
)
def test_a_slip_of_typing_hides_nothing_that_the_file_means(
    edited: Edited, old: str, new: str, code: str
) -> None:
    """What YAML cannot read is told beside what does not fit together; the file stays refused."""
    text = re.sub(r"go: \w+", "go: nowhere", edited(old, new), count=1)
    assert {p.code for p in problems_of(text) if p.severity == "error"} >= {code, "SC014"}


def test_a_text_without_language_hides_no_other_fault(edited: Edited) -> None:
    """Nothing is said of the text itself but that."""
    text = edited(
        "title: {en: A parcel that never came, zh: 没有送到的包裹}", "title: A parcel that never came"
    )
    text = re.sub(r"go: \w+", "go: nowhere", text, count=1)
    assert {"SC008", "SC014"} <= {p.code for p in problems_of(text)}
    assert [p.code for p in problems_of(text) if p.path.startswith("title")] == ["SC008"]


def test_a_full_width_comma_between_names_is_told_as_one(edited: Edited) -> None:
    """Two names that look like one unknown name to YAML."""
    text = re.sub(r"met_by: \[(offer\.\w+)\]", r"met_by: [\1， impact.newborn]", edited("a", "a"), count=1)
    assert "YM028" in {p.code for p in problems_of(text)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("weight: 60", "weight: -60", "SC004"),
        ("weight: 60", "weight: 160", "SC004"),
        ("weight: 60", "weight: most", "SC003"),
        ("times: [{day: 1, from: 8, to: 12}]", "max: {GBP: -5, CNY: 400}", "SC004"),
    ],
)
def test_what_a_number_is_guessed_to_be_is_told_to_nobody(
    edited: Edited, old: str, new: str, code: str
) -> None:
    """A faulty number is one fault: no sum, no share and no limit is said of a number nobody wrote."""
    text = edited(old, new)
    fresh = [
        p for p in problems_of(text) if p.message not in {q.message for q in problems_of(edited("a", "a"))}
    ]
    assert [p.code for p in fresh if p.severity == "error"] == [code]
    assert not any("£0" in p.message or "of 100" in p.message for p in fresh)


def test_hours_end_after_they_begin(edited: Edited) -> None:
    """Hours the wrong way round fit no reply at all; the fault is theirs and not that of every example."""
    found = [p for p in problems_of(edited("from: 8, to: 12", "from: 12, to: 8")) if p.code == "SC004"]
    assert [p.path for p in found] == ["facts.offers.slot.times.0.to"]
    assert "from: 8, to: 12" in str(found[0].example)


def test_nobody_gives_less_than_nothing(edited: Edited) -> None:
    """A sum below 0 would make every promise of money one beyond authority."""
    found = problems_of(edited("times: [{day: 1, from: 8, to: 12}]", "max: {GBP: -50, CNY: 400}"))
    assert "SC004" in {p.code for p in found}


@pytest.mark.parametrize(
    ("written", "meant"), [("pounds", "GBP"), ("gbp", "GBP"), ("rmb", "CNY"), ("XYZ", "")]
)
def test_a_currency_that_nobody_reads_is_named(edited: Edited, written: str, meant: str) -> None:
    """A sum under an unknown currency holds no promise back, also beside one that is known."""
    text = edited("times: [{day: 1, from: 8, to: 12}]", f"max: {{GBP: 50, CNY: 400, {written}: 30}}")
    (found,) = [p for p in problems_of(text) if p.code == "SC001"]
    assert found.path == f"facts.offers.slot.max.{written}"
    assert found.hint == meant
    assert "GBP" in found.allowed


@pytest.mark.parametrize(
    ("old", "new", "example"),
    [
        ("needs: [[impact.newborn]]", "needs: [[newbornn]]", ""),
        ("go: closing", "go: closin", "go: closing"),
        ("any: [E1]", "not_met: [slo]", "not_met: [slot]"),
        ("any: [E1]", "none: [X28]", ""),
        ("difficulty: ", "dificulty: ", "difficulty: 2"),
        ("weight: 60", "weight: 61", "weight: 25"),
    ],
)
def test_every_fault_of_a_name_or_a_sum_shows_a_right_way(
    edited: Edited, old: str, new: str, example: str
) -> None:
    """Reason and example: with the nearest name where there is one, else any that could stand there."""
    first = next(p for p in problems_of(edited(old, new)) if p.severity == "error")
    assert first.example
    assert example in first.example


def test_an_entry_of_a_list_of_words_is_shown_with_its_list(edited: Edited) -> None:
    """What a reference looks like is told by the list of them, not by "some words"."""
    found = [p for p in problems_of(edited("facts:\n", "facts:\n  references: [44]\n")) if p.code == "SC003"]
    assert [p.example[:12] for p in found] == ["references: "]
