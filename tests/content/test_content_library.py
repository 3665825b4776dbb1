"""Finding files: where they lie, which wins, what is said of those that cannot be read."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.content import Head, Library, bundled_folder, check_paths
from sim.content.heads import LANGUAGES
from sim.content.problems import near_ids
from sim.errors import NotFound
from sim.model.bad_file import BadFile
from sim.model.language import LANGS

REPO = Path(__file__).parents[2]


@pytest.fixture
def pack(alone: Path, scenario_text: str, rubric_text: str) -> Path:
    """Make a folder with one scenario and one rubric lying directly in it."""
    folder = alone / "pack"
    folder.mkdir()
    (folder / "parcel.yaml").write_text(scenario_text, "utf-8")
    (folder / "small.yml").write_text(rubric_text, "utf-8")
    return folder


def named(library: Library, scenario_id: str) -> Head | None:
    """Return the head of an id, or None."""
    return next((h for h in library.heads() if h.id == scenario_id), None)


def test_a_head_tells_what_a_list_shows(pack: Path) -> None:
    """A head has title, difficulty, family, languages and where it comes from."""
    head = named(Library((pack,)), "late-parcel")
    assert head is not None
    assert (head.get("en"), head.get("zh")) == ("A parcel that never came", "没有送到的包裹")
    assert (head.difficulty, head.family, head.status) == (2, "complaint", "ready")
    assert (head.path, head.pack, head.shadows) == (pack / "parcel.yaml", str(pack), "")
    assert head.languages == ("en", "zh")
    assert hash(head)


def test_heads_are_in_the_order_of_their_ids(pack: Path, scenario_text: str) -> None:
    """The order does not depend on file names."""
    (pack / "zz.yaml").write_text(scenario_text.replace("id: late-parcel", "id: aaa-1"), "utf-8")
    ids = [h.id for h in Library((pack,)).heads()]
    assert ids == sorted(ids)
    assert {"aaa-1", "late-parcel"} <= set(ids)


def test_a_head_of_one_language(pack: Path, english_text: str) -> None:
    """A plain title stands for the file's language."""
    (pack / "parcel.yaml").write_text(english_text, "utf-8")
    head = named(Library((pack,)), "late-parcel")
    assert head is not None
    assert head.languages == ("en",)
    assert head.get("zh") == "A parcel that never came"


def test_a_head_does_not_read_the_facts(pack: Path, scenario_text: str) -> None:
    """A fault below `facts:` leaves the scenario in the list; opening it tells all."""
    (pack / "parcel.yaml").write_text(scenario_text.replace("owner: ours", "owner: @them"), "utf-8")
    library = Library((pack,))
    assert named(library, "late-parcel")
    assert library.head_problems() == ()
    with pytest.raises(BadFile, match="YM026"):
        library.scenario("late-parcel")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id: x\ntitle: [", "YM029"),
        ("title: {en: a}\ndifficulty: 1\nfamily: service\n", "SC002"),
        ("id: 5\ntitle: {en: a}\ndifficulty: 1\nfamily: service\n", "SC003"),
        ("id: x-1\ntitle: a\ndifficulty: 1\nfamily: service\n", "SC008"),
        ("id: x-1\ndifficulty: 1\nfamily: service\n", "SC002"),
    ],
)
def test_a_broken_head_is_told_not_listed(pack: Path, text: str, code: str) -> None:
    """A file that cannot be listed is not dropped in silence, and opening it by its name says why."""
    (pack / "broken.yaml").write_text(text, "utf-8")
    library = Library((pack,))
    assert named(library, "late-parcel")
    (problem,) = library.head_problems()
    assert (problem.code, problem.file) == (code, str(pack / "broken.yaml"))


def test_a_broken_file_is_found_by_its_name(pack: Path) -> None:
    """Asking for `broken` opens broken.yaml and tells its faults instead of denying it."""
    (pack / "broken.yaml").write_text("id: x\ntitle: [", "utf-8")
    with pytest.raises(BadFile):
        Library((pack,)).scenario("broken")


