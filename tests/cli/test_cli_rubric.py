"""`servicesim rubric`: shows a sheet, runs its examples, says what a change of it does."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import yaml
from cli_lines import GOOD, ROOT, Start, row

SERVICE = ROOT / "rubrics" / "service.yaml"


@pytest.fixture
def harder(home: Path, tmp_path: Path) -> Path:
    """Return a file of our sheet with an empathy ladder that asks for more."""
    data = yaml.safe_load(SERVICE.read_text("utf-8"))
    for step in data["sections"][0]["ladder"].values():
        step["points"] += 9
    file = tmp_path / "harder.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
    return file


@pytest.fixture
def replies(home: Path, tmp_path: Path) -> Path:
    """Return a file with a good and a bare reply."""
    file = tmp_path / "replies.jsonl"
    file.write_text(row(id="good") + "\n\n" + row(id="bare", reply="Noted, it is on record.") + "\n", "utf-8")
    return file


def test_show_prints_the_sheet(servicesim: Start) -> None:
    """The default rubric by itself, an id or a file: the same sheet, in the language asked for."""
    plain = servicesim("rubric", "show", "--lang", "en")
    assert plain.code == 0
    assert plain.out == servicesim("rubric", "show", "service", "--lang", "en").out
    assert plain.out == servicesim("rubric", "show", str(SERVICE), "--lang", "en").out
    assert "100 points" in plain.out
    assert "共情" in servicesim("rubric", "show", "--lang", "zh").out


def test_show_as_json_is_the_whole_rubric(servicesim: Start) -> None:
    """As JSON a program gets every field under the name it has in a file."""
    data = json.loads(servicesim("rubric", "show", "--format", "json").out)
    assert data["rubric"] == "service"
    assert data["scale"]["pass"] == 80
    assert data["sections"][0]["indicators"][0]["counts"]["zh"]


@pytest.mark.parametrize("name", ["servise", "nowhere.yaml", "./gone/x.yml"])
def test_a_rubric_that_is_not_there(servicesim: Start, name: str) -> None:
    """An unknown id or file is exit code 4 and is named."""
    done = servicesim("rubric", "show", name)
    assert done.code == 4
    assert name in done.err


def test_check_reports_each_code_and_each_example_that_fails(servicesim: Start, tmp_path: Path) -> None:
    """A near miss that counts is named with file, line, column and code, and the exit code is 1."""
    text = SERVICE.read_text("utf-8")
    wide = text.replace(
        "        calm down, calm yourself,", "        calm down, slow down, calm yourself,", 1
    )
    assert wide != text
    file = tmp_path / "wide.yaml"
    file.write_text(wide, "utf-8")
    done = servicesim("rubric", "check", str(file))
    line = next(n for n, t in enumerate(wide.split("\n"), 1) if "Let me slow down" in t)
    assert done.code == 1
    assert f"{file}:{line}:11: X01 " in done.out
    assert "phrase:slow down" in done.out
    assert "X01: 6 of 6 counts found, 4 of 5 not_counts do not count" in done.out
    assert "skipped" in done.out


def test_check_speaks_chinese(servicesim: Start, tmp_path: Path) -> None:
    """What held, what is wrong and how much of it are said in the language asked for."""
    file = tmp_path / "mine.yaml"
    file.write_text(
        "rubric: mine\nbased_on: service\ntitle: {en: Mine, zh: 我的}\ndeductions:\n  - id: X12\n"
        "    say: {en: [please understand], zh: [请您谅解]}\n"
        "    counts: {en: [Please understand that we are busy.], zh: [您也知道，单子太多了。]}\n"
        "    not_counts: {en: [I see.], zh: [我明白。]}\n",
        "utf-8",
    )
    done = servicesim("rubric", "check", str(file), "--lang", "zh")
    assert done.out.splitlines() == [
        f"{file}：评分表mine，第1版",
        "X12：counts 2条，认出1条；not_counts 2条，2条没有误算",
        f"{file}:7:62: 警告：X12 这条 counts 例子没有被识别出来：“您也知道，单子太多了。”"
        "（deductions.X12.counts.zh.0）",
        "1个文件里有1个警告",
    ]


def test_an_example_of_the_base_is_called_one(servicesim: Start, tmp_path: Path) -> None:
    """Who replaces a list of phrases is told which examples of the base no longer hold."""
    file = tmp_path / "mine.yaml"
    file.write_text(
        "rubric: mine\nbased_on: service\ntitle: {en: Mine, zh: 我的}\ndeductions:\n  - id: X01\n"
        "    say: {en: [calm down], zh: [冷静]}\n",
        "utf-8",
    )
    done = servicesim("rubric", "check", str(file), "--lang", "en")
    found = [line for line in done.out.splitlines() if line.startswith(f"{file}:5:5: warning: X01 ")]
    assert found
    assert all('it stands in the sheet "service"' in line for line in found)


def test_faults_of_a_sheet_that_is_opened_follow_the_system(
    servicesim: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What keeps a file from being used is said in the language of the system."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    file = tmp_path / "mine.yaml"
    file.write_text("rubric: mine\nbased_on: service\ndeductions: [{id: X99}]\n", "utf-8")
    done = servicesim("rubric", "show", str(file))
    assert done.code == 1
    assert "没有“X99”这个扣分项" in done.err


def weak_sheet(folder: Path) -> Path:
    """Return a sheet that builds on ours, with a phrase that is seen and weighs too little."""
    file = folder / "mine.yaml"
    words = "say: {en: [fair play to you], zh: [多喝热水]}"
    counts = "counts: {en: [Fair play to you for waiting so long.], zh: [多喝热水。]}"
    head = "rubric: mine\nversion: 1\ntitle: {en: Mine, zh: 我的}\nbased_on: service\n"
    file.write_text(f"{head}deductions:\n  - id: X12\n    {words}\n    {counts}\n", "utf-8")
    return file


def test_a_phrase_that_is_seen_and_weighs_too_little_is_warned_of(servicesim: Start, tmp_path: Path) -> None:
    """A warning and no fault: the exit code stays 0, and the line names strength and phrase."""
    done = servicesim("rubric", "check", str(weak_sheet(tmp_path)), "--lang", "en")
    assert done.code == 0
    assert "X12: 2 of 2 counts found" in done.out
    told = "warning: X12 this counts example is found by phrase:fair play to you, but weighs too little: "
    assert f"{told}0.47" in done.out


def test_check_takes_ids_and_files_as_show_does(servicesim: Start) -> None:
    """An id is looked up; one that is not there is told with those that are."""
    by_id = servicesim("rubric", "check", "collections", "--lang", "en")
    assert by_id.code == 0
    assert "collections.yaml: rubric collections" in by_id.out
    wrong = servicesim("rubric", "check", "colections", "--lang", "en")
    assert wrong.code == 4
    assert "did you mean collections" in wrong.err


def test_our_own_sheets_have_no_warnings_that_nobody_can_act_on(servicesim: Start) -> None:
    """What is known of the sheets that came with the program stands in one line each, by its codes."""
    done = servicesim("rubric", "check", "--lang", "en")
    assert done.code == 0
    assert "warning" not in done.out
    assert "(A11)" in done.out


def test_check_as_json(servicesim: Start, tmp_path: Path) -> None:
    """As JSON: what held of each code, what was skipped, and problems as `servicesim check` gives them."""
    done = servicesim("rubric", "check", str(weak_sheet(tmp_path)), "--format", "json")
    data = json.loads(done.out)
    (report,) = data["files"]
    assert report["rubric"] == "mine"
    assert report["codes"]["X12"] == {"counts": [2, 2], "not_counts": [4, 4]}
    assert report["skipped"] == report["known"] == []
    assert done.code == int(any(p["severity"] == "error" for p in data["problems"]))
    assert {"file", "line", "column", "code", "message"} <= set(data["problems"][0])


def test_check_against_a_case(servicesim: Start) -> None:
    """With a scenario the near misses of codes that facts carry run in it too; ours hold there."""
    done = servicesim("rubric", "check", str(SERVICE), "--scenario", "complaint-01", "--format", "json")
    (report,) = json.loads(done.out)["files"]
    assert report["codes"]["E1"]["not_counts"][1] >= 5
    assert done.code == 0, done.out
    assert servicesim("rubric", "check", "--scenario", "complaint-99").code == 4


def test_diff_of_a_rubric_with_itself(servicesim: Start, replies: Path) -> None:
    """Nothing moves: exit code 0."""
    done = servicesim("rubric", "diff", "service", str(SERVICE), "--replies", str(replies), "--lang", "en")
    assert done.code == 0
    assert done.out.startswith("Replies scored with both rubrics: 2. Replies with a level that changes: 0.")


def test_diff_names_reply_dimension_levels_and_rule(servicesim: Start, replies: Path, harder: Path) -> None:
    """Levels that change are exit code 1; each names the reply, the dimension, both levels and the rule."""
    done = servicesim("rubric", "diff", "service", str(harder), "--replies", str(replies), "--lang", "en")
    assert done.code == 1
    assert "good (complaint-01, opening, en): Empathy from " in done.out
    assert "rule changed: empathy.ladder." in done.out
    data = json.loads(
        servicesim(
            "rubric", "diff", "service", str(harder), "--replies", str(replies), "--format", "json"
        ).out
    )
    assert data["replies"] == 2
    (good,) = [c for c in data["changes"] if c["name"] == "good"]
    (scored, _) = servicesim("score", str(replies)).out.splitlines()
    assert good["old"] == json.loads(scored)["levels"]["empathy"]


def test_diff_tells_how_far_it_is(
    servicesim: Start, replies: Path, harder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal a line moves beside the comparison, so that hundreds of replies take no silent minute."""
    quiet = servicesim("rubric", "diff", "service", str(harder), "--replies", str(replies), "--lang", "en")
    assert "%" not in quiet.err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    told = servicesim("rubric", "diff", "service", str(harder), "--replies", str(replies), "--lang", "en")
    assert "0 % [" in told.err
    assert told.out == quiet.out


