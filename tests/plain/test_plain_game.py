"""The line shell with the real engine, store and scenario."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from sim.coach import Coach
from sim.model.events import EVENT
from sim.model.language import Lang
from sim.plain import run_plain

REPLIES: dict[Lang, str] = {
    "en": "Two days off and a newborn with no fridge: I am sorry, our depot mis-sorted it. "
    "I have kept tomorrow 8-12 for you and will message you by 6 p.m. today.",
    "zh": "带着新生儿白等两天，对不起，是我们分拣站分错了。明天8到12点给您留着，今天18点前我给您消息。",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_conversation_is_paused_resumed_and_ended(tmp_path: Path, lang: Lang) -> None:
    """A pipe that ends early loses nothing: the attempt goes on by its id and ends with a debrief."""
    seat = Coach(home=tmp_path).start("complaint-01", lang=lang)
    out = io.StringIO()
    assert (
        run_plain(seat, reply_lines=io.StringIO(REPLIES[lang] + "\n"), out=out, json=False, interactive=False)
        == 0
    )
    assert f"--resume {seat.attempt}" in out.getvalue()
    again = Coach(home=tmp_path).open(seat.attempt)
    out = io.StringIO()
    assert run_plain(again, reply_lines=io.StringIO("ok\n" * 30), out=out, json=False, interactive=False) == 0
    assert again.ended
    assert REPLIES[lang] in out.getvalue()
    assert "SERVQUAL" in out.getvalue()


def test_json_is_the_whole_attempt(tmp_path: Path) -> None:
    """What is printed reads back as the very events that were stored."""
    seat = Coach(home=tmp_path).start("complaint-01", lang="en")
    out = io.StringIO()
    run_plain(seat, reply_lines=io.StringIO(REPLIES["en"] + "\n"), out=out, json=True, interactive=False)
    lines = out.getvalue().splitlines()
    assert [EVENT.validate_json(line) for line in lines] == seat.events
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1))
