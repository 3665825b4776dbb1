"""Owns a sentence that can be said in both languages: a template of the catalogue and what fills it.

Never translates by itself; the catalogues are `sim.locale`'s. Costs no pydantic to import.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.locale import translator


@dataclass(frozen=True)
class Saying:
    """A template and its values; a value may be a saying itself ("must be {wanted}")."""

    template: str
    values: tuple[tuple[str, str | Saying], ...] = ()

    @classmethod
    def of(cls, template: str, **values: object) -> Saying:
        """Return the saying of a template marked `N_`; a value that is no saying stays as it is."""
        return cls(template, filled(values.items()))

    def said(self, lang: str) -> str:
        """Return the sentence in `lang`; the English one where the catalogue has none.

        Without values a template is said as it stands, braces and all.
        """
        words = translator(lang)(self.template)
        if not self.values:
            return words
        return words.format(
            **{name: value.said(lang) if isinstance(value, Saying) else value for name, value in self.values}
        )

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.said("en")


def filled(values: Iterable[tuple[str, object]]) -> tuple[tuple[str, str | Saying], ...]:
    """Return values as a saying keeps them: sayings as they are, everything else as text."""
    return tuple((name, value if isinstance(value, Saying) else str(value)) for name, value in values)


def reason(error: OSError) -> Saying:
    """Return what the machine says of a file, to be told in any language."""
    return Saying(error.strerror or str(error))
