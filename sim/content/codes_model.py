"""Owns the codes for faults of meaning in scenarios and rubrics.

Numbers 1-12 mean the same in both (`SC001`, `RB001`); the others are of one kind.
"""

from __future__ import annotations

from sim.content.code_type import Code

SHARED_CODES: dict[int, Code] = {
    1: Code(
        "unknown name", "No such name is known at this place; often a slip of spelling.", "difficulty: 2"
    ),
    2: Code("missing", "Something that must be given is not there.", "difficulty: 2"),
    3: Code(
        "wrong kind of value", "Text, a number, a list or a group of names was expected.", "difficulty: 2"
    ),
    4: Code("out of range", "The number is too small or too large.", "difficulty: 2"),
    5: Code("not one of the choices", "Only certain words are allowed here.", "family: complaint"),
    6: Code("wrong form", "The value does not have the form that is asked for.", "id: complaint-01"),
    7: Code(
        "too few, too many or empty", "A list or a text has not the length it needs.", "then: [{go: end}]"
    ),
    8: Code(
        "text without its language",
        "A plain text needs `language: en` or `zh` at the top of the file, or both languages.",
        "title: {en: Two no-shows, zh: 两次爽约}",
    ),
    9: Code(
        "translation missing",
        "One of the file's languages is not there.",
        "title: {en: Two no-shows, zh: 两次爽约}",
    ),
    10: Code("refused", "The value is refused for another reason.", "difficulty: 2"),
    11: Code(
        "id used twice", "Two entries bear the same id, so nothing can point at one of them.", "id: slot-2"
    ),
    12: Code("unknown code", "Behaviours are named E1-E12, R1-R12, A1-A13 and X01-X27.", "any: [X01, E3]"),
}
"""Faults that scenarios and rubrics share."""

SCENARIO_CODES: dict[str, Code] = {
    "SC013": Code("unknown fact", "No fact of this name stands under `facts`.", "said: [offer.slot]"),
    "SC014": Code("unknown target", "`go` names neither a turn nor an ending.", "go: confirm"),
    "SC015": Code(
        "no way out", "The last branch must have no `when`, so that every reply leads on.", "- {go: insist}"
    ),
    "SC016": Code(
        "branch never taken", "A branch without `when` stands before it and takes all.", "- {go: insist}"
    ),
    "SC017": Code("turn never reached", "No way leads from the first turn to this one.", "go: pressing"),
    "SC018": Code("circle", "Turns lead back to an earlier one; a conversation goes forward.", "go: closing"),
    "SC019": Code(
        "ending missing",
        "Every scenario ends by complaint, by leaving, by red line, and in at least one other way.",
        "{id: walked, kind: left, label: …, says: …}",
    ),
    "SC020": Code("weights do not sum to 100", "The weights of all key points make 100.", "weight: 25"),
    "SC021": Code("unknown key point", "No key point has this id.", "met: [slot]"),
    "SC022": Code("unknown issue", "No issue of this name stands under `facts.issues`.", "raises: [when]"),
}
"""Faults that only scenarios have."""

RUBRIC_CODES: dict[str, Code] = {
    "RB020": Code("weights do not sum to 100", "The weights of all sections make 100.", "weight: 40"),
    "RB021": Code(
        "dimension missing or twice",
        "Empathy, responsiveness and assurance each stand once.",
        "- id: assurance",
    ),
    "RB022": Code("unknown red line", "A red line names one of the deductions.", "red_lines: [X17]"),
    "RB023": Code(
        "ladder does not rise", "Steps 1 to 4 are all there, and each asks for more.", "4: {points: 4}"
    ),
    "RB024": Code("unknown indicator", "No indicator of this rubric has this id.", "all: [R3|R12]"),
    "RB025": Code(
        "start too high", "A reply without any evidence begins below the points of step 2.", "start: 0"
    ),
    "RB026": Code(
        "red line taken out",
        "Insult, threat, leak and discrimination end a conversation by every sheet.",
        "red_lines: [X16, X17, X19, X27]",
    ),
    "RB030": Code(
        "cannot be built on",
        "`based_on` names a rubric that is whole: it is there, has no fault and is based on none itself.",
        "based_on: service",
    ),
    "RB031": Code(
        "not in the base",
        "A rubric that is based on another changes what is there; the other has no entry with this id.",
        "- id: X07",
    ),
}
"""Faults that only rubrics have."""
