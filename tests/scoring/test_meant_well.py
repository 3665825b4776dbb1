"""Words that turn the meaning of a phrase round: honest replies fall under no anti-pattern for them."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from sim.model.score import Explanation
from tests.calibration.labelled import context, engine


def scored(scenario: str, lang: Lang, reply: str) -> Explanation:
    """Return what the engine says of a reply to a scenario's first turn."""
    return engine(scenario, lang).score(reply, context(scenario, "opening", lang))


HONEST: list[tuple[str, Lang, str, str]] = [
    ("X02", "en", "aftersales-04", "A full packet in that photo would have frightened me too."),
    ("X02", "en", "complaint-01", "If it had been my fridge I'd have been in tears."),
    ("X03", "en", "collection-01", "Yes, there's a free debt advice line that's nothing to do with us."),
    ("X06", "en", "complaint-01", "Sorry to hear about your gran."),
    ("X13", "zh", "complaint-01", "也就是一共还能再退两天。"),
    ("X14", "en", "complaint-01", "You don't need to do anything else."),
    ("X14", "en", "complaint-01", "If anything else was damaged, tell me and I'll add it to the claim."),
    ("X19", "en", "retention-02", "Don't forward the text to me; enter it in the app yourself."),
]

MEANT: list[tuple[str, Lang, str, str]] = [
    ("X02", "en", "complaint-01", "You would have had it if you had read the email."),
    ("X03", "en", "collection-01", "The cold is nothing to do with us, ask your landlord."),
    ("X06", "en", "complaint-01", "Sorry to hear that."),
    ("X10", "en", "abuse-01", "There's no need to take that tone."),
    ("X13", "zh", "complaint-01", "也就两天的事嘛。"),
    ("X14", "en", "complaint-01", "Can I help you with anything else before you go?"),
    ("X16", "en", "abuse-01", "I have a brain, thanks. Maybe if you used yours and asked nicely."),
    ("X19", "en", "retention-02", "Just read me the six digits and I'll finish it."),
    ("X19", "en", "retention-02", "You can type the code in here, this chat is encrypted."),
]


@pytest.mark.parametrize(("code", "lang", "scenario", "reply"), HONEST)
def test_what_is_meant_well_is_held_against_nobody(code: str, lang: Lang, scenario: str, reply: str) -> None:
    """The phrase or the sound is there, and its sentence says something else."""
    said = scored(scenario, lang, reply)
    assert all(f.code != code for f in said.findings)


@pytest.mark.parametrize(("code", "lang", "scenario", "reply"), MEANT)
def test_the_same_phrases_are_told_where_they_are_meant(
    code: str, lang: Lang, scenario: str, reply: str
) -> None:
    """Nothing of the exceptions hides the harm beside which they stand."""
    said = scored(scenario, lang, reply)
    assert any(f.code == code and f.sure for f in said.findings)
