"""Scoring law 1: evidence or nothing. Every level is proved, and a bent proof is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import scoring_kit as kit

from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, Cap, Dimension, Explanation, Finding
from sim.scoring import Refuted, ladder, verify

pytestmark = pytest.mark.usefixtures("quick_verify")

Bend = Callable[[str, Explanation], Explanation]


def accept(reply: str, explanation: Explanation, lang: Lang, turn: str = "opening") -> None:
    """Verify an explanation of a reply to a turn."""
    verify(reply, explanation, kit.scenario(), kit.rubric(), kit.context(lang, turn))


@pytest.mark.parametrize(
    ("lang", "turn", "reply"), [pytest.param(*rest, id=name) for name, *rest in kit.material()]
)
def test_every_explanation_is_accepted(lang: Lang, turn: str, reply: str) -> None:
    """What the engine says of anchors, near misses and rated replies stands up to the recheck."""
    accept(reply, kit.score(reply, lang, turn), lang, turn)


@pytest.mark.parametrize("lang", LANGS)
def test_verify_needs_no_engine_of_mine(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    """The recheck builds everything anew from scenario and rubric."""
    monkeypatch.undo()
    accept(kit.anchor(9, lang), kit.score(kit.anchor(9, lang), lang), lang)


@pytest.mark.parametrize(
    ("lang", "turn", "reply"), [pytest.param(*rest, id=name) for name, *rest in kit.material()]
)
def test_findings_quote_the_reply(lang: Lang, turn: str, reply: str) -> None:
    """Every span holds its quote, every finding has a reason, and every carrier is of its dimension."""
    found = kit.score(reply, lang, turn)
    for finding in found.findings:
        start, end = finding.span
        assert 0 <= start < end <= len(reply)
        assert reply[start:end] == finding.quote
        assert finding.why
    for dimension, carried in found.carriers.items():
        assert {found.findings[i].dimension for i in carried} <= {dimension}
        assert not any(found.findings[i].code.startswith("X") for i in carried)


@pytest.mark.parametrize(
    ("lang", "turn", "reply"), [pytest.param(*rest, id=name) for name, *rest in kit.material()]
)
def test_dropping_a_carrying_finding_lowers_the_level(lang: Lang, turn: str, reply: str) -> None:
    """The carriers are minimal: without any one of them the ladder ends lower."""
    found = kit.score(reply, lang, turn)
    for dimension in DIMENSIONS:
        reached = found.levels[dimension]
        section = kit.rubric().section(dimension)
        codes = {found.findings[i].code for i in found.carriers.get(dimension, ())}
        if reached:
            assert ladder.climb(section, codes) >= reached
        for code in codes:
            assert ladder.climb(section, codes - {code}) < (reached or 0), (dimension, code)


def blanked(reply: str, lang: Lang, turn: str, dimension: Dimension) -> str:
    """Return the reply with every span of evidence for a dimension made blank."""
    bare = list(reply)
    for finding in kit.score(reply, lang, turn).findings:
        if finding.dimension == dimension and not finding.code.startswith("X"):
            bare[slice(*finding.span)] = " " * (finding.span[1] - finding.span[0])
    return "".join(bare)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_without_its_evidence_a_dimension_stays_at_one(dimension: Dimension, lang: Lang) -> None:
    """An explanation lists all evidence: blanking what it lists leaves at most level 1."""
    left: dict[str, tuple[int, list[str]]] = {}
    for name, spoken, turn, reply in kit.material():
        if spoken == lang and (kit.score(reply, lang, turn).levels[dimension] or 0) >= 2:
            found = kit.score(blanked(reply, lang, turn, dimension), lang, turn)
            if (found.levels[dimension] or 0) > 1:
                places = [f"{f.code} {f.quote}" for f in found.findings if f.dimension == dimension]
                left[name] = (found.levels[dimension] or 0, places)
    assert left == {}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_a_reply_without_evidence_stays_at_one(dimension: Dimension, lang: Lang) -> None:
    """Blanked again and again until nothing is found, every reply ends at level 1 at most."""
    for name, spoken, turn, reply in kit.material():
        if spoken != lang or (kit.score(reply, lang, turn).levels[dimension] or 0) < 2:
            continue
        text = reply
        while (after := blanked(text, lang, turn, dimension)) != text:
            text = after
        assert (kit.score(text, lang, turn).levels[dimension] or 0) <= 1, (name, text)


def evidence(explanation: Explanation) -> int:
    """Return the index of the first finding that is evidence with a link."""
    return next(i for i, f in enumerate(explanation.findings) if f.link and not f.code.startswith("X"))


def change(explanation: Explanation, index: int, **changes: object) -> Explanation:
    """Return the explanation with one finding changed."""
    findings = list(explanation.findings)
    findings[index] = findings[index].model_copy(update=changes)
    return explanation.model_copy(update={"findings": tuple(findings)})


def without(explanation: Explanation, index: int) -> Explanation:
    """Return the explanation without one finding, its carriers counted anew."""
    findings = tuple(f for i, f in enumerate(explanation.findings) if i != index)
    carriers = {
        d: tuple(i - (i > index) for i in carried if i != index)
        for d, carried in explanation.carriers.items()
    }
    return explanation.model_copy(update={"findings": findings, "carriers": carriers})


def moved(reply: str, e: Explanation) -> Explanation:
    """Move a span by one character; the quote follows."""
    start, end = e.findings[evidence(e)].span
    span = (start + 1, end + 1) if end < len(reply) else (start - 1, end - 1)
    return change(e, evidence(e), span=span, quote=reply[slice(*span)])


def moved_only(reply: str, e: Explanation) -> Explanation:
    """Move a span and leave the quote."""
    start, end = e.findings[evidence(e)].span
    return change(e, evidence(e), span=(start, end - 1))


def outside(reply: str, e: Explanation) -> Explanation:
    """Let a span end behind the reply."""
    return change(e, evidence(e), span=(len(reply), len(reply) + 3), quote="")


def swapped_code(reply: str, e: Explanation) -> Explanation:
    """Call one indicator another."""
    code = e.findings[evidence(e)].code
    return change(e, evidence(e), code={"E": "E9", "R": "R10", "A": "A13"}[code[0]])


def unknown_code(reply: str, e: Explanation) -> Explanation:
    """Name a code that the rubric does not have."""
    return change(e, evidence(e), code="E99")


def swapped_link(reply: str, e: Explanation) -> Explanation:
    """Tie evidence to another fact."""
    link = e.findings[evidence(e)].link
    return change(e, evidence(e), link="impact.newborn" if link != "impact.newborn" else "impact.no_fridge")


def swapped_rule(reply: str, e: Explanation) -> Explanation:
    """Say that another rule was met."""
    return change(e, evidence(e), rule="check:nothing")


def swapped_dimension(reply: str, e: Explanation) -> Explanation:
    """Count evidence for another dimension."""
    mine = e.findings[evidence(e)].dimension
    return change(e, evidence(e), dimension=next(d for d in DIMENSIONS if d != mine))


def added(reply: str, e: Explanation) -> Explanation:
    """Add a finding over true words of the reply."""
    extra = Finding(
        code="E9", dimension="empathy", span=(0, 3), quote=reply[:3], rule="check:care", link="act", points=1
    )
    return e.model_copy(update={"findings": (*e.findings, extra)})


def dropped_carrier(reply: str, e: Explanation) -> Explanation:
    """Leave a carrying finding out."""
    return without(e, next(carried[0] for carried in e.carriers.values() if carried))


def dropped_surplus(reply: str, e: Explanation) -> Explanation:
    """Leave a finding out that carries nothing."""
    carrying = {i for carried in e.carriers.values() for i in carried}
    return without(e, next(i for i in range(len(e.findings)) if i not in carrying))


def raised(reply: str, e: Explanation) -> Explanation:
    """Claim one level more where there is one."""
    dimension = next(d for d in DIMENSIONS if (e.levels[d] or 0) < 4)
    return e.model_copy(update={"levels": {**e.levels, dimension: (e.levels[dimension] or 0) + 1}})


def lowered(reply: str, e: Explanation) -> Explanation:
    """Claim one level less."""
    dimension = next(d for d in DIMENSIONS if (e.levels[d] or 0) > 0)
    return e.model_copy(update={"levels": {**e.levels, dimension: (e.levels[dimension] or 0) - 1}})


def unscored(reply: str, e: Explanation) -> Explanation:
    """Claim that a scored dimension was not scored."""
    return e.model_copy(update={"levels": {**e.levels, "empathy": None}})


def no_carriers(reply: str, e: Explanation) -> Explanation:
    """Claim levels that nothing carries."""
    return e.model_copy(update={"carriers": {}})


def all_carriers(reply: str, e: Explanation) -> Explanation:
    """Let everything carry, surplus too."""
    carriers = {
        d: tuple(i for i, f in enumerate(e.findings) if f.dimension == d and not f.code.startswith("X"))
        for d in DIMENSIONS
    }
    return e.model_copy(update={"carriers": carriers})


def added_cap(reply: str, e: Explanation) -> Explanation:
    """Claim a cap that no anti-pattern puts on."""
    return e.model_copy(update={"caps": (*e.caps, Cap(code="X05", dimension="assurance", limit=2, why="-"))})


def added_flag(reply: str, e: Explanation) -> Explanation:
    """Claim gaming where there is none."""
    return e.model_copy(update={"flags": (*e.flags, "word_list"), "flag_reasons": (*e.flag_reasons, "-")})


def changed_cap(reply: str, e: Explanation) -> Explanation:
    """Loosen a cap."""
    loose = e.caps[0].model_copy(update={"limit": e.caps[0].limit + 1})
    return e.model_copy(update={"caps": (loose, *e.caps[1:])})


def no_caps(reply: str, e: Explanation) -> Explanation:
    """Leave the caps out."""
    return e.model_copy(update={"caps": ()})


GOOD: tuple[Bend, ...] = (
    moved,
    moved_only,
    outside,
    swapped_code,
    unknown_code,
    swapped_link,
    swapped_rule,
    swapped_dimension,
    added,
    dropped_carrier,
    dropped_surplus,
    lowered,
    unscored,
    no_carriers,
    all_carriers,
    added_cap,
    added_flag,
)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("number", [7, 9, 10])
@pytest.mark.parametrize("bend", GOOD, ids=lambda b: b.__name__)
def test_a_bent_proof_is_refused(bend: Bend, number: int, lang: Lang) -> None:
    """An explanation that differs from what the reply shows is refused, in whatever way it was bent."""
    reply = kit.anchor(number, lang)
    bent = bend(reply, kit.score(reply, lang))
    with pytest.raises(Refuted):
        accept(reply, bent, lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("number", [1, 2, 5, 8])
@pytest.mark.parametrize("bend", [raised, changed_cap, no_caps], ids=lambda b: b.__name__)
def test_a_loosened_cap_is_refused(bend: Bend, number: int, lang: Lang) -> None:
    """An explanation that raises a level or loosens a cap is refused."""
    reply = kit.anchor(number, lang)
    bent = bend(reply, kit.score(reply, lang))
    with pytest.raises(Refuted):
        accept(reply, bent, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_flag_left_out_is_refused(lang: Lang) -> None:
    """An explanation that hides its gaming flag is refused."""
    reply = kit.anchor(12, lang)
    hidden = kit.score(reply, lang).model_copy(update={"flags": (), "flag_reasons": ()})
    with pytest.raises(Refuted):
        accept(reply, hidden, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_red_line_left_out_is_refused(lang: Lang) -> None:
    """A red line is a verdict of its own: an explanation that hides it is refused."""
    reply = {"en": "You are an idiot. Username.", "zh": "你是不是傻，滚。"}[lang]
    found = kit.score(reply, lang)
    assert found.red_lines == ("X16",)
    with pytest.raises(Refuted):
        accept(reply, found.model_copy(update={"red_lines": ()}), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_another_reply_is_no_proof(lang: Lang) -> None:
    """The explanation of one reply does not prove another."""
    with pytest.raises(Refuted):
        accept(kit.anchor(6, lang), kit.score(kit.anchor(9, lang), lang), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_the_context_is_part_of_the_proof(lang: Lang) -> None:
    """An explanation holds in its context only: what was said before would have made the reply a copy."""
    reply = kit.anchor(9, lang)
    found = kit.score(reply, lang)
    with pytest.raises(Refuted):
        verify(reply, found, kit.scenario(), kit.rubric(), kit.context(lang, own=(reply,)))