def test_diff_of_stored_attempts(servicesim: Start, home: Path, harder: Path) -> None:
    """Replies that were played are scored again where they stand; the folder or its file will do."""
    servicesim("run", "complaint-01", "--plain", "--lang", "en", "--who", "Anna", typed=GOOD["en"] + "\n")
    for place in (home, home / "servicesim.db"):
        done = servicesim("rubric", "diff", "service", str(harder), "--attempts", str(place), "--lang", "en")
        assert done.code == 1
        assert "(Anna, complaint-01, opening, en): Empathy from " in done.out
    same = servicesim("rubric", "diff", "service", "service", "--attempts", str(home))
    assert same.code == 0


def test_an_open_exam_shows_no_marks(servicesim: Start, home: Path, harder: Path) -> None:
    """Until it has ended an exam is left out and named; that is exit code 3."""
    servicesim("run", "complaint-01", "--plain", "--exam", "--lang", "en", typed=GOOD["en"] + "\n")
    done = servicesim("rubric", "diff", "service", str(harder), "--attempts", str(home), "--lang", "en")
    assert done.code == 3
    assert "open exam" in done.err
    assert "Empathy from" not in done.out


def test_bad_lines_are_named_and_the_others_compared(servicesim: Start, replies: Path) -> None:
    """A row that cannot be scored is named with its line; with nothing moved that is exit code 3."""
    replies.write_text(replies.read_text("utf-8") + "no row\n", "utf-8")
    done = servicesim("rubric", "diff", "service", "service", "--replies", str(replies))
    assert done.code == 3
    assert "line 4" in done.err
    assert ": 2." in done.out or "2条" in done.out


