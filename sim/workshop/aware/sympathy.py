"""Owns SC112: sympathy that fits any case stays a formula.

A phrase of the case that names no more than a feeling ("worried", 让您失望) ties every such sentence to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.content.marks import Marks
from sim.content.problems import N_
from sim.model.language import Lang
from sim.model.score import Explanation
from sim.text import read
from sim.workshop.aware.bench import Bench
from sim.workshop.aware.exemplars import MOST_WEAK
from sim.workshop.aware.places import phrase_at
from sim.workshop.aware.words import quote

SYMPATHY: dict[Lang, tuple[str, ...]] = {
    "en": (
        "I completely understand your frustration, you must be upset.",
        "I can see why you're annoyed and I'm sorry about that.",
        "I understand that you're worried, anyone would be.",
        "I know you're angry, and I'm sorry that you feel this way.",
        "I can see how disappointing and stressful this is for you.",
        "I'm so sorry for letting you down, this should never happen.",
        "Your feelings are valid, and it must be very frustrating.",
    ),
    "zh": (
        "非常理解您的心情，您肯定很着急。",
        "您生气我完全理解，抱歉给您添麻烦了。",
        "我明白您很担心，换谁都会这样。",
        "让您失望了，真的非常对不起。",
        "让您窝火了，抱歉，这种事不该发生。",
        "您受委屈了，我特别理解您难受的感受。",
        "抱歉让您久等了，给您带来不好的体验。",
    ),
}
"""Sentences of sympathy that name nothing of any case (`domain.md` 2.2: formula only is level 1)."""


def check_sympathy(bench: Bench, marks: Marks) -> None:
    """Report the phrases of the case by which a sentence that fits any case earns a level in empathy."""
    known: set[str] = set()
    for text in SYMPATHY[bench.lang]:
        found = bench.engine.score(text, bench.anywhere)
        if (found.levels["empathy"] or 0) <= MOST_WEAK:
            continue
        for ref, phrase in _ties(text, found, bench):
            if phrase not in known:
                marks.say(
                    112,
                    phrase_at(marks.tree, bench.scenario, ref, bench.lang, phrase),
                    N_(
                        '"{phrase}" fits any case: by it {quote} earns level {level} in empathy; let it '
                        "name what happened"
                    ),
                    values={"phrase": phrase, "quote": quote(text), "level": found.levels["empathy"] or 0},
                    warning=True,
                )
            known.add(phrase)


def _ties(text: str, found: Explanation, bench: Bench) -> Iterator[tuple[str, str]]:
    """Yield reference and wording of each phrase that ties evidence of empathy in a sentence to the case."""
    reading = read(text, bench.engine.book)
    links = dict.fromkeys(f.link for f in found.findings if f.code.startswith("E"))
    for ref in links:
        for hit in reading.find(ref):
            yield ref, hit.phrase
