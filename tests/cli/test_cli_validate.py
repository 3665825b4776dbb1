"""`servicesim validate`: a report in three forms, bad lines named, exit codes for a gate."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from cli_lines import GOOD, Start, row

from sim.model.language import LANGS

SAID = {
    "en": ("You are an idiot.", "Sorry.", GOOD["en"]),
    "zh": ("你就是个白痴。", "抱歉。", GOOD["zh"]),
}
"""Replies of three kinds, so that raters and engine have something to differ on."""


def rated(**changes: object) -> list[str]:
    """Return twelve rated lines, six a language: an insult, a formula and a good reply, twice each."""
    lines = []
    for lang in LANGS:
        for number in range(6):
            level = (0, 1, 4)[number % 3]
            line = {
                "id": f"{lang}{number}",
                "scenario": "complaint-01",
                "turn": ("opening", "pressing")[number // 3],
                "lang": lang,
                "reply": SAID[lang][number % 3],
                "levels": {"empathy": level, "responsiveness": level, "assurance": level},
                "raters": {"empathy": [level, level, level]},
                "marks": {"X16": 3} if level == 0 else {},
            }
            lines.append(json.dumps({**line, **changes}, ensure_ascii=False))
    return lines


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    """Return a file of twelve rated replies."""
    path = tmp_path / "ratings.jsonl"
    path.write_text("\n".join(rated()) + "\n", encoding="utf-8")
    return path


def test_the_text_names_labels_groups_and_gate(servicesim: Start, ratings: Path) -> None:
    """The report says which labels, each language and dimension with its count, and the gate."""
    done = servicesim("validate", str(ratings))
    assert done.out.startswith("Labels: reference labels, 12 replies. These are NOT human labels")
    for name in ("English empathy", "Chinese assurance", "Gate (", "raters 4", "mean F1"):
        assert name in done.out
    assert done.err == ""


def test_the_gate_is_the_exit_code(servicesim: Start) -> None:
    """A gate that is not met is exit 1: here the raters say the reverse of any sense."""
    lines = [json.loads(line) for line in rated(raters={}, marks={})]
    for line in lines:
        line["levels"] = {d: 4 - level for d, level in line["levels"].items()}
    done = servicesim("validate", "-", typed="\n".join(map(json.dumps, lines)))
    assert done.code == 1
    assert "NOT met" in done.out


def test_a_met_gate_is_exit_0(servicesim: Start) -> None:
    """Where the levels are those the engine gives, the gate is met."""
    scored = servicesim("score", "-", typed="\n".join(rated())).out.splitlines()
    levels = [json.loads(result)["levels"] for result in scored]
    lines = [
        json.dumps({**json.loads(line), "id": f"{n}.{copy}", "levels": levels[n], "raters": {}})
        for copy in range(5)
        for n, line in enumerate(rated())
    ]
    done = servicesim("validate", "-", "--format", "json", typed="\n".join(lines))
    assert done.code == 0, done.out
    data = json.loads(done.out)
    assert data["gate"]["passes"] is True
    assert {g["exact"] for g in data["groups"]} == {1.0}


def test_json_is_the_whole_report(servicesim: Start, ratings: Path) -> None:
    """JSON holds every group with its confusion table, the marks, the engine, and no bare kappa of so few."""
    data = json.loads(servicesim("validate", str(ratings), "--format", "json", "--by", "scenario").out)
    assert data["labels"] == {"reference": 12, "human": 0}
    assert data["engines"]
    assert {(g["by"], g["name"]) for g in data["groups"]} == {(None, "all"), ("scenario", "complaint-01")}
    for group in data["groups"]:
        assert group["n"] + group["unscored"] == 6
        assert group["n"] == sum(map(sum, group["table"]))
        assert group["kappa"] is None
    assert "X16" in {m["code"] for m in data["marks"]}


@pytest.mark.parametrize(("by", "name"), [("lang", "both languages"), ("band", "middle 2")])
def test_other_groupings(servicesim: Start, ratings: Path, by: str, name: str) -> None:
    """Both languages together and the raters' bands are groups on request."""
    lines = rated(levels={"empathy": 2}) if by == "band" else rated()
    assert f"== {name} ==" in servicesim("validate", "-", "--by", by, typed="\n".join(lines)).out


