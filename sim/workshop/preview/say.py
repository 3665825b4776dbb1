"""Owns the words for what an edit changed, for faults, and for why a branch was taken.

Never decides any of it. Texts from the file are data: `printable` keeps them from steering a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from sim.locale import translator
from sim.model.when import Band, When
from sim.play.conditions import EVERY, Part
from sim.report.printable import printable
from sim.report.words import N_, quoted
from sim.workshop.graph.whens import Whens
from sim.workshop.preview.explain import Way, Why
from sim.workshop.preview.session import Change

if TYPE_CHECKING:
    from sim.model.language import Lang
    from sim.model.problems import Problem
    from sim.model.rubric import Rubric
    from sim.model.scenario import Scenario

INSTEAD: Mapping[str, str] = {
    "puzzled": N_("The script did not decide: the reply was not understood, and the customer stays here."),
    "red_line": N_("The script did not decide: a red line was crossed, and that ends the conversation."),
    "left": N_("The script did not decide: the customer's patience is used up, and that ends it."),
    "complaint": N_(
        "The script did not decide: somebody in charge had been asked for, and this reply was not enough."
    ),
    "none": N_("No branch holds; so the conversation ends unresolved."),
}
"""What decided in the script's place, as `Why.instead` has it."""

Row = tuple[int, str, str]
"""How far a line is set in, the sign before it (`>` taken, `+` held, `-` not, `!` note), its words."""


def change_words(change: Change, rubric: Rubric, lang: Lang) -> str:
    """Return one sentence on what an edit changed."""
    _ = translator(lang)
    forms = {
        "leads": _("Reply {number} now leads to `{now}` instead of `{was}`."),
        "level": _("Reply {number}: {dimension} is {now} instead of {was}."),
        "wait": _("Reply {number} waits until an earlier one leads there again."),
        "resumed": _("Reply {number} is given again."),
    }
    if change.kind == "wait" and change.last > change.number:
        forms["wait"] = _("Replies {number} to {last} wait until an earlier one leads there again.")
    if change.kind == "resumed" and change.last > change.number:
        forms["resumed"] = _("Replies {number} to {last} are given again.")
    level = change.kind == "level"
    name = rubric.section(change.dimension).name.get(lang) if change.dimension else ""
    return forms[change.kind].format(
        number=change.number,
        last=change.last,
        now=printable(change.now) or (_("not scored") if level else ""),
        was=printable(change.was) or (_("not scored") if level else ""),
        dimension=printable(name),
    )


def fault_place(problem: Problem) -> str:
    """Return where a fault is, with the name of the file alone: `complaint-01.yaml:12:3`."""
    name = printable(PurePath(problem.file).name)
    return f"{name}:{problem.line}:{problem.column}" if problem.line else name


def fault_words(problem: Problem, lang: str, *, whole: bool = True) -> str:
    """Return a fault with its place, whether it is an error, and its code; `whole` adds how to mend it."""
    _ = translator(lang)
    kind = _("warning") if problem.severity == "warning" else _("error")
    told = problem.reason(lang) if whole else problem.said(lang)
    return f"{fault_place(problem)}: {kind} {problem.code} {printable(told)}"


def fault_counts(problems: Iterable[Problem], lang: str) -> str:
    """Return how many errors and warnings there are; nothing where there are none."""
    _ = translator(lang)
    found = tuple(problems)
    errors = sum(p.severity == "error" for p in found)
    warnings = len(found) - errors
    counts = (
        (errors, _("1 error") if errors == 1 else _("{n} errors")),
        (warnings, _("1 warning") if warnings == 1 else _("{n} warnings")),
    )
    return _(", ").join(words.format(n=n) for n, words in counts if n)


def heading(why: Why, lang: str) -> str:
    """Return what came of a reply in one line."""
    _ = translator(lang)
    form = _("Reply {n} at `{turn}`, quality {quality}: on to `{went}`")
    if why.taken and not why.instead:
        form = _("Reply {n} at `{turn}`, quality {quality}: branch {branch}, on to `{went}`")
    return form.format(
        n=why.turn_no,
        turn=printable(why.turn),
        quality=_figure(why.quality),
        went=printable(why.went),
        branch=why.taken.number if why.taken else "",
    )


