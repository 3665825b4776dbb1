"""Parts of whole chats: cut where a chat ends, the same every time, and nothing scored without its past."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import scale_kit as kit

from sim.scale import cut
from sim.scale.cut import Cutter, Part
from sim.scale.rows import Rows
from sim.scale.turns import Bad


def parts(tmp_path: Path, rows: Sequence[kit.Row | str], size: int = 4) -> list[Part]:
    """Return the parts of rows."""
    return list(Cutter(Rows(kit.jsonl(tmp_path / "a.jsonl", rows), "en"), size))


def told(bad: Sequence[Bad]) -> list[tuple[int, str]]:
    """Return row and problem of each."""
    return [(one.row, one.problem) for one in bad]


def said(name: str, *turns: object) -> list[kit.Row]:
    """Return the rows of a chat with these turn numbers."""
    return [kit.row(name, turn, "customer", f"Message {turn}.") for turn in turns]


def test_parts_hold_whole_chats(tmp_path: Path) -> None:
    """A part ends with the first chat that reaches its size; no chat is in two, every row is in one."""
    rows = [*said("a", 1, 2, 3), *said("b", 1, 2, 3), *said("c", 1), *said("d", *range(1, 8)), *said("e", 1)]
    found = parts(tmp_path, rows)
    assert [[chat.name for chat in part.chats] for part in found] == [["a", "b"], ["c", "d"], ["e"]]
    assert [(part.number, part.first, part.last, part.rows) for part in found] == [
        (0, 1, 6, 6),
        (1, 7, 14, 8),
        (2, 15, 15, 1),
    ]
    assert [len(chat.turns) for part in found for chat in part.chats] == [3, 3, 1, 7, 1]
    assert found[-1].fraction == 1.0
    assert sorted(part.fraction for part in found) == [part.fraction for part in found]


def test_turns_come_in_their_order(tmp_path: Path) -> None:
    """Within a chat the number of the turn decides, not the row; a number that stands twice is bad."""
    (part,) = parts(tmp_path, said("a", 3, 1, 2, 1), size=9)
    (chat,) = part.chats
    assert [(turn.turn, turn.row) for turn in chat.turns] == [(1, 2), (2, 3), (3, 1)]
    assert told(part.bad) == [(4, "turn_twice")]
    assert chat.incomplete


def test_a_chat_that_comes_back_is_bad_from_there_on(tmp_path: Path) -> None:
    """What stands apart from its chat is named and not scored; the chats around it are untouched."""
    rows = [*said("a", 1, 2), *said("b", 1), *said("a", 3, 4), *said("c", 1)]
    found = parts(tmp_path, rows, size=2)
    assert [(c.name, len(c.turns), c.incomplete) for part in found for c in part.chats] == [
        ("a", 2, False),
        ("b", 1, False),
        ("c", 1, False),
    ]
    assert told([bad for part in found for bad in part.bad]) == [(4, "came_back"), (5, "came_back")]


def test_rows_that_belong_to_no_chat_spoil_their_neighbours(tmp_path: Path) -> None:
    """A row without an id ends no chat, and marks the chat around it, or those on both sides."""
    rows: list[kit.Row | str] = [
        *said("a", 1), "no json", *said("a", 2), *said("b", 1), "no json", *said("c", 1), *said("d", 1)
    ]  # fmt: skip
    (part,) = parts(tmp_path, rows, size=99)
    assert [(chat.name, len(chat.turns), chat.incomplete) for chat in part.chats] == [
        ("a", 2, True),
        ("b", 1, True),
        ("c", 1, True),
        ("d", 1, False),
    ]
    assert told(part.bad) == [(2, "unreadable"), (5, "unreadable")]


def test_a_bad_row_marks_its_own_chat_only(tmp_path: Path) -> None:
    """A chat with a bad row is scored and marked as incomplete; the next one is not marked."""
    rows = [*said("a", 1), kit.row("a", 2, "bot", "Hi"), *said("a", 3), *said("b", 1)]
    (part,) = parts(tmp_path, rows, size=99)
    assert [(chat.name, len(chat.turns), chat.incomplete) for chat in part.chats] == [
        ("a", 2, True),
        ("b", 1, False),
    ]
    assert told(part.bad) == [(2, "speaker")]


def test_endless_chats_and_rubbish_are_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat longer than any, a chat that comes back for ever and rubbish without end make parts as well."""
    monkeypatch.setattr(cut, "LONGEST_CHAT", 10)
    found = parts(tmp_path, [*said("a", *range(40)), *said("b", 1)])
    assert told([bad for part in found for bad in part.bad]) == [
        (row, "chat_too_long") for row in range(1, 41)
    ]
    assert max(part.rows for part in found) <= 11
    assert [chat.name for part in found for chat in part.chats] == ["b"]

    found = parts(tmp_path, [*said("a", 1), *said("b", 1), *said("a", *range(2, 40))])
    assert max(part.rows for part in found) <= 4
    assert [chat.name for part in found for chat in part.chats] == ["a", "b"]

    found = parts(tmp_path, [*said("a", 1), *["rubbish"] * 40, *said("a", 2), *said("b", 1)])
    assert max(part.rows for part in found) <= 5
    assert [(c.name, c.incomplete) for part in found for c in part.chats] == [("a", True), ("b", False)]
    assert told(found[-1].bad) == [(42, "came_back")]


def test_a_file_without_rows_is_one_empty_part(tmp_path: Path) -> None:
    """Nothing to read is one part of nothing, so that the folder says so."""
    (part,) = parts(tmp_path, [])
    assert (part.number, part.rows, part.chats, part.bad) == (0, 0, [], [])


def test_a_run_that_broke_off_is_cleared_away_in_any_thread(tmp_path: Path) -> None:
    """Whoever drops the parts half read, in whatever thread, clears away what was noted for them."""
    rows = [*said("a", *range(1, 9)), *said("b", 1)]
    parts = iter(Cutter(Rows(kit.jsonl(tmp_path / "a.jsonl", rows), "en"), 2))
    assert isinstance(parts, Generator)
    next(parts)
    with ThreadPoolExecutor(1) as other:
        other.submit(parts.close).result()
    assert list(parts) == []
