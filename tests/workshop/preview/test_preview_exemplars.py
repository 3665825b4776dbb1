"""What the preview says of levels where a reply is an exemplar of its own file."""

from __future__ import annotations

import re

import pytest
from preview_kit import PLAN, opened, scenario, section

from sim.model.events import ReplyScored
from sim.model.language import LANGS, Lang


@pytest.mark.parametrize("lang", LANGS)
def test_an_own_exemplar_is_scored_in_its_place(lang: Lang) -> None:
    """A strong exemplar that is typed has the levels of a copy, and above them those it has in its place."""
    exemplars = scenario().turns[0].exemplars
    assert exemplars is not None
    preview = opened(exemplars.strong.get(lang) + "\n", lang=lang)
    (reply,) = (e for e in preview.events if isinstance(e, ReplyScored))
    levels = section(preview, "Levels", lang)
    assert len(levels) >= 4
    sign, told = levels[0]
    assert sign == "!"
    copied, alone = list(reply.explanation.levels.values()), [int(n) for n in re.findall(r"\d", told)]
    assert len(alone) == 3
    assert min(alone) >= 3
    assert sum(alone) > sum(level or 0 for level in copied)


def test_what_costs_no_level_is_not_called_a_copy() -> None:
    """A weak exemplar, whose copy scores as it does, and a reply of one's own have no such line."""
    exemplars = scenario().turns[0].exemplars
    assert exemplars is not None
    for reply in (exemplars.weak.get("en"), PLAN):
        assert section(opened(reply), "Levels", "en")[0][0] == ""
