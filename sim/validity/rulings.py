"""Owns upheld rulings as cases: one JSON line each, and whether the present engine and rubric keep them.

Never scores: it is handed what scores a case. Never reads the store.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from sim.errors import ServicesimError
from sim.locale import translator
from sim.model.appeals import BY_PEOPLE, Judgement, judged
from sim.model.json_lines import LONGEST_LINE
from sim.model.language import Lang
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS, TOP, Explanation
from sim.scoring import Context
from sim.validity.ratings import Bad

FILE = "rulings.jsonl"
"""Name of the file in a pack's folder."""


SHOWN = 60
"""Characters shown of a value that does not fit: enough to find it in its line."""


class Case(BaseModel):
    """One upheld ruling. `was` is what the engine said of the mark then, `ruled` what it should say.

    `context` is what scoring knew of the conversation, whole, so that scoring again is the same
    scoring. `history` is what was said before the customer's last message, for other readers.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    id: str
    scenario: str
    turn: str
    lang: Lang
    history: tuple[dict[Literal["who", "text"], str], ...] = ()
    reply: str
    context: Context
    rubric: str
    mark: str
    was: Judgement
    ruled: Judgement
    because: str

    @model_validator(mode="after")
    def _of_one_kind(self) -> Case:
        level = isinstance(self.ruled, int) and 0 <= self.ruled <= TOP
        if not (level if self.mark in DIMENSIONS else self.ruled in ("found", "missing")):
            raise ValueError("ruled")
        return self

    def as_plain(self) -> dict[str, Any]:
        """Return the line of a file of cases."""
        return self.model_dump(mode="json")

    def rating(self) -> dict[str, Any] | None:
        """Return the line of a file of ratings, as `servicesim validate` reads it; None for a code."""
        if self.mark not in DIMENSIONS:
            return None
        kept = {"id", "scenario", "turn", "lang", "history", "reply"}
        plain = self.model_dump(mode="json", include=kept)
        return {**plain, "levels": {self.mark: self.ruled}, "labels": "human"}


@dataclass(frozen=True)
class Broken:
    """A ruling that does not hold any more: the case, and what is said of its mark now."""

    case: Case
    now: Judgement

    def as_plain(self) -> dict[str, Any]:
        """Return what a report says of it."""
        shown = ("id", "scenario", "turn", "lang", "reply", "mark", "was", "ruled", "because")
        return {**{name: getattr(self.case, name) for name in shown}, "now": self.now}


@dataclass(frozen=True)
class Checked:
    """How many rulings are kept, those that are broken, and the lines that could not be checked.

    `people` counts the rulings on losses of a whole attempt, which no reply scored again can break.
    """

    kept: int
    people: int
    broken: tuple[Broken, ...]
    bad: tuple[Bad, ...]


def check(lines: Iterable[str], score: Callable[[Case], Explanation], lang: str) -> Checked:
    """Score every case again and say which rulings are broken; what people alone judge is only counted.

    `score` returns the explanation of a case's reply by the engine and rubric of today; its
    ServicesimError makes the line a bad one. Reasons are in `lang`.
    """
    kept, people, broken, bad = 0, 0, [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = _case(line, lang)
            if case.mark in BY_PEOPLE:
                people += 1
                continue
            now = judged(score(case), case.mark)
        except (ValueError, ServicesimError, RecursionError) as error:
            bad.append(Bad(number, _reason(error, lang)))
            continue
        if now == case.ruled:
            kept += 1
        else:
            broken.append(Broken(case, now))
    return Checked(kept, people, tuple(broken), tuple(bad))


def unfit(case: Case, scenario: Scenario, lang: str) -> str:
    """Return why a scenario can score a case no more, in `lang`; an empty string when it can.

    What was told and asked earlier is not looked up again, so that it may be gone.
    """
    _, context, facts = translator(lang), case.context, scenario.facts
    turns = [f"turn.{turn}" for turn in {case.turn, context.turn} if scenario.turn(turn) is None]
    issues = [f"issue.{key}" for key in context.raises if key not in facts.issues]
    impacts = [f"impact.{key}" for key in context.impacts or () if key not in facts.impacts]
    gone = sorted((*turns, *issues, *impacts))
    if not gone:
        return ""
    form = _("{id} cannot be scored again: {scenario} no longer has {gone}")
    return form.format(id=case.id, scenario=scenario.id, gone=_(", ").join(gone))


def merged(lines: Iterable[str], rows: Iterable[str], ours: frozenset[str]) -> list[str]:
    """Return the lines of a file with `rows` in place of whatever it held under the ids `ours`.

    Every other line stays as it is, whatever it holds.
    """
    others = [line.rstrip("\r\n") for line in lines if _id(line) not in ours]
    return [*(line for line in others if line), *rows]


def rulings_in(folder: Path) -> Path | None:
    """Return the file of rulings that a pack's folder holds, if it holds one."""
    file = folder / FILE
    return file if file.is_file() else None


def _case(line: str, lang: str) -> Case:
    _ = translator(lang)
    if len(line) > LONGEST_LINE:
        raise ServicesimError(_("this line is longer than any case"))
    return Case.model_validate_json(line)


def _id(line: str) -> str | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    found = row.get("id") if isinstance(row, dict) else None
    return found if isinstance(found, str) else None


def _reason(error: Exception, lang: str) -> str:
    _ = translator(lang)
    if isinstance(error, ServicesimError):
        return str(error)
    if isinstance(error, RecursionError):
        return _("this is nested too deeply")
    if not isinstance(error, ValidationError) or not (first := error.errors()[0])["loc"]:
        ours = isinstance(error, ValidationError) and first["type"] == "value_error"
        form = _("'ruled' is a level from 0 to {top} for a dimension, 'found' or 'missing' for a code")
        return form.format(top=TOP) if ours else _("this is no JSON object")
    field = ".".join(map(str, first["loc"]))
    if first["type"] == "missing":
        return _("'{field}' is missing").format(field=field)
    value = json.dumps(first["input"], ensure_ascii=False)[:SHOWN]
    return _("'{field}' cannot be {value}").format(field=field, value=value)
