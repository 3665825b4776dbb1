"""Owns the way from an id to a scenario or rubric, across all packs.

Never keeps a scenario: a file that was edited is read again. Only heads are
remembered, by the file's time and size.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from sim.content.heads import DrillHead, Head, Opened, drill_head_of, head_of, open_head
from sim.content.packs import ENDINGS, Kind, Pack, places, search_order
from sim.content.problems import N_, Problems, near_ids, nearest
from sim.errors import NotFound
from sim.model.bad_file import BadFile

if TYPE_CHECKING:
    from sim.content.bases import Find
    from sim.model.drill import Drill
    from sim.model.problems import Problem
    from sim.model.rubric import Rubric
    from sim.model.scenario import Scenario

T = TypeVar("T")


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """A scenario or rubric with the text it was read from and that text's SHA-256.

    The text reads back by itself: of a rubric that is based on another it is the whole sheet.
    """

    value: T
    text: str
    hash: str


class Library:
    """Every scenario and rubric that can be found; a later pack's file wins over an earlier one's."""

    def __init__(self, packs: tuple[Path, ...] = ()) -> None:
        """Search ours, the user's and the environment's folders, and `packs` last."""
        self._packs = packs
        self._opened: dict[Path, tuple[tuple[int, int], Opened | BadFile]] = {}

    def heads(self) -> tuple[Head, ...]:
        """Return the head of every scenario, by id. What cannot be read is in `head_problems`."""
        return tuple(sorted(self._heads([]).values(), key=lambda h: h.id))

    def head_problems(self) -> tuple[Problem, ...]:
        """Return why files are missing from `heads`."""
        problems: list[Problem] = []
        self._heads(problems)
        return tuple(problems)

    def scenario(self, scenario_id: str) -> Loaded[Scenario]:
        """Return a scenario. Raises NotFound with the nearest ids, or BadFile with all its faults."""
        from sim.content.parse import scenario_of

        heads = self._heads([])
        head = heads.get(scenario_id)
        path = head.path if head else self._broken("scenarios", scenario_id)
        if path is None:
            raise NotFound("scenario", scenario_id, near_ids(scenario_id, heads), places(self._packs))
        text, problems = self._text(path)
        return _loaded(scenario_of(text, problems), text)

    def rubric(self, rubric_id: str) -> Loaded[Rubric]:
        """Return a rubric by its id or its file. Raises NotFound, with the nearest ids, or BadFile."""
        from sim.content.overlay import text_of
        from sim.content.parse import rubric_in, rubric_tree

        path = self.rubric_path(rubric_id)
        text, problems = self._text(path)
        tree = rubric_tree(text, problems, self._finder(path))
        rubric = rubric_in(tree, problems)
        return _loaded(rubric, text_of(tree) if tree.base else text)

    def rubric_path(self, rubric: str) -> Path:
        """Return the file of a rubric that is named by its id or by that file. Raises NotFound."""
        if rubric.endswith(ENDINGS):
            if not Path(rubric).exists():
                raise NotFound("file", rubric)
            return Path(rubric)
        rubrics = self._rubrics()
        path = rubrics.get(rubric) or self._broken("rubrics", rubric)
        if path is None:
            raise NotFound("rubric", rubric, nearest(rubric, rubrics, 2), known=tuple(sorted(rubrics)))
        return path

    def drills(self) -> tuple[DrillHead, ...]:
        """Return the head of every case drill, by id; those that cannot be read are left out."""
        heads: list[DrillHead] = []
        for path, pack in self._drills().values():
            problems = Problems(str(path))
            with contextlib.suppress(BadFile):
                heads.append(drill_head_of(self._open(path).tree, path, pack, problems))
        return tuple(sorted(heads, key=lambda h: h.id))

    def drill(self, drill_id: str) -> Loaded[Drill]:
        """Return a case drill. Raises NotFound with the nearest ids, or BadFile with all its faults."""
        from sim.content.drills import drill_of

        known = self._drills()
        path = known[drill_id][0] if drill_id in known else self._broken("scenarios", drill_id)
        if path is None:
            raise NotFound("case drill", drill_id, nearest(drill_id, known, 2), known=tuple(sorted(known)))
        text, problems = self._text(path)
        return _loaded(drill_of(text, problems), text)

    def _drills(self) -> dict[str, tuple[Path, str]]:
        """Return file and pack of every case drill whose id can be read; a later pack's file wins."""
        found: dict[str, tuple[Path, str]] = {}
        for pack in search_order(self._packs):
            for path in pack.files("scenarios"):
                with contextlib.suppress(BadFile):
                    opened = self._open(path)
                    if opened.is_drill:
                        found[str(opened.tree.data["drill"])] = path, pack.name
        return found

    def parse_drill(self, text: str, name: str) -> Drill:
        """Return the case drill in a stored text. Raises BadFile; `name` stands for the file."""
        from sim.content.drills import drill_of
        from sim.content.files import clean

        problems = Problems(name)
        return drill_of(clean(text, problems), problems, whole=False)

    def rubric_ids(self) -> tuple[str, ...]:
        """Return the id of every rubric, in order."""
        return tuple(sorted(self._rubrics()))

    def parse_scenario(self, text: str, name: str) -> Scenario:
        """Return the scenario in a stored text. Raises BadFile; `name` stands for the file."""
        from sim.content.files import clean
        from sim.content.parse import scenario_of

        problems = Problems(name)
        return scenario_of(clean(text, problems), problems, whole=False)

    def parse_rubric(self, text: str, name: str) -> Rubric:
        """Return the rubric in a stored text. Raises BadFile; `name` stands for the file."""
        from sim.content.files import clean
        from sim.content.parse import rubric_of

        problems = Problems(name)
        return rubric_of(clean(text, problems), problems, whole=False, find=self._finder())

    def _text(self, path: Path) -> tuple[str, Problems]:
        from sim.content.files import read_text

        problems = Problems(str(path))
        return read_text(path, problems), problems

    def _heads(self, problems: list[Problem]) -> dict[str, Head]:
        """Return heads by id, the winning ones; put why others are missing into `problems`."""
        heads: dict[str, Head] = {}
        for pack in search_order(self._packs):
            problems.extend(_absent(pack))
            for path in pack.files("scenarios"):
                found = Problems(str(path))
                try:
                    opened = self._open(path)
                    if opened.is_rubric or opened.is_drill:
                        continue
                    head = head_of(opened.tree, path, pack.name, found)
                except BadFile as error:
                    problems.extend(error.problems)
                    continue
                other = heads.get(head.id)
                if other and other.pack == pack.name:
                    message = N_('the id "{id}" is that of {file} too; every scenario needs its own')
                    values = {"id": head.id, "file": other.path.name}
                    found.add("SC011", opened.tree.value_at(("id",)), message, values=values, path=("id",))
                    problems.extend(found.found)
                    continue
                heads[head.id] = replace(head, shadows=other.pack if other else "")
        return heads

    def _rubrics(self, without: Path | None = None) -> dict[str, Path]:
        from sim.content.bases import rubric_files

        return rubric_files(self._packs, self._open, without)

    def _finder(self, path: Path | None = None) -> Find:
        """Return how to find what the rubric in `path` is based on; one that cannot be read is found too."""

        def find(rubric_id: str) -> Path:
            known = self._rubrics(path)
            found = known.get(rubric_id) or self._broken("rubrics", rubric_id)
            if found is None:
                from sim.content.bases import no_base

                raise no_base(rubric_id, known, self._open)
            return found

        return find

    def _open(self, path: Path) -> Opened:
        """Return a file's head, read anew only when the file changed. Raises BadFile."""
        try:
            info = path.stat()
            stamp = info.st_mtime_ns, info.st_size
        except OSError:
            stamp = 0, 0
        known = self._opened.get(path)
        if known is None or known[0] != stamp or stamp == (0, 0):
            try:
                known = stamp, open_head(path, Problems(str(path)))
            except BadFile as error:
                known = stamp, error
            self._opened[path] = known
        if isinstance(known[1], BadFile):
            raise BadFile(known[1].problems)
        return known[1]

    def _broken(self, kind: Kind, name: str) -> Path | None:
        """Return a file of this name whose head cannot be read; opening it says why."""
        files: Iterator[Path] = (p for pack in reversed(search_order(self._packs)) for p in pack.files(kind))
        for path in files:
            if path.stem == name:
                try:
                    opened = self._open(path)
                    if kind == "scenarios" and not (opened.is_rubric or opened.is_drill):
                        head_of(opened.tree, path, "", Problems(str(path)))
                except BadFile:
                    return path
        return None


def _absent(pack: Pack) -> tuple[Problem, ...]:
    """Return a problem when somebody named a pack that is not there."""
    if pack.asked_for and not any(folder.exists() for _, folder in pack.folders):
        problems = Problems(pack.name)
        problems.add("YM001", (0, 0), N_("there is no such folder"))
        return problems.found
    return ()


def _loaded(value: T, text: str) -> Loaded[T]:
    return Loaded(value, text, hashlib.sha256(text.encode()).hexdigest())
