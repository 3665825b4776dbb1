"""Owns what a change of a rubric does to scores: whose levels change, in which dimension, by which rule.

Every reply is scored twice, with the old rubric and with the new one, and only
compared here; so the result is that of a full re-score. Never scores by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sim.model.events import Event, ReplyScored
from sim.model.language import LANGS, Frozen, Lang
from sim.model.rubric import Rubric
from sim.model.score import DIMENSIONS, Dimension
from sim.play import Script, fold
from sim.scoring import Context

Scored = Mapping[str, Any]
"""One reply as `servicesim score` prints it: levels, findings, caps, flags, red_lines."""

Sign = Literal["+", "-", "~"]
"""`+` is there with the new rubric only, `-` with the old one only, `~` is in both and differs."""

WORDS = frozenset(
    ["id", "name", "definition", "levels", "say", "counts", "not_counts", "advice", "say_instead"]
)
"""Fields of a rubric's parts that are for people or find wording; the rest is arithmetic."""


@dataclass(frozen=True)
class Twice:
    """One reply, where it comes from, and what both rubrics make of it."""

    name: str
    about: Mapping[str, str]
    old: Scored
    new: Scored


@dataclass(frozen=True)
class Reason:
    """One thing that moved a level: a finding, a cap, a flag, or a rule or phrases of the sheet.

    `code` is an indicator, a deduction, a flag, or a place on the sheet
    (`ladder.3`, `E1.points`). `words` are those of the reply, for a rule its
    old and its new value. `rule` is what found it; of phrases, how many are new (+) and gone (-).
    """

    kind: Literal["finding", "cap", "flag", "rule", "phrases"]
    sign: Sign
    code: str
    words: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Change:
    """One level that changes. None stands for "not scored"."""

    name: str
    about: Mapping[str, str]
    dimension: Dimension
    old: int | None
    new: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Verdict:
    """Red lines that a reply crosses with one of the rubrics only."""

    name: str
    about: Mapping[str, str]
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Impact:
    """Everything that `rubric diff` reports.

    `replies` counts what was scored twice, `moved` those with a level that changes.
    """

    replies: int
    moved: int
    changes: tuple[Change, ...]
    red_lines: tuple[Verdict, ...]
    sheet: tuple[Reason, ...]

    def as_plain(self) -> dict[str, Any]:
        """Return the whole as plain data, with how many levels rise and fall in each dimension."""
        sums = {
            d: {
                "up": sum(c.dimension == d and _height(c.new) > _height(c.old) for c in self.changes),
                "down": sum(c.dimension == d and _height(c.new) < _height(c.old) for c in self.changes),
            }
            for d in DIMENSIONS
        }
        return {
            "replies": self.replies,
            "moved": self.moved,
            "dimensions": sums,
            "sheet": [asdict(r) for r in self.sheet],
            "changes": [asdict(c) for c in self.changes],
            "red_lines": [asdict(v) for v in self.red_lines],
        }


def _height(level: int | None) -> int:
    """Return a level for comparing; not scored counts as below 0."""
    return -1 if level is None else level


def impact(scored: Iterable[Twice], old: Rubric, new: Rubric) -> Impact:
    """Return what a change from `old` to `new` does to the replies."""
    replies, moved = 0, 0
    changes: list[Change] = []
    verdicts: list[Verdict] = []
    for reply in scored:
        replies += 1
        known = len(changes)
        for dimension in DIMENSIONS:
            was, now = reply.old["levels"][dimension], reply.new["levels"][dimension]
            if was != now:
                reasons = tuple(_reasons(reply, dimension, old, new))
                changes.append(Change(reply.name, reply.about, dimension, was, now, reasons))
        moved += len(changes) > known
        lines = tuple(reply.old["red_lines"]), tuple(reply.new["red_lines"])
        if set(lines[0]) != set(lines[1]):
            verdicts.append(Verdict(reply.name, reply.about, *lines))
    return Impact(replies, moved, tuple(changes), tuple(verdicts), tuple(sheet_changes(old, new)))


def contexts(script: Script, events: Sequence[Event]) -> Iterator[tuple[ReplyScored, Context]]:
    """Yield each reply of a stored attempt with the context it was written in."""
    for place, event in enumerate(events):
        if isinstance(event, ReplyScored):
            yield event, script.context(fold(script, events[:place]))


def _reasons(reply: Twice, dimension: Dimension, old: Rubric, new: Rubric) -> Iterator[Reason]:
    """Yield what moved one level: what was found, what limits it, and which rules of the sheet differ."""
    was, now = _found(reply.old, dimension, old), _found(reply.new, dimension, new)
    yield from _signed(was, now)
    yield from _stronger(was, now, reply)
    yield from _signed(_caps(reply.old, dimension), _caps(reply.new, dimension))
    yield from _signed(_flags(reply.old), _flags(reply.new))
    levels = _height(reply.old["levels"][dimension]), _height(reply.new["levels"][dimension])
    decided = range(min(levels) + 1, max(levels) + 1)
    yield from _step_changes(dimension, old, new, decided)
    yield from _differing(old.section(dimension), new.section(dimension), {"weight", "ladder", "indicators"})
    limited = {c["code"] for side in (reply.old, reply.new) for c in side["caps"]}
    for code in sorted((was.keys() & now.keys()) | limited):
        yield from _code_changes(code, old, new)


