"""Answers to case drills are scored by point, in own words, and a score can be rebuilt from its answer."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pytest

from sim.content import Library
from sim.model.drill import Drill
from sim.model.drill_result import DrillResult
from sim.model.language import LANGS, Lang
from sim.scoring.drill_verify import verify_drill
from sim.scoring.drills import DrillEngine, given_texts
from sim.scoring.verify import Refuted
from sim.text.phrases import expand
from tests.calibration.drills import GOAL, HALVES, rows, tallies, total

IDS = [f"case-0{n}" for n in range(1, 8)]
BOTH = [(drill, lang) for drill in IDS for lang in LANGS]
SEEN = rows("seen")


@cache
def drill(drill_id: str) -> Drill:
    """Return a bundled drill."""
    return Library().drill(drill_id).value


@cache
def engine(drill_id: str, lang: Lang) -> DrillEngine:
    """Return its engine."""
    return DrillEngine(drill(drill_id), lang)


def score(row: dict[str, Any], text: str | None = None) -> DrillResult:
    """Score a row's answer, or another text in its place."""
    return engine(row["drill"], row["lang"]).score(row["answer"] if text is None else text)


def points(result: DrillResult) -> dict[str, float]:
    """Return the score of each point."""
    return {p.id: p.score for p in result.points}


@pytest.mark.parametrize("half", HALVES)
def test_points_agree_with_the_person_who_rated_them(half: str) -> None:
    """At least nine in ten points of each half of the answers are scored as a person scores them."""
    found = tallies(half)
    if not found:
        pytest.skip(f"there are no {half} answers yet")
    assert total(found).share >= GOAL


@pytest.mark.parametrize("row", SEEN, ids=lambda row: row["id"])
def test_no_point_stands_without_a_span(row: dict[str, Any]) -> None:
    """Whatever is scored names words of the answer, and the recheck rebuilds it from the answer alone."""
    result = score(row)
    for found in (*result.points, *result.bonus, *result.contradictions):
        assert bool(found.findings) == bool(found.score)
        for finding in found.findings:
            assert row["answer"][finding.start : finding.end] == finding.quote
    verify_drill(row["answer"], result, drill(row["drill"]), row["lang"])


def test_a_forged_result_is_refused() -> None:
    """A moved span, a raised score and an added finding are each found out."""
    text = "Know the customer: find out what they need."
    result = engine("case-01", "en").score(text)
    know = result.points[0]
    moved = know.model_copy(
        update={"findings": (know.findings[0].model_copy(update={"start": 1, "end": 9}), *know.findings[1:])}
    )
    raised = result.points[1].model_copy(update={"score": 1.0})
    lent = result.points[1].model_copy(update={"score": 0.5, "findings": know.findings[:1]})
    for at, forged in ((0, moved), (1, raised), (1, lent)):
        made = [*result.points]
        made[at] = forged
        with pytest.raises(Refuted):
            verify_drill(text, result.model_copy(update={"points": tuple(made)}), drill("case-01"), "en")
    with pytest.raises(Refuted):
        verify_drill(text, result.model_copy(update={"total": 4.0}), drill("case-01"), "en")


@pytest.mark.parametrize(("drill_id", "lang"), BOTH)
def test_what_was_read_earns_nothing_when_copied(drill_id: str, lang: Lang) -> None:
    """Question, case and material, each and all together, score nought."""
    texts = given_texts(drill(drill_id), lang)
    for text in (*texts, "\n".join(texts), f"{texts[-1]}!!"):
        assert engine(drill_id, lang).score(text).total == 0, text


@pytest.mark.parametrize(("drill_id", "lang"), BOTH)
@pytest.mark.parametrize("between", [" ", ", ", "\n"])
def test_stuffed_names_earn_half_at_most(drill_id: str, lang: Lang, between: str) -> None:
    """Every name that the file knows, in a row, earns no point whole and costs nothing."""
    names = [n for p in drill(drill_id).points for phrase in p.name.get(lang) for n in expand(phrase)[:3]]
    result = engine(drill_id, lang).score(between.join(n.replace("…", "") for n in names))
    assert max(p.score for p in result.points) <= 0.5
    assert result.total <= result.of / 2


@pytest.mark.parametrize("row", [r for r in SEEN if r["kind"] == "full"], ids=lambda row: row["id"])
def test_order_is_free(row: dict[str, Any]) -> None:
    """The met examples of a drill's points, in any order, meet every point."""
    examples = [p.met_by.get(row["lang"])[0] for p in drill(row["drill"]).points]
    rng = random.Random(row["id"])  # noqa: S311 - no secret
    for _ in range(3):
        rng.shuffle(examples)
        assert set(points(score(row, "\n".join(examples))).values()) == {1.0}


