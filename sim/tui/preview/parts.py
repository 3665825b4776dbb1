"""Owns two parts of the preview's screen: the trainer's console and the list of faults.

Never decides what stands in them. Signs and words carry the meaning; colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from sim.locale import translator
from sim.tui.clean import plain
from sim.tui.paint import hanging, lines
from sim.tui.widgets.more import More, Paged
from sim.workshop.preview import fault_counts, fault_words

if TYPE_CHECKING:
    from sim.model.problems import Problem
    from sim.tui.preview.desk import Picture
    from sim.workshop.preview import Section

LOOKS: Mapping[str, str] = {
    ">": "bold $text-success",
    "+": "$text-success",
    "-": "$text-muted",
    "!": "bold $text-warning",
}
"""How the sign before a row is coloured."""
SET_IN = 2
"""Cells by which a row under another one is set in, and by which a wrapped line hangs behind its sign."""
MOST = 60
"""Faults that are listed; nobody mends more before saving again."""


class Console(Paged):
    """What is known of one reply."""

    def __init__(self, lang: str) -> None:
        """Speak `lang`."""
        super().__init__(id="console")
        self._lang = lang
        self._sections: tuple[Section, ...] = ()
        self._title = ""
        self._fitted = 0

    def compose(self) -> ComposeResult:
        """Yield one text, and the line that says when something is below."""
        yield Static("", markup=False, id="told")
        yield More(self._more)

    def _more(self) -> str:
        _ = translator(self._lang)
        turned = self.screen.has_class("-flip") and self.screen.has_class("-narrow")
        return _("PgDn: more") if turned or self.has_focus else _("Tab, then PgDn: more")

    def show(self, picture: Picture) -> None:
        """Show what `picture` tells of its reply, from the top where that is new."""
        if picture.console == self._sections and self._fitted:
            return
        same = bool(self._sections and picture.console) and self._sections[0] == picture.console[0]
        self._sections = picture.console
        self._fitted = 0
        self._paint()
        if not same:
            self.scroll_home(animate=False)

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew when the room has changed."""
        self._paint()

    def _paint(self) -> None:
        width = self.scrollable_content_region.width
        if width and width != self._fitted:
            self._fitted = width
            self.query_one("#told", Static).update(self._content(width))

    def _content(self, width: int) -> Content:
        if not self._sections:
            return Content.styled(translator(self._lang)("Nothing to tell before the first reply."), "dim")
        return lines(self._rows(width))

    def _rows(self, width: int) -> Iterator[Content]:
        for number, section in enumerate(self._sections):
            if number:
                yield Content("")
            yield Content.styled(plain(section.title), "bold $text-primary")
            for depth, sign, words in section.rows:
                head = (f"{sign} ", LOOKS[sign]) if sign else ""
                style = "bold" if sign in (">", "!") else ""
                body = Content.assemble(head, (plain(words), style))
                indent = SET_IN if sign else 0
                room = width - SET_IN * depth
                yield lines(
                    row.pad_left(SET_IN * depth)
                    for row in hanging(indent, body, room).split("\n", allow_blank=True)
                )


class Faults(VerticalScroll, can_focus=False):
    """The faults of the file, one below the other; the one chosen is told whole."""

    def __init__(self, lang: str) -> None:
        """Speak `lang`."""
        super().__init__(id="faults")
        self._lang = lang
        self._faults: tuple[Problem, ...] = ()
        self._at = 0

    async def show(self, faults: Sequence[Problem]) -> None:
        """Show other faults; none hides the list."""
        if tuple(faults) == self._faults:
            return
        self._faults, self._at = tuple(faults), 0
        self.display = bool(faults)
        await self.remove_children()
        if faults:
            shown = self._faults[:MOST]
            await self.mount(Static("", markup=False, classes="-title"))
            await self.mount_all(Static("", markup=False, classes="-fault") for _fault in shown)
            self._paint()
            self.scroll_home(animate=False)

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew when the room has changed."""
        if self._faults and self.query(".-fault"):
            self._paint()

    def next(self) -> None:
        """Go to the next fault, behind the last to the first."""
        shown = self._faults[:MOST]
        if shown:
            self._at = (self._at + 1) % len(shown)
            self._paint()
            self.call_after_refresh(self._into_sight)

    def _into_sight(self) -> None:
        rows = list(self.query(".-fault"))
        if self._at < len(rows):
            self.scroll_to_widget(rows[self._at], animate=False, top=self._at > 0, force=True)
            if not self._at:
                self.scroll_home(animate=False)

    def _paint(self) -> None:
        _ = translator(self._lang)
        form = _("Faults: {counts}; number {n} of {all}") if len(self._faults) > 1 else _("Faults: {counts}")
        counts = fault_counts(self._faults, self._lang)
        title = form.format(counts=counts, n=self._at + 1, all=len(self._faults))
        if any(p.severity == "error" for p in self._faults):
            title = _("{faults}. The last version without errors is played.").format(faults=title)
        self.query_one(".-title", Static).update(title)
        for number, row in enumerate(self.query(".-fault").results(Static)):
            chosen = number == self._at
            problem = self._faults[number]
            sign, style = ("!", "bold $text-error") if problem.severity == "error" else ("?", "$text-warning")
            words = plain(fault_words(problem, self._lang, whole=chosen))
            body = Content.assemble(
                ("> " if chosen else "  ", "bold"), (f"{sign} ", style), (words, "bold" if chosen else "")
            )
            row.update(hanging(2 * SET_IN, body, self.scrollable_content_region.width))
