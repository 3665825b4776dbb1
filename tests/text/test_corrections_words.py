"""The patterns of corrections: each language has every one of them, and all compile."""

from __future__ import annotations

import re

import pytest

from sim.model.language import LANGS, Lang
from sim.text.corrections_words import WORDS, Words


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [n for n in Words.__annotations__ if not n.startswith("_")])
def test_each_language_has_every_pattern(lang: Lang, name: str) -> None:
    """Patterns are compiled when they are looked for, so that nothing else would miss one."""
    assert isinstance(getattr(WORDS[lang], name), re.Pattern)


def test_no_other_pattern_is_known() -> None:
    """A name that stands in no language is an error, as of any object."""
    with pytest.raises(AttributeError, match="sadi"):
        WORDS["en"].sadi  # noqa: B018
