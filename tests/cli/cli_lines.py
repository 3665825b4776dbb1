"""Owns what tests of the command line share: what a command leaves, and replies to type."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and both outputs."""

    code: int
    out: str
    err: str


Start = Callable[..., Outcome]
"""Starts a command line: `start("list", typed="…")`."""

GOOD = {
    "en": "Two days off for nothing with a newborn and no fridge: I'm sorry, "
    "our depot put it on the wrong van. I've put 8841 on tomorrow 8-12; the depot manager confirms to me "
    "by 6 tonight and I'll message you either way.",
    "zh": "带着刚出生的孩子白请了两天假，换谁都会生气，对不起，是我们站点装错了车。8841我已排到明天8–12点，"
    "今晚6点前站长向我确认，不管结果如何我都给您消息。",
}
TO_THE_END = {lang: reply + "\n" + "ok\n" * 40 for lang, reply in GOOD.items()}
"""One good reply, then nothing worth hearing until the customer has enough."""


def row(**changes: object) -> str:
    """Return one line for `servicesim score`."""
    plain = {
        "id": "1",
        "scenario": "complaint-01",
        "turn": "opening",
        "lang": "en",
        "reply": GOOD["en"],
    }
    return json.dumps({**plain, **changes}, ensure_ascii=False)
