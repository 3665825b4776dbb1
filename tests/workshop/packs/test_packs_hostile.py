"""What is refused of a hostile pack, and why."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packs_kit import GOOD, named, zipped

from sim.workshop import pack_rules
from sim.workshop.pack_rules import PackRefused, belongs
from sim.workshop.packing import zip_of
from sim.workshop.unpacking import files_in


def told(data: bytes) -> str:
    """Return why a zip is refused."""
    with pytest.raises(PackRefused) as caught:
        files_in(data)
    return str(caught.value)


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


def test_reasons_are_few() -> None:
    """A zip of a thousand bad names tells the first reasons and no more."""
    said = told(zipped(*((f"../{n}.yaml", b"") for n in range(900))))
    assert said.count("\n") == pack_rules.MOST_TOLD - 1
