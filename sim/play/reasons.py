"""Owns the words for why the customer's state moved."""

from __future__ import annotations

from sim.locale import translator
from sim.model.events import Reason
from sim.model.language import Lang
from sim.model.rubric import Rubric, in_short
from sim.model.score import DIMENSIONS
from sim.play.state import Move


def reasons_of(moves: list[Move], rubric: Rubric, lang: Lang) -> tuple[Reason, ...]:
    """Return every move with its reason in words."""
    _ = translator(lang)
    plain = {
        "quality": _("quality of the reply"),
        "floor": _("cannot cool further before something is solved"),
        "kept": _("a promise was kept"),
        "turn": _("one more message"),
        "progress": _("a key point was met"),
        "time": _("a specific time was given"),
        "too_long": _("a wall of text"),
        "key_point": _("key points met"),
        "BROKEN": _("a promise turned out broken"),
    }

    def words(move: Move) -> str:
        scored = next((d for d in DIMENSIONS if d == move.code), None)
        if scored is not None:
            form = _("{dimension} above level 2") if move.delta > 0 else _("{dimension} below level 2")
            return form.format(dimension=in_short(rubric.section(scored).name.get(lang)))
        deduction = rubric.deduction(move.code)
        if deduction and (move.delta < 0) == (move.variable == "heat"):  # it soothes until it comes out
            return _("{name}, believed for now").format(name=deduction.name.get(lang))
        return deduction.name.get(lang) if deduction else plain.get(move.code, move.code)

    return tuple(
        Reason(variable=m.variable, delta=round(m.delta, 2), code=m.code, words=words(m)) for m in moves
    )
