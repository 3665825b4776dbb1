"""Owns what a change of a rubric does to scores, as plain lines.

Reads the plain data that `servicesim rubric diff --format json` prints; adds no figure of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sim.locale import translator
from sim.report.lines import said
from sim.report.printable import printable
from sim.report.words import N_

Say = Callable[[str], str]

SIGNS: Mapping[tuple[str, str], str] = {
    ("finding", "+"): N_("found now: {what}"),
    ("finding", "-"): N_("no longer found: {what}"),
    ("finding", "~"): N_("found with another weight: {what}"),
    ("cap", "+"): N_("limited now: {what}"),
    ("cap", "-"): N_("no longer limited: {what}"),
    ("flag", "+"): N_("flagged now: {what}"),
    ("flag", "-"): N_("no longer flagged: {what}"),
    ("rule", "+"): N_("new rule: {what}"),
    ("rule", "-"): N_("rule gone: {what}"),
    ("rule", "~"): N_("rule changed: {what}"),
    ("phrases", "~"): N_("phrases changed: {what}"),
}

QUOTE = 100
"""Longest quotation of a reply: what is left of a line beside its rule."""


def impact_lines(impact: Mapping[str, Any], names: Mapping[str, str], lang: str) -> list[str]:
    """Return the impact in `lang`; `names` are those of the dimensions."""
    _ = translator(lang)
    blocks = [
        [
            _("Replies scored with both rubrics: {n}. Replies with a level that changes: {moved}.").format(
                n=impact["replies"], moved=impact["moved"]
            ),
            *(
                [_("Replies whose red lines change: {n}.").format(n=len(impact["red_lines"]))]
                if impact["red_lines"]
                else []
            ),
            *(
                _("{dimension}: {up} up, {down} down").format(dimension=names[d], **sums)
                for d, sums in impact["dimensions"].items()
            ),
        ],
        _headed(_("Rules of the sheet that differ"), _reasons(impact["sheet"], lang, _)),
        *(_change(c, names, lang, _) for c in impact["changes"]),
        _headed(_("Red lines"), [_verdict(v, _) for v in impact["red_lines"]]),
    ]
    return [printable(line) for block in blocks if block for line in (*block, "")][:-1]


def _headed(heading: str, lines: list[str]) -> list[str]:
    return [heading, *lines] if lines else []


def _change(change: Mapping[str, Any], names: Mapping[str, str], lang: str, _: Say) -> list[str]:
    head = _("{reply}: {dimension} from {old} to {new}").format(
        reply=_reply(change, _),
        dimension=names[change["dimension"]],
        old=_level(change["old"], _),
        new=_level(change["new"], _),
    )
    return [head, *_reasons(change["reasons"], lang, _)]


def _reply(row: Mapping[str, Any], _: Say) -> str:
    """Return what a reply is called: its id and where it stands."""
    about = _(", ").join(part for part in row["about"].values() if part)
    return f"{row['name']} ({about})" if about else row["name"]


def _level(level: int | None, _: Say) -> str:
    return _("not scored") if level is None else str(level)


def _reasons(reasons: Iterable[Mapping[str, str]], lang: str, _: Say) -> list[str]:
    return [f"- {_(SIGNS[r['kind'], r['sign']]).format(what=_what(r, lang))}" for r in reasons]


def _what(reason: Mapping[str, str], lang: str) -> str:
    """Return a code with the words of the reply and the rule that found them."""
    words = reason["words"]
    if words and reason["kind"] in ("finding", "cap"):
        words = said(words, lang, QUOTE)
    rule = f"({reason['rule']})" if reason["rule"] else ""
    return " ".join(part for part in (reason["code"], words, rule) if part)


def _verdict(verdict: Mapping[str, Any], _: Say) -> str:
    none = _("none")
    return _("{reply}: {dimension} from {old} to {new}").format(
        reply=_reply(verdict, _),
        dimension=_("red lines"),
        old=_(", ").join(verdict["old"]) or none,
        new=_(", ").join(verdict["new"]) or none,
    )
