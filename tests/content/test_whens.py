"""What is said of conditions is true of every reply: of what never holds and what is always forestalled."""

from __future__ import annotations

import random

import pytest
from content_kit import Edited, problems_of

from sim.content.whens import BANDS, clashes, implies
from sim.model.events import Session, State
from sim.model.score import Promise
from sim.model.when import Band, When
from sim.play.conditions import Moment, holds

LISTS = ("met", "not_met", "said", "said_any", "told", "not_told", "asked", "any", "none", "promised")
NAMES = {
    "met": "ab", "not_met": "ab", "said": "fg", "said_any": "fg", "told": "fg", "not_told": "fg",
    "asked": "qr", "any": "XY", "none": "XY", "promised": "vw",
}  # fmt: skip
"""Two names for each part, so that conditions meet often."""


def condition(dice: random.Random) -> When:
    """Return a condition of one to three parts."""
    parts: dict[str, object] = {}
    for part in dice.sample([*LISTS, *BANDS], dice.randint(1, 3)):
        if part in BANDS:
            low, high = sorted(dice.sample((0, 30, 50, 60, 80, 101), 2))
            parts[part] = Band(
                at_least=low if dice.random() < 0.7 else None, below=high if dice.random() < 0.7 else None
            )
        else:
            parts[part] = tuple(dice.sample(NAMES[part], dice.randint(1, 2)))
    return When.model_validate(parts)


def moment(dice: random.Random) -> Moment:
    """Return a moment of a conversation. What was said has been told, as the engine keeps it."""
    some = {part: frozenset(n for n in NAMES[part] if dice.random() < 0.5) for part in LISTS}
    numbers = [dice.choice((0, 29.5, 30, 45, 50, 60, 79, 80, 100)) for _ in range(5)]
    session = Session(
        scenario="s", lang="en", mode="practice", seed=1, turn="t",
        state=State(heat=numbers[0], trust=numbers[1], patience=numbers[2], resolution=numbers[3]),
        key_points=tuple(some["met"]), told=tuple(some["told"] | some["said"]),
        promises=tuple(
            Promise(what="x", ref=f"forbidden.{n}", span=(0, 1), quote="x", standing="over")
            for n in some["promised"]
        ),
    )  # fmt: skip
    return Moment(session, some["said"], some["asked"], some["any"], numbers[4] / 25)


def test_what_is_implied_always_holds() -> None:
    """Whenever a stricter condition holds at a moment, the looser one does: 40 pairs at 300 moments each."""
    dice = random.Random(5)  # noqa: S311 - no secret
    moments = [moment(dice) for _ in range(300)]
    found = 0
    while found < 40:
        strict, loose = condition(dice), condition(dice)
        if implies(strict, loose):
            found += 1
            assert [m for m in moments if holds(strict, m) and not holds(loose, m)] == [], (strict, loose)


def test_what_clashes_never_holds() -> None:
    """A condition that is told to exclude itself holds at no moment: 40 of them at 300 moments each."""
    dice = random.Random(6)  # noqa: S311 - no secret
    moments = [moment(dice) for _ in range(300)]
    found = 0
    while found < 40:
        when = condition(dice)
        if any(True for _ in clashes(when)):
            found += 1
            assert not any(holds(when, m) for m in moments), when


@pytest.mark.parametrize(
    ("strict", "loose", "expected"),
    [
        ({"met": ("a", "b")}, {"met": ("a",)}, True),
        ({"met": ("a",)}, {"met": ("a", "b")}, False),
        ({"any": ("X01",)}, {"any": ("X01", "X05")}, True),
        ({"any": ("X01", "X05")}, {"any": ("X01",)}, False),
        ({"said": ("f",)}, {"told": ("f",)}, True),
        ({"told": ("f",)}, {"said": ("f",)}, False),
        ({"said": ("f",)}, {"said_any": ("f", "g")}, True),
        ({"heat": Band(below=40)}, {"heat": Band(below=60)}, True),
        ({"heat": Band(below=60)}, {"heat": Band(below=40)}, False),
        ({"heat": Band(at_least=10)}, {"heat": Band(at_least=0)}, True),
        ({"met": ("a",)}, {"heat": Band()}, True),
        ({"promised": ("v", "w")}, {"promised": ("v",)}, False),
    ],
)
def test_which_condition_asks_for_less(
    strict: dict[str, object], loose: dict[str, object], expected: bool
) -> None:
    """Lists that must all hold may be shorter, lists of which one must hold may be longer, bounds wider."""
    assert implies(When.model_validate(strict), When.model_validate(loose)) is expected


def test_a_draft_is_told_what_can_never_be(edited: Edited) -> None:
    """A condition that excludes itself is a slip even in a file that is half written."""
    text = edited("version: 1", "version: 1\nstatus: draft").replace("any: [E1]", "not_met: [slot]")
    assert [p.code for p in problems_of(text)] == ["SC025"]


def test_a_draft_is_not_told_what_is_still_to_come(edited: Edited) -> None:
    """No trap, one branch, unused offers, placeholders: a draft may have all of it."""
    text = edited("version: 1", "version: 1\nstatus: draft").replace("    breaks: [wages]\n", "")
    text = text.replace("promised: [wages]", "heat: {below: 40}").replace("any: [E1]", "any: [E3]")
    text = text.replace("zh: 谢谢。", "zh: 待翻译").replace("raises: [when]", "raises: []")
    assert problems_of(text) == ()
