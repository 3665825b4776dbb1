"""General wording: evidence without an indicator's name, own, linked, harmless, and never spoken of."""

from __future__ import annotations

import pytest
import scoring_kit as kit

from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.rubric import Section
from sim.model.score import GENERAL_CODES, SURE, Explanation, Finding
from sim.scoring import ladder, sentences

ACT: dict[Lang, str] = {
    "en": "I've moved you to tomorrow, 8 to 12, and I'll watch the van myself.",
    "zh": "我已经给您改到明天上午8点到12点，我全程盯着车。",
}
ANYWHERE: dict[Lang, str] = {
    "en": "We take this very seriously and will put our heart into it.",
    "zh": "我们一直把客户放在心上，会用心做好每一件事。",
}
INSULT: dict[Lang, str] = {"en": "Stop whining, you idiot.", "zh": "别再烦了，你这个蠢货。"}


def general(told: Explanation) -> list[Finding]:
    """Return the general findings of a reply."""
    return [f for f in told.findings if f.code in GENERAL_CODES]


def read(reply: str, lang: Lang) -> list[Finding]:
    """Return the general findings of a first reply to complaint-01."""
    return general(kit.score(reply, lang, exemplars=False))


@pytest.mark.parametrize("lang", LANGS)
def test_a_linked_sentence_counts_in_each_dimension_by_its_own_words(lang: Lang) -> None:
    """Each finding quotes the sentence, names its link, and stands for no more than the sheet says."""
    found = read(ACT[lang], lang)
    assert {f.code for f in found} == GENERAL_CODES
    for finding in found:
        assert finding.dimension is not None
        assert finding.link.startswith("offer.")
        assert ACT[lang].startswith(finding.quote)
        assert 0 < finding.points <= kit.rubric().section(finding.dimension).general


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_link_in_the_sentence_nothing_counts(lang: Lang) -> None:
    """Warm words for anybody are worth nothing, and no more beside a sentence about the case."""
    assert read(ANYWHERE[lang], lang) == []
    assert read(f"{ANYWHERE[lang]} {ACT[lang]}", lang) != []
    assert all(f.quote not in ANYWHERE[lang] for f in read(f"{ACT[lang]} {ANYWHERE[lang]}", lang))


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_said_again_counts_once(lang: Lang) -> None:
    """A sentence said twice is worth what it is worth once."""
    once, twice = read(ACT[lang], lang), read(f"{ACT[lang]} {ACT[lang]}", lang)
    assert [(f.code, f.strength) for f in twice] == [(f.code, f.strength) for f in once]


@pytest.mark.parametrize("lang", LANGS)
def test_certain_harm_voids_its_sentence(lang: Lang) -> None:
    """An insult behind a comma leaves nothing; in a sentence of its own it leaves the other one."""
    joined = ACT[lang].rstrip(".。") + ("，" if lang == "zh" else ", ") + INSULT[lang]
    assert read(joined, lang) == []
    assert read(f"{ACT[lang]} {INSULT[lang]}", lang) != []


@pytest.mark.parametrize("lang", LANGS)
def test_nobody_is_told_that_it_was_found(lang: Lang) -> None:
    """It is a trace; where it carries a level alone, the level says so in words, without a code."""
    told = kit.score(ACT[lang], lang, exemplars=False)
    assert not any(f.code in GENERAL_CODES for f in told.shown)
    assert not GENERAL_CODES & told.codes()
    finding = general(told)[0]
    assert finding.dimension is not None
    why = sentences.why_level(finding.dimension, 2, [finding], None, [], kit.rubric(), lang)
    assert finding.code not in why
    assert ("wording as a whole" if lang == "en" else "整体措辞") in why


@pytest.mark.parametrize("name", [name for name, *_ in kit.strong() if name.startswith("opening")])
def test_it_adds_up_to_its_most(name: str) -> None:
    """Sentences add up, but no length of talk climbs by itself."""
    (lang, reply) = next((lang, text) for n, lang, _, text in kit.strong() if n == name)
    found = read(reply, lang)
    strengths, beyond = ladder.strengths(found), False
    for code in GENERAL_CODES:
        total = sum(f.strength for f in found if f.code == code)
        most = ladder.MOST_GENERAL[code]
        assert strengths[code] == pytest.approx(min(most, total), abs=0.01)
        beyond = beyond or total > most
    assert beyond


@pytest.mark.parametrize("lang", LANGS)
def test_a_long_sentence_is_read_clause_by_clause(lang: Lang) -> None:
    """Without stops a reply has general findings in several places, and none covers the whole of it."""
    reply = next(text for n, spoken, _, text in kit.strong() if n.startswith("opening") and spoken == lang)
    flat = reply.translate(dict.fromkeys(map(ord, ".!?;:。！？；："), " ")).strip()
    places = {f.span for f in read(flat, lang)}
    assert len(places) > 1
    assert all(end - start < len(flat) / 2 for start, end in places)


@pytest.mark.parametrize("name", ["service", "collections", "zhijian"])
def test_no_one_behaviour_reaches_level_4(name: str) -> None:
    """Whatever an indicator and the wording are worth: 4 takes two behaviours, and two are enough for it."""
    for section in Library().rubric(name).value.sections:
        dear = tuple(i.model_copy(update={"points": 99.0}) for i in section.indicators)
        rich = Section.model_construct(**{**dict(section), "indicators": dear})
        alone = Section.model_construct(**{**dict(section), "indicators": dear[:1]})
        first, second, *_ = (i.id for i in dear)
        general = dict.fromkeys(GENERAL_CODES, 9.0)
        assert ladder.climb(rich, {first: 1.0, second: SURE / 2, **general}) == 3
        assert ladder.climb(rich, {first: 1.0, second: SURE, **general}) == 4
        assert ladder.climb(alone, {first: 1.0}) == 4
