"""Owns one small rubric and one small scenario that tests read from."""

from __future__ import annotations

from typing import Any

from sim.model.rubric import Rubric
from sim.model.scenario import Scenario


def both(en: str, zh: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"en": en, "zh": zh}


def say(en: str, zh: str) -> dict[str, list[str]]:
    """Return one phrase in both languages."""
    return {"en": [en], "zh": [zh]}


def indicator(code: str, en: str, zh: str, advice: tuple[str, str]) -> dict[str, Any]:
    """Return a rubric entry of an indicator."""
    phrases = say("yes", "是")
    return {
        "id": code,
        "name": both(en, zh),
        "counts": phrases,
        "not_counts": phrases,
        "advice": both(*advice),
    }


def deduction(code: str, en: str, zh: str, severity: str, hits: list[str], instead: str) -> dict[str, Any]:
    """Return a rubric entry of an anti-pattern."""
    phrases = say("yes", "是")
    return {
        "id": code,
        "name": both(en, zh),
        "severity": severity,
        "hits": hits,
        "counts": phrases,
        "not_counts": phrases,
        "say_instead": both(instead, f"改为{instead}"),
    }


def section(
    dimension: str, en: str, zh: str, weight: int, indicators: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return a rubric section with five numbered anchors."""
    return {
        "id": dimension,
        "weight": weight,
        "name": both(en, zh),
        "definition": both(en, zh),
        "levels": [both(f"{en} anchor {n}", f"{zh}锚{n}") for n in range(5)],
        "ladder": {2: {"points": 1}, 3: {"points": 2}, 4: {"points": 3}},
        "indicators": indicators,
    }


RUBRIC = Rubric.model_validate(
    {
        "rubric": "service",
        "title": both("Service", "服务"),
        "sections": [
            section(
                "empathy",
                "Empathy",
                "共情",
                30,
                [
                    indicator(
                        "E1",
                        "Names the impact",
                        "点出影响",
                        ("Name what it did to them.", "点出对客户的影响。"),
                    ),
                ],
            ),
            section(
                "responsiveness",
                "Responsiveness",
                "响应",
                35,
                [
                    indicator("R3", "Gives a time", "给出时限", ("Say by when.", "说明何时之前。")),
                ],
            ),
            section(
                "assurance",
                "Assurance",
                "保证",
                35,
                [
                    indicator("A3", "Owns it", "担责", ("Say whose doing it was.", "说明是谁的责任。")),
                ],
            ),
        ],
        "deductions": [
            deduction("X01", "Calm down", "叫人冷静", "severe", ["empathy"], "I can see why"),
            deduction("X07", "Over-promise", "过度承诺", "severe", ["assurance"], "up to 50 I can approve"),
            deduction("X08", "Vague time", "含糊", "moderate", ["responsiveness"], "by 6 p.m. today"),
            deduction("X16", "Insult", "辱骂", "severe", ["empathy"], "I want to put this right"),
        ],
        "red_lines": ["X16"],
    }
)

SCENARIO = Scenario.model_validate(
    {
        "id": "complaint-99",
        "title": both("A late fridge", "迟到的冰箱"),
        "difficulty": 2,
        "family": "complaint",
        "about": both("A fridge came late.", "冰箱迟到了。"),
        "goal": both("Agree a time and a name.", "约定时间和负责人。"),
        "role": both("Delivery desk", "配送客服"),
        "customer": {
            "name": both("Ms Hale", "何女士"),
            "type": "venting",
            "tier": "regular",
            "loyalty": "price",
            "heat": 75,
            "trust": 40,
            "patience": 70,
            "floor": 50,
            "stay": 45,
        },
        "find_out": ["ask.tonight"],
        "facts": {
            "card": [
                {"id": "slot", "label": both("Free slots", "可约时段"), "text": both("8 to 12", "8到12点")}
            ],
            "impacts": {"baby": {"label": both("newborn", "新生儿"), "say": say("baby", "宝宝")}},
            "cause": {"owner": "ours", "label": both("depot", "分拣站"), "say": say("depot", "分拣站")},
            "offers": {"slot": {"label": both("new slot", "新时段"), "say": say("slot", "时段")}},
            "issues": {"when": {"label": both("when", "何时"), "met_by": ["offer.slot"]}},
            "may_ask": {
                "tonight": {"label": both("what is needed tonight", "今晚需要什么"), "asks": say("a", "问")}
            },
        },
        "key_points": [
            {
                "id": "slot",
                "weight": 70,
                "label": both("Books a slot", "约好时段"),
                "justice": "procedural",
                "link": "maintain",
                "needs": [["offer.slot"]],
                "met_by": say("a", "一"),
                "not": say("b", "二"),
            },
            {
                "id": "baby",
                "weight": 30,
                "label": both("Sees the baby", "想到宝宝"),
                "justice": "interactional",
                "link": "care",
                "needs": [["impact.baby"]],
                "met_by": say("a", "一"),
                "not": say("b", "二"),
            },
        ],
        "turns": [
            {
                "id": "opening",
                "stage": "open",
                "gives": ["emotion", "question"],
                "says": [{"id": "a", "text": both("Where is it?", "在哪儿？")}],
                "needs": both("a time and a name", "时间和负责人"),
                "exemplars": {
                    "weak": both("Calm down.", "冷静。"),
                    "middling": both("I will look.", "我看看。"),
                    "strong": both("I will message you by 6 p.m.", "下午6点前我给您消息。"),
                },
                "then": [{"go": "good"}],
            }
        ],
        "endings": [
            {
                "id": "good",
                "kind": "resolved",
                "label": both("Slot agreed", "约好了"),
                "says": both("Fine.", "好。"),
            },
        ],
        "reactions": {
            name: both("Hm.", "嗯。")
            for name in (
                "not_understood",
                "puzzled",
                "nothing_said",
                "supervisor",
                "complaint",
                "leaves",
                "red_line",
            )
        },
    }
)
