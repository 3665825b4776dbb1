"""Hints, a reply taken back and the self-check in the line shell, as a person types them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sim.coach import Coach, Seat
from sim.model.language import LANGS, Lang
from sim.plain import run_plain
from sim.plain.check import own_check


def typed(seat: Seat, *lines: str) -> str:
    """Type lines at a keyboard and return what was said."""
    out = io.StringIO()
    run_plain(seat, reply_lines=io.StringIO("\n".join(lines) + "\n"), out=out, json=False, interactive=True)
    return out.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_three_hints_are_told_and_the_fourth_is_refused(tmp_path: Path, lang: Lang) -> None:
    """Each hint is one line, the fourth one line too, and nothing of it is sent to the customer."""
    seat = Coach(home=tmp_path).start("complaint-01", lang=lang)
    said = typed(seat, "/hint", "/hint", "/hint", "/hint")
    turn = seat.scenario.turns[0]
    assert turn.needs is not None
    assert turn.needs.get(lang) in said
    assert {"en": "all 3 hints of this attempt are used", "zh": "三次提示都用完了"}[lang] in said
    assert seat.session.turn_no == 0


def test_a_resumed_talk_tells_the_hints_again(tmp_path: Path) -> None:
    """Who goes on later hears what was hinted."""
    coach = Coach(home=tmp_path)
    seat = coach.start("complaint-01", lang="en")
    typed(seat, "/hint")
    turn = seat.scenario.turns[0]
    assert turn.needs is not None
    assert turn.needs.get("en") in typed(coach.open(seat.attempt), "/card")


def test_a_reply_is_taken_back_by_a_command(tmp_path: Path) -> None:
    """The words come back, the customer's last message is said again, and the reply counts no more."""
    seat = Coach(home=tmp_path).start("complaint-01", lang="en")
    said = typed(seat, "/undo", "Please calm down.", "/undo")
    assert "there is no reply to take back" in said
    assert "Reply 1 is taken back." in said
    assert said.count("It said: Please calm down.") == 1
    assert seat.session.turn_no == 0
    assert said.count(seat.scenario.turns[0].says[0].text.get("en")) == 2


@pytest.mark.parametrize("kept", [True, False])
def test_the_self_check_comes_before_the_marks(tmp_path: Path, *, kept: bool) -> None:
    """Four numbers are kept, an empty line skips the check; either way the debrief follows."""
    coach = Coach(home=tmp_path)
    rehearsal = coach.start("complaint-01", lang="en")
    while not rehearsal.ended:
        rehearsal.reply("ok")
    seat = coach.start("complaint-01", lang="en")
    said = typed(seat, *["ok"] * rehearsal.session.turn_no, "2 3 2 1" if kept else "")
    assert seat.ended
    check = seat.self_check
    assert (check is not None) is kept
    if kept:
        assert check is not None
        assert (check.turn_no, check.levels["empathy"]) == (2, 3)
    assert "SERVQUAL" in said[said.index("Before the debrief") :]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("2 3 2 1", (2, {"empathy": 3, "responsiveness": 2, "assurance": 1})),
        ("0, 4, 4, 4", (0, {"empathy": 4, "responsiveness": 4, "assurance": 4})),
        ("", None),
        ("3 2", None),
        ("99 1 1 1", None),
        ("1 5 1 1", None),
        ("很好", None),
    ],
)
def test_an_own_check_is_four_numbers(tmp_path: Path, line: str, answer: object) -> None:
    """A reply that was given and three levels from 0 to 4; everything else is no answer."""
    seat = Coach(home=tmp_path).start("complaint-01", lang="en")
    seat.reply("ok")
    seat.reply("ok")
    assert own_check(line, seat) == answer


def test_a_pipe_is_not_asked(tmp_path: Path) -> None:
    """Where nobody can answer, the debrief follows the ending at once."""
    seat = Coach(home=tmp_path).start("complaint-01", lang="en")
    out = io.StringIO()
    run_plain(seat, reply_lines=io.StringIO("ok\n" * 30), out=out, json=False, interactive=False)
    assert seat.ended
    assert "Before the debrief" not in out.getvalue()
