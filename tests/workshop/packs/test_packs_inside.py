"""Nothing of a pack ever lands outside its folder, whatever names it has."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from packs_kit import named

from sim.workshop.pack_rules import PackRefused, fault_of
from sim.workshop.unpacking import files_in, write_files

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
