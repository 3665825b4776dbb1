"""Owns the better line: the smallest edit of an own reply that scores higher, proved by the same engine.

Takes its sentences from the scenario's spare lines, never from an exemplar. What it
claims it has scored; what it cannot prove it does not offer.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sim.model.language import Lang
from sim.model.score import (
    DIMENSIONS,
    GENERAL_CODES,
    SURE,
    TOP,
    Dimension,
    Edit,
    EditPiece,
    Explanation,
    Finding,
    Span,
)
from sim.scoring import ladder
from sim.scoring.context import Context, to_own_up
from sim.scoring.engine import Engine
from sim.scoring.found import topics_of
from sim.scoring.meaning import BY_FACTS
from sim.scoring.weave import greets, is_question, leans, size_of, weave
from sim.text.copies import Sources
from sim.text.normalise import normalise
from sim.text.segment import sentences
from sim.text.tokens import tokenise

MOST_ADDED: dict[Lang, int] = {"en": 20, "zh": 40}
"""Words (Chinese: characters) that an edit may add: more would be another reply, not the trainee's own."""

LEAST_KEPT = 0.5
"""Share of the own words that an edit keeps, for the same reason."""

MOST_LINES = 2
"""Lines put in at once: one thing to learn, or one and what goes with it."""


WARM = frozenset({"E1", "E2", "E3", "E12", "A3"})
"""Naming what hurts, feeling, apology, respect, ownership: what a reply opens with (`domain.md` 3.2)."""

ATTEMPT = "R0"
"""The sign of an attempt, in almost every line: it tells nothing of what a line is for."""

OWNING_UP = "A11"
"""Correcting an own error openly: no line that does so is put into a reply where nothing was wrong."""

ANSWERING = ("R1", "R7")
"""Indicators that are shown by what settles the message's questions, not by a way of speaking."""

TRIED = 10
"""Candidates that are scored, likeliest first: what the arithmetic foresees holds for most of them."""

UNTRUE = frozenset({"X07", "X22", "X26"})
"""What may not stand in a reply that is held up as better, even where the engine is not certain of it."""

CALM = 35
"""Heat below which nobody is told again how upset they must be (calm, as the meters call it)."""

ANSWERED = 2
"""Level of responsiveness below which the customer's question stands open: no time to ask one back."""

SPAM = 3
"""So many equal sentences are no reply."""


@dataclass(frozen=True)
class _Line:
    """A spare line with what it shows alone in this turn."""

    text: str
    size: int
    strengths: Mapping[str, float]
    topics: frozenset[str]

    @property
    def feels(self) -> bool:
        """Say whether it names what hurts: a reply that does so already needs no second such line."""
        return any(ref.startswith("impact.") for ref in self.topics)

    @property
    def owns_up(self) -> bool:
        """Say whether it confesses something said before."""
        return self.strengths.get(OWNING_UP, 0.0) >= SURE

    @property
    def warm(self) -> bool:
        """Say whether it is a word for the person or an apology most: such a line comes first in a reply."""
        shown = {c: strength for c, strength in self.strengths.items() if c not in GENERAL_CODES | {ATTEMPT}}
        return max(shown, key=lambda c: (shown[c], c), default="") in WARM


@dataclass(frozen=True)
class _Candidate:
    """One way to change a reply: what goes, what comes, how much that is, and what it should lift."""

    struck: tuple[int, ...]
    lines: tuple[_Line, ...]
    size: int
    lifted: int
    points: float
    fits: int
    harm: int
    answers: bool


def _shows(one: _Candidate, aim: str) -> bool:
    """Say whether what is put in shows a code; beside an answer or an anti-pattern, whether it answers."""
    if aim in ANSWERING or aim.startswith("X"):
        return one.answers
    return any(line.strengths.get(aim, 0.0) >= SURE for line in one.lines)


