"""Owns the run of a rubric's own examples: `counts` must be found and weigh, `not_counts` must not count.

Never changes a rubric and never prints. General wording counts only where a
case gives it a link, so the examples are scored in a case: the one given, or
one made of what the rubric's own good replies name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from sim.content.files import read_text
from sim.content.packs import bundled_folder, yaml_files
from sim.content.parse import rubric_of, rubric_tree
from sim.content.problems import N_, Place, Problems, spell
from sim.content.reader import Tree
from sim.model.known import Impact
from sim.model.language import Lang, Phrases
from sim.model.problems import Problem
from sim.model.rubric import Deduction, Indicator, Rubric
from sim.model.saying import Saying
from sim.model.scenario import Scenario
from sim.model.score import SURE, SURE_HARM
from sim.model.turns import Gives
from sim.scoring import Context, Engine
from sim.scoring.message import TURN, content, scenario_of
from sim.text import PhraseBook, words_of
from sim.text import read as read_reply
from sim.text.tokens import key_of

if TYPE_CHECKING:
    from sim.content.problems import Path
    from sim.text import Reading

Kind = Literal["counts", "not_counts"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Named = tuple[str, Lang, str]
EVERYTHING: tuple[Gives, ...] = get_args(Gives)
"""The customer gives every opportunity: an example is held against its code, not against a turn."""


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


DEFAULT = "service"
"""The sheet that came with the program and that most others build on."""

LACKING: dict[Lang, tuple[str, ...]] = {"en": ("no {}", "without {}"), "zh": ("没{}", "没有{}")}
"""Ways to say that something is lacking; a case's own facts list them too ("no fridge")."""


def run_examples(rubric: Rubric, text: str, file: str, scenario: Scenario | None = None) -> ExampleRun:
    """Run the examples of a rubric that was read from `text`; `file` is how problems name it.

    Without a scenario a code without `say` is skipped. With one, its
    `not_counts` examples run too: they must not count whatever the case knows.
    Of a rubric that is based on another run the codes whose wording it changes.
    """
    tree = rubric_tree(text, Problems(file))
    verdicts: list[Verdict] = []
    skipped: dict[str, None] = {}
    for lang in rubric.languages:
        judge = _Judge(rubric, lang, scenario)
        for path, code in coded(rubric):
            if tree.base and not _reworded(path, tree):
                continue
            worded = bool(code.say.get(lang))
            if not worded:
                skipped[code.id] = None
            for kind in KINDS:
                if worded or (scenario is not None and kind == "not_counts"):
                    examples = _examples(code, kind, lang, path, tree)
                    verdicts.extend(judge.verdict(e) for e in examples)
    order = {code.id: n for n, (_, code) in enumerate(coded(rubric))}
    verdicts.sort(key=lambda v: (order[v.example.code], v.example.place))
    known = _known(text, [v for v in verdicts if v.amiss and not v.fault], scenario)
    return ExampleRun(file, rubric, tuple(verdicts), tuple(skipped), known)


def _known(text: str, amiss: Sequence[Verdict], scenario: Scenario | None) -> frozenset[Named]:
    """Return the examples of which a sheet that came with the program says what is said of them here."""
    found: set[Named] = set()
    wanted = {v.example.named for v in amiss}
    for bundled_text, bundled in _bundled():
        if bundled_text == text:
            return frozenset(wanted)
        if wanted <= found:
            break
        for lang in bundled.languages:
            ours = _all_of(bundled, lang)
            both = [v for v in amiss if v.example.named in ours - found]
            if both:
                judge = _Judge(bundled, lang, scenario)
                found.update(v.example.named for v in both if judge.verdict(v.example).alike(v))
    return frozenset(found)


def _bundled() -> Iterator[tuple[str, Rubric]]:
    """Yield the sheets that came with the program, first the one that the others build on."""
    for path in sorted(yaml_files(bundled_folder("rubrics")), key=lambda p: p.stem != DEFAULT):
        problems = Problems(str(path))
        text = read_text(path, problems)
        yield text, rubric_of(text, problems)


def _all_of(rubric: Rubric, lang: Lang) -> set[Named]:
    """Return the examples of a sheet in one language."""
    return {
        (code.id, lang, text)
        for _, code in coded(rubric)
        for phrases in (code.counts, code.not_counts)
        for text in phrases.get(lang)
    }


WORDING = ("say", "needs", "counts", "not_counts")
"""What of a code decides whether its examples hold."""


def _reworded(path: Path, tree: Tree) -> bool:
    """Say whether a rubric that is based on another gives wording of its own for the code at `path`."""
    return ("families",) in tree.keys or any((*path, name) in tree.keys for name in WORDING)


def coded(rubric: Rubric) -> Iterator[tuple[Path, Indicator | Deduction]]:
    """Yield every indicator and deduction with its path in the file."""
    for n, section in enumerate(rubric.sections):
        for m, indicator in enumerate(section.indicators):
            yield ("sections", n, "indicators", m), indicator
    for n, deduction in enumerate(rubric.deductions):
        yield ("deductions", n), deduction


