"""`servicesim drill` and what the other commands say of its attempts."""

from __future__ import annotations

import json

from cli_lines import Start

from sim.coach import Coach

ANSWER = "Know the customer: find out what they need.\n"


def test_a_drill_is_answered_from_a_pipe(servicesim: Start) -> None:
    """A paragraph is scored, and the attempt shows in the history and is read again by the debrief."""
    done = servicesim("drill", "case-01", "--lang", "en", "--who", "Ann", typed=ANSWER)
    assert done.code == 0
    assert "Met: Know the customer" in done.out
    history = servicesim("history", "--lang", "en")
    assert history.code == 0
    assert "case-01" in history.out
    (row,) = Coach().store.cases("Ann")
    again = servicesim("debrief", row.id)
    assert again.code == 0
    assert ANSWER.strip() in again.out
    assert json.loads(servicesim("debrief", row.id, "--format", "json").out)[1]["turn_no"] == 1


def test_other_commands_do_not_take_it_for_a_conversation(servicesim: Start) -> None:
    """Export and replay name the way; the latest debrief is that of a conversation."""
    servicesim("drill", "case-01", "--lang", "en", typed=ANSWER)
    (row,) = Coach().store.cases()
    for command in (["export", row.id, "--format", "json"], ["replay", row.id, "--from", "1"]):
        refused = servicesim(*command)
        assert refused.code != 0
        assert "case drill" in refused.err
    assert servicesim("debrief").code != 0


def test_drills_are_listed_apart(servicesim: Start) -> None:
    """`list` names scenarios, `list --drills` the drills."""
    assert "case-01" not in servicesim("list").out
    listed = servicesim("list", "--drills", "--lang", "zh")
    assert "case-01" in listed.out
    assert "有效沟通的四个环节" in listed.out
    ids = [row["id"] for row in json.loads(servicesim("list", "--drills", "--format", "json").out)]
    assert ids == [f"case-0{n}" for n in range(1, 8)]


def test_an_unknown_drill_names_the_nearest(servicesim: Start) -> None:
    """Exit code 4 and a hint."""
    done = servicesim("drill", "case-1", typed=ANSWER)
    assert done.code == 4
    assert "case-01" in done.err
