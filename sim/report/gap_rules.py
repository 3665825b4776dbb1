"""Owns the rules by which a lost point gets exactly one gap label, and the sentence that says why.

First match wins, in the order of `domain.md` 2.6. Never changes a level; it reads what the engine found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sim.locale import translator
from sim.model.authority import Offer
from sim.model.language import Lang
from sim.report.debrief import GapLabel
from sim.report.lost import Around, Lost, offers, raised, settled, told
from sim.report.names import name_of
from sim.report.places import (
    MOST_AROUND,
    MOST_BEFORE,
    sentence_around,
    stated,
    words_around,
    words_before,
)
from sim.report.printable import printable, shortened
from sim.report.words import GAPS, label, quoted

STANDARDS = ("X05", "X18", "X22")
"""Anti-patterns that are a wrong way to meet a known need: rule instead of remedy, selling, hush money."""

ASKING: Mapping[str, tuple[bool, ...]] = {"E6": (True, False), "E7": (True,), "R9": (False,)}
"""Indicators of finding out, and the questions of the case that would serve each: about the need, or not."""

RECOGNISED = 2
"""Level from which a reply recognises the customer, so that what is left to gain is to find out more.

Below it the reply lacks what needs no question (the anchors of `domain.md` 2.3).
"""

POWERS: Mapping[str, Callable[[Offer], bool]] = {
    "R2": lambda _offer: True,
    "R3": lambda offer: bool(offer.times),
    "R6": lambda _offer: True,
    "R8": lambda offer: offer.fallback or offer.care,
    "R12": lambda offer: offer.update,
    "A5": lambda offer: bool(offer.max or offer.fixed),
    "E10": lambda offer: bool(offer.times),
}
"""Indicators that need something to give, and which offers of a case let a trainee show each."""

QUOTE = 90
"""Longest quotation in a reason, in characters; the reply itself stands beside it."""


def label_of(lost: Lost, around: Around) -> tuple[GapLabel, str]:
    """Return the one label of a loss and its reason, in the language of the attempt."""
    for name, rule in RULES:
        why = rule(lost, around)
        if why:
            return name, gap_reason(name, why, around.lang)
    return "G3", gap_reason("G3", delivery(lost, around), around.lang)


def gap_reason(name: GapLabel, why: str, lang: Lang) -> str:
    """Return a reason with the name of its gap before it: `Gap 3, delivery: ...`."""
    _ = translator(lang)
    return _("{label}: {text}").format(label=label(GAPS, name, lang), text=why)


def over_promise(lost: Lost, around: Around) -> str:
    """G4: a promise over authority, one that the reply takes back itself, or one that was not kept."""
    from sim.scoring.conflicts import CONTRADICTION

    _ = translator(around.lang)
    found = lost.reply.explanation.shown
    for finding in found:
        if finding.code in lost.harm and finding.code == "X07":
            return _("more was promised than was yours to give: {quote}.").format(
                quote=_quote(finding.quote, around)
            )
    for finding in found:
        if finding.code in lost.harm and finding.rule == CONTRADICTION:
            return _("the reply takes back what it said: {quote}.").format(
                quote=_quote(finding.quote, around)
            )
    words = (around.broken or {}).get(lost.reply.turn_no)
    if words is not None and lost.whole and lost.dimension != "empathy":
        return broken_promise(words, around)
    return ""


def broken_promise(words: str, around: Around) -> str:
    """Return what is said of a promise that was not kept."""
    _ = translator(around.lang)
    return _("this was promised and did not happen: {quote}.").format(quote=_quote(words, around))


def never_asked(lost: Lost, around: Around) -> str:
    """G1: finding out is what is lost, and a question of the case was never asked."""
    found = lost.reply.explanation.codes()
    asking = [code for code in lost.missing if code in ASKING]
    if lost.whole and lost.dimension == "empathy" and lost.missing:  # whichever two of them are named
        asking = [code for code in ("E6", "E7") if code not in found]
    if not asking:
        return ""
    level = lost.reply.explanation.levels.get(lost.dimension) if lost.dimension else None
    if lost.whole and (level is None or level < RECOGNISED):
        return ""
    facts = around.scenario.facts
    served = {kind for code in asking for kind in ASKING[code]}
    left = [ref for ref in around.unasked if facts.may_ask[ref.partition(".")[2]].about_need in served]
    return not_found_out(left, around) if left else ""


def not_found_out(refs: list[str], around: Around) -> str:
    """Return what is said of questions that were never asked."""
    _ = translator(around.lang)
    what = _("; ").join(around.scenario.facts.label(ref, around.lang) for ref in refs)
    return _("what this customer needs was not found out; never asked: {what}.").format(what=what)


def another_need(lost: Lost, around: Around) -> str:
    """G1: the reply restates a need that this customer did not raise, and settles nothing that they did."""
    if not lost.missing or lost.flagged or lost.dimension not in ("empathy", "responsiveness"):
        return ""
    keys = raised(lost, around)
    if not keys or settled(lost, around):
        return ""
    _ = translator(around.lang)
    said, words = lost.reply.explanation, lost.reply.reply
    for finding in said.shown:
        if finding.code != "E6":
            continue
        start, end = sentence_around(words, finding.span[0])
        inside = [
            f.rule for f in said.findings if start <= f.span[0] < end and f.rule.startswith("fact:offer.")
        ]
        inside += [f"fact:{p.ref}" for p in said.promises if start <= p.span[0] < end and p.ref]
        if inside or finding.link.startswith("offer."):
            form = _("the need that was restated is not the one that was raised: {quote}; raised: {issue}.")
            return form.format(quote=_quote(words[start:end], around), issue=_issues(keys, around))
    return ""


def wrong_way(lost: Lost, around: Around) -> str:
    """G2: a rule, a sale or hush money where a remedy belongs."""
    _ = translator(around.lang)
    for finding in lost.reply.explanation.shown:
        if finding.code in lost.taken and finding.code in STANDARDS:
            return _("the need was known, the way to meet it is the wrong one: {quote}, {name}.").format(
                quote=_quote(finding.quote, around), name=name_of(finding.code, around.rubric, around.lang)
            )
    return ""


def generic_remedy(lost: Lost, around: Around) -> str:
    """G2: something of the case is offered, and it settles nothing that the customer raised."""
    if not lost.missing or lost.flagged or lost.dimension != "responsiveness":
        return ""
    keys, named = raised(lost, around), offers(lost)
    if not keys or not named or settled(lost, around):
        return ""
    _ = translator(around.lang)
    form = _("what is offered ({offer}) does not settle what was raised: {issue}.")
    return form.format(offer=around.scenario.facts.label(named[0], around.lang), issue=_issues(keys, around))


def rule_without_exception(lost: Lost, around: Around) -> str:
    """G2: only what cannot be done is told, where something for the same issue may be given."""
    if not lost.missing or lost.flagged or lost.dimension != "responsiveness" or offers(lost):
        return ""
    _, facts, given = translator(around.lang), around.scenario.facts, told(lost, around)
    for key in settled(lost, around):
        refs = [ref for ref in facts.issues[key].met_by if ref in lost.reply.explanation.met]
        limits = [ref for ref in refs if ref.startswith("limit.")]
        open_ = [r for r in facts.issues[key].met_by if r.startswith("offer.") and r not in given]
        if limits == refs and facts.limits[limits[0].partition(".")[2]].kind == "cannot" and open_:
            form = _("only the rule was told ({limit}); yours to give was: {offer}.")
            return form.format(
                limit=facts.label(limits[0], around.lang), offer=facts.label(open_[0], around.lang)
            )
    return ""


def buried(lost: Lost, around: Around) -> str:
    """GP: what settles an issue is said, but nowhere that the customer can see it."""
    if not lost.missing or lost.flagged or lost.dimension != "responsiveness":
        return ""
    _, lang = translator(around.lang), around.lang
    facts = around.scenario.facts
    for key in settled(lost, around):
        refs = [ref for ref in facts.issues[key].met_by if ref in lost.reply.explanation.met]
        places = sorted(stated(lost.reply, refs))
        hidden = [
            place
            for place in places
            if words_before(lost.reply, place, lang) > MOST_BEFORE[lang]
            or words_around(lost.reply, place, lang) > MOST_AROUND[lang]
        ]
        if not places or hidden != places:
            continue
        fact, first = facts.label(refs[0], lang), hidden[0]
        before = words_before(lost.reply, first, lang)
        if before > MOST_BEFORE[lang]:
            form = _("this was said where it cannot be seen, after {n} words of other text: {fact}.")
            return form.format(n=before, fact=fact)
        form = _("this was said where it cannot be seen, inside a sentence of {n} words: {fact}.")
        return form.format(n=words_around(lost.reply, first, lang), fact=fact)
    return ""


def no_authority(lost: Lost, around: Around) -> str:
    """Not the trainee's: the case holds a gap of the company; what is missing is not in authority."""
    if not around.scenario.company_gap or not lost.missing or lost.flagged:
        return ""
    given = told(lost, around)
    left = [offer for key, offer in around.scenario.facts.offers.items() if f"offer.{key}" not in given]
    if any(code not in POWERS or any(map(POWERS[code], left)) for code in lost.missing):
        return ""
    _ = translator(around.lang)
    return _("what is missing was not in your authority to give; reporting it is what was yours to do.")


