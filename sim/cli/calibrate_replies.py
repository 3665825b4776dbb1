"""Owns which replies there are to rate, of a file or of the scenarios' examples, and what each answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.content import Library
    from sim.model.language import Lang


def replies_in(
    lines: IO[str], library: Library, lang: Lang, tell_bad: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Return the rows of a file that can be shown; the others are named to `tell_bad`."""
    from sim.errors import N_, ServicesimError
    from sim.locale import translator
    from sim.model.json_lines import rows_in

    def take(_number: int, row: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(row.get("reply"), str):
            raise ServicesimError(N_("a line must be one JSON object with a reply"))
        row = {**row, "lang": row.get("lang", lang)}
        if row["lang"] == lang:
            message_of(row, library)
        return row

    _ = translator(lang)
    rows, bad = rows_in(lines, take)
    form = _("replies, line {n}: {reason}")
    for number, error in bad:
        tell_bad(form.format(n=number, reason=error.said(_)))
    return [row for row in rows if row["lang"] == lang]


def examples(library: Library, lang: Lang) -> Iterator[dict[str, Any]]:
    """Yield the replies that the scenarios ready to play hold as examples, as rows."""
    from sim.validity.ritual import example_rows

    for head in library.heads():
        if head.status == "ready":
            yield from example_rows(library.scenario(head.id).value, lang)


def case_id(row: Mapping[str, Any]) -> str:
    """Return the id of the scenario that a row belongs to, empty where it brings its own message."""
    return "" if row.get("customer") else str(row.get("scenario") or "")


def message_of(row: Mapping[str, Any], library: Library) -> str:
    """Return the customer's message that a row answers. Raises ServicesimError where there is none."""
    from sim.errors import NotFound

    if row.get("customer"):
        return str(row["customer"])
    scenario = library.scenario(str(row.get("scenario"))).value
    turn = scenario.turn(str(row.get("turn")))
    if turn is None:
        raise NotFound("turn", f"{row.get('turn')} of {scenario.id}")
    return turn.says[0].text.get(row["lang"])