@pytest.mark.parametrize("row", SEEN, ids=lambda row: row["id"])
def test_typing_is_no_evidence(row: dict[str, Any]) -> None:
    """Capitals, full width, doubled spaces and a full stop more change no point."""
    text, expected = row["answer"], points(score(row))
    swaps = [
        f"  {text} ",
        text + ("。" if row["lang"] == "zh" else "."),
        text.replace(",", "，").replace(";", "；"),
    ]
    if row["lang"] == "en":
        swaps += [text.upper(), text.lower()]
    else:
        traditional = str.maketrans("客户关怀维系价难这类说", "客戶關懷維系價難這類說")
        swaps += [
            text.translate(traditional),
            text.translate({ord(d): chr(ord(d) + 0xFEE0) for d in "0123456789"}),
        ]
    for swapped in swaps:
        assert points(score(row, swapped)) == expected, swapped


@pytest.mark.parametrize(
    ("drill_id", "lang", "text", "point"),
    [
        ("case-02", "en", "It is not price.", "price"),
        ("case-02", "zh", "这不是价格忠诚。", "price"),
        ("case-02", "zh", "客户满意是一种类型。", "service"),
        ("case-01", "zh", "要了解公司。", "know"),
        ("case-01", "en", "You have to know the company.", "know"),
        (
            "case-01",
            "en",
            'My trainer always said "you need to know the customer and find out what they need".',
            "know",
        ),
    ],
)
def test_near_misses_name_nothing(drill_id: str, lang: Lang, text: str, point: str) -> None:
    """What is denied, quoted from others, or said of something else names no point."""
    assert points(engine(drill_id, lang).score(text))[point] == 0


def test_a_verdict_belongs_to_what_it_is_said_of() -> None:
    """One sentence may judge several things, each in its own way."""
    said = "Friendliness and delivery are below 80, parking is a major problem, and price is good."
    found = points(engine("case-04", "en").score(said))
    assert {k: v for k, v in found.items() if v} == {
        "friendliness": 1,
        "delivery": 1,
        "parking": 1,
        "price": 1,
    }
    turned = points(engine("case-04", "en").score("Friendliness is good and price is below 80."))
    assert turned["friendliness"] == turned["price"] == 0


@pytest.mark.parametrize(
    ("drill_id", "lang", "text"),
    [
        ("case-07", "en", "Capital: what you earn a month. Capacity: whether there are savings of your own."),
        ("case-07", "zh", "资本：您每月的收入是多少。偿债能力：自己名下有没有存款。"),
        ("case-05", "en", "Whole enterprise: meet every need. Customer satisfaction: everyone takes part."),
        ("case-05", "zh", "整体企业：满足顾客的需求。顾客满意：人人参与，各部门协作。"),
    ],
)
def test_an_explanation_counts_for_the_name_that_it_stands_beside(
    drill_id: str, lang: Lang, text: str
) -> None:
    """Explanations set beside the wrong names explain nothing: the names alone earn their halves."""
    assert sorted(p for p in points(engine(drill_id, lang).score(text)).values() if p) == [0.5, 0.5]


@pytest.mark.parametrize(
    ("drill_id", "lang", "text", "point", "expected"),
    [
        ("case-07", "zh", "资夲：自己有多少存款。", "capital", 1),
        ("case-07", "zh", "资夲：今天天气很好。", "capital", 0),
        ("case-03", "en", "prise: fair, and clear to regular customers", "price", 1),
        ("case-03", "en", "prise: the weather is fine today", "price", 0),
    ],
)
def test_a_misspelt_heading_counts_with_its_explanation(
    drill_id: str, lang: Lang, text: str, point: str, expected: float
) -> None:
    """A heading one slip away from a name is that name where the explanation agrees, and nothing else."""
    assert points(engine(drill_id, lang).score(text))[point] == expected


def test_a_weak_verdict_does_not_hide_a_full_one() -> None:
    """What fails “and is a serious problem” is judged by the whole of it; “isn't just below” is no praise."""
    for said in (
        "Parking fails at 55 and is a serious problem.",
        "Parking isn't just below, it is critical.",
    ):
        result = engine("case-04", "en").score(said)
        assert (points(result)["parking"], result.contradictions) == (1, ())
    assert points(engine("case-04", "zh").score("停车不只是没达标，是严重问题。"))["parking"] == 1


def test_names_run_together_are_a_list() -> None:
    """Names and explanations in one run of characters are no sentences."""
    result = engine("case-07", "zh").score("品德能力资本抵押经济状况收入存款担保行业按时还款")
    assert result.listed
    assert max(p.score for p in result.points) == 0.5


def test_only_listed_wrong_claims_cost() -> None:
    """A listed contradiction costs half a point, anything else wrong costs nothing."""
    right = "Know the customer: find out what they need."
    assert engine("case-01", "en").score(right).total == 1
    assert engine("case-01", "en").score(f"{right} The earth is flat.").total == 1
    charged = engine("case-01", "en").score(f"{right} Communication is just telling.")
    assert (charged.total, [c.id for c in charged.contradictions]) == (0.5, ["one-way"])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("text", ["", " ", "…", "???", "\0", "😀" * 50, "a" * 5000, "的" * 3000])
def test_anything_can_be_typed(lang: Lang, text: str) -> None:
    """No answer breaks the engine, and nonsense earns nothing."""
    assert engine("case-02", lang).score(text).total == 0
