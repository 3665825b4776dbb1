"""`servicesim calibrate`: rate blind, then see the engine, the spread and the drift; nothing is lost."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_lines import GOOD, Start, row

from sim.coach.brief import brief_of
from sim.content import Library
from sim.model.score import DIMENSIONS
from sim.report.columns import cells
from sim.validity.ratings import Rated


@pytest.fixture
def replies(home: Path, tmp_path: Path) -> Path:
    """Return a file of three replies in English and one in Chinese."""
    texts = [GOOD["en"], "Noted, it is on record.", "Please calm down. I'll call the depot."]
    lines = [row(id=f"r{n}", reply=text) for n, text in enumerate(texts)]
    lines.append(row(id="zh", lang="zh", reply=GOOD["zh"]))
    file = tmp_path / "replies.jsonl"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


@pytest.fixture
def ratings(home: Path, tmp_path: Path) -> Path:
    """Return where ratings go; nothing is there yet."""
    return tmp_path / "ratings.jsonl"


def kept(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of ratings."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_ratings_are_kept_as_human_labels(servicesim: Start, ratings: Path, replies: Path) -> None:
    """One line a reply with levels, raters and labels, which the reader of rated replies takes."""
    done = servicesim(
        "calibrate", str(ratings), "--replies", str(replies), "--lang", "en", typed="4 4 3\n1 0 1\n0 2 1\n"
    )
    assert done.code == 0
    rows = kept(ratings)
    assert len(rows) == 3
    assert {"id", "scenario", "turn", "lang", "reply", "levels", "raters", "labels"} <= set(rows[0])
    read = [Rated.model_validate(r) for r in rows]
    assert {r.labels for r in read} == {"human"}
    assert [read[0].level(d) for d in DIMENSIONS] == [4, 4, 3]
    assert "Drift and agreement of raters need a second rater" in done.out


def test_rating_is_blind(servicesim: Start, ratings: Path, replies: Path) -> None:
    """Nothing of the engine or of other raters is shown before the rating is kept."""
    servicesim("calibrate", str(ratings), "--replies", str(replies), "--lang", "en", typed="4 4 3\n")
    before = servicesim(
        "calibrate", str(ratings), "--replies", str(replies), "--lang", "en", "--rater", "ben", typed=""
    ).out
    shown = before.partition("Rated now")[0]
    assert "The customer: " in shown
    assert "The reply: " in shown
    for word in ("engine", "raters", "Counts", "Costs", "level"):
        assert word not in shown


def test_a_rater_reads_the_facts_before_rating(servicesim: Start, ratings: Path, replies: Path) -> None:
    """Assurance is rated by what was true and allowed: title, role and card stand before the first reply."""
    done = servicesim(
        "calibrate", str(ratings), "--replies", str(replies), "--lang", "en", typed="4 4 3\n" * 3
    )
    first = done.out.split("The reply: ")[0]
    brief = brief_of(Library().scenario("complaint-01").value, "en")
    for words in (brief.title, brief.role, brief.about, *(text for _, text in brief.card)):
        assert words in first
    assert done.out.count("Customer card:") == 1, "a card that was read once is not in the way"
    assert done.out.count(f"The case: {brief.title} (complaint-01)") == 3


def test_c_shows_the_case_again(servicesim: Start, ratings: Path, replies: Path) -> None:
    """`c` brings the card back before levels are typed, and rates nothing."""
    arguments = ("calibrate", str(ratings), "--replies", str(replies), "--lang", "en", "--n", "1")
    done = servicesim(*arguments, typed="c\n4 4 3\n")
    assert done.out.count("Customer card:") == 2
    assert done.code == 0
    assert len(kept(ratings)) == 1


def test_a_question_mark_from_a_pipe_shows_the_levels(
    servicesim: Start, ratings: Path, replies: Path
) -> None:
    """It rates nothing and is no bad line; a bad line is named by where it stands in what was piped in."""
    arguments = ("calibrate", str(ratings), "--replies", str(replies), "--lang", "en", "--n", "2")
    done = servicesim(*arguments, typed="?\nc\n4 4 3\nfive\n")
    assert "Level 4: " in done.out
    assert (done.code, done.err.strip()) == (3, "line 4: these are not three levels from 0 to 4")
    assert len(kept(ratings)) == 1


def test_a_sitting_by_another_sheet(servicesim: Start, ratings: Path, replies: Path) -> None:
    """Sections, anchors and the engine's levels are those of the sheet that is named."""
    arguments = ("calibrate", str(ratings), "--replies", str(replies), "--lang", "en", "--n", "1")
    done = servicesim(*arguments, "--rubric", "zhijian", typed="?\n4 4 3\n")
    assert "Service attitude: you 4, the engine " in done.out
    assert "Soothes in general terms" in done.out
    assert servicesim(*arguments, "--rubric", "nothing", typed="").code == 4


