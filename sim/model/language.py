"""Owns the two languages and the small types for text written in both of them.

Never reads a file and never decides which language a trainee uses.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

Lang = Literal["en", "zh"]
"""`en` is English, `zh` is Simplified Chinese. Both are complete in every bundled file."""

LANGS: tuple[Lang, ...] = get_args(Lang)

CURRENCY: dict[Lang, str] = {"en": "GBP", "zh": "CNY"}
"""The currency in which amounts are read in each language, where none is named."""

N_ = str
"""Marks a sentence for the catalogue where it is written; here, what an editor says of a field."""


FOLD = re.compile(
    r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]) +(?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])"
)
"""Spaces between two Chinese characters or marks; Chinese is written without them."""


class Frozen(BaseModel):
    """Base of every type in this room: immutable, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """One text in the languages its author wrote it in.

    A plain string in a YAML file stands for the file's single `language`; the
    loader expands it before this type sees it.
    """

    en: str | None = Field(
        None, min_length=1, description=N_("English text, as people type it."), examples=["Good evening"]
    )
    zh: str | None = Field(
        None, min_length=1, description=N_("Simplified Chinese text, as people type it."), examples=["晚上好"]
    )

    @field_validator("zh")
    @classmethod
    def _without_fold(cls, text: str | None) -> str | None:
        """Drop the space that folding a long line in the file puts between two Chinese characters."""
        return None if text is None else FOLD.sub("", text)

    def get(self, lang: Lang) -> str:
        """Return the text in `lang`, or in the other language when that is all there is."""
        text: str | None = getattr(self, lang) or self.en or self.zh
        return text or ""


class Phrases(Frozen):
    """Ways to say one thing, per language.

    A phrase is plain words. `…` allows up to six words (twelve Chinese
    characters) between its two sides inside one sentence; `a|b` stands for
    either word; with a question mark at its end it holds only in a question,
    with a full stop only where a sentence ends.
    Case, tense and plural do not matter.
    """

    en: tuple[str, ...] = Field(
        (),
        description=N_(
            "English ways to say it, in plain words. `…` stands for up to six words, `a|b` for either word; "
            "with a full stop at its end a phrase holds only where a sentence ends."
        ),
        examples=["[newborn, baby]"],
    )
    zh: tuple[str, ...] = Field(
        (),
        description=N_(
            "Chinese ways to say it, each the shortest piece that cannot mean something else. `…` "
            "stands for up to twelve characters."
        ),
        examples=["[新生儿, 宝宝]"],
    )

    def get(self, lang: Lang) -> tuple[str, ...]:
        """Return the phrases of `lang`."""
        found: tuple[str, ...] = getattr(self, lang)
        return found
