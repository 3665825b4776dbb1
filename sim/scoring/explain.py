"""Owns what is said of one reply: the levels its findings reach, what carries and what bounds them.

Does no finding of its own and no arithmetic: findings come with the case, `ladder` adds them up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from sim.model.rubric import Indicator
from sim.model.score import DIMENSIONS, SURE, Cap, Dimension, Explanation, Finding, Missing, Severity
from sim.model.turns import Gives
from sim.scoring import conduct, key_points, ladder, sentences
from sim.scoring.context import Case, to_own_up
from sim.scoring.found import Found
from sim.scoring.questions import opens_with_yes_or_no
from sim.scoring.wording import PROVOKED

VERSION = "base-19"
"""Name of this engine; part of every attempt. Raised whenever a level may change."""

OPPORTUNITY: dict[Dimension, frozenset[Gives]] = {
    "empathy": frozenset({"emotion", "impact", "info_given", "need_unclear", "abuse"}),
    "responsiveness": frozenset({"question", "demand", "time_pressure", "thanks"}),
    "assurance": frozenset({"why", "doubt", "fact_conflict", "abuse", "privacy", "demand", "question"}),
}
"""What a customer's message must give for a dimension to be scored (`domain.md` 3.5).

A question gives assurance an opportunity too: its answer can be wrong.
"""

MOST_MISSING = 2
"""Missing indicators named per dimension: more than two is a list nobody acts on (`domain.md` 5.6 FB6)."""

ANSWERS = ("R1", "R7")
"""Indicators that answer what the customer raised; when one is missing, what was left open is named."""

HEARD = ("E1", "E2", "E3")
"""Signs that somebody upset was heard, the best one first (order of recovery, `domain.md` 3.2)."""

Example = Callable[[str], str]
"""Gives the case's own sentence that shows an indicator, or an empty string."""


def explain(case: Case, example: Example, told: sentences.Told) -> Explanation:
    """Return levels, findings and reasons for a case whose findings are weighed."""
    rubric, lang = case.rubric, case.lang
    one = one_each(case.findings, case.reading.plain.original)
    one.sort(key=lambda f: (not f.sure, f.span, f.code))
    findings = tuple([f.told(told.why(f)) for f in one])
    bounds = ladder.limits(findings, rubric, severities(case))
    caps = tuple(_cap(b.code, b.dimension, b.limit, case) for b in bounds)
    reasons, flagged = list(case.flags.values()), bool(case.flags)
    levels: dict[Dimension, int | None] = {}
    carrying: dict[Dimension, tuple[int, ...]] = {}
    why: dict[Dimension, str] = {}
    wanting: list[Missing] = []
    found = ladder.strengths(findings)
    harm = {code: strength for code, strength in found.items() if code.startswith("X")}
    for dimension in DIMENSIONS:
        section, cost = rubric.section(dimension), ladder.costs(dimension, harm, rubric)
        reached: int | None = ladder.level(section, found, harm, bounds, rubric, flagged=flagged)
        if not OPPORTUNITY[dimension] & set(case.context.gives):
            reached = None
        levels[dimension] = reached
        bare = ladder.level(section, {}, harm, bounds, rubric, flagged=flagged)
        lifted = reached is not None and reached > bare
        carrying[dimension] = ladder.carriers(section, findings, cost, reached) if lifted and reached else ()
        binding = next((c for c in caps if c.dimension == dimension and c.limit == reached), None)
        if binding is None and reached == 0:
            binding = _doubt(dimension, findings, case)
        kept = [findings[i] for i in carrying[dimension]]
        kept = _named(kept, reached)
        why[dimension] = sentences.why_level(dimension, reached, kept, binding, reasons, rubric, lang)
        if reached is not None and reached < 4:
            wanting.extend(_missing(case, dimension, found, {f.code for f in kept}, example, told))
    if flagged:  # a reply that is no sentence, or nobody's own, states nothing but what it may not promise
        case.met, case.asked, case.withdrawn = [], [], []
        case.promises = [promise for promise in case.promises if promise.standing == "over"]
    explanation = Explanation(
        lang=lang,
        levels=levels,
        findings=findings,
        carriers=carrying,
        caps=caps,
        flags=tuple(case.flags),
        flag_reasons=tuple(reasons),
        red_lines=_red_lines(findings, case),
        promises=tuple(case.promises),
        taken_back=tuple(case.withdrawn),
        missing=tuple(wanting),
        why=why,
        met=tuple(case.met),
        asked=tuple(dict.fromkeys(case.asked)),
        versions={"engine": VERSION},
    )
    points: tuple[str, ...] = ()
    if not flagged:
        points = key_points.met(case.scenario, explanation, key_points.void(case, explanation))
    return explanation.model_copy(update={"key_points": points})


def severities(case: Case) -> dict[str, dict[Dimension, Severity]]:
    """Return where this case makes an anti-pattern graver or lighter than the rubric's row."""
    out: dict[str, dict[Dimension, Severity]] = {}
    given = {f.link.partition(".")[2] for f in case.findings if f.code == "X11"}
    if given:
        facts = case.scenario.facts.given
        just_now = any(g in facts and facts[g].just_now for g in given)
        grave = just_now or any(g in case.context.given for g in given)
        out["X11"] = {"empathy": "severe" if grave else "moderate", "responsiveness": "moderate"}
    out["X07"] = {"assurance": "severe", "responsiveness": "moderate"}
    if any(not c.rejected for c in case.commitments):  # "not us", and yet something is done
        out["X03"] = {"assurance": "severe", "responsiveness": "moderate"}
    if case.context.heat >= conduct.HOT:
        out["X20"] = {"empathy": "moderate"}
    if any(c.strength == "will" and not c.rejected for c in case.commitments):
        out["X12"] = {"empathy": "minor"}
    return out


