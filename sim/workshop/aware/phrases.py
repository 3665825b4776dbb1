"""Owns SC107 and SC108: what must not be said can be noticed, and each phrase is its own fact's.

Reads phrases as a trainee would type them. Changes no phrase.
"""

from __future__ import annotations

from sim.content.marks import Marks
from sim.content.problems import N_
from sim.workshop.aware.bench import Bench
from sim.workshop.aware.places import fact_at, phrase_at
from sim.workshop.aware.plainly import phrase_known, plain_sentence, sentence_for, why_unknown
from sim.workshop.aware.words import label_of, quote

REFUTED = ("forbidden", "false")
"""Kinds of facts that cost a reply something when it states them."""

OWN = ("offer", "limit", "ask")
"""Kinds of facts whose every phrase earns something."""


def check_traps(bench: Bench, marks: Marks) -> None:
    """Report forbidden promises and untrue statements of which the engine notices no phrase."""
    for ref, phrases in bench.scenario.facts.phrases(bench.lang):
        if ref.partition(".")[0] not in REFUTED or not phrases or sentence_for(ref, bench):
            continue
        marks.say(
            107,
            fact_at(ref, bench.scenario),
            N_(
                '"{fact}" ({label}) can be said and nothing happens: even {quote} is not noticed, because '
                "{reason}; write the phrase as a plain affirmative"
            ),
            values={
                "fact": ref,
                "label": label_of(ref, bench.scenario),
                "quote": quote(plain_sentence(ref, phrases[0], bench.lang)),
                "reason": why_unknown(ref, phrases[0], bench),
            },
        )


def check_phrases(bench: Bench, marks: Marks) -> None:
    """Report each phrase of an offer, a limit or a question that the engine does not take for it.

    It is a warning while another phrase of the same fact is taken for it.
    """
    for ref, phrases in bench.scenario.facts.phrases(bench.lang):
        if ref.partition(".")[0] not in OWN:
            continue
        unknown = [phrase for phrase in phrases if not phrase_known(ref, phrase, bench)]
        for phrase in unknown:
            marks.say(
                108,
                phrase_at(marks.tree, bench.scenario, ref, bench.lang, phrase),
                N_('the phrase "{phrase}" of "{fact}" ({label}) is not taken for it: in {quote} {reason}'),
                values={
                    "phrase": phrase,
                    "fact": ref,
                    "label": label_of(ref, bench.scenario),
                    "quote": quote(plain_sentence(ref, phrase, bench.lang)),
                    "reason": why_unknown(ref, phrase, bench),
                },
                warning=len(unknown) < len(phrases),
            )
