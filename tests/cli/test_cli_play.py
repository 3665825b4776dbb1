"""`run` from a pipe, as lines and as events; `debrief` afterwards; `list` and `show` before."""

from __future__ import annotations

import json

import pytest
from cli_lines import GOOD, TO_THE_END, Start

from sim.content import Library
from sim.model.events import EVENT

NAMES = {
    "started",
    "customer_said",
    "reply_scored",
    "state_changed",
    "promise_recorded",
    "paused",
    "ended",
}
"""The seven events of an attempt."""


def events(out: str) -> list[dict[str, object]]:
    """Return the events of an output."""
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_pipe_plays_to_the_end(servicesim: Start, lang: str) -> None:
    """One line is one reply; lines after the ending are ignored; the debrief ends the output."""
    done = servicesim("run", "complaint-01", "--lang", lang, "--plain", typed=TO_THE_END[lang])
    assert done.code == 0
    scenario = Library().scenario("complaint-01").value
    assert scenario.customer.name.get(lang) in done.out
    assert GOOD[lang] in done.out
    assert "SERVQUAL" in done.out
    assert "\x1b" not in done.out
    assert done.err == ""


def test_json_tells_all_seven_events(servicesim: Start) -> None:
    """An attempt played to its end and one that stopped tell every kind of event between them."""
    whole = events(servicesim("run", "complaint-01", "--lang", "en", "--json", typed=TO_THE_END["en"]).out)
    half = events(servicesim("run", "complaint-01", "--lang", "en", "--json", typed=GOOD["en"] + "\n").out)
    assert {e["event"] for e in whole} | {e["event"] for e in half} == NAMES
    for told in (whole, half):
        numbers = [e["seq"] for e in told]
        assert numbers == sorted(set(numbers)) == list(range(1, len(told) + 1))
        assert told[0]["event"] == "started"
        assert all(EVENT.validate_python(e) for e in told)
    assert whole[-1]["event"] == "ended"
    assert half[-1]["event"] == "paused"


def test_json_events_hold_what_was_issued(servicesim: Start) -> None:
    """A scored reply has levels, findings, caps and flags; a change has reasons; the end has its figures."""
    told = events(servicesim("run", "complaint-01", "--lang", "en", "--json", typed=TO_THE_END["en"]).out)
    by_name = {str(e["event"]): e for e in told}
    scored = by_name["reply_scored"]
    assert {"turn", "turn_no", "reply"} <= set(scored)
    holder = scored if "levels" in scored else scored["explanation"]
    assert {"levels", "findings", "caps", "flags"} <= set(holder)  # type: ignore[arg-type]
    changed = by_name["state_changed"]
    assert changed["reasons"]
    assert set(changed["after"]) == {"heat", "trust", "patience", "resolution"}  # type: ignore[arg-type]
    assert {"ending", "perceived", "expected", "gap5", "levels"} <= set(by_name["ended"])
    assert {"turn", "text"} <= set(by_name["customer_said"])


def test_the_same_pipe_is_the_same_conversation(servicesim: Start) -> None:
    """Same seed and same replies: the same events, to the byte."""
    arguments = ("run", "complaint-01", "--lang", "zh", "--json", "--seed", "3")
    first = servicesim(*arguments, typed=TO_THE_END["zh"])
    assert servicesim(*arguments, typed=TO_THE_END["zh"]).out == first.out


def test_without_a_terminal_it_always_starts_anew(servicesim: Start) -> None:
    """An attempt left behind is not gone on with from a pipe."""
    for _ in range(2):
        done = servicesim("run", "complaint-01", "--lang", "en", "--json", typed=GOOD["en"] + "\n")
        assert events(done.out)[0] == {**events(done.out)[0], "event": "started", "seq": 1}
        assert len([e for e in events(done.out) if e["event"] == "reply_scored"]) == 1


def test_an_early_end_of_input_pauses(servicesim: Start) -> None:
    """Input that ends early leaves the attempt paused (exit 0), and it goes on by its id."""
    done = servicesim("run", "complaint-01", "--lang", "en", "--plain", typed=GOOD["en"] + "\n")
    assert done.code == 0
    attempt = done.out.split("--resume ")[1].split()[0].strip(".`'\"")
    on = servicesim("run", "--resume", attempt, "--plain", typed="ok\n" * 40)
    assert on.code == 0
    assert GOOD["en"] in on.out
    assert "SERVQUAL" in on.out


