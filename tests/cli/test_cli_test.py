"""`servicesim test`: playthroughs beside a pack, as lines to read and as JUnit XML."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cli_lines import Start

from sim.content import bundled_folder

NAME = "complaint-01.calm-down.en.play.yaml"

BARE = """# My own comment.
scenario: complaint-01
lang: en
name: short
talk:
  - reply: Please calm down and wait your turn like everybody else.
"""


@pytest.fixture
def pack(servicesim: Start, tmp_path: Path) -> Path:
    """Return a pack with a scenario and one playthrough that passes."""
    folder = tmp_path / "pack"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "playthroughs").mkdir()
    shutil.copy(bundled_folder("scenarios") / "complaint-01.yaml", folder / "scenarios")
    (folder / "playthroughs" / "short.play.yaml").write_text(BARE, "utf-8")
    assert servicesim("test", str(folder), "--update").code == 0
    return folder


def broken(pack: Path) -> Path:
    """Add a playthrough that expects the impossible, and return it."""
    text = (pack / "playthroughs" / "short.play.yaml").read_text("utf-8")
    path = pack / "playthroughs" / "worse.play.yaml"
    path.write_text(re.sub(r"responsiveness: 0", "responsiveness: 4", text, count=1), "utf-8")
    return path


def test_a_pack_that_passes(servicesim: Start, pack: Path) -> None:
    """All as expected: one line with the count, exit code 0."""
    done = servicesim("test", str(pack))
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"1 passed, 0 failed, \d+\.\d s\n", done.out)


def test_a_failing_file_shows_a_diff(servicesim: Start, pack: Path) -> None:
    """What differs stands behind file and line, with both sides; the others are played all the same."""
    path = broken(pack)
    done = servicesim("test", str(pack))
    assert done.code == 1
    line = next(
        n for n, row in enumerate(path.read_text("utf-8").splitlines(), 1) if "responsiveness: 4" in row
    )
    first, minus, plus, *_rest, last = done.out.splitlines()
    assert first == f"{path}:{line}  reply 1 at `opening`: Responsiveness is 0, expected 4"
    assert minus == "    - levels: {responsiveness: 4}"
    assert plus.startswith("    + levels: {responsiveness: 0}")
    assert last.startswith("1 passed, 1 failed, ")


def test_a_faulty_file_is_named_and_stops_nothing(servicesim: Start, pack: Path) -> None:
    """A file that cannot be read lists its faults and counts as failed."""
    (pack / "playthroughs" / "a.play.yaml").write_text(BARE.replace("lang: en", "lang: fr"), "utf-8")
    done = servicesim("test", str(pack))
    assert done.code == 1
    assert "a.play.yaml:3:7: PT005" in done.out
    assert "1 passed, 1 failed" in done.out


def test_junit(servicesim: Start, pack: Path) -> None:
    """The XML file parses, counts what was told, and holds failures and errors with their text."""
    broken(pack)
    (pack / "playthroughs" / "a.play.yaml").write_text(BARE.replace("lang: en", "lang: fr"), "utf-8")
    report = pack / "results.xml"
    assert servicesim("test", str(pack), "--junit", str(report)).code == 1
    suites = ET.fromstring(report.read_bytes())  # noqa: S314 - written by ourselves
    assert suites.tag == "testsuites"
    (suite,) = suites
    assert {k: suite.get(k) for k in ("tests", "failures", "errors", "skipped")} == {
        "tests": "3", "failures": "1", "errors": "1", "skipped": "0",
    }  # fmt: skip
    assert float(str(suite.get("time"))) > 0
    cases = {str(case.get("name")): case for case in suite}
    assert set(cases) == {"a.play.yaml", "short.play.yaml", "worse.play.yaml"}
    assert all(case.get("classname") and case.get("time") for case in cases.values())
    assert list(cases["short.play.yaml"]) == []
    failure, error = cases["worse.play.yaml"].find("failure"), cases["a.play.yaml"].find("error")
    assert failure is not None
    assert error is not None
    assert "expected 4" in str(failure.get("message"))
    assert "- levels: {responsiveness: 4}" in str(failure.text)
    assert error.get("type") == "PT005"


def test_update_is_stable(servicesim: Start, pack: Path) -> None:
    """Updating mends a failing file, keeps its comment, passes, and a second time changes no byte."""
    path = broken(pack)
    done = servicesim("test", str(path), "--update")
    assert (done.code, done.out) == (0, f"{path}: updated\n")
    after = path.read_bytes()
    assert after == (pack / "playthroughs" / "short.play.yaml").read_bytes()
    assert after.startswith(b"# My own comment.\n")
    assert servicesim("test", str(path)).code == 0
    assert servicesim("test", str(path), "--update").out == f"{path}: unchanged\n"
    assert path.read_bytes() == after


def test_update_refuses_another_way(servicesim: Start, pack: Path) -> None:
    """A file whose conversation takes another way is refused and stays; the others are updated; exit 1."""
    path = broken(pack)
    other = pack / "playthroughs" / "a.play.yaml"
    other.write_text(BARE.replace("- reply", "- turn: closing\n    reply"), "utf-8")
    before = other.read_bytes()
    done = servicesim("test", str(pack), "--update")
    assert done.code == 1
    assert "refused: " in done.err
    assert f"{other}:6: " in done.err
    assert f"{path}: updated" in done.out
    assert other.read_bytes() == before


def test_names_and_places(servicesim: Start, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """-k chooses by name; in a pack's folder no path is needed."""
    broken(pack)
    monkeypatch.chdir(pack)
    done = servicesim("test", "-k", "SHORT")
    assert (done.code, len(done.out.splitlines())) == (0, 1)
    assert servicesim("test", "-k", "worse").code == 1


def test_the_bundled_ones_are_played(servicesim: Start) -> None:
    """Where the working folder has none, those that came with the program are played; that is said first."""
    done = servicesim("test", "-k", "calm-down.zh", "--lang", "en")
    first = "Playing the playthroughs that came with the program; name a folder to play yours."
    assert done.out.splitlines()[0] == first
    assert re.search(r"1 passed, 0 failed", done.out), done.out


def test_usage(servicesim: Start, pack: Path, tmp_path: Path) -> None:
    """A place that is not there is exit 4; no playthrough there, no such name, both outputs: exit 2."""
    (tmp_path / "empty").mkdir()
    assert servicesim("test", str(tmp_path / "nowhere")).code == 4
    assert servicesim("test", str(tmp_path / "empty")).code == 2
    assert servicesim("test", str(pack), "-k", "zzz").code == 2
    assert servicesim("test", str(pack), "--update", "--junit", "x.xml").code == 2
    assert servicesim("test", str(pack), "--junit", str(tmp_path / "no" / "x.xml")).code == 1


def test_what_a_file_holds_cannot_drive_the_terminal(servicesim: Start, pack: Path) -> None:
    """Escapes in a reply or a name reach neither the terminal nor the XML."""
    path = pack / "playthroughs" / "evil.play.yaml"
    path.write_text(BARE.replace("reply: Please", 'turn: "op\\e[31mening"\n    reply: Please'), "utf-8")
    report = pack / "r.xml"
    done = servicesim("test", str(path), "--junit", str(report))
    assert done.code == 1
    assert "\x1b" not in done.out + done.err
    ET.fromstring(report.read_bytes())  # noqa: S314 - written by ourselves