def test_a_file_whose_head_has_a_fault_is_found_by_its_name(pack: Path, scenario_text: str) -> None:
    """YAML can read it and a list cannot show it: asking for it tells the fault instead of denying it."""
    text = scenario_text.replace("id: late-parcel", "id: later").replace("difficulty: 2", "difficulty: hard")
    (pack / "later.yaml").write_text(text, "utf-8")
    with pytest.raises(BadFile, match="SC003"):
        Library((pack,)).scenario("later")


def test_the_same_id_twice_in_one_pack_is_told(pack: Path, scenario_text: str) -> None:
    """Within one pack the first file by name counts; the other is a problem."""
    (pack / "zz.yaml").write_text(scenario_text, "utf-8")
    library = Library((pack,))
    assert [p.code for p in library.head_problems()] == ["SC011"]
    head = named(library, "late-parcel")
    assert head is not None
    assert head.path.name == "parcel.yaml"


def test_a_scenario_comes_with_its_text_and_hash(pack: Path, scenario_text: str) -> None:
    """What an attempt stores is exactly what was read."""
    loaded = Library((pack,)).scenario("late-parcel")
    assert loaded.value.id == "late-parcel"
    assert loaded.text == scenario_text
    assert loaded.hash == hashlib.sha256(scenario_text.encode()).hexdigest()


def test_a_rubric_is_found_beside_scenarios(pack: Path) -> None:
    """In a flat folder the top name tells rubrics from scenarios."""
    library = Library((pack,))
    assert "small" in library.rubric_ids()
    assert library.rubric("small").value.rubric == "small"
    assert library.head_problems() == ()


def test_an_unknown_id_comes_with_the_nearest(pack: Path) -> None:
    """A slip in an id is answered with what exists."""
    with pytest.raises(NotFound, match="did you mean late-parcel"):
        Library((pack,)).scenario("late-parsel")
    with pytest.raises(NotFound, match="did you mean small"):
        Library((pack,)).rubric("smal")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("cake-01", ()),
        ("tea-01", ()),
        ("complaint-1", ("complaint-01",)),
        ("complant-01", ("complaint-01",)),
        ("retention-99", ("retention-02", "retention-01")),
        ("vip", ("vip-01",)),
        ("abuse", ("abuse-01",)),
    ],
)
def test_a_number_alone_makes_no_id_near(typed: str, near: tuple[str, ...]) -> None:
    """Every id ends in a number; only those whose words are near are named."""
    known = ("abuse-01", "complaint-01", "retention-01", "retention-02", "service-01", "vip-01")
    assert set(near_ids(typed, known)) == set(near)


