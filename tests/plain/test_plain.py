"""The line shell: a pipe, a keyboard, a broken pipe, a screen reader."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from sim.model.events import EVENT, Ended, Paused
from sim.plain import run_plain

Seats = Callable[..., Any]


def play(seat: Any, typed: str, *, json: bool = False, interactive: bool = False) -> tuple[int, str]:
    """Play what was typed; return the exit code and what was said."""
    out = io.StringIO()
    code = run_plain(seat, reply_lines=io.StringIO(typed), out=out, json=json, interactive=interactive)
    return code, out.getvalue()


def test_one_line_is_one_reply_and_lines_after_the_ending_are_ignored(seat: Seats) -> None:
    """Three lines for a conversation of two replies: two are sent, exit code 0."""
    chair = seat()
    code, said = play(chair, "one\ntwo\nthree\n")
    assert (code, chair.replies) == (0, ["one", "two"])
    assert "three" not in said


def test_backslash_n_stays_text(seat: Seats) -> None:
    """Two typed characters are two characters."""
    chair = seat()
    play(chair, "one\\ntwo\n")
    assert chair.replies == ["one\\ntwo"]


def test_blank_line_of_a_pipe_is_an_empty_reply(seat: Seats) -> None:
    """One line is one reply, even when nothing is on it."""
    chair = seat()
    play(chair, "\n")
    assert chair.replies == [""]


@pytest.mark.parametrize("typed", ["\ufeffone\r\n", "one\n", "one"])
def test_line_ends_and_byte_order_marks_are_no_words(seat: Seats, typed: str) -> None:
    """What another system puts around a line is not part of the reply."""
    chair = seat()
    play(chair, typed)
    assert chair.replies == ["one"]


def test_input_that_ends_early_leaves_the_attempt_paused(seat: Seats) -> None:
    """Exit code 0, a pause event, and the command that goes on."""
    chair = seat()
    code, said = play(chair, "one\n")
    assert code == 0
    assert isinstance(chair.events[-1], Paused)
    assert said.endswith("Paused, go on with: servicesim run complaint-99 --resume a1b2\n")
    assert "Next goal" not in said


def test_practice_explains_after_each_reply(seat: Seats) -> None:
    """Speaker labels, the count of replies, findings and the state in words with reasons."""
    said = play(seat(), "one\n")[1].splitlines()
    assert "Customer Ms Hale: Where is it?" in said
    assert "You: one" in said
    assert "Reply 1 sent." in said
    assert "Heat 88 (was 75), angry. +10: please calm down; +3: no time given" in said
    assert any(line.startswith('Costs: "Calm down" X01') for line in said)


def test_feedback_between_replies_is_brief(seat: Seats) -> None:
    """What is missing is named at once; the examples wait for the debrief."""
    said = play(seat(), "one\n")[1]
    assert "Missing: R3 Gives a time. no time was given Say by when." in said
    assert "By 6 p.m. today." not in said


def test_exam_explains_only_at_the_end(seat: Seats) -> None:
    """While it runs no level, finding or state is told; the debrief tells all."""
    paused = play(seat(mode="exam"), "one\n")[1]
    for word in ("Heat", "Costs", "level"):
        assert word not in paused
    assert "Costs" in play(seat(mode="exam"), "one\ntwo\n")[1]


def test_ending_is_followed_by_the_debrief(seat: Seats) -> None:
    """The last thing said is the debrief's notes."""
    said = play(seat(), "one\ntwo\n")[1]
    assert "Next goal" in said
    assert said.splitlines()[-1].startswith("Engine base-1")


def test_promise_is_noted_when_it_is_made(seat: Seats) -> None:
    """The ledger speaks at once, in practice."""
    said = play(seat(), "one\ntwo\n")[1]
    assert 'Promise ledger: Reply 2: "I will call"; what: call; who: you; when: 6 p.m. today' in said


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_glyph_but_letters_digits_and_punctuation(seat: Seats, lang: str) -> None:
    """Nothing is drawn, in either language."""
    said = play(seat(lang), "one\ntwo\n")[1].replace("\n", "")
    assert not {c for c in said if unicodedata.category(c)[0] not in "LNPZ" and c not in "+＋＝=<>"}


def test_chinese_shell_speaks_chinese(seat: Seats) -> None:
    """Labels are Chinese; only typed words and codes are not."""
    said = play(seat("zh"), "一\n", interactive=True)[1]
    assert "客户何女士：Where is it?" in said
    assert "情绪热度 88（之前 75），生气。" in said
    for word in ("Heat", "Reply", "Customer", "Paused"):
        assert word not in said


def test_json_is_one_event_a_line_and_nothing_else(seat: Seats) -> None:
    """Every line reads back as an event, in order, from the start to the end."""
    chair = seat()
    lines = play(chair, "one\ntwo\n", json=True)[1].splitlines()
    events = [EVENT.validate_json(line) for line in lines]
    assert events == chair.events
    assert isinstance(events[-1], Ended)
    assert json.loads(lines[2])["explanation"]["missing"][0]["try"] == "By 6 p.m. today."


def test_json_ends_with_the_pause_when_input_ends_early(seat: Seats) -> None:
    """The sentence about going on is for people; a program reads the event."""
    lines = play(seat(), "one\n", json=True, interactive=True)[1].splitlines()
    assert json.loads(lines[-1])["event"] == "paused"


