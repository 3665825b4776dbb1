"""Owns the preview line by line: a scenario is played while it is edited, without a screen.

The file is looked at before every line that is read. Never stores and never draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from sim.errors import Refused
from sim.locale import translator
from sim.model.events import CustomerSaid, Ended, Event, ReplyScored
from sim.plain.shell import PROMPT
from sim.plain.voice import Voice
from sim.report.printable import mended, printable
from sim.workshop.preview import change_words, fault_counts, fault_words, sections

if TYPE_CHECKING:
    from sim.model.language import Lang
    from sim.workshop.preview import Preview, Source

FOUND = 1
"""Exit code when the file has errors at the end."""
INTERRUPTED = 130


def preview_lines(
    preview: Preview, source: Source, lang: Lang, *, lines: TextIO, out: TextIO, interactive: bool
) -> int:
    """Play until the input ends or `/quit`; return 1 when the file then has errors, else 0."""
    table = _Table(preview, source, lang, Voice(out))
    try:
        table.open(interactive=interactive)
        while table.open_still:
            if interactive:
                table.voice.ask(PROMPT)
            line = lines.readline()
            if not line:
                break
            table.hear(mended(line.removesuffix("\n").removesuffix("\r").removeprefix("\ufeff")))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        table.voice.hush()
        return 0
    return FOUND if any(p.severity == "error" for p in preview.faults) else 0


class _Table:
    """A preview, the file it watches, and who is told of both."""

    def __init__(self, preview: Preview, source: Source, lang: Lang, voice: Voice) -> None:
        self.voice, self.open_still = voice, True
        self._preview, self._source, self._lang = preview, source, lang
        self._ = translator(lang)
        self._commands: dict[str, Callable[[str], Iterator[str]]] = {
            "/why": self._why,
            "/faults": self._faults,
            "/reload": self._read,
            "/undo": self._undo,
            "/restart": self._restart,
            "/help": self._help,
            "/quit": self._quit,
        }

    def open(self, *, interactive: bool) -> None:
        """Read the file and say what it opens with."""
        self._preview.reload(self._source.read())
        self.voice.say_all(self._all_faults())
        self.voice.say_all(self._said(self._preview.events))
        if interactive:
            self.voice.say(self._("Type a reply and press Enter; /help lists the commands."))

    def hear(self, line: str) -> None:
        """Take in what was saved, then what was typed: a reply, a command, or nothing."""
        self.voice.say_all(self._saved())
        typed = line.strip()
        if not typed:
            return
        if typed.startswith("/") and not typed.startswith("//"):
            word, _space, rest = typed.partition(" ")
            command = self._commands.get(word.lower())
            if command is None:
                told = self._("There is no command {command}; nothing was sent.")
                self.voice.say(told.format(command=printable(word)), *self._help(""))
                return
            self._try(lambda: command(rest.strip()))
        else:
            self._try(lambda: self._reply(line.replace("//", "/", 1) if typed.startswith("//") else line))

    def _try(self, do: Callable[[], Iterator[str]]) -> None:
        try:
            self.voice.say_all(list(do()))
        except Refused as error:
            self.voice.say(printable(error.said(self._)))

    def _saved(self) -> Iterator[str]:
        """Yield what a save has changed since the last line; nothing without one."""
        saved = self._source.changed()
        if saved is None:
            return
        before = self._preview.events
        reloaded = self._preview.reload(saved)
        yield from self._all_faults()
        if not reloaded.played:
            return
        yield self._("The file was saved; the conversation is played on its new text.")
        for change in reloaded.changes:
            yield change_words(change, self._preview.rubric, self._lang)
        yield from self._said(_new(before, self._preview.events))

    def _said(self, events: Sequence[Event]) -> Iterator[str]:
        _ = self._
        for event in events:
            if isinstance(event, CustomerSaid):
                yield _("{label}: {text}").format(label=printable(event.speaker), text=printable(event.text))
            elif isinstance(event, ReplyScored):
                yield _("{label}: {text}").format(label=_("You"), text=printable(event.reply))
            elif isinstance(event, Ended):
                yield _("The conversation is over: `{ending}`. /undo and /restart go on.").format(
                    ending=printable(event.ending)
                )

    def _reply(self, text: str) -> Iterator[str]:
        events = self._preview.reply(text)
        yield from self._said([e for e in events if not isinstance(e, ReplyScored)])
        yield sections(self._preview, len(self._preview.replies), self._lang)[0].title

    def _why(self, rest: str) -> Iterator[str]:
        replies = len(self._preview.replies)
        if not replies:
            raise Refused(self._("Nothing to tell before the first reply."))
        number = int(rest) if rest.isdecimal() and len(rest) < 9 else replies
        if not 1 <= number <= replies:
            raise Refused(self._("there are replies 1 to {n}").format(n=replies))
        for section in sections(self._preview, number, self._lang):
            yield section.title
            for depth, sign, words in section.rows:
                yield f"{'  ' * (depth + 1)}{f'{sign} ' if sign else ''}{words}"

    def _faults(self, _rest: str) -> Iterator[str]:
        yield from self._all_faults() if self._preview.faults else (self._("No problems found."),)

    def _all_faults(self) -> Iterator[str]:
        faults = self._preview.faults
        for problem in faults:
            yield fault_words(problem, self._lang)
        if any(p.severity == "error" for p in faults):
            told = self._("Faults: {counts}").format(counts=fault_counts(faults, self._lang))
            yield self._("{faults}. The last version without errors is played.").format(faults=told)

    def _read(self, _rest: str) -> Iterator[str]:
        self._preview.reload(self._source.read())
        yield from self._all_faults()
        yield from self._said(self._preview.events)

    def _undo(self, _rest: str) -> Iterator[str]:
        words = self._preview.undo()
        yield self._("It said: {text}").format(text=printable(words))
        yield from self._said(self._preview.events[-1:])

    def _restart(self, _rest: str) -> Iterator[str]:
        self._preview.restart()
        yield from self._said(self._preview.events)

    def _help(self, _rest: str) -> Iterator[str]:
        _ = self._
        yield _("Type a reply on one line and press Enter to send it.")
        yield _("/why says of the latest reply why it led there; /why 2 of reply 2.")
        yield _("/faults lists the faults of the file; /reload reads it now.")
        yield _("/undo takes the last reply back; /restart begins again.")
        yield _("/quit leaves; nothing is stored.")
        yield _("A reply that begins with a slash is typed with two: //like this.")

    def _quit(self, _rest: str) -> Iterator[str]:
        self.open_still = False
        yield from ()


def _new(before: Sequence[Event], after: Sequence[Event]) -> Sequence[Event]:
    """Return the events from the first that is heard differently on."""

    def heard(event: Event) -> object:
        return event.text if isinstance(event, CustomerSaid) else None

    for at, event in enumerate(after):
        if at >= len(before) or (isinstance(event, CustomerSaid) and heard(before[at]) != heard(event)):
            return after[at:]
    return ()
