"""The wheel is whole: unpacked anywhere, it lists its scenarios and plays one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cli_lines import ROOT, TO_THE_END

PARTS = (
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "NOTICE",
    "sim",
    "scenarios",
    "rubrics",
    "playthroughs",
    "docs/problems",
)
"""What a wheel is built from; building in a copy leaves the checkout clean."""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the sources and unpack it."""
    base = tmp_path_factory.mktemp("wheel")
    source = base / "source"
    source.mkdir()
    for name in PARTS:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--no-build-isolation", "--no-cache-dir", "--wheel-dir", str(base), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = base.glob("servicesim-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(base / "site")
    return base / "site"


def start(unpacked: Path, elsewhere: Path, *arguments: str, typed: str = "") -> str:
    """Run the unpacked program from a folder elsewhere and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "sim", *arguments],
        input=typed.encode(),
        capture_output=True,
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(unpacked), "SERVICESIM_HOME": str(elsewhere / "home")},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_the_wheel_holds_its_data(unpacked: Path) -> None:
    """Scenarios, rubric, word lists, style sheets and the Chinese catalogue are in the wheel."""
    for source in (ROOT / "scenarios").glob("*.yaml"):
        assert (unpacked / "sim" / "_data" / "scenarios" / source.name).read_bytes() == source.read_bytes()
    assert (unpacked / "sim" / "_data" / "rubrics" / "service.yaml").exists()
    data = [p.relative_to(ROOT) for p in (ROOT / "sim").rglob("*") if p.suffix in (".txt", ".tcss", ".mo")]
    assert data
    assert [p for p in data if not (unpacked / p).exists()] == []


def test_the_wheel_is_the_one_that_runs(unpacked: Path, tmp_path: Path) -> None:
    """Nothing of the checkout is used: the program lies where the wheel was unpacked."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sim, sim.content as c; print(sim.__file__, c.bundled_folder('x'))",
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        check=True,
    )
    assert done.stdout.count(str(unpacked)) == 2


def test_the_wheel_lists(unpacked: Path, tmp_path: Path) -> None:
    """`python -m sim list` names the bundled scenarios."""
    assert "complaint-01" in start(unpacked, tmp_path, "list", "--lang", "en")


def test_the_wheel_plays(unpacked: Path, tmp_path: Path) -> None:
    """A piped conversation runs to its debrief, in Chinese, with messages from the catalogue."""
    out = start(unpacked, tmp_path, "run", "complaint-01", "--lang", "zh", typed=TO_THE_END["zh"])
    assert "SERVQUAL" in out
    assert "共情" in out
