"""Packs as they travel: what is refused of a hostile one, and that nothing ever lands outside its folder."""

from __future__ import annotations

import contextlib
import io
import os
import re
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.content import bundled_folder
from sim.content.codes_pack import PACK_CODES
from sim.content.installed import installed_packs
from sim.content.pack_file import check_pack_file, open_pack
from sim.content.packs import search_order
from sim.model.bad_file import BadFile
from sim.workshop import pack_rules
from sim.workshop.installing import clashes, install, remove
from sim.workshop.pack_rules import PackMissing, PackRefused, belongs, fault_of
from sim.workshop.pack_start import start
from sim.workshop.packing import build, files_of_folder, zip_of
from sim.workshop.unpacking import files_in, write_files

SHEET = """name: refunds
version: 1.0.0
title: {en: Refund calls, zh: 退款来电}
languages: [en, zh]
licence: CC-BY-4.0
engine: 0.1.0
"""
SCENARIO = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
GOOD = {"pack.yaml": SHEET.encode(), "scenarios/refund-01.yaml": b"id: refund-01\n"}
"""The files of a pack, as far as unpacking looks at them."""

PAGES = Path(__file__).parents[2] / "docs" / "problems"


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """Return a zip of entries as they are given, twice the same name included."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return target.getvalue()


def named(name: str) -> zipfile.ZipInfo:
    """Return an entry whose name stands in the zip as it is, which the library would otherwise mend."""
    entry = zipfile.ZipInfo("x")
    entry.filename = name
    return entry


def told(data: bytes) -> str:
    """Return why a zip is refused."""
    with pytest.raises(PackRefused) as caught:
        files_in(data)
    return str(caught.value)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return the folder of a sound pack with one scenario."""
    folder = tmp_path / "refunds"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "pack.yaml").write_text(SHEET, "utf-8")
    (folder / "scenarios" / "refund-01.yaml").write_text(
        SCENARIO.replace("id: complaint-01", "id: refund-01", 1), "utf-8"
    )
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty data folder, and work in an empty folder."""
    folder = tmp_path / "home"
    (tmp_path / "work").mkdir()
    monkeypatch.setenv("SERVICESIM_HOME", str(folder))
    monkeypatch.delenv("SERVICESIM_PACKS", raising=False)
    monkeypatch.chdir(tmp_path / "work")
    return folder


def version(pack: Path, number: str) -> Path:
    """Give a pack another version."""
    text = re.sub(r"(?m)^version: .*$", f"version: {number}", (pack / "pack.yaml").read_text("utf-8"))
    (pack / "pack.yaml").write_text(text, "utf-8")
    return pack


@pytest.mark.parametrize(
    "title",
    ["Refund calls", "{en: Refund calls}"],
)
def test_a_pack_in_one_language_needs_no_other(pack: Path, title: str) -> None:
    """Where `languages` names one, a text may stand plain and the other language is not asked for."""
    text = SHEET.replace("[en, zh]", "[en]").replace("{en: Refund calls, zh: 退款来电}", title)
    (pack / "pack.yaml").write_text(f"{text}description: Calls about refunds.\n", "utf-8")
    assert check_pack_file(pack / "pack.yaml") == ()
    info = open_pack(pack)
    assert (info.title.en, info.title.zh) == ("Refund calls", None)
    assert info.description is not None
    assert info.description.en == "Calls about refunds."


class TestHostileZips:
    """`files_in`."""

    @pytest.mark.parametrize(
        "name",
        [
            "../evil.yaml", "scenarios/../../evil.yaml", "/etc/evil.yaml", "C:/evil.yaml", "C:evil.yaml",
            "scenarios\\evil.yaml", "..\\evil.yaml", "//host/share/evil.yaml", "scenarios/x.yaml:stream",
            "scenarios/\u202elmay.yaml", "scenarios/a\x00.yaml", "scenarios/con.yaml", "scenarios/x.yaml.",
            "scenarios/ x.yaml", "scenarios//x.yaml", "./pack.yaml", "scenarios/" + "x" * 300 + ".yaml",
        ],
    )  # fmt: skip
    def test_a_name_that_leads_elsewhere(self, name: str) -> None:
        """Whatever is no plain name in the pack on every system is refused before anything is read."""
        assert told(zipped(("pack.yaml", b"x"), (named(name), b"x")))

    @pytest.mark.parametrize(
        "name",
        ["setup.py", "scenarios/run.sh", "scenarios/deep/x.yaml", "other/x.yaml", "scenarios/x.play.yaml",
         ".hidden", "scenarios/.x.yaml", "playthroughs/x.yaml", "Scenarios/x.yaml"],
    )  # fmt: skip
    def test_a_stranger(self, name: str) -> None:
        """Only the sheet, texts for people, and YAML files in the three folders belong in a pack."""
        assert "does not belong in a pack" in told(zipped(("pack.yaml", b"x"), (name, b"x")))

    @pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
    def test_a_link_or_a_device(self, kind: int) -> None:
        """An entry that is no ordinary file is refused, whatever its name."""
        entry = zipfile.ZipInfo("scenarios/x.yaml")
        entry.create_system = 3
        entry.external_attr = (kind | 0o777) << 16
        assert "is a link or a device" in told(zipped(("pack.yaml", b"x"), (entry, b"/etc/passwd")))

    def test_a_bomb_of_one_file(self) -> None:
        """Bytes are counted as they come: one file of a kilobyte that becomes three megabytes is refused."""
        data = zipped(("pack.yaml", b"x"), ("scenarios/x.yaml", b"0" * 3_000_000))
        assert len(data) < 10_000
        assert "scenarios/x.yaml: is larger than 2 MB" in told(data)

    def test_a_bomb_of_many_files(self) -> None:
        """All files together are limited too."""
        many = [(f"scenarios/x{n}.yaml", b"0" * 1_900_000) for n in range(30)]
        assert "larger than 50 MB together" in told(zipped(("pack.yaml", b"x"), *many))

    def test_a_header_that_lies(self) -> None:
        """A size in the header that is not that of the file is a damaged zip."""
        data = zipped(("pack.yaml", b"x"), ("scenarios/x.yaml", b"0" * 1_000_000))
        lying = data.replace(struct.pack("<L", 1_000_000), struct.pack("<L", 10))
        assert lying != data
        assert "damaged" in told(lying)

    def test_ten_thousand_entries(self) -> None:
        """They are counted before the directory is read."""
        many = [(f"scenarios/x{n}.yaml", b"") for n in range(10_000)]
        assert "more than 1000 files" in told(zipped(*many))

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_a_name_twice(self) -> None:
        """Two files of one name are refused: which of them is meant, nobody can tell."""
        assert "is there twice" in told(zipped(("pack.yaml", b"a"), ("pack.yaml", b"b")))

    @pytest.mark.parametrize(
        ("one", "other"), [("X.yaml", "x.yaml"), ("é.yaml", "e\u0301.yaml"), ("straße.yaml", "STRASSE.yaml")]
    )
    def test_names_that_are_one_elsewhere(self, one: str, other: str) -> None:
        """Names that differ in case or in how an accent is written are one file on other systems."""
        data = zipped(("pack.yaml", b"x"), (f"scenarios/{one}", b"a"), (f"scenarios/{other}", b"b"))
        assert "the same file as" in told(data)

    def test_no_zip(self) -> None:
        """Nothing, a text, and half a zip are told as such."""
        whole = zip_of(GOOD)
        for data in (b"", b"id: complaint-01\n", whole[: len(whole) // 2]):
            assert "no zip file" in told(data)

    def test_a_password(self) -> None:
        """A protected file is told as such."""
        data = bytearray(zip_of(GOOD))
        for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            data[data.index(sign) + at] |= 1
        assert "pack.yaml: is protected by a password" in told(bytes(data))

    def test_an_unusual_compression(self) -> None:
        """Only what every zip library unpacks under limits is unpacked."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
            archive.writestr("pack.yaml", b"x")
        assert "unusual way" in told(target.getvalue())

    def test_names_in_another_encoding(self) -> None:
        """A Chinese name in GBK, with or without a claim to be UTF-8, is refused."""
        good = zipped(("pack.yaml", b"x"), ("scenarios/退款.yaml", b"x"))
        name = "scenarios/退款.yaml".encode()
        gbk = "scenarios/退款!!.yaml".encode("gbk")
        assert len(name) == len(gbk)
        assert "not in UTF-8" in told(good.replace(name, gbk))
        unflagged = bytearray(good)
        at = good.rindex(name)
        unflagged[at - 46 + 9] &= ~0x08
        assert "not in UTF-8" in told(bytes(unflagged))

    def test_every_reason_is_told(self) -> None:
        """One look at a pack tells all that is wrong with its names."""
        said = told(zipped(("../a.yaml", b""), ("b:c.yaml", b""), ("pack.yaml", b"")))
        assert said.count("leads out of the pack") == 2

    def test_a_zip_made_by_hand(self) -> None:
        """The folder around a pack that was zipped by hand is taken away; entries of folders do no harm."""
        entries = [("refunds/", b""), ("refunds/scenarios/", b"")]
        entries += [(f"refunds/{name}", content) for name, content in GOOD.items()]
        assert files_in(zipped(*entries)) == GOOD

    @settings(deadline=None, max_examples=150)
    @given(st.integers(0, 400), st.integers(0, 255), st.integers(0, 400))
    def test_changed_bytes(self, at: int, byte: int, cut: int) -> None:
        """Whatever byte is changed and wherever the zip is cut: it reads, or it is refused."""
        data = bytearray(zip_of(GOOD))
        data[at % len(data)] = byte
        with contextlib.suppress(PackRefused):
            assert all(belongs(name) for name in files_in(bytes(data[: len(data) - cut // 4])))


NAMES = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            ["..", ".", "", "scenarios", "x.yaml", "pack.yaml", "C:", "\\", "a\x00", "~", "/", "𝕏"]
        ),
        max_size=5,
    ).map("/".join),
)


class TestNoNameLeavesTheFolder:
    """The names of a zip, whatever they are."""

    @settings(deadline=None, max_examples=300)
    @given(NAMES)
    @example("scenarios/x.yaml")
    @example("scenarios/..")
    def test_a_name_that_is_allowed_stays_inside(self, name: str) -> None:
        """A name without a fault leads into the folder on this system, and on Windows as well."""
        import ntpath
        import posixpath

        if fault_of(name) is not None:
            return
        for paths, root in ((posixpath, "/target"), (ntpath, "C:\\target")):
            whole = paths.normpath(paths.join(root, name))
            assert whole.startswith(root + paths.sep), name
            assert whole == root + paths.sep + name.replace("/", paths.sep)

    @settings(deadline=None, max_examples=100)
    @given(st.lists(NAMES, max_size=4))
    def test_only_the_target_is_written(
        self, tmp_path_factory: pytest.TempPathFactory, names: list[str]
    ) -> None:
        """A zip with any names is refused, or all its files are inside the folder and nothing beside it."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name in {*names, "pack.yaml"}:
                try:
                    archive.writestr(named(name), b"x")
                except (UnicodeEncodeError, ValueError):
                    return
        around = tmp_path_factory.mktemp("around")
        try:
            files = files_in(target.getvalue())
        except PackRefused:
            return
        write_files(files, around / "target")
        assert [path.name for path in around.iterdir()] == ["target"]
        written = {p.relative_to(around / "target").as_posix() for p in around.rglob("*") if p.is_file()}
        assert written == set(files)


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


class TestInstalling:
    """`install`, `remove`, `clashes`."""

    def test_versions(self, pack: Path, home: Path) -> None:
        """A newer version replaces an older one; the same says so; an older or another one needs force."""
        assert install(pack, home).before == ""
        assert install(pack, home).same
        assert install(version(pack, "1.10.0"), home).before == "1.0.0"
        with pytest.raises(PackRefused, match=r"1\.10\.0 is installed, and 1\.9\.0 is older"):
            install(version(pack, "1.9.0"), home)
        assert install(pack, home, force=True).before == "1.10.0"
        (pack / "README.md").write_text("x", "utf-8")
        with pytest.raises(PackRefused, match="with other content"):
            install(pack, home)
        assert not install(pack, home, force=True).same
        assert [path.name for path in (home / "packs").iterdir()] == ["refunds-1.9.0"]
        assert remove("refunds", home).version == "1.9.0"
        assert list((home / "packs").iterdir()) == []

    def test_a_failed_move_keeps_the_old_one(
        self, pack: Path, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """When the new pack cannot be put in its place, the old one stands as before."""
        install(pack, home)
        before = files_of_folder(home / "packs" / "refunds-1.0.0")
        real: Callable[[Path, Path], Path] = Path.rename

        def fails(path: Path, target: Path) -> Path:
            if path.name == "new":
                raise OSError(28, "No space left on device")
            return real(path, target)

        monkeypatch.setattr(Path, "rename", fails)
        with pytest.raises(PackRefused, match="No space left"):
            install(version(pack, "2.0.0"), home)
        assert files_of_folder(home / "packs" / "refunds-1.0.0") == before
        assert [path.name for path in (home / "packs").iterdir()] == ["refunds-1.0.0"]

    def test_a_faulty_pack_changes_nothing(self, pack: Path, home: Path) -> None:
        """A pack with a fault leaves no trace in the data folder."""
        (pack / "scenarios" / "bad-01.yaml").write_text("id: bad-01\n", "utf-8")
        with pytest.raises(BadFile) as caught:
            install(pack, home)
        assert str(caught.value).startswith(f"{pack}/scenarios/bad-01.yaml:")
        assert not home.exists()

    def test_the_newest_is_searched(self, home: Path) -> None:
        """Of two versions that a break left, the newer one counts; other folders do not."""
        for name in ("refunds-1.9.0", "refunds-1.10.0", "a-0.0.1", ".refunds-9.0.0", "refunds", "x-1.0"):
            (home / "packs" / name / "scenarios").mkdir(parents=True)
        found = [(pack.name, pack.version) for pack in installed_packs(home)]
        assert found == [("a", "0.0.1"), ("refunds", "1.10.0")]
        assert [pack.name for pack in search_order()][1:3] == ["a-0.0.1", "refunds-1.10.0"]

    def test_shared_ids_are_told(self, pack: Path, home: Path) -> None:
        """An id that others have too is told with who wins: the pack whose name comes later."""
        (pack / "scenarios" / "complaint-01.yaml").write_text(SCENARIO, "utf-8")
        mine = install(pack, home).folder
        assert [(c.name, c.other, c.wins) for c in clashes(mine)] == [("complaint-01", "bundled", True)]
        text = (pack / "pack.yaml").read_text("utf-8").replace("name: refunds", "name: a-pack")
        (pack / "pack.yaml").write_text(text, "utf-8")
        told_of = {(c.name, c.other, c.wins) for c in clashes(install(pack, home).folder)}
        assert told_of == {("complaint-01", "refunds-1.0.0", False), ("refund-01", "refunds-1.0.0", False)}

    def test_nothing_there(self, tmp_path: Path, home: Path) -> None:
        """A file that is not there and a pack that is not installed are told as such."""
        with pytest.raises(PackMissing, match="there is no file or folder"):
            install(tmp_path / "no.zip", home)
        with pytest.raises(PackMissing, match="no pack refunds is installed"):
            remove("refunds", home)


class TestSheet:
    """`check_pack_file`."""

    @pytest.mark.parametrize("lang", ["en", "zh"])
    @pytest.mark.parametrize("code", PACK_CODES)
    def test_every_fault_has_a_page_that_shows_it(self, code: str, lang: str, tmp_path: Path) -> None:
        """The wrong example of each page has that fault at one of its lines; the right one lacks it."""
        (page,) = (PAGES / "zh" if lang == "zh" else PAGES).glob(f"{code}-*.md")
        wrong, right = re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        path = tmp_path / "pack.yaml"
        path.write_text(wrong, "utf-8")
        assert code in {p.code for p in check_pack_file(path)}
        path.write_text(right, "utf-8")
        assert {p.code for p in check_pack_file(path)} <= {"PK014"} - {code}

    def test_a_listed_scenario_is_looked_for(self, pack: Path) -> None:
        """A listed id that no file has is told at its line with the nearest one."""
        (pack / "pack.yaml").write_text(f"{SHEET}scenarios: [refund-01, refund-02]\n", "utf-8")
        (problem,) = check_pack_file(pack / "pack.yaml")
        assert (problem.code, problem.line, problem.hint) == ("PK014", 7, "refund-01")

    @pytest.mark.parametrize(
        "given_version", ["1.0", "'1'", "01.0.0", "1.0.0-beta", "../../x", "1.0.0\u0661"]
    )
    def test_versions_have_one_form(self, pack: Path, given_version: str) -> None:
        """What becomes the name of a folder is three plain numbers."""
        assert {p.code for p in check_pack_file(version(pack, given_version) / "pack.yaml")} & {
            "PK003",
            "PK006",
        }

    def test_names_are_short(self, pack: Path) -> None:
        """A name that would make paths too long is refused."""
        (pack / "pack.yaml").write_text(SHEET.replace("refunds", "r" * 61), "utf-8")
        assert [p.code for p in check_pack_file(pack / "pack.yaml")] == ["PK006"]


def test_reasons_are_few() -> None:
    """A zip of a thousand bad names tells the first reasons and no more."""
    said = told(zipped(*((f"../{n}.yaml", b"") for n in range(900))))
    assert said.count("\n") == pack_rules.MOST_TOLD - 1
