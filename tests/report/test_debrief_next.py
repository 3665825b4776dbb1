"""The next goal of a debrief: the one thing that cost most."""

from __future__ import annotations

from sample_attempt import (
    changed_reply,
    debrief,
    ended,
    good_reply,
    poor_reply,
    second_reply,
    started,
    whole_attempt,
)

from sim.model.score import Finding


def test_next_goal_comes_from_the_costliest_loss() -> None:
    """One goal: what to avoid and what to say instead, at the worst anti-pattern, else the missing advice."""
    assert debrief(whole_attempt()).next_goal.text == 'Avoid "Calm down". Instead: I can see why'
    milder = changed_reply(poor_reply(), findings=(), caps=())
    assert debrief([*started(), milder]).next_goal.text == "Say by when."


def test_next_goal_after_perfect_replies_is_a_key_point_or_a_harder_case() -> None:
    """Without a loss the goal is the heaviest key point left, then a harder scenario."""
    assert "Sees the baby" in debrief([*started(), *second_reply()]).next_goal.text
    event = good_reply()
    all_met = event.model_copy(update={"key_points": ("slot", "baby")})
    assert "harder" in debrief([*started(), all_met]).next_goal.text


def test_red_line_leads_and_outranks_every_loss() -> None:
    """A red line is quoted, and what to say instead is the next goal."""
    event = poor_reply()
    insult = Finding(code="X16", dimension=None, span=(0, 9), quote="Calm down", rule="phrase:x")
    crossed = changed_reply(event, findings=(*event.explanation.findings, insult), red_lines=("X16",))
    told = debrief([*started(), crossed, *ended(4, kind="red_line", red_lines=("X16",))])
    assert [(r.code, r.quote, r.turn_no) for r in told.red_lines] == [("X16", "Calm down", 1)]
    assert told.next_goal.code == "X16"
    assert told.goal.reached == "no"
