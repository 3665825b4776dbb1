"""Owns what tests of big scoring jobs share: made chats, files of them, a run, and what a folder holds."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.content import Library
from sim.scale.hands import Where
from sim.scale.job import Job, Step
from sim.scale.rows import COLUMNS

Row = dict[str, Any]

SAID = {
    "en": (
        ("My fridge never came and we have a newborn.", "Sorry about the fridge with a newborn at home."),
        ("I took two days off for it!", "Two days off is a lot. I will call you by 6 tonight."),
        ("And who pays for my spoiled food?", "Please calm down."),
        ("Order 8841. Nobody calls me back.", "I have put order 8841 on tomorrow's van, 8 to 12."),
        ("This is a joke.", "Thank you for your patience, your call is important to us."),
    ),
    "zh": (
        ("冰箱一直没送来，家里有刚出生的孩子。", "孩子刚出生，冰箱没到，确实难熬，对不起。"),
        ("我请了两天假在家等！", "您白等了两天，今晚6点前我给您回电话。"),
        ("菜都坏了谁赔？", "请您冷静一下。"),
        ("单号8841，没人回我电话。", "8841我已经排到明天8点到12点送。"),
        ("你们太过分了。", "感谢您的耐心等待，您的来电对我们很重要。"),
    ),
}


def row(chat: object, turn: object, speaker: object, text: object, lang: object = "en") -> Row:
    """Return one row of a file."""
    return dict(zip(COLUMNS, (chat, turn, speaker, text, lang), strict=True))


def chat(name: object, turns: int = 2, lang: str = "en", first: int = 0) -> list[Row]:
    """Return the rows of one chat in which customer and agent take turns."""
    rows = []
    for number in range(turns):
        asked, answered = SAID[lang][(first + number) % len(SAID[lang])]
        rows += [row(name, 2 * number + 1, "customer", asked, lang)]
        rows += [row(name, 2 * number + 2, "agent", answered, lang)]
    return rows


def chats(count: int, turns: int = 2) -> list[Row]:
    """Return chats in both languages, one behind another; no two begin alike."""
    return [
        one
        for number in range(count)
        for one in chat(f"c{number}", turns + number % 3, ("en", "zh")[number % 2], number)
    ]


def parquet(path: Path, rows: Sequence[Row], group: int = 50) -> Path:
    """Write rows as Parquet in row groups of `group`."""
    table = pa.table({name: [one[name] for one in rows] for name in COLUMNS})
    pq.write_table(table, path, row_group_size=group)
    return path


def jsonl(path: Path, rows: Iterable[Row | str]) -> Path:
    """Write rows as lines of JSON (a string stands as it is), gzipped when the name says so."""
    lines = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in rows)
    data = "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def table(path: Path, rows: Iterable[Row]) -> Path:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def job(file: Path, out: Path, size: int = 40) -> Job:
    """Return a job of small parts by the default sheet, in English."""
    return Job(file, out, Library().rubric("service"), "en", size)


def run(file: Path, out: Path, workers: int = 1, told: Callable[[Step], None] | None = None) -> Row:
    """Score a file in small parts and return the manifest."""
    return job(file, out).run(Where(workers), told or (lambda _step: None))


def files(folder: Path) -> dict[str, bytes]:
    """Return all that a folder holds."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }


def scored(folder: Path) -> list[Row]:
    """Return the scored turns in a folder, in order."""
    found: list[Row] = pq.read_table(folder / "parts").to_pylist()
    return found


def bad(folder: Path) -> list[Row]:
    """Return the bad rows of a folder, in order."""
    path = folder / "bad-rows.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
