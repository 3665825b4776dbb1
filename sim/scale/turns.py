"""Owns what a row must hold to be a turn of a chat, and what a bad row is told.

Never guesses: a row that is not plainly a customer's or an agent's message is bad.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sim.model.language import Lang
from sim.report.printable import mended, printable, shortened
from sim.scale.rows import Line
from sim.scoring.engine import LONGEST

Speaker = Literal["customer", "agent"]

Problem = Literal[
    "unreadable",
    "missing",
    "chat_id",
    "turn",
    "speaker",
    "lang",
    "text",
    "empty",
    "too_long",
    "turn_twice",
    "chat_too_long",
    "came_back",
    "engine",
]
"""Why a row is bad; the words stand in the side file and in `docs/scoring-many.md`."""

PROBLEMS: tuple[Problem, ...] = get_args(Problem)

SPEAKERS: dict[str, Speaker] = {"customer": "customer", "客户": "customer", "agent": "agent", "客服": "agent"}

LANGUAGES: dict[str, Lang] = {"en": "en", "zh": "zh"}
"""By the part before a region: en-GB and zh_CN are known as well."""

LONGEST_ID = 200
"""Characters of a chat's id; the longest in use (a UUID in an address) have under a hundred."""

LARGEST_TURN = 2**63 - 1
"""What a column of 64-bit numbers holds."""

SHOWN = 40
"""Characters shown of a cell that is not as it must be: enough to find it, too few to tell a story."""

_NUMBER = re.compile(r"\s*([+-]?\d{1,18})(?:\.0+)?\s*")
_REGION = re.compile("[-_]")


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a chat and the row that it stands in."""

    row: int
    turn: int
    speaker: Speaker
    lang: Lang
    text: str


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that is not scored, its chat where that is known, and why. Holds none of the chat's words."""

    row: int
    chat: str
    problem: Problem
    reason: str


class _Unfit(Exception):
    """A cell that is not as it must be."""

    def __init__(self, problem: Problem, reason: str) -> None:
        self.problem: Problem = problem
        self.reason = reason


def turn_of(line: Line) -> tuple[str, Turn | Bad]:
    """Return the id of a row's chat (empty when none can be read), and its turn or what is bad."""
    values, chat = line.values, ""
    if values is None:
        return "", Bad(line.number, "", "unreadable", f"the row cannot be read: {printable(line.fault)}")
    try:
        chat = _chat(_cell(values, "chat_id"))
        turn = _turn(_cell(values, "turn"))
        speaker = _speaker(_cell(values, "speaker"))
        lang = _lang(_cell(values, "lang"))
        return chat, Turn(line.number, turn, speaker, lang, _text(_cell(values, "text")))
    except _Unfit as unfit:
        return chat, Bad(line.number, chat, unfit.problem, unfit.reason)


def _cell(values: Mapping[str, Any], name: str) -> object:
    value = values.get(name)
    if value is None or (value == "" and name != "text"):
        raise _Unfit("missing", f"'{name}' is missing")
    return value


def _shown(value: object) -> str:
    return shortened(printable(mended(str(value))), SHOWN)


def _chat(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_TURN:
        return str(value)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_ID:
        raise _Unfit("chat_id", f"'chat_id' must be text or a whole number, {LONGEST_ID} characters at most")
    return mended(value)


def _turn(value: object) -> int:
    whole = value
    if isinstance(whole, str) and (match := _NUMBER.fullmatch(whole)):
        whole = int(match[1])
    if isinstance(whole, float) and whole.is_integer():
        whole = int(whole)
    if not isinstance(whole, int) or isinstance(whole, bool) or abs(whole) > LARGEST_TURN:
        raise _Unfit("turn", f"'turn' is no whole number: {_shown(value)}")
    return whole


def _speaker(value: object) -> Speaker:
    speaker = SPEAKERS.get(value.strip().casefold()) if isinstance(value, str) else None
    if speaker is None:
        raise _Unfit("speaker", f"'speaker' is neither customer nor agent: {_shown(value)}")
    return speaker


def _lang(value: object) -> Lang:
    lang = LANGUAGES.get(_REGION.split(value.strip().casefold())[0]) if isinstance(value, str) else None
    if lang is None:
        raise _Unfit("lang", f"'lang' is neither en nor zh: {_shown(value)}")
    return lang


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Unfit("text", "'text' is no text")
    if not value.strip():
        raise _Unfit("empty", "'text' is empty")
    if len(value) > LONGEST:
        raise _Unfit("too_long", f"'text' has {len(value)} characters; at most {LONGEST} are read")
    return mended(value)