class Mender:
    """Finds better lines for replies to one scenario in one language."""

    def __init__(self, engine: Engine) -> None:
        """Use `engine` for every level that is claimed."""
        self.engine = engine
        turns = (t.exemplars.strong for t in engine.scenario.turns if t.exemplars is not None)
        self._exemplars = Sources([text.get(engine.lang) for text in turns], engine.lang)
        self._lines: dict[str, tuple[_Line, ...]] = {}

    def mend(
        self, reply: str, context: Context, said: Explanation, aim: str = "", used: Collection[str] = ()
    ) -> Edit | None:
        """Return the smallest edit that lifts the weakest dimension and lowers none, or None.

        One that shows the code `aim` comes first (for an anti-pattern: one that answers the customer), and
        one with lines that were not `used` beside another reply. Of several weakest dimensions, as many as
        possible are lifted. Nothing is offered for a reply that was not understood or not counted.
        """
        scored = {d: level for d in DIMENSIONS if (level := said.levels[d]) is not None}
        lowest = min(scored.values(), default=TOP)
        own = _sentences(reply)
        if said.flags or said.red_lines or lowest == TOP or _repeats([text for _, text in own]):
            return None
        weakest = [d for d in scored if scored[d] == lowest]
        found = list(self._candidates(own, context, said, weakest))

        def order(one: _Candidate) -> tuple[float, ...]:
            if not one.lifted:
                return 1, one.harm, -one.points, one.size
            again = any(line.text in used for line in one.lines)
            return 0, again, not _shows(one, aim) and bool(aim), -one.lifted, one.harm, -one.fits, one.size

        likely = sorted(found, key=order)
        second = None
        for candidate in likely[:TRIED]:
            edit = self._proved([text for _, text in own], candidate, context, said, weakest)
            if edit is not None and aim and not aim.startswith("X") and not _shows(candidate, aim):
                edit = edit.model_copy(update={"aside": True})
            if edit is not None and not edit.left:
                return edit
            second = second or edit
        return second

    def _proved(
        self,
        own: Sequence[str],
        candidate: _Candidate,
        context: Context,
        said: Explanation,
        weakest: Sequence[Dimension],
    ) -> Edit | None:
        """Return a candidate as an edit if it holds what it promises when it is scored."""
        warm = [line.text for line in candidate.lines if line.warm]
        other = [line.text for line in candidate.lines if not line.warm]
        pieces = weave(own, candidate.struck, warm, other, self.engine.lang)
        text = "".join(p.text for p in pieces if p.kind != "struck")
        after = self.engine.score(text, context)
        scored = {d: level for d in DIMENSIONS if (level := said.levels[d]) is not None}
        lifted = _lifted(scored, after.levels, weakest)
        if after.flags or not lifted:
            return None
        faults = [f for f in after.findings if self._grave(f) or (f.sure and f.code.startswith("X"))]
        return Edit(
            text=text,
            pieces=tuple(_marked(pieces, faults)),
            dimension=lifted[0],
            before=said.levels,
            after=after.levels,
            left=tuple(dict.fromkeys(f.code for f in faults)),
        )

    def _grave(self, finding: Finding) -> bool:
        """Say whether a finding is a severe fault, or likely a false or forbidden statement."""
        deduction = self.engine.rubric.deduction(finding.code)
        severe = deduction is not None and deduction.severity == "severe" and finding.sure
        doubted = finding.code in BY_FACTS and finding.rule.startswith("wording:")
        return severe or (finding.code in UNTRUE and finding.strength >= SURE and not doubted)

    def _spare(self, turn_id: str) -> tuple[_Line, ...]:
        """Return the spare lines of a turn that are no copy of an exemplar."""
        if turn_id not in self._lines:
            self._lines[turn_id] = tuple(
                _Line(
                    text=line.text,
                    size=size_of(line.text, self.engine.lang),
                    strengths=ladder.strengths(line.findings),
                    topics=topics_of(line.findings),
                )
                for line in self.engine.spare(turn_id)
                if not self._exemplars.copied(tokenise(normalise(line.text)))
            )
        return self._lines[turn_id]

    def _candidates(
        self,
        own: Sequence[tuple[Span, str]],
        context: Context,
        said: Explanation,
        weakest: Sequence[Dimension],
    ) -> Iterator[_Candidate]:
        lang, rubric = self.engine.lang, self.engine.rubric
        whole = sum(size_of(text, lang) for _, text in own)
        scored = {d: level for d in DIMENSIONS if (level := said.levels[d]) is not None}
        small = list(self._bundles(context, said))
        settling = self._settling(context) - set(said.met)
        wanted = settling | self._hurting(context)
        for struck in self._strikes(own, said):
            lost = sum(size_of(own[i][1], lang) for i in struck)
            if whole - lost < LEAST_KEPT * whole:
                continue
            if _orphaned(own, struck, lang):
                continue
            left = [f for f in said.findings if not any(_inside(f, own[i][0]) for i in struck)]
            bare = ladder.strengths(left)
            bounds = [ladder.Limit(c.code, c.dimension, c.limit) for c in said.caps if c.code in bare]
            for lines in small:
                if not lines and not struck:
                    continue
                found = dict(bare)
                for line in lines:
                    for code, strength in line.strengths.items():
                        ladder.join(found, code, strength)
                levels = {
                    d: ladder.level(rubric.section(d), found, found, bounds, rubric, flagged=False)
                    for d in scored
                }
                yield _Candidate(
                    struck=struck,
                    lines=lines,
                    size=lost + sum(line.size for line in lines),
                    lifted=len(_lifted(scored, levels, weakest)),
                    points=sum(
                        ladder.points(rubric.section(d), found) - ladder.costs(d, found, rubric)
                        for d in weakest
                    ),
                    fits=sum(bool(line.topics & wanted) for line in lines),
                    answers=any(line.topics & settling for line in lines),
                    harm=sum(f.sure for f in left if f.code.startswith("X")),
                )

    def _bundles(self, context: Context, said: Explanation) -> Iterator[tuple[_Line, ...]]:
        """Yield none, one or two lines that are short enough together and say something new.

        What an earlier reply offered is new only where this message asks for it.

        One question at most, and none while what the customer asked is still unanswered.
        """
        done = {ref for ref in context.told if ref.startswith("offer.")} - self._settling(context)
        known = topics_of(said.findings) | done
        felt = context.heat < CALM or any(
            f.sure and f.code in ("E1", "E2") and f.link.startswith("impact.") for f in said.findings
        )
        answered = (said.levels["responsiveness"] or 0) >= ANSWERED
        clean = not to_own_up(context, self.engine.scenario)
        fresh = [
            line
            for line in self._spare(context.turn)
            if (not line.topics or not line.topics <= known)
            and not (felt and line.feels)
            and not (clean and line.owns_up)
        ]
        yield ()
        for count in range(1, MOST_LINES + 1):
            for lines in itertools.combinations(fresh, count):
                asked = sum(is_question(line.text) for line in lines)
                size = sum(line.size for line in lines)
                if size <= MOST_ADDED[self.engine.lang] and asked <= (1 if answered or count > 1 else 0):
                    yield lines

    def _settling(self, context: Context) -> frozenset[str]:
        """Return the facts that settle what this turn raises."""
        issues = self.engine.scenario.facts.issues
        return frozenset(ref for name in context.raises for ref in issues[name].met_by)

    def _hurting(self, context: Context) -> frozenset[str]:
        """Return the impacts that count in this turn."""
        impacts = self.engine.scenario.facts.impacts if context.impacts is None else context.impacts
        return frozenset(f"impact.{name}" for name in impacts)

    def _strikes(self, own: Sequence[tuple[Span, str]], said: Explanation) -> Iterable[tuple[int, ...]]:
        """Return which sentences may go: none, each one that does harm for sure, all of them.

        A greeting stays whatever it holds. One that also holds evidence for sure stays, unless its harm
        is proved.
        """
        harmful = []
        first = int(greets([text for _, text in own], self.engine.lang))
        for place, (span, _) in enumerate(own):
            if place < first:
                continue
            here = [f for f in said.findings if _inside(f, span)]
            harm = [f for f in here if f.code.startswith("X") and (f.sure or self._grave(f))]
            good = any(f.sure and f.points > 0 for f in here)
            if harm and (not good or any(f.certain for f in harm)):
                harmful.append(place)
        return dict.fromkeys([(), *((i,) for i in harmful), tuple(harmful)])


