"""Owns weighing: what the checks found and how each sentence reads become findings with a strength.

A head says how far a sentence shows a code; a check says where, by which rule and
tied to what. Evidence that no head bears out is dropped; a sentence that reads like an
indicator is evidence only where something of the case stands beside it. What a check
proved (a wrong sum, a forbidden promise, a red line in plain words) needs no head.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache

from sim.model.language import Lang
from sim.model.score import SURE, SURE_HARM
from sim.scoring.bargains import RULE as BARGAIN
from sim.scoring.conflicts import CONTRADICTION
from sim.scoring.context import DIMENSION_OF, Case
from sim.scoring.found import Found
from sim.scoring.heads import Heads, Scores
from sim.scoring.links import find_link
from sim.scoring.questions import SHORTEST_QUESTION
from sim.scoring.settled import SETTLED, fullest_answers
from sim.scoring.signals import pieces
from sim.scoring.wording import PROVOKED
from sim.text import Hit
from sim.text.phrases import FILLERS

TRACE = 0.15
"""Strength below which a sign is no evidence at all.

Leaving one scenario out, kappa is the same with .1 and .15 and falls with .35 by .03: evidence adds up.
"""

HALF = 0.5
"""Share of a sentence that may be copied or quoted before nothing in it is the writer's own evidence."""

PROVED = (
    "check:exact_hour",
    "check:amount",
    "check:time",
    "check:duration",
    "check:repeat",
    "check:apologies",
    "check:refused",
    "check:secret",
    CONTRADICTION,
    "check:denied",
    BARGAIN,
)
"""Checks that leave nothing to weigh."""

PLAIN = frozenset({"X11", "X16"})
"""Asking again for what is known, and insults in plain words: the lists of both hold nothing that is
meant well."""

GRAVE = frozenset({"X17", "X19", "X27"})
"""The other red lines: their lists hold threats, secrets and contempt, so half the proof will do."""

CONFIRMED = 0.55
"""Strength that a head must give an anti-pattern found by wording for it to be certain, and so to cap.

With scenarios left out kappa is the same within .005 at .55 and .7; capping on less cost up to .02.
"""

REFUTED = 0.35
"""The same for a claim that the scenario lists as false or forbidden: the file's author has said so."""


ANYTHING = ("fact", "act", "time", "question", "topic")
"""What must stand beside wording where a phrase needs no link: a way of speaking earns nothing alone."""

NAMED = ("topic",)
"""What will do for every indicator that a whole sentence reads like: that it names something of the case.

A listed phrase says what it says anywhere, so its own link is asked for. Leaving one scenario out, mean
kappa is .007 higher so, in empathy .01 (English) and .03 (Chinese).
"""

FEELING = frozenset({"E2", "E3"})
"""Indicators for which a word of the case may stand in the sentence beside theirs.

What somebody feels and what about are said in two breaths: "I'd be livid too. You chose it for the oak."
Of 336 replies to six cases, rated blind, kappa of empathy is .03 (English) and .01 (Chinese) higher so;
leaving one scenario out .001 and .006.
"""

AHEAD = frozenset({"R8", "R12"})
"""Indicators of what may come, for which no mere word of the case will do, nor a link of another sentence.

"I'm sorry that the fridge isn't there yet" sounds like both and looks ahead to nothing. Leaving one
scenario out, mean kappa stays within chance.
"""

KIND = ("E1", "E2", "E3", "E6", "E8")
UNKIND = frozenset({"X02", "X10", "X13", "X15", "X16", "X17", "X25", "X26"})
"""A sentence that reads more like care than like harm is held for care, unless a check says otherwise."""


BY_FACTS = frozenset({"X26"})
"""What is wrong is known by the facts of a case alone; by its sound a sentence may be doubted, no more, and
not where it states what the case says.
"""

DOUBT = round(SURE_HARM - 0.01, 3)
"""Highest strength of such a doubt: it may weigh, and nobody is told of a wrong fact that none refutes."""

