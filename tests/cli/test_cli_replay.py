"""`servicesim replay` and `servicesim practise` from a command line."""

from __future__ import annotations

from pathlib import Path

from cli_lines import Start

from sim.coach import Coach


def test_a_reply_is_tried_again_from_a_pipe(home: Path, servicesim: Start) -> None:
    """The new attempt begins before reply 2; the scenario's id stands for its last attempt."""
    first = servicesim("run", "complaint-01", "--lang", "en", typed="Sorry.\nWe look into it.\n")
    assert first.code == 0
    whole = Coach().attempts()[0]
    again = servicesim("replay", "complaint-01", "--from", "2", typed="I'll write to you by 6 today.\n")
    assert again.code == 0, again.err
    rows = Coach().attempts()
    assert [(row.kind, row.parent) for row in rows] == [("branch", whole.id), ("whole", None)]
    assert "Sorry." in again.out
    assert 'First time: "We look into it."' in again.out
    by_id = servicesim("replay", whole.id, "--from", "1", typed="")
    assert by_id.code == 0
    assert len(Coach().attempts()) == 3


def test_what_cannot_be_tried_again_is_one_line(home: Path, servicesim: Start) -> None:
    """An unknown attempt is 4, a reply that was not given 2, an exam 1."""
    assert servicesim("replay", "a123", "--from", "1").code == 4
    servicesim("run", "complaint-01", "--lang", "en", typed="Sorry.\n")
    wrong = servicesim("replay", "complaint-01", "--from", "7")
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
    servicesim("run", "complaint-01", "--lang", "en", "--exam", typed="Sorry.\n")
    exam = Coach().attempts()[0].id
    refused = servicesim("replay", exam, "--from", "1")
    assert refused.code == 1
    assert "exam" in refused.err


def test_practice_is_three_turns_with_one_reply_each(home: Path, servicesim: Start) -> None:
    """Three drills are begun and over after three lines; each says what the reply got."""
    done = servicesim("practise", "--lang", "en", "--who", "Lee", typed="Sorry.\nSorry.\nSorry.\n")
    assert done.code == 0, done.err
    rows = Coach().attempts("Lee")
    assert [row.kind for row in rows] == ["drill"] * 3
    assert all(row.finished for row in rows)
    assert done.out.count("Reply 1 sent.") == 3
    assert "3 turns" in done.out
