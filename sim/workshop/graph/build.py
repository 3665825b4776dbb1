"""Owns the steps from a scenario to its graph: nodes, branches, and what is said of them in words."""

from __future__ import annotations

from collections.abc import Iterator

from sim.locale import translator
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.turns import Ending, Turn
from sim.model.when import When
from sim.report.printable import printable
from sim.report.words import ENDINGS, N_, STAGES, label
from sim.workshop.graph.counts import Counts
from sim.workshop.graph.model import Edge, Graph, Node, Wording
from sim.workshop.graph.whens import Whens

ANYWHERE = {
    "complaint": N_("After asking for somebody in charge, the customer gets another weak reply."),
    "left": N_("The customer's patience is used up."),
    "red_line": N_("A reply crosses a red line: an insult, a threat, a breach."),
}
"""Endings that any turn can come to, and when (`sim.play.answer`)."""

ORDER = N_("Branches are tried in the order of their numbers; the first whose condition holds is taken.")
STAYS = N_("After a reply that the customer cannot understand, the conversation stays at its turn.")
UNREACHED = N_("No branch leads here.")
TWICE = N_("This id stands twice; branches lead to the first.")
NO_REST = N_("No branch takes every other reply; the conversation then ends as not resolved.")
MISSING = N_("Missing: there is no turn and no ending of this name.")
RARE = 0.01
"""One per cent: less is not rounded to none, and as little missing not to all."""
NEVER_VISITED = N_("No attempt came here.")


def build_graph(
    scenario: Scenario, lang: Lang, rubric: Rubric | None = None, counts: Counts | None = None
) -> Graph:
    """Return the picture of a scenario, words in `lang`; with `counts` it says what attempts did.

    `rubric` gives codes their names; without it they stand bare.
    """
    return _Builder(scenario, lang, rubric, counts).graph()


