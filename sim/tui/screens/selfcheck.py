"""Owns what a trainee is asked before the marks: the reply that cost most trust, and their own levels.

One question at a time. Never shows a mark, and never stores an answer: it gives all of them back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from sim.errors import N_
from sim.model.score import TOP
from sim.report.printable import printable
from sim.tui.clean import plain
from sim.tui.feedback_paint import level_name
from sim.tui.paint import fitted
from sim.tui.screens.room import Room
from sim.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from sim.model.language import Lang
    from sim.model.rubric import Section
    from sim.model.score import Dimension

    Answer = tuple[int, dict[Dimension, int]]

QUOTED = 60
"""Cells of a reply in the list: enough to know it by; the whole of it stands below."""
BESIDE = 17
"""Cells that the number of a reply and the edges take of a line: it stays one line in a narrow window."""
MIDDLE = 2
"""The level that is highlighted first: the middle of the scale leads neither way."""


class SelfCheck(Room["Answer | None"]):
    """Gives back a reply's number (0 for none) and a level 0-4 for each dimension; None when skipped."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["room.tcss", "selfcheck.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("Choose")),
        Binding("left", "before", N_("Question before")),
        Binding("escape", "skip", N_("Skip")),
        Binding("f1", "app.help", N_("Help")),
        Binding("f3", "app.theme", N_("Light/Dark")),
        Binding("ctrl+q", "app.quit", N_("Quit")),
    ]

    def __init__(
        self, lang: str, replies: Sequence[tuple[int, str]], sections: Sequence[Section], case_lang: Lang
    ) -> None:
        """Ask about `replies`, by number and words, and `sections`, whose anchors are in `case_lang`."""
        super().__init__(lang)
        self._replies, self._sections, self._case_lang = tuple(replies), tuple(sections), case_lang
        self._given: list[int] = []

    def compose(self) -> ComposeResult:
        """Yield the question, its answers, and what the highlighted one means."""
        _ = self.tr
        yield from super().compose()
        yield Static(_("Before the debrief: what do you think?"), markup=False, id="head")
        with Vertical(id="page"):
            yield Static("", markup=False, id="step", classes="-quiet")
            yield Static("", markup=False, id="question")
            yield OptionList(id="answers", markup=False)
            with VerticalScroll(id="told", can_focus=False):
                yield Static("", markup=False, id="meaning")
        with Horizontal(id="actions"):
            yield Button(_("Choose"), variant="primary", id="choose", compact=True)
            yield Button(_("Question before"), id="before", compact=True)
            yield Button(_("Skip"), id="skip", compact=True)
        yield KeyBar(_)

    def on_mount(self) -> None:
        """Ask the first question."""
        self._ask(0)
        self.query_one(OptionList).focus()

    def _ask(self, step: int) -> None:
        """Show question `step`, 0 for the reply, with what was answered before, if anything was."""
        _ = self.tr
        count = len(self._sections) + 1
        self.query_one("#step", Static).update(_("Question {n} of {count}").format(n=step + 1, count=count))
        if step:
            section = self._sections[step - 1]
            name = plain(section.name.get(self._case_lang))
            asked = _("{dimension}: which level did you reach over the whole conversation?").format(
                dimension=name
            )
            answers = [(str(n), f"{n}  {_(level_name(section.id, n))}") for n in range(TOP + 1)]
            first = MIDDLE
        else:
            asked = _("Which reply cost most trust?")
            quote = _("Reply {n}: {quote}")
            cells = min(QUOTED, self.size.width - BESIDE)
            answers = [
                (str(n), quote.format(n=n, quote=fitted(printable(words), cells)))
                for n, words in self._replies
            ]
            answers.append(("0", _("None of them")))
            first = 0
        self.query_one("#question", Static).update(asked)
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(plain(words), id=f"{step}:{key}") for key, words in answers])
        keys = [key for key, _words in answers]
        if step < len(self._given):
            first = keys.index(str(self._given.pop()))
        listed.highlighted = first

    @on(OptionList.OptionHighlighted)
    def _tell_meaning(self, event: OptionList.OptionHighlighted) -> None:
        """Show the rubric's anchor of a level, or the whole of a reply."""
        step, number = _place(event.option_id)
        if step:
            meaning = self._sections[step - 1].levels[number].get(self._case_lang)
        else:
            meaning = dict(self._replies).get(number, "")
        self.query_one("#meaning", Static).update(plain(meaning))
        self.query_one("#told", VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        step, number = _place(event.option_id)
        if step != len(self._given):
            return
        self._given.append(number)
        if len(self._given) <= len(self._sections):
            self._ask(len(self._given))
            return
        turn_no, *levels = self._given
        self.dismiss((turn_no, {s.id: lv for s, lv in zip(self._sections, levels, strict=True)}))

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        """Do what the button says and let the arrow keys go on choosing."""
        self.query_one(OptionList).focus()
        {"choose": self.action_choose, "before": self.action_before}.get(
            event.button.id or "", self.action_skip
        )()

    def action_choose(self) -> None:
        """Take the answer that is highlighted."""
        self.query_one(OptionList).action_select()

    def action_before(self) -> None:
        """Go back to the question before."""
        if self._given:
            self._ask(len(self._given) - 1)

    def action_skip(self) -> None:
        """Go on to the marks without an answer."""
        self.dismiss(None)


def _place(option_id: str | None) -> tuple[int, int]:
    """Return the question and the answer that an option stands for; an option names both."""
    step, number = (option_id or "0:0").split(":")
    return int(step), int(number)