def delivery(lost: Lost, around: Around) -> str:
    """G3, what is left: what to do was clear and was not done, or only in part."""
    _ = translator(around.lang)
    if lost.flagged and not lost.harm:
        return _("the reply was not counted, so nothing was delivered with it.")
    if not lost.whole:
        if lost.taken:
            return _("what to do was clear; these words stood in its way.")
        return _("what to do was clear; this reply does not do it yet, or only in part.")
    codes = lost.taken or lost.missing
    facts = around.scenario.facts
    names = _("; ").join(
        name_of(code, around.rubric, around.lang) or facts.label(code, around.lang) for code in codes
    )
    if lost.taken:
        return _("what to do was clear; what stood in its way: {names}.").format(names=names)
    if lost.missing:
        return _(
            "what to do was clear; this reply does not do it yet, or only in part; missing: {names}."
        ).format(names=names)
    return _("what to do was clear; this reply does not do it yet, or only in part.")


Rule = Callable[[Lost, Around], str]
"""Returns the reason when the label fits, else an empty string."""

RULES: tuple[tuple[GapLabel, Rule], ...] = (
    ("G4", over_promise),
    ("G1", never_asked),
    ("G1", another_need),
    ("G2", wrong_way),
    ("G2", generic_remedy),
    ("G2", rule_without_exception),
    ("GP", buried),
    ("NOT_YOURS", no_authority),
)
"""Tried in this order; what fits none of them is G3."""


def _quote(words: str, around: Around) -> str:
    return quoted(shortened(printable(words), QUOTE), around.lang)


def _issues(keys: tuple[str, ...], around: Around) -> str:
    _, issues = translator(around.lang), around.scenario.facts.issues
    return _("; ").join(issues[key].label.get(around.lang) for key in keys)
