"""Owns the text of a playthrough: written anew, or brought up to date with all else left as it stands.

Never plays and never opens a file.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence

from sim.content import Problems
from sim.content.playthroughs import PlayFile, playthrough_of
from sim.errors import Refused
from sim.locale import translator
from sim.model.bad_file import BadFile
from sim.model.events import VARIABLES, CustomerSaid, Ended, Event
from sim.model.language import Lang
from sim.model.playthrough import DEFAULT_RUBRIC, Ends, Figure, Playthrough, Said
from sim.model.score import DIMENSIONS
from sim.report.printable import json_safe
from sim.workshop.play_diff import Answered, answered, ends_off, level_holds, state_of
from sim.workshop.play_patch import patched
from sim.workshop.play_text import ends_text, figure_text, flow
from sim.workshop.play_why import marks_of

WIDTH = 96
"""Characters at which a reply in English is folded: 100 with the four that it is set in by."""


def as_played(file: PlayFile, events: Sequence[Event], lang: Lang, *, whole: bool = False) -> Playthrough:
    """Return the playthrough with what was played where it expects something else.

    A range that holds stays, and nothing is expected that was not before, but for a reply or an end of
    which nothing is. With `whole` every level and state and the end is expected exactly. Raises Refused,
    in `lang`, where the conversation takes another way than the file, or ends elsewhere.
    """
    _ = translator(lang)
    replies = answered(events)
    talk = []
    for at, said in enumerate(file.play.talk):
        if at >= len(replies):
            last = events[-1]
            ending = last.ending if isinstance(last, Ended) else ""
            told = _("the conversation is over before this reply; it ended `{ending}`").format(ending=ending)
            raise _refused(file, told, "talk", at)
        turn = replies[at].reply.turn
        if said.turn not in ("", turn):
            form = _("this reply answers `{expected}`, but the customer is at `{turn}`")
            raise _refused(file, form.format(expected=said.turn, turn=turn), "talk", at)
        talk.append(_as_answered(said, replies[at], whole=whole))
    last = events[-1]
    ends = file.play.ends
    if isinstance(last, Ended):
        ends = _as_ended(ends, last, whole=whole)
    elif ends is not None:
        turn = next(e.turn for e in reversed(events) if isinstance(e, CustomerSaid))
        form = _("the customer at `{turn}` waits for one more reply after this")
        raise _refused(file, form.format(turn=turn), "talk", len(talk) - 1)
    return file.play.model_copy(update={"talk": tuple(talk), "ends": ends})


def recorded(one: Answered, reply: str) -> Said:
    """Return a reply as played with its levels and marks, for a playthrough that is begun."""
    return Said.model_validate(
        {
            "turn": one.reply.turn,
            "reply": reply,
            "levels": _levels(one),
            "marks": marks_of(one.reply.explanation),
        }
    )


def recorded_ends(ended: Ended) -> Ends:
    """Return an end exactly as played."""
    return Ends(
        ending=ended.ending,
        kind=ended.kind,
        perceived=Figure.exact(ended.perceived),
        gap5=Figure.exact(ended.gap5),
    )


def _refused(file: PlayFile, words: str, *path: str | int) -> Refused:
    return Refused(f"{file.path}:{file.line(*path)}: {words}")


def _levels(one: Answered) -> dict[str, Figure | None]:
    played = one.reply.explanation.levels
    exact = {d: played.get(d) for d in DIMENSIONS}
    return {d: None if level is None else Figure.exact(level) for d, level in exact.items()}


def _as_answered(said: Said, one: Answered, *, whole: bool) -> Said:
    exact, found = _levels(one), marks_of(one.reply.explanation)
    played = one.reply.explanation.levels
    states = {v: Figure.exact(state_of(one.state, v)) for v in VARIABLES}
    if whole or said.bare:
        levels = dict(exact)
    else:
        levels = {d: f if level_holds(f, played.get(d)) else exact[d] for d, f in said.levels.items()}
    kept = {v: f if f.holds(state_of(one.state, v)) else states[v] for v, f in said.state.items()}
    return said.model_copy(
        update={
            "turn": one.reply.turn,
            "says": said.says and one.customer.line,
            "levels": levels,
            "marks": tuple(code for code in said.marks if code in found),
            "not_": tuple(code for code in said.not_ if code not in found),
            "state": states if whole else kept,
        }
    )


def _as_ended(ends: Ends | None, ended: Ended, *, whole: bool) -> Ends:
    exact = recorded_ends(ended)
    if whole or ends is None or ends == Ends():
        return exact
    off = ends_off(ends, ended)
    return ends.model_copy(update={name: getattr(exact, name) for name in off})


def updated(file: PlayFile, play: Playthrough) -> str:
    """Return a file's text with `play` in it: comments and replies stay as they stand, where they can."""
    if play == file.play:
        return file.text
    text = patched(file, play, _entry(play))
    if text is None or _read(text) != play:
        return header_of(file.text) + written(play)
    return text


