"""What the customer does after a reply: asks for a supervisor, complains, leaves, finds promises out."""

from __future__ import annotations

from typing import Any

import pytest
from play_small import (
    after,
    changed,
    ended,
    heard,
    ledger,
    lines,
    promise,
    scenario,
    scored,
    script,
    start,
    turn,
)

from sim import play
from sim.model.events import Event, Paused
from sim.model.scenario import Scenario
from sim.model.score import Explanation
from sim.play.standards import stay_intent
from sim.play.state import SUPERVISOR_HEAT

BAD = heard(0, 0, 0, "X01")
POOR = heard(1, 1, 1)
GOOD = heard(4, 4, 4)


def loop(**customer: Any) -> Scenario:
    """Return a scenario whose one message comes again and again."""
    return scenario(turn("first", "again"), turn("again", "first"), **customer)


class TestSupervisor:
    """Somebody in charge is asked for when heat or trust crosses its line."""

    def test_heat_crosses_upward(self) -> None:
        """Heat that reaches 90 from below makes the customer ask for somebody in charge, and go on."""
        session, events = after(script(loop(heat=80), bad=BAD), "bad")
        assert changed(events).after.heat >= 90
        assert lines(events) == ["react supervisor", "again"]
        assert session.supervisor
        assert not session.ended

    def test_trust_crosses_downward(self) -> None:
        """Trust that falls to 15 from above does the same."""
        session, events = after(script(loop(heat=20, trust=20), poor=POOR), "poor")
        assert changed(events).after.trust <= 15
        assert lines(events) == ["react supervisor", "again"]
        assert session.supervisor

    @pytest.mark.parametrize("customer", [{"heat": 95}, {"trust": 10}], ids=["heat", "trust"])
    def test_a_start_beyond_the_line_is_not_a_crossing(self, customer: dict[str, int]) -> None:
        """A scenario that starts beyond a line starts untriggered, and poor replies do not trigger it."""
        session, events = after(script(loop(**customer), poor=POOR), "poor", "poor")
        assert "react supervisor" not in lines(events)
        assert not session.supervisor
        assert not session.ended

    @pytest.mark.parametrize("customer", [{"heat": 80}, {"heat": 20, "trust": 20}], ids=["heat", "trust"])
    def test_a_poor_reply_while_asked_for_ends_in_a_complaint(self, customer: dict[str, int]) -> None:
        """While the demand stands, a reply worth less than 2 makes the complaint formal."""
        session, events = after(script(loop(**customer), bad=BAD), "bad", "bad")
        assert lines(events) == ["react complaint"]
        assert session.ended == "complaint"

    def test_a_decent_reply_while_asked_for_is_heard(self) -> None:
        """While the demand stands, a reply worth 2 or more keeps the conversation going."""
        session, _ = after(script(loop(heat=88, trust=90), bad=BAD, fair=heard(2, 2, 2)), "bad", "fair")
        assert not session.ended

    @pytest.mark.parametrize("levels", [(2, 2, 2), (2, 2, 3)])
    def test_only_a_reply_worth_less_than_adequate_makes_a_complaint(
        self, levels: tuple[int, int, int]
    ) -> None:
        """Harm in an adequate reply may heat over the line again: that is no complaint yet."""
        heated = heard(*levels, "X16")
        made = script(loop(heat=85, trust=90), bad=BAD, good=GOOD, heated=heated)
        session, events = after(made, "bad", "good", "heated")
        assert changed(events).before.heat < SUPERVISOR_HEAT <= changed(events).after.heat
        assert session.ended in ("", None)

    def test_calmed_again(self) -> None:
        """Once heat and trust are back inside the lines the demand is off, and a poor reply costs no more."""
        made = script(loop(heat=85, trust=80), bad=BAD, good=GOOD, poor=POOR)
        session, events = after(made, "bad", "good")
        assert changed(events).calmed
        assert not session.supervisor
        session, _ = after(made, "bad", "good", "poor")
        assert not session.ended

    def test_calm_without_a_demand_is_not_calmed(self) -> None:
        """Where nobody asked for a supervisor nothing is called off."""
        _, events = after(script(loop(), good=GOOD), "good")
        assert not changed(events).calmed

    def test_crossed_again(self) -> None:
        """After being calmed the customer does not ask a second time: a poor reply is the last one."""
        made = script(loop(heat=85, trust=80, patience=100), bad=BAD, good=GOOD)
        session, _ = after(made, "bad", "good", "bad")
        assert session.ended == "complaint"


