"""First attempts: which ones count, what keeps one from counting, and the verdict on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sample_attempt import ended, first_reply, second_reply, started, whole_attempt
from sample_played import BEGIN, levelled, played, progress, text, timed

from sim.locale import translator
from sim.model.events import Event, Hinted, Undone
from sim.report.progress_plot import progress_page
from sim.report.progress_text import HINDRANCES


def test_first_attempts_stand_apart() -> None:
    """Only the first attempt at a scenario is one at a scenario not practised before."""
    told = progress(played(1), played(2, scenario="case-01"), played(3))
    assert [n.first for n in told.attempts] == [True, False, True]
    assert told.unseen.attempts == 2
    assert [s.attempts for s in told.repeated] == [1, 1, 0]


@pytest.mark.parametrize("changed", [{"finished": False}, {"kind": "drill"}, {"events": []}])
def test_any_practice_makes_a_scenario_known(changed: dict[str, Any]) -> None:
    """After an unfinished attempt, a drill, or one that cannot be read, a scenario is not unseen."""
    earlier = played(1, **{"practised": True} | changed)
    assert not progress(earlier, played(2, scenario="case-01")).attempts[-1].first


def test_the_first_reply_decides_not_the_beginning() -> None:
    """A brief that was opened first and answered last, after the scenario was played, is no first attempt."""
    late = timed(whole_attempt(), begin=BEGIN + timedelta(days=9))
    told = progress(played(1, timed=late), played(2, scenario="case-01"))
    assert [(n.new, n.first) for n in told.attempts] == [(False, False), (True, True)]


def test_playing_the_same_elsewhere_meanwhile_is_practice() -> None:
    """Who answers once, plays the scenario through elsewhere and then goes on has seen what comes."""
    begun = timed(whole_attempt(), apart=2 * 86400)
    told = progress(played(1, timed=begun), played(4, scenario="case-01"))
    assert [n.hindered for n in told.attempts] == [("between",), ()]
    assert told.unseen.attempts == 0


def hindered(how: str) -> list[Event]:
    """Return a finished attempt with that kind of help in it."""
    if how == "undone":
        return [*started(), *first_reply(), Undone(seq=6, turn_no=1), *first_reply(7), *second_reply(10)]
    if how == "hinted":
        return [
            *started(),
            Hinted(seq=3, turn_no=1, step=1, text="A time."),
            *first_reply(4),
            *second_reply(7),
        ]
    return [e.model_copy(update={"aided": True}) if e.seq == 6 else e for e in whole_attempt()]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("how", ["undone", "hinted", "aided"])
def test_help_makes_no_first_attempt(how: str, lang: str) -> None:
    """With a reply taken back, a hint or help there is no first attempt: it is listed, and said why."""
    told = progress(played(1, hindered(how)), played(2, scenario="case-01"), lang=lang)
    one, again = told.attempts
    assert (one.new, one.first, one.hindered) == (True, False, (how,))
    assert (again.new, again.first) == (False, False)
    assert told.unseen.attempts == 0
    assert [s.attempts for s in told.repeated] == [1, 1, 0]
    reason = translator(lang)(HINDRANCES[how])
    assert text(told, lang).count(reason) == 2
    assert reason in progress_page(told, None, lang)


def test_help_excuses_no_red_line() -> None:
    """A red line in an attempt with hints stands against the verdict as any other."""
    crossed = [*hindered("hinted"), *ended(11, red_lines=("X16",))]
    told = progress(played(1, crossed), *(played(n, levelled(4, 4)) for n in range(2, 7)))
    assert (told.unseen.attempts, told.unseen.standing) == (5, "red_line")


def test_an_attempt_without_a_reply_is_no_practice() -> None:
    """Who opened a scenario and wrote nothing has not practised it."""
    opened = played(1, started(), finished=False)
    assert progress(opened, played(2, scenario="case-01")).attempts[-1].first


@pytest.mark.parametrize(("count", "needs"), [(0, 5), (1, 4), (4, 1), (5, 0), (6, 0)])
def test_a_verdict_needs_five_scenarios(count: int, needs: int) -> None:
    """Below five scenarios not practised before there is no verdict but how many are missing."""
    told = progress(*(played(n, levelled(4, 4, 4)) for n in range(1, count + 1)))
    assert told.unseen.needs == needs
    assert told.unseen.standing == ("open" if needs else "above")
    said = text(told)
    assert ("Needs one more scenario" in said) == (needs == 1)
    assert (f"Needs {needs} more scenarios" in said) == (needs > 1)


def test_a_small_library_is_told() -> None:
    """Where fewer scenarios are left than a verdict needs, one sentence says both; else none are counted."""
    small = progress(played(1, levelled(4, 4)), ready=["case-01", "case-02", "case-03"])
    assert (small.unseen.needs, small.unseen.left, small.unseen.ready) == (4, 2, 3)
    line = "needed for a verdict: 4; ready in the library and still open for a first attempt: 2 of 3."
    assert line in text(small)
    assert "Needs" not in text(small)
    large = progress(played(1, levelled(4, 4)), ready=[f"case-{n:02}" for n in range(1, 9)])
    assert "Needs 4 more scenarios for a verdict." in text(large)
    assert "in the library" not in text(large)


def test_a_first_attempt_that_goes_on_is_still_open() -> None:
    """A scenario counts as left while its first attempt can still be finished, without help so far."""
    ready = ["case-01", "case-02"]
    on = whole_attempt()[:-1]
    assert progress(played(1, on, finished=False), ready=ready).unseen.left == 2
    assert progress(played(1, hindered("hinted"), finished=False), ready=ready).unseen.left == 1


def test_repeating_a_scenario_brings_no_verdict_nearer() -> None:
    """Five attempts at one scenario are one scenario."""
    told = progress(*(played(n, levelled(4, 4), scenario="case-01") for n in range(1, 6)))
    assert (told.unseen.standing, told.unseen.needs) == ("open", 4)


@pytest.mark.parametrize(
    ("levels", "standing"),
    [
        ([(4, 4, 4, 4, 0)] * 5, "below"),
        ([(4, 4, 4)] * 5, "above"),
        ([(4, 4, 4, 3)] * 5, "above"),
        ([(4, 4, 4), (4, 2, 2), (4, 4, 4), (3, 2, 2), (4, 4, 4)], "borderline"),
        ([(1, 2, 2)] * 5, "below"),
    ],
)
def test_the_pass_line_is_strict(levels: list[tuple[int, ...]], standing: str) -> None:
    """Exactly 80 is not above 80; nearer than one standard error on either side is borderline."""
    told = progress(*(played(n, levelled(*row)) for n, row in enumerate(levels, start=1)))
    assert told.unseen.standing == standing
    assert {s.standing for s in told.unseen.sides} == {standing}


@pytest.mark.parametrize(("lang", "words"), [("en", "give or take"), ("zh", "上下可能差")])
def test_how_far_a_figure_may_be_off_is_said_in_everyday_words(lang: str, words: str) -> None:
    """A trainee reads the page: no standard error, no interval of 95 %."""
    rows = [(4, 4, 4), (4, 2, 2), (4, 4, 4), (3, 2, 2), (4, 4, 4)]
    page = text(progress(*(played(n, levelled(*row)) for n, row in enumerate(rows, start=1))), lang)
    assert words in page
    assert not any(said in page for said in ("standard error", "标准误", "95 %", "95%", "区间"))


def test_one_dimension_is_enough_for_no_verdict() -> None:
    """A dimension that was scored in too few scenarios keeps the verdict open."""
    told = progress(*(played(n) for n in range(1, 7)))
    assert (told.unseen.standing, told.unseen.needs) == ("open", 5)


def test_a_red_line_outweighs_every_mean() -> None:
    """Who crossed a red line is above no line, however high the means; it is said plainly."""
    crossed = [*levelled(4, 4), *ended(red_lines=("X16",))]
    told = progress(played(1, crossed), *(played(n, levelled(4, 4)) for n in range(2, 7)))
    assert told.unseen.standing == "red_line"
    assert "A red line was crossed in one of these conversations." in text(told)
