"""A case drill in plain lines: a paragraph is an answer, the next one another try, and all is kept."""

from __future__ import annotations

import io
import json
from pathlib import Path

from sim.coach import Coach
from sim.coach.drills import case_notes, open_drill, start_drill
from sim.plain.drill import run_drill

TYPED = "Know the customer: find out what they need.\n\nMaintain: keep your promises.\n"


def played(tmp_path: Path, typed: str, *, as_json: bool = False) -> tuple[Coach, str]:
    """Answer case-01 and return the coach and what was said."""
    coach, out = Coach(home=tmp_path), io.StringIO()
    seat = start_drill(coach, "case-01", lang="en", who="Ann")
    assert run_drill(seat, lines=io.StringIO(typed), out=out, json=as_json, interactive=False) == 0
    return coach, out.getvalue()


def test_an_answer_is_told_by_point(tmp_path: Path) -> None:
    """Question first; then what is met with the own words, what is missing with a follow-up, and a total."""
    _coach, said = played(tmp_path, TYPED)
    first, second = said.split("Second try:", 1)[0], said.split("Second try:", 1)[1]
    assert first.index("Question:") < first.index("Met: Know the customer")
    assert '"Know the customer"' in first
    assert "1 of 4 points" in first
    assert "What makes a customer stay after the first contact?" in second
    assert "Met before: Know the customer." in second
    assert "Met: Maintain the relationship (second try)." in second
    assert "2 of 4 points" in second


def test_every_answer_is_kept(tmp_path: Path) -> None:
    """Both answers are on disk; what was met stays met; the attempt is no conversation."""
    coach, _said = played(tmp_path, TYPED)
    (note,) = case_notes(coach, "Ann", "en")
    assert (note.drill, note.tries, note.first, note.standing, note.of) == ("case-01", 2, 1.0, 2.0, 4.0)
    assert [a.text for a in open_drill(coach, note.attempt).answers] == [t for t in TYPED.split("\n") if t]
    assert coach.attempts() == ()
    assert coach.latest_ended() is None


def test_json_is_one_event_a_line(tmp_path: Path) -> None:
    """The start, then each answer with its result."""
    _coach, said = played(tmp_path, TYPED, as_json=True)
    events = [json.loads(line) for line in said.splitlines()]
    assert [e["event"] for e in events] == ["case_started", "drill_answered", "drill_answered"]
    assert events[2]["again"] == ["maintain"]
    assert events[1]["result"]["points"][0]["findings"][0]["quote"] == "Know the customer"


def test_nothing_said_is_nothing_kept(tmp_path: Path) -> None:
    """Dots are no answer, and an input that ends at once leaves an open attempt without one."""
    coach, said = played(tmp_path, "...\n")
    assert "there is no answer yet" in said
    assert case_notes(coach, "Ann", "en") == ()
