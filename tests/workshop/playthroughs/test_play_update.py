"""A playthrough is brought up to date: the figures are rewritten, the rest stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from play_kit import BARE, baseline, fresh, line_of, told

from sim.content import Problems
from sim.content.playthroughs import playthrough_of
from sim.errors import Refused
from sim.model.language import LANGS, Lang
from sim.model.playthrough import Playthrough, Said
from sim.workshop.play_write import written


class TestUpdate:
    """`updated`: the figures are rewritten, the rest stays."""

    def test_only_what_does_not_hold(self, edited: Callable[..., Path]) -> None:
        """Figures that hold stay ranges; comments, replies and everything else stay to the byte."""
        path = edited(
            (r"responsiveness: 0", "responsiveness: 2-3"), (r"empathy: \d", "empathy: 0-4"),
            (r"( +)(levels: .*)\n", r"\1# why\n\1\2\n\1marks: [E3]\n"),
        )  # fmt: skip
        before = path.read_text("utf-8")
        text = fresh(path)
        assert text == before.replace("responsiveness: 2-3", "responsiveness: 0").replace(
            "    marks: [E3]\n", ""
        )
        path.write_text(text, "utf-8")
        assert told(path) == ()
        assert fresh(path) == text

    def test_what_is_not_expected_yet_is_filled_in(self, tmp_path: Path) -> None:
        """Turns, levels and the end of a bare conversation are written in, with every comment kept."""
        text = baseline(tmp_path)
        assert text.startswith("# Kept by hand.\nscenario:")
        assert "\n  # Between two replies.\n" in text
        assert re.search(r"  - turn: opening\n    reply: Please .*\n    levels: \{empathy: ", text)
        assert re.search(r"\nends: \{ending: complaint, kind: complaint, perceived: .*\}\n$", text)

    def test_a_file_in_another_style(self, tmp_path: Path) -> None:
        """Where names share a line the file is written anew below its first comment, and then is stable."""
        path = tmp_path / "x.play.yaml"
        head = BARE[: BARE.index("talk:")]
        path.write_text(
            f"{head}talk: [{{turn: opening, reply: Calm down., levels: {{empathy: 4}}}}]\n", "utf-8"
        )
        text = fresh(path)
        assert text.startswith(head)
        assert "\n    levels: {empathy: 0}\n" in text
        path.write_text(text, "utf-8")
        assert told(path) == ()
        assert fresh(path) == text

    def test_another_way_is_refused(self, edited: Callable[..., Path]) -> None:
        """A turn is never rewritten: the file is refused with its line."""
        path = edited((r"turn: insist", "turn: closing"))
        with pytest.raises(Refused, match=rf":{line_of(path, 'turn: closing')}: "):
            fresh(path)

    @settings(max_examples=150, deadline=None)
    @given(st.text(max_size=300), st.sampled_from(LANGS))
    def test_any_reply_reads_back(self, reply: str, lang: Lang) -> None:
        """Whatever somebody typed is written so that it reads back to the letter."""
        try:
            reply.encode()
        except UnicodeEncodeError:
            return
        play = Playthrough(scenario="complaint-01", lang=lang, name="x", talk=(Said(reply=reply),))
        assert playthrough_of(written(play), Problems("x")) == play

    @pytest.mark.parametrize(
        "reply", ["- no", "# no", "a: b", " led", "two  blanks", "a\n\nb", "x" * 300, "", "。"]
    )
    @pytest.mark.parametrize("lang", LANGS)
    def test_odd_replies_read_back(self, reply: str, lang: Lang) -> None:
        """So do replies that look like YAML, that are very long, and that are empty."""
        play = Playthrough(scenario="complaint-01", lang=lang, name="x", talk=(Said(reply=reply),))
        assert playthrough_of(written(play), Problems("x")) == play
