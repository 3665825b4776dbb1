"""Help, unknown words, exit codes, and how little is loaded to say them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from cli_lines import Start

from sim import __version__
from sim.cli import COMMANDS
from sim.cli import main as group
from sim.report.columns import cells

CHINESE = re.compile("[一-鿿]")


def test_the_help_names_every_command_and_an_example(servicesim: Start) -> None:
    """`--help` and `-h` list the commands, what they do, and one line to start with."""
    for flag in ("--help", "-h"):
        done = servicesim(flag)
        assert done.code == 0
        assert all(name in done.out for name in COMMANDS)
        assert "servicesim run complaint-01" in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself_by_example(servicesim: Start, command: str) -> None:
    """Each command's help shows at least one whole command line."""
    done = servicesim(command, "--help")
    assert done.code == 0
    assert "Example" in done.out
    assert f"  servicesim {command}" in done.out
    assert done.err == ""


def test_the_version_is_printed(servicesim: Start) -> None:
    """`--version` says which version this is."""
    done = servicesim("--version")
    assert done.code == 0
    assert __version__ in done.out


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("rum", "run"), ("lst", "list"), ("shwo", "show"), ("debreif", "debrief"), ("doktor", "doctor")],
)
def test_an_unknown_command_names_the_nearest(servicesim: Start, typed: str, nearest: str) -> None:
    """A mistyped command is wrong usage (2), and the nearest ones are named."""
    done = servicesim(typed)
    assert done.code == 2
    assert f"Did you mean {nearest}" in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense-without-neighbour",),
        ("list", "--no-such-option"),
        ("list", "--lang", "fr"),
        ("list", "--difficulty", "9"),
        ("score",),
        ("show",),
        ("run",),
        ("run", "complaint-01", "--new", "--resume", "x"),
        ("run", "complaint-01", "--seed", "many"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2(servicesim: Start, arguments: tuple[str, ...]) -> None:
    """Wrong words or values end with 2 and one message, never a trace."""
    done = servicesim(*arguments)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert done.err.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "complaint-1"),
        ("run", "complaint-1"),
        ("run", "complain-01", "--json"),
        ("show", "complant-01", "--script"),
    ],
    ids=" ".join,
)
def test_an_unknown_scenario_names_the_nearest(servicesim: Start, arguments: tuple[str, ...]) -> None:
    """A scenario that is not there is exit 4, and the nearest one is named."""
    done = servicesim(*arguments)
    assert done.code == 4
    assert "complaint-01" in done.err
    assert "did you mean" in done.err


@pytest.mark.parametrize(
    "arguments",
    [("debrief", "no-such-attempt"), ("run", "--resume", "no-such-attempt"), ("show", "zzz")],
    ids=" ".join,
)
def test_an_unknown_id_is_exit_4(servicesim: Start, arguments: tuple[str, ...]) -> None:
    """An attempt or scenario that is not there is exit 4, with a message."""
    done = servicesim(*arguments)
    assert done.code == 4
    assert arguments[-1] in done.err
    assert "Traceback" not in done.err


def test_a_file_that_is_not_there(servicesim: Start) -> None:
    """`score` of a missing file names the file and is no fault of ours."""
    done = servicesim("score", "no-such-file.jsonl")
    assert done.code in (2, 4)
    assert "no-such-file.jsonl" in done.err


def test_the_command_line_is_light() -> None:
    """Importing the command line loads no screen, store, matcher, model or YAML library."""
    heavy = ("textual", "sqlalchemy", "rapidfuzz", "pydantic", "yaml", "alembic", "snowballstemmer")
    code = f"import sys, sim.cli, sim.__main__; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_loads_no_more(servicesim: Start) -> None:
    """`--help` costs no more than Click: no command is imported for it."""
    code = (
        "import sys; sys.argv = ['servicesim', '--help']\n"
        "from sim.__main__ import main\nmain()\n"
        "print([m for m in sys.modules if m.startswith('sim.cli.')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def commands() -> Iterator[tuple[str, ...]]:
    """Yield the words of every command, those below a group too."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (name,)
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.commands)


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_help_speaks_chinese(
    servicesim: Start, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Where the system speaks Chinese, so does the help of every command: what it does and every option."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    done = servicesim(*words, "--help")
    assert done.code == 0
    _usage, _, rest = done.out.partition("\n\n")
    about, options, behind = rest.partition("\n选项:\n")
    assert options
    assert CHINESE.search(about)
    told = [line for line in behind.split("\n\n")[0].split("\n") if line.startswith("  -")]
    assert told
    english = re.compile(r"(?<!-)\b(the|of|and|this|with|what|only)\b")
    assert not [line for line in [*told, about] if english.search(line)]


def test_help_in_chinese_fits_the_window(servicesim: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Chinese character takes two columns; no line is wider than the window, and no stop begins one."""
    monkeypatch.setenv("COLUMNS", "80")
    lines = servicesim("report", "--help", "--lang", "zh").out.split("\n")
    above = lines[: lines.index("  例如：")]
    assert max(map(cells, above)) <= 80
    assert not [line for line in above if line.strip()[:1] in set("，。；：、）")]


def test_help_is_english_elsewhere(servicesim: Start) -> None:
    """A language asked for holds for one command line and stays with no later one."""
    chinese = servicesim("check", "--help", "--lang", "zh").out
    english = servicesim("check", "--help").out
    assert CHINESE.search(chinese)
    assert not CHINESE.search(english)
    assert "Show this message and exit." in english


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek",), "没有 'chek' 这个命令。是不是想输入 check"),
        (("run", "--langg", "zh"), "没有 '--langg' 这个选项"),
        (("list", "--lang", "fr"), "'fr' 不在可选值之内"),
        (("list", "--difficulty", "9"), "9 不在范围"),
        (("show",), "缺少参数"),
        (("show", "complain-01"), "没有场景“complain-01”（是不是想写 complaint-01"),
        (("rubric", "show", "xyz"), "没有评分表“xyz”；现有："),
        (("rubric", "diff", "service", "zhijian"), "请说明用哪些回复"),
        (("invite", "Ann", "--days", "900"), "链接的有效期是1到366天"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_words_are_told_in_chinese(
    servicesim: Start, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    """What Click says, and what we say in one line, is Chinese where the system is."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert said in servicesim(*arguments).err


def test_the_language_may_stand_before_the_command(servicesim: Start) -> None:
    """`servicesim --lang zh` is the help in Chinese, and what follows speaks it, for that line alone."""
    assert CHINESE.search(servicesim("--lang", "zh").out.splitlines()[2])
    assert "冰箱两次爽约" in servicesim("--lang", "zh", "list").out
    assert "Two no-shows" in servicesim("list").out


def test_the_language_asked_for_holds_for_errors_too(servicesim: Start) -> None:
    """`--lang zh` is heard before a command begins, on a system that speaks English."""
    assert "没有场景" in servicesim("show", "zzz", "--lang", "zh").err
    assert "no scenario" in servicesim("show", "zzz", "--lang", "en").err


def test_a_sheet_that_is_not_there_names_those_that_are(servicesim: Start) -> None:
    """Where no name is near, the few that there are can be named."""
    assert "there are: collections, service, zhijian" in servicesim("rubric", "show", "xyz").err