def _found(scored: Scored, dimension: Dimension, rubric: Rubric) -> dict[str, Reason]:
    """Return the first finding of each indicator, and of each deduction that costs this dimension."""
    found: dict[str, Reason] = {}
    for f in scored["findings"]:
        deduction = rubric.deduction(f["code"])
        mine = f["dimension"] == dimension if deduction is None else bool(deduction.cost.get(dimension))
        if mine:
            found.setdefault(f["code"], Reason("finding", "+", f["code"], f["quote"], f["rule"]))
    return found


def _stronger(was: Mapping[str, Reason], now: Mapping[str, Reason], reply: Twice) -> Iterator[Reason]:
    """Yield what both rubrics find, but as a clearer or a weaker case."""
    for code in sorted(was.keys() & now.keys()):
        before, after = _strength(reply.old, code), _strength(reply.new, code)
        if before != after:
            yield Reason("finding", "~", code, now[code].words, f"{before:g} -> {after:g}")


def _strength(scored: Scored, code: str) -> float:
    return max(float(f.get("strength", 1)) for f in scored["findings"] if f["code"] == code)


def _caps(scored: Scored, dimension: Dimension) -> dict[str, Reason]:
    """Return the caps of a dimension by code and limit, with the words that brought them."""
    found: dict[str, Reason] = {}
    for cap in scored["caps"]:
        if cap["dimension"] == dimension:
            first = next((f for f in scored["findings"] if f["code"] == cap["code"]), None)
            words, rule = (first["quote"], first["rule"]) if first else ("", "")
            limit = f"limit:{cap['limit']}"
            reason = Reason("cap", "+", cap["code"], words, " ".join(part for part in (limit, rule) if part))
            found[f"{cap['code']} {limit}"] = reason
    return found


def _flags(scored: Scored) -> dict[str, Reason]:
    reasons = zip(scored["flags"], scored["flag_reasons"], strict=False)
    return {flag: Reason("flag", "+", flag, words) for flag, words in reasons}


def _signed(was: Mapping[str, Reason], now: Mapping[str, Reason]) -> Iterator[Reason]:
    for key, reason in was.items():
        if key not in now:
            yield Reason(reason.kind, "-", reason.code, reason.words, reason.rule)
    yield from (reason for key, reason in now.items() if key not in was)


def sheet_changes(old: Rubric, new: Rubric) -> Iterator[Reason]:
    """Yield what of the sheet differs: weights, pass rule, ladders, points, severities, phrases."""
    apart = {"rubric", "version", "title", "sections", "deductions", "families", "scale"}
    yield from _differing(old, new, apart)
    yield from _differing(old.scale, new.scale, set(), "scale.")
    for dimension in DIMENSIONS:
        yield from _differing(old.section(dimension), new.section(dimension), {"ladder", "indicators"})
        yield from _step_changes(dimension, old, new, range(5))
    for code in dict.fromkeys((*_codes(old), *_codes(new))):
        yield from _code_changes(code, old, new)
        yield from _phrase_changes(code, old, new)


def _codes(rubric: Rubric) -> list[str]:
    indicators = [i.id for s in rubric.sections for i in s.indicators]
    return indicators + [d.id for d in rubric.deductions]


def _part(rubric: Rubric, code: str) -> Frozen | None:
    return rubric.indicator(code) or rubric.deduction(code)


def _code_changes(code: str, old: Rubric, new: Rubric) -> Iterator[Reason]:
    was, now = _part(old, code), _part(new, code)
    if was is not None and now is not None:
        yield from _differing(was, now, set(), f"{code}.")
    elif was is not None or now is not None:
        yield Reason("rule", "+" if was is None else "-", code)


def _phrase_changes(code: str, old: Rubric, new: Rubric) -> Iterator[Reason]:
    """Yield how many phrases of a code are new and gone: they are no rule, but why nothing moved."""
    told = []
    for lang in LANGS:
        was, now = _phrases(old, code, lang), _phrases(new, code, lang)
        if was != now:
            told.append(f"{lang} +{len(now - was)} -{len(was - now)}")
    if told:
        yield Reason("phrases", "~", code, rule=", ".join(told))


def _phrases(rubric: Rubric, code: str, lang: Lang) -> set[str]:
    """Return the phrases of a code that the sheet has in one language."""
    part = rubric.indicator(code) or rubric.deduction(code)
    return set() if part is None else set(part.say.get(lang))


def _step_changes(dimension: Dimension, old: Rubric, new: Rubric, steps: Iterable[int]) -> Iterator[Reason]:
    was: dict[int, Frozen] = dict(old.section(dimension).ladder.items())
    now: dict[int, Frozen] = dict(new.section(dimension).ladder.items())
    for step in steps:
        place = f"{dimension}.ladder.{step}"
        if step in was and step in now:
            yield from _differing(was[step], now[step], set(), f"{place}.")
        elif step in was or step in now:
            yield Reason("rule", "+" if step in now else "-", place)


def _differing(was: Frozen, now: Frozen, without: set[str], place: str = "") -> Iterator[Reason]:
    """Yield the fields whose values differ; texts for people and phrases are no rule of the sheet."""
    before = was.model_dump(mode="json", by_alias=True, exclude=without)
    after = now.model_dump(mode="json", by_alias=True, exclude=without)
    if not place and "id" in before:
        place = f"{before['id']}."
    for field in dict.fromkeys((*before, *after)):
        if field not in WORDS and before.get(field) != after.get(field):
            yield Reason(
                "rule", "~", place + field, f"{_short(before.get(field))} -> {_short(after.get(field))}"
            )


def _short(value: Any) -> str:
    """Return a value of a file as its author would write it, on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_short, value))}]"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return ", ".join(f"{k}: {_short(v)}" for k, v in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)