def _read(text: str) -> Playthrough | None:
    try:
        return playthrough_of(text, Problems("new"))
    except BadFile:
        return None


def header_of(text: str) -> str:
    """Return the comment lines with which a text begins."""
    lines = text.splitlines(keepends=True)
    end = next((at for at, line in enumerate(lines) if line.strip() and line[0] != "#"), len(lines))
    return "".join(lines[:end])


def written(play: Playthrough) -> str:
    """Return the text of a playthrough, without a comment."""
    return "\n".join(_written(play)) + "\n"


def _written(play: Playthrough) -> Iterator[str]:
    yield f"scenario: {play.scenario}"
    yield f"lang: {play.lang}"
    yield f"name: {play.name}"
    if play.about:
        yield f"about: {_in_quotes(play.about)}"
    if play.rubric != DEFAULT_RUBRIC:
        yield f"rubric: {play.rubric}"
    yield "talk:"
    for said in play.talk:
        lines = [f"turn: {said.turn}"] if said.turn else []
        lines += [f"says: {said.says}"] if said.says else []
        lines += _reply(said.reply, play.lang)
        lines += [line for line in expected(said).values() if line]
        for at, line in enumerate(lines):
            yield f"  {'  ' if at else '- '}{line}"
    if play.ends is not None and play.ends != Ends():
        yield ends_text(play.ends)


def expected(said: Said) -> dict[str, str]:
    """Return the lines that say what is expected of a reply, by name; empty where nothing is."""
    return {
        "levels": f"levels: {flow({d: figure_text(f) for d, f in said.levels.items()})}"
        if said.levels
        else "",
        "marks": f"marks: [{', '.join(said.marks)}]" if said.marks else "",
        "not": f"not: [{', '.join(said.not_)}]" if said.not_ else "",
        "state": f"state: {flow({v: figure_text(f) for v, f in said.state.items()})}" if said.state else "",
    }


def _entry(play: Playthrough) -> tuple[dict[str, str], ...]:
    """Return the lines of each reply that an update may change, by name; and last those of the end."""
    talk = [
        {
            "turn": f"turn: {said.turn}",
            "says": f"says: {said.says}" if said.says else "",
            **expected(said),
        }
        for said in play.talk
    ]
    return (*talk, {"ends": ends_text(play.ends) if play.ends else ""})


def _reply(reply: str, lang: Lang) -> Iterator[str]:
    """Yield a reply: English folded at spaces, Chinese, which has none to fold at, one line a line.

    One that either way would not read back to the letter stands in quotes.
    """
    lines = reply.split("\n")
    if lang == "en" and reply and reply.isprintable() and reply == " ".join(reply.split()):
        yield "reply: >-"
        yield from textwrap.wrap(
            reply,
            WIDTH,
            initial_indent="  ",
            subsequent_indent="  ",
            break_on_hyphens=False,
            break_long_words=False,
        )
    elif all(line.isprintable() and line and line == line.strip() for line in lines):
        yield "reply: |-"
        yield from (f"  {line}" for line in lines)
    else:
        yield f"reply: {_in_quotes(reply)}"


def _in_quotes(text: str) -> str:
    return json_safe(json.dumps(text, ensure_ascii=False))
