"""The tutorials are executed: every file in them is written, every command is run, every output compared.

A page is Markdown. A fenced block behind `<!-- file: NAME -->` is written to NAME in an empty folder that the
page has to itself. In a `console` block every line `$ servicesim …` is run there (`< FILE` and `> FILE` are
understood, a line that ends in a backslash goes on), and what is shown below it must be what comes out.
There a line `…` stands for any lines, `…` inside a line for anything. One with nothing below is only run.
`<!-- add to: NAME -->` puts a block at the end of a file; in a block behind `<!-- change: NAME -->` the lines
with `-` in front must stand in that file once, and those with `+` come in their place.
`<!-- exit: 1 -->` before a block is the exit code of its last command; every other one must be 0.
`<!-- not run: WHY -->` leaves a block out. Pages under `zh` run in a Chinese environment.
"""

from __future__ import annotations

import io
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sim.__main__ import main

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("writing-*.md"), *(DOCS / "zh").glob("writing-*.md")])
SHELLS = ("console", "bash", "sh", "shell")
GAP = "…"

_DIRECTIVE = re.compile(r"<!--\s*(file|add to|change|exit|not run)\s*:\s*(.*?)\s*-->")
_FENCE = re.compile(r"(?P<fence>`{3,})(?P<kind>\w*)\s*")


@dataclass
class Block:
    """A fenced block: its language, its first line in the page, its text, and what directives say of it."""

    kind: str
    line: int
    text: str
    said: dict[str, str] = field(default_factory=dict)


@dataclass
class Command:
    """A command, the line that it stands on, and the lines that are shown below it."""

    line: int
    words: str
    shown: list[str]


