"""Owns the loop of the line shell: read a line, send it, say what came of it.

From a pipe every line is one reply, blank ones too, and lines after the ending
are left unread. At a keyboard a line that begins with a slash is a command.
Never writes anything but events to the output with `json`: one a line, the
attempt's earlier ones first, so that the output is always a whole attempt.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, TextIO

from sim.errors import Refused
from sim.locale import translator
from sim.model.events import EVENT, Event, PromiseRecorded, ReplyScored, StateChanged
from sim.plain.check import check_again, check_lines, own_check
from sim.plain.talk import (
    all_line,
    brief_lines,
    card_lines,
    compared_lines,
    drill_lines,
    help_lines,
    hint_lines,
    ledger_lines,
    own_line,
    paused_line,
    said_lines,
    transcript_lines,
    undone_lines,
)
from sim.plain.voice import Voice
from sim.report import render_text
from sim.report.printable import json_safe, mended, printable

if TYPE_CHECKING:
    from sim.coach import Seat

INTERRUPTED = 130
"""Exit code after Ctrl+C."""

PROMPT = "> "


def run_plain(
    seat: Seat,
    *,
    reply_lines: TextIO,
    out: TextIO,
    json: bool,
    interactive: bool,
) -> int:
    """Play `seat` line by line until it ends, pauses or is interrupted; return the exit code."""
    _forgive(reply_lines)
    voice = Voice(out)
    table = _Json(seat, voice) if json else _Talk(seat, voice, interactive=interactive)
    try:
        try:
            table.open()
            _play(seat, reply_lines, table)
            if interactive:
                table.check_self(reply_lines)
            table.close()
        except KeyboardInterrupt:
            table.pause()
            return INTERRUPTED
    except BrokenPipeError:
        seat.pause()
        voice.hush()
    return 0


def _forgive(lines: TextIO) -> None:
    """Let a byte that is no text come as a question mark: it must not end a conversation."""
    if isinstance(lines, io.TextIOWrapper):
        with suppress(io.UnsupportedOperation):  # somebody has read from it already
            lines.reconfigure(errors="replace")


def _play(seat: Seat, lines: TextIO, table: _Table) -> None:
    while not seat.ended:
        table.prompt()
        line = lines.readline()
        if not line:
            table.pause()
            return
        heard = table.hear(mended(line.removesuffix("\n").removesuffix("\r").removeprefix("\ufeff")))
        if heard == "pause":
            table.pause()
            return
        if heard is not None:
            table.say(seat.reply(heard[1]))


Heard = tuple[Literal["reply"], str] | Literal["pause"] | None
"""What a typed line means: a reply to send, a wish to stop, or nothing more to do."""


class _Table:
    """What both outputs share: a seat and a voice."""

    def __init__(self, seat: Seat, voice: Voice) -> None:
        self.seat, self.voice = seat, voice

    def open(self) -> None:
        """Say what stands before the next reply."""

    def prompt(self) -> None:
        """Ask for a reply, where somebody is there to be asked."""

    def hear(self, line: str) -> Heard:
        """Say what a line means; here every line is a reply."""
        return ("reply", line)

    def say(self, events: Iterable[Event]) -> None:
        """Say what came of a reply."""

    def pause(self) -> None:
        """Stop for now and say so."""

    def check_self(self, lines: TextIO) -> None:
        """Ask what the trainee thinks before the marks are told, where somebody is there to be asked."""

    def close(self) -> None:
        """Say what stands after the ending."""


class _Json(_Table):
    """One event a line and nothing else."""

    def open(self) -> None:
        self.say(self.seat.events)

    def say(self, events: Iterable[Event]) -> None:
        """Print events; what an exam keeps for the end is printed once it has ended."""
        if self.seat.mode == "exam":
            if not self.seat.ended:
                events = [
                    e for e in events if not isinstance(e, ReplyScored | StateChanged | PromiseRecorded)
                ]
            else:
                kept = (ReplyScored, StateChanged, PromiseRecorded)
                earlier = [e for e in self.seat.events if isinstance(e, kept) and e not in events]
                events = sorted([*earlier, *events], key=lambda e: e.seq)
        self.voice.say_all(json_safe(EVENT.dump_json(event, by_alias=True).decode()) for event in events)

    def pause(self) -> None:
        self.say(self.seat.pause())


class _Talk(_Table):
    """Sentences for a person or for a log."""

    def __init__(self, seat: Seat, voice: Voice, *, interactive: bool) -> None:
        super().__init__(seat, voice)
        self._interactive = interactive
        self._commands: dict[str, Callable[[], list[str]]] = {
            "/help": lambda: help_lines(seat.lang),
            "/card": lambda: card_lines(seat),
            "/promises": lambda: ledger_lines(seat),
            "/hint": lambda: hint_lines(seat, seat.hint()),
            "/undo": lambda: undone_lines(seat, seat.undo()),
        }

    def open(self) -> None:
        _ = translator(self.seat.lang)
        self.voice.say_all(brief_lines(self.seat))
        self.voice.say_all(transcript_lines(self.seat))
        if self.seat.ended:
            return
        if self._interactive:
            self.voice.say(_("Type a reply and press Enter; /help lists the commands."))
            if self.seat.draft:
                self.voice.say(_("Not sent last time:"), own_line(self.seat.draft, self.seat.lang))

    def prompt(self) -> None:
        if self._interactive:
            self.voice.ask(PROMPT)

    def hear(self, line: str) -> Heard:
        if not self._interactive:
            return ("reply", line)
        _ = translator(self.seat.lang)
        typed = line.strip()
        if typed in ("?", "？"):
            typed = "/help"
        if not typed:
            self.voice.say(_("Nothing was sent. Type a reply, or /help."))
            return None
        if typed.startswith("//"):
            return ("reply", line.replace("//", "/", 1))
        if not typed.startswith("/"):
            return ("reply", line)
        word = typed.split()[0].lower()
        if word == "/pause":
            return "pause"
        if word in self._commands:
            try:
                self.voice.say_all(self._commands[word]())
            except Refused as error:
                self.voice.say(printable(error.said(translator(self.seat.lang))))
            return None
        self.voice.say(
            _("There is no command {command}; nothing was sent.").format(command=printable(word)),
            *help_lines(self.seat.lang),
        )
        return None

    def say(self, events: Iterable[Event]) -> None:
        given = tuple(events)
        self.voice.say("", *said_lines(self.seat, given, echo=not self._interactive))
        self.voice.say_all(compared_lines(self.seat, given))

    def pause(self) -> None:
        if self.seat.ended:
            return
        self.seat.pause()
        self.voice.say(*([""] if self._interactive else []), paused_line(self.seat))

    def check_self(self, lines: TextIO) -> None:
        if not self.seat.ended or self.seat.session.only or self.seat.self_check is not None:
            return
        self.voice.say("", *check_lines(self.seat))
        while True:
            self.voice.ask(PROMPT)
            line = lines.readline()
            if not line.strip():
                return
            answer = own_check(line, self.seat)
            if answer is not None:
                break
            self.voice.say(check_again(self.seat))
        try:
            self.seat.check_self(*answer)
        except Refused as error:
            self.voice.say(printable(error.said(translator(self.seat.lang))))

    def close(self) -> None:
        if not self.seat.ended:
            return
        if self.seat.session.only:
            self.voice.say_all(drill_lines(self.seat))
            return
        self.voice.say("", *render_text(self.seat.debrief(), self.seat.lang, brief=self._interactive))
        if self._interactive:
            self.voice.say("", all_line(self.seat))