def test_an_exam_says_nothing_before_the_end(servicesim: Start) -> None:
    """In an exam no level is named before the debrief."""
    practice = servicesim("run", "complaint-01", "--lang", "en", "--plain", typed=GOOD["en"] + "\n")
    exam = servicesim("run", "complaint-01", "--lang", "en", "--plain", "--exam", typed=GOOD["en"] + "\n")
    assert "Empathy" in practice.out
    assert "Empathy" not in exam.out


def test_chinese_from_a_pipe_under_the_c_locale(process: Start) -> None:
    """In a plain C locale a Chinese conversation is whole, from a process of its own."""
    done = process(
        "run", "complaint-01", "--lang", "zh", "--plain", typed=TO_THE_END["zh"], LC_ALL="C", LANG="C"
    )
    assert done.code == 0
    assert GOOD["zh"] in done.out
    assert "�" not in done.out
    assert done.err == ""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_debrief_of_the_latest_and_by_id(servicesim: Start, lang: str) -> None:
    """Without an id the latest ended attempt is meant; by its id it reads the same."""
    servicesim("run", "complaint-01", "--lang", lang, "--json", typed=TO_THE_END[lang])
    latest = servicesim("debrief")
    assert latest.code == 0
    assert "SERVQUAL" in latest.out
    data = json.loads(servicesim("debrief", "--format", "json").out)
    assert data
    from sim.coach import Coach

    row = Coach().latest_ended()
    assert row is not None
    assert servicesim("debrief", row.id).out == latest.out


def test_debrief_of_nothing(servicesim: Start) -> None:
    """Before anything was played there is no debrief, and the message says what to do."""
    done = servicesim("debrief")
    assert done.code != 0
    assert "servicesim run complaint-01" in done.err
    assert "Traceback" not in done.err


def test_list_names_every_scenario(servicesim: Start) -> None:
    """The list has id, difficulty and title, in both languages and as data."""
    english, chinese = servicesim("list", "--lang", "en"), servicesim("list", "--lang", "zh")
    assert english.code == chinese.code == 0
    head = next(h for h in Library().heads() if h.id == "complaint-01")
    assert "complaint-01" in english.out
    assert head.title.get("en") in english.out
    assert head.title.get("zh") in chinese.out
    rows = json.loads(servicesim("list", "--lang", "en", "--format", "json").out)
    assert {"id", "title", "difficulty", "family"} <= set(rows[0])


def test_list_is_filtered(servicesim: Start) -> None:
    """Family and difficulty narrow the list; nothing left is well, too."""
    assert "complaint-01" in servicesim("list", "--family", "complaint").out
    done = servicesim("list", "--family", "no-such-family")
    assert (done.code, done.out) == (0, "")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_show_does_not_spoil(servicesim: Start, lang: str, form: str) -> None:
    """The brief tells customer, card and goal, and no key point, turn, trap or ending."""
    done = servicesim("show", "complaint-01", "--lang", lang, "--format", form)
    scenario = Library().scenario("complaint-01").value
    assert done.code == 0
    shown = done.out if form == "text" else " ".join(str(v) for v in json.loads(done.out).values())
    assert scenario.title.get(lang) in shown
    assert scenario.goal.get(lang) in shown
    secret = [k.label.get(lang) for k in scenario.key_points]
    secret += [v.text.get(lang) for t in scenario.turns for v in t.says]
    secret += [e.says.get(lang) for e in scenario.endings]
    secret += [f.label.get(lang) for f in scenario.facts.false_claims.values()]
    assert [text for text in secret if text in shown] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_show_script_tells_all(servicesim: Start, lang: str) -> None:
    """For trainers `--script` shows every turn, branch, key point and ending."""
    done = servicesim("show", "complaint-01", "--lang", lang, "--script")
    scenario = Library().scenario("complaint-01").value
    assert done.code == 0
    assert all(k.label.get(lang) in done.out for k in scenario.key_points)
    assert all(f"[{t.id}]" in done.out for t in scenario.turns)
    assert all(e.says.get(lang) in done.out for e in scenario.endings)
    whole = json.loads(servicesim("show", "complaint-01", "--script", "--format", "json").out)
    assert len(whole["turns"]) == len(scenario.turns)