def test_bad_lines_are_named_and_are_exit_3(servicesim: Start) -> None:
    """Each bad line is named with its number and reason, the others are compared, and the exit code is 3."""
    lines = [*rated(), "no JSON", *rated(scenario="complaint-001")[:1], *rated(turn="openning")[:1]]
    lines += rated(levels={"empathy": 9})[:1]
    typed = "\n".join(lines)
    done = servicesim("validate", "-", typed=typed)
    assert done.code == 3
    for said in (
        "line 13: this is no JSON",
        "line 14: ",
        "line 15: no turn",
        'line 16: "levels.empathy" must be 4',
    ):
        assert said in done.out
    assert "12 replies" in done.out
    shown = servicesim("validate", "-", "--format", "json", typed=typed)
    assert [bad["line"] for bad in json.loads(shown.out)["bad"]] == [13, 14, 15, 16]
    assert "servicesim: line 13: this is no JSON" in shown.err


def test_a_column_that_nobody_reads_is_told_aside(servicesim: Start) -> None:
    """A misspelt column would leave the figures without its marks; the report itself stays as it is."""
    lines = [json.dumps({**json.loads(line), "mark": {"E1": 1}}) for line in rated()]
    done = servicesim("validate", "-", "--lang", "en", typed="\n".join(lines))
    assert (
        done.err == 'servicesim: "mark" is read by nobody here; rows that have it: 12 (did you mean marks?)\n'
    )


def test_human_labels_are_called_so(servicesim: Start) -> None:
    """Rows that people rated say so, and so does the report."""
    done = servicesim("validate", "-", typed="\n".join(rated(labels="human")))
    assert done.out.startswith("Labels: human labels, 12 replies")


def test_nothing_to_compare_is_no_pass(servicesim: Start) -> None:
    """An empty file meets no gate."""
    assert servicesim("validate", "-", typed="\n").code == 1


def test_the_report_goes_to_a_file(servicesim: Start, ratings: Path, tmp_path: Path) -> None:
    """`--out` writes the report; standard output stays empty, and where it is stands beside it."""
    out = tmp_path / "report.txt"
    done = servicesim("validate", str(ratings), "--out", str(out))
    assert done.out == ""
    assert str(out) in done.err
    assert out.read_text(encoding="utf-8") == servicesim("validate", str(ratings)).out


def test_a_report_is_not_written_over_unasked(servicesim: Start, ratings: Path, tmp_path: Path) -> None:
    """What is there already stays until `--force` says otherwise, as with every page that is written."""
    out = tmp_path / "report.txt"
    out.write_text("mine", "utf-8")
    refused = servicesim("validate", str(ratings), "--out", str(out))
    assert refused.code == 2
    assert "--force" in refused.err
    assert out.read_text("utf-8") == "mine"
    servicesim("validate", str(ratings), "--out", str(out), "--force")
    assert out.read_text("utf-8") != "mine"


def test_another_sheet_can_be_held_against_raters(servicesim: Start, ratings: Path, tmp_path: Path) -> None:
    """`--rubric` takes an id or a file; one that is not there is named."""
    file = tmp_path / "mine.yaml"
    file.write_text("rubric: mine\nversion: 1\ntitle: {en: Mine, zh: 我的}\nbased_on: service\n", "utf-8")
    plain = servicesim("validate", str(ratings), "--lang", "en")
    assert servicesim("validate", str(ratings), "--lang", "en", "--rubric", str(file)).out == plain.out
    assert servicesim("validate", str(ratings), "--rubric", "servise").code == 4


def test_the_ratings_are_never_overwritten(servicesim: Start, ratings: Path, tmp_path: Path) -> None:
    """`--out` on the ratings themselves is wrong usage; a folder that is not there is named."""
    before = ratings.read_bytes()
    assert servicesim("validate", str(ratings), "--out", str(ratings)).code == 2
    forced = servicesim("validate", str(ratings), "--out", str(ratings), "--force")
    assert forced.code == 2
    assert "file of ratings" in forced.err
    assert ratings.read_bytes() == before
    done = servicesim("validate", str(ratings), "--out", str(tmp_path / "none" / "x.txt"))
    assert done.code == 2
    assert "cannot write" in done.err