class TestEnds:
    """The events that end a conversation before its script does."""

    def test_patience_used_up(self) -> None:
        """At patience 0 the customer says goodbye and leaves."""
        session, events = after(script(loop(patience=16), good=GOOD), "good", "good")
        assert lines(events) == ["react leaves"]
        end = ended(events)
        assert end is not None
        assert (session.ended, end.kind) == ("left", "left")

    def test_one_point_of_patience_is_enough(self) -> None:
        """Above 0 the customer stays."""
        session, _ = after(script(loop(patience=17), good=GOOD), "good", "good")
        assert session.state.patience == 1
        assert not session.ended

    def test_a_red_line_is_answered_once_and_ends(self) -> None:
        """A red line is answered once; then the attempt is over, whatever else happened."""
        red = heard(4, 4, 4, "X16", red_lines=("X16",), key_points=("slot",))
        session, events = after(script(loop(patience=10, heat=85), red=red), "red")
        assert lines(events) == ["react red_line"]
        end = ended(events)
        assert end is not None
        assert (session.ended, end.kind, end.red_lines) == ("red_line", "red_line", ("X16",))

    def test_leaving_comes_before_complaining(self) -> None:
        """A customer without patience leaves, even where a complaint was due."""
        session, _ = after(script(loop(heat=80, patience=24), bad=BAD), "bad", "bad")
        assert session.ended == "left"

    def test_the_end_says_how_it_was(self) -> None:
        """The ending states perceived quality, what was expected, the gap between them and mean levels."""
        made = script(scenario(turn("first", "resolved")), good=heard(4, 3, None, key_points=("slot",)))
        session, events = after(made, "good")
        end = ended(events)
        assert end is not None
        state = session.state
        exact = 0.35 * state.resolution + 0.3 * (100 - state.heat) + 0.2 * state.trust + 0.15 * state.patience
        assert end.perceived == pytest.approx(exact, abs=0.05)
        assert end.gap5 == pytest.approx(end.perceived - 60, abs=0.05)
        assert (end.expected, end.desired) == (60, 80)
        assert end.levels == {"empathy": 100, "responsiveness": 75, "assurance": None}


class TestStay:
    """The intent to stay, and the cap of the recovery paradox."""

    @pytest.mark.parametrize("loyalty", ["price", "inertia", "emotional"])
    def test_after_a_failure_it_cannot_rise(self, loyalty: str) -> None:
        """Recovery raises satisfaction, not loyalty: after a failure intent stays at its baseline at most."""
        assert stay_intent(45, 100, 60, failure=True, loyalty=loyalty) == 45  # type: ignore[arg-type]

    def test_service_can_win_back(self) -> None:
        """Where service itself is what holds the customer, a good recovery may raise it."""
        assert stay_intent(45, 100, 60, failure=True, loyalty="service") == 65

    def test_without_a_failure_it_may_rise(self) -> None:
        """Without a failure intent moves half of the way perceived quality is above adequate."""
        assert stay_intent(45, 80, 60, failure=False, loyalty="price") == 55

    def test_it_falls_and_stays_in_bounds(self) -> None:
        """It falls with poor service and stays within 0 and 100."""
        assert stay_intent(45, 40, 60, failure=True, loyalty="price") == 35
        assert stay_intent(5, 0, 70, failure=True, loyalty="price") == 0
        assert stay_intent(95, 100, 55, failure=False, loyalty="service") == 100

    @pytest.mark.parametrize(("churn", "capped"), [("fault", True), ("competitive", False)])
    def test_a_conversation_about_our_fault_is_a_failure(self, churn: str, capped: bool) -> None:
        """A customer who writes about our fault is capped; one tempted by a rival is not."""
        made = script(scenario(turn("first", "resolved"), churn=churn, trust=90), good=settled())
        end = ended(after(made, "good")[1])
        assert end is not None
        assert end.perceived > 60
        assert (end.stay_intent == 45) is capped

    def test_a_broken_promise_is_a_failure(self) -> None:
        """A promise found broken caps the intent to stay, too."""
        text = scenario(
            turn("first", "second"), turn("second", "resolved", breaks=["wages"]), churn="none", trust=100
        )
        over = settled(promises=(promise("forbidden.wages", "over"),))
        end = ended(after(script(text, over=over, good=GOOD), "over", "good")[1])
        assert end is not None
        assert end.perceived > 60
        assert end.stay_intent == 45


