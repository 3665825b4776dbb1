"""The checks that know the rubric: each fault is found at its line, and nothing else is found."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

from sim.content import bundled_folder
from sim.content.codes_aware import AWARE_CODES
from sim.model.problems import Problem
from sim.workshop.aware import check_aware
from sim.workshop.aware.kept import MOST

BASE = bundled_folder("scenarios") / "complaint-01.yaml"
SAMPLE = Path(__file__).parents[1] / "content" / "samples" / "late-parcel.yaml"
TO_THE_BEST = "- when: {met: [slot, confirm_time, fee_goodwill, cold_storage], resolution: {at_least: 75}, "

FAULTS: dict[str, tuple[str, str]] = {
    "SC100": (TO_THE_BEST + "heat: {below: 60}}", TO_THE_BEST + "heat: {below: 5}}"),
    "SC101": (
        "- when: {quality: {at_least: 45}}",
        "- when: {quality: {below: 20}}\n        go: resolved\n      - when: {quality: {at_least: 45}}",
    ),
    "SC102": ("gives: [emotion, doubt, thanks]", "gives: []"),
    "SC103": (
        "en: Could you give me the order number and tell me what happened?",
        "en: I'm sorry you both lost two days with a newborn. I'll message you by 6 today, either way.",
    ),
    "SC104": ("- I've rebooked it for tomorrow between 8 and 12.", "- I've rebooked it for you."),
    "SC105": ("- I'll get back to you about a date.", "- I'll get back to you tomorrow between 8 and 12."),
    "SC106": ("en: Me again. You'd better be right.\n", 'en: "Tomorrow 8–12, £25?"\n'),
    "SC107": (
        "courier_blame:",
        "whole_price: {label: {en: The whole price, zh: 全款}, code: X07, "
        'say: {en: ["whole price back?"], zh: [退您全款]}}\n    courier_blame:',
    ),
    "SC108": ("anything over, beyond 50,", "anything over, would have to ask my boss, beyond 50,"),
    "SC109": (
        'en: "What matters most to you at home right now?"',
        "en: Have a lovely day and take care.",
    ),
    "SC110": (
        "- when: {asked: [ask.tonight], not_told: [offer.slot, offer.cold_box]}",
        "- when: {asked: [ask.tonight], not_told: [offer.slot, offer.cold_box], heat: {below: 20}}",
    ),
    "SC111": ("charge and add £50 goodwill.\n", "charge and add £90 goodwill.\n"),
    "SC112": ("let you down on|when|after|again|twice,", "annoyed,"),
}
"""For each code what stands in complaint-01, and what is put there to earn it; in English."""


@cache
def base() -> str:
    """Return the text of complaint-01."""
    return BASE.read_text("utf-8")


def changed(old: str, new: str) -> str:
    """Return complaint-01 with one place changed."""
    assert base().count(old) == 1, old
    return base().replace(old, new)


def found_in(text: str, folder: Path, lang: str = "en") -> tuple[Problem, ...]:
    """Return what is found in a text, in one language, with a cache of its own."""
    file = folder / "mine.yaml"
    file.write_text(text, "utf-8")
    return check_aware([file], lang="zh" if lang == "zh" else "en", cache=folder / "cache")


def test_every_code_has_a_fault_that_earns_it() -> None:
    """No code of these checks is left without a test."""
    assert FAULTS.keys() == AWARE_CODES.keys()


def test_the_bundled_scenario_has_no_fault(tmp_path: Path) -> None:
    """Nothing is found in complaint-01, in either language."""
    assert [str(p) for p in check_aware([BASE], cache=tmp_path)] == []


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found_at_its_line_and_nothing_else(code: str, tmp_path: Path) -> None:
    """One fault put into complaint-01 earns its code alone, where it stands, and says so in words."""
    old, new = FAULTS[code]
    problems = found_in(changed(old, new), tmp_path)
    assert {p.code for p in problems} == {code}, [str(p) for p in problems]
    first = base()[: base().index(old)].count("\n") + 1
    for problem in problems:
        assert first <= problem.line <= first + new.count("\n")
        assert problem.column > 1
        assert problem.template
        assert problem.said("en") == problem.message


def test_a_dimension_that_is_never_scored_is_an_error(tmp_path: Path) -> None:
    """Where no message gives a chance for a dimension, that is said once, with the tags that would."""
    text = re.sub(r"gives: \[.*\]", "gives: [emotion, doubt]", base())
    (error,) = [p for p in found_in(text, tmp_path) if p.code == "SC102"]
    assert error.severity == "error"
    assert error.allowed == "demand, question, thanks, time_pressure"


def sheet(folder: Path, mark: int) -> str:
    """Write a rubric that differs from the bundled one in its pass mark, and return its id."""
    (folder / "rubrics").mkdir()
    text = f"rubric: mine\nbased_on: service\ntitle: {{en: Mine, zh: 我的}}\nscale: {{pass: {mark}}}\n"
    (folder / "rubrics" / "mine.yaml").write_text(text, "utf-8")
    return "mine"


def test_a_pass_mark_out_of_reach_is_told_at_the_turn_that_loses_most(tmp_path: Path) -> None:
    """By a sheet that asks for more than the exemplars have, each dimension is named at its weakest turn."""
    name = sheet(tmp_path, 99)
    problems = check_aware([BASE], lang="en", rubric=name, packs=[tmp_path], cache=tmp_path / "cache")
    assert {p.code for p in problems} == {"SC100"}
    assert all(p.path.endswith("exemplars.strong.en") and p.example for p in problems)
    assert all("99" in p.message for p in problems)


def test_a_stock_reply_that_passes_is_told_at_what_lifts_it(tmp_path: Path) -> None:
    """By a sheet with a low pass mark a template passes; the place that counts it is named."""
    name = sheet(tmp_path, 10)
    problems = check_aware([BASE], lang="en", rubric=name, packs=[tmp_path], cache=tmp_path / "cache")
    assert {p.code for p in problems} == {"SC101"}
    assert all(p.path.startswith(("facts.", "turns.")) for p in problems)


def test_a_customer_who_cannot_be_satisfied_is_told_by_what_is_lost(tmp_path: Path) -> None:
    """A customer who begins too angry ends below what they hope for, whatever is said."""
    angry = {"  tier: regular\n": "  tier: vip\n", "  heat: 75\n": "  heat: 100\n"}
    angry |= {"  patience: 70\n": "  patience: 34\n"}
    text = base()
    for old, new in angry.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (problem,) = found_in(text, tmp_path)
    assert (problem.code, problem.path) == ("SC100", "customer.patience")
    assert "85" in problem.message


def test_what_is_out_of_reach_waits_for_exemplars_in_their_place(tmp_path: Path) -> None:
    """While an exemplar of a language is out of place, it may be its fault that nobody gets there."""
    unreached, worse = FAULTS["SC100"], FAULTS["SC103"]
    text = changed(*unreached)
    assert text.count(worse[0]) == 1
    text = text.replace(*worse)
    assert {p.code for p in found_in(text, tmp_path)} == {"SC103"}
    assert "SC100" in {p.code for p in found_in(text, tmp_path, "zh")}


SUITCASE = bundled_folder("scenarios") / "aftersales-01.yaml"


@pytest.mark.parametrize("name", ["£45", "£31"])
def test_a_sum_in_a_strong_exemplar_is_held_against_the_authority_in_any_wording(
    name: str, tmp_path: Path
) -> None:
    """Where nothing is promised, the engine takes nothing off; trainees would learn the sum all the same."""
    old = "Up to £30 is on"
    text = SUITCASE.read_text("utf-8")
    found = found_in(text.replace(old, old.replace("£30", name)), tmp_path)
    problems = [p for p in found if p.code in ("SC103", "SC111")]
    assert text.count(old) == len(problems) > 0
    for problem in problems:
        assert (problem.code, problem.severity, problem.allowed) == ("SC111", "error", "up to £30")
        assert problem.path.endswith("exemplars.strong.en")
        assert name in problem.message
        assert problem.example == "Up to £30 is on us"


def test_a_sum_in_a_strong_chinese_exemplar_is_held_against_the_authority(tmp_path: Path) -> None:
    """In Chinese the words that make it the most stand behind the sum."""
    text = SUITCASE.read_text("utf-8")
    old = "200元以内我们出，不用"
    found = found_in(text.replace(old, old.replace("200", "300")), tmp_path, "zh")
    problems = [p for p in found if p.code in ("SC103", "SC111")]
    assert text.count(old) == len(problems) > 0
    assert {(p.code, p.allowed) for p in problems} == {("SC111", "up to 200元")}
    assert all("300元" in p.said("zh") and "最多200元" in p.reason("zh") for p in problems)


def test_a_promise_without_a_sum_in_a_strong_exemplar_is_told_once(tmp_path: Path) -> None:
    """What the sheet holds for an over-promise is named by its words, and not as out of place besides."""
    old = "If the fridge isn't here when the slot ends, I'll get it onto the second run"
    assert base().count(old) == 1
    found = found_in(base().replace(old, "It will come, I guarantee it 100%."), tmp_path)
    (told,) = [p for p in found if p.code in ("SC103", "SC111")]
    assert (told.code, told.severity) == ("SC111", "error")
    assert "I guarantee it" in told.message
    assert told.example


def test_a_middling_exemplar_that_promises_too_much_is_a_warning(tmp_path: Path) -> None:
    """A trainee may read it as half right, so it is told; a weak one may show the mistake."""
    old = "add £50 goodwill.\n"
    assert base().count(old) == 1
    (problem,) = found_in(base().replace(old, "add £90 goodwill.\n"), tmp_path)
    assert (problem.code, problem.severity) == ("SC111", "warning")


@pytest.mark.parametrize(
    "sentence",
    [
        "£300 is more than I may give.",
        "You asked for £300.",
        "Together that makes £75.",
        "The fridge cost £480.",
    ],
)
def test_a_sum_that_nobody_is_given_is_no_promise(sentence: str, tmp_path: Path) -> None:
    """Refused, asked for, made of two offers or somebody else's: none of these is more than may be given."""
    old = "I can't pay wages. I can refund the £25 delivery charge and add £50 goodwill."
    assert base().count(old) == 1
    found = found_in(base().replace(old, f"{old} {sentence}"), tmp_path)
    assert "SC111" not in {p.code for p in found}