def one_each(findings: Iterable[Found], reply: str) -> list[Found]:
    """Join findings of one code that overlap: one place, under the rule that covers most of it."""
    joined: list[Found] = []
    for finding in sorted(findings, key=lambda f: (f.code, f.span[0], -f.span[1])):
        last = joined[-1] if joined else None
        if last is None or last.code != finding.code or finding.span[0] >= last.span[1]:
            joined.append(finding)
            continue
        span = (last.span[0], max(last.span[1], finding.span[1]))
        checked = max(last, finding, key=lambda f: (not f.rule.startswith("wording:"), f.span[1] - f.span[0]))
        strongest = max(last, finding, key=lambda f: f.strength)
        joined[-1] = replace(
            checked,
            span=span,
            quote=reply[slice(*span)],
            strength=strongest.strength,
            points=strongest.points,
            certain=last.certain or finding.certain,
        )
    return joined


def _cap(code: str, dimension: Dimension, limit: int, case: Case) -> Cap:
    cap = Cap(code=code, dimension=dimension, limit=limit, why="")
    return cap.model_copy(update={"why": sentences.why_cap(cap, case.rubric, case.lang)})


def _doubt(dimension: Dimension, findings: Sequence[Finding], case: Case) -> Cap | None:
    """Return what a level 0 is owed to where no cap says it: the clearest severe anti-pattern."""
    grave = [f for f in findings if ladder.grave(dimension, {f.code: f.strength}, case.rubric)]
    if not grave:
        return None
    worst = max(grave, key=lambda f: f.strength)
    if worst.sure:
        return _cap(worst.code, dimension, 0, case)
    cap = Cap(code=worst.code, dimension=dimension, limit=0, why="")
    return cap.model_copy(update={"why": sentences.why_doubt(worst, case.rubric, case.lang)})


def _red_lines(findings: Sequence[Finding], case: Case) -> tuple[str, ...]:
    """Return the red lines crossed for certain: the rubric's codes, then the scenario's forbidden facts."""
    codes, forbidden = case.rubric.red_lines, case.scenario.facts.forbidden
    crossed = dict.fromkeys(f.code for f in findings if f.certain and f.code in codes)
    stated = [
        f.link
        for f in findings
        if f.code.startswith("X")
        and f.code not in codes
        and f.link.startswith("forbidden.")
        and forbidden[f.link.partition(".")[2]].red_line
    ]
    return (*crossed, *stated)


def _needless(case: Case, code: str) -> bool:
    """Say whether nothing calls for an indicator here, so that its absence is no advice.

    The cause and whose fault it was are told once, unless "why?" is asked again; a fault that is not ours is
    not owned; one question, or what is all answered, is not gone through one by one; what is not refused
    needs no other way, who is not provoked no courtesy under it, who asks for nothing says no reason for
    asking, and who said nothing wrong has nothing to correct.
    """
    if code in PROVOKED:
        return "abuse" not in case.context.gives
    if code == "A7":
        return not case.found("X11")
    if code in ("A2", "A3"):
        again = "cause" in case.context.told and "why" not in case.context.gives
        return again or (code == "A3" and case.scenario.facts.cause.owner != "ours")
    if code == "A11":
        return not (case.withdrawn or to_own_up(case.context, case.scenario))
    if code == "R7":
        return len(case.context.raises) < 2 or not _unanswered(case)
    return code == "R6" and not any(ref.startswith("limit.") for ref in case.met)


def _named(carrying: list[Finding], level: int | None) -> list[Finding]:
    """Return the findings that a level is told to rest on: what is sure, from level 2 on faint signs else.

    Below, a faint sign of a virtue would be told of a reply that hardly has one. An attempt has no name.
    """
    sure = [f for f in carrying if f.sure]
    named = [f for f in sure if f.code != ladder.ATTEMPT]
    return named or (carrying if level and level > ladder.WITHOUT else sure)


def _missing(
    case: Case,
    dimension: Dimension,
    found: Mapping[str, float],
    carrying: set[str],
    example: Example,
    told: sentences.Told,
) -> list[Missing]:
    """Return the indicators that would lift a dimension most.

    Those that the case has a line for come first, and of them what the rubric calls major. A customer
    who told of trouble and was not heard is to be heard before anything else.
    """
    section = case.rubric.section(dimension)
    unheard = bool({"emotion", "impact"} & set(case.context.gives)) and not any(
        found.get(code, 0.0) >= SURE for code in HEARD
    )

    def gain(indicator: Indicator) -> tuple[bool, bool, bool, float, str]:
        code = indicator.id
        rest = 1.0 - min(1.0, found.get(code, 0.0))
        first = unheard and code == HEARD[0]
        return (not example(code), not first, not indicator.major, -section.worth(code) * rest, code)

    absent = [
        i
        for i in section.indicators
        if found.get(i.id, 0.0) < SURE
        and section.worth(i.id)
        and i.id not in carrying
        and not _needless(case, i.id)
    ]
    chosen = [indicator.id for indicator in sorted(absent, key=gain)[:MOST_MISSING]]
    return [
        told.missing(
            dimension,
            code,
            sentences.closed(example(code), case.lang),
            _unanswered(case) if code in ANSWERS else (),
            answered=code == "R1" and opens_with_yes_or_no(case),
        )
        for code in chosen
    ]


def _unanswered(case: Case) -> tuple[str, ...]:
    """Return what the customer raised and nothing that the reply states settles."""
    raised = [case.scenario.facts.issues[name] for name in case.context.raises]
    return tuple(issue.label.get(case.lang) for issue in raised if not set(issue.met_by) & set(case.met))
