"""The preview line by line: a save is told before the next line, and /why tells every branch."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.content import Library, bundled_folder
from sim.plain.preview import preview_lines
from sim.workshop.preview import Preview, Source

TEXT = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
FORMULA = "I'm sorry for any inconvenience. We will look into it as soon as possible."


class Lines(io.StringIO):
    """Lines that somebody types; a callable among them is something done between two lines."""

    def __init__(self, *steps: str | Callable[[], object]) -> None:
        """Give `steps` one after the other."""
        super().__init__()
        self._steps: Iterator[str | Callable[[], object]] = iter(steps)

    def readline(self, _size: int | None = -1, /) -> str:
        """Return the next line."""
        for step in self._steps:
            if isinstance(step, str):
                return f"{step}\n"
            step()
        return ""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a copy of a scenario that can be edited."""
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, "utf-8")
    return path


def heard(file: Path, *steps: str | Callable[[], object], code: int = 0) -> str:
    """Play these lines and return everything that was said."""
    out = io.StringIO()
    preview = Preview(str(file), Library().rubric("service").value, "en")
    got = preview_lines(preview, Source(file), "en", lines=Lines(*steps), out=out, interactive=False)
    assert got == code
    return out.getvalue()


def test_a_reply_and_why(file: Path) -> None:
    """A reply is answered with where it led; /why tells each branch, /why of an unknown reply is refused."""
    told = heard(file, "/why", FORMULA, "/why", "/why 9", "/nonsense", "/quit", "never read")
    assert "Nothing to tell before the first reply." in told
    assert "Reply 1 at `opening`, quality 25: branch 6, on to `insist`" in told
    assert "> 6. `insist`: taken" in told
    assert "- quality of the reply at least 45: 25, not held" in told
    assert "there are replies 1 to 1" in told
    assert "There is no command /nonsense" in told
    assert "never read" not in told


def test_a_save_between_two_lines(file: Path) -> None:
    """New words are said again from where they differ; faults are told, and the mended file clears them."""
    told = heard(
        file,
        FORMULA,
        lambda: file.write_text(TEXT.replace("Order 8841. What", "Order 8841! What"), "utf-8"),
        "",
        lambda: file.write_text(TEXT.replace("\nendings:", "\nendingz:", 1), "utf-8"),
        "/faults",
        lambda: file.write_text(TEXT, "utf-8"),
        "/faults",
        "/undo",
    )
    assert "played on its new text" in told
    assert "Order 8841! What" in told
    assert "error SC001" in told
    assert "No problems found." in told
    assert f"It said: {FORMULA}" in told


def test_errors_at_the_end(file: Path) -> None:
    """A file that has errors when the preview is left gives exit code 1; deletion is no crash."""
    told = heard(file, FORMULA, file.unlink, "", "/undo", "/undo", "/restart", code=1)
    assert "YM001" in told
    assert "there is no reply to take back" in told
