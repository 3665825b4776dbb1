"""Owns the page read before a conversation: who the customer is, what you may do, what to reach.

Keys typed here that mean nothing on this page are kept for the reply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from sim.errors import N_
from sim.report.words import FAMILIES, TIERS, TYPES, label
from sim.tui import panel_paint
from sim.tui.clean import plain
from sim.tui.paint import lines
from sim.tui.screens.room import Room
from sim.tui.widgets.keybar import KeyBar
from sim.tui.widgets.more import More, Paged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.coach import Brief
    from sim.model.events import Mode


class BriefScreen(Room["Mode | None"]):
    """Gives back the mode to play in, or None to go back."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["room.tcss", "brief.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", N_("Start"), priority=True),
        Binding("f4", "mode", N_("Practice/Exam")),
        Binding("escape", "back", N_("Back")),
        Binding("f1", "app.help", N_("Help")),
        Binding("ctrl+p", "app.command_palette", N_("Commands")),
        Binding("ctrl+q", "app.quit", N_("Quit")),
    ]

    def __init__(
        self, lang: str, brief: Brief, mode: Mode, asked: str = "", counts: Mapping[Mode, str] | None = None
    ) -> None:
        """Show `brief`; `mode` is what was asked for. `asked` says for whom it is played: the mode stays.

        `counts` says which assignment it counts for in a mode, where the mode is the trainee's choice.
        """
        super().__init__(lang)
        self._counts = counts or {}
        self.brief, self.mode, self._asked = brief, mode, asked

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the mode of an assignment as it is."""
        return False if action == "mode" and self._asked else super().check_action(action, parameters)

    def compose(self) -> ComposeResult:
        """Yield the page."""
        _ = self.tr
        brief = self.brief
        yield from super().compose()
        kind = _("{family}, difficulty {n} of 5").format(
            family=label(FAMILIES, brief.family, self.lang), n=brief.difficulty
        )
        who = Content.assemble(
            (plain(brief.customer), "bold"),
            _(" ({tier}, {type})").format(
                tier=label(TIERS, brief.tier, self.lang), type=label(TYPES, brief.type, self.lang)
            ),
        )
        with Paged(id="page"):
            yield Static(plain(brief.title), markup=False, classes="-title")
            yield Static(kind, markup=False, classes="-quiet")
            if self._asked:
                yield Static(plain(self._asked), markup=False, id="asked")
            yield Static(_("The customer"), markup=False, classes="-heading")
            yield Static(lines((who, Content(plain(brief.about)))), markup=False)
            yield Static(_("Your role"), markup=False, classes="-heading")
            yield Static(plain(brief.role), markup=False)
            yield Static(_("Your goal"), markup=False, classes="-heading")
            yield Static(plain(brief.goal), markup=False, id="goal")
            yield Static(
                _("What you know and may do (the card stays in sight)"), markup=False, classes="-heading"
            )
            yield Static(panel_paint.card(brief.card), markup=False)
            yield More(lambda: _("PgDn: more"))
        yield Static("", markup=False, id="mode")
        with Horizontal(id="actions"):
            yield Button(_("Start"), variant="primary", id="start", compact=True)
            if not self._asked:
                yield Button(_("Practice/Exam"), id="change", compact=True)
            yield Button(_("Back"), id="back", compact=True)
        yield KeyBar(_)

    def on_mount(self) -> None:
        """Let the arrow keys scroll the page."""
        self.query_one("#page").focus()
        self._tell_mode()

    def _tell_mode(self) -> None:
        _ = self.tr
        told = (
            _("Practice: after each reply you read what counted and what was missing.")
            if self.mode == "practice"
            else _("Exam: no feedback until the conversation is over.")
        )
        self.query_one("#mode", Static).update(
            plain("\n".join(filter(None, (told, self._counts.get(self.mode)))))
        )

    def on_key(self, event: events.Key) -> None:
        """Turn the page wherever the focus is; keep typed letters for the reply."""
        page = self.query_one("#page", Paged)
        if event.key == "pagedown":
            page.turn(1)
        elif event.key == "pageup":
            page.turn(-1)
        if event.is_printable and event.character:
            self.desk.type_ahead += event.character

    def on_paste(self, event: events.Paste) -> None:
        """Keep a paste for the reply."""
        self.desk.type_ahead += plain(event.text)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        {"start": self.action_start, "change": self.action_mode}.get(
            event.button.id or "", self.action_back
        )()

    def action_start(self) -> None:
        """Begin the conversation, or press the button that has the focus."""
        focused = self.focused
        if isinstance(focused, Button) and focused.id != "start":
            focused.press()
            return
        self.dismiss(self.mode)

    def action_mode(self) -> None:
        """Change between practice and exam."""
        self.mode = "exam" if self.mode == "practice" else "practice"
        self._tell_mode()

    def action_back(self) -> None:
        """Go back without starting."""
        self.desk.type_ahead = ""
        self.dismiss(None)
