"""The sheets we ship: whole, on the same behaviours, and a weight never moves a level."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sim.coach.rows import Row, RowScorer
from sim.content import Library, Loaded
from sim.content.packs import bundled_folder
from sim.content.parse import rubric_of
from sim.content.problems import Problems
from sim.model.bad_file import BadFile
from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric
from sim.model.score import DIMENSIONS

REPLIES = Path(__file__).parents[1] / "calibration" / "own_replies.jsonl"

IDS = ("collections", "service", "zhijian")

FIRST_FOUR = ("X16", "X17", "X19", "X27")
"""Red lines that no sheet may leave out (insult, threat, breach of privacy, contempt)."""

COMPLIANCE = (*FIRST_FOUR, "X07", "X26")
"""What costs more where compliance comes first: the red lines, promises above authority, false facts."""

CODES = [
    *(f"E{n}" for n in range(1, 13)),
    *(f"R{n}" for n in range(1, 13)),
    *(f"A{n}" for n in range(1, 14)),
    *(f"X{n:02}" for n in range(1, 28)),
]


@cache
def sheet(rubric_id: str) -> Rubric:
    """Return a sheet of ours."""
    return Library().rubric(rubric_id).value


@cache
def rows() -> tuple[Row, ...]:
    """Return every eighth of our own rated replies: all scenarios, both languages, all levels."""
    lines = REPLIES.read_text("utf-8").splitlines()[::8]
    return tuple(Row.model_validate(json.loads(line)) for line in lines)


class One(Library):
    """A library whose every rubric is one given rubric."""

    def __init__(self, rubric: Rubric) -> None:
        """Take the rubric."""
        super().__init__()
        self._one = rubric

    def rubric(self, rubric_id: str) -> Loaded[Rubric]:  # noqa: ARG002 - whatever is asked for
        """Return the rubric, whatever is asked for."""
        return Loaded(self._one, "", "0" * 64)


def levels(rubric: Rubric) -> list[dict[str, int | None]]:
    """Return the levels of every reply."""
    scorer = RowScorer(One(rubric))
    return [scorer.score(row)["levels"] for row in rows()]


@cache
def of_service() -> list[dict[str, int | None]]:
    """Return the levels of every reply on the default sheet."""
    return levels(sheet("service"))


def weighted(rubric: Rubric, weights: tuple[int, int, int]) -> Rubric:
    """Return the rubric with other weights."""
    sections = tuple(
        s.model_copy(update={"weight": w}) for s, w in zip(rubric.sections, weights, strict=True)
    )
    return rubric.model_copy(update={"sections": sections})


def test_which_sheets_there_are() -> None:
    """The default, one for collections, one for quality checks in China."""
    assert set(IDS) <= set(Library().rubric_ids())


@pytest.mark.parametrize("rubric_id", IDS)
def test_a_sheet_is_whole(rubric_id: str) -> None:
    """100 points over three sections, every code, the four red lines, a strict pass rule, appeal."""
    rubric = sheet(rubric_id)
    assert rubric.rubric == rubric_id
    assert sum(s.weight for s in rubric.sections) == 100
    assert tuple(s.id for s in rubric.sections) == DIMENSIONS
    indicators = [i.id for s in rubric.sections for i in s.indicators]
    assert indicators + [d.id for d in rubric.deductions] == CODES
    assert rubric.red_lines[:4] == FIRST_FOUR
    assert (rubric.scale.pass_, rubric.scale.strict, rubric.scale.per_category) == (80, True, True)
    assert rubric.appeal


@pytest.mark.parametrize("rubric_id", IDS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_is_in_both_languages(rubric_id: str, lang: Lang) -> None:
    """Title, anchors, names, advice and examples; the one language is never the other's text."""
    rubric = sheet(rubric_id)
    other: Lang = "zh" if lang == "en" else "en"
    texts = [rubric.title, *(t for s in rubric.sections for t in (s.name, s.definition, *s.levels))]
    texts += [t for s in rubric.sections for i in s.indicators for t in (i.name, i.advice)]
    texts += [t for d in rubric.deductions for t in (d.name, d.say_instead)]
    assert [t for t in texts if not t.get(lang) or t.get(lang) == t.get(other)] == []
    codes = [*(i for s in rubric.sections for i in s.indicators), *rubric.deductions]
    assert [c.id for c in codes if len(c.counts.get(lang)) < 3 or len(c.not_counts.get(lang)) < 2] == []


@pytest.mark.parametrize("rubric_id", IDS)
def test_the_text_of_a_sheet_reads_back_by_itself(rubric_id: str) -> None:
    """What an attempt stores needs no other file."""
    loaded = Library().rubric(rubric_id)
    assert "\nbased_on:" not in loaded.text
    assert Library().parse_rubric(loaded.text, rubric_id) == loaded.value