def test_a_page_in_one_file(servicesim: Start, ratings: Path, tmp_path: Path) -> None:
    """The page is written whole, with its plots inside."""
    pytest.importorskip("matplotlib")
    out = tmp_path / "report.html"
    servicesim("validate", str(ratings), "--format", "html", "--out", str(out))
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "<svg" in page
    assert "NOT human labels" in page


def test_a_page_without_its_library(
    servicesim: Start, ratings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the plots' library the command says which extra to install."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = servicesim("validate", str(ratings), "--format", "html")
    assert done.code == 1
    assert "servicesim[report]" in done.err
    assert done.out == ""


def test_a_file_that_is_not_there_is_exit_4(servicesim: Start, tmp_path: Path) -> None:
    """A missing file is named; a folder is no file of ratings."""
    done = servicesim("validate", "no-such-file.jsonl")
    assert done.code == 4
    assert "no-such-file.jsonl" in done.err
    assert servicesim("validate", str(tmp_path)).code == 1


def test_a_file_from_another_editor_is_read(servicesim: Start, tmp_path: Path) -> None:
    """A byte order mark, Windows line ends and blank lines are no faults."""
    path = tmp_path / "ratings.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n\r\n".join(rated()).encode())
    assert servicesim("validate", str(path)).out.startswith("Labels: reference labels, 12 replies")


def test_a_report_in_a_file_still_says_why_the_exit_code_is_1(servicesim: Start, tmp_path: Path) -> None:
    """The gate stands in the file alone; whoever reads the terminal is told that it is not met, and where."""
    ratings, out = tmp_path / "ratings.jsonl", tmp_path / "page.html"
    ratings.write_text("\n".join(rated()), "utf-8")
    done = servicesim("validate", str(ratings), "--format", "html", "--out", str(out))
    assert done.code == 1
    assert "NOT met in: English empathy" in done.err


def test_it_speaks_chinese(servicesim: Start, ratings: Path, tmp_path: Path) -> None:
    """Text and page in the language asked for; JSON is English for programs."""
    assert servicesim("validate", str(ratings), "--lang", "zh").out.startswith("标签：参考标签")
    out = tmp_path / "report.txt"
    assert servicesim("validate", str(ratings), "--lang", "zh", "--out", str(out)).err.startswith(
        "报告已写入"
    )
    told = json.loads(servicesim("validate", str(ratings), "--lang", "zh", "--format", "json").out)
    assert told["about"][0].startswith("Labels")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lang": None}, "“lang”应当是其中之一：en, zh"),
        ({"reply": 5}, "“reply”应当是文字"),
        ({"levels": {"empathy": 7}}, "“levels.empathy”不能大于4"),
        ({"scenario": "complaint-99"}, "没有场景“complaint-99”"),
    ],
    ids=str,
)
def test_bad_lines_are_told_in_plain_words(
    servicesim: Start, ratings: Path, changes: dict[str, object], said: str
) -> None:
    """Why a line is none is said in the language of the report, without the words of a library."""
    ratings.write_text(row(**{"levels": {"empathy": 3}, **changes}) + "\nno JSON\n", "utf-8")
    shown = servicesim("validate", str(ratings), "--lang", "zh").out
    assert said in shown
    assert "第2行：这不是JSON" in shown
    assert "Input should" not in servicesim("validate", str(ratings), "--lang", "en").out


def test_words_in_another_encoding_are_not_scored(servicesim: Start, ratings: Path) -> None:
    """A Chinese reply saved as GB 18030 is no reply of other words: its line is named."""
    line = row(lang="zh", reply=GOOD["zh"], levels={"empathy": 3})
    ratings.write_bytes(line.encode("gb18030") + b"\n")
    done = servicesim("validate", str(ratings), "--lang", "en")
    assert done.code == 3
    assert "line 1: this line is not saved as UTF-8" in done.out
    scored = [json.loads(line) for line in servicesim("score", str(ratings)).out.splitlines()]
    assert "not saved as UTF-8" in scored[0]["error"]


def test_a_mark_that_an_editor_puts_in_front_is_no_fault(servicesim: Start, ratings: Path) -> None:
    """Editors on Windows begin a file with a mark that nobody sees; the first line is read all the same."""
    ratings.write_bytes(row(levels={"empathy": 3}).encode("utf-8-sig") + b"\n")
    assert "1 replies" in servicesim("validate", str(ratings), "--lang", "en").out
    assert "levels" in servicesim("score", str(ratings)).out
