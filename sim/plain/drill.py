"""Owns the line shell of a case drill: the question, an answer that ends with an empty line, what it earned.

From a pipe each paragraph is one answer, the second and later ones are further tries. Never scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from sim.errors import Refused
from sim.locale import translator
from sim.model.events import EVENT, Event
from sim.plain.voice import Voice
from sim.report.drill import answer_lines, follow_up_lines, question_lines
from sim.report.printable import json_safe, mended, printable

if TYPE_CHECKING:
    from sim.coach.drills import DrillSeat

INTERRUPTED = 130
"""Exit code after Ctrl+C."""

PROMPT = "> "


def run_drill(seat: DrillSeat, *, lines: TextIO, out: TextIO, json: bool, interactive: bool) -> int:
    """Ask the question, take answers until there are no more, and return the exit code."""
    voice = Voice(out)
    _ = translator(seat.lang)
    try:
        if json:
            voice.say_all(_json(event) for event in seat.events)
        else:
            voice.say_all(question_lines(seat.drill, seat.lang))
            if interactive:
                voice.say(_("Write your answer; an empty line ends it. Ctrl+D leaves."))
        while (text := _answer(lines, voice, interactive=interactive)) is not None:
            try:
                event = seat.answer(text)
            except Refused as error:
                voice.say(printable(error.said(_)))
                continue
            if json:
                voice.say(_json(event))
                continue
            voice.say("", *answer_lines(event, seat.drill, seat.lang))
            if not seat.open_points:
                voice.say(_("Every point is met."))
                break
            voice.say(*follow_up_lines(seat.open_points, seat.lang))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        voice.hush()
    return 0


def _json(event: Event) -> str:
    return json_safe(EVENT.dump_json(event, by_alias=True).decode())


def _answer(lines: TextIO, voice: Voice, *, interactive: bool) -> str | None:
    """Return the next paragraph, or None when nothing more comes."""
    typed: list[str] = []
    while True:
        if interactive:
            voice.ask(PROMPT)
        line = lines.readline()
        if not line:
            break
        kept = mended(line.rstrip("\r\n").removeprefix("\ufeff"))
        if kept.strip():
            typed.append(kept)
        elif typed:
            break
    return "\n".join(typed) if typed else None