@pytest.mark.parametrize("rubric_id", IDS)
def test_a_reply_is_scored_with_a_sheet(rubric_id: str) -> None:
    """A good reply, and one that crosses a red line, in each language."""
    scorer = RowScorer(Library(), rubric=rubric_id)

    def score(lang: Lang, reply: str) -> dict[str, Any]:
        return scorer.score(Row(scenario="collection-01", turn="pressing", lang=lang, reply=reply))

    good = score("zh", "丢了工作，换谁都会着急。我不会联系您家里，只跟您说。您看分3期还是6期合适？")
    assert good["levels"]["empathy"] >= 2
    assert good["red_lines"] == []
    assert good["versions"]["rubric"] == Library().rubric(rubric_id).hash[:12]
    assert score("en", "Pay today or we tell your employer.")["red_lines"] == ["X17", "X19"]
    assert score("zh", "今天不还，我们就起诉您，法院见。")["red_lines"] == ["X17"]


@pytest.mark.parametrize("weights", [(20, 30, 50), (98, 1, 1), (1, 1, 98)])
def test_a_weight_never_changes_a_level(weights: tuple[int, int, int]) -> None:
    """Weights make the total of the sheet and nothing else."""
    assert levels(weighted(sheet("service"), weights)) == of_service()


def test_the_quality_sheet_reaches_the_levels_of_the_default() -> None:
    """Its headings, anchors and weights are its own; what is found and what it is worth are not."""
    assert levels(sheet("zhijian")) == of_service()
    for section, other in zip(sheet("zhijian").sections, sheet("service").sections, strict=True):
        assert section.ladder == other.ladder
        assert section.name != other.name


@pytest.mark.parametrize("rubric_id", IDS)
def test_a_sheet_finds_by_the_same_wording(rubric_id: str) -> None:
    """No sheet has phrases or links of its own, so a phrase is added in one place."""
    for code in CODES:
        own, other = sheet(rubric_id), sheet("service")
        if code.startswith("X"):
            bad, worse = own.deduction(code), other.deduction(code)
            assert bad is not None
            assert worse is not None
            assert (bad.say, bad.hits, bad.severity) == (worse.say, worse.hits, worse.severity)
        else:
            good, better = own.indicator(code), other.indicator(code)
            assert good is not None
            assert better is not None
            assert (good.say, good.needs, good.points) == (better.say, better.needs, better.points)


def test_collections_put_compliance_first() -> None:
    """Assurance weighs half of the sheet, and what breaks the law or the mandate costs it two steps."""
    own, other = sheet("collections"), sheet("service")
    assert [s.weight for s in own.sections] == [20, 30, 50]
    ladder = own.section("assurance").ladder
    for deduction, before in zip(own.deductions, other.deductions, strict=True):
        cost, was = deduction.cost.get("assurance", 0), before.cost.get("assurance", 0)
        if deduction.id in COMPLIANCE:
            assert cost > was
            assert cost >= ladder[4].points - ladder[2].points
        else:
            assert cost == was


def test_collections_say_what_to_do_about_a_debt() -> None:
    """Its advice and its lines to say instead are its own wherever the default speaks of a delivery."""
    own = sheet("collections")
    advice = " ".join(i.advice.get("zh") for s in own.sections for i in s.indicators)
    for word in ("分期", "暂缓", "总费用", "免费咨询", "只跟本人"):
        assert word in advice + " ".join(t.get("zh") for s in own.sections for t in (s.definition, *s.levels))


@pytest.mark.parametrize("code", FIRST_FOUR)
def test_no_sheet_takes_out_a_red_line(code: str) -> None:
    """Insult, threat, leak and discrimination end a conversation by every sheet."""
    text = (bundled_folder("rubrics") / "service.yaml").read_text("utf-8")
    kept = ", ".join(one for one in FIRST_FOUR if one != code)
    changed = text.replace("red_lines: [X16, X17, X19, X27]", f"red_lines: [{kept}]")
    assert changed != text
    with pytest.raises(BadFile) as caught:
        rubric_of(changed, Problems("f"))
    (problem,) = caught.value.problems
    assert problem.code == "RB026"
    assert code in problem.reason("en")


def test_the_example_for_a_wrong_red_line_is_right_itself() -> None:
    """Whatever else is wrong in the list, what is offered is a list that passes."""
    text = (bundled_folder("rubrics") / "service.yaml").read_text("utf-8")
    line = "red_lines: [X16, X17, X19, X27]"
    with pytest.raises(BadFile) as caught:
        rubric_of(text.replace(line, "red_lines: [X16, X17, X7, X55]"), Problems("f"))
    offered = {p.example for p in caught.value.problems if p.code == "RB022"}
    assert len(offered) == 2
    for example in offered:
        rubric_of(text.replace(line, str(example)), Problems("f"))
