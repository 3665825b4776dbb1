"""Progress over time: what counts, what is told, and what is never said of a person."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from sample_attempt import ended, first_reply, second_reply, started, whole_attempt
from sample_played import played, progress, text, timed
from scipy import stats

from sim.model.events import Branch, CustomerSaid, Paused, ReplyScored, Started, Undone
from sim.report.page import safe
from sim.report.plots import Plots
from sim.report.progress import T975, interval
from sim.report.progress_events import own_replies, reply_seconds, shown_codes
from sim.report.progress_plot import progress_page
from sim.report.progress_records import Progress
from sim.report.progress_text import meter

EVIL = '<script>alert("&")</script>\x1b[31m$x_1$'


def test_the_points_of_t_are_right() -> None:
    """The table of Student's t agrees with SciPy to its last digit."""
    assert [round(float(stats.t.ppf(0.975, df)), 3) for df in range(1, len(T975) + 1)] == list(T975)


def test_an_interval_needs_three_levels_that_differ() -> None:
    """Two replies, or equal ones, get none; otherwise it is SciPy's, kept within the scale."""
    assert interval([2, 3]) is None
    assert interval([3, 3, 3]) is None
    levels = [2, 3, 2, 1, 3, 2, 2]
    low, high = stats.t.interval(0.95, len(levels) - 1, loc=sum(levels) / 7, scale=stats.sem(levels))
    assert interval(levels) == pytest.approx((low, high), abs=0.001)
    assert interval([0, 4, 4]) == (0.0, 4.0)


def test_a_row_tells_what_happened() -> None:
    """Means, what was scored, perceived, ending, help and time of an attempt are those of its events."""
    (row,) = progress(played()).attempts
    assert [(v.mean, v.low, v.scored) for v in row.levels] == [
        (2.0, None, 2),
        (2.5, None, 2),
        (None, None, 0),
    ]
    assert (row.perceived, row.ending, row.replies, row.unaided) == (66.5, "resolved", 2, 2)
    assert row.seconds == 30.0


def test_help_is_counted_and_lowers_nothing() -> None:
    """A reply with a hint is no reply without help; the levels stay."""
    events = [e.model_copy(update={"aided": True}) if e.seq == 6 else e for e in whole_attempt()]
    (row,) = progress(played(events=events)).attempts
    assert (row.unaided, row.replies) == (1, 2)
    assert row.levels == progress(played()).attempts[0].levels


def test_the_time_of_a_reply_runs_from_the_customers_message() -> None:
    """Seconds are those between message and reply, by number; a clock set back gives none."""
    assert reply_seconds(timed(whole_attempt())) == {1: 30.0, 2: 30.0}
    assert reply_seconds(timed(whole_attempt(), -30)) == {}


def test_a_pause_or_a_second_thought_has_no_time() -> None:
    """Nobody knows how long a reply took before which the trainee left, or took one back."""
    paused = [*started(), Paused(seq=3), *first_reply(4), *second_reply(7), *ended(11)]
    assert set(reply_seconds(timed(paused))) == {2}
    undone = [*started(), *first_reply(), Undone(seq=6, turn_no=1), *first_reply(7), *second_reply(10)]
    assert set(reply_seconds(timed(undone))) == {2}


def test_what_was_taken_back_counts_no_more() -> None:
    """An undone reply is in no mean and no count."""
    events = [*started(), *first_reply(), Undone(seq=6, turn_no=1)]
    assert own_replies(timed(events)) == []


def test_drills_and_branches_are_listed_apart() -> None:
    """They are shown, and count in no row, sign, pattern, mean or verdict."""
    told = progress(played(1), played(2, kind="drill"), played(3, kind="branch"))
    alone = progress(played(1))
    assert [n.kind for n in told.apart] == ["drill", "branch"]
    assert told.model_copy(update={"apart": ()}) == alone


def test_a_branch_has_its_own_replies_only() -> None:
    """Replies that a branch repeats from its parent are neither its levels nor its times."""
    begun, *rest = whole_attempt()
    assert isinstance(begun, Started)
    branched = timed([begun.model_copy(update={"branch": Branch(attempt="a0", turn_no=2, seq=99)}), *rest])
    assert [r.turn_no for r in own_replies(branched)] == [2]
    assert set(reply_seconds(branched)) == {2}


def test_signs_are_counted_over_the_last_five() -> None:
    """Shown and missing count replies of the five latest whole attempts, most missed first."""
    told = progress(*(played(n) for n in range(1, 8)))
    assert (told.sign_attempts, told.sign_replies) == (5, 10)
    assert [(s.code, s.shown, s.missing) for s in told.signs] == [("R3", 5, 5), ("E1", 5, 0)]
    assert all(s.name for s in told.signs)


def test_what_carries_a_level_is_shown() -> None:
    """What the debrief names as carrying a level is shown, however faint; other traces are not."""
    events = whole_attempt()
    for place, event in enumerate(events):
        if isinstance(event, ReplyScored) and event.turn_no == 2:
            sign = event.explanation.findings[0]
            faint = [
                sign.model_copy(update={"code": c, "strength": 0.1, "certain": False}) for c in ("A3", "A8")
            ]
            told = event.explanation.model_copy(
                update={
                    "findings": (*event.explanation.findings, *faint),
                    "carriers": {**event.explanation.carriers, "assurance": (2,)},
                }
            )
            assert shown_codes(told) == {"E1", "R3", "A3"}
            events[place] = event.model_copy(update={"explanation": told})
    signs = {s.code: (s.shown, s.missing) for s in progress(played(1, events)).signs}
    assert signs == {"R3": (1, 1), "E1": (1, 0), "A3": (1, 0)}


