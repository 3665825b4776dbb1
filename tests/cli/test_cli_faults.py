"""Faults in one line, in the language of the system: what admins of a server, a store and a big job read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_lines import Start

from sim.store import Store

ENGLISH = re.compile(r"\b(the|of|and|is|no|this|with|only|or|needs|cannot)\b")


@pytest.fixture
def files(home: Path) -> None:
    """Put damaged and empty data files into the work folder, and rows that are none."""
    Path("damaged.db").write_bytes(b"x" * 600)
    Path("short.db").write_bytes(b"x" * 6)
    Path("chats.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with Store.open(Path("empty")):
        pass
    Path("rated.jsonl").write_text("no row\n", encoding="utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("serve --host 0.0.0.0", "servicesim: 0.0.0.0 不是本机专用的地址：请用 --url 写明浏览器怎样访问"),
        ("serve --url ftp://x", "servicesim: “ftp://x”不是 https://practice.example.org 这样的地址"),
        ("serve --url https://x/y", "servicesim: 服务只在地址的根路径上应答；--url 里不要带路径"),
        ("serve --sessions 0", "servicesim: 一台服务器可同时容纳1到500个会话"),
        ("serve --proxy-header X-User", "用 --proxy-header 必须同时给出 --proxy-from"),
        ("serve --proxy-from nowhere", "“nowhere”不是主机或网段的地址"),
        ("serve --user nobody-here", "nobody-here"),
        ("store check --store damaged.db", "damaged.db 已损坏（"),
        ("store check --store short.db", "（只有 6 字节）"),
        ("store check --store nothing.db", "nothing.db"),
        ("store check --store mysql://x/y", "共用数据库的地址形如 postgresql://user:password@host/name"),
        ("store admit ann --who Ann --store empty", "只有服务器上的数据库才有角色；请用 --store 给出地址"),
        ("score chats.csv --out scored", "chats.csv"),
        ("score chats.csv --out scored --on nowhere", "nowhere"),
        ("calibrate rated.jsonl", "第1行"),
        ("run", "请指明场景：`servicesim list` 会列出来。"),
        ("run complaint-01 --new --resume x", "--new 和 --resume 不能一起用。"),
    ],
)
def test_a_fault_is_said_in_chinese(
    servicesim: Start, monkeypatch: pytest.MonkeyPatch, words: str, said: str
) -> None:
    """Where the system speaks Chinese, so does the fault, without an English word of ours in it."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    done = servicesim(*words.split())
    assert done.code in (1, 2, 4)
    line = done.err.replace(str(Path.cwd()), "").strip().splitlines()[-1]
    assert said in line
    assert not ENGLISH.search(line.replace("file is not a database", ""))  # the words of SQLite itself


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("score gone.jsonl", 4, {"en": "no file 'gone.jsonl'", "zh": "没有文件“gone.jsonl”"}),
        (
            "gaming-report empty",
            1,
            {"en": "empty cannot be read: Is a directory", "zh": "empty打不开：这是一个文件夹"},
        ),
        ("simulate complaint-01 --replies gone", 4, {"en": "no file 'gone'", "zh": "没有文件“gone”"}),
        (
            "calibrate empty",
            2,
            {"en": "'empty' is a directory.", "zh": "'empty' 是文件夹，不是文件。"},
        ),
    ],
)
def test_a_file_that_will_not_do_is_one_line(
    servicesim: Start, monkeypatch: pytest.MonkeyPatch, words: str, code: int, said: dict[str, str], lang: str
) -> None:
    """A file named on the command line is refused in one line of the person's language, without the usage."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8" if lang == "zh" else "C.UTF-8")
    done = servicesim(*words.split())
    assert re.fullmatch(f"servicesim: .*{re.escape(said[lang])}\n", done.err)
    assert (done.code, done.out) == (code, "")
    asked = servicesim(*words.split(), "--lang", "en")
    assert asked.err.endswith(f"{said['en']}\n")
