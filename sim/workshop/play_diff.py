"""Owns what differs between a playthrough and the conversation as played, in a trainer's words.

Never plays and never reads a file. What differs is told up to the first reply that answers another
message than expected; behind that nothing can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sim.content.playthroughs import PlayFile
from sim.locale import translator
from sim.model.events import CustomerSaid, Ended, Event, ReplyScored, State, StateChanged, Variable
from sim.model.language import Lang
from sim.model.playthrough import Ends, Figure, Said, short
from sim.play import Script
from sim.report.lines import said as spoken
from sim.report.words import N_, variable_name
from sim.workshop.play_text import UNSCORED, ends_text, figure_text, flow, level_text, quoted
from sim.workshop.play_why import mark_name, marks_of, quote_of, why_level

SHOWN = 90
"""Characters of a customer's message that are enough to know it by."""


@dataclass(frozen=True)
class Difference:
    """One thing that differs, at the line of the file that expects it.

    `expected` and `played` are written as they stand in a file; either may be empty. `notes` say why.
    """

    line: int
    said: str
    expected: str = ""
    played: str = ""
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield the difference as lines to read: what differs, the two sides, and why."""
        yield self.said
        if self.expected:
            yield f"    - {self.expected}"
        aside = f"   {self.notes[0]}" if self.played and len(self.notes) == 1 else ""
        if self.played:
            yield f"    + {self.played}{aside}"
        if not aside:
            yield from (f"      {note}" for note in self.notes)


@dataclass(frozen=True)
class Answered:
    """A reply as played: the message that it answers, the reply itself, the customer after it."""

    customer: CustomerSaid
    reply: ReplyScored
    state: State


def answered(events: Sequence[Event]) -> tuple[Answered, ...]:
    """Return the replies of a conversation, oldest first."""
    found: list[Answered] = []
    customer: CustomerSaid | None = None
    reply: ReplyScored | None = None
    for event in events:
        if isinstance(event, CustomerSaid):
            customer = event
        elif isinstance(event, ReplyScored):
            reply = event
        elif isinstance(event, StateChanged) and customer is not None and reply is not None:
            found.append(Answered(customer, reply, event.after))
    return tuple(found)


def differences(
    file: PlayFile, script: Script, events: Sequence[Event], lang: Lang
) -> tuple[Difference, ...]:
    """Return everything in which the conversation is not as the file expects, in the file's order."""
    return tuple(_Comparison(file, script, events, lang).all())


