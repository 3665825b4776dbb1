"""Whatever stands in a previewed file, nothing is raised and no terminal is steered."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from preview_kit import FORMULA, TEXT, opened

from sim.model.language import LANGS, Lang
from sim.workshop.preview import Saved, Source, fault_words, sections


class TestGarbage:
    """Whatever stands in the file, nothing is raised and the last good version can be played."""

    @settings(max_examples=60, deadline=None)
    @given(st.binary(max_size=400))
    def test_any_bytes(self, data: bytes) -> None:
        """Bytes of any kind are faults, or a scenario; never an exception."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.yaml"
            path.write_bytes(data)
            preview = opened()
            reloaded = preview.reload(Source(path).read())
        assert not reloaded.played
        assert reloaded.faults
        assert preview.script is not None

    @settings(max_examples=20, deadline=None)
    @given(st.integers(0, len(TEXT)), st.integers(0, 60), st.text(max_size=8))
    def test_any_edit(self, at: int, cut: int, put: str) -> None:
        """A file cut off or written over at any place never raises, and what plays can be told."""
        preview = opened(FORMULA)
        preview.reload(Saved(TEXT[:at] + put + TEXT[at + cut :]))
        preview.reload(Saved(TEXT[:at]))
        assert preview.replies
        assert sections(preview, 1, "zh")

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            "保证".encode("gb18030") * 50,
            TEXT.encode("utf-16"),
            b"a: [" * 20_000,
            b"x: y\n" * 400_000,
            b"\xff" * 1_999_999,
            b"- {" * 600_000,
            b"rubric: service\n",
            b"&a [*a]\n",
        ],
        ids=["empty", "gbk", "utf-16", "deep", "2MB", "2MB-bytes", "2MB-open", "rubric", "alias"],
    )
    def test_odd_files(self, data: bytes, tmp_path: Path) -> None:
        """Empty, in another encoding, two megabytes, endlessly deep: each is a fault with words."""
        path = tmp_path / "x.yaml"
        path.write_bytes(data)
        preview = opened()
        assert preview.reload(Source(path).read()).faults
        assert all(fault_words(p, lang) for p in preview.faults for lang in LANGS)
        assert preview.script is not None


@pytest.mark.parametrize("lang", LANGS)
def test_texts_of_the_file_steer_no_terminal(lang: Lang) -> None:
    """Nothing that the console tells holds a character that a terminal would obey."""
    preview = opened(FORMULA, "\x1b[31m two lost days \u202e", lang="en")
    shown = [s.title + "".join(row[2] for row in s.rows) for s in sections(preview, 2, lang)]
    assert all(c.isprintable() for line in shown for c in line)