def _orphaned(own: Sequence[tuple[Span, str]], struck: Sequence[int], lang: Lang) -> bool:
    """Say whether a sentence that stays hangs on one that goes."""
    return any(i + 1 < len(own) and i + 1 not in struck and leans(own[i + 1][1], lang) for i in struck)


def _marked(pieces: Iterable[EditPiece], faults: Sequence[Finding]) -> Iterator[EditPiece]:
    """Yield the pieces, own words in which a fault begins marked as left standing."""
    at = 0
    for piece in pieces:
        if piece.kind == "struck":
            yield piece
            continue
        span = at, at + len(piece.text)
        at = span[1]
        stands = piece.kind == "kept" and any(_inside(f, span) for f in faults)
        yield piece.model_copy(update={"kind": "left"}) if stands else piece


def holds_lines(text: str, lines: Iterable[str]) -> bool:
    """Say whether one of some lines stands in a reply, however it is marked or spaced."""
    letters = _letters(text)
    return any(_letters(line) in letters for line in lines)


def _letters(text: str) -> str:
    return "".join(c for c in normalise(text).text if c.isalnum())


def _sentences(reply: str) -> list[tuple[Span, str]]:
    """Return the sentences of a reply as typed, those said again among them, each with its span."""
    plain = normalise(reply)
    spans = [plain.span(s.start, s.end) for s in sentences(plain.text)]
    return [(span, reply[slice(*span)].strip()) for span in spans]


def _repeats(own: Sequence[str]) -> bool:
    """Say whether a reply says one sentence three times: it asks for no better line."""
    return any(own.count(text) >= SPAM for text in set(own))


def _inside(finding: Finding, span: Span) -> bool:
    return span[0] <= finding.span[0] < span[1]


def _lifted(
    before: Mapping[Dimension, int], after: Mapping[Dimension, int | None], weakest: Sequence[Dimension]
) -> list[Dimension]:
    """Return which of the weakest dimensions rise, most first; none where any dimension falls."""
    rise = {d: (level if (level := after.get(d)) is not None else -1) - before[d] for d in before}
    if min(rise.values()) < 0:
        return []
    return sorted((d for d in weakest if rise[d] > 0), key=lambda d: -rise[d])