def test_ended_attempt_is_told_again(seat: Seats) -> None:
    """Resuming what is over asks nothing and shows the debrief."""
    chair = seat()
    play(chair, "one\ntwo\n")
    code, said = play(chair, "three\n", interactive=True)
    assert (code, chair.replies) == (0, ["one", "two"])
    assert "> " not in said
    assert "Next goal" in said


def test_resumed_attempt_tells_the_conversation_so_far(seat: Seats) -> None:
    """Messages and the present state, then the next prompt."""
    chair = seat()
    play(chair, "one\n")
    said = play(chair, "", interactive=True)[1]
    assert said.index("You: one") < said.index("Customer Ms Hale: When exactly?") < said.index("> ")
    assert "Heat 88, angry; unchanged." in said


def test_draft_is_told_at_a_keyboard(seat: Seats) -> None:
    """A reply that was typed but not sent is not lost."""
    chair = seat()
    chair.draft = "half a sen"
    assert "You: half a sen" in play(chair, "", interactive=True)[1]


def test_commands_at_a_keyboard(seat: Seats) -> None:
    """Card, promises and help answer and send nothing; pause stops."""
    chair = seat()
    code, said = play(chair, "/card\n/promises\n/HELP\n/pause\nnot read\n", interactive=True)
    assert (code, chair.replies, chair.pauses) == (0, [], 1)
    assert said.count("Free slots: 8 to 12") == 2
    assert "No promises so far." in said
    assert "/pause stops here" in said


def test_unknown_command_and_empty_line_send_nothing(seat: Seats) -> None:
    """A slip of the finger costs no reply."""
    chair = seat()
    said = play(chair, "/crad\n   \n", interactive=True)[1]
    assert chair.replies == []
    assert "There is no command /crad; nothing was sent." in said
    assert "Nothing was sent." in said


def test_two_slashes_send_one(seat: Seats) -> None:
    """A reply may begin with a slash."""
    chair = seat()
    play(chair, "//5 off\n", interactive=True)
    assert chair.replies == ["/5 off"]


def test_slashes_of_a_pipe_are_words(seat: Seats) -> None:
    """From a pipe everything is a reply."""
    chair = seat()
    play(chair, "/pause\n//x\n")
    assert chair.replies == ["/pause", "//x"]


class Interrupting(io.StringIO):
    """Input during which somebody presses Ctrl+C."""

    def readline(self, _size: int | None = -1, /) -> str:
        """Stand for the key."""
        raise KeyboardInterrupt


def test_ctrl_c_pauses_and_returns_130(seat: Seats) -> None:
    """Nothing is lost, and the exit code says what happened."""
    chair, out = seat(), io.StringIO()
    code = run_plain(chair, reply_lines=Interrupting(), out=out, json=False, interactive=True)
    assert (code, chair.pauses) == (130, 1)
    assert "--resume a1b2" in out.getvalue()


def test_other_errors_reach_the_caller(seat: Seats) -> None:
    """The line shell hides no fault: the command decides how it is told."""
    chair = seat()
    chair.fails = RuntimeError("disk full")
    with pytest.raises(RuntimeError, match="disk full"):
        play(chair, "one\n")


class Closed(io.StringIO):
    """A pipe whose reader leaves after some lines."""

    def __init__(self, after: int) -> None:
        """Accept `after` writes."""
        super().__init__()
        self.left = after

    def write(self, text: str) -> int:
        """Fail when the reader is gone."""
        if self.left <= 0:
            raise BrokenPipeError
        self.left -= 1
        return super().write(text)


@pytest.mark.parametrize("after", range(5))
@pytest.mark.parametrize("json", [False, True])
def test_closed_pipe_ends_quietly_and_keeps_the_attempt(seat: Seats, after: int, json: bool) -> None:
    """No trace, exit code 0, and what was played is paused or over."""
    chair = seat()
    code = run_plain(
        chair, reply_lines=io.StringIO("one\ntwo\n"), out=Closed(after), json=json, interactive=False
    )
    assert code == 0
    assert chair.ended or chair.pauses == 1


def test_ctrl_c_on_a_closed_pipe_stays_quiet(seat: Seats) -> None:
    """Both at once must not end in a trace."""
    code = run_plain(seat(), reply_lines=Interrupting(), out=Closed(2), json=False, interactive=False)
    assert code in (0, 130)


@pytest.mark.parametrize("json", [False, True])
def test_lone_surrogates_and_escapes_crash_nothing(seat: Seats, json: bool) -> None:
    """A reply is mended before it is stored, and printed without what would steer a terminal."""
    chair = seat()
    code, said = play(chair, "a\ud800b\x1b[2J\x00c\n", json=json)
    assert code == 0
    assert chair.replies == ["a?b\x1b[2J?c"]
    said.encode()
    assert "\x1b" not in said
    if not json:
        assert "You: a?b?c" in said


def test_narrow_output_replaces_what_it_cannot_write(seat: Seats) -> None:
    """An ASCII terminal gets question marks, not a crash."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    code = run_plain(seat("zh"), reply_lines=io.StringIO("一\n"), out=out, json=False, interactive=False)
    assert code == 0
    assert b"?" in raw.getvalue()


def test_bytes_that_are_no_text_are_forgiven(seat: Seats) -> None:
    """A pipe in another encoding plays on."""
    chair = seat()
    lines = io.TextIOWrapper(io.BytesIO(b"caf\xe9\n"), encoding="utf-8")
    assert run_plain(chair, reply_lines=lines, out=io.StringIO(), json=False, interactive=False) == 0
    assert chair.replies == ["caf\ufffd"]
