"""Owns the run of a rubric's own examples: `counts` must be found and weigh, `not_counts` must not count.

Never changes a rubric and never prints. General wording counts only where a
case gives it a link, so the examples are scored in a case: the one given, or
one made of what the rubric's own good replies name (`rubric_case`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from sim.content.files import read_text
from sim.content.packs import bundled_folder, yaml_files
from sim.content.parse import rubric_of, rubric_tree
from sim.content.problems import Problems, spell
from sim.content.reader import Tree
from sim.content.rubric_case import case_of
from sim.content.rubric_verdicts import KINDS, Example, ExampleRun, Kind, Named, Verdict
from sim.model.language import Lang, Phrases
from sim.model.rubric import Deduction, Indicator, Rubric
from sim.model.scenario import Scenario
from sim.model.turns import Gives
from sim.scoring import Context, Engine
from sim.scoring.message import TURN

if TYPE_CHECKING:
    from sim.content.problems import Path

EVERYTHING: tuple[Gives, ...] = get_args(Gives)
"""The customer gives every opportunity: an example is held against its code, not against a turn."""

DEFAULT = "service"
"""The sheet that came with the program and that most others build on."""


def run_examples(rubric: Rubric, text: str, file: str, scenario: Scenario | None = None) -> ExampleRun:
    """Run the examples of a rubric that was read from `text`; `file` is how problems name it.

    Without a scenario a code without `say` is skipped. With one, its `not_counts` examples run in that
    case: they must not count whatever it knows. The others keep the case that they name themselves.
    Of a rubric that is based on another run the codes whose wording it changes.
    """
    tree = rubric_tree(text, Problems(file))
    verdicts: list[Verdict] = []
    by_facts: list[Verdict] = []
    skipped: dict[str, None] = {}
    for lang in rubric.languages:
        judge = _Judge(rubric, lang, None)
        there = _Judge(rubric, lang, scenario) if scenario else judge
        for path, code in coded(rubric):
            if tree.base and not _reworded(path, tree):
                continue
            worded = bool(code.say.get(lang))
            if not worded:
                skipped[code.id] = None
            for kind in KINDS:
                if worded or (scenario is not None and kind == "not_counts"):
                    found = [
                        (judge if worded else there).verdict(e)
                        for e in _examples(code, kind, lang, path, tree)
                    ]
                    verdicts += found
                    by_facts += [] if worded else found
    order = {code.id: n for n, (_, code) in enumerate(coded(rubric))}
    verdicts.sort(key=lambda v: (order[v.example.code], v.example.place))
    known = _known(text, [v for v in verdicts if v.amiss and not v.fault], None)
    known |= _known(text, [v for v in by_facts if v.fault], scenario)
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
            self._context = Context(turn=TURN, gives=EVERYTHING, heat=scenario.customer.heat, alone=True)
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
