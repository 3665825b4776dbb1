"""What a worker does with a part: each turn of an agent in the light of what was said before it."""

from __future__ import annotations

from pathlib import Path

import pytest
import scale_kit as kit

from sim.coach.rows import Row, RowScorer, Said
from sim.content import Library
from sim.errors import ServicesimError
from sim.model.score import DIMENSIONS
from sim.scale import judge as judging
from sim.scale.judge import HEARD, heard, judge, pack_sheet
from sim.scoring import Engine
from sim.scoring.engine import LONGEST


def test_a_turn_is_scored_as_score_would(tmp_path: Path) -> None:
    """Each level is that of `servicesim score` with all messages so far and the earlier replies."""
    again = "I have put order 8841 on the van of tomorrow morning, and I will call you by 6 tonight."
    rows = [*kit.chat("a", 3), *kit.chat("b", 3, "zh")]
    rows += [
        kit.row("c", 1, "customer", "Where is order 8841?"),
        *(kit.row("c", n, "agent", again) for n in (2, 3)),
    ]
    kit.run(kit.parquet(tmp_path / "a.parquet", rows), tmp_path / "out")
    assert [("X09" in found["patterns"]) for found in kit.scored(tmp_path / "out")][-2:] == [False, True]
    scorer = RowScorer(Library())
    for found in kit.scored(tmp_path / "out"):
        before = [r for r in rows if r["chat_id"] == found["chat_id"] and r["turn"] < found["turn"]]
        customer = "\n".join(r["text"] for r in before if r["speaker"] == "customer")
        own = [Said(who="trainee", text=r["text"]) for r in before if r["speaker"] == "agent"]
        row = rows[found["row"] - 1]
        result = scorer.score(Row(customer=customer, lang=row["lang"], reply=row["text"], history=own))
        assert {d: found[d] for d in DIMENSIONS} == result["levels"]
        assert found["flags"] == sorted(result["flags"])
        assert [f["code"] for f in found["findings"]] == [f["code"] for f in result["findings"]]
        assert [row["text"][f["start"] : f["end"]] for f in found["findings"]] == [
            f["quote"] for f in result["findings"]
        ]


def test_what_the_customer_told_before_still_counts(tmp_path: Path) -> None:
    """What was told three messages ago can be acknowledged now; in another chat it cannot."""
    reply = "Three days without a fridge, and a newborn at home: I am sorry, that is hard."
    told = "My fridge broke three days ago and we have a newborn."
    rows = [
        kit.row("a", 1, "customer", told),
        kit.row("a", 2, "agent", "One moment."),
        kit.row("a", 3, "customer", "Hello?"),
        kit.row("a", 4, "agent", reply),
        kit.row("b", 1, "customer", "Hello?"),
        kit.row("b", 2, "agent", reply),
    ]
    kit.run(kit.parquet(tmp_path / "a.parquet", rows), tmp_path / "out")
    levels = [found["empathy"] for found in kit.scored(tmp_path / "out")]
    assert levels[1] > levels[2]


def test_all_that_is_answered_now_counts(tmp_path: Path) -> None:
    """A long message counts while it is answered, together with the next; once it was answered it is gone."""
    long = "It is about the order of last month that I wrote you of before. " * (HEARD // 70)
    told = "We have a newborn and no fridge. " + long
    reply = "A newborn and no fridge: I am sorry, that is hard."
    rows = [
        kit.row("a", 1, "customer", told),
        kit.row("a", 2, "customer", long),
        kit.row("a", 3, "agent", reply),
        kit.row("b", 1, "customer", told),
        kit.row("b", 2, "agent", "One moment."),
        kit.row("b", 3, "customer", long),
        kit.row("b", 4, "agent", reply),
    ]
    kit.run(kit.parquet(tmp_path / "a.parquet", rows), tmp_path / "out")
    now, _moment, gone = kit.scored(tmp_path / "out")
    assert now["empathy"] > gone["empathy"]


def test_who_speaks_first_is_not_scored(tmp_path: Path) -> None:
    """A greeting before any customer wrote is listed without levels, and says why."""
    rows = [kit.row("a", 0, "agent", "Hello, how can I help you?"), *kit.chat("a", 1)]
    manifest = kit.run(kit.parquet(tmp_path / "a.parquet", rows), tmp_path / "out")
    first, second = kit.scored(tmp_path / "out")
    assert [first[d] for d in DIMENSIONS] == [None] * 3
    assert (first["unscored"], second["unscored"]) == ("no_customer_message", None)
    assert all(second[d] is not None for d in DIMENSIONS)
    english = manifest["tally"]["langs"]["en"]
    assert (english["turns"], english["scored"], english["unscored"]) == (2, 1, 1)


def test_no_word_of_a_chat_is_written(tmp_path: Path) -> None:
    """The folder holds codes and places; neither a customer's nor an agent's words stand in it."""
    rows = [
        kit.row("a", 1, "customer", "My canaryword fridge never came."),
        kit.row("a", 2, "agent", "Sorry that the canaryword fridge never came, calm down."),
        kit.row("a", 3, "agent", ""),
    ]
    kit.run(kit.parquet(tmp_path / "a.parquet", rows), tmp_path / "out")
    (found,) = kit.scored(tmp_path / "out")
    assert found["patterns"]
    assert found["incomplete"]
    assert "canaryword" not in repr(found) + (tmp_path / "out" / "bad-rows.jsonl").read_text()
    assert not any(b"canaryword" in data for data in kit.files(tmp_path / "out").values())


def test_what_is_heard_has_bounds() -> None:
    """All that is answered now is heard, and of what was said before as much as fits, the latest."""
    old, now = "o" * (HEARD // 2), "n" * HEARD
    assert heard([old, old, "now"], 1) == f"{old}\nnow"
    assert heard([old, now, now], 2) == f"{now}\n{now}"
    assert heard([old, now], 1) == now
    assert heard(["x" * LONGEST], 1) == "x" * LONGEST
    assert heard(["x" * LONGEST, "y"], 2) == "y"


def test_a_fault_of_the_engine_is_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When scoring one reply fails, that row is bad and named, and all others are scored."""
    plain = Engine.score

    def failing(self: Engine, reply: str, *given: object) -> object:
        if "8841" in reply:
            raise RuntimeError(reply)
        return plain(self, reply, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "score", failing)
    manifest = kit.run(kit.parquet(tmp_path / "a.parquet", kit.chat("a", 5)), tmp_path / "out")
    assert [found["row"] for found in kit.scored(tmp_path / "out")] == [2, 4, 6, 10]
    assert [(bad["row"], bad["problem"]) for bad in kit.bad(tmp_path / "out")] == [(8, "engine")]
    assert "8841" not in repr(kit.bad(tmp_path / "out"))
    assert manifest["tally"]["bad"] == {"engine": 1}
    assert manifest["tally"]["langs"]["en"]["turns"] == 4


def test_a_worker_of_another_version_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that runs another engine than the program that sent the part says so and scores nothing."""
    sheet = pack_sheet("service", Library().rubric("service").text)
    monkeypatch.setattr(judging, "VERSION", "base-99")
    judging._judge.cache_clear()
    with pytest.raises(ServicesimError, match="base-99"):
        judge(b"{}", sheet)
    judging._judge.cache_clear()
