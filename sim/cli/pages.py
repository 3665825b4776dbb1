"""Plain pages about a scenario: the brief for trainees, the whole script for trainers."""

from __future__ import annotations

from sim.coach import brief_of
from sim.locale import translator
from sim.model.language import Lang
from sim.model.scenario import Scenario
from sim.report import words


def brief_page(scenario: Scenario, lang: Lang) -> list[str]:
    """Return what a trainee may know before playing, line by line."""
    _ = translator(lang)
    brief = brief_of(scenario, lang)
    return [
        brief.title,
        _("Difficulty {n} of 5. Customer: {name}, {tier}, {type}.").format(
            n=brief.difficulty,
            name=brief.customer,
            tier=words.label(words.TIERS, brief.tier, lang),
            type=words.label(words.TYPES, brief.type, lang),
        ),
        "",
        brief.about,
        "",
        _("You: {role}").format(role=brief.role),
        _("Goal: {goal}").format(goal=brief.goal),
        "",
        _("What you can look up and what you may do:"),
        *(f"- {label}: {text}" for label, text in brief.card),
    ]


def script_page(scenario: Scenario, lang: Lang) -> list[str]:
    """Return every turn, branch and key point, line by line."""
    _ = translator(lang)
    lines = [*brief_page(scenario, lang), "", _("Key points (weights sum to 100):")]
    lines += [f"- {k.id} ({k.weight}): {k.label.get(lang)}" for k in scenario.key_points]
    for turn in scenario.turns:
        lines += ["", f"[{turn.id}] {turn.stage}"]
        lines += [f"  {v.id}: {v.text.get(lang)}" for v in turn.says]
        for branch in turn.then:
            condition = branch.when.model_dump(mode="json", exclude_defaults=True)
            lines.append(f"  -> {branch.go}" + (f"  {condition}" if condition else ""))
    lines += ["", _("Endings:"), *(f"- {e.id} ({e.kind}): {e.says.get(lang)}" for e in scenario.endings)]
    return lines
