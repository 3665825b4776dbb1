"""Who responds at all (R0): told by the clause that does, not by a word that may stand anywhere."""

from __future__ import annotations

import pytest
import scoring_kit as kit

from sim.model.language import Lang
from sim.scoring.ladder import ATTEMPT

RESPONDS: list[tuple[Lang, str]] = [
    ("en", "I'll have a look at it and let you know."),
    ("zh", "我去问一下，回头告诉您。"),
]
DOES_NOT: list[tuple[Lang, str]] = [
    ("en", "Your calls are important to us."),
    ("zh", "您的来电对我们很重要。"),
]


@pytest.mark.parametrize(("lang", "reply"), RESPONDS)
def test_willingness_is_a_response(lang: Lang, reply: str) -> None:
    """Its finding quotes own words of the reply."""
    told = kit.score(reply, lang)
    (found,) = [f for f in told.findings if f.code == ATTEMPT]
    assert found.quote in reply
    assert told.levels["responsiveness"] == 1


@pytest.mark.parametrize(("lang", "reply"), DOES_NOT)
def test_the_word_of_an_act_is_none(lang: Lang, reply: str) -> None:
    """A polite nothing responds to nobody."""
    told = kit.score(reply, lang)
    assert ATTEMPT not in {f.code for f in told.findings}
    assert told.levels["responsiveness"] == 0


def test_asking_for_what_was_given_is_an_attempt() -> None:
    """Anchor 4 of the domain reference (2.8) stands at level 1 of responsiveness."""
    anchor = next(row for row in kit.anchors() if row["id"] == "2.8/4")
    assert [kit.score(anchor[lang], lang).levels["responsiveness"] for lang in ("en", "zh")] == [1, 1]
