"""Owns the library that all sessions of a server share: what is read once, before any is forked."""

from __future__ import annotations

from pathlib import Path

from sim.content import Library, Loaded
from sim.model.bad_file import BadFile
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario

Stamp = tuple[Path, int, int]
"""File, time of its last change and size: another one is read again."""


class Shelf(Library):
    """A library that keeps what it has read, so that sessions that are forked later share it.

    A scenario whose file was changed is read again, as ever; a changed sheet is used after a restart.
    """

    def __init__(self, packs: tuple[Path, ...] = ()) -> None:
        """Search the same folders as any library."""
        super().__init__(packs)
        self._scenarios: dict[str, tuple[Stamp, Loaded[Scenario]]] = {}
        self._sheets: dict[str, Loaded[Rubric]] = {}
        self._texts: dict[str, Scenario | Rubric] = {}

    def warm(self) -> None:
        """Read all scenarios that can be played, and all sheets."""
        for head in self.heads():
            if head.status == "ready":
                try:
                    self.scenario(head.id)
                except BadFile:
                    continue  # whoever opens it is told
        for rubric_id in self.rubric_ids():
            try:
                self.rubric(rubric_id)
            except BadFile:
                continue

    def scenario(self, scenario_id: str) -> Loaded[Scenario]:
        """Return a scenario; read again only when its file is another one."""
        stamp = next((_stamp(head.path) for head in self.heads() if head.id == scenario_id), None)
        kept = self._scenarios.get(scenario_id)
        if stamp is not None and kept is not None and kept[0] == stamp:
            return kept[1]
        loaded = super().scenario(scenario_id)
        if stamp is not None:
            self._scenarios[scenario_id] = stamp, loaded
            self._texts[loaded.text] = loaded.value
        return loaded

    def rubric(self, rubric_id: str) -> Loaded[Rubric]:
        """Return a rubric; read once."""
        if rubric_id not in self._sheets:
            loaded = super().rubric(rubric_id)
            self._sheets[rubric_id] = loaded
            self._texts[loaded.text] = loaded.value
        return self._sheets[rubric_id]

    def parse_scenario(self, text: str, name: str) -> Scenario:
        """Return the scenario in a stored text; one that was read before is that one."""
        kept = self._texts.get(text)
        return kept if isinstance(kept, Scenario) else super().parse_scenario(text, name)

    def parse_rubric(self, text: str, name: str) -> Rubric:
        """Return the rubric in a stored text; one that was read before is that one."""
        kept = self._texts.get(text)
        return kept if isinstance(kept, Rubric) else super().parse_rubric(text, name)


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return path, found.st_mtime_ns, found.st_size