def test_a_message_without_a_case_has_no_facts(servicesim: Start, ratings: Path, tmp_path: Path) -> None:
    """A row that carries the customer's message itself is shown as it is."""
    file = tmp_path / "loose.jsonl"
    file.write_text('{"customer": "Where is it?", "lang": "en", "reply": "On its way."}\n', "utf-8")
    done = servicesim("calibrate", str(ratings), "--replies", str(file), "--lang", "en", typed="1 1 1\n")
    assert "The case:" not in done.out
    assert len(kept(ratings)) == 1


def test_the_engines_evidence_and_the_spread_follow(servicesim: Start, ratings: Path, replies: Path) -> None:
    """After the rating: both levels side by side, evidence with the reply's words, and how far raters are."""
    servicesim("calibrate", str(ratings), "--replies", str(replies), "--lang", "en", typed="4 4 3\n2 2 2\n")
    done = servicesim(
        "calibrate",
        str(ratings),
        "--replies",
        str(replies),
        "--lang",
        "en",
        "--rater",
        "ben",
        typed="2 4 3\n1 2 2\n",
    )
    assert "Empathy: you 2, the engine " in done.out
    assert "All raters: 4, 2; 2 apart." in done.out
    assert '"' in done.out.partition("Counts: ")[2] or '"' in done.out.partition("Costs: ")[2]
    assert "ben, Empathy, replies 2: " in done.out
    assert "rater, Empathy, replies 2: " in done.out
    assert [r["names"] for r in kept(ratings)] == [["rater", "ben"], ["rater", "ben"]]


def test_a_bad_line_from_a_pipe_is_named(servicesim: Start, ratings: Path, replies: Path) -> None:
    """A line that is no rating leaves its reply unrated, is named, and the exit code is 3."""
    done = servicesim(
        "calibrate", str(ratings), "--replies", str(replies), "--lang", "en", typed="4 4 3\nfive\n1 1 1\n"
    )
    assert done.code == 3
    assert "line 2" in done.err
    assert len(kept(ratings)) == 2


def test_q_stops_and_what_was_rated_stays(servicesim: Start, ratings: Path, replies: Path) -> None:
    """Everything up to the `q` is kept; the next sitting goes on with the rest."""
    done = servicesim(
        "calibrate", str(ratings), "--replies", str(replies), "--lang", "en", typed="4 4 3\nq\n1 1 1\n"
    )
    assert done.code == 0
    assert len(kept(ratings)) == 1
    again = servicesim(
        "calibrate", str(ratings), "--replies", str(replies), "--lang", "en", typed="1 1 1\n2 2 2\n3 3 3\n"
    )
    assert "Reply 1 of 2" in again.out
    assert len(kept(ratings)) == 3
    done = servicesim("calibrate", str(ratings), "--replies", str(replies), "--lang", "en", typed="1 1 1\n")
    assert "Nothing is left to rate for rater." in done.out


def test_n_bounds_a_sitting(servicesim: Start, ratings: Path, replies: Path) -> None:
    """No more than `--n` replies are shown."""
    done = servicesim(
        "calibrate",
        str(ratings),
        "--replies",
        str(replies),
        "--lang",
        "en",
        "--n",
        "1",
        typed="1 1 1\n2 2 2\n",
    )
    assert "Reply 1 of 1" in done.out
    assert len(kept(ratings)) == 1


