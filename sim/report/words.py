"""Owns the labels every shell shows: states in words, tiers, types, families, endings, gaps.

Never decides anything: a band here only puts a number into a word, and both
languages come from the catalogue. The full-screen and the line shell share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from sim.locale import translator
from sim.model.events import Variable

N_ = str
"""Marks a sentence for the catalogue where it stands; `translator` turns it later."""

Bands = tuple[tuple[float, str], ...]

HEAT: Bands = ((90, N_("furious")), (60, N_("angry")), (35, N_("irritated")), (0, N_("calm")))
"""From `domain.md`: 90 calls for a supervisor, 60 makes cheer an insult (X20), 35 is a best run's end."""

TRUST: Bands = (
    (70, N_("trusting")), (40, N_("cautious")), (15, N_("doubtful")), (0, N_("no trust left")),
)  # fmt: skip
"""15 is the line below which the customer asks for a supervisor; 40 a usual start; 70 is ours."""

PATIENCE: Bands = (
    (50, N_("patient")), (20, N_("running short")), (0.5, N_("nearly gone")), (0, N_("used up")),
)  # fmt: skip
"""A usual reply costs 8, so below 20 two more are left; at 0 the customer leaves."""

RESOLUTION: Bands = (
    (100, N_("all settled")), (50, N_("mostly settled")), (0.5, N_("partly settled")),
    (0, N_("nothing settled yet")),
)  # fmt: skip
"""The sum of the weights of key points met; only 0 and 100 are more than a way to read it."""

_STATES: Mapping[Variable, tuple[str, Bands]] = {
    "heat": (N_("Heat"), HEAT),
    "trust": (N_("Trust"), TRUST),
    "patience": (N_("Patience"), PATIENCE),
    "resolution": (N_("Resolution"), RESOLUTION),
}

TIERS: Mapping[str, str] = {
    "vip": N_("VIP customer"),
    "main": N_("high-value customer"),
    "regular": N_("regular customer"),
    "small": N_("occasional customer"),
}

TYPES: Mapping[str, str] = {
    "venting": N_("venting"),
    "exhausted": N_("worn out by repeated failures"),
    "rights": N_("insisting on rights"),
    "expert": N_("knows the subject"),
    "commanding": N_("wants control"),
    "anxious": N_("anxious"),
    "indecisive": N_("undecided"),
    "talkative": N_("talkative"),
    "silent": N_("sparing with words"),
    "embarrassed": N_("embarrassed"),
    "testing": N_("testing the limits"),
    "abusive": N_("using insults"),
}
"""Behaviour or need, never a label of the person (`domain.md` 3.1)."""

FAMILIES: Mapping[str, str] = {
    "complaint": N_("complaints"),
    "aftersales": N_("after-sales"),
    "retention": N_("retention"),
    "loyalty": N_("loyalty"),
    "vip": N_("key customers"),
    "collection": N_("collection"),
    "credit": N_("credit"),
    "service": N_("everyday service"),
    "abuse": N_("abuse"),
    "handover": N_("hand-over"),
    "internal": N_("colleagues"),
}

ENDINGS: Mapping[str, str] = {
    "resolved": N_("resolved"),
    "partial": N_("partly resolved"),
    "unresolved": N_("not resolved"),
    "complaint": N_("formal complaint"),
    "left": N_("the customer left"),
    "red_line": N_("red line crossed, review with a trainer"),
}

STAGES: Mapping[str, str] = {
    "open": N_("opening"),
    "diagnose": N_("finding out"),
    "agree": N_("agreeing"),
    "act": N_("acting"),
    "close": N_("closing"),
}

GAPS: Mapping[str, str] = {
    "G1": N_("Gap 1, knowledge"),
    "G2": N_("Gap 2, standards"),
    "G3": N_("Gap 3, delivery"),
    "G4": N_("Gap 4, communication"),
    "GP": N_("Gap P, perception"),
    "NOT_YOURS": N_("Not yours to fix"),
}
"""The gaps of `domain.md` 2.6; the reason that follows says what each means here."""

LINKS: Mapping[str, str] = {
    "know": N_("find out what the customer needs"),
    "maintain": N_("keep the customer"),
    "care": N_("care for the customer"),
    "move": N_("give the customer more than was asked"),
}

STEPS: Mapping[str, str] = {
    "heard": N_("heard"),
    "cared": N_("cared"),
    "owned": N_("owned"),
    "solved": N_("solved"),
    "closed": N_("closed"),
}
"""The order strip (`domain.md` 3.2)."""

CATEGORIES: Mapping[str, str] = {
    "above": N_("above"),
    "below": N_("below"),
    "borderline": N_("borderline, too close to be sure"),
    "unsaid": N_("too few scored replies to say"),
}
"""Where a dimension stands to the pass line; never a verdict."""

PROMISES: Mapping[str, str] = {
    "made": N_("made, still open"),
    "kept": N_("kept"),
    "broken": N_("broken"),
    "taken_back": N_("taken back"),
}
"""How a promise of the ledger stands; one that was only dropped is still open."""

STANDINGS: Mapping[str, str] = {
    "within": N_("within your authority"),
    "over": N_("over your authority"),
    "unknown": N_("authority not stated in this case"),
}

MODES: Mapping[str, str] = {"practice": N_("practice"), "exam": N_("exam")}


def label(table: Mapping[str, str], key: str, lang: str) -> str:
    """Return the word for `key` in `lang`; the key itself when the table does not know it."""
    return translator(lang)(table[key]) if key in table else key


def variable_name(variable: Variable, lang: str) -> str:
    """Return what one of the four states is called."""
    return translator(lang)(_STATES[variable][0])


def state_word(variable: Variable, value: float, lang: str) -> str:
    """Return the word for a value of one of the four states, such as `furious`."""
    bands = _STATES[variable][1]
    word = next((word for bound, word in bands if value >= bound), bands[-1][1])
    return translator(lang)(word)


def whole(value: float) -> int:
    """Round half up, so that a difference of two shown numbers is the difference shown."""
    return floor(value + 0.5)


def signed(value: float) -> str:
    """Return a change with its sign: `+13`, `-6`, or one decimal where it is below a half."""
    if 0 < abs(value) < 0.5:
        return f"{value:+.1f}"
    number = whole(value) if value >= 0 else -whole(-value)
    return f"{number:+d}" if number else "0"


INSIDE = str.maketrans("“”‘’", "‘’“”")
"""What quotation marks become inside others in Chinese, where all of them are of one shape."""


def quoted(words: str, lang: str) -> str:
    """Put quotation marks of the language around somebody's words; in Chinese those inside step down."""
    _ = translator(lang)
    steps = lang == "zh" and ("“" in words or "”" in words)
    return _('"{words}"').format(words=words.translate(INSIDE) if steps else words)


def sentences(*parts: str, lang: str) -> str:
    """Join whole sentences the way the language does: with a space, or without one."""
    return ("" if lang == "zh" else " ").join(part for part in parts if part)
