"""Where playthroughs and their scenarios are found, and what a faulty scenario stops."""

from __future__ import annotations

from pathlib import Path

import pytest
from play_kit import BARE, STAGE

from sim.content import bundled_folder
from sim.content.packs import pack_of_play, play_files, yaml_files
from sim.errors import NotFound
from sim.model.bad_file import BadFile
from sim.workshop.playthroughs import Stage, found_files, named


class TestPlaces:
    """Where playthroughs and their scenarios are found."""

    def test_a_playthrough_is_no_scenario(self, tmp_path: Path) -> None:
        """Files that end in .play.yaml are not among the YAML files of a folder of scenarios."""
        for name in ("a.yaml", "a.cold.en.play.yaml", "B.PLAY.YML", "._x.play.yaml"):
            (tmp_path / name).write_text("x", "utf-8")
        assert [p.name for p in yaml_files(tmp_path)] == ["a.yaml"]
        assert [p.name for p in play_files(tmp_path)] == ["B.PLAY.YML", "a.cold.en.play.yaml"]

    def test_a_pack_a_folder_or_a_file(self, tmp_path: Path) -> None:
        """A pack gives the playthroughs beside its scenarios, a folder its own, a file itself, each once."""
        inside = tmp_path / "playthroughs"
        inside.mkdir()
        (tmp_path / "scenarios").mkdir()
        path = inside / "x.play.yaml"
        path.write_text(BARE, "utf-8")
        assert found_files([tmp_path, path]) == (path,)
        assert found_files([inside]) == (path,)
        assert pack_of_play(path) == tmp_path
        with pytest.raises(NotFound):
            found_files([tmp_path / "nowhere"])

    def test_ours_are_meant_where_there_are_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Without a place the working folder's playthroughs are meant, else the bundled ones."""
        monkeypatch.chdir(tmp_path)
        assert {p.parent for p in found_files([])} == {bundled_folder("playthroughs")}
        for kind in ("scenarios", "playthroughs"):
            (tmp_path / kind).mkdir()
        (tmp_path / "playthroughs" / "mine.play.yaml").write_text(BARE, "utf-8")
        assert [str(p) for p in found_files([])] == [str(Path("playthroughs") / "mine.play.yaml")]

    def test_the_scenario_beside_it_is_played(self, tmp_path: Path) -> None:
        """A pack's own scenario wins over ours of the same id; --pack wins over both."""
        ours = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
        for folder in ("pack", "other"):
            (tmp_path / folder / "scenarios").mkdir(parents=True)
            text = ours.replace("heat: 75", "heat: 71" if folder == "pack" else "heat: 72", 1)
            assert text != ours
            (tmp_path / folder / "scenarios" / "complaint-01.yaml").write_text(text, "utf-8")
        path = tmp_path / "pack" / "playthroughs" / "x.play.yaml"
        path.parent.mkdir()
        path.write_text(BARE, "utf-8")
        heats = [
            stage.script(stage.open(path)).scenario.customer.heat
            for stage in (Stage(), Stage((tmp_path / "other",)))
        ]
        assert heats == [71, 72]

    def test_names(self) -> None:
        """A part of a name chooses files, whatever its case."""
        files = [Path("a.Cold.en.play.yaml"), Path("a.warm.en.play.yaml")]
        assert list(named(files, "cold")) == files[:1]


def test_a_faulty_scenario_stops_only_its_own(tmp_path: Path) -> None:
    """A playthrough whose scenario has faults names them both, and is a result like any other."""
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "playthroughs").mkdir()
    text = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
    (tmp_path / "scenarios" / "complaint-01.yaml").write_text(
        text.replace("\nendings:", "\nendingz:", 1), "utf-8"
    )
    path = tmp_path / "playthroughs" / "x.play.yaml"
    path.write_text(BARE, "utf-8")
    result = STAGE.test(path, "en")
    assert not result.passed
    assert {"PT017", "SC001"} <= {p.code for p in result.problems}
    with pytest.raises(BadFile):
        STAGE.open(path)
