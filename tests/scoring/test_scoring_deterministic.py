"""Scoring law 7: the same reply gives the same bytes, in any process, locale and time zone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import scoring_kit as kit

from sim.coach.rows import RowScorer
from sim.content import Library
from sim.model.language import LANGS

WORLDS = (
    {"PYTHONHASHSEED": "1", "LANG": "C", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "4711", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "America/Los_Angeles"},
)


def rows() -> str:
    """Return the anchors as lines for `servicesim score`."""
    return "".join(
        json.dumps(
            {"id": f"{row['id']}-{lang}", "scenario": kit.SCENARIO, "turn": "opening", "lang": lang}
            | {"reply": row[lang]},
            ensure_ascii=False,
        )
        + "\n"
        for row in kit.anchors()
        for lang in LANGS
    )


def test_every_process_prints_the_same_bytes(tmp_path: Path) -> None:
    """Hash seed, locale and time zone change no byte of the scores."""
    started = []
    for number, world in enumerate(WORLDS):
        home = tmp_path / str(number)
        home.mkdir()
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "sim", "score", "-"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=Path(__file__).parents[2],
                env={**os.environ, "SERVICESIM_HOME": str(home), **world},
            )
        )
    seen = [process.communicate(rows().encode("utf-8")) for process in started]
    assert [p.returncode for p in started] == [0, 0], seen[0][1]
    assert len({out for out, _ in seen}) == 1
    assert seen[0][0].count(b"\n") == 24


@pytest.mark.parametrize("lang", LANGS)
def test_an_engine_keeps_nothing(lang: kit.Lang) -> None:
    """The order in which replies are scored does not change what is said of them."""
    texts = [row[lang] for row in kit.anchors()]
    engine, context = kit.engine(lang), kit.context(lang)
    first = [engine.score(text, context).model_dump_json() for text in texts]
    again = [engine.score(text, context).model_dump_json() for text in reversed(texts)]
    assert first == again[::-1]


def test_the_version_is_part_of_the_score() -> None:
    """A score names engine, scenario and rubric: other files or another engine are other scores."""
    scorer = RowScorer(Library())
    ((result, well),) = scorer.lines([rows().splitlines()[0]])
    assert well
    assert set(result["versions"]) == {"engine", "scenario", "rubric"}
    assert all(result["versions"].values())
