"""Owns what came of a rubric's own examples: which of them hold, and the problem where one does not.

Never runs one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sim.content.problems import N_, Place
from sim.model.language import Lang
from sim.model.problems import Problem
from sim.model.rubric import Rubric
from sim.model.saying import Saying
from sim.model.score import SURE, SURE_HARM

Kind = Literal["counts", "not_counts"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Named = tuple[str, Lang, str]


@dataclass(frozen=True)
class Example:
    """One example of a rubric, with the line and column (from 1) where it stands.

    `base` is the rubric in which it stands, where the file says nothing of it.
    """

    code: str
    kind: Kind
    lang: Lang
    text: str
    place: Place
    path: str
    base: str = ""

    @property
    def named(self) -> Named:
        """Code, language and text, by which the same example is known in another sheet."""
        return self.code, self.lang, self.text


@dataclass(frozen=True)
class Verdict:
    """Whether the code of an example was found in it, and by which rule or phrase.

    `reads` holds what the engine's own reading of sentences says of a near miss
    that no phrase and no check finds: no fault of the file. `strength` is what
    scoring gives the code in a good example; `told`, whether it is spoken of then.
    """

    example: Example
    found: bool
    rule: str
    reads: str = ""
    strength: float = 1.0
    told: bool = True

    @property
    def holds(self) -> bool:
        """Say whether the example is what its heading says."""
        return self.found == (self.example.kind == "counts")

    @property
    def weak(self) -> bool:
        """Say whether a good example is seen, and yet too weak for a trainee to be told of it."""
        return self.example.kind == "counts" and self.found and not self.told

    @property
    def fault(self) -> bool:
        """Say whether the file is wrong: a near miss counts."""
        return self.found and not self.holds

    @property
    def amiss(self) -> bool:
        """Say whether there is anything to tell of the example."""
        return not self.holds or bool(self.reads) or self.weak

    def alike(self, other: Verdict) -> bool:
        """Say whether the same is told of the same example in another sheet."""
        return (self.found, self.weak, bool(self.reads)) == (other.found, other.weak, bool(other.reads))


@dataclass(frozen=True)
class ExampleRun:
    """What came of every example of one file.

    `skipped` are the codes without wording of their own, which only the facts
    of a case can show; their examples did not run, or only those of
    `not_counts` where a scenario was given. `known` are examples of which
    the sheets that came with the program say the same: nobody else can mend them.
    """

    file: str
    rubric: Rubric
    verdicts: tuple[Verdict, ...]
    skipped: tuple[str, ...]
    known: frozenset[Named] = frozenset()

    def held(self, code: str, kind: Kind) -> tuple[int, int]:
        """Return how many examples of a code hold, and how many ran."""
        ran = [v for v in self.verdicts if v.example.code == code and v.example.kind == kind]
        return sum(v.holds for v in ran), len(ran)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code with an example that ran, in the order of the file."""
        return tuple(dict.fromkeys(v.example.code for v in self.verdicts))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every example that does not hold: an error where it counts and must not, else a warning.

        A near miss that only reads like its code is a warning too: no phrase of the file can mend it; and
        so is a good example that is found and weighs too little. What is `known` is none.
        """
        return tuple(self._problem(v) for v in self.verdicts if v.amiss and v.example.named not in self.known)

    def known_codes(self, *, weak: bool) -> tuple[str, ...]:
        """Return the code of each known example, of those that are too weak or of the others."""
        known = [v for v in self.verdicts if v.example.named in self.known]
        return tuple(v.example.code for v in known if v.amiss and v.weak == weak)

    def _problem(self, verdict: Verdict) -> Problem:
        example = verdict.example
        if verdict.weak:
            wrong = _too_weak(verdict)
        elif verdict.reads:
            form = N_('this not_counts example reads like one that counts ({rule}): "{text}"')
        elif verdict.found:
            form = N_('this not_counts example counts by {rule}: "{text}"')
        else:
            form = N_('this counts example is not found: "{text}"')
        if not verdict.weak:
            wrong = Saying.of(form, rule=verdict.reads or verdict.rule, text=example.text)
        if example.base:
            form = N_('{wrong}; it stands in the sheet "{base}" and counts until you write your own')
            wrong = Saying.of(form, wrong=wrong, base=example.base)
        return Problem(
            file=self.file,
            line=example.place[0],
            column=example.place[1],
            code=example.code,
            message=str(wrong),
            template=wrong.template,
            values=wrong.values,
            path=example.path,
            severity="error" if verdict.fault else "warning",
        )


def _too_weak(verdict: Verdict) -> Saying:
    """Return what is said of a good example that is found, and of which no trainee would be told."""
    example = verdict.example
    least = SURE_HARM if example.code.startswith("X") else SURE
    form = N_(
        "this counts example is found by {rule}, but weighs too little: {strength} when it is scored, and "
        '{code} is told of from {least}; "{text}"'
    )
    values = {"strength": f"{verdict.strength:.2f}", "least": f"{least:.2f}", "code": example.code}
    return Saying.of(form, rule=verdict.rule, text=example.text, **values)
