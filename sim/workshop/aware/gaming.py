"""Owns SC101: no reply that knows nothing of the case passes or reaches the best ending.

Plays each from the first message to the end.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.model.saying import Saying
from sim.model.score import Explanation, Finding
from sim.play.step import PUZZLING
from sim.text import read
from sim.workshop.aware.bench import Bench
from sim.workshop.aware.exemplars import MOST_WEAK, evidence_of
from sim.workshop.aware.passing import passes
from sim.workshop.aware.places import phrase_at, turn_at
from sim.workshop.aware.plays import Played, Said, played, repeated
from sim.workshop.aware.reach import SOLVED
from sim.workshop.aware.stock import stock_replies
from sim.workshop.aware.words import LANGUAGE, dimension_of, figure, listed, quote


def check_gaming(bench: Bench, marks: Marks) -> None:
    """Report each place at which a stock reply, a gaming text or weak exemplars get through."""
    known: set[Path] = set()
    for play in _plays(bench):
        if play.ended is not None and play.ended.kind == SOLVED:
            path = _branch(play, bench)
            if path not in known:
                _solved(play, path, bench, marks)
            known.add(path)
        elif passes(play.means, play.session.red_lines, bench.rubric):
            path = _phrase(play, bench, marks)
            if path not in known:
                _passed(play, path, bench, marks)
            known.add(path)


def _plays(bench: Bench) -> Iterator[Played]:
    """Yield a play of each reply that shows something, and of one of each kind that shows nothing.

    A reply that the customer cannot answer in substance never moves the conversation on.
    """
    kinds: set[tuple[object, ...]] = set()
    for text in stock_replies(bench):
        if any(flag in PUZZLING for flag in bench.engine.read(text, bench.anywhere)[0].flags):
            continue
        kind = _nothing(bench.engine.score(text, bench.anywhere))
        if kind is None or kind not in kinds:
            yield repeated(bench.exact, text)
        kinds.add(kind or ())
    if bench.playable:
        yield played(bench.exact, lambda turn, _: bench.exemplar(turn, "weak"))


def _nothing(found: Explanation) -> tuple[object, ...] | None:
    """Return what decides the way of a reply that shows nothing, whatever the message gives a chance for.

    None for a reply that shows something.
    """
    if max(level or 0 for level in found.levels.values()) > MOST_WEAK:
        return None
    if found.met or found.asked or found.key_points:
        return None
    return tuple(found.levels.values()), found.codes()


def _solved(play: Played, path: Path, bench: Bench, marks: Marks) -> None:
    point = bench.scenario.key_points[0].id
    marks.say(
        101,
        path,
        N_(
            'one reply to every message, {quote}, reaches the best ending "{ending}" in {language} (replies '
            "needed: {count}); the way to it must ask for what only this case needs"
        ),
        values={
            "quote": quote(play.said[-1].reply),
            "ending": play.ended.ending if play.ended else "",
            "language": LANGUAGE[bench.lang],
            "count": len(play.said),
        },
        example=f"when: {{met: [{point}]}}",
    )


def _passed(play: Played, path: Path, bench: Bench, marks: Marks) -> None:
    figures = [
        Saying.of(N_("{dimension} {figure}"), dimension=dimension_of(d, bench.rubric), figure=figure(mean))
        for d, mean in play.means.items()
        if mean is not None
    ]
    marks.say(
        101,
        path,
        N_(
            "one reply to every message, {quote}, passes in {language} ({figures}); what lifts it: "
            "{evidence}; a phrase of the case is too general"
        ),
        values={
            "quote": quote(play.said[-1].reply),
            "language": LANGUAGE[bench.lang],
            "figures": listed(figures),
            "evidence": evidence_of(_best(play).explanation, bench),
        },
    )


def _branch(play: Played, bench: Bench) -> Path:
    """Return the branch that led to the ending."""
    turn = bench.exact.turn(play.said[-1].turn)
    ending = play.ended.ending if play.ended else ""
    at = next((n for n, branch in enumerate(turn.then) if branch.go == ending), 0)
    return (*turn_at(bench.scenario, turn.id), "then", at)


def _phrase(play: Played, bench: Bench, marks: Marks) -> Path:
    """Return the phrase of the case that lifts the reply most; the first turn where there is none."""
    best = _best(play)
    found = [
        f for f in best.explanation.findings if f.rule.startswith("fact:") and not f.code.startswith("X")
    ]
    finding = max(found, key=_worth, default=None)
    if finding is None:
        return turn_at(bench.scenario, best.turn)
    ref = finding.rule.removeprefix("fact:")
    hits = read(best.reply, bench.engine.book).find(ref)
    phrase = hits[0].phrase if hits else ""
    return phrase_at(marks.tree, bench.scenario, ref, bench.lang, phrase)


def _worth(finding: Finding) -> float:
    return finding.points * finding.strength


def _best(play: Played) -> Said:
    """Return the reply of a play with the highest levels, the first of them."""
    return max(play.said, key=lambda s: sum(level or 0 for level in s.explanation.levels.values()))
