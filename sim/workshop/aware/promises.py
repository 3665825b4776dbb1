"""Owns SC111: an exemplar that a trainee may learn from promises no more than the trainee may give.

What the engine finds is told as it finds it. A sum that is said in other words than a promise ("up to £45 is
on us") costs a reply nothing, so it is held here against the offers of its sentence. Changes no exemplar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sim.content.card import money
from sim.content.card_says import Piece, pieces
from sim.content.known import Readable
from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.model.authority import Offer
from sim.model.saying import Saying
from sim.model.turns import Turn
from sim.report.printable import printable, shortened
from sim.scoring.context import Case
from sim.text import Hit
from sim.text.amounts import Amount
from sim.workshop.aware.bench import Bench, Level
from sim.workshop.aware.places import text_at
from sim.workshop.aware.words import LONGEST_QUOTE, advice_of, label_of, listed, quote

OVER = "X07"
"""The deduction for a promise beyond authority."""

BY_SUM: dict[Level, str] = {
    "middling": N_(
        'the middling exemplar of "{turn}" gives {sum}, and no more than {most} may be given ({offers})'
    ),
    "strong": N_(
        'the strong exemplar of "{turn}" gives {sum}, and no more than {most} may be given ({offers})'
    ),
}
BY_WORDS: dict[Level, str] = {
    "middling": N_('the middling exemplar of "{turn}" promises what is not the trainee\'s to give: {quote}'),
    "strong": N_('the strong exemplar of "{turn}" promises what is not the trainee\'s to give: {quote}'),
}
"""What is said of each exemplar that somebody may learn from; a weak one may promise anything."""


@dataclass(frozen=True)
class Beyond:
    """A sum as written, its clause, the offers it can be meant for, and the most that they allow."""

    said: str
    clause: str
    offers: tuple[str, ...]
    most: float
    currency: str


def check_promises(bench: Bench, marks: Marks) -> frozenset[Path]:
    """Report strong exemplars of one language that promise too much, warn of middling ones; return where."""
    told = set()
    for number, turn in enumerate(bench.scenario.turns):
        for level in BY_SUM:
            text = bench.exemplar(turn, level)
            if text:
                path = text_at(marks.tree, ("turns", number, "exemplars", level), bench.lang)
                if _tell(text, turn, level, path, bench, marks):
                    told.add(path)
    return frozenset(told)


def _tell(text: str, turn: Turn, level: Level, path: Path, bench: Bench, marks: Marks) -> bool:
    """Report an exemplar that promises too much, and say whether it does."""
    over = next(beyond(text, turn, bench), None)
    if over is not None:
        most = money(over.most, over.currency)
        marks.say(
            111,
            path,
            BY_SUM[level],
            values={
                "turn": turn.id,
                "sum": over.said,
                "most": most,
                "offers": listed(label_of(f"offer.{name}", bench.scenario) for name in over.offers),
            },
            allowed=Saying.of(N_("up to {amount}"), amount=most),
            example=shortened(printable(over.clause.replace(over.said, most, 1)), LONGEST_QUOTE),
            warning=level != "strong",
        )
        return True
    findings = bench.engine.score(text, bench.context(turn)).findings
    harm = next((f for f in findings if f.code == OVER and f.sure), None)
    if harm is not None:
        marks.say(
            111,
            path,
            BY_WORDS[level],
            values={"turn": turn.id, "quote": quote(harm.quote)},
            example=advice_of(OVER, bench.rubric),
            warning=level != "strong",
        )
    return harm is not None


def beyond(text: str, turn: Turn, bench: Bench) -> Iterator[Beyond]:
    """Yield every sum in a text that is more than the trainee may give.

    Left alone is a sum that the card names, that two offers make together, that is said of somebody else,
    and, where its sentence names no offer, one that anybody can have read or that nobody is given.
    """
    case, _ = bench.engine.read(text, bench.context(turn))
    given, card = set(_given(pieces(text, bench.lang))), _on_card(bench)
    offers, readable = bench.scenario.facts.offers, Readable(bench.scenario, bench.lang)
    for amount in case.reading.amounts:
        one = amount.value, amount.currency
        if one in card or not _said(amount, case) or one not in given | _capped(amount, case):
            continue
        figures = {name: found for name in offers if (found := _figures(offers[name], amount.currency))}
        named = _of_sentence(amount, case) & figures.keys()
        if not named and (readable.has_amount(amount.value) or one not in _handed_over(amount, case)):
            continue
        meant = {name: found for name, found in figures.items() if name in named or not named}
        most = max((figure for found in meant.values() for figure in found), default=None)
        every = [figure for found in figures.values() for figure in found]
        if most is not None and amount.value > most and amount.value not in _joint(every):
            plain = case.reading.plain
            clause = case.reading.clauses[case.reading.clause_of[case.reading.token_at(amount.start)]]
            said = text[slice(*plain.span(amount.start, amount.end))]
            around = text[slice(*plain.span(clause.start, clause.end))]
            yield Beyond(said, around.strip(" ,，.。;；"), tuple(meant), most, amount.currency)


def _given(found: Iterable[Piece], *, capped: bool = False) -> Iterator[tuple[float, str]]:
    """Yield the sums that pieces of a text say plainly; only the most that may be given, where `capped`."""
    for piece in found:
        yield from ((one.value, one.currency) for one in piece.sums if one.role == "most" or not capped)


def _capped(amount: Amount, case: Case) -> set[tuple[float, str]]:
    """Return the sums of a clause that it calls the most: there it alone says of what they are."""
    clause = case.reading.clause_text(case.reading.token_at(amount.start))
    return set(_given(pieces(clause, case.lang), capped=True))


def _handed_over(amount: Amount, case: Case) -> set[tuple[float, str]]:
    """Return the sum if its sentence says what somebody will do, and those that its clause calls the most."""
    mine = case.reading.sentence_of[case.reading.token_at(amount.start)]
    will = any(case.reading.sentence_of[c.first] == mine for c in case.commitments)
    return {(amount.value, amount.currency)} if will else _capped(amount, case)


def _on_card(bench: Bench) -> set[tuple[float, str]]:
    """Return every sum that the card names."""
    texts = (getattr(entry.text, bench.lang) or "" for entry in bench.scenario.facts.card)
    named = (one for text in texts for piece in pieces(text, bench.lang) for one in piece.named)
    return {(one.value, one.currency) for one in named}


def _said(amount: Amount, case: Case) -> bool:
    """Say whether the writer means a sum: neither denied nor quoted."""
    first = case.reading.token_at(amount.start)
    last = max(first, case.reading.token_before(amount.end))
    return case.reading.affirmed(Hit("amount", "", first, last))


def _of_sentence(amount: Amount, case: Case) -> set[str]:
    """Return the offers that the sentence of a sum names."""
    reading = case.reading
    mine = reading.sentence_of[reading.token_at(amount.start)]
    here = (hit for hit in reading.find_kind("offer") if reading.sentence_of[hit.first] == mine)
    return {hit.ref.partition(".")[2] for hit in here}


def _figures(offer: Offer, currency: str) -> list[float]:
    return [part[currency] for part in (offer.max, offer.fixed) if currency in part]


def _joint(figures: Sequence[float]) -> set[float]:
    """Return what two figures make together."""
    return {one + two for one, two in combinations(figures, 2)}
