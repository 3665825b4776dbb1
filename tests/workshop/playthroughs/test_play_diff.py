"""What differs from a playthrough is told at the line that expects it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from play_kit import BARE, line_of, told


class TestDiff:
    """What differs, told at the line that expects it."""

    def test_what_was_recorded_passes(self, edited: Callable[..., Path]) -> None:
        """A file with the figures that were played has no difference."""
        assert told(edited()) == ()

    def test_a_level(self, edited: Callable[..., Path]) -> None:
        """A level that is off is told with its reply, its turn, both figures and a reason."""
        path = edited(
            (r"levels: \{empathy: \d, responsiveness: 0", "levels: {empathy: 0-4, responsiveness: 2-3")
        )
        (one,) = told(path)
        assert one.line == line_of(path, "2-3")
        shown = list(one.lines())
        assert shown[0] == "reply 1 at `opening`: Responsiveness is 0, expected 2-3"
        assert shown[1] == "    - levels: {responsiveness: 2-3}"
        assert shown[2].startswith("    + levels: {responsiveness: 0}   ")
        assert "missing: R" in shown[2]

    def test_a_level_that_is_too_high(self, tmp_path: Path) -> None:
        """A level above what is expected is told with what was found for it."""
        path = tmp_path / "x.play.yaml"
        reply = "You lost two days and have a newborn and no fridge: I'm sorry, our depot failed you."
        path.write_text(
            BARE.replace(
                "Please calm down and wait your turn like everybody else.",
                f'"{reply}"\n    levels: {{empathy: 0}}',
            ),
            "utf-8",
        )
        (one,) = told(path)
        assert any("found: E" in note for note in one.notes)

    def test_null_is_not_scored(self, edited: Callable[..., Path]) -> None:
        """Null expects that a dimension is not scored here."""
        (one,) = told(edited((r"responsiveness: 0", "responsiveness: null")))
        assert one.said.endswith("Responsiveness is 0, expected no score")

    def test_marks(self, edited: Callable[..., Path]) -> None:
        """A code that is wanted and not found, and one that is found and must not be, are told by name."""
        path = edited((r"( +)(levels: .*)\n", r"\1\2\n\1marks: [E3]\n\1not: [E1, X01]\n"))
        lacking, found = told(path)
        assert (lacking.line, found.line) == (line_of(path, "marks"), line_of(path, "not:"))
        assert re.search(r"E3 \(.+\) is not found", lacking.said)
        assert re.search(r'X01 \(.+\) is found, and must not be: ".*calm down', found.said)

    def test_state_and_variant(self, edited: Callable[..., Path]) -> None:
        """The customer's state and the wording that was answered are told where they are expected."""
        path = edited(
            (r"( +)(levels: .*)\n", r"\1\2\n\1state: {heat: 1-2}\n"),
            (r"turn: insist", "turn: insist\n    says: cause_known"),
        )
        state, variant = told(path)
        assert (state.line, variant.line) == (line_of(path, "1-2"), line_of(path, "says"))
        assert state.expected == "state: {heat: 1-2}"
        assert variant.expected == "says: cause_known"

    def test_another_turn(self, edited: Callable[..., Path]) -> None:
        """Where the conversation takes another way the customer's words are told, and nothing behind them."""
        path = edited((r"turn: insist", "turn: closing"), (r"ending: \w+", "ending: resolved"))
        (one,) = told(path)
        assert one.line == line_of(path, "turn: closing")
        assert one.said == "reply 2: the customer is at `insist`, expected `closing`"
        assert one.notes[-1] == "Nothing behind this reply was compared."

    def test_too_early(self, edited: Callable[..., Path]) -> None:
        """A reply behind the end is told at its line."""
        path = edited((r"ends:", "  - reply: One more thing.\nends:"))
        (one,) = told(path)
        assert one.line == line_of(path, "One more")
        assert "over before it; it ended `complaint` with reply 2" in one.said

    def test_too_late(self, edited: Callable[..., Path]) -> None:
        """A conversation that goes on behind the last reply is told where its end is expected."""
        path = edited((r"  - turn: insist\n(    .*\n)+", ""))
        (one,) = told(path)
        assert one.line == line_of(path, "ends:")
        assert "the customer at `insist` waits for one more reply" in one.said

    def test_without_an_end_it_may_stop(self, edited: Callable[..., Path]) -> None:
        """A file without `ends` says nothing of the end, and may stop before it."""
        assert told(edited((r"  - turn: insist\n(    .*\n)+", ""), (r"ends: .*\n", ""))) == ()

    def test_the_end(self, edited: Callable[..., Path]) -> None:
        """Another ending and figures outside of their range are told together."""
        path = edited((r"ending: \w+", "ending: resolved"), (r"perceived: [\d.]+", 'perceived: ">=60"'))
        (one,) = told(path)
        assert one.line == line_of(path, "ends:")
        assert one.expected == 'ends: {ending: resolved, perceived: ">=60"}'
        assert "the ending is complaint, expected resolved" in one.said