class _Comparison:
    """One file against one conversation."""

    def __init__(self, file: PlayFile, script: Script, events: Sequence[Event], lang: Lang) -> None:
        self._file, self._script, self._events, self._lang = file, script, events, lang
        self._ = translator(lang)
        self._answered = answered(events)

    def all(self) -> Iterator[Difference]:
        """Yield what differs."""
        for at, said in enumerate(self._file.play.talk):
            if at >= len(self._answered):
                yield self._too_early(at)
                return
            one = self._answered[at]
            if said.turn and said.turn != one.reply.turn:
                yield self._elsewhere(at, said, one)
                return
            yield from self._reply(at, said, one)
        if self._file.play.ends is not None:
            yield from self._end(self._file.play.ends)

    def _at(self, at: int, turn: str, words: str) -> str:
        return self._("reply {n} at `{turn}`: {words}").format(n=at + 1, turn=turn, words=words)

    def _too_early(self, at: int) -> Difference:
        last = self._events[-1]
        ending = last.ending if isinstance(last, Ended) else ""
        form = self._("reply {n}: the conversation is over before it; it ended `{ending}` with reply {last}")
        words = form.format(n=at + 1, ending=ending, last=len(self._answered))
        return Difference(self._file.line("talk", at), words, notes=self._last_words())

    def _elsewhere(self, at: int, said: Said, one: Answered) -> Difference:
        form = self._("reply {n}: the customer is at `{turn}`, expected `{expected}`")
        notes = [self._customer(one.customer)]
        if at + 1 < len(self._file.play.talk) or self._file.play.ends is not None:
            notes.append(self._("Nothing behind this reply was compared."))
        return Difference(
            self._file.line("talk", at, "turn"),
            form.format(n=at + 1, turn=one.reply.turn, expected=said.turn),
            f"turn: {said.turn}",
            f"turn: {one.reply.turn}",
            tuple(notes),
        )

    def _customer(self, message: CustomerSaid) -> str:
        return self._("the customer wrote: {words}").format(words=spoken(message.text, self._lang, SHOWN))

    def _last_words(self) -> tuple[str, ...]:
        last = next((e for e in reversed(self._events) if isinstance(e, CustomerSaid)), None)
        return (self._customer(last),) if last else ()

    def _reply(self, at: int, said: Said, one: Answered) -> Iterator[Difference]:
        turn = one.reply.turn
        if said.says and said.says != one.customer.line:
            form = self._("the customer's variant is `{variant}`, expected `{expected}`")
            yield Difference(
                self._file.line("talk", at, "says"),
                self._at(at, turn, form.format(variant=one.customer.line, expected=said.says)),
                f"says: {said.says}",
                f"says: {one.customer.line}",
                (self._customer(one.customer),),
            )
        yield from self._levels(at, said, one)
        yield from self._marks(at, said, one)
        yield from self._state(at, said, one)

    def _levels(self, at: int, said: Said, one: Answered) -> Iterator[Difference]:
        played = one.reply.explanation.levels
        off = {d: f for d, f in said.levels.items() if not level_holds(f, played.get(d))}
        if not off:
            return
        words, notes = [], []
        several = len(off) > 1
        for dimension, expected in off.items():
            name = self._script.rubric.section(dimension).name.get(self._lang)
            words.append(self._off(name, level_text(played.get(dimension)), expected))
            why = why_level(one.reply.explanation, dimension, expected, self._script.rubric, self._lang)
            if why:
                notes.append(self._("{label}: {text}").format(label=name, text=why) if several else why)
        yield Difference(
            self._file.line("talk", at, "levels", next(iter(off))),
            self._at(at, one.reply.turn, self._("; ").join(words)),
            f"levels: {flow({d: figure_text(f) for d, f in off.items()})}",
            f"levels: {flow({d: level_text(played.get(d)) for d in off})}",
            tuple(notes),
        )

    def _off(self, name: str, played: str, expected: Figure | None) -> str:
        if expected is None:
            return self._("{name} is {played}, expected no score").format(name=name, played=played)
        if played == UNSCORED:
            return self._("{name} is not scored, expected {expected}").format(
                name=name, expected=expected.text
            )
        form = self._("{name} is {played}, expected {expected}")
        return form.format(name=name, played=played, expected=expected.text)

    def _marks(self, at: int, said: Said, one: Answered) -> Iterator[Difference]:
        found = marks_of(one.reply.explanation)
        name: Callable[[str], str] = lambda code: mark_name(code, self._script.rubric, self._lang)  # noqa: E731
        for number, code in enumerate(said.marks):
            if code not in found:
                yield Difference(
                    self._file.line("talk", at, "marks", number),
                    self._at(at, one.reply.turn, self._("{mark} is not found").format(mark=name(code))),
                    f"marks: [{code}]",
                    f"marks: [{', '.join(found)}]",
                )
        for number, code in enumerate(said.not_):
            if code in found:
                quote = spoken(quote_of(one.reply.explanation, code), self._lang)
                form = self._("{mark} is found, and must not be: {quote}")
                yield Difference(
                    self._file.line("talk", at, "not", number),
                    self._at(at, one.reply.turn, form.format(mark=name(code), quote=quote)),
                    f"not: [{code}]",
                    f"marks: [{', '.join(found)}]",
                )

    def _state(self, at: int, said: Said, one: Answered) -> Iterator[Difference]:
        off = {v: f for v, f in said.state.items() if not f.holds(state_of(one.state, v))}
        if off:
            words = [
                self._off(variable_name(v, self._lang), short(state_of(one.state, v)), f)
                for v, f in off.items()
            ]
            yield Difference(
                self._file.line("talk", at, "state", next(iter(off))),
                self._at(at, one.reply.turn, self._("; ").join(words)),
                f"state: {flow({v: figure_text(f) for v, f in off.items()})}",
                f"state: {flow({v: short(state_of(one.state, v)) for v in off})}",
            )

    def _end(self, expected: Ends) -> Iterator[Difference]:
        ended = self._events[-1]
        if not isinstance(ended, Ended):
            at = next(e.turn for e in reversed(self._events) if isinstance(e, CustomerSaid))
            form = self._("the customer at `{turn}` waits for one more reply; expected the end here")
            yield Difference(
                self._file.line("ends"), form.format(turn=at), ends_text(expected), notes=self._last_words()
            )
            return
        off = ends_off(expected, ended)
        if off:
            form = self._("{name} is {played}, expected {expected}")
            words = [
                form.format(name=self._(_ENDS[name]), played=played, expected=wanted)
                for name, (wanted, played) in off.items()
            ]
            yield Difference(
                self._file.line("ends", next(iter(off))),
                self._("the end: {words}").format(words=self._("; ").join(words)),
                f"ends: {flow({name: quoted(wanted) for name, (wanted, _) in off.items()})}",
                f"ends: {flow({name: played for name, (_, played) in off.items()})}",
                () if {"ending", "kind"}.isdisjoint(off) else self._last_words(),
            )


_ENDS = {
    "ending": N_("the ending"),
    "kind": N_("the kind of ending"),
    "perceived": N_("perceived quality"),
    "gap5": N_("perceived minus expected quality"),
}
"""What a trainer reads for each name under `ends`."""


def ends_off(expected: Ends, ended: Ended) -> dict[str, tuple[str, str]]:
    """Return what is not as expected of an end: by its name, as expected and as played."""
    off: dict[str, tuple[str, str]] = {}
    for name, wanted, played in (
        ("ending", expected.ending, ended.ending),
        ("kind", expected.kind or "", ended.kind),
    ):
        if wanted and wanted != played:
            off[name] = wanted, played
    for name, figure, value in (
        ("perceived", expected.perceived, ended.perceived),
        ("gap5", expected.gap5, ended.gap5),
    ):
        if figure is not None and not figure.holds(value):
            off[name] = figure.text, short(value)
    return off


def level_holds(expected: Figure | None, played: int | None) -> bool:
    """Say whether a level is as expected; null expects that it is not scored."""
    return played is None if expected is None else expected.holds(played)


def state_of(state: State, variable: Variable) -> float:
    """Return one of the four states, 0-100."""
    value: float = getattr(state, variable)
    return value
