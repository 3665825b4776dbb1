"""Owns the check of a scenario's names against each other: facts, issues, key points, ids, weights.

Never follows the conversation (`sim.content.branches`) and never runs the engine.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.content.marks import LOOKS_LIKE_CODE, Marks
from sim.content.problems import N_, Path, nearest
from sim.model.saying import Saying
from sim.model.scenario import Scenario
from sim.model.when import When

NO_FACT = N_('"{name}" is no fact of this scenario')
"""What is said of a name that stands in no table of the facts."""

TELLABLE = ("incident", "cause", "card", "impact", "offer", "limit", "person")
"""Kinds of facts that the engine finds stated in a reply; the others it finds as deductions or questions."""

FALSE, ASKED_AGAIN = "X26", "X11"
"""Codes of a false claim, and of asking for what is known (`domain.md` 2.4)."""

NEVER_SAID = N_('"{name}" never counts as said or told; write `{instead}`')
NEVER_SAID_BUT_PROMISED = N_(
    '"{name}" never counts as said or told; write `{instead}`, or `any: [X07]` for this reply alone'
)
"""What is said where a condition waits for a deduction or a question as if it were a statement."""


def check_references(scenario: Scenario, marks: Marks) -> None:
    """Report what bears a wrong name or points at nothing."""
    _ids(scenario, marks)
    marks.hundred(N_("key points"), 20, ("key_points",), (k.weight for k in scenario.key_points))
    _References(scenario, marks).check()


def _ids(scenario: Scenario, marks: Marks) -> None:
    targets = [(("turns", n, "id"), t.id) for n, t in enumerate(scenario.turns)]
    targets += [(("endings", n, "id"), e.id) for n, e in enumerate(scenario.endings)]
    marks.unique(N_("turn and ending"), targets)
    marks.unique(
        N_("key point"), [(("key_points", n, "id"), k.id) for n, k in enumerate(scenario.key_points)]
    )
    marks.unique(N_("line"), [(("lines", n, "id"), line.id) for n, line in enumerate(scenario.lines)])
    marks.unique(N_("trigger"), [(("triggers", n, "id"), t.id) for n, t in enumerate(scenario.triggers)])
    marks.unique(
        N_("card entry"), [(("facts", "card", n, "id"), c.id) for n, c in enumerate(scenario.facts.card)]
    )
    for n, turn in enumerate(scenario.turns):
        marks.unique(
            N_("variant of a turn"), [(("turns", n, "says", m, "id"), v.id) for m, v in enumerate(turn.says)]
        )


class _References:
    """The names a scenario has, and every place that uses one."""

    def __init__(self, scenario: Scenario, marks: Marks) -> None:
        self._scenario, self._marks = scenario, marks
        self._facts = scenario.facts.references_known()
        self._tellable = {f for f in self._facts if f.partition(".")[0] in TELLABLE}
        # A promise is over authority by a forbidden act or by an offer beyond its maximum.
        self._promises = (*scenario.facts.forbidden, *scenario.facts.offers)
        self._points = frozenset(k.id for k in scenario.key_points)

    def check(self) -> None:
        """Report every use of a name that is not there."""
        scenario = self._scenario
        self._facts_at(("find_out",), scenario.find_out, ("ask",))
        for name, issue in scenario.facts.issues.items():
            self._facts_at(("facts", "issues", name, "met_by"), issue.met_by)
        for n, point in enumerate(scenario.key_points):
            for m, group in enumerate(point.needs):
                for k, name in enumerate(group):
                    self._fact_or_code(("key_points", n, "needs", m, k), name)
        for n, turn in enumerate(scenario.turns):
            path: Path = ("turns", n)
            for m, name in enumerate(turn.raises):
                self._issue((*path, "raises", m), name)
            self._keys_at((*path, "impacts"), turn.impacts or (), scenario.facts.impacts, N_("impact"))
            self._keys_at((*path, "breaks"), turn.breaks, self._promises, N_("forbidden act or offer"))
            self._keys_at((*path, "keeps"), turn.keeps, scenario.facts.offers, N_("offer"))
            for m, variant in enumerate(turn.says):
                self._when((*path, "says", m, "when"), variant.when)
            for m, branch in enumerate(turn.then):
                self._when((*path, "then", m, "when"), branch.when)
        for n, line in enumerate(scenario.lines):
            self._keys_at(("lines", n, "turns"), line.turns, [t.id for t in scenario.turns], N_("turn"))
        for n, trigger in enumerate(scenario.triggers):
            self._when(("triggers", n, "when"), trigger.when)
            self._keys_at(
                ("triggers", n, "before"), trigger.before, [t.id for t in scenario.turns], N_("turn")
            )

    def _when(self, path: Path, when: When) -> None:
        for part, points in (("met", when.met), ("not_met", when.not_met)):
            for n, name in enumerate(points):
                if name not in self._points:
                    self._marks.say(
                        21,
                        (*path, part, n),
                        N_('there is no key point "{name}"'),
                        values={"name": name},
                        hint=nearest(name, self._points),
                        allowed=_some(self._points),
                    )
        for part, refs in (
            ("said", when.said),
            ("said_any", when.said_any),
            ("told", when.told),
            ("not_told", when.not_told),
        ):
            self._told_at((*path, part), refs, "none" if part == "not_told" else "any")
        self._facts_at((*path, "asked"), when.asked, ("ask",))
        self._keys_at((*path, "promised"), when.promised, self._promises, N_("forbidden act or offer"))
        for part, codes in (("any", when.any), ("none", when.none)):
            for n, name in enumerate(codes):
                self._marks.code((*path, part, n), name)

    def _told_at(self, path: Path, names: Iterable[str], part: str) -> None:
        """Report facts that no reply can be found to state, and what to wait for instead of each.

        `part` is the part of a condition that waits for codes as this one waits for facts.
        """
        for n, name in enumerate(names):
            if name in self._tellable:
                continue
            instead = self._instead(name, part) if name in self._facts else ""
            never = NEVER_SAID_BUT_PROMISED if instead.startswith("promised") else NEVER_SAID
            self._marks.say(
                13,
                (*path, n),
                never if instead else NO_FACT,
                values={"name": name, "instead": instead},
                hint=() if instead else _near_fact(name, self._tellable),
                allowed=_some(self._tellable),
            )

    def _instead(self, name: str, part: str) -> str:
        """Return the condition that holds when a reply does what a deduction or a question names."""
        kind, _, key = name.partition(".")
        if kind == "ask":
            return f"asked: [{name}]"
        if kind == "forbidden":
            code = self._scenario.facts.forbidden[key].code
            return f"promised: [{key}]" if (code, part) == ("X07", "any") else f"{part}: [{code}]"
        return f"{part}: [{FALSE if kind == 'false' else ASKED_AGAIN}]"

    def _facts_at(self, path: Path, names: Iterable[str], kinds: tuple[str, ...] = ()) -> None:
        """Report names at `path` that are no fact, or no fact of the kinds that count there."""
        known = {f for f in self._facts if not kinds or f.partition(".")[0] in kinds}
        for n, name in enumerate(names):
            if name not in known:
                what = ", ".join(f"{kind}.…" for kind in kinds)
                self._marks.say(
                    13,
                    (*path, n),
                    N_('"{name}" is no {what} of this scenario') if what else NO_FACT,
                    values={"name": name, "what": what},
                    hint=_near_fact(name, known),
                    allowed=_some(known),
                )

    def _keys_at(self, path: Path, names: Iterable[str], known: Iterable[str], what: str) -> None:
        """Report names that are not keys of one table; there they stand without their kind in front.

        `what` says what the keys are, marked `N_`.
        """
        known = tuple(known)
        for n, name in enumerate(names):
            if name not in known:
                key = name.partition(".")[2]
                hint = (key,) if key in known else nearest(name, known)
                self._marks.say(
                    13,
                    (*path, n),
                    N_('there is no {what} "{name}"'),
                    values={"what": Saying(what), "name": name},
                    hint=hint,
                    allowed=_some(known),
                )

    def _fact_or_code(self, path: Path, name: str) -> None:
        if LOOKS_LIKE_CODE.fullmatch(name):
            self._marks.code(path, name)
        elif name not in self._facts:
            self._marks.say(
                13,
                path,
                NO_FACT,
                values={"name": name},
                hint=_near_fact(name, self._facts),
                allowed=_some(self._facts),
            )

    def _issue(self, path: Path, name: str) -> None:
        issues = self._scenario.facts.issues
        if name not in issues:
            self._marks.say(
                22,
                path,
                N_('there is no issue "{name}"'),
                values={"name": name},
                hint=nearest(name, issues),
                allowed=_some(issues),
            )


def _near_fact(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the fact meant: the one with this key when its kind was left out, else the nearest."""
    known = sorted(known)
    same_key = tuple(f for f in known if f.partition(".")[2] == name)
    return same_key[:1] or nearest(name, known)


def _some(names: Iterable[str], most: int = 30) -> str:
    """Return names for a message, cut where nobody would read on."""
    ordered = sorted(set(names))
    return ", ".join(ordered[:most]) + (" …" if len(ordered) > most else "")