class WhySaid:
    """Says why a branch was taken, in the language and with the names of one scenario."""

    def __init__(self, scenario: Scenario, rubric: Rubric, lang: Lang) -> None:
        """Hold what gives names."""
        self._whens = Whens(scenario, lang, rubric)
        self._points = {k.id: k.label.get(lang) for k in scenario.key_points}
        self._scenario, self._lang, self._ = scenario, lang, translator(lang)

    def branches(self, why: Why) -> Iterator[Row]:
        """Yield every branch of the turn with its condition, part by part."""
        _ = self._
        if why.instead:
            yield 0, "!", _(INSTEAD[why.instead])
        if why.supervisor:
            yield (
                0,
                "!",
                _("The customer asks for somebody in charge as well: heat or trust has crossed its line."),
            )
        for trigger in why.triggers:
            form = _("The trigger `{id}` adds a line before the next message.")
            yield 0, "!", form.format(id=printable(trigger))
        rest = _("every reply that no branch above took: held")
        yield from self._ways(why.ways, rest, followed=not why.instead)
        if any(isinstance(p.wanted, Band) and p.name != "quality" for way in why.ways for p in way.parts):
            yield 0, "", _("Heat, trust, patience and resolution are those before this reply.")

    def wordings(self, why: Why) -> Iterator[Row]:
        """Yield every wording of the message that followed; nothing where there was no choice."""
        return self._ways(why.wordings, self._("whenever no wording above fits: held"), followed=True)

    def _ways(self, ways: Sequence[Way], rest: str, *, followed: bool) -> Iterator[Row]:
        _ = self._
        for way in ways:
            if way.taken and followed:
                sign, form = ">", _("{number}. `{to}`: taken")
            elif way.holds:
                sign = "+"
                form = _("{number}. `{to}`: holds too, but the first that holds is taken")
                if not followed:
                    form = _("{number}. `{to}`: holds")
            else:
                sign, form = "-", _("{number}. `{to}`: does not hold")
            yield 0, sign, form.format(number=way.number, to=printable(way.to))
            for part in way.parts:
                yield 1, "+" if part.holds else "-", self.part(part)
            if not way.parts:
                yield 1, "+", rest

    def part(self, part: Part) -> str:
        """Return one part of a condition with the figure or the names it was held against."""
        _ = self._
        words = printable(self._whens.say(When.model_validate({part.name: part.wanted})))
        value = self._value(part)
        if part.holds:
            form = _("{condition}: {value}, held") if value else _("{condition}: held")
        else:
            form = _("{condition}: {value}, not held") if value else _("{condition}: not held")
        return form.format(condition=words, value=value)

    def _value(self, part: Part) -> str:
        """Return the figure; of several names those that decided it."""
        _ = self._
        if part.value is not None:
            return _figure(part.value)
        if isinstance(part.wanted, Band) or len(part.wanted) < 2:
            return ""
        if part.name in EVERY and not part.holds:
            return _("lacking {names}").format(names=self._names(part, part.found, lacking=True))
        if part.name not in EVERY and part.found:
            return _("found {names}").format(names=self._names(part, part.found, lacking=False))
        return ""

    def _names(self, part: Part, found: tuple[str, ...], *, lacking: bool) -> str:
        wanted = part.wanted if isinstance(part.wanted, tuple) else ()
        names = (one for one in wanted if (one in found) != lacking)
        return self._(", ").join(quoted(printable(self._name(part.name, one)), self._lang) for one in names)

    def _name(self, part: str, one: str) -> str:
        """Return what the condition's own words call a key point or a fact; a code stays a code."""
        if part in ("met", "not_met"):
            return self._points.get(one) or one
        return one if part in ("any", "none") else self._scenario.facts.label(one, self._lang)


def _figure(value: float) -> str:
    """Return a figure so exactly that it can be compared with its bound."""
    return f"{round(value, 2):g}"
