"""Owns asking a trainee whether words of their replies may be quoted; it can be taken back the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import ServicesimError
from sim.locale import translator
from sim.tui.screens.choice import Choice

if TYPE_CHECKING:
    from sim.coach import Coach
    from sim.model.language import Lang
    from sim.tui.shell import Shell


async def ask_consent(app: Shell, who: str, lang: Lang) -> None:
    """Ask and keep the answer; Esc leaves it as it was."""
    _, coach = translator(lang), app.coach
    if coach is None:
        return
    try:
        given = await app.ask(lambda: _given(coach, who))
        now = _("Now: yes.") if given else _("Now: no.")
        question = _(
            "May words of your replies be quoted, without your name, in reports of your group, and be sent "
            "along to your department's learning platform? You can take it back at any time."
        )
        answers = (("yes", _("Yes, they may be quoted")), ("no", _("No, not my words")))
        answer = await app.put(Choice(lang, f"{question}\n\n{now}", answers, escape=""))
        if not answer:
            return
        await app.ask(lambda: coach.store.department.set_consent(who, answer == "yes"))
    except ServicesimError as error:
        app.tell(error)
        return
    told = (
        _("Your words may be quoted, without your name.")
        if answer == "yes"
        else _("Your words are not quoted and not sent along.")
    )
    app.notify(told, markup=False)


def _given(coach: Coach, who: str) -> bool:
    """Return what somebody said so far, made known where they were not; runs in the worker thread."""
    return coach.store.department.person(coach.store.ensure_profile(who)).consent
