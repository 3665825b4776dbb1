"""Why a branch was taken is told part by part, as it was played."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from preview_kit import opened, scenario, section, sheet

from sim import play
from sim.content import Library, bundled_folder
from sim.content.playthroughs import open_play
from sim.model.events import CustomerSaid, Ended, Event, ReplyScored, Session, State
from sim.model.when import Band, When
from sim.play.conditions import Moment, holds, parts
from sim.workshop.playthroughs import play_on
from sim.workshop.preview import explain, sections
from sim.workshop.preview.say import WhySaid

GOLDEN = sorted(bundled_folder("playthroughs").glob("*.play.yaml"))


def next_of(events: list[Event]) -> tuple[str, str, str]:
    """Return the turn or ending that came of a reply, the kind of the last line and its id."""
    said = [e for e in events if isinstance(e, CustomerSaid)]
    ended = [e for e in events if isinstance(e, Ended)]
    return (ended[0].ending if ended else said[-1].turn), said[-1].kind, said[-1].line


class TestWhy:
    """Why a branch was taken."""

    @pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name.removesuffix(".play.yaml"))
    def test_it_agrees_with_the_golden_playthroughs(self, path: Path) -> None:
        """For every reply the branch marked as taken, and the wording, are those that were played."""
        file = open_play(path).play
        loaded = Library().scenario(file.scenario)
        script = play.Script(loaded.value, sheet(), file.lang)
        opening = play.begin(script, mode="practice", seed=0, scenario_hash="", rubric_hash="")
        events = list(play_on(script, opening, file.replies))
        places = [i for i, e in enumerate(events) if isinstance(e, ReplyScored)]
        assert places
        for number, (at, end) in enumerate(zip(places, [*places[1:], len(events)], strict=True), start=1):
            why = explain(script, events, number)
            went, kind, line = next_of(events[at:end])
            assert why.went == went
            if why.instead:
                assert kind == "reaction"
                continue
            assert why.taken is not None
            assert why.taken.to == went
            assert why.taken == next(way for way in why.ways if way.holds)
            chosen = next((way for way in why.wordings if way.taken), None)
            if chosen is not None:
                assert chosen.to == line
                assert chosen == next(way for way in why.wordings if way.holds)

    def test_what_decides_in_the_scripts_place(self) -> None:
        """A reply nobody understands, spent patience and a red line are told as what they are."""
        preview = opened("qwx zzt pfff")
        assert preview.script is not None
        assert explain(preview.script, preview.events, 1).instead == "puzzled"
        assert any("was not understood" in row[2] for s in sections(preview, 1, "en") for row in s.rows)
        preview = opened("You stupid cow, shut up or I will come to your house and hurt you.")
        assert preview.script is not None
        assert explain(preview.script, preview.events, 1).instead == "red_line"

    def test_each_part_with_its_value(self) -> None:
        """A condition is told part by part, held or not, with the figure it was held against."""
        when = When(quality=Band(at_least=45), told=("offer.slot", "cause"), none=("X01", "E1"))
        session = Session(
            scenario="x-1", lang="en", mode="practice", seed=0, turn="t",
            state=State(heat=1, trust=2, patience=3), told=("cause",),
        )  # fmt: skip
        moment = Moment(session, frozenset(), frozenset(), frozenset({"E1"}), 1.52)
        said = WhySaid(scenario(), sheet(), "en")
        told, none, quality = (said.part(part) for part in parts(when, moment))
        assert quality == "quality of the reply at least 45: 38, not held"
        assert told.endswith('lacking "A delivery slot tomorrow that she chooses", not held')
        assert none.endswith('found "E1", not held')

    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def test_a_condition_holds_when_every_part_does(self, data: st.DataObject) -> None:
        """`holds` is nothing but all the parts, whatever a condition asks for."""
        names = st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(tuple)
        bands = st.none() | st.builds(Band, below=st.integers(0, 101), at_least=st.integers(0, 100))
        when = When(**{
            name: data.draw(names if isinstance(getattr(When(), name), tuple) else bands)
            for name in When.model_fields
        })  # fmt: skip
        some = st.frozensets(st.sampled_from("abc"))
        session = Session(
            scenario="x-1", lang="en", mode="practice", seed=0, turn="t",
            state=State(heat=50, trust=50, patience=50), told=("a",), key_points=("b",),
        )  # fmt: skip
        moment = Moment(session, data.draw(some), data.draw(some), data.draw(some), 2.0)
        given_parts = tuple(parts(when, moment))
        assert holds(when, moment) == all(p.holds for p in given_parts)
        assert {p.name for p in given_parts} == {n for n in When.model_fields if getattr(when, n)}


def test_what_counts_by_its_wording_is_called_no_weak_sign() -> None:
    """It has no code of the sheet and carries a level; and the sign of willingness has its name."""
    preview = opened(
        "I'm sorry about the fridge. I have booked the slot tomorrow 8-12 and will text you by 6."
    )
    told = [words for _sign, words in section(preview, "Findings", "en")]
    assert not any(code in line for line in told for code in ("E00", "R00", "A00"))
    assert any(line.startswith("R0 (A sign of willingness); ") for line in told)