def test_an_unknown_id_comes_with_where_it_was_looked_for(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stands in the wrong folder reads it: what wins stands first, ours last."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    with pytest.raises(NotFound) as caught:
        Library((pack,)).scenario("zzz-01")
    looked = str(caught.value).split("; ")[1].removeprefix("looked in ").split(", ")
    assert looked[:2] == [str(pack), "./scenarios"]
    assert looked[-1] == "what came with the program"
    assert str(caught.value).endswith("; name a folder with --pack")
    with pytest.raises(NotFound) as caught:
        Library((pack,)).rubric("zzz")
    assert "looked in" not in str(caught.value)


def test_later_packs_win(alone: Path, scenario_text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Home, working folder, environment, argument: each wins over those before it, and says over which."""
    folders = [alone / "home/scenarios", alone / "work/scenarios", alone / "env", alone / "arg/scenarios"]
    for level, folder in enumerate(folders, 1):
        folder.mkdir(parents=True)
        (folder / "a.yaml").write_text(
            scenario_text.replace("difficulty: 2", f"difficulty: {level}"), "utf-8"
        )
    seen = [named(Library(), "late-parcel")]
    monkeypatch.setenv("SERVICESIM_PACKS", os.pathsep.join([str(alone / "env"), ""]))
    seen += [named(Library(), "late-parcel"), named(Library((alone / "arg",)), "late-parcel")]
    assert [(h.difficulty, h.pack, h.shadows) for h in seen if h] == [
        (2, str(folders[1]), str(folders[0])),
        (3, str(folders[2]), str(folders[1])),
        (4, str(alone / "arg"), str(folders[2])),
    ]


def test_the_same_folder_named_twice_counts_once(alone: Path, scenario_text: str) -> None:
    """A pack that is also the working folder's does not shadow itself."""
    folder = alone / "work/scenarios"
    folder.mkdir()
    (folder / "a.yaml").write_text(scenario_text, "utf-8")
    head = named(Library((Path("scenarios"),)), "late-parcel")
    assert head is not None
    assert head.shadows == ""


def test_our_own_folder_as_working_folder_stays_bundled(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout `./scenarios` is the bundled folder, not a pack that shadows it."""
    monkeypatch.chdir(REPO)
    assert {(h.pack, h.shadows) for h in Library().heads()} <= {("bundled", "")}


def test_a_pack_that_is_not_there_is_told(alone: Path) -> None:
    """A mistyped folder is a problem; the list goes on."""
    assert [p.code for p in Library((alone / "nowhere",)).head_problems()] == ["YM001"]


def test_one_file_may_be_a_pack(pack: Path) -> None:
    """Naming a file adds that file alone."""
    assert named(Library((pack / "parcel.yaml",)), "late-parcel")


def test_an_edited_file_is_read_anew(pack: Path, scenario_text: str) -> None:
    """A library that stays open sees what the author saves."""
    library = Library((pack,))
    assert named(library, "late-parcel")
    (pack / "parcel.yaml").write_text(scenario_text.replace("late-parcel", "later-parcel"), "utf-8")
    assert named(library, "late-parcel") is None
    assert named(library, "later-parcel")


def test_hidden_files_are_an_editors(pack: Path) -> None:
    """Lock files and copies of editors are no scenarios."""
    (pack / ".#parcel.yaml").write_text("[", "utf-8")
    assert Library((pack,)).head_problems() == ()


def test_a_stored_text_is_read_without_later_checks(
    alone: Path, scenario_text: str, rubric_text: str
) -> None:
    """A check added in a new version locks nobody out of an attempt begun before; bad data is still told."""
    library = Library()
    old = scenario_text.replace("weight: 40", "weight: 30")
    assert library.parse_scenario(old, "late-parcel").key_points[1].weight == 30
    assert library.parse_rubric(rubric_text, "small").rubric == "small"
    with pytest.raises(BadFile, match="stored:1:1: YM007"):
        library.parse_scenario("", "stored")


def test_folders_are_checked_file_by_file(pack: Path) -> None:
    """`check` takes folders; every file in them is looked at."""
    (pack / "bad.yaml").write_text("", "utf-8")
    (pack / "rubrics").mkdir()
    (pack / "rubrics" / "worse.yaml").write_text("- a\n", "utf-8")
    assert [p.code for p in check_paths([pack])] == ["YM007", "YM008"]


def test_a_rubric_is_told_by_its_top_name(pack: Path) -> None:
    """Faults of a rubric carry rubric codes."""
    path = pack / "small.yml"
    path.write_text(path.read_text("utf-8").replace("weight: 40", "weight: 41"), "utf-8")
    assert [p.code for p in check_paths([path])] == ["RB020"]


def test_bundled_files_lie_beside_the_package() -> None:
    """In a checkout the repository's own folder is used, not a copy in site-packages."""
    assert bundled_folder("scenarios") == REPO / "scenarios"


def test_heads_know_the_same_languages_as_the_model() -> None:
    """The light list of languages is that of the model."""
    assert LANGUAGES == LANGS


def test_listing_loads_no_pydantic(pack: Path) -> None:
    """The room costs neither pydantic nor YAML to import, and heads need YAML only."""
    program = (
        "import sys, sim.content as c; from pathlib import Path\n"
        "assert not {'yaml', 'pydantic', 'platformdirs'} & set(sys.modules)\n"
        f"assert c.Library((Path({str(pack)!r}),)).heads()\n"
        "assert 'pydantic' not in sys.modules and 'yaml' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=REPO, check=True)