def test_bad_lines_are_named_in_the_language_asked_for(servicesim: Start, replies: Path) -> None:
    """As `score` names them."""
    replies.write_text(replies.read_text("utf-8") + "no row\n", "utf-8")
    done = servicesim("rubric", "diff", "service", "service", "--replies", str(replies), "--lang", "zh")
    assert "第4行：这不是JSON" in done.err


def test_diff_names_what_of_the_pass_rule_differs_and_nothing_beside(
    servicesim: Start, replies: Path, tmp_path: Path
) -> None:
    """A pass mark that is raised is one rule, not the whole scale."""
    file = tmp_path / "raised.yaml"
    head = "rubric: raised\nbased_on: service\ntitle: {en: Raised, zh: 提高}\n"
    file.write_text(head + "scale: {pass: 85}\n", "utf-8")
    done = servicesim("rubric", "diff", "service", str(file), "--replies", str(replies), "--lang", "en")
    assert "- rule changed: scale.pass 80 -> 85" in done.out
    assert "per_category" not in done.out


def test_diff_wants_one_source_of_replies(servicesim: Start, home: Path, replies: Path) -> None:
    """Neither or both is wrong usage; a folder without data is exit code 4 and is not made."""
    assert servicesim("rubric", "diff", "service", "service").code == 2
    both = ("--replies", str(replies), "--attempts", str(home))
    assert servicesim("rubric", "diff", "service", "service", *both).code == 2
    gone = home / "nowhere"
    assert servicesim("rubric", "diff", "service", "service", "--attempts", str(gone)).code == 4
    assert not gone.exists()


def test_a_sheet_that_forgot_its_name_is_still_a_sheet(servicesim: Start, tmp_path: Path) -> None:
    """`based_on` stands in no scenario: only what the sheet lacks is named, never a scenario's parts."""
    file = tmp_path / "mine.yaml"
    file.write_text("id: mine\nbased_on: service\nversion: 1\ntitle: {en: Mine, zh: 我的}\n", "utf-8")
    for command in ("rubric check", "check --lang en"):
        done = servicesim(*command.split(), str(file))
        assert done.code == 1
        assert '"rubric" is missing' in done.out
        assert "endings" not in done.out


def test_the_last_line_names_no_page_that_is_not_there(servicesim: Start, tmp_path: Path) -> None:
    """Examples that miss are named by the sheet's own code, which `explain` has no page for."""
    last = servicesim("rubric", "check", str(weak_sheet(tmp_path))).out.splitlines()[-1]
    assert last.endswith("1 warning in 1 file")


def test_a_scenario_is_no_sheet_with_faults(servicesim: Start) -> None:
    """A scenario given by mistake is told in one line, with the command that checks it."""
    scenario = str(ROOT / "scenarios" / "complaint-01.yaml")
    done = servicesim("rubric", "check", scenario, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert f"servicesim check {scenario}" in done.err


def test_a_packs_sheets_are_found_in_its_folder(servicesim: Start, tmp_path: Path) -> None:
    """The folder of a pack stands for the sheets in its folder `rubrics`, as for `servicesim check`."""
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "scenarios").mkdir()
    file = tmp_path / "rubrics" / "mine.yaml"
    file.write_text("rubric: mine\nbased_on: service\nversion: 1\ntitle: {en: Mine, zh: 我的}\n", "utf-8")
    done = servicesim("rubric", "check", str(tmp_path), "--lang", "en")
    assert done.code == 0
    assert f"{file}: rubric mine, version 1" in done.out