def test_no_reply_both_shows_an_indicator_and_lacks_it() -> None:
    """What is too faint to be named beside what is sure is told to be missing, and so is not shown."""
    event = next(e for e in whole_attempt() if isinstance(e, ReplyScored) and e.turn_no == 2)
    sign = event.explanation.findings[0]
    faint = sign.model_copy(update={"code": "E8", "strength": 0.1, "certain": False})
    told = event.explanation.model_copy(update={"findings": (sign, faint), "carriers": {"empathy": (0, 1)}})
    assert shown_codes(told) == {"E1"}


def test_every_figure_says_what_it_is_of() -> None:
    """Counts name what is counted, and figures of 100 what they measure."""
    said = text(progress(*(played(n) for n in range(1, 3))))
    assert "R3 Gives a time: shown in 2, missing in 2." in said
    assert "replies with it then 1, now 1; as many as before." in said
    assert "Service as this customer perceived it: 67 of 100." in said
    assert "mean of its levels 50.0 of 100" in said


def test_anti_patterns_fade_stay_or_grow() -> None:
    """The first half of the attempts is held against the last; one in the middle is in neither."""
    bad, good = whole_attempt(), [*started(), *second_reply()]
    for attempts, counts in (
        ((bad, bad, good), (1, 0, "fades")),
        ((bad, good, bad, bad), (1, 2, "grows")),
        ((bad, bad), (1, 1, "stays")),
    ):
        told = progress(*(played(n, events) for n, events in enumerate(attempts, start=1)))
        assert {(p.before, p.after, p.trend) for p in told.patterns} == {counts}
        assert [p.code for p in told.patterns] == ["X01", "X08"]
    assert progress(played(1, bad)).patterns == ()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_only_letters_digits_and_punctuation(lang: str) -> None:
    """The plain form has no box, bar or glyph that a screen reader would stumble on."""
    told = progress(*(played(n, title=EVIL) for n in range(1, 7)), played(8, kind="drill"), lang=lang)
    shown = text(told, lang).replace("<", "").replace(">", "").replace("$", "").splitlines()
    assert len(shown) > 10
    for line in shown:
        odd = {c for c in line if unicodedata.category(c)[0] not in "LNPZ"}
        assert not odd, line
        assert "[#" not in line


def test_meters_are_ascii_and_only_where_asked_for() -> None:
    """A level of 2.5 of 4 is six of ten cells; plain text has no meter."""
    assert meter(2.5) == "[######----]"
    assert (meter(0), meter(4)) == ("[----------]", "[##########]")
    told = progress(played())
    assert "[######----] Responsiveness: mean level 2.5 of 4" in text(told, plain=False)
    assert text(told) == "\n".join(line.split("] ")[-1] for line in text(told, plain=False).splitlines())


def test_nobody_is_graded_or_ranked() -> None:
    """It speaks of levels, lines and scenarios; never of a grade, a rank or a kind of person."""
    said = text(progress(*(played(n) for n in range(1, 8)))).lower()
    for word in ("grade", "rank", "excellent", "poor", "failed", "passed", "weak", "talent", "percentile"):
        assert word not in said
    assert "not a certified measurement" in said
    assert "shown and never scored" in said


def test_nothing_played_is_told_so() -> None:
    """Who has finished nothing gets no figure, and every part says that there is nothing yet."""
    said = text(progress())
    assert said.count("Nothing yet.") == 5
    assert "Needs 5 more scenarios" in said


def test_what_cannot_be_read_is_named() -> None:
    """An attempt that is left out is named instead of being silently missing."""
    told = progress(played(), left_out=["a777"])
    assert "Attempt a777 could not be read and is left out." in text(told)


def test_json_is_the_whole_of_it() -> None:
    """What JSON holds reads back as the same progress."""
    told = progress(*(played(n) for n in range(1, 4)))
    assert Progress.model_validate_json(json.dumps(told.model_dump(mode="json"))) == told


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_stands_alone(lang: str) -> None:
    """The page has the plot and the table of the same figures, and asks for nothing from outside."""
    told = progress(*(played(n, title=EVIL) for n in range(1, 4)), lang=lang)
    page = progress_page(told, Plots(), lang)
    assert f'<html lang="{lang}">' in page
    assert page.count("<svg") == 1
    assert 'role="img" aria-label="' in page
    assert "<table>" in page
    assert safe(EVIL) in page
    for bad in ("<script", "http://", "https://", "\x1b", "#010203", "@import"):
        assert bad not in page


def test_without_matplotlib_the_tables_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library that draws, the page is whole but for plots, and says how to get them."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    plots = Plots.load()
    assert plots is None
    page = progress_page(progress(played()), plots, "en")
    assert "<svg" not in page
    assert page.count("pip install") == 1
    assert "<table>" in page


def test_a_customer_who_writes_twice_starts_the_clock_anew() -> None:
    """The time runs from the last message before the reply."""
    begun, said = started()
    assert isinstance(said, CustomerSaid)
    events = [begun, said, said.model_copy(update={"seq": 3}), *first_reply(4)]
    assert reply_seconds(timed(events, 10)) == {1: 10.0}
