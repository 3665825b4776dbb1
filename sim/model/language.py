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

    en: str | None = Field(None, description="English text.", min_length=1)
    zh: str | None = Field(None, description="Simplified Chinese text.", min_length=1)

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
    either word; with a question mark at its end it holds only in a question.
    Case, tense and plural do not matter.
    """

    en: tuple[str, ...] = Field((), description="English ways to say it.")
    zh: tuple[str, ...] = Field((), description="Chinese ways to say it.")

    def get(self, lang: Lang) -> tuple[str, ...]:
        """Return the phrases of `lang`."""
        found: tuple[str, ...] = getattr(self, lang)
        return found
