"""Owns the reading of rated rows: the lines of a ratings file in, what was compared and what was bad out.

Never scores: it is handed what scores a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sim.errors import N_, ServicesimError
from sim.locale import translator
from sim.model.behaviour import CODES_KNOWN, CODES_SAID, same_code
from sim.model.json_lines import Ids, rows_in
from sim.model.refusal import refusal
from sim.model.score import DIMENSIONS
from sim.scoring.ladder import ATTEMPT
from sim.validity.ratings import Bad, Compared, Rated

Score = Callable[[dict[str, Any]], Mapping[str, Any]]
"""Takes a row as plain data and returns `levels`, `findings` and `versions`; it may raise ServicesimError
or ValueError."""


def read(lines: Iterable[str], score: Score, said: str = "en") -> tuple[list[Compared], list[Bad]]:
    """Return the rows of a ratings file with what `score` says of each, and the lines that are none.

    A line is bad, with all its faults told in `said`, when it is no rated row, when `score` refuses it,
    when its marks name a code that there is not, and when an earlier row has its id.
    """
    ids = Ids()

    def take(number: int, data: dict[str, Any]) -> Compared:
        return _compared(data, score, ids.again(number, data))

    rows, bad = rows_in(lines, take)
    _ = translator(said)
    return rows, [Bad(number, error.said(_)) for number, error in bad]


def _compared(data: dict[str, Any], score: Score, again: list[Exception]) -> Compared:
    """Return a row beside its score. Raises ServicesimError with all its faults, those of `again` last."""
    rated, scored = None, None
    faults: list[Exception] = []
    try:
        rated = Rated.model_validate(data)
    except ValueError as error:
        faults.append(error)
    faults += _unknown(data.get("marks"))
    try:
        scored = score({**data, "id": ""})
    except (ValueError, ServicesimError) as error:
        faults.append(error)
    if rated is not None and rated.marks is None and all(rated.level(d) is None for d in DIMENSIONS):
        told = N_("nothing is rated: there is no level in 'levels' or 'raters', and no 'marks'")
        faults.append(ServicesimError(told))
    faults += again
    if faults or rated is None or scored is None:
        raise refusal(*faults)
    codes = frozenset(f["code"] for f in scored["findings"]) - {ATTEMPT}
    return Compared(rated, scored["levels"], codes, scored.get("versions", {}).get("engine", ""))


def _unknown(marks: Any) -> Iterator[Exception]:
    """Yield the fault of every mark whose code no behaviour has."""
    for name in marks if isinstance(marks, dict) else ():
        if name not in CODES_KNOWN:
            near = same_code(name)
            form = N_('"marks": there is no behaviour "{name}"; there are {known}')
            if near:
                form = N_('"marks": there is no behaviour "{name}" (did you mean {hint}?); there are {known}')
            yield ServicesimError(form, name=name, hint="".join(near[:1]), known=CODES_SAID)
