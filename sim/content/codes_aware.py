"""Owns the codes for faults that only scoring and playing a scenario by its rubric can show.

Never finds one; `sim.workshop.aware` does.
"""

from __future__ import annotations

from sim.content.code_type import Code

AWARE_CODES: dict[str, Code] = {
    "SC100": Code(
        "out of reach",
        "Even with the best exemplars nobody passes, satisfies the customer or reaches the best ending.",
        "when: {met: [slot], heat: {below: 60}}",
    ),
    "SC101": Code(
        "a stock reply is enough",
        "One reply that knows nothing of the case, sent to every message, passes or reaches the best ending.",
        "when: {met: [slot]}",
    ),
    "SC102": Code(
        "no chance to score",
        "A dimension is given no chance by any message, or a message gives none to any dimension.",
        "gives: [emotion, question, doubt]",
    ),
    "SC103": Code(
        "exemplar out of place",
        "The engine does not place a weak, middling or strong exemplar where its name says.",
        "strong: {en: I've just booked tomorrow 8–12 for you …}",
    ),
    "SC104": Code(
        "example does not meet its key point",
        "A sentence under `met_by` does not hold what the key point needs.",
        "met_by: {en: [I've rebooked it for tomorrow between 8 and 12.]}",
    ),
    "SC105": Code(
        "near miss meets its key point",
        "A sentence under `not` holds all that the key point needs.",
        "not: {en: [I can't deliver it tomorrow between 8 and 12.]}",
    ),
    "SC106": Code(
        "customer's line would score",
        "A line of the customer, sent back word for word, earns a level or a key point.",
        "text: {en: So when exactly?}",
    ),
    "SC107": Code(
        "goes unnoticed",
        "A forbidden promise or an untrue statement can be said plainly, and the engine finds none of it.",
        "say: {en: [pay your wages]}",
    ),
    "SC108": Code(
        "phrase not taken for its fact",
        "A phrase of an offer, a limit or a question is read as something else, or as its opposite.",
        "asks: {en: [shall i message]}",
    ),
    "SC109": Code(
        "spare line mends nothing",
        "A spare line does harm, copies an exemplar, or shows no behaviour at any turn it fits.",
        "text: {en: I'll write to you here or by text, whichever you choose.}",
    ),
    "SC110": Code(
        "nothing leads here",
        "No mix of exemplars, and no reply made for the branch to it, comes to this turn.",
        "- {when: {told: [offer.slot]}, go: pressing}",
    ),
    "SC111": Code(
        "exemplar promises too much",
        "A strong or middling exemplar gives or promises more than the trainee may.",
        "strong: {en: I can add £50 as goodwill …}",
    ),
    "SC112": Code(
        "sympathy that fits any case",
        "A phrase of the case names only a feeling, so that a sentence that fits any case earns empathy.",
        "say: {en: [two wasted days]}",
    ),
}
"""Faults of a ready scenario by its rubric. SC110, SC112 and in part SC102, SC108, SC111 are warnings."""
