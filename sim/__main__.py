"""Owns the way in and out of the program: exit codes, one line for people, the trace in a log file."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.errors import ServicesimError
    from sim.model.bad_file import BadFile

FAULT = 70
INTERRUPTED = 130
SELDOM = 50_000
"""New objects between two collections of garbage: starting makes some 200,000 that all stay.

Measured: .05 s less of a start of .6 s.
"""


def main() -> int:
    """Run the command line and return its exit code; a reader who has left, as `head` does, is no fault."""
    gc.set_threshold(SELDOM)
    _open_what_is_closed()
    _speak_utf8()
    try:
        code = _run()
    except BrokenPipeError:
        code = 0
    _let_go()
    return code


def _run() -> int:
    """Run the command line and return its exit code. Raises BrokenPipeError when nobody reads its output."""
    from sim.cli import main as group
    from sim.errors import ServicesimError
    from sim.locale import asked_language, lend

    lang = asked_language(sys.argv[1:])
    lend(lang)
    if lang != "en":
        from sim.cli.speech import in_language

        group = in_language(group, lang)
    try:
        code = group.main(prog_name="servicesim", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except ServicesimError as error:
        return _refuse(error, lang)
    except (KeyboardInterrupt, EOFError):
        return INTERRUPTED
    except SystemExit as left:  # Click's own way out when what it writes to is closed
        raise BrokenPipeError from left
    except Exception as error:  # the last place where a trace can be kept from people; it goes to the log
        return _leave(error, lang)


def _refuse(error: ServicesimError, lang: str) -> int:
    """Say what somebody can mend, a line each for a file with faults; return the exit code."""
    from sim.locale import translator
    from sim.model.bad_file import BadFile

    said = error.said(translator(lang))
    _tell(_printable(_faults(error, lang) if isinstance(error, BadFile) else f"servicesim: {said}"))
    return error.exit_code


def _tell(line: str) -> None:
    """Say a line to people, if anybody listens; the exit code is for those who do not."""
    with suppress(BrokenPipeError):
        print(line, file=sys.stderr)  # noqa: T201


def _let_go() -> None:
    """Send nowhere what is left for a reader who is gone, so that closing the program stays quiet too."""
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _faults(error: BadFile, lang: str) -> str:
    """Return a file's faults in a language, a line each."""
    return "\n".join(problem.shown(lang) for problem in error.problems)


def _leave(error: Exception, lang: str) -> int:
    """Turn Click's own errors into exit codes; log anything else."""
    import click

    if isinstance(error, click.Abort):
        return INTERRUPTED
    if isinstance(error, click.ClickException):
        from sim.cli.unopened import unopened

        of_file = unopened(error)
        if of_file is not None:
            return _refuse(of_file, lang)
        with suppress(BrokenPipeError):
            error.show()
        return error.exit_code
    from sim.coach.log import log_fault
    from sim.locale import translator

    _ = translator(lang)
    told = _("something went wrong on our side ({kind}). Your attempt is saved. Details: {file}")
    told = told.format(kind=type(error).__name__, file=log_fault(error))
    _tell(f"servicesim: {told}")
    return FAULT


def _open_what_is_closed() -> None:
    """Read nothing and write nowhere where whoever started us closed a stream (`>&-`)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - until we end


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; a reply in Chinese must survive LANG=C."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)


if __name__ == "__main__":
    sys.exit(main())