class _Builder:
    """One scenario on its way to a graph."""

    def __init__(self, scenario: Scenario, lang: Lang, rubric: Rubric | None, counts: Counts | None) -> None:
        """Give every node its key: `t0` the first turn, `e0` the first ending, `m0` what is missing."""
        self._scenario, self._lang, self._counts = scenario, lang, counts
        self._ = translator(lang)
        self._whens = Whens(scenario, lang, rubric)
        self._keys: dict[str, str] = {}
        for n, turn in enumerate(scenario.turns):
            self._keys.setdefault(turn.id, f"t{n}")
        for n, ending in enumerate(scenario.endings):
            self._keys.setdefault(ending.id, f"e{n}")
        gone = dict.fromkeys(b.go for t in scenario.turns for b in t.then if b.go not in self._keys)
        self._missing = {name: f"m{n}" for n, name in enumerate(gone)}

    def graph(self) -> Graph:
        """Return the graph."""
        scenario = self._scenario
        edges = tuple(self._edges())
        led = {e.target for e in edges if not e.never} | {"t0"}
        turns = [self._turn(n, t, f"t{n}" in led) for n, t in enumerate(scenario.turns)]
        endings = [self._ending(n, e, led, edges) for n, e in enumerate(scenario.endings)]
        missing = [
            Node(key, "missing", printable(name), notes=(self._(MISSING),))
            for name, key in self._missing.items()
        ]
        _ = self._
        summary = _("Turns: {turns}; branches: {branches}; endings: {endings}.").format(
            turns=len(turns), branches=len(edges), endings=len(endings)
        )
        return Graph(
            id=scenario.id,
            version=scenario.version,
            title=self._text(scenario.title.get(self._lang)),
            lang=self._lang,
            nodes=(*turns, *endings, *missing),
            edges=edges,
            summary=summary,
            legend=(_(ORDER), _(STAYS)),
            counted=tuple(self._counted()),
        )

    def _text(self, text: str) -> str:
        return printable(text)

    def _edges(self) -> Iterator[Edge]:
        counts = self._counts
        for n, turn in enumerate(self._scenario.turns):
            free = False
            for number, branch in enumerate(turn.then, start=1):
                counted = counts is not None and self._keys[turn.id] == f"t{n}"
                yield Edge(
                    source=f"t{n}",
                    target=self._keys.get(branch.go) or self._missing[branch.go],
                    number=number,
                    words=self._text(self._whens.say(branch.when)),
                    never=free,
                    attempts=counts.taken.get((turn.id, number), 0) if counts and counted else None,
                    share=counts.share(turn.id, number) if counts and counted else None,
                )
                free = free or branch.when == When()

    def _turn(self, n: int, turn: Turn, led: bool) -> Node:
        first = self._keys[turn.id] == f"t{n}"
        came = self._counts.ways.came.get(turn.id, 0) if self._counts and first else None
        notes = [TWICE] if not first else [] if led else [UNREACHED]
        if not any(b.when == When() for b in turn.then):
            notes.append(NO_REST)
        said = [self._(note) for note in notes]
        if came is not None and self._counts is not None:
            said.append(self._came(came))
            cut = self._counts.cut.get(turn.id, 0)
            if cut:
                share = percent(cut / self._counts.left[turn.id])
                form = self._("Ended here, whatever the branches say: {n} ({share}).")
                said.append(form.format(n=cut, share=share))
        return Node(
            key=f"t{n}",
            kind="turn",
            id=printable(turn.id),
            about=label(STAGES, turn.stage, self._lang),
            label=self._text(turn.speaker.get(self._lang)) if turn.speaker else "",
            wordings=tuple(
                Wording(
                    printable(v.id),
                    self._text(self._whens.say(v.when)),
                    self._text(v.text.get(self._lang)),
                )
                for v in turn.says
            ),
            notes=tuple(said),
            stage=turn.stage,
            attempts=came,
        )

    def _came(self, count: int) -> str:
        if not count:
            return self._(NEVER_VISITED)
        return self._("Attempts that came here: {n}.").format(n=count)

    def _ending(self, n: int, ending: Ending, led: set[str], edges: tuple[Edge, ...]) -> Node:
        key, notes = f"e{n}", []
        anywhere = ending.kind in ANYWHERE and self._chosen(ending.kind) is ending
        if self._keys[ending.id] != key:
            notes.append(self._(TWICE))
        elif anywhere:
            notes.append(self._(ANYWHERE[ending.kind]))
        elif key not in led:
            notes.append(self._(UNREACHED))
        came = None
        if self._counts is not None and self._keys[ending.id] == key:
            by_branch = sum(e.attempts or 0 for e in edges if e.target == key)
            came = by_branch + self._counts.ended.get(ending.id, 0)
            notes.append(self._came(came))
        return Node(
            key=key,
            kind="ending",
            id=printable(ending.id),
            about=label(ENDINGS, ending.kind, self._lang),
            label=self._text(ending.label.get(self._lang)),
            wordings=(Wording("", "", self._text(ending.says.get(self._lang))),),
            notes=tuple(notes),
            apart=anywhere and not any(e.target == key for e in edges),
            attempts=came,
        )

    def _chosen(self, kind: str) -> Ending:
        """Return the ending that play comes to when it looks for one of a kind that is there."""
        endings = self._scenario.endings
        of_kind = next(e for e in endings if e.kind == kind)
        return next((e for e in endings if e.id == kind), of_kind)

    def _counted(self) -> Iterator[str]:
        """Yield what was counted and what was not, in whole sentences."""
        if self._counts is None:
            return
        _, ways = self._, self._counts.ways
        if not ways.attempts:
            yield _("No attempt at this scenario is stored yet.")
        else:
            yield _("Attempts counted: {n}; drills and exams that still run are left out.").format(
                n=ways.attempts
            )
        if ways.again:
            form = _("Of these, {n} tried a reply of an earlier attempt again; only what is new counts.")
            yield form.format(n=ways.again)
        if ways.other_text:
            form = _("Of these, {n} were on another version of the text; they count where it is the same.")
            yield form.format(n=ways.other_text)
        if self._counts.lost:
            form = _("{n} times a branch was taken that this text does not have.")
            yield form.format(n=self._counts.lost)
        if ways.unread:
            yield _("Attempts that could not be read: {n}.").format(n=ways.unread)


def percent(share: float) -> str:
    """Return a share as whole per cent, and never 0 or 100 for what is not none or all."""
    if 0 < share < RARE:
        return "<1%"
    if 1 - RARE < share < 1:
        return ">99%"
    return f"{share:.0%}"


def branch_words(edge: Edge, lang: str) -> str:
    """Return a branch's condition as it is shown: with `if`, or that it takes every (other) reply."""
    _ = translator(lang)
    rest = _("every reply") if edge.number == 1 else _("every other reply")
    shown = _("if {condition}").format(condition=edge.words) if edge.words else rest
    return _("{words} (never taken)").format(words=shown) if edge.never else shown


def count_words(edge: Edge, lang: str) -> str:
    """Return how many attempts took a branch and their share; nothing where none are counted."""
    if edge.attempts is None or edge.share is None:
        return ""
    _ = translator(lang)
    if not edge.attempts:
        return _("nobody")
    return _("{n} ({share})").format(n=edge.attempts, share=percent(edge.share))
