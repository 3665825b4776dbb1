"""`servicesim rubric check` on a sheet with faults: its examples run where nothing is in their way."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from cli_lines import ROOT, Start

SERVICE = ROOT / "rubrics" / "service.yaml"

MINE = (
    "rubric: mine\nbased_on: service\ntitle: {en: Mine, zh: 我的}\n"
    "sections:\n  - id: empathy\n    weight: WEIGHT\n"
    "deductions:\n  - id: X12\n    cost: {empathy: COST}\n"
    "    say: {en: [please understand], zh: [请您谅解]}\n"
    "    not_counts: {en: [please understand this], zh: [我明白。]}\n"
)
"""A sheet with a near miss that counts, in line 11."""


@pytest.mark.parametrize(
    ("weight", "cost", "said"),
    [("60", "1", "RB020"), ("40%", "1", "RB003"), ("30", "lots", "RB003"), ("30", "-2", "RB004")],
)
def test_examples_run_beside_faults_of_the_sums(
    servicesim: Start, tmp_path: Path, weight: str, cost: str, said: str
) -> None:
    """What an example shows rests on no weight and no cost: both faults are told in one run."""
    file = tmp_path / "mine.yaml"
    file.write_text(MINE.replace("WEIGHT", weight).replace("COST", cost), "utf-8")
    done = servicesim("rubric", "check", str(file), "--lang", "en")
    assert done.code == 1
    assert f": {said} " in done.out
    assert f"{file}:11:23: X12 this not_counts example counts" in done.out


def test_examples_that_rest_on_a_fault_are_said_not_to_run(servicesim: Start, tmp_path: Path) -> None:
    """A name that is not known may be that of the phrases: the examples wait, and it is said that they do."""
    file = tmp_path / "mine.yaml"
    file.write_text(MINE.replace("WEIGHT", "30").replace("COST", "1").replace("say:", "sayy:"), "utf-8")
    assert "its examples were not run" in servicesim("rubric", "check", str(file), "--lang", "en").out
    assert "没有运行" in servicesim("rubric", "check", str(file), "--lang", "zh").out
    gone = servicesim("rubric", "check", str(tmp_path / "gone.yaml"), "--lang", "en")
    assert (gone.code, "not run" in gone.out) == (1, False)
    assert "YM001 there is no such file" in gone.out


def test_a_sheet_without_a_step_runs_none(servicesim: Start, tmp_path: Path) -> None:
    """Where a step of the ladder is missing nothing can be scored, and nothing breaks."""
    data = yaml.safe_load(SERVICE.read_text("utf-8"))
    del data["sections"][0]["ladder"][3]
    file = tmp_path / "mine.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
    done = servicesim("rubric", "check", str(file), "--lang", "en")
    assert done.code == 1
    assert "RB023 step 3 is missing" in done.out
    assert "its examples were not run" in done.out
