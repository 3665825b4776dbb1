"""From a path to text: every way in which a file can fail to be one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.content import check_file
from sim.content.files import LARGEST, clean, decode
from sim.content.problems import Problems
from sim.model.bad_file import BadFile


def only(path: Path) -> tuple[str, int, int]:
    """Return code and place of a file's single problem."""
    (problem,) = check_file(path)
    return problem.code, problem.line, problem.column


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is a problem of its own, not a traceback."""
    assert only(tmp_path / "none.yaml") == ("YM001", 0, 0)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder where a file was expected is said to be a folder."""
    assert only(tmp_path) == ("YM002", 0, 0)
    assert "folder" in check_file(tmp_path)[0].message


def test_a_device_is_refused() -> None:
    """A device that never ends is not read."""
    assert only(Path("/dev/zero"))[0] == "YM002"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    """A file that the system does not let us read is a problem of its own."""
    path = tmp_path / "closed.yaml"
    path.write_text("id: x")
    path.chmod(0)
    assert only(path) == ("YM003", 0, 0)


def test_a_name_no_system_takes_is_refused() -> None:
    """A path with a NUL in it is a fault, not a traceback."""
    assert only(Path("a\0b.yaml"))[0] == "YM003"


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    """A file over the bound is refused by its size."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert only(path) == ("YM004", 0, 0)
    assert LARGEST < 50_000_000


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("id: x\ntitle: 冰箱".encode("gb18030"), (2, 8)),
        (b"\xef\xbb\xbfid: \xff", (1, 5)),
        ("标题: ".encode() + b"\xfe", (1, 5)),
        ("id: x".encode("utf-16"), (1, 1)),
    ],
)
def test_other_encodings_are_refused_with_their_place(
    tmp_path: Path, data: bytes, place: tuple[int, int]
) -> None:
    """The first byte that is no UTF-8 is given in lines and characters, not in bytes."""
    path = tmp_path / "gbk.yaml"
    path.write_bytes(data)
    assert only(path) == ("YM005", *place)


def test_a_bom_is_no_fault(tmp_path: Path, scenario_text: str) -> None:
    """Windows editors put a BOM in front; the file is read as if it were not there."""
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + scenario_text.encode())
    assert check_file(path) == ()


def test_windows_line_ends_make_the_same_text() -> None:
    """A checkout on another system must not change a file's hash."""
    assert decode(b"a: 1\r\nb: 2\r\n", Problems("f")) == "a: 1\nb: 2\n"


@pytest.mark.parametrize(
    ("bad", "place"), [("a: 1\nb: \0", (2, 4)), ("a: \x1b[0m", (1, 4)), ("a: \ud800", (1, 4))]
)
def test_characters_nobody_sees_are_refused_with_their_place(bad: str, place: tuple[int, int]) -> None:
    """NUL, escape sequences and halves of characters are named with line and column."""
    with pytest.raises(BadFile) as caught:
        clean(bad, Problems("f"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.column) == ("YM006", *place)
