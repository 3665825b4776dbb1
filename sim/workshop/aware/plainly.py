"""Owns saying a fact plainly: a listed phrase as a whole sentence, and whether the engine takes it for it.

Serves the checks of phrases and the search for turns. Reports nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sim.content.problems import N_
from sim.model.language import Lang
from sim.model.saying import Saying
from sim.scoring.context import Case
from sim.text import Hit, Reading, read
from sim.text.phrases import GAP, expand
from sim.workshop.aware.bench import Bench
from sim.workshop.aware.words import label_of

FRAMES: dict[Lang, tuple[str, ...]] = {
    "en": ("{words}.", "I will {words}.", "I promise {words}.", "We can {words}."),
    "zh": ("{words}。", "我{words}。", "我保证{words}。", "我们{words}。"),
}
"""Sentences that say a phrase plainly; the bare one comes first. A phrase may be a verb or a thing."""

QUESTIONS: dict[Lang, tuple[str, ...]] = {
    "en": ("{words}?", "Could you tell me {words}?"),
    "zh": ("{words}？", "请问{words}？"),
}
"""The same for a phrase that asks."""

ASKING = frozenset({"ask", "given"})
"""Kinds of facts whose phrases are questions."""


FILLED: dict[Lang, tuple[str, ...]] = {"en": ("", "happen", "that one"), "zh": ("", "这个", "会")}
"""What is put where a phrase has a gap: nothing, then words that say nothing of their own."""


def sentences(ref: str, phrase: str, lang: Lang) -> Iterator[str]:
    """Yield sentences that say a phrase plainly: each frame, each filling of gaps, each alternative word."""
    asks = ref.partition(".")[0] in ASKING or phrase.endswith(("?", "？"))
    frames = QUESTIONS if asks else FRAMES
    fillings = FILLED[lang] if GAP in phrase else ("",)
    for wording in expand(phrase.rstrip("?？")):
        for filling in fillings:
            words = _GAP.sub(f" {filling} " if lang == "en" and filling else filling or _SPACE[lang], wording)
            for frame in frames[lang]:
                yield frame.format(words=words)


_GAP = re.compile(rf"\s*{GAP}\s*")
_SPACE: dict[Lang, str] = {"en": " ", "zh": ""}


def plain_sentence(ref: str, phrase: str, lang: Lang) -> str:
    """Return the plainest sentence that says a phrase."""
    return next(sentences(ref, phrase, lang))


def phrase_known(ref: str, phrase: str, bench: Bench) -> bool:
    """Say whether the engine takes a phrase, said plainly in one of the ways, for its own fact."""
    if _found(read(plain_sentence(ref, phrase, bench.lang), bench.engine.book), ref):
        return True
    return any(_understood(text, ref, bench) for text in sentences(ref, phrase, bench.lang))


def sentence_for(ref: str, bench: Bench) -> str:
    """Return a plain sentence that the engine takes for a fact; empty where none of its phrases is one."""
    listed = dict(bench.scenario.facts.phrases(bench.lang)).get(ref, ())
    return next(
        (
            text
            for phrase in listed
            for text in sentences(ref, phrase, bench.lang)
            if _understood(text, ref, bench)
        ),
        "",
    )


def why_unknown(ref: str, phrase: str, bench: Bench) -> Saying:
    """Return what the engine sees in a phrase said plainly instead of its fact."""
    reading = read(plain_sentence(ref, phrase, bench.lang), bench.engine.book)
    own = reading.find(ref)
    if not own:
        others = [h for hits in reading.hits.values() for h in hits if "." not in h.ref or _is_fact(h.ref)]
        if not others:
            return Saying(N_("the engine finds no fact in it"))
        return Saying.of(
            N_("the engine takes it for “{other}”"), other=label_of(others[0].ref, bench.scenario)
        )
    given = next((h for h in reading.find_kind("given") if any(_overlap(h, o) for o in own)), None)
    if given is not None and ref.startswith("ask."):
        return Saying.of(
            N_("the engine takes it for asking again for “{other}”"),
            other=label_of(given.ref, bench.scenario),
        )
    if all(reading.negated(h) for h in own):
        return Saying(N_("a word in it turns it into its opposite"))
    if all(h.phrase.endswith(("?", "？")) for h in own) and ref.partition(".")[0] not in ASKING:
        return Saying(N_("a phrase with a question mark holds only in a question"))
    if not any(reading.meant(h) for h in own):
        return Saying(N_("it reads as quoted, reported or only supposed"))
    if ref.partition(".")[0] in ASKING:
        return Saying(N_("it does not read as a question"))
    return Saying(N_("a word in it leaves open whether it holds"))


def _found(reading: Reading, ref: str) -> bool:
    """Say whether a reading alone shows a fact beyond doubt; cheaper than the engine's checks."""
    hits = reading.find(ref)
    if ref.startswith("ask."):
        known = reading.find_kind("given")
        return any(
            reading.meant(h) and reading.sentence(h).question and not any(_overlap(h, k) for k in known)
            for h in hits
        )
    doubted = bool(reading.find("family.hedge", "family.general_time"))
    return not doubted and any(reading.affirmed(h) for h in hits)


def _understood(text: str, ref: str, bench: Bench) -> bool:
    case, _ = bench.engine.read(text, bench.anywhere)
    return _stated(case, ref)


def _stated(case: Case, ref: str) -> bool:
    """Say whether the engine's checks take a fact for stated, asked, or broken."""
    if ref in case.met or ref in case.asked:
        return True
    return any(f.code.startswith("X") and f.link == ref for f in case.findings)


def _overlap(one: Hit, other: Hit) -> bool:
    return one.first <= other.last and other.first <= one.last


def _is_fact(ref: str) -> bool:
    return ref.partition(".")[0] not in ("rubric", "family")
