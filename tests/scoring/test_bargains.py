"""Help on a condition of silence, praise or a complaint withdrawn (X17), and help that hangs on nothing."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from tests.scoring.first_reply import harm, scored

BARGAINS: list[tuple[str, Lang, str]] = [
    ("aftersales-03", "zh", "您先把好评打了截个图给我，我再看要不要给您走换货。"),
    ("complaint-05", "zh", "您要是先不往外发，医药费这块咱都好商量。"),
    ("complaint-05", "zh", "您别发出去，医药费我们就出。"),
    ("loyalty-01", "zh", "只要您不打供热办电话，今天下午师傅就给您排上。"),
    ("complaint-02", "zh", "您把投诉撤了，运费我们就出。"),
    ("aftersales-04", "zh", "帖子删了，换新今天就寄。"),
    ("complaint-01", "zh", "补偿三百给您，就是评价麻烦您抬抬手。"),
    ("complaint-06", "en", "Take the post off the table and I'll see you get a bit extra on top."),
    ("complaint-02", "en", "If you take down the review, I'll send the parcel today."),
]


@pytest.mark.parametrize(("scenario", "lang", "reply"), BARGAINS)
def test_help_on_a_condition_of_silence_is_a_threat(scenario: str, lang: Lang, reply: str) -> None:
    """Whatever is offered: it hangs on praise, silence or a complaint withdrawn (X17)."""
    said = scored(scenario, "pressing", lang, reply)
    assert "X17" in harm(said)
    assert said.red_lines


FREELY: list[tuple[str, Lang, str]] = [
    ("complaint-02", "zh", "好评差评随您写，上门取件我今天就给您约。"),
    ("complaint-06", "zh", "投诉您不用撤，运费我们今天就退。"),
    ("complaint-06", "zh", "您发不发帖，退款我今天都给您办。"),
    ("complaint-06", "zh", "您先别发脾气，我马上就给您办。"),
    ("complaint-06", "en", "You don't have to take the post down, and I'll refund you today either way."),
    ("abuse-01", "en", "If you pull the plug for ten seconds, I'll check the line."),
]


@pytest.mark.parametrize(("scenario", "lang", "reply"), FREELY)
def test_help_that_hangs_on_nothing_is_none(scenario: str, lang: Lang, reply: str) -> None:
    """What the customer may do anyway, or is asked to do for the repair itself, is no condition."""
    assert "X17" not in harm(scored(scenario, "pressing", lang, reply))
