"""Owns the work behind the preview's screen: look at the file, give replies, and draw up what is shown.

Knows no Textual. Everything here runs in the app's one worker thread; a `Picture` is all that leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.locale import translator
from sim.tui.view import Message, View
from sim.workshop.preview import change_words, sections

if TYPE_CHECKING:
    from sim.model.language import Lang
    from sim.model.problems import Problem
    from sim.workshop.preview import Preview, Section, Source


@dataclass(frozen=True)
class Picture:
    """What stands on the screen. `shown` is the reply that the console is about, 0 for none.

    `playable` says that some version of the file could be played. `ending` is the label of the ending
    that was reached. `notices` say what the last save changed.
    """

    title: str
    messages: tuple[Message, ...]
    turn: str
    replies: int
    waiting: int
    shown: int
    console: tuple[Section, ...]
    faults: tuple[Problem, ...]
    playable: bool
    ending: str
    notices: tuple[str, ...]


class Desk:
    """A preview and the file it watches."""

    def __init__(self, preview: Preview, source: Source, lang: Lang) -> None:
        """Show `preview` of `source` in `lang`."""
        self._preview, self._source, self._lang = preview, source, lang
        self._notices: tuple[str, ...] = ()
        self.name = source.path.name

    def look(self, *, now: bool = False) -> bool:
        """Take in what was saved, and say whether there was anything; `now` takes it in at any rate."""
        saved = self._source.read() if now else self._source.changed()
        if saved is None:
            return False
        reloaded = self._preview.reload(saved)
        if reloaded.played:
            self._notices = tuple(
                change_words(change, self._preview.rubric, self._lang) for change in reloaded.changes
            )
        return True

    def reply(self, text: str) -> None:
        """Give a reply. Raises Refused where none is taken."""
        self._preview.reply(text)
        self._notices = ()

    def undo(self) -> str:
        """Take the last reply back and return its words. Raises Refused where there is none."""
        words, self._notices = self._preview.undo(), ()
        return words

    def restart(self) -> None:
        """Begin again. Raises Refused where nothing can be played."""
        self._preview.restart()
        self._notices = ()

    def picture(self, chosen: int = 0) -> Picture:
        """Return what is shown now; `chosen` is a reply to be told of, 0 for the latest."""
        preview, session, script = self._preview, self._preview.session, self._preview.script
        replies = len(preview.replies)
        shown = min(chosen or replies, replies)
        ending = script.scenario.ending(session.ended) if script and session and session.ended else None
        return Picture(
            title=script.scenario.title.get(self._lang) if script else self.name,
            messages=self._messages(),
            turn=session.turn if session else "",
            replies=replies,
            waiting=len(preview.waiting),
            shown=shown,
            console=sections(preview, shown, self._lang) if shown else (),
            faults=preview.faults,
            playable=script is not None,
            ending=(ending.label.get(self._lang) or ending.id) if ending else "",
            notices=self._notices,
        )

    def _messages(self) -> tuple[Message, ...]:
        """Return the conversation; what is said of the replies stands in the console."""
        _ = translator(self._lang)
        view = View(trainee=_("You"))
        view.extend(self._preview.events)
        if self._preview.script is None:
            told = _(
                "No version of this file can be played yet. It is played as soon as it is without errors."
            )
            return (Message("note", self.name, told, 0),)
        return tuple(m for m in view.messages if m.kind != "feedback")
