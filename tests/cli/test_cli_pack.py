"""`servicesim pack`: from an empty folder to a scenario that somebody else plays."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from cli_lines import TO_THE_END, Start

from sim.content import bundled_folder


@pytest.fixture
def pack(servicesim: Start, home: Path) -> Path:
    """Return a pack in the working folder as `init` begins it, with one scenario in it."""
    done = servicesim("pack", "init", "refunds", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == str(Path("refunds", "pack.yaml"))
    text = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
    folder = Path.cwd() / "refunds"
    (folder / "scenarios" / "refund-01.yaml").write_text(text.replace("complaint-01", "refund-01"), "utf-8")
    return folder


def test_round_trip(servicesim: Start, pack: Path, home: Path) -> None:
    """What `build` wrote can be installed, is listed under the pack's name, and is played to its end."""
    done = servicesim("pack", "build", "refunds", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    target = Path("refunds-1.0.0.zip")
    digest = f"SHA-256: {hashlib.sha256(target.read_bytes()).hexdigest()}"
    assert done.out.splitlines() == [
        f"Written to {target}",
        "Scenarios: 1. Rubrics: 0. Playthroughs: 0.",
        digest,
    ]
    done = servicesim("pack", "install", str(target), "--lang", "en")
    assert (done.code, done.err) == (0, "")
    folder = home / "packs" / "refunds-1.0.0"
    assert f"Installed: refunds 1.0.0. It lies in {folder}" in done.out
    assert digest in done.out
    assert "Play it: servicesim run refund-01" in done.out
    assert "installed already" in servicesim("pack", "install", str(target)).out

    rows = json.loads(servicesim("list", "--format", "json").out)
    assert [row["pack"] for row in rows if row["id"] == "refund-01"] == ["refunds-1.0.0"]
    done = servicesim("run", "refund-01", "--plain", "--lang", "en", typed=TO_THE_END["en"])
    assert done.code == 0, done.err
    assert "PERCEIVED" in done.out.upper()

    (row,) = json.loads(servicesim("pack", "list", "--format", "json").out)
    assert row == {
        "name": "refunds",
        "version": "1.0.0",
        "title": {"en": "My scenarios", "zh": "我的场景"},
        "languages": ["en", "zh"],
        "licence": "All rights reserved",
        "scenarios": 1,
        "rubrics": 0,
        "playthroughs": 0,
        "folder": str(folder),
    }
    said = servicesim("pack", "list", "--lang", "en").out
    assert said.splitlines()[0] == "refunds 1.0.0  My scenarios"
    assert "Languages: en, zh. Licence: All rights reserved" in said
    assert "我的场景" in servicesim("pack", "list", "--lang", "zh").out
    assert servicesim("pack", "remove", "refunds", "--lang", "en").out == "Removed: refunds 1.0.0\n"
    assert servicesim("show", "refund-01").code == 4
    assert servicesim("pack", "list", "--lang", "en").out.startswith("No pack is installed in ")


def test_a_shared_id_is_told(servicesim: Start, pack: Path) -> None:
    """Whoever installs a pack that covers one of our scenarios is told which of the two is played."""
    text = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
    (pack / "scenarios" / "complaint-01.yaml").write_text(text, "utf-8")
    said = servicesim("pack", "install", "refunds", "--lang", "en").out
    assert "The scenario complaint-01 of this pack is used, not the one from servicesim itself." in said
    assert "instead of the one in bundled" in servicesim("list").out


def test_faults_refuse_a_build(servicesim: Start, pack: Path) -> None:
    """Every fault is told with its place and code, in the trainer's language; nothing is written."""
    (pack / "scenarios" / "refund-02.yaml").write_text("id: refund-02\n", "utf-8")
    text = (pack / "pack.yaml").read_text("utf-8")
    (pack / "pack.yaml").write_text(text.replace("licence: All", "license: All"), "utf-8")
    done = servicesim("pack", "build", "refunds", "--lang", "en")
    assert done.code == 1
    assert "pack.yaml:14:1: PK001 " in done.err
    assert "refunds/scenarios/refund-02.yaml:1:1: SC002 " in done.err
    assert not list(Path.cwd().glob("*.zip"))
    said = servicesim("pack", "build", "refunds", "--lang", "zh").err
    assert "pack.yaml:14:1: PK001 " in said
    assert "缺少“title”" in said


def test_where_a_zip_is_written(servicesim: Start, pack: Path) -> None:
    """Into a folder, to a file, over an older zip; never to another kind of file or a folder not there."""
    Path("out").mkdir()
    assert servicesim("pack", "build", "refunds", "-o", "out").code == 0
    assert servicesim("pack", "build", "refunds", "-o", "out/mine.zip").code == 0
    assert servicesim("pack", "build", "refunds", "-o", "out/mine.zip").code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["mine.zip", "refunds-1.0.0.zip"]
    assert servicesim("pack", "build", "refunds", "-o", "refunds/pack.yaml").code == 2
    done = servicesim("pack", "build", "refunds", "-o", "nowhere/x.zip", "--lang", "en")
    assert (done.code, done.out) == (1, "")
    assert "cannot write" in done.err


def test_what_is_left_out_is_told(servicesim: Start, pack: Path) -> None:
    """Files that do not go into the pack are named on the other output, the first ones by name."""
    for number in range(12):
        (pack / f"notes{number:02}.docx").write_text("x", "utf-8")
    done = servicesim("pack", "build", "refunds", "--lang", "en")
    assert done.err.startswith("Left out: notes00.docx, ")
    assert done.err.endswith("notes09.docx and 2 more\n")


def test_a_hostile_zip(servicesim: Start, home: Path) -> None:
    """Every reason is one line without escapes, exit code 1, and nothing is written anywhere."""
    with zipfile.ZipFile("evil.zip", "w") as archive:
        archive.writestr("pack.yaml", "x")
        archive.writestr("../../evil.yaml", "x")
        archive.writestr("scenarios/\x1b[31mred.yaml", "x")
    before = sorted(Path.cwd().parent.rglob("*"))
    done = servicesim("pack", "install", "evil.zip", "--lang", "en")
    assert done.code == 1
    assert done.err.splitlines() == [
        "servicesim: ../../evil.yaml: the name leads out of the pack",
        "servicesim: scenarios/red.yaml: an invisible character in the name",
    ]
    assert sorted(Path.cwd().parent.rglob("*")) == before


def test_what_is_not_there(servicesim: Start, pack: Path) -> None:
    """A file, a folder or a pack that is not there is exit code 4; no zip is 1."""
    assert servicesim("pack", "install", "no.zip").code == 4
    assert servicesim("pack", "build", "nowhere").code == 4
    assert servicesim("pack", "remove", "refunds").code == 4
    assert servicesim("pack", "install", "refunds/pack.yaml").code == 1
    assert servicesim("pack", "init", "refunds").code == 1


def test_older_needs_force(servicesim: Start, pack: Path) -> None:
    """An older version is refused with how to force it; a newer one says what it replaced."""
    servicesim("pack", "install", "refunds")
    text = (pack / "pack.yaml").read_text("utf-8")
    (pack / "pack.yaml").write_text(text.replace("version: 1.0.0", "version: 0.9.0"), "utf-8")
    done = servicesim("pack", "install", "refunds", "--lang", "en")
    assert done.code == 1
    assert done.err == "servicesim: refunds 1.0.0 is installed, and 0.9.0 is older; to go back, use --force\n"
    done = servicesim("pack", "install", "refunds", "--force", "--lang", "en")
    assert "Installed: refunds 0.9.0, in place of 1.0.0." in done.out


def test_a_broken_installed_pack(servicesim: Start, pack: Path, home: Path) -> None:
    """An installed pack whose sheet is gone is named with its fault; others are listed; exit code 3."""
    servicesim("pack", "install", "refunds")
    (home / "packs" / "other-1.0.0").mkdir()
    done = servicesim("pack", "list", "--lang", "en")
    assert done.code == 3
    assert "YM001" in done.err
    assert done.out.startswith("refunds 1.0.0")


def test_an_installed_rubric_is_found(servicesim: Start, pack: Path) -> None:
    """A sheet in an installed pack is found by its id."""
    sheet = (bundled_folder("rubrics") / "service.yaml").read_text("utf-8")
    (pack / "rubrics" / "ours.yaml").write_text(sheet.replace("rubric: service", "rubric: ours", 1), "utf-8")
    done = servicesim("pack", "install", "refunds", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert servicesim("rubric", "show", "ours").code == 0


def test_a_folder_that_is_no_pack_yet(servicesim: Start, home: Path) -> None:
    """Who builds before `pack init` is told of it."""
    Path("scenarios").mkdir()
    done = servicesim("pack", "build", ".")
    assert done.code == 1
    assert "servicesim pack init ." in done.err
