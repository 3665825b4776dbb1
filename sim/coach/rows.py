"""Owns scoring of replies from a file, one JSON line each, without playing a conversation.

A bad line becomes an error row; it never stops the others.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sim.content import Library
from sim.content.uncollected import uncollected
from sim.errors import N_, ServicesimError
from sim.locale import translator
from sim.model.json_lines import object_in
from sim.model.language import Lang
from sim.model.refusal import refusal
from sim.model.scenario import Scenario
from sim.model.score import Explanation
from sim.scoring import Context, Engine
from sim.scoring.message import context_of
from sim.scoring.sheet import SheetEngine


class Said(BaseModel):
    """One line of what was said before."""

    model_config = ConfigDict(extra="forbid")
    who: Literal["customer", "trainee"]
    text: str


class Row(BaseModel):
    """One reply to score. `history` is what was said before the customer's message of `turn`.

    Instead of a scenario and turn a row may carry the `customer`'s message itself.
    """

    model_config = ConfigDict(extra="ignore")
    id: str = ""
    scenario: str = ""
    turn: str = ""
    customer: str = ""
    lang: Lang
    reply: str
    history: list[Said] = Field(default_factory=list)

    @model_validator(mode="after")
    def _of_something(self) -> Row:
        if self.scenario and not self.turn and self.customer:
            raise ValueError(N_("a row with a 'scenario' needs its 'turn' too"))
        if not (self.scenario and self.turn) and not self.customer:
            raise ValueError(N_("a row needs 'scenario' and 'turn', or the 'customer' message it answers"))
        return self


class RowScorer:
    """Scores rows; each scenario, and the sheet for those without one, is compiled once per language."""

    def __init__(self, library: Library, rubric: str = "service") -> None:
        """Take where scenarios come from and which rubric to use."""
        self._library = library
        with uncollected():
            self._rubric = library.rubric(rubric)
        self._engines: dict[tuple[str, Lang], tuple[Engine, str]] = {}
        self._scenarios: dict[str, Scenario | ServicesimError] = {}
        self._sheets: dict[Lang, SheetEngine] = {}

    def _engine(self, scenario: str, lang: Lang) -> tuple[Engine, str]:
        key = (scenario, lang)
        if key not in self._engines:
            with uncollected():
                loaded = self._library.scenario(scenario)
                only = loaded.value.language
                if only not in (None, lang):
                    raise ServicesimError(
                        N_("{scenario} is in '{only}' only; a reply in '{lang}' cannot be held against it"),
                        scenario=scenario,
                        only=only,
                        lang=lang,
                    )
                engine = Engine(loaded.value, self._rubric.value, lang)
            gc.freeze()  # the phrases never die; walking them again and again cost up to 10 ms a reply
            self._engines[key] = engine, loaded.hash
        return self._engines[key]

    def _sheet(self, lang: Lang) -> SheetEngine:
        if lang not in self._sheets:
            with uncollected():
                self._sheets[lang] = SheetEngine(self._rubric.value, lang)
            gc.freeze()
        return self._sheets[lang]

    def score(self, row: Row) -> dict[str, Any]:
        """Return the result of one row as plain data. Raises ServicesimError for an unknown turn."""
        if not row.scenario:
            return self._score_message(row)
        engine, digest = self._engine(row.scenario, row.lang)
        turn = engine.scenario.turn(row.turn)
        if turn is None:
            raise _no_turn(engine.scenario, row.turn)
        said = tuple(s.text for s in row.history if s.who == "customer")
        context = Context(
            turn=turn.id,
            gives=turn.gives,
            raises=turn.raises,
            impacts=turn.impacts,
            customer=(*said, turn.says[0].text.get(row.lang)),
            own=tuple(s.text for s in row.history if s.who == "trainee"),
            heat=engine.scenario.customer.heat,
        )
        return self._result(row, engine.score(row.reply, context), digest[:12])

    def row(self, data: Mapping[str, Any]) -> Row:
        """Return the row of a line's data. Raises ServicesimError with all its faults, its scenario's too."""
        try:
            return Row.model_validate(data)
        except ValidationError as error:
            raise refusal(error, *self._astray(data.get("scenario"), data.get("turn"))) from None

    def _astray(self, scenario: Any, turn: Any) -> Iterator[ServicesimError]:
        """Yield the fault of a scenario that is not there, or of a turn that it has not."""
        if not isinstance(scenario, str) or not scenario:
            return
        known = self._known(scenario)
        if isinstance(known, ServicesimError):
            yield known
        elif isinstance(turn, str) and turn and known.turn(turn) is None:
            yield _no_turn(known, turn)

    def _known(self, name: str) -> Scenario | ServicesimError:
        """Return a scenario, or why there is none; each is read once, however many lines are bad."""
        if name not in self._scenarios:
            try:
                self._scenarios[name] = self._library.scenario(name).value
            except ServicesimError as error:
                self._scenarios[name] = error
        return self._scenarios[name]

    def _score_message(self, row: Row) -> dict[str, Any]:
        """Return the result of a row that belongs to no scenario; its facts are those of the message."""
        said = tuple(s.text for s in row.history if s.who == "customer")
        engine = self._sheet(row.lang).answering(row.customer)
        own = tuple(s.text for s in row.history if s.who == "trainee")
        context = context_of(engine.scenario, (*said, row.customer), own)
        return self._result(row, engine.score(row.reply, context), "")

    def _result(self, row: Row, explanation: Explanation, scenario: str) -> dict[str, Any]:
        versions = {**explanation.versions, "scenario": scenario, "rubric": self._rubric.hash[:12]}
        return {"id": row.id, **as_plain(explanation), "versions": versions}

    def lines(self, lines: Iterable[str], lang: str = "en") -> Iterator[tuple[dict[str, Any], bool]]:
        """Yield (result, well) for each non-empty line; `well` is False for an error row, told in `lang`."""
        _ = translator(lang)
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            name: Any = f"line {number}"
            try:
                data = object_in(line)
                name = data.get("id", name)
                yield {**self.score(self.row({**data, "id": ""})), "id": name}, True
            except (ValueError, ServicesimError, RecursionError) as error:
                yield {"id": name, "line": number, "error": refusal(error).said(_)}, False


def _no_turn(scenario: Scenario, turn: str) -> ServicesimError:
    known = ", ".join(t.id for t in scenario.turns)
    told = N_("no turn '{turn}' in {scenario}; it has: {known}")
    return ServicesimError(told, turn=turn, scenario=scenario.id, known=known)


FINDING = ("code", "dimension", "span", "quote", "why", "rule", "link", "strength", "certain")
"""What is printed of a finding."""


def as_plain(explanation: Explanation) -> dict[str, Any]:
    """Return what `score` prints of an explanation; carriers count through findings, then traces."""
    whole = explanation.model_dump(mode="json")
    shown = len(explanation.shown)
    return {
        "levels": whole["levels"],
        "findings": [{k: f[k] for k in FINDING} for f in whole["findings"][:shown]],
        "traces": [{k: f[k] for k in FINDING} for f in whole["findings"][shown:]],
        "caps": whole["caps"],
        "flags": whole["flags"],
        "flag_reasons": whole["flag_reasons"],
        "red_lines": whole["red_lines"],
        "promises": whole["promises"],
        "key_points": whole["key_points"],
        "carriers": whole["carriers"],
        "why": whole["why"],
    }