PLAINLY = 0.85
"""Strength from which sarcasm is told that no phrase shows; below, "Of course, and thank you" sounds like it.

Of the rated replies 80 of 91 such places lie above and are right; below, it is right in two of three.
"""

HEARD_ALONE: dict[Lang, float] = {"en": 0.45, "zh": SURE}
"""Strength from which harm is heard in a sentence where a message is all that is known.

Of the rated replies that no head was fitted on, scored by their message alone, English kappa is .012 higher
so on average, and of 17 wrong levels of 0 in empathy and assurance 4 are left; in Chinese it is .012 lower.
"""

MOCKERY = frozenset({"X13", "X16"})
"""Making it small, and sarcasm: held against nobody by the sound of a sentence that helps."""

HELPFUL = 5
"""Different good things from which a reply does not mock: of the rated replies so rich none was sarcastic
by sound alone and rightly so ("Of course, I'll send it today" sounds like "Of course.")."""

TOO_SHORT: dict[Lang, int] = {"en": 2, "zh": 4}
"""Tokens of a sentence ("Bye.", 说到做到) too short to be held for harm by its sound; phrases still are."""


GREETING: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\W*(?:hello|hi|hey|dear|good (?:morning|afternoon|evening))"
        r"(?:,? (?:mr|mrs|ms|miss|dr|sir|madam|there|again)\.?)?(?:,? \w+)?\W*"
    ),
    "zh": re.compile(r"\W*\w{0,10}[您你]好\W*"),
}
"""A greeting says nothing of the case, whoever is greeted (fairness test F6)."""


def is_proved(finding: Found, score: float) -> bool:
    """Say whether a finding rests on a fact of the case or on plain words that cannot be meant well."""
    if not finding.code.startswith("X"):
        return False
    if finding.rule.startswith(PROVED) or finding.code in PLAIN:
        return True
    listed = finding.rule.startswith("fact:") and finding.code in GRAVE | {"X07", "X26"}
    if listed and finding.code in GRAVE:
        return True
    return score >= (REFUTED if listed or finding.code in GRAVE else CONFIRMED)


LITTLE: dict[str, frozenset[str]] = {lang: words | {"请"} for lang, words in FILLERS.items()}
"""Words around a phrase that change nothing of what a sentence says."""


def is_whole(case: Case, finding: Found) -> bool:
    """Say whether a listed phrase of harm is all that a sentence says ("Call the bank.", 请耐心等待。).

    Of the rated replies and 14,653 example sentences the heads doubt two such phrases, and both are harm.
    """
    if not (finding.code.startswith("X") and finding.rule.startswith("phrase:")):
        return False
    start, end = finding.span
    inside = case.reading.tokens_in(case.sentence_at(start))
    outside = (i for i in inside if not start <= case.reading.span(i, i)[0] < end)
    return all(case.reading.tokens[i].key in LITTLE[case.lang] for i in outside)


COMMITTING = frozenset({"R2", "R3", "R4", "R5", "R8", "R11", "R12", "E8", "E10", "A5", "A9"})
"""Indicators that rest on something done or promised; a sentence that only takes it back shows none."""


def takes_back(case: Case, number: int) -> bool:
    """Say whether all that a sentence says of offers and acts is that they will not be."""
    return number in case.taken_back