def test_a_copied_spare_line_is_told(tmp_path: Path) -> None:
    """A spare line that is taken from an exemplar would earn nothing."""
    line = "Tomorrow: I can book 8–12 or 14–18 this minute; which half of the day is somebody in?"
    old, _ = FAULTS["SC109"]
    (problem,) = found_in(changed(old, f'en: "{line}"'), tmp_path)
    assert problem.code == "SC109"
    assert "copied" in problem.message


def test_a_draft_is_left_alone_until_it_says_that_it_is_ready(tmp_path: Path) -> None:
    """A draft has no findings; called ready, it has some, each with a place, and nothing breaks."""
    text = SAMPLE.read_text("utf-8")
    assert found_in(f"{text}status: draft\n", tmp_path) == ()
    problems = found_in(text, tmp_path)
    assert problems
    assert all(p.line > 1 and p.path for p in problems)


def test_turns_without_exemplars_are_named_once(tmp_path: Path) -> None:
    """Without exemplars nothing can be played; each turn is named, and no way through is judged."""
    text = base()
    parts = text.split("    exemplars:\n")
    kept = [parts[0], *(part[part.index("    then:\n") :] for part in parts[1:])]
    problems = found_in("".join(kept), tmp_path)
    assert {p.code for p in problems} == {"SC103"}
    assert len(problems) == len(parts) - 1