def settled(**more: Any) -> Explanation:
    """Return what is said of a reply that settles everything."""
    return heard(4, 4, 4, key_points=("slot", "money"), **more)


class TestPromises:
    """What was promised is found kept or broken where the script says so."""

    OVER = heard(3, 3, 2, "X07", promises=(promise("forbidden.wages", "over"),))
    WITHIN = heard(2, 2, 2, promises=(promise("offer.slot", "within"),))

    @pytest.mark.parametrize(("relationship", "trust", "heat"), [(0, -28, 22), (1, -42, 33)])
    def test_broken(self, relationship: int, trust: int, heat: int) -> None:
        """A promise beyond authority breaks at its turn; a strong relationship feels it half as much more."""
        turns = turn("first", "second"), turn("second", "third", breaks=["wages"]), turn("third", "resolved")
        kind: dict[str, Any] = {"relationship": relationship, "trust": 90, "heat": 50, "floor": 0}
        plain = script(scenario(*turns, **kind), x=heard(3, 3, 2, "X07"))
        broken = script(scenario(*turns, **kind), x=self.OVER)
        session, events = after(broken, "x")
        other, _ = after(plain, "x")
        assert ledger(events) == [("forbidden.wages", "made"), ("forbidden.wages", "broken")]
        assert session.broken == ("wages",)
        assert session.state.trust - other.state.trust == trust
        assert session.state.heat - other.state.heat == heat
        assert "BROKEN" in {r.code for r in changed(events).reasons}

    def test_broken_only_once(self) -> None:
        """A promise breaks once, however often the script comes by and however often it was made."""
        text = scenario(turn("first", "again"), turn("again", "first", breaks=["wages"]), trust=100, heat=0)
        made = script(text, over=self.OVER, plain=heard(3, 3, 3))
        session, events = after(made, "over", "over", "plain")
        assert ledger(events) == []
        assert session.broken == ("wages",)

    def test_what_was_not_promised_does_not_break(self) -> None:
        """A promise within authority, or none, is not found broken."""
        text = scenario(turn("first", "second"), turn("second", "resolved", breaks=["wages", "slot"]))
        for reply in (self.WITHIN, GOOD):
            session, _ = after(script(text, x=reply), "x")
            assert session.broken == ()

    def test_kept(self) -> None:
        """A promise kept gives 4 trust, once."""
        text = scenario(turn("first", "again"), turn("again", "first", keeps=["slot"]))
        made = script(text, within=self.WITHIN, plain=heard(2, 2, 2))
        session, events = after(made, "within")
        assert ledger(events) == [("offer.slot", "made"), ("offer.slot", "kept")]
        assert session.state.trust == 44
        session, events = after(made, "within", "plain", "plain")
        assert ledger(events) == []
        assert session.kept == ("slot",)
        assert session.state.trust == 44

    def test_not_kept_when_over(self) -> None:
        """A promise beyond authority is never found kept."""
        text = scenario(turn("first", "second"), turn("second", "resolved", keeps=["slot"]))
        over = heard(2, 2, 2, promises=(promise("offer.slot", "over"),))
        assert after(script(text, x=over), "x")[0].kept == ()


