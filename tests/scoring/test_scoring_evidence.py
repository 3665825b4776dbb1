"""Scoring law 1: evidence or nothing. Every level of every rated reply is proved by findings in the reply."""

from __future__ import annotations

import pytest
import scoring_kit as kit
import scoring_replies as replies
from scoring_replies import Answer

from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, GENERAL_CODES, Dimension, Explanation, Finding
from sim.scoring import Engine, Refuted, ladder, verify
from sim.scoring.heads import Heads, heads

every_reply = pytest.mark.parametrize(
    ("scenario", "lang"), [pytest.param(*key, id="-".join(key)) for key in replies.GROUPS]
)


def accept(answer: Answer, explanation: Explanation) -> None:
    """Verify an explanation of a reply."""
    verify(answer.text, explanation, replies.scenario(answer.scenario), kit.rubric(), replies.context(answer))


def test_no_rated_reply_is_left_out() -> None:
    """The law is tested on all 768 rated replies, on the anchors and on the near misses."""
    names = [a.name for group in replies.answers().values() for a in group]
    assert len(names) == len(set(names))
    assert len(set(replies.GROUPS)) == 24
    assert len(names) == 768 + 2 * len(kit.anchors()) + len(kit.near_misses())


@every_reply
def test_every_explanation_is_accepted(scenario: str, lang: Lang) -> None:
    """What the engine says of a reply stands up to the recheck."""
    refuted: dict[str, str] = {}
    for answer in replies.answers()[scenario, lang]:
        try:
            accept(answer, replies.score(answer))
        except Refuted as error:
            refuted[answer.name] = str(error)
    assert refuted == {}


@every_reply
def test_harm_that_leaves_level_zero_is_named(scenario: str, lang: Lang) -> None:
    """Level 0 of empathy or assurance names the harm, or the flag, that it is owed to."""
    for answer in replies.answers()[scenario, lang]:
        found = replies.score(answer)
        for dimension in ("empathy", "assurance"):
            if found.levels[dimension] == 0 and not found.flags:
                harm = {f.code for f in found.findings if f.code.startswith("X")}
                assert any(code in found.why[dimension] for code in harm), (answer.name, dimension)


@every_reply
def test_findings_quote_the_reply(scenario: str, lang: Lang) -> None:
    """Every span holds its quote; a finding has a reason, a rule, a strength, and is worth its share."""
    for answer in replies.answers()[scenario, lang]:
        found = replies.score(answer)
        for finding in found.findings:
            start, end = finding.span
            where = (answer.name, finding.code, finding.span)
            assert 0 <= start < end <= len(answer.text), where
            assert answer.text[start:end] == finding.quote, where
            assert finding.why, where
            assert finding.rule, where
            assert 0 < finding.strength <= 1, where
            indicator = kit.rubric().indicator(finding.code)
            each = indicator.points if indicator else 0.0
            if finding.code in GENERAL_CODES and finding.dimension is not None:
                each = kit.rubric().section(finding.dimension).general
            worth = each * finding.strength
            assert finding.points == pytest.approx(worth, abs=0.01), where
        assert found.shown == found.findings[: len(found.shown)], answer.name
        proved = {f.code for f in found.findings if f.certain}
        assert {c.code for c in found.caps} <= proved, answer.name


@every_reply
def test_carriers_are_the_clearest_evidence(scenario: str, lang: Lang) -> None:
    """A carrier is evidence for its dimension and the clearest of its code; the others are surplus."""
    for answer in replies.answers()[scenario, lang]:
        found = replies.score(answer)
        for dimension, places in found.carriers.items():
            carried = [found.findings[i] for i in places]
            where = (answer.name, dimension)
            assert {f.dimension for f in carried} <= {dimension}, where
            assert not any(f.code.startswith("X") for f in carried), where
            named = [f for f in carried if f.code not in GENERAL_CODES]
            assert len({f.code for f in named}) == len(named), where
            strongest = ladder.strengths(found.findings)
            assert all(f.strength == strongest[f.code] for f in named), where
            if (found.levels[dimension] or 0) > ladder.WITHOUT:
                assert carried, where
            if found.levels[dimension] is None:
                assert not carried, where


def rebuilt(explanation: Explanation, dimension: Dimension, carried: list[Finding]) -> int:
    """Return the level of a dimension that these findings carry under all that counts against it."""
    lost = ladder.strengths(f for f in explanation.findings if f.code.startswith("X"))
    return ladder.level(
        kit.rubric().section(dimension),
        ladder.strengths(carried),
        lost,
        replies.bounds(explanation),
        kit.rubric(),
        flagged=bool(explanation.flags),
    )


