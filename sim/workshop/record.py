"""Owns the making of a playthrough from a stored attempt.

Never plays: levels and marks are those that the attempt was given, on the texts it was started on.
"""

from __future__ import annotations

from pydantic import ValidationError

from sim.coach import Coach
from sim.errors import NotFound, Refused, Usage
from sim.locale import translator
from sim.model.bad_file import BadFile
from sim.model.events import Ended, Started, standing
from sim.model.playthrough import Playthrough
from sim.report.words import N_
from sim.store import AttemptRow
from sim.workshop.play_diff import answered
from sim.workshop.play_write import recorded, recorded_ends

HEADER = (
    N_("Write `turn` and `reply` by hand; the rest is what was found, and may be a range such as 2-3."),
    N_("servicesim test FILE --update writes it anew; then review what changed."),
)
"""The comment with which a recorded playthrough begins, line by line."""


def recording(coach: Coach, row: AttemptRow, name: str, about: str) -> Playthrough:
    """Return an attempt as a playthrough: what was taken back is left out, what was tried again is not.

    Raises Refused for an exam that has not ended, for a single turn and where nothing was said yet,
    Usage for what is no name of a playthrough.
    """
    _ = translator(row.lang)
    if row.mode == "exam" and not row.finished:
        raise Refused(_("an exam is explained when it has ended; go on with it first"))
    if row.kind == "drill":
        raise Refused(_("this is a drill of one turn; a playthrough begins at the first message"))
    events = standing(coach.store.events(row.id))
    replies = answered(events)
    if not replies:
        raise Refused(_("there is no reply in {attempt} yet").format(attempt=row.id))
    started = next(e for e in events if isinstance(e, Started))
    ended = next((e for e in events if isinstance(e, Ended)), None)
    try:
        return Playthrough(
            scenario=row.scenario,
            lang=row.lang,
            name=name,
            about=about or _("As played in attempt {attempt}.").format(attempt=row.id),
            rubric=started.rubric,
            talk=tuple(recorded(one, one.reply.reply) for one in replies),
            ends=recorded_ends(ended) if ended else None,
        )
    except ValidationError:
        form = _("a playthrough cannot be called '{name}'; use small letters, digits and hyphens")
        raise Usage(form.format(name=name)) from None


def edited_since(coach: Coach, row: AttemptRow) -> bool:
    """Say whether an attempt's scenario or sheet is another text now, or cannot be found any more."""
    started = next(e for e in coach.store.events(row.id) if isinstance(e, Started))
    try:
        now = coach.library.scenario(started.scenario).hash, coach.library.rubric(started.rubric).hash
    except (NotFound, BadFile):
        return True
    return now != (started.scenario_hash, started.rubric_hash)
