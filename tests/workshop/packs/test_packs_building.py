"""A pack is built: the same bytes of the same files, and every fault told at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from packs_kit import SHEET

from sim.content.pack_file import check_pack_file
from sim.model.bad_file import BadFile
from sim.workshop.installing import install
from sim.workshop.pack_rules import PackMissing, PackRefused, belongs
from sim.workshop.pack_start import start
from sim.workshop.packing import build, files_of_folder
from sim.workshop.unpacking import files_in


class TestBuilding:
    """`build`."""

    def test_the_same_files_are_the_same_bytes(self, pack: Path) -> None:
        """Times, rights and the order of the folder leave no trace in the zip."""
        first = build(pack)
        for path in pack.rglob("*"):
            os.utime(path, (1, 1))
            path.chmod(0o700)
        (pack / "README.md").write_text("x", "utf-8")
        (pack / "README.md").unlink()
        assert build(pack).data == first.data
        assert files_in(first.data) == files_of_folder(pack).files

    def test_what_is_left_out(self, pack: Path) -> None:
        """Other files are named, hidden ones are not; none of them is in the zip."""
        for name in ("notes.docx", ".git", "scenarios/draft.txt", "scenarios/.x.yaml.swp", "README.zh.md"):
            (pack / name).write_text("x", "utf-8")
        built = build(pack)
        assert built.left_out == ("notes.docx", "scenarios/draft.txt")
        assert sorted(files_in(built.data)) == ["README.zh.md", "pack.yaml", "scenarios/refund-01.yaml"]

    def test_line_ids_go_along(self, pack: Path, home: Path) -> None:
        """The line ids beside a scenario are packed without a word, are no scenario and are installed."""
        (pack / "scenarios" / "refund-01.lines").write_text("# Line ids\n", "utf-8")
        built = build(pack)
        assert built.left_out == ()
        assert "scenarios/refund-01.lines" in files_in(built.data)
        assert built.checked.counts["scenarios"] == 1
        (home.parent / "r.zip").write_bytes(built.data)
        assert (install(home.parent / "r.zip", home).folder / "scenarios" / "refund-01.lines").is_file()
        assert not belongs("rubrics/mine.lines")
        assert not belongs("playthroughs/mine.lines")

    def test_every_fault_is_told(self, pack: Path) -> None:
        """Slips in the sheet, a scenario and a playthrough are all told at once, by the pack's place."""
        (pack / "playthroughs").mkdir()
        (pack / "pack.yaml").write_text(SHEET.replace("licence", "license"), "utf-8")
        (pack / "scenarios" / "bad-01.yaml").write_text("id: bad-01\n", "utf-8")
        (pack / "playthroughs" / "x.play.yaml").write_text("lang: en\n", "utf-8")
        with pytest.raises(BadFile) as caught:
            build(pack)
        found = {(p.file, p.code) for p in caught.value.problems}
        assert found >= {
            (f"{pack}/pack.yaml", "PK001"),
            (f"{pack}/scenarios/bad-01.yaml", "SC002"),
            (f"{pack}/playthroughs/x.play.yaml", "PT002"),
        }

    def test_an_id_twice(self, pack: Path) -> None:
        """Two scenarios of one id are a fault of the pack."""
        text = (pack / "scenarios" / "refund-01.yaml").read_text("utf-8")
        (pack / "scenarios" / "z.yaml").write_text(text, "utf-8")
        with pytest.raises(BadFile, match="SC011"):
            build(pack)

    def test_a_link_is_refused(self, pack: Path, tmp_path: Path) -> None:
        """A link would carry into the pack what lies elsewhere."""
        (pack / "README.md").symlink_to(tmp_path)
        with pytest.raises(PackRefused, match=r"README\.md: is a link"):
            build(pack)
        (pack / "README.md").unlink()
        (pack / "rubrics").symlink_to(pack / "scenarios")
        with pytest.raises(PackRefused, match="rubrics: is a link"):
            build(pack)

    def test_no_pack(self, pack: Path, tmp_path: Path) -> None:
        """A folder that is not there, one without a sheet, and one with nothing to play are refused."""
        with pytest.raises(PackMissing):
            build(tmp_path / "nowhere")
        (pack / "scenarios" / "refund-01.yaml").unlink()
        with pytest.raises(PackRefused, match="neither a scenario nor a rubric"):
            build(pack)
        (pack / "pack.yaml").unlink()
        with pytest.raises(BadFile, match="YM001"):
            build(pack)

    def test_limits(self, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What could not be installed is not built."""
        (pack / "README.md").write_bytes(b"x" * 2_000_001)
        with pytest.raises(PackRefused, match="larger than 2 MB"):
            build(pack)
        (pack / "README.md").write_bytes("退款".encode("gbk"))
        with pytest.raises(PackRefused, match="not saved as UTF-8"):
            build(pack)
        monkeypatch.setattr("sim.workshop.packing.MOST_FILES", 2)
        with pytest.raises(PackRefused, match="more than 2 files"):
            build(pack)

    def test_a_new_pack_is_sound(self, tmp_path: Path) -> None:
        """What `init` writes passes the check of the sheet in both languages, and is never written over."""
        for lang in ("en", "zh"):
            folder = tmp_path / f"New {lang}"
            assert start(folder, lang)[0] == "pack.yaml"
            assert check_pack_file(folder / "pack.yaml") == ()
            with pytest.raises(PackRefused, match="is there already"):
                start(folder, lang)
