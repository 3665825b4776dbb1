"""`servicesim score FILE --out DIR`: real chats into a folder, with a page; stopped, it goes on."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_lines import ROOT, Start

ASKED, ANSWERED = "My fridge never came and we have a newborn.", "Sorry. I will call you by 6 tonight."
COLUMNS = "chat_id,turn,speaker,text,lang"


def chats(path: Path, count: int = 3, *more: str) -> Path:
    """Write a file of short chats and further lines."""
    lines = [COLUMNS]
    for number in range(count):
        lines += [f'c{number},1,customer,"{ASKED}",en', f'c{number},2,agent,"{ANSWERED}",en']
    path.write_text("\n".join([*lines, *more]) + "\n", encoding="utf-8")
    return path


def manifest(folder: Path) -> dict[str, object]:
    """Return what a folder says of itself."""
    found: dict[str, object] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_chats_are_scored_into_a_folder(servicesim: Start, tmp_path: Path) -> None:
    """A file of chats leaves a complete folder and one line of counts; nothing goes to standard output."""
    file, out = chats(tmp_path / "a.csv"), tmp_path / "out"
    done = servicesim("score", str(file), "--out", str(out), "--on", "local:1")
    assert (done.code, done.out) == (0, "")
    assert f"{out}: 3 turns scored, 0 not, 0 bad rows" in done.err
    assert manifest(out)["complete"] is True
    again = servicesim("score", str(file), "--out", str(out))
    assert (again.code, again.err) == (0, done.err)


def test_bad_rows_are_exit_3(servicesim: Start, tmp_path: Path) -> None:
    """With bad rows the others are scored, the side file is named, and the exit code says so each time."""
    file, out = chats(tmp_path / "a.csv", 3, "c9,1,bot,Hi,en"), tmp_path / "out"
    for _ in range(2):
        done = servicesim("score", str(file), "--out", str(out), "--on", "local:1")
        assert done.code == 3
        assert "3 turns scored, 0 not, 1 bad rows" in done.err
        assert str(out / "bad-rows.jsonl") in done.err
    (bad,) = (out / "bad-rows.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(bad) == {
        "row": 8,
        "chat_id": "c9",
        "problem": "speaker",
        "reason": "'speaker' is neither customer nor agent: bot",
    }


def test_the_page(servicesim: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--summary writes the page, in the language of the environment; it is not written over unasked."""
    file, out, page = chats(tmp_path / "a.csv"), tmp_path / "out", tmp_path / "page.html"
    command = ("score", str(file), "--out", str(out), "--on", "local:1", "--summary", str(page))
    assert servicesim(*command).code == 0
    assert "<svg" in page.read_text(encoding="utf-8")
    done = servicesim(*command)
    assert done.code == 2
    assert "--force" in done.err
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert servicesim(*command, "--force").code == 0
    assert '<html lang="zh">' in page.read_text(encoding="utf-8")


def test_a_page_without_matplotlib(
    servicesim: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the library that draws there are tables, and one line says how to get plots."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    file, page = chats(tmp_path / "a.csv"), tmp_path / "page.html"
    done = servicesim(
        "score", str(file), "--out", str(tmp_path / "out"), "--on", "local:1", "--summary", str(page)
    )
    assert done.code == 0
    assert done.err.count("pip install 'servicesim[report]'") == 1
    assert "<svg" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(("missing", "on"), [("pyarrow", "local:1"), ("distributed", "local:2")])
def test_a_missing_extra_is_one_line(
    servicesim: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str, on: str
) -> None:
    """Without pyarrow or Dask one clear line says how to get them."""
    for name in [name for name in sys.modules if name.split(".")[0] == missing]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    done = servicesim("score", str(chats(tmp_path / "a.csv")), "--out", str(tmp_path / "out"), "--on", on)
    assert (done.code, done.out) == (1, "")
    said = "Judging many chats needs pyarrow and Dask; get them with: pip install 'servicesim[scale]'"
    assert done.err == f"servicesim: {said}\n"


def test_lines_are_scored_without_the_extra(process: Start) -> None:
    """Scoring lines to standard output loads neither pyarrow nor Dask."""
    code = (
        "import sys; sys.argv = ['servicesim', 'score', '-']; from sim.__main__ import main; code = main();"
        "print(sorted({'pyarrow', 'dask', 'distributed'} & set(sys.modules))); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=b"",
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout.decode().strip()) == (0, "[]")


def test_another_file_is_refused(servicesim: Start, tmp_path: Path) -> None:
    """The folder of another file is refused in one line and stays as it is."""
    out = tmp_path / "out"
    assert servicesim("score", str(chats(tmp_path / "a.csv")), "--out", str(out), "--on", "local:1").code == 0
    before = (out / "manifest.json").read_bytes()
    done = servicesim("score", str(chats(tmp_path / "b.csv", 4)), "--out", str(out), "--on", "local:1")
    assert done.code == 1
    assert "belongs to another run" in done.err
    assert "sha256" in done.err
    assert (out / "manifest.json").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("a.csv", "--on", "local:1"),
        ("a.csv", "--summary", "page.html"),
        ("a.csv", "--out", "out", "--on", "elsewhere"),
        ("a.csv", "--out", "out", "--summary", "no/page.html"),
        ("-", "--out", "out"),
        ("a.parquet",),
        ("a.txt", "--out", "out"),
        ("half.csv", "--out", "out", "--on", "local:1"),
    ],
)
def test_wrong_usage_is_exit_2(servicesim: Start, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """What cannot be meant is said before any work, and no folder is left."""
    work = Path.cwd()
    chats(work / "a.csv")
    chats(work / "a.txt")
    (work / "a.parquet").write_bytes(b"PAR1")
    (work / "half.csv").write_text("chat_id,turn\n", encoding="utf-8")
    done = servicesim("score", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err


@pytest.mark.parametrize("sheet", ["service", "zhijian"])
def test_the_sheet_can_be_chosen(servicesim: Start, tmp_path: Path, sheet: str) -> None:
    """--rubric says which sheet scores; the folder says which one did."""
    out = tmp_path / "out"
    file = chats(tmp_path / "a.csv")
    assert servicesim("score", str(file), "--out", str(out), "--on", "local:1", "--rubric", sheet).code == 0
    versions = manifest(out)["versions"]
    assert isinstance(versions, dict)
    assert versions["rubric"] == sheet
    assert servicesim("score", str(file), "--out", str(out), "--rubric", "no-such").code == 4


def test_ctrl_c_leaves_a_folder_to_go_on_with(home: Path, servicesim: Start, tmp_path: Path) -> None:
    """Ctrl-C in a terminal ends all processes quietly with 130; the same command then does the rest."""
    file, out = chats(tmp_path / "a.csv", 2600), tmp_path / "out"
    command = [sys.executable, "-W", "error", "-m", "sim", "score", str(file), "--out", str(out)]
    running = subprocess.Popen(
        [*command, "--on", "local:2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    try:
        while running.poll() is None and not list(out.glob("parts/part-*.parquet")):
            time.sleep(0.01)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGINT)
        printed, said = running.communicate(timeout=60)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    assert (running.returncode, printed) == (130, b"")
    assert said.decode().strip() == "Stopped. The same command goes on from here."
    assert manifest(out)["complete"] is False
    done = servicesim("score", str(file), "--out", str(out), "--on", "local:1")
    assert (done.code, done.out) == (0, "")
    assert "2,600 turns scored, 0 not, 0 bad rows" in done.err
