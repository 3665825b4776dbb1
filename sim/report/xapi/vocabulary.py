"""Owns the words of our statements: verbs, kinds of activities, and the addresses of both.

Verbs and kinds are those that exist already (ADL, Activity Streams, cmi5). What has no public word is named
under the department's own address, because an IRI should belong to whoever uses it (xAPI 1.0.3, Data 3.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import quote

Verb = Literal[
    "initialized",
    "suspended",
    "resumed",
    "answered",
    "requested",
    "retracted",
    "completed",
    "terminated",
]

_ADL = "http://adlnet.gov/expapi/verbs/"
_STREAMS = "http://activitystrea.ms/schema/1.0/"

VERBS: dict[Verb, tuple[str, str]] = {
    "initialized": (f"{_ADL}initialized", "开始了"),
    "suspended": (f"{_ADL}suspended", "暂停了"),
    "resumed": (f"{_ADL}resumed", "继续了"),
    "answered": (f"{_ADL}answered", "回复了"),
    "requested": (f"{_STREAMS}request", "请求了"),
    "retracted": (f"{_STREAMS}retract", "撤回了"),
    "completed": (f"{_ADL}completed", "完成了"),
    "terminated": (f"{_ADL}terminated", "结束了"),
}
"""Each verb with its IRI and its Chinese display; the English one is the verb itself.

`passed` and `failed` are missing on purpose: one session passes or fails nobody (`domain.md` 5.3).
"""

SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
"""Extension of cmi5 that tells sittings of one registration apart."""

_KINDS = "http://adlnet.gov/expapi/activities/"
SIMULATION, QUESTION, PROFILE = f"{_KINDS}simulation", f"{_KINDS}cmi.interaction", f"{_KINDS}profile"
"""ADL's kinds: a whole scenario, what a trainee replies to in free text, the recipe statements follow."""

HINT = "https://w3id.org/xapi/acrossx/activities/message"
"""Kind of a hint: a message that is given to the learner."""


def verb(name: Verb) -> dict[str, Any]:
    """Return a verb with its display in both languages."""
    iri, chinese = VERBS[name]
    return {"id": iri, "display": {"en": name, "zh": chinese}}


def own(home: str, *parts: str) -> str:
    """Return an address under the department's own; every part is escaped."""
    return "/".join((home.rstrip("/"), *(quote(part, safe="") for part in parts)))


def extension(home: str, name: str) -> str:
    """Return the key of an extension of ours."""
    return own(home, "xapi", "extensions", name)


def activity(iri: str, kind: str, name: Mapping[str, str], *, open_answer: bool = False) -> dict[str, Any]:
    """Return an activity; one with an `open_answer` is answered in one's own words."""
    definition: dict[str, Any] = {"type": kind, "name": dict(name)}
    if open_answer:
        definition["interactionType"] = "long-fill-in"
    return {"objectType": "Activity", "id": iri, "definition": definition}


def recipe(home: str) -> dict[str, Any]:
    """Return the activity that puts our statements in one category: the recipe they follow."""
    return {
        "objectType": "Activity",
        "id": own(home, "xapi", "recipe", "1"),
        "definition": {"type": PROFILE},
    }
