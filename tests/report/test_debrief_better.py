"""What followed a gap, and the better line beside it: an edit that was proved, asked for once a reply."""

from __future__ import annotations

from collections.abc import Collection

from sample_attempt import REPLIES, RUBRIC, SCENARIO, started, whole_attempt

from sim.model.score import Edit, EditPiece
from sim.report import Debrief, build_debrief, render_text
from sim.report.gaps import effect

EDIT = Edit(
    text="I can see why. We will look into it soon.",
    pieces=(
        EditPiece(kind="struck", text="Calm down,"),
        EditPiece(kind="added", text="I can see why. "),
        EditPiece(kind="kept", text="we will look into it soon."),
    ),
    dimension="empathy",
    before={"empathy": 0, "responsiveness": 1, "assurance": None},
    after={"empathy": 2, "responsiveness": 1, "assurance": None},
)


class Finder:
    """Gives one edit for reply 1 and none for others, and remembers what it was asked."""

    def __init__(self) -> None:
        """Begin with no question asked."""
        self.asked: list[int] = []
        self.aims: list[str] = []

    def __call__(self, turn_no: int, aim: str, _used: Collection[str]) -> Edit | None:
        """Return the edit of reply 1."""
        self.asked.append(turn_no)
        self.aims.append(aim)
        return EDIT if turn_no == 1 else None


def told(lang: str = "en", finder: Finder | None = None) -> Debrief:
    """Return the debrief of the sample attempt, with better lines."""
    return build_debrief(whole_attempt(lang), SCENARIO, RUBRIC, better=finder or Finder())


def test_better_line_is_asked_for_once_a_reply() -> None:
    """Only replies with a gap and that of the next goal are mended, each once."""
    finder = Finder()
    debrief = told(finder=finder)
    assert len(debrief.gaps) == 2
    assert finder.asked == [1]
    assert finder.aims == [debrief.gaps[0].code]
    assert [g.better for g in debrief.gaps] == [EDIT, EDIT]
    assert debrief.next_goal.better == EDIT


def test_attempt_without_a_loss_asks_for_no_better_line() -> None:
    """There is nothing to mend."""
    finder = Finder()
    build_debrief(started(), SCENARIO, RUBRIC, better=finder)
    assert finder.asked == []


def test_edit_shows_own_words_with_what_is_struck_and_added() -> None:
    """Own words stay, struck ones and added ones are marked in letters and brackets, levels stand below."""
    text = render_text(told(), "en")
    at = text.index(
        'Your words, changed: "[-Calm down,] [+I can see why.] we will look into it soon." '
        "([+ ] put in, [- ] taken out)"
    )
    assert text[at + 1] == "Scored by the same engine: Empathy from 0 to 2."


def test_edit_is_shown_once_and_whole_reply_stays_further_down() -> None:
    """Two gaps of one reply share one better line; the strong reply stands under the reply itself."""
    text = render_text(told(), "en")
    assert sum(line.startswith("Your words, changed:") for line in text) == 1
    strong = [i for i, line in enumerate(text) if line.startswith("A strong reply to this message:")]
    assert strong
    assert min(strong) > text.index("Reply 1")


def test_chinese_edit_is_joined_without_spaces() -> None:
    """Chinese sentences stand side by side."""
    text = "\n".join(render_text(told("zh"), "zh"))
    assert "“[-Calm down,][+I can see why.]we will look into it soon.”" in text


def test_effect_quotes_the_next_message_and_what_moved() -> None:
    """A gap says what this customer did next, not that it was bad."""
    gap = told().gaps[0]
    assert gap.effect is not None
    assert gap.effect.said == "When exactly?"
    assert gap.effect.before is not None
    text = render_text(told(), "en")
    assert (
        'The customer then wrote: "When exactly?" '
        "Heat from 75 to 88; Trust from 40 to 36; Patience from 70 to 58." in text
    )


def test_effect_of_a_reply_is_told_once() -> None:
    """Two gaps of one reply had one effect."""
    text = render_text(told(), "en")
    assert sum("The customer then wrote" in line for line in text) == 1


def test_effect_is_unknown_where_nothing_followed() -> None:
    """A question never asked has no message that answers it."""
    assert effect(0, (), {1: "When?"}) is None
    only = effect(1, (), {1: "When?"})
    assert only is not None
    assert (only.said, only.before) == ("When?", None)


def test_every_gap_says_label_and_reason_in_the_text() -> None:
    """The label stands with its reason below the own words."""
    text = render_text(told(), "en")
    at = next(i for i, line in enumerate(text) if line.startswith("1. Reply 1:"))
    assert text[at + 1] == "Gap 3, delivery: what to do was clear; these words stood in its way."


def test_replies_stay_whole_beside_their_edit() -> None:
    """The reply under its own heading is what was typed."""
    assert told().replies[0].words == REPLIES[0]