def _examples(code: Indicator | Deduction, kind: Kind, lang: Lang, path: Path, tree: Tree) -> list[Example]:
    found = []
    phrases = code.counts if kind == "counts" else code.not_counts
    for number, text in enumerate(phrases.get(lang)):
        whole: Path = (*path, kind, lang, number)
        base = tree.base if (*path, kind) not in tree.keys else ""
        named: Path = (path[-2], code.id, kind, lang, number) if tree.base else whole
        found.append(Example(code.id, kind, lang, text, tree.value_at(whole), spell(named), base))
    return found


class _Judge:
    """Decides for one language whether a code is found in an example."""

    def __init__(self, rubric: Rubric, lang: Lang, scenario: Scenario | None) -> None:
        if scenario is None:
            scenario = case_of(rubric, lang)
            self._context = Context(turn=TURN, gives=EVERYTHING, heat=scenario.customer.heat)
        else:
            turn = scenario.turns[0]
            self._context = Context(
                turn=turn.id,
                gives=EVERYTHING,
                raises=turn.raises,
                impacts=turn.impacts,
                customer=(turn.says[0].text.get(lang),),
                heat=scenario.customer.heat,
            )
        self._engine = Engine(scenario, rubric, lang)
        self._scoring = Engine(scenario, _without_examples(rubric), lang)

    def verdict(self, example: Example) -> Verdict:
        """Hold one example against what phrases and checks find; for `counts` other ways count too.

        A good example is found as well where its wording stands without a link,
        or where the engine reads it so.
        """
        case, _ = self._engine.read(example.text, self._context)
        rule = next((f.rule for f in case.findings if f.code == example.code), "")
        reads = ""
        if not rule:
            scored = self._engine.score(example.text, self._context)
            reads = next((f.rule for f in scored.findings if f.code == example.code and f.sure), "")
        if example.kind == "not_counts":
            return Verdict(example, bool(rule), rule, reads)
        said = (h for h in case.reading.find(f"rubric.{example.code}") if case.reading.affirmed(h))
        rule = rule or reads or next((f"phrase:{h.phrase}" for h in said), "")
        strength, told = self._strength(example) if rule else (0.0, True)
        return Verdict(example, bool(rule), rule, strength=strength, told=told)

    def _strength(self, example: Example) -> tuple[float, bool]:
        """Return how strong the code is in an example that somebody sends, and whether it is told of.

        The sheet that scores holds no examples: in one that does, each would be a copy.
        """
        scored = self._scoring.score(example.text, self._context)
        mine = [f for f in scored.findings if f.code == example.code]
        return max((f.strength for f in mine), default=0.0), any(f.sure for f in mine)


def _without_examples(rubric: Rubric) -> Rubric:
    """Return a sheet without the examples of its codes."""
    none = Phrases()
    sections = tuple(
        section.model_copy(
            update={"indicators": tuple(i.model_copy(update={"counts": none}) for i in section.indicators)}
        )
        for section in rubric.sections
    )
    deductions = tuple(d.model_copy(update={"counts": none}) for d in rubric.deductions)
    return rubric.model_copy(update={"sections": sections, "deductions": deductions})


def case_of(rubric: Rubric, lang: Lang) -> Scenario:
    """Return the case that a rubric's own good replies speak of: what they name is what happened.

    Good replies are the `counts` of indicators and the `not_counts` of
    deductions. Words of the rubric's phrases are left out: they are general,
    and a look-alike must not be tied to a case by its own set phrase.
    """
    general = PhraseBook((("general", phrase) for phrase in _wording(rubric, lang)), lang)
    common = {key_of(word) for phrase in _wording(rubric, lang) for word in words_of(phrase)}
    good = [t for s in rubric.sections for i in s.indicators for t in i.counts.get(lang)]
    good += [t for d in rubric.deductions for t in d.not_counts.get(lang)]
    named: set[str] = set()
    for text in good:
        reading = read_reply(text, general)
        named.update(w for w in content(" ".join(_uncovered(reading)), lang) if key_of(w) not in common)
    words = sorted(named)
    said = Phrases.model_validate(
        {lang: [*words, *(form.format(w) for w in words for form in LACKING[lang])]}
    )
    case = scenario_of(" ".join(words), lang)
    impacts = {"named": Impact(label=case.about, say=said)}
    return case.model_copy(
        update={"facts": case.facts.model_copy(update={"impacts": impacts, "incident": said})}
    )


def _wording(rubric: Rubric, lang: Lang) -> Iterator[str]:
    """Yield every phrase of a rubric, those of its families too."""
    for _, code in coded(rubric):
        yield from code.say.get(lang)
    for family in rubric.families.values():
        yield from family.get(lang)


def _uncovered(reading: Reading) -> Iterable[str]:
    """Return the words of a reading that no phrase of the rubric holds."""
    covered = {i for hits in reading.hits.values() for h in hits for i in range(h.first, h.last + 1)}
    return (t.raw for i, t in enumerate(reading.tokens) if i not in covered)
