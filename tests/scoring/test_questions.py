"""A question of the case is one that is put; words of a question in a statement ask nothing."""

from __future__ import annotations

import pytest

from tests.calibration.labelled import context, engine


@pytest.mark.parametrize(
    ("reply", "asks"),
    [
        ("What happened that kept you from sending it in time?", True),
        ("I'd like to know what happened that kept it with you.", True),
        ("Here is exactly what happens: I send the exchange form, you hand the box to the driver.", False),
        ("That's what happened in the shop, and here's what happens next.", False),
    ],
)
def test_a_statement_with_words_of_a_question_asks_nothing(reply: str, asks: bool) -> None:
    """A cause that was asked for is what the customer answers next; one that is told is not."""
    said = engine("aftersales-03", "en").score(reply, context("aftersales-03", "opening", "en"))
    assert ("ask.why_late" in said.asked) is asks
