"""Owns the `result` of a statement: scores, levels, codes, and the reply itself where it may be told.

Takes codes, ids and figures out of events and nothing else; `response` is the only place for words.
"""

from __future__ import annotations

from typing import Any

from sim.model.drill_result import DrillAnswered
from sim.model.events import Ended, ReplyScored
from sim.model.score import DIMENSIONS, TOP
from sim.report.printable import mended
from sim.report.xapi.vocabulary import extension

DECIMALS = 4
"""Decimals of a scaled score, as many as cmi5 has for its own."""

FULL = 100
"""The end of the scale of means and of the customer's figures."""


def reply_result(
    reply: ReplyScored, home: str, *, tries: int, hints: int, response: str | None
) -> dict[str, Any]:
    """Return the result of a reply: the weighted mean as score, the levels, what was found, what helped.

    `tries` counts this reply from 1, with those that were taken back before it. A dimension that was not
    scored is left out; where none was, there is no score.
    """
    said = reply.explanation
    levels = {d: level for d in DIMENSIONS if (level := said.levels.get(d)) is not None}
    told: dict[str, Any] = {
        "levels": levels,
        "codes": sorted(said.codes()),
        "missing": sorted({m.code for m in said.missing}),
        "key-points": list(reply.key_points),
        "red-lines": list(said.red_lines),
        "understood": reply.understood,
        "aided": reply.aided,
        "hints": hints,
        "try": tries,
    }
    result: dict[str, Any] = {"extensions": {extension(home, name): value for name, value in told.items()}}
    if levels:
        result["score"] = _score(reply.quality, TOP)
    return _with_response(result, response)


def answer_result(answer: DrillAnswered, home: str, *, response: str | None) -> dict[str, Any]:
    """Return the result of an answer to a case question: its total as score, and what each point got."""
    told = {
        "points": {p.id: p.score for p in answer.result.points},
        "standing": answer.standing,
        "try": answer.turn_no,
    }
    result: dict[str, Any] = {"extensions": {extension(home, name): value for name, value in told.items()}}
    if answer.result.of > 0:
        result["score"] = _score(answer.result.total, answer.result.of)
    return _with_response(result, response)


def ending_result(ended: Ended, home: str, seconds: float) -> dict[str, Any]:
    """Return the result of a conversation that is over: no score, no success; how it went and ended.

    Levels are means of 0-100. What the customer felt stands under `simulated`: no person felt it.
    """
    told: dict[str, Any] = {
        "mean-levels": {d: mean for d in DIMENSIONS if (mean := ended.levels.get(d)) is not None},
        "ending": ended.kind,
        "red-lines": list(ended.red_lines),
        "simulated": {
            "perceived": ended.perceived,
            "adequate": ended.expected,
            "desired": ended.desired,
            "gap5": ended.gap5,
            "stay-intent": ended.stay_intent,
            "of": FULL,
        },
    }
    extensions = {extension(home, name): value for name, value in told.items()}
    return {**done(seconds), "extensions": extensions}


def done(seconds: float) -> dict[str, Any]:
    """Return the result of something that was completed and took so long."""
    return {"completion": True, **lasted(seconds)}


def lasted(seconds: float) -> dict[str, str]:
    """Return how long something took, to a hundredth of a second, as xAPI writes durations."""
    return {"duration": f"PT{max(seconds, 0.0):.2f}S"}


def _score(raw: float, most: float) -> dict[str, float]:
    return {"scaled": round(min(max(raw / most, 0.0), 1.0), DECIMALS), "raw": raw, "min": 0, "max": most}


def _with_response(result: dict[str, Any], response: str | None) -> dict[str, Any]:
    """Return a result with the words of a reply, mended so that every record store can keep them."""
    return result if not response else {**result, "response": mended(response)}
