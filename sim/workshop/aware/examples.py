"""Owns SC104 and SC105: the example sentences of a key point meet it, and its near misses do not.

Every sentence is scored as a reply that may use each opportunity. Changes no key point.
"""

from __future__ import annotations

from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.model.saying import Saying
from sim.model.scenario import KeyPoint
from sim.model.score import Explanation
from sim.scoring.key_points import HOSTILE
from sim.workshop.aware.bench import Bench
from sim.workshop.aware.places import item_at
from sim.workshop.aware.words import behaviour_of, flags_of, label_of, listed, name_of, quote


def check_examples(bench: Bench, marks: Marks) -> None:
    """Report examples of one language that do not meet their key point, and near misses that do."""
    for number, point in enumerate(bench.scenario.key_points):
        for name, phrases, told in (("met_by", point.met_by, _unmet), ("not", point.not_, _met)):
            for at, text in enumerate(phrases.get(bench.lang)):
                wanted = name == "met_by"
                if _likely(point, text, bench) == wanted:
                    continue
                found = bench.engine.score(text, bench.anywhere)
                if (point.id in found.key_points) != wanted:
                    path: Path = ("key_points", number, name)
                    told(point, text, found, bench, marks, item_at(marks.tree, path, bench.lang, at))


def _likely(point: KeyPoint, text: str, bench: Bench) -> bool | None:
    """Say whether a sentence meets a key point by the facts in it; None where behaviours or flags decide.

    Takes half the time of a score.
    """
    if any(ref[:1].isupper() for alternative in point.needs for ref in alternative):
        return None
    case, _ = bench.engine.read(text, bench.anywhere)
    if case.flags:
        return None
    have = {*case.met, *case.asked}
    return any(have.issuperset(alternative) for alternative in point.needs)


def _unmet(point: KeyPoint, text: str, found: Explanation, bench: Bench, marks: Marks, path: Path) -> None:
    if found.flags:
        marks.say(
            104,
            path,
            N_('this example does not meet the key point "{point}": {quote} {reasons}'),
            values={"point": point.id, "quote": quote(text), "reasons": flags_of(found.flags)},
        )
        return
    have = {*found.met, *found.asked, *found.codes()}
    lacking = min(([r for r in alternative if r not in have] for alternative in point.needs), key=len)
    if not lacking:
        harm = next(f for f in found.shown if f.code in HOSTILE)
        marks.say(
            104,
            path,
            N_(
                'this example does not meet the key point "{point}": {quote} reads like {harm}, '
                "and what is said in such a sentence gives the customer nothing"
            ),
            values={
                "point": point.id,
                "quote": quote(harm.quote),
                "harm": behaviour_of(harm.code, bench.rubric),
            },
        )
        return
    seen = [_name(ref, bench) for ref in dict.fromkeys((*found.met, *found.asked))]
    marks.say(
        104,
        path,
        N_(
            'this example does not meet the key point "{point}" ({label}): in {quote} the engine finds '
            "{found}; missing: {lacking}"
        ),
        values={
            "point": point.id,
            "label": name_of(point.label),
            "quote": quote(text),
            "found": listed(seen),
            "lacking": listed(_name(ref, bench) for ref in lacking),
        },
        example=_way_to_say(lacking[0], bench),
    )


def _met(point: KeyPoint, text: str, found: Explanation, bench: Bench, marks: Marks, path: Path) -> None:
    have = {*found.met, *found.asked, *found.codes()}
    met = next(alternative for alternative in point.needs if have.issuperset(alternative))
    seen = []
    for ref in met:
        shown = next((f for f in found.findings if ref in (f.link, f.code)), None)
        name = _name(ref, bench)
        seen.append(
            Saying.of(N_("{behaviour} in {quote}"), behaviour=name, quote=quote(shown.quote))
            if shown
            else name
        )
    marks.say(
        105,
        path,
        N_(
            'this near miss meets the key point "{point}" ({label}): in {quote} the engine finds {found}; '
            "make a phrase of the fact narrower, or move the sentence to `met_by`"
        ),
        values={
            "point": point.id,
            "label": name_of(point.label),
            "quote": quote(text),
            "found": listed(seen),
        },
    )


def _name(ref: str, bench: Bench) -> Saying:
    """Return the name of what a key point needs: a fact, a question or a behaviour."""
    if ref[:1].isupper():
        return behaviour_of(ref, bench.rubric)
    return label_of(ref, bench.scenario)


def _way_to_say(ref: str, bench: Bench) -> str:
    """Return the first phrase of a fact in the language at hand; empty where it has none."""
    return next(iter(dict(bench.scenario.facts.phrases(bench.lang)).get(ref, ())), "")
