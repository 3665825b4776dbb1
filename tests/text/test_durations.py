"""How long a stated time says that something takes, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.text import duration


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("within 3-5 working days", (3, 5, "working_days")),
        ("in two business days", (2, 2, "working_days")),
        ("in half an hour", (0.5, 0.5, "hours")),
        ("within an hour", (1, 1, "hours")),
        ("in 10 mins", (10, 10, "minutes")),
        ("within 2 weeks", (14, 14, "days")),
        ("3到5个工作日", (3, 5, "working_days")),
        ("十五个工作日内", (15, 15, "working_days")),
        ("二十天", (20, 20, "days")),
        ("半小时内", (0.5, 0.5, "hours")),
        ("1个半小时内", (1.5, 1.5, "hours")),
        ("俩小时", (2, 2, "hours")),
    ],
)
def test_a_duration_is_read(words: str, said: tuple[float, float, str]) -> None:
    """Figures and words, ranges and halves are read with their unit."""
    assert duration(words) == said


@pytest.mark.parametrize("words", ["within a couple of days", "几天内", "soon", "order 8841", ""])
def test_what_tells_no_figure_is_none(words: str) -> None:
    """A vague time has no length."""
    assert duration(words) is None


@given(st.text(alphabet="0123456789一二两十半个到-– 天小时分钟工作日anhourdy", max_size=24))
def test_no_text_raises_and_the_least_is_never_negative(words: str) -> None:
    """Whatever was typed is read or is none."""
    said = duration(words)
    assert said is None or said.least >= 0
