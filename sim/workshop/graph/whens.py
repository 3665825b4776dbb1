"""Owns a condition in plain words of the trainer's language.

Never decides whether it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce

from sim.locale import translator
from sim.model.events import VARIABLES
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.when import Band, When
from sim.report.names import name_of
from sim.report.words import N_, quoted, variable_name

ALL = {
    "met": (N_("{what} is settled"), N_("all of {what} are settled")),
    "not_met": (N_("{what} is not settled"), N_("none of {what} is settled")),
    "said": (N_("this reply says {what}"), N_("this reply says all of {what}")),
    "said_any": (N_("this reply says {what}"), N_("this reply says one of {what}")),
    "told": (N_("{what} was told"), N_("all of {what} were told")),
    "not_told": (N_("{what} was not told"), N_("none of {what} was told")),
    "asked": (N_("this reply asks {what}"), N_("this reply asks all of {what}")),
    "any": (N_("this reply shows {what}"), N_("this reply shows one of {what}")),
    "none": (N_("this reply does not show {what}"), N_("this reply shows none of {what}")),
    "promised": (
        N_("{what} was promised beyond authority"),
        N_("one of {what} was promised beyond authority"),
    ),
}
"""Part of a condition, in the order of `When` -> how it reads with one name, and with several."""

BANDS = (
    N_("{name} below {high}"),
    N_("{name} at least {low}"),
    N_("{name} from {low} to below {high}"),
)

QUALITY = N_("quality of the reply")
"""Called so wherever a reply's quality is named."""


class Whens:
    """Says conditions of one scenario; `rubric` gives codes their names, without it they stand bare."""

    def __init__(self, scenario: Scenario, lang: Lang, rubric: Rubric | None = None) -> None:
        """Hold what gives names."""
        self._scenario, self._lang, self._rubric = scenario, lang, rubric
        self._points = {k.id: k.label.get(lang) for k in scenario.key_points}
        self._ = translator(lang)

    def say(self, when: When) -> str:
        """Return the condition in words; nothing for one that always holds."""
        form = self._("{first} and {second}")
        parts = list(self._parts(when))
        return reduce(lambda first, second: form.format(first=first, second=second), parts) if parts else ""

    def _parts(self, when: When) -> Iterator[str]:
        for part, forms in ALL.items():
            names = list(map(self._namer(part), getattr(when, part)))
            if names:
                form = forms[0] if len(names) == 1 else forms[1]
                yield self._(form).format(what=self._list(names))
        if when.quality is not None:
            yield from self._band(self._(QUALITY), when.quality)
        for variable in VARIABLES:
            band: Band | None = getattr(when, variable)
            if band is not None:
                yield from self._band(variable_name(variable, self._lang).lower(), band)

    def _list(self, names: Iterable[str]) -> str:
        return self._(", ").join(quoted(name, self._lang) for name in names)

    def _band(self, name: str, band: Band) -> Iterator[str]:
        below, least, both = map(self._, BANDS)
        if band.below is not None and band.at_least is not None:
            yield both.format(name=name, low=band.at_least, high=band.below)
        elif band.below is not None:
            yield below.format(name=name, high=band.below)
        elif band.at_least is not None:
            yield least.format(name=name, low=band.at_least)

    def _namer(self, part: str) -> Callable[[str], str]:
        if part in ("met", "not_met"):
            return lambda name: self._points.get(name) or name
        if part in ("any", "none"):
            return self._code
        return self._promise if part == "promised" else self._fact

    def _fact(self, ref: str) -> str:
        return self._scenario.facts.label(ref, self._lang)

    def _promise(self, key: str) -> str:
        """Return the label of a forbidden act or of an offer that was exceeded."""
        kind = "forbidden" if key in self._scenario.facts.forbidden else "offer"
        ref = f"{kind}.{key}"
        said = self._fact(ref)
        return key if said == ref else said

    def _code(self, code: str) -> str:
        name = name_of(code, self._rubric, self._lang) if self._rubric else ""
        return self._("{code} ({name})").format(code=code, name=name) if name else code
