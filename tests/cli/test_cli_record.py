"""`servicesim record`: a playthrough from an attempt that was played before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_lines import GOOD, TO_THE_END, Start

from sim.coach import Coach
from sim.content import Problems
from sim.content.playthroughs import playthrough_of


def play(servicesim: Start, *arguments: str, lang: str = "en", typed: str = "") -> str:
    """Play as JSON and return the id of the attempt."""
    servicesim("run", *arguments, "--lang", lang, "--json", typed=typed or TO_THE_END[lang])
    return Coach().attempts()[0].id


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_recorded_passes(servicesim: Start, tmp_path: Path, lang: str) -> None:
    """A recorded conversation holds every reply with turn, levels and marks, and the end, and passes."""
    play(servicesim, "complaint-01", lang=lang)
    done = servicesim(
        "record", "complaint-01", "--name", "cold", "--about", "One good reply.", "-o", str(tmp_path)
    )
    assert done.code == 0, done.err
    path = tmp_path / f"complaint-01.cold.{lang}.play.yaml"
    assert path.name in done.err
    assert done.out == ""
    wanted = playthrough_of(path.read_text("utf-8"), Problems("x"))
    assert (wanted.scenario, wanted.lang, wanted.name, wanted.about) == (
        "complaint-01", lang, "cold", "One good reply.",
    )  # fmt: skip
    assert wanted.replies[:2] == (GOOD[lang], "ok")
    assert wanted.talk[0].turn == "opening"
    assert set(wanted.talk[0].levels) == {"empathy", "responsiveness", "assurance"}
    assert "A3" in wanted.talk[0].marks
    assert wanted.ends is not None
    assert wanted.ends.kind in ("complaint", "left")
    tested = servicesim("test", str(path))
    assert tested.code == 0, tested.out


def test_by_id_to_standard_output(servicesim: Start) -> None:
    """An attempt is named by its id; without -o the file is printed, called after the attempt."""
    first = play(servicesim, "complaint-01", typed="First words.\n")
    play(servicesim, "complaint-01", typed="Second words.\n")
    wanted = playthrough_of(servicesim("record", first).out, Problems("x"))
    assert (wanted.name, wanted.replies, wanted.ends) == (first, ("First words.",), None)
    assert playthrough_of(servicesim("record", "complaint-01").out, Problems("x")).replies == (
        "Second words.",
    )


def test_whose(servicesim: Start) -> None:
    """With a scenario, --who says whose last attempt is meant."""
    play(servicesim, "complaint-01", "--who", "Ann", typed="Words of Ann.\n")
    play(servicesim, "complaint-01", "--who", "Bo", typed="Words of Bo.\n")
    assert "Words of Ann." in servicesim("record", "complaint-01", "--who", "Ann").out
    assert "Words of Bo." in servicesim("record", "complaint-01").out


def test_what_was_taken_back_is_left_out(servicesim: Start) -> None:
    """A reply that was taken back is not part of the conversation."""
    attempt = play(servicesim, "complaint-01", typed="Taken back.\n")
    seat = Coach().open(attempt)
    seat.undo()
    seat.reply("Said instead.")
    assert playthrough_of(servicesim("record", attempt).out, Problems("x")).replies == ("Said instead.",)


def test_an_exam(servicesim: Start) -> None:
    """An exam is recorded when it has ended, and not before: its marks are not told until then."""
    attempt = play(servicesim, "complaint-01", "--exam", typed="One reply.\n")
    done = servicesim("record", attempt)
    assert (done.code, done.out) == (1, "")
    assert "exam" in done.err
    ended = play(servicesim, "complaint-01", "--exam", "--new")
    assert servicesim("record", ended).code == 0


def test_a_drill_and_an_attempt_without_a_reply(servicesim: Start) -> None:
    """A drill of one turn and an attempt in which nothing was said are no conversation."""
    coach = Coach()
    drill = coach.start("complaint-01", lang="en", only="insist")
    drill.reply("One reply.")
    silent = coach.start("complaint-01", lang="en")
    assert servicesim("record", drill.attempt).code == 1
    assert servicesim("record", silent.attempt).code == 1


def test_a_file_is_not_written_over(servicesim: Start, tmp_path: Path) -> None:
    """A file that is there stays without --force, and one that no test would find is refused."""
    play(servicesim, "complaint-01")
    path = tmp_path / "x.play.yaml"
    path.write_text("mine", "utf-8")
    assert servicesim("record", "complaint-01", "-o", str(path)).code == 2
    assert path.read_text("utf-8") == "mine"
    assert servicesim("record", "complaint-01", "-o", str(path), "--force").code == 0
    assert servicesim("record", "complaint-01", "-o", str(tmp_path / "x.yaml")).code == 2
    assert servicesim("record", "complaint-01", "--name", "Two words").code == 2


def test_what_is_not_there(servicesim: Start) -> None:
    """An unknown id is exit 4; a scenario that was not practised says so."""
    assert servicesim("record", "zzz").code == 4
    done = servicesim("record", "complaint-01")
    assert done.code == 2
    assert "complaint-01" in done.err


def test_an_edited_scenario_is_said(servicesim: Start, tmp_path: Path) -> None:
    """Where the scenario is another text now, it is said that the figures are those of the attempt."""
    from sim.content import bundled_folder

    play(servicesim, "complaint-01")
    assert servicesim("record", "complaint-01").err == ""
    (tmp_path / "pack").mkdir()
    text = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
    (tmp_path / "pack" / "complaint-01.yaml").write_text(text + "# edited\n", "utf-8")
    done = servicesim("record", "complaint-01", "--pack", str(tmp_path / "pack"))
    assert "edited since" in done.err
    assert json.dumps(GOOD["en"])[1:20] in done.out


def test_a_folder_that_is_missing_is_made(servicesim: Start, tmp_path: Path) -> None:
    """What does not end in .play.yaml is a folder; it is made, and the file in it has its usual name."""
    play(servicesim, "complaint-01")
    folder = tmp_path / "new" / "playthroughs"
    done = servicesim("record", "complaint-01", "--name", "cold", "-o", str(folder))
    assert done.code == 0, done.err
    assert [path.name for path in folder.iterdir()] == ["complaint-01.cold.en.play.yaml"]
    file = tmp_path / "notes.txt"
    file.write_text("mine", "utf-8")
    assert servicesim("record", "complaint-01", "-o", str(file)).code == 2
    assert servicesim("record", "complaint-01", "-o", str(file / "inside")).code == 1
    assert file.read_text("utf-8") == "mine"


def test_no_folder_is_made_for_what_cannot_be_recorded(servicesim: Start, tmp_path: Path) -> None:
    """A refusal leaves nothing behind."""
    play(servicesim, "complaint-01")
    assert servicesim("record", "complaint-01", "--name", "Two words", "-o", str(tmp_path / "new")).code == 2
    assert not (tmp_path / "new").exists()


def test_what_is_said_is_in_the_language_asked_for(servicesim: Start, tmp_path: Path) -> None:
    """--lang chooses the language of what is said; the playthrough is in that of the conversation."""
    play(servicesim, "complaint-01", lang="en")
    done = servicesim("record", "complaint-01", "--lang", "zh", "-o", str(tmp_path / "x.play.yaml"))
    assert done.err.startswith("已写入")
    text = (tmp_path / "x.play.yaml").read_text("utf-8")
    assert "lang: en" in text
    assert text.startswith("# Write `turn`")
    assert "没有" in servicesim("record", "complaint-02", "--lang", "zh").err