def test_what_is_no_sound_ready_scenario_has_no_findings(tmp_path: Path) -> None:
    """Rubrics, broken files and files that are not there are the business of the check of structure."""
    broken = tmp_path / "broken.yaml"
    broken.write_text(base().replace("go: when_exactly", "go: nowhere", 1), "utf-8")
    rubric = bundled_folder("rubrics") / "service.yaml"
    assert check_aware([broken, rubric, tmp_path / "none.yaml"], cache=tmp_path / "cache") == ()


def test_a_folder_stands_for_its_scenarios(tmp_path: Path) -> None:
    """Of a folder every file is checked, and those in its folder of scenarios."""
    (tmp_path / "scenarios").mkdir()
    text = changed(*FAULTS["SC104"])
    (tmp_path / "scenarios" / "mine.yaml").write_text(text, "utf-8")
    found = check_aware([tmp_path], lang="en", cache=tmp_path / "cache")
    assert [p.file for p in found] == [str(tmp_path / "scenarios" / "mine.yaml")]


def test_findings_are_kept_by_content(tmp_path: Path) -> None:
    """The same text under another name has the same findings, out of the cache, in both languages."""
    text = changed(*FAULTS["SC104"])
    first = found_in(text, tmp_path)
    (kept,) = (tmp_path / "cache").iterdir()
    rows = json.loads(kept.read_text("utf-8"))
    rows[0]["line"] = 7
    kept.write_text(json.dumps(rows), "utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(text, "utf-8")
    (again,) = check_aware([other], lang="en", cache=tmp_path / "cache")
    assert again.line == 7
    assert (again.file, again.code) == (str(other), "SC104")
    assert [again.said(lang) for lang in ("en", "zh")] == [first[0].said(lang) for lang in ("en", "zh")]
    assert again.example == first[0].example


@pytest.mark.parametrize("broken", ["", "{", "[1]", '[{"line": 1}]', '{"a": []}', "\0", "[[[]]]"])
def test_a_broken_cache_is_no_cache(broken: str, tmp_path: Path) -> None:
    """What cannot be read out of the cache is found again, and written whole."""
    text = changed(*FAULTS["SC104"])
    first = found_in(text, tmp_path)
    (kept,) = (tmp_path / "cache").iterdir()
    whole = kept.read_text("utf-8")
    kept.write_text(broken, "utf-8")
    assert found_in(text, tmp_path) == first
    assert kept.read_text("utf-8") == whole


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """Where a file stands in place of the folder, the findings are the same."""
    text = changed(*FAULTS["SC104"])
    first = found_in(text, tmp_path)
    blocked = tmp_path / "blocked"
    blocked.write_text("", "utf-8")
    assert check_aware([tmp_path / "mine.yaml"], lang="en", cache=blocked) == first


def test_the_cache_lies_in_the_home_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`SERVICESIM_HOME` holds the cache too, where it is set; old findings make room for new ones."""
    monkeypatch.setenv("SERVICESIM_HOME", str(tmp_path))
    folder = tmp_path / "cache" / "check"
    folder.mkdir(parents=True)
    for number in range(MOST):
        old = folder / f"{number}.json"
        old.write_text("[]", "utf-8")
        os.utime(old, (number, number))
    file = tmp_path / "mine.yaml"
    file.write_text(changed(*FAULTS["SC104"]), "utf-8")
    check_aware([file], lang="en")
    names = {entry.name for entry in folder.iterdir()}
    assert len(names) == MOST
    assert "0.json" not in names
