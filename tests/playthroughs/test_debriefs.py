"""The debriefs of the golden conversations, word for word, and what holds of every debrief."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sim import play
from sim.model.language import LANGS, Lang
from sim.report import Debrief, build_debrief, render_text
from tests.calibration.labelled import rows
from tests.playthroughs.golden import (
    DEBRIEFED,
    ENDING,
    debrief_path,
    debrief_text,
    opening,
    paths,
    read,
    shared_script,
    straight,
)

SCENARIO = "complaint-01"

SESSIONS = 300
"""Composed sessions in each language."""

TOLD = 40
"""Composed sessions of each language whose debriefs are written out."""

LONGEST = 3
"""Replies of a composed session: what a label rests on stands in one reply and what came before it."""


GOLDEN = [path for path in paths() if path.name.startswith(f"{DEBRIEFED}.")]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.name.removesuffix(ENDING))
def test_the_debrief_of_a_golden_conversation_reads_as_it_was_read_through(path: Path) -> None:
    """Every sentence a trainee is told, in the order told; a change is reviewed as a diff."""
    golden = read(path)
    script = shared_script(golden.scenario, golden.lang)
    told = debrief_text(script, straight(script, golden.replies))
    assert told == debrief_path(path).read_text("utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_every_lost_point_of_composed_sessions_has_one_label_and_a_reason(lang: Lang) -> None:
    """Whatever is said in whatever order: each level below 4 and each gap says which kind of gap, and why."""
    labels: set[str] = set()
    for debrief in composed(lang):
        for reply in debrief.replies:
            for level in reply.levels:
                lost = level.level is not None and level.level < 4
                assert (level.gap is not None) is lost
                assert bool(level.gap_reason) is lost
                labels |= {level.gap} if level.gap else set()
        for gap in debrief.gaps:
            assert gap.reason
            labels.add(gap.label)
        assert len(debrief.gaps) <= 3
    assert {"G1", "G2", "G3", "G4"} <= labels


@pytest.mark.parametrize("lang", LANGS)
def test_no_praise_stands_without_own_words(lang: Lang) -> None:
    """What went well is quoted from the reply it is said of, and every mark lies inside its reply."""
    assert any(debrief.strengths for debrief in composed(lang))
    for debrief in composed(lang):
        words = {reply.turn_no: reply.words for reply in debrief.replies}
        for strength in debrief.strengths:
            assert strength.quote.strip()
            assert strength.quote in words[strength.turn_no]
        for reply in debrief.replies:
            assert all(0 <= m.span[0] < m.span[1] <= len(reply.words) for m in reply.marks)


@cache
def composed(lang: Lang) -> tuple[Debrief, ...]:
    """Return the debriefs of sessions put together by a fixed seed from rated replies and golden ones."""
    script = shared_script(SCENARIO, lang)
    pool = [
        row["reply"] for row in rows("replies.jsonl") if row["lang"] == lang and row["scenario"] == SCENARIO
    ]
    pool += [reply for path in GOLDEN if (golden := read(path)).lang == lang for reply in golden.replies]
    chance = random.Random(f"composed {lang}")  # noqa: S311 - a fixed choice, no secret
    return tuple(_debriefs(script, pool, chance))


def _debriefs(script: play.Script, pool: list[str], chance: random.Random) -> Iterator[Debrief]:
    for _ in range(SESSIONS):
        events = list(opening(script))
        session = play.fold(script, events)
        for reply in chance.choices(pool, k=chance.randint(1, LONGEST)):
            if session.over:
                break
            session, following = play.step(script, session, reply)
            events += following
        yield build_debrief(events, script.scenario, script.rubric)


def test_a_debrief_names_no_rank_and_grades_nobody() -> None:
    """No debrief ranks, praises or blames the person, of golden conversations or of composed ones."""
    forbidden = re.compile(
        r"you are (?:a|an|not)\b|great job|well done|\brank|真棒|太棒了|排名|你这个人", re.IGNORECASE
    )
    told = [debrief_path(path).read_text("utf-8").splitlines() for path in GOLDEN]
    told += [render_text(debrief, lang) for lang in LANGS for debrief in composed(lang)[:TOLD]]
    for lines in told:
        own = [line for line in lines if not line.startswith(("You: ", "你：", "您："))]
        assert not [line for line in own if forbidden.search(line)]
