"""`check --fix` mends what is mechanical and nothing else; each mend is proved by a new check."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.content import bundled_folder, check_file, check_paths
from sim.content.fixing import fix_file
from sim.content.stale import lines_file, read_lines

BAD = Path(__file__).parents[1] / "bad_files"

MENDED = [
    "full-width-colon", "full-width-colon-in-list", "full-width-colon-in-braces", "curly-quotes",
    "curly-quoted-id", "tab", "no-space-after-colon", "no-space-in-list", "full-width-comma",
    "comma-in-braces", "full-width-space", "duplicate-id",
]  # fmt: skip
"""Bad files whose only fault is mechanical."""


@pytest.fixture
def mine(tmp_path: Path, scenario_text: str) -> Path:
    """Return a scenario of one's own, without a fault."""
    path = tmp_path / "mine.yaml"
    path.write_text(scenario_text, "utf-8")
    return path


@pytest.mark.parametrize("name", MENDED)
def test_a_slip_is_mended_and_nothing_else(name: str, tmp_path: Path) -> None:
    """The fault is gone, no other came, and every other line is what it was."""
    path = tmp_path / f"{name}.yaml"
    before = (BAD / path.name).read_text("utf-8")
    path.write_text(before, "utf-8")
    fixed = fix_file(path)
    after = path.read_text("utf-8")
    assert (fixed.left, check_file(path)) == ((), ())
    changed = [
        n
        for n, (old, new) in enumerate(zip(before.split("\n"), after.split("\n"), strict=True))
        if old != new
    ]
    assert len(changed) == 1
    assert fixed.done[0].line == changed[0] + 1


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda p: p.stem)
def test_what_is_not_mechanical_stays(path: Path, tmp_path: Path) -> None:
    """A file with another kind of fault is left byte by byte as it is, and is still told its fault."""
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    fixed = fix_file(copy)
    if path.stem not in MENDED:
        assert copy.read_bytes() == path.read_bytes()
    assert len(fixed.left) == (path.stem not in MENDED and path.stem != "stale-chinese")


def test_comments_line_ends_and_mark_of_order_stay(mine: Path) -> None:
    """A file of another system is mended in its own way: CRLF, a byte order mark, comments."""
    text = mine.read_text("utf-8").replace("difficulty: 2", "difficulty：2  # said by a trainer")
    mine.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    fix_file(mine)
    data = mine.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"difficulty: 2  # said by a trainer\r\n" in data
    assert data.count(b"\r\n") == data.count(b"\n")


def test_parts_are_put_in_order_with_their_comments(tmp_path: Path) -> None:
    """The endings of complaint-01, moved to the top with the comment above them, go back where they were."""
    text = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
    start, end = text.index("# --- Endings ---"), text.index("# --- Lines for what no script")
    rest = text[:start] + text[end:]
    brief = rest.index("# --- The brief")
    path = tmp_path / "complaint-01.yaml"
    path.write_text(rest[:brief] + text[start:end] + rest[brief:], "utf-8")
    fixed = fix_file(path)
    assert next(str(fix.said) for fix in fixed.done) == "the parts stand in their usual order now"
    assert path.read_text("utf-8") == text


def test_a_missing_name_of_a_wording_is_added(mine: Path) -> None:
    """Nothing points at a wording by its id, so that any name will do."""
    text = mine.read_text("utf-8").replace(
        "- id: only\n        text: {en: And when?", "- text: {en: And when?"
    )
    mine.write_text(text, "utf-8")
    fixed = fix_file(mine)
    assert fixed.left == ()
    assert "      - id: line-1\n        text: {en: And when?" in mine.read_text("utf-8")


def test_a_file_without_a_fault_is_not_touched(mine: Path) -> None:
    """Only the line ids beside it are written, and a second time not even those."""
    before = mine.stat()
    assert [fix.line for fix in fix_file(mine).done] == [0]
    assert fix_file(mine).done == ()
    assert (mine.stat().st_mtime_ns, mine.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_text_changed_alone_is_told_until_it_is_confirmed(mine: Path) -> None:
    """The other language is named as the one to look at; `agreed` says that both say the same again."""
    fix_file(mine)
    mine.write_text(mine.read_text("utf-8").replace("And when?", "So when?"), "utf-8")
    (found,) = check_file(mine)
    assert (found.code, found.path, found.severity) == ("SC042", "turns.1.says.0.text.zh", "warning")
    assert fix_file(mine).left == (found,)
    assert fix_file(mine, agreed=True).left == ()


def test_a_text_changed_in_both_languages_is_taken_over(mine: Path) -> None:
    """Who changes both has looked at both; the line ids follow when the file is mended next."""
    fix_file(mine)
    text = mine.read_text("utf-8").replace(
        "{en: And when?, zh: 那什么时候？}", "{en: So when?, zh: 到底什么时候？}"
    )
    mine.write_text(text, "utf-8")
    assert check_file(mine) == ()
    old = read_lines(lines_file(mine)) or {}
    assert len(fix_file(mine).done) == 1
    new = read_lines(lines_file(mine)) or {}
    assert [name for name in new if new[name] != old[name]] == ["turns.pressing.says.only.text"]


def test_line_ids_follow_a_turn_that_moves(mine: Path) -> None:
    """Texts are remembered by the ids above them, so that a turn set in front of others ages none."""
    fix_file(mine)
    text = mine.read_text("utf-8")
    copy = text[text.index("  - id: pressing") : text.index("  - id: closing")]
    copy = copy.replace("pressing", "early").replace("And when?, zh: 那什么时候？", "By when?, zh: 几点？")
    mine.write_text(
        text.replace("  - id: pressing", copy + "  - id: pressing", 1).replace("go: pressing", "go: early")
    )
    assert "SC042" not in [p.code for p in check_file(mine)]


def test_line_ids_that_cannot_be_read_are_no_fault(mine: Path) -> None:
    """Whatever stands in the file beside a scenario, the scenario is checked as before."""
    lines_file(mine).write_bytes(b"\xff\xfe nonsense\n\x00 a b c d\nturns x")
    assert check_file(mine) == ()


def test_a_playthrough_is_left_alone(tmp_path: Path) -> None:
    """Playthroughs are written by `record`; nothing of them is mended here."""
    path = tmp_path / "mine.play.yaml"
    path.write_text("play：1\n", "utf-8")
    assert fix_file(path).done == ()
    assert path.read_text("utf-8") == "play：1\n"


def test_two_files_of_one_folder_must_not_share_an_id(tmp_path: Path, scenario_text: str) -> None:
    """The later file by name is refused, with the name of the other."""
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(scenario_text, "utf-8")
    (found,) = check_paths([tmp_path])
    assert (found.code, Path(found.file).name, found.line, found.column) == ("SC011", "b.yaml", 1, 5)
    assert "a.yaml" in found.message


def test_a_bundled_scenario_is_as_its_mender_would_write_it(tmp_path: Path) -> None:
    """Nothing in our own files is left to be mended: neither a slip nor an order."""
    for kind in ("scenarios", "rubrics"):
        ours = list(bundled_folder(kind).glob("*.yaml"))
        assert ours
        for source in ours:
            path = tmp_path / source.name
            path.write_bytes(source.read_bytes())
            fix_file(path)
            assert path.read_bytes() == source.read_bytes(), source.name