def blocks(page: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page; a directive belongs to the block that follows it."""
    said: dict[str, str] = {}
    lines = enumerate(page.splitlines(), 1)
    for number, line in lines:
        if directive := _DIRECTIVE.fullmatch(line.strip()):
            said[directive[1]] = directive[2]
        elif fence := _FENCE.fullmatch(line.strip()):
            inside = []
            for _, text in lines:
                if text.strip() == fence["fence"]:
                    break
                inside.append(text)
            else:
                raise AssertionError(f"line {number}: the block has no end")
            yield Block(fence["kind"], number, "\n".join(inside) + "\n", said)
            said = {}
        elif line.strip():
            assert not said, f"line {number}: {said} stands before no block"


def changed(text: str, change: str) -> str:
    """Return a text with the lines that a change takes out and puts in."""
    for hunk in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)*)", change, re.MULTILINE):
        out, into = ("".join(line[1:] + "\n" for line in part.splitlines()) for part in hunk)
        place = re.compile(f"^{re.escape(out)}", re.MULTILINE)
        assert len(place.findall(text)) == 1, f"not there, or not once:\n{out}"
        text = place.sub(lambda _, into=into: into, text)
    return text


def write(block: Block, folder: Path) -> bool:
    """Write, lengthen or change the file that a block is for; say whether it is for one."""
    how = next((word for word in ("file", "add to", "change") if word in block.said), None)
    if how is None:
        return False
    file = folder / block.said[how]
    assert file.resolve().is_relative_to(folder.resolve()), file
    file.parent.mkdir(parents=True, exist_ok=True)
    before = "" if how == "file" else file.read_text(encoding="utf-8")
    text = changed(before, block.text) if how == "change" else before + block.text
    file.write_text(text, encoding="utf-8", newline="\n")
    return True


def commands(block: Block) -> list[Command]:
    """Return the commands of a console block with what is shown below each."""
    found: list[Command] = []
    for number, line in enumerate(block.text.splitlines(), block.line + 1):
        if line.startswith("$ "):
            found.append(Command(number, line[2:].strip(), []))
        elif found and not found[-1].shown and found[-1].words.endswith("\\"):
            found[-1].words = found[-1].words[:-1] + line.strip()
        else:
            assert found, f"line {number}: an output without a command"
            found[-1].shown.append(line.rstrip())
    for command in found:
        while command.shown and not command.shown[-1]:
            command.shown.pop()
    return found


def fits(shown: list[str], out: str) -> bool:
    """Say whether an output is as shown."""
    lines = "".join(line.rstrip() + "\n" for line in out.rstrip().splitlines())
    wanted = "".join(
        r"(?:.*\n)*" if line.strip() == GAP else re.escape(line).replace(GAP, ".*") + r"\n" for line in shown
    )
    return re.fullmatch(wanted, lines) is not None


def started(arguments: list[str], typed: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run the program in this process; return its exit code and what a terminal would show."""
    screen = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", ["servicesim", *arguments])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
        patch.setattr(sys, "stdout", screen)
        patch.setattr(sys, "stderr", screen)
        code = main()
    return code, screen.getvalue()


def run(words: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run one command line of a page in its folder."""
    program, *rest = shlex.split(words)
    assert program == "servicesim", f"only servicesim is run, not {program}"
    typed, target = "", None
    arguments: list[str] = []
    pieces = iter(rest)
    for piece in pieces:
        if piece == "<":
            typed = (folder / next(pieces)).read_text(encoding="utf-8")
        elif piece == ">":
            target = folder / next(pieces)
        else:
            arguments.append(piece)
    code, out = started(arguments, typed, monkeypatch)
    if target is not None:
        target.write_text(out, encoding="utf-8")
        return code, ""
    return code, out


def follow(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Do all that a page says in `folder`; return how many files were written and commands run."""
    written = ran = 0
    for block in blocks(page):
        if "not run" in block.said:
            continue
        if write(block, folder):
            written += 1
        elif block.kind in SHELLS:
            todo = commands(block)
            for command in todo:
                code, out = run(command.words, folder, monkeypatch)
                last = command is todo[-1]
                wanted = int(block.said.get("exit", "0")) if last else 0
                assert code == wanted, f"line {command.line}: {command.words}: exit code {code}\n{out}"
                good = not command.shown or fits(command.shown, out)
                assert good, f"line {command.line}: {command.words} shows\n{out}"
                ran += 1
        else:
            raise AssertionError(f"line {block.line}: a block that nobody runs; give it a directive")
    return written, ran


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the empty folder of a page, which is the working folder; data go elsewhere."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("SERVICESIM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SERVICESIM_PACKS", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return work


def test_there_are_pages_in_both_languages() -> None:
    """Every tutorial stands in both languages."""
    assert "writing-rubrics.md" in {page.name for page in PAGES}
    english, chinese = ({p.name for p in PAGES if (p.parent == DOCS) == first} for first in (True, False))
    assert english == chinese


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(DOCS)))
def test_a_page_can_be_followed(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who types what a page shows gets what the page shows."""
    if page.parent.name == "zh":
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    written, ran = follow(page.read_text(encoding="utf-8"), folder, monkeypatch)
    assert written
    assert ran


LIES = {
    "another output": "```console\n$ servicesim --version\nservicesim 999\n```\n",
    "another exit code": "<!-- exit: 3 -->\n```console\n$ servicesim --version\n```\n",
    "no such file": "```console\n$ servicesim check gone.yaml\n```\n",
    "a faulty file": "<!-- file: a.yaml -->\n```yaml\nrubric: A\n```\n\n"
    "```console\n$ servicesim check a.yaml\n```\n",
    "a block nobody runs": "```yaml\na: b\n```\n",
    "another program": "```console\n$ ls\n```\n",
    "a directive before no block": "<!-- file: a.yaml -->\n\nText.\n",
    "a block without end": "```console\n$ servicesim --version\n",
    "a change of what is not there": "<!-- file: a.txt -->\n```text\nhi\n```\n\n"
    "<!-- change: a.txt -->\n```diff\n-ho\n+hum\n```\n\n```console\n$ servicesim --version\n```\n",
    "a change of what is there twice": "<!-- file: a.txt -->\n```text\nhi\nhi\n```\n\n"
    "<!-- change: a.txt -->\n```diff\n-hi\n+ho\n```\n\n```console\n$ servicesim --version\n```\n",
    "a file elsewhere": "<!-- file: ../a.yaml -->\n```yaml\na: b\n```\n",
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_page_that_is_wrong_is_found(lie: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The runner itself notices a page that does not say what happens."""
    with pytest.raises(AssertionError):
        follow(lie, folder, monkeypatch)


def test_gaps_stand_for_lines_and_for_parts_of_lines(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`…` alone stands for any number of lines, inside a line for any characters; redirections work."""
    page = (
        "<!-- file: a.txt -->\n```text\nhi\n```\n\n"
        "```console\n$ servicesim --help\n…\nCommands:\n…\n  score …\n…\n\n$ servicesim score - > out.txt\n"
        "$ servicesim \\\n  --version\nservicesim, version …\n```\n\n"
        "<!-- not run: it is not ours -->\n```sh\nls\n```\n"
    )
    assert follow(page, folder, monkeypatch) == (1, 3)
    assert (folder / "out.txt").read_text(encoding="utf-8") == ""


def test_a_file_grows_and_changes_step_by_step(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later block is put at the end of a file, or changes lines of it where they stand."""
    page = (
        "<!-- file: a.txt -->\n```text\na: 1\n  b: 2\n```\n\n<!-- add to: a.txt -->\n```text\n- c\n```\n\n"
        "<!-- change: a.txt -->\n```diff\n-  b: 2\n+  b: 3\n+  d: 4\n-- c\n```\n\n"
    )
    assert follow(page, folder, monkeypatch) == (3, 0)
    assert (folder / "a.txt").read_text(encoding="utf-8") == "a: 1\n  b: 3\n  d: 4\n"
