"""Owns the side panel: the customer's state, the promises so far, the card. Never computes any of it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.widgets import Static

from sim.locale import translator
from sim.tui import panel_paint
from sim.tui.clean import plain
from sim.tui.feedback import METERS
from sim.tui.view import View
from sim.tui.widgets.ledger import Ledger
from sim.tui.widgets.more import More, Paged


class Panel(Paged):
    """Meters have a fixed height and are repainted without a layout (3.5 ms instead of 18)."""

    def __init__(self, card: Iterable[tuple[str, str]], role: str, lang: str) -> None:
        """`card` is what the trainee may look up, `role` who the trainee is here."""
        super().__init__(id="panel")
        self._card, self._role, self._lang = tuple(card), role, lang

    def compose(self) -> ComposeResult:
        """Yield the headings with their blocks."""
        _ = translator(self._lang)
        yield Static(_("Customer now"), markup=False, classes="-heading")
        for name in METERS:
            yield Static("", markup=False, classes="-meter", id=f"meter-{name}")
        yield Static(_("Promised so far"), markup=False, classes="-heading")
        yield Ledger(self._lang)
        yield Static(_("Customer card"), markup=False, classes="-heading")
        yield Static(panel_paint.card(self._card), markup=False, id="card")
        if self._role:
            yield Static(_("Your role"), markup=False, classes="-heading")
            yield Static(plain(self._role), markup=False, id="role")
        yield More(self._more)

    def _more(self) -> str:
        """Say how to read on: Page Down is the conversation's unless this part has the focus or its place."""
        _ = translator(self._lang)
        turned = self.screen.has_class("-flip") and self.screen.has_class("-narrow")
        return _("PgDn: more") if turned or self.has_focus else _("Tab, then PgDn: more")

    def show(self, view: View) -> None:
        """Show the state and the promises of `view`."""
        for state in view.meters:
            self.query_one(f"#meter-{state.variable}", Static).update(
                panel_paint.meter(state, self._lang), layout=False
            )
        self.query_one(Ledger).show(view.promises, standing=view.shows_feedback)