@every_reply
def test_dropping_a_carrying_finding_lowers_the_level(scenario: str, lang: Lang) -> None:
    """The carriers rebuild the level, and they are minimal: without any one of them it ends lower."""
    for answer in replies.answers()[scenario, lang]:
        found = replies.score(answer)
        for dimension in DIMENSIONS:
            reached = found.levels[dimension]
            if reached is None:
                continue
            carried = [found.findings[i] for i in found.carriers[dimension]]
            where = (answer.name, dimension)
            assert rebuilt(found, dimension, carried) == reached, where
            for dropped in carried:
                rest = [f for f in carried if f is not dropped]
                assert rebuilt(found, dimension, rest) < reached, (*where, dropped.code)


def blanked(answer: Answer, dimension: Dimension) -> Answer:
    """Return the reply with every span of evidence for a dimension, and the mark behind it, made blank."""
    bare = list(answer.text)
    for finding in replies.score(answer).findings:
        if finding.dimension == dimension and not finding.code.startswith("X"):
            start, end = finding.span
            while end < len(bare) and bare[end] in ".?!。？！…":
                end += 1
            bare[start:end] = " " * (end - start)
    return Answer(answer.name, answer.scenario, answer.lang, answer.turn, "".join(bare))


NEIGHBOURS = 0.01
"""Share of replies in which blanking one sentence may bring another one's evidence to light.

A sentence may find its link only once the one between is gone; blanked again, it is gone as well (below).
"""


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_without_its_evidence_a_dimension_stays_at_one(dimension: Dimension) -> None:
    """An explanation lists all evidence: blanking what it lists leaves at most level 1."""
    left: dict[str, tuple[int, list[str]]] = {}
    count = 0
    for answer in (a for group in replies.answers().values() for a in group):
        if (replies.score(answer).levels[dimension] or 0) > ladder.WITHOUT:
            count += 1
            found = replies.score(blanked(answer, dimension))
            reached = found.levels[dimension] or 0
            if reached > ladder.WITHOUT:
                mine = (f for f in found.findings if f.dimension == dimension)
                left[answer.name] = (reached, [f"{f.code} {f.strength} {f.span}" for f in mine])
    assert count > 100
    assert len(left) <= NEIGHBOURS * count, left


@every_reply
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_a_reply_without_evidence_stays_at_one(dimension: Dimension, scenario: str, lang: Lang) -> None:
    """Blanked again and again until nothing is found, every reply ends at level 1 at most."""
    for answer in replies.answers()[scenario, lang]:
        if (replies.score(answer).levels[dimension] or 0) <= ladder.WITHOUT:
            continue
        bare = answer
        while (after := blanked(bare, dimension)) != bare:
            bare = after
        assert (replies.score(bare).levels[dimension] or 0) <= ladder.WITHOUT, answer.name


@pytest.mark.parametrize("lang", LANGS)
def test_verify_needs_no_engine_of_mine(lang: Lang) -> None:
    """The recheck compiles its own engine: what an engine with other weights says is refused."""
    own = heads(lang)
    bold = Heads(own.codes, own.start, tuple(2 * s for s in own.scale), (f"{s}\t{r}" for s, r in own.lines()))
    reply, context = kit.anchor(9, lang), kit.context(lang)
    claimed = Engine(kit.scenario(), kit.rubric(), lang, bold).score(reply, context)
    with pytest.raises(Refuted):
        verify(reply, claimed, kit.scenario(), kit.rubric(), context)
    verify(reply, kit.score(reply, lang), kit.scenario(), kit.rubric(), context)


@pytest.mark.parametrize("lang", LANGS)
def test_verify_holds_a_reply_against_the_texts_it_is_given(lang: Lang) -> None:
    """A copy of the files proves the same; a file with the same name and without its facts does not."""
    reply, context = kit.anchor(9, lang), kit.context(lang)
    found, scenario = kit.score(reply, lang), kit.scenario()
    verify(reply, found, scenario.model_copy(deep=True), kit.rubric().model_copy(deep=True), context)
    bare = scenario.model_copy(update={"facts": scenario.facts.model_copy(update={"impacts": {}})})
    with pytest.raises(Refuted):
        verify(reply, found, bare, kit.rubric(), context)
    section, *others = kit.rubric().sections
    harder = kit.rubric().model_copy(
        update={"sections": (section.model_copy(update={"start": section.start - 9}), *others)}
    )
    with pytest.raises(Refuted):
        verify(reply, found, scenario, harder, context)
    verify(reply, found, scenario, kit.rubric(), context)
