"""What cannot become part of a rubric is named with its cell and never guessed."""

from __future__ import annotations

from pathlib import Path

from sheets_kit import CHINESE_CSV, ENGLISH, chinese_100, codes, csv_file, imported

from sim.workshop.sheets import import_sheet


def test_what_is_not_taken_over_is_named_with_its_cell(tmp_path: Path) -> None:
    """A cell without a place in a rubric is in a note, in the file's comments, and nowhere else."""
    made = imported(chinese_100(tmp_path))
    told = {str(note.place) for note in made.plan.notes}
    assert {"在线客服!B7", "在线客服!B11", "在线客服!B14", "在线客服!B21", "禁用语!B4"} <= told
    assert not {str(m.place) for m in made.plan.mapped} & {"在线客服!B7", "禁用语!B4"}
    head = made.text.split("\nrubric:")[0]
    assert all(line.startswith("#") for line in head.splitlines() if line)
    for place in told:
        assert place in head
    assert {str(p) for p in made.plan.skipped} == {f"在线客服!A{n}" for n in (1, 2, 15, 23)}


RUBBISH = """;;;
lorem;ipsum;dolor
Item;Points;Colour
Sparkle and shine;10;red
Accurate information;ten;blue
;5;
Calm down;5-10;
Shows empathy and next steps explained;5;
"""


def test_rubbish_is_named_and_never_guessed(tmp_path: Path) -> None:
    """Unknown items, numbers in words, ranges and rows without an item are notes; the file is still sound."""
    made = imported(csv_file(tmp_path, RUBBISH))
    assert made.faults == ()
    assert codes(made)["A5"] == "A1"
    places = [str(note.place) for note in made.plan.notes]
    assert {"C3", "A4", "B5", "B6", "B7"} <= set(places)


def test_a_phrase_that_harmless_sentences_have_is_left_out(tmp_path: Path) -> None:
    """A phrase that stands in a look-alike of its own code would break the sheet's examples."""
    base = import_sheet(
        csv_file(tmp_path, ENGLISH),
        rubric_id="made",
        base_id="service",
        sheet=None,
        target=tmp_path / "made.yaml",
        lang="en",
    ).base
    harm = base.deduction("X03")
    assert harm is not None
    near = next(t for t in harm.not_counts.get("en") if len(t.split()) > 4)
    words = " ".join(near.replace(",", "").split()[:4])
    made = imported(csv_file(tmp_path, f"Type,Forbidden phrase\nShifts blame,{words}\n"))
    assert made.faults == ()
    assert [note.text for note in made.plan.notes if "must not count" in note.why.said("en")] == [words]


def test_a_total_that_is_wrong_is_named(tmp_path: Path) -> None:
    """Points and their total are compared; the points are what counts."""
    made = imported(csv_file(tmp_path, CHINESE_CSV.replace("扣分项", "合计;;90\n扣分项")))
    assert "add up to 100" in next(n for n in made.plan.notes if n.text == "90").why.said("en")