def weigh(case: Case, said: Scores, heads: Heads) -> None:
    """Give every finding of the checks its strength, and add what only the reading of a sentence shows.

    A sentence shows the most that any unit of it shows.
    """
    scores = [list(map(max, zip(*rows, strict=True))) if len(rows) > 1 else rows[0] for rows in said]
    standing: dict[tuple[int, str], list[Found]] = defaultdict(list)
    for finding in case.findings:
        standing[case.sentence_at(finding.span[0]), finding.code].append(finding)
    kept: list[Found] = []
    fullest = fullest_answers(case)
    for (sentence, code), found in standing.items():
        place = heads.place.get(code)
        score = 1.0 if place is None or sentence >= len(scores) else min(1.0, scores[sentence][place])
        if code in COMMITTING and takes_back(case, sentence):
            continue
        for finding in found:
            if is_proved(finding, score) or is_whole(case, finding):
                kept.append(_with(case, finding, 1.0, certain=True))
            elif finding.code.startswith("X") and finding.rule.startswith("fact:"):
                kept.append(_with(case, finding, max(score, SURE), certain=False))
            elif code in ("R1", "A2") and finding.rule == "fact:cause" and "why" in case.context.gives:
                kept.append(_with(case, finding, 1.0, certain=False))  # "why?" is answered by the cause
            elif finding is fullest.get(finding.link):
                kept.append(_with(case, finding, max(score, SETTLED), certain=False))
            elif score >= _least(code):
                kept.append(_with(case, finding, score, certain=False))
    case.findings = kept
    agreed = {case.sentence_at(f.span[0]) for f in kept if f.code in ("A1", "A2") and f.sure}
    rights = {case.sentence_at(f.span[0]) for f in kept if f.code == "A13" and f.rule.startswith("fact:")}
    within = {case.reading.sentence_of[c.first] for c in case.commitments if c.refs and not c.rejected}
    leasts = _leasts(heads.codes)
    alone = case.context.alone
    for number, row in enumerate(scores):
        shown = [(code, s) for code, s, least in zip(heads.codes, row, leasts, strict=True) if s >= least]
        inside = case.reading.tokens_in(number)
        if not shown or not inside or GREETING[case.lang].fullmatch(case.reading.sentences[number].text):
            continue
        reading = _Sentence(case, number, inside)
        back = takes_back(case, number)
        kind = max([row[heads.place[code]] for code in KIND])
        for code, score in shown:
            if (code in UNKIND and score < kind) or (back and code in COMMITTING):
                continue
            if alone and code.startswith("X") and score < HEARD_ALONE[case.lang]:
                continue
            if code == "X07" and number in within:
                continue
            if code in ("X07", "X26") and not case.scenario.facts.offers:
                continue  # where no facts are known nothing sounds wrong
            if (code in BY_FACTS and number in agreed) or (code == "X05" and number in rights):
                continue  # 按规定修两次没好就能换新 tells a right by the rule, and hides behind none
            if code.startswith("X") and ((number, code) in standing or (number, code) in case.excused):
                continue
            by_sound = code == "X16" and score < PLAINLY
            most = DOUBT if code in BY_FACTS or by_sound else 1.0
            reading.add(code, min(most, score), heads)
    if any(f.code in MOCKERY for f in case.findings):
        case.findings = list(_spared(case))


def _spared(case: Case) -> Iterator[Found]:
    """Yield the findings without mockery that only the sound of a helpful sentence or reply suggests."""
    good = [f for f in case.findings if not f.code.startswith("X") and f.code != "R0" and f.sure]
    helpful = len({f.code for f in good}) >= HELPFUL
    acting = {case.sentence_at(f.span[0]) for f in good if not f.rule.startswith("wording:")}
    for finding in case.findings:
        by_sound = finding.code in MOCKERY and finding.rule.startswith("wording:")
        if not (by_sound and (helpful or case.sentence_at(finding.span[0]) in acting)):
            yield finding


def _least(code: str) -> float:
    """Return the strength from which a code is found: harm is never held against anybody on a trace of it.

    Leaving one scenario out, kappa is .005 higher so than with traces of harm, on the own replies .03.
    """
    return SURE if code.startswith("X") else TRACE


@lru_cache(maxsize=16)
def _leasts(codes: tuple[str, ...]) -> tuple[float, ...]:
    """Return the strength from which each code is found; heads have the same codes for every sentence."""
    return tuple(map(_least, codes))


def _with(case: Case, finding: Found, strength: float, *, certain: bool) -> Found:
    indicator = case.rubric.indicator(finding.code)
    finding.points = round(indicator.points * strength, 3) if indicator else 0.0
    finding.strength, finding.certain = round(strength, 3), certain
    return finding