def test_without_replies_the_examples_of_the_scenarios_are_rated(servicesim: Start, ratings: Path) -> None:
    """Our own example replies are shown, and the engine does not take them for copies of themselves."""
    done = servicesim("calibrate", str(ratings), "--lang", "en", "--n", "12", typed="2 2 2\n" * 12)
    assert done.code == 0
    assert len(kept(ratings)) == 12
    assert "is copied from the card, an example" not in done.out


def test_a_file_of_other_labels_is_left_alone(servicesim: Start, ratings: Path, replies: Path) -> None:
    """Reference labels are no human labels: the file is refused and not touched."""
    text = row(levels={}, raters={d: [1] for d in DIMENSIONS}, labels="reference") + "\n"
    ratings.write_text(text, "utf-8")
    done = servicesim("calibrate", str(ratings), "--replies", str(replies), typed="1 1 1\n")
    assert done.code == 1
    assert "human" in done.err
    assert ratings.read_text("utf-8") == text


def test_rows_that_cannot_be_shown_are_named(servicesim: Start, ratings: Path, replies: Path) -> None:
    """An unknown scenario or turn, or no JSON, is named with its line; the others are rated."""
    bad = ["no row", row(scenario="complaint-99"), row(turn="nowhere"), row(reply=5)]
    replies.write_text(replies.read_text("utf-8") + "\n".join(bad) + "\n", "utf-8")
    done = servicesim(
        "calibrate", str(ratings), "--replies", str(replies), "--lang", "en", typed="1 1 1\n" * 5
    )
    assert done.code == 3
    assert all(f"line {n}" in done.err for n in (5, 6, 7, 8))
    assert len(kept(ratings)) == 3


def test_a_folder_that_is_not_there(servicesim: Start, home: Path, tmp_path: Path) -> None:
    """A place that cannot be written is said before anybody rates."""
    done = servicesim("calibrate", str(tmp_path / "gone" / "r.jsonl"), typed="1 1 1\n")
    assert done.code == 4


def test_a_chinese_sitting(servicesim: Start, ratings: Path, replies: Path) -> None:
    """In Chinese only Chinese replies are shown, and full-width digits and commas are understood."""
    done = servicesim(
        "calibrate", str(ratings), "--replies", str(replies), "--lang", "zh", typed="３，３、2\n"
    )
    (rated,) = kept(ratings)
    assert rated["id"] == "zh"
    assert rated["raters"] == {"empathy": [3], "responsiveness": [3], "assurance": [2]}
    assert done.code == 0


def test_words_that_show_several_things_are_quoted_once(
    servicesim: Start, ratings: Path, replies: Path
) -> None:
    """What a quotation counts for stands below it, a line each, and no quotation is said twice."""
    done = servicesim("calibrate", str(ratings), "--replies", str(replies), "--lang", "en", typed="4 4 3\n")
    quotes = [line for line in done.out.split("\n") if line.startswith(("Counts: ", "Costs: "))]
    heads = [line for line in quotes if line.endswith('"')]
    assert heads
    assert len({*quotes}) == len(quotes)
    behind = done.out.split(heads[0])[1].split("\n")
    assert [line[:2] for line in behind[1:3]] == ["- ", "- "]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_terminal_is_given_lines_that_fit(
    servicesim: Start, ratings: Path, replies: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """On a terminal no word is cut at the edge; a pipe gets each sentence on one line."""
    arguments = ("calibrate", str(ratings), "--replies", str(replies), "--lang", lang)
    piped = servicesim(*arguments, typed="4 4 3\n").out
    ratings.unlink()
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown = servicesim(*arguments, typed="4 4 3\n").out
    assert max(map(cells, piped.split("\n"))) > 60
    assert max(map(cells, shown.split("\n"))) <= 60
    assert "".join(shown.split()) == "".join(piped.split())


def test_one_reply_shows_no_agreement(servicesim: Start, ratings: Path, replies: Path) -> None:
    """How far raters agree is not told from a single reply."""
    arguments = ("calibrate", str(ratings), "--replies", str(replies), "--lang", "en", "--n", "1")
    servicesim(*arguments, "--rater", "anna", typed="4 4 3\n")
    done = servicesim(*arguments, "--rater", "ben", typed="2 4 3\n")
    last = done.out.splitlines()[-1]
    assert last == "ben, Assurance, replies 1: not defined yet; agreement (QWK) not defined yet"
