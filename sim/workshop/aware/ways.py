"""Owns SC110: each turn that a branch names can be reached by something that is said.

Looks with rough scores: exemplars in every mix first, then, for a turn not
reached so, replies made for the branch to it. What it does not find is a warning.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sim import play
from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.model.events import Session
from sim.model.scenario import Scenario
from sim.model.turns import Branch, Turn
from sim.text import read
from sim.validity.attacks.pieces import joined
from sim.validity.attacks.pieces import sentences as sentences_of
from sim.workshop.aware.bench import LEVELS, Bench
from sim.workshop.aware.places import turn_at
from sim.workshop.aware.plainly import sentence_for
from sim.workshop.aware.plays import opened
from sim.workshop.aware.words import listed, quote

STALE = 30
"""Replies without a new turn after which made ones are tried: ten conversations, each met by three exemplars.
Too few only costs time, for the search goes on where made ones did not find every turn."""

MOST_STEPS = 900
"""Replies tried in all in the search by exemplars, where made ones did not find every turn."""

KEPT = 10
"""Conversations kept at each turn to try made replies on: calm and hot ones, early and late ones."""


def check_ways(benches: Iterable[Bench], scenario: Scenario, marks: Marks) -> None:
    """Warn of each turn that nothing reaches in any language; of none where exemplars are missing.

    One language is enough to show that the conditions can be true: a second one
    is looked through only for what the first leaves.
    """
    playable = [bench for bench in benches if bench.playable]
    left = {turn.id for turn in scenario.turns} if playable else set()
    for bench in playable:
        if left:
            left = _Search(bench, left).missed()
    for turn in scenario.turns:
        if turn.id not in left:
            continue
        ways: list[Path] = [
            ("turns", n, "then", at)
            for n, source in enumerate(scenario.turns)
            for at, branch in enumerate(source.then)
            if branch.go == turn.id
        ]
        asked = dict.fromkeys(marks.tree.lines[marks.tree.value_at(way)[0] - 1] for way in ways)
        marks.say(
            110,
            ways[0] if ways else turn_at(scenario, turn.id),
            N_(
                'no reply that was tried leads to the turn "{turn}": no mix of exemplars, and none made for '
                "the branch to it; it asks for {asked}"
            ),
            values={
                "turn": turn.id,
                "asked": listed(quote(line.strip().removeprefix("- ")) for line in asked),
            },
            warning=True,
        )


class _Search:
    """One search through a scenario in one language."""

    def __init__(self, bench: Bench, wanted: set[str]) -> None:
        self._bench, self._script, self._wanted = bench, bench.rough, wanted
        self._kept: dict[str, list[Session]] = defaultdict(list)
        self._seen: set[tuple[object, ...]] = set()
        self._visits: Counter[str] = Counter()
        self._heap: list[tuple[int, int, Session]] = []
        self._steps = 0

    def missed(self) -> set[str]:
        """Return which of the turns wanted nothing reaches."""
        self._meet(opened(self._script))
        for stale in (STALE, MOST_STEPS):
            self._mix(stale)
            while any(self._made(turn) for turn in sorted(self._left)):
                self._mix(stale)
        return self._left

    @property
    def _left(self) -> set[str]:
        return self._wanted - set(self._kept)

    def _meet(self, session: Session) -> bool:
        """Take a conversation that stands at a turn; say whether the turn is new."""
        if session.ended:
            return False
        state = session.state
        key = (
            session.turn,
            frozenset(session.told),
            frozenset(session.key_points),
            frozenset(p.ref for p in session.promises if p.standing == "over"),
            round(state.heat, -1),
            session.supervisor,
        )
        new = session.turn not in self._kept
        if key not in self._seen:
            self._seen.add(key)
            if len(self._kept[session.turn]) < KEPT:
                self._kept[session.turn].append(session)
            self._visits[session.turn] += 1
            heapq.heappush(self._heap, (self._visits[session.turn], len(self._seen), session))
        return new

    def _mix(self, stale: int) -> None:
        """Say every exemplar at conversations met, the rarest turns first, until all turns are met.

        Gives up after `stale` replies that led to no new turn.
        """
        last = self._steps
        while self._heap and self._steps < min(MOST_STEPS, last + stale) and self._left:
            _, _, session = heapq.heappop(self._heap)
            turn = self._script.turn(session.turn)
            for level in LEVELS:
                if self._say(session, self._bench.exemplar(turn, level)):
                    last = self._steps

    def _say(self, session: Session, reply: str) -> bool:
        self._steps += 1
        after, _ = play.step(self._script, session, reply)
        return self._meet(after)

    def _made(self, wanted: str) -> bool:
        """Try replies made for the branches to a turn; say whether the turn was met."""
        for source in self._bench.scenario.turns:
            for at, branch in enumerate(source.then):
                if branch.go != wanted or source.id not in self._kept:
                    continue
                for reply in dict.fromkeys(self._replies(source, at)):
                    for session in list(self._kept[source.id]):
                        if self._say(session, reply) and wanted in self._kept:
                            return True
        return False

    def _replies(self, source: Turn, at: int) -> Iterator[str]:
        """Yield replies that say what a branch asks for and nothing that an earlier one takes."""
        branch = source.then[at]
        needed = list(dict.fromkeys(_needs(branch, self._bench.scenario)))
        earlier = {ref for b in source.then[:at] for ref in _needs(b, self._bench.scenario)}
        unwanted = ({*branch.when.not_told} | earlier) - set(needed)
        plain = [text for ref in needed if (text := self._plain(ref))]
        for level in (None, *reversed(LEVELS)):
            base = self._bench.exemplar(source, level) if level else ""
            kept = [s for s in sentences_of(base) if not self._names(s, unwanted)]
            if kept or plain:
                yield joined([*kept, *plain], self._bench.lang)

    def _plain(self, ref: str) -> str:
        """Return a sentence for a fact, or the sheet's own example for a behaviour."""
        rubric, lang = self._bench.rubric, self._bench.lang
        known = rubric.deduction(ref) or rubric.indicator(ref)
        if known is not None:
            return next(iter(known.counts.get(lang)), "")
        return sentence_for(ref, self._bench)

    def _names(self, sentence: str, refs: set[str]) -> bool:
        return any(read(sentence, self._bench.engine.book).find(ref) for ref in refs)


def _needs(branch: Branch, scenario: Scenario) -> Iterator[str]:
    """Yield the facts and behaviours that a branch asks to be said, one where any will do."""
    when = branch.when
    yield from (*when.asked, *when.said, *when.told, *when.said_any[:1], *when.any[:1])
    yield from (f"forbidden.{name}" for name in when.promised[:1])
    for point in scenario.key_points:
        if point.id in when.met:
            yield from point.needs[0]