class _Sentence:
    """A sentence to which findings are added by the way it reads; what they share is found once."""

    def __init__(self, case: Case, number: int, inside: list[int]) -> None:
        self._case, self._number, self._inside = case, number, inside
        self._pieces: list[tuple[int, str, array[int]]] | None = None

    def add(self, code: str, strength: float, heads: Heads) -> None:
        """Add the finding of a code, if the case lets it be one."""
        case, inside = self._case, self._inside
        indicator, deduction = case.rubric.indicator(code), case.rubric.deduction(code)
        if indicator is None and deduction is None:
            return
        if code in PROVOKED and "abuse" not in case.context.gives:
            return
        if code in ("E7", "R9") and len(inside) < SHORTEST_QUESTION:
            return
        if code.startswith("X") and (len(inside) <= TOO_SHORT[case.lang] or self._unsaid):
            return
        link = ""
        if indicator is not None:
            if not self._own:
                return
            found = self._link(code, indicator.needs)
            if found is None:
                return
            link = found
        dimension = DIMENSION_OF.get(code[0])
        if dimension is None:
            dimension = deduction.hits[0] if deduction else None
        case.findings.append(
            Found(
                code=code,
                dimension=dimension,
                span=self._span,
                quote=case.reading.plain.original[slice(*self._span)],
                rule=self._heard(code, heads),
                link=link,
                points=round(indicator.points * strength, 3) if indicator else 0.0,
                strength=round(strength, 3),
            )
        )

    def _link(self, code: str, needs: tuple[str, ...]) -> str | None:
        """Return what ties the sentence to the case, None when nothing does."""
        if code in AHEAD:
            return find_link(self._case, self._whole, needs, reach=0)
        wanted = ANYTHING if needs == ("nothing",) else needs
        return find_link(self._case, self._whole, (*wanted, *NAMED), topic_reach=1 if code in FEELING else 0)

    @cached_property
    def _unsaid(self) -> bool:
        """Say whether nothing is meant by it: words in a list, or mostly the customer's own."""
        return "word_list" in self._case.flags or mostly_copied(self._case, self._inside)

    @cached_property
    def _own(self) -> bool:
        return is_own(self._case, self._number)

    @cached_property
    def _whole(self) -> Hit:
        return Hit("", "", self._inside[0], self._inside[-1])

    @cached_property
    def _span(self) -> tuple[int, int]:
        return self._case.reading.span(self._inside[0], self._inside[-1])

    def _heard(self, code: str, heads: Heads) -> str:
        """Return the rule of a finding that the wording of a sentence shows: what speaks most for it."""
        return "wording:" + ", ".join([w.strip("^$*") for w in heads.speaking(code, self._known(heads))])

    def _known(self, heads: Heads) -> list[tuple[int, str, array[int]]]:
        """Return what the heads know of the sentence's wording; `scores` may come from elsewhere."""
        if self._pieces is None:
            wording = self._case.wording.get(self._number)
            if wording is None:
                wording = pieces(self._case.reading, self._inside, self._case.lang)
            self._pieces = heads.known(wording)
        return self._pieces


def mostly_copied(case: Case, inside: list[int]) -> bool:
    """Say whether more than half of a sentence is somebody else's words."""
    return bool(case.copied) and sum([i in case.copied for i in inside]) > HALF * len(inside)


def is_own(case: Case, number: int) -> bool:
    """Say whether a sentence is the writer's own statement: not copied, quoted, reported or only supposed."""
    reading = case.reading
    inside = reading.tokens_in(number)
    if not inside:
        return False
    if mostly_copied(case, inside):
        return False
    if reading.quotes and sum([reading.quoted(Hit("", "", i, i)) for i in inside]) > HALF * len(inside):
        return False
    last = Hit("", "", inside[-1], inside[-1])
    return not (reading.sentences[number].counterfactual or reading.reported(last))
