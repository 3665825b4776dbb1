"""Transcripts row by row: the three forms say the same, bad rows are named, memory stays flat."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import scale_kit as kit

from sim.errors import ServicesimError, Usage
from sim.scale.rows import COLUMNS, LONGEST_LINE, Line, Rows
from sim.scale.turns import LONGEST_ID, Bad, Turn, turn_of

GOOD = [
    kit.row("a", 1, "customer", "Where is my fridge?"),
    kit.row("a", 2, "agent", 'It is "on its way",\nbefore 6.'),
    kit.row("b", 1, "客户", "冰箱呢？", "zh-CN"),
]


def read(path: Path) -> list[Line]:
    """Return every row of a file."""
    return list(Rows(path, "en"))


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.parquet", kit.parquet),
        ("a.jsonl", kit.jsonl),
        ("a.JSONL.gz", kit.jsonl),
        ("a.csv", kit.table),
    ],
)
def test_all_forms_say_the_same(
    tmp_path: Path, name: str, write: Callable[[Path, Sequence[kit.Row]], Path]
) -> None:
    """Parquet, JSON lines and CSV give the same turns, line breaks and quotation marks included."""
    rows = Rows(write(tmp_path / name, GOOD), "en")
    turns = [turn_of(line) for line in rows]
    assert rows.fraction == 1.0
    assert [(chat, t.turn, t.speaker, t.lang, t.text) for chat, t in turns if isinstance(t, Turn)] == [
        ("a", 1, "customer", "en", GOOD[0]["text"]),
        ("a", 2, "agent", "en", GOOD[1]["text"]),
        ("b", 1, "customer", "zh", GOOD[2]["text"]),
    ]


def test_gzipped_csv_and_a_mark_at_its_beginning(tmp_path: Path) -> None:
    """A CSV file as a spreadsheet saves it, gzipped or not, is read, whatever the case of its names."""
    lines = (
        "\ufeffChat_ID,Turn,Speaker,Text,Lang,x",
        "7,1,Customer,Hi,EN,x",
        "",
        "7,2.0, AGENT ,Hello,en_GB,y",
    )
    text = "".join(line + "\r\n" for line in lines)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text.encode()))
    turns = [turn_of(line) for line in read(tmp_path / "a.csv.gz")]
    assert turns == [
        ("7", Turn(2, 1, "customer", "en", "Hi")),
        ("7", Turn(4, 2, "agent", "en", "Hello")),
    ]


def test_columns_of_numbers_and_of_few_words(tmp_path: Path) -> None:
    """Parquet's own types are understood: whole numbers as ids, floats as turns, dictionaries as words."""
    columns = {
        "chat_id": pa.array([5, 6]),
        "turn": pa.array([1.0, 1.5]),
        "speaker": pa.array(["agent", "agent"]).dictionary_encode(),
        "text": pa.array(["Hi", "Hi"], pa.large_string()),
        "lang": pa.array(["en", "en"]).dictionary_encode(),
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    first, second = (turn_of(line) for line in read(tmp_path / "a.parquet"))
    assert first == ("5", Turn(1, 1, "agent", "en", "Hi"))
    assert isinstance(second[1], Bad)
    assert second[1].problem == "turn"


BAD: list[tuple[str, dict[str, Any]]] = [
    ("missing", {"text": None}),
    ("missing", {"chat_id": ""}),
    ("missing", {"lang": None}),
    ("chat_id", {"chat_id": "   "}),
    ("chat_id", {"chat_id": True}),
    ("chat_id", {"chat_id": 1.5}),
    ("chat_id", {"chat_id": ["a"]}),
    ("chat_id", {"chat_id": "x" * (LONGEST_ID + 1)}),
    ("turn", {"turn": "first"}),
    ("turn", {"turn": 1.5}),
    ("turn", {"turn": True}),
    ("turn", {"turn": 2**63}),
    ("turn", {"turn": float("nan")}),
    ("speaker", {"speaker": "bot"}),
    ("speaker", {"speaker": 1}),
    ("lang", {"lang": "fr"}),
    ("lang", {"lang": "english"}),
    ("text", {"text": 5}),
    ("empty", {"text": " \n"}),
    ("too_long", {"text": "a" * 6001}),
]


@pytest.mark.parametrize(("problem", "change"), BAD)
def test_a_row_that_is_no_turn_is_bad(problem: str, change: dict[str, Any]) -> None:
    """Each fault has its name and a reason that tells the column and never the text."""
    values = {**kit.row("a", 1, "customer", "Where is my fridge?"), **change}
    chat, found = turn_of(Line(9, values))
    assert isinstance(found, Bad)
    assert (found.row, found.problem) == (9, problem)
    assert f"'{next(iter(change))}'" in found.reason
    assert "fridge" not in found.reason
    assert (chat == "a") == ("chat_id" not in change)


def test_lines_that_cannot_be_read(tmp_path: Path) -> None:
    """A line that is no JSON, no object, no UTF-8 or endless is bad by itself; the others are read."""
    good = kit.row("a", 1, "customer", "Hi")
    lines = ["no json", "[1]", '"' + "x" * LONGEST_LINE + '"', "[" * 100_000, "\ud800", "", good]
    found = read(kit.jsonl(tmp_path / "a.jsonl", lines))
    assert [(line.number, line.values is None) for line in found] == [
        *((number, True) for number in range(1, 6)),
        (7, False),
    ]
    assert all(line.fault for line in found[:-1])
    chat, bad = turn_of(found[0])
    assert chat == ""
    assert isinstance(bad, Bad)
    assert bad.problem == "unreadable"


def test_half_a_character_is_mended(tmp_path: Path) -> None:
    """Half a character from a broken client is no reason to leave a message out."""
    line = '{"chat_id": "a\\ud83d", "turn": 1, "speaker": "agent", "text": "sorry \\ud83d", "lang": "en"}'
    chat, turn = turn_of(read(kit.jsonl(tmp_path / "a.jsonl", [line]))[0])
    assert (chat, turn) == ("a?", Turn(1, 1, "agent", "en", "sorry ?"))


def test_cells_that_are_no_text(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 make one row bad, in CSV and in Parquet, as do too few cells."""
    (tmp_path / "a.csv").write_bytes(
        b"chat_id,turn,speaker,text,lang\na,1,agent,\xff\xfe,en\na,2,agent\na,3,agent,Hi,en\n"
    )
    found = read(tmp_path / "a.csv")
    assert [(line.number, line.fault) for line in found] == [
        (2, "not UTF-8"),
        (3, "3 cells instead of 5"),
        (4, ""),
    ]
    raw = pa.array([b"Hi", b"\xff\xfe"], pa.binary()).view(pa.string())
    for cells in (raw, raw.dictionary_encode()):
        same = {name: ["a", "a"] for name in COLUMNS} | {"text": cells}
        pq.write_table(pa.table(same), tmp_path / "a.parquet")
        assert [line.fault for line in read(tmp_path / "a.parquet")] == ["", "not UTF-8"]


def test_a_file_that_is_none_of_ours(tmp_path: Path) -> None:
    """A name that says nothing, a column that is missing, and bytes that are something else are refused."""
    (tmp_path / "a.xlsx").write_bytes(b"")
    with pytest.raises(Usage, match=r"\.parquet, \.jsonl"):
        Rows(tmp_path / "a.xlsx", "en")
    (tmp_path / "a.csv").write_text("chat_id,turn\n", encoding="utf-8")
    with pytest.raises(Usage, match="no column speaker, text, lang"):
        read(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_bytes(b"")
    with pytest.raises(Usage, match="no column chat_id"):
        read(tmp_path / "b.csv")
    table = pa.table({"chat_id": ["a"], "turn": [1]})
    pq.write_table(table, tmp_path / "c.parquet")
    with pytest.raises(Usage, match="no column speaker"):
        read(tmp_path / "c.parquet")
    (tmp_path / "a.parquet").write_bytes(b"PAR1 is what I say I am")
    with pytest.raises(ServicesimError, match=r"a\.parquet cannot be read to its end"):
        read(tmp_path / "a.parquet")
    whole = kit.jsonl(tmp_path / "b.jsonl.gz", GOOD).read_bytes()
    (tmp_path / "b.jsonl.gz").write_bytes(whole[:-10])
    with pytest.raises(ServicesimError, match=r"b\.jsonl\.gz cannot be read to its end"):
        read(tmp_path / "b.jsonl.gz")


def test_a_large_row_group_is_not_held(tmp_path: Path) -> None:
    """Reading holds no more of a file with one huge row group than of a small one."""
    noise = random.Random(3)  # noqa: S311 - the same noise every time

    def held(count: int) -> int:
        rows = [kit.row("c", 1, "agent", noise.randbytes(150).hex()) for _ in range(count)]
        path = kit.parquet(tmp_path / "a.parquet", rows, group=count)
        before = pa.total_allocated_bytes()
        return max(pa.total_allocated_bytes() - before for line in Rows(path, "en") if line.number % 50 == 0)

    assert held(40_000) < 1.3 * held(10_000)