class TestNotUnderstood:
    """Replies the customer cannot answer in substance."""

    @pytest.mark.parametrize(
        ("flag", "line", "understood"),
        [
            ("other_language", "react not_understood", False),
            ("not_understood", "react puzzled", False),
            ("empty", "react nothing_said", False),
            ("grader", "react puzzled", True),
            ("word_list", "react puzzled", True),
        ],
    )
    def test_the_customer_stays_where_they_are(self, flag: str, line: str, understood: bool) -> None:
        """The customer says so in their own voice, stays on the turn and loses patience."""
        session, events = after(script(scenario(), odd=heard(1, 1, 1, flags=(flag,))), "odd")
        assert lines(events) == [line]
        assert session.turn == "first"
        assert session.state.patience < 70
        assert scored(events).understood is understood

    def test_enough_of_it_makes_them_leave(self) -> None:
        """Going on like that uses up all patience."""
        made = script(scenario(patience=20, heat=0, trust=90), odd=heard(2, 2, 2, flags=("grader",)))
        session, events = after(made, "odd", "odd", "odd")
        assert lines(events) == ["react leaves"]
        assert session.ended == "left"


def test_pausing_changes_nothing_but_the_count_of_events() -> None:
    """A pause is an event like any other, and leaves the session as it was."""
    made = script(scenario(), good=GOOD)
    session, _ = after(made, "good")
    events = [*_events(made, "good"), Paused(seq=session.seq + 1)]
    assert play.fold(made, events) == session.model_copy(update={"seq": session.seq + 1})


def _events(made: play.Script, *replies: str) -> list[Event]:
    events = list(play.begin(made, mode="practice", seed=0, scenario_hash="s", rubric_hash="r"))
    session = start(made)
    for reply in replies:
        session, more = play.step(made, session, reply)
        events.extend(more)
    return events


def test_events_are_numbered_without_a_gap() -> None:
    """Event numbers run from 1 without a gap, through promises, reactions and endings."""
    made = script(scenario(heat=85, patience=20), bad=BAD, over=TestPromises.OVER)
    assert [e.seq for e in _events(made, "over", "bad")] == list(
        range(1, len(_events(made, "over", "bad")) + 1)
    )


def test_an_attempt_must_begin_with_its_start() -> None:
    """Events without their start cannot be folded."""
    made = script(scenario(), good=GOOD)
    with pytest.raises(TypeError, match="started"):
        play.fold(made, _events(made, "good")[1:])


def test_a_key_point_counts_once() -> None:
    """Saying a key point again settles nothing more."""
    made = script(scenario(), slot=heard(3, 3, 3, key_points=("slot",)))
    session, events = after(made, "slot", "slot")
    assert scored(events).key_points == ()
    assert session.state.resolution == 60


def test_a_change_says_in_words_that_are_true_why_it_came() -> None:
    """A level is told with the side it is on; what is new of the key points settles nothing by itself."""
    text = scenario(turn("first", "first", raises=["slot"]))
    weak, strong = heard(2, 1, 1), heard(2, 4, 4)
    told = {
        (r.code, r.words)
        for reply in (weak, strong)
        for r in changed(after(script(text, x=reply), "x")[1]).reasons
        if r.variable == "trust"
    }
    assert ("assurance", "Assurance below level 2") in told
    assert ("responsiveness", "Responsiveness above level 2") in told
    gained = changed(after(script(text, x=settled()), "x")[1]).reasons
    assert [r.words for r in gained if r.code == "progress"] == ["a key point was met"]
