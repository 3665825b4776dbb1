"""The table of attacks as text, as Markdown, and as the command prints it."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import attack_kit as kit
import pytest
from click.testing import CliRunner

from sim.cli.gaming_report import gaming_report_command
from sim.errors import NotFound, ServicesimError
from sim.report.gaming import LISTED, gaming_markdown, gaming_text
from sim.validity.attacks import ATTACKS, Table, Tried, exemplars, table_of

CASE = "complaint-01"
"""The case whose replies the command attacks: rated ones and exemplars."""


def failing() -> Table:
    """Return a small table in which everything went wrong, many times."""
    one = Tried(
        id="G1/words/x",
        attack="G1",
        variant="words",
        lang="en",
        reply="x",
        text="sorry\x1b[31m |tomorrow*",
        plain={"empathy": 3, "responsiveness": None, "assurance": 3},
        levels={"empathy": 4, "responsiveness": None, "assurance": 4},
        flags=("word_list",),
        reasons=("A list of words.",),
        red_lines=(),
        codes=("E1",),
        unmet=("a flag",),
        gained=("empathy",),
        passed=True,
    )
    return table_of(ATTACKS[:2], [one] * (LISTED + 1))


def test_the_table_as_text() -> None:
    """The text names counts, verdict, levels and reasons, cuts long lists and holds no control character."""
    lines = gaming_text(failing().as_plain())
    whole = "\n".join(lines)
    assert "Does not hold: 21 gained" in whole
    assert "3/-/3 -> 4/-/4" in whole
    assert "flagged: A list of words." in whole
    assert "and 1 more" in whole
    assert "\x1b" not in whole
    assert any(line.split()[:3] == ["G2", "Copy", "of"] for line in lines)


def test_the_table_as_markdown() -> None:
    """Markdown has one row an attack, and what was typed cannot break out of its line."""
    lines = gaming_markdown(failing().as_plain())
    assert "| G1 | Keyword stuffing | 21 | 0 | 21 | 21 |" in lines
    assert "| all |  | 21 | 0 | 21 | 21 |" in lines
    assert any(r"\|tomorrow\*" in line for line in lines)


def test_a_table_without_failures_holds() -> None:
    """No attack, no gain: the table holds and says so."""
    empty = table_of(ATTACKS, [])
    assert empty.holds
    assert gaming_text(empty.as_plain())[-1].startswith("Holds")


def rated(path: Path, **changes: object) -> Path:
    """Write a file with one good reply and return it."""
    good = next(g for g in kit.goods() if not g.exemplar and g.scenario == CASE)
    row = {**good.model_dump(), **changes}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    return path


def test_the_command_prints_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command attacks the replies of a file and the exemplars, and its code says whether the engine held.

    Two exemplars stand for all.
    """
    monkeypatch.setattr("sim.validity.attacks.exemplars", lambda scenario: islice(exemplars(scenario), 2))
    path = rated(tmp_path / "rated.jsonl")
    done = CliRunner().invoke(
        gaming_report_command,
        [str(path), "--scenario", CASE, "--format", "json"],
        standalone_mode=False,
    )
    assert done.exception is None
    shown = json.loads(done.stdout)
    assert [attack["id"] for attack in shown["attacks"]] == [row.id for row in kit.ROWS]
    assert shown["n"] > 100
    assert shown["replies"] == 3
    assert done.return_value == (0 if shown["holds"] else 1)


def test_the_file_may_be_left_out_and_both_names_of_markdown_do() -> None:
    """The help says so, as `servicesim export` does."""
    done = CliRunner().invoke(gaming_report_command, ["--help"])
    assert "[OPTIONS] [REPLIES.jsonl]" in done.output
    assert "markdown|md" in done.output


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("line 2: this is no JSON", 'line 3: "lang" is missing')),
        ("zh", ("第2行：这不是JSON", "第3行：缺少“lang”")),
    ],
)
def test_the_command_names_every_bad_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, said: tuple[str, ...]
) -> None:
    """All bad lines are told before the attacks begin, the others are attacked, and the code is 3."""
    monkeypatch.setattr("sim.validity.attacks.exemplars", lambda _: iter(()))
    monkeypatch.setattr("sim.validity.attacks.ATTACKS", ATTACKS[:1])
    path = rated(tmp_path / "rated.jsonl")
    with path.open("a", encoding="utf-8") as file:
        file.write('no JSON\n{"id": "x", "scenario": "complaint-00", "turn": "opening"}\n')
    words = [str(path), "--scenario", CASE, "--format", "json", "--lang", lang]
    done = CliRunner().invoke(gaming_report_command, words, standalone_mode=False)
    assert done.exception is None
    assert done.return_value == 3
    assert [line["line"] for line in json.loads(done.stdout)["bad"]] == [2, 3]
    assert all(part in done.stderr for part in said)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["--scenario", "complaint-001"], NotFound),
    ],
)
def test_the_command_refuses_what_it_cannot_do(words: list[str], error: type[ServicesimError]) -> None:
    """An unknown scenario is named."""
    done = CliRunner().invoke(gaming_report_command, words, standalone_mode=False)
    assert isinstance(done.exception, error)


def test_the_table_speaks_chinese() -> None:
    """Headings, names and what was wanted are Chinese, and the figures stand below their headings."""
    lines = gaming_text(failing().as_plain(), "zh")
    assert any(line.startswith("G1     堆砌关键词") for line in lines)
    assert not [line for line in lines if "failed" in line or "reached the pass mark" in line]
    head = next(n for n, line in enumerate(lines) if line.startswith("攻击"))
    assert len({sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in lines[head : head + 3]}) == 1
