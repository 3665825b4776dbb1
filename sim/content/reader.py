"""Owns the reading of YAML: text in, data and the place of everything in it out.

Never knows what a scenario is. PyYAML gives the events; the walk here builds data
and the map of lines and columns in one pass, and stops at 40 levels, so that no
file can exhaust the stack (libyaml itself takes 19 s for 100 000 open brackets).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from sim.content.breaks import DEEPEST, LOADER
from sim.content.codes_file import FILE_CODES
from sim.content.files import INVISIBLE, TYPE_AGAIN, unseen_in
from sim.content.problems import N_, Path, Place, Problems
from sim.content.scalars import plain
from sim.model.saying import Saying

LONGEST_SHOWN = 60
"""Characters of a line of the file that is shown as an example."""

FEW = 5
"""Anchors and aliases that are named one by one; a file that is full of them is told how many more."""

NEEDS_QUOTES = N_("a value that begins with {sign} must stand in quotes")
"""What is said of a value that YAML would take for more than text."""

TYPED = "reply"
"""Name of what somebody typed in a conversation: a playthrough keeps it as it was, unseen characters too."""


@dataclass
class Tree:
    """A file as read: its data, and where each name and each value stands."""

    lines: tuple[str, ...]
    data: dict[str | int, Any] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    doubted: set[Path] = field(default_factory=set)
    """Values that have a fault already; another one in or under them would be noise."""
    left_out: bool = False
    """Whether a section was left out because it fits none below: the sum of the weights says nothing."""
    base: str = ""
    """Id of the rubric that this one was laid over; its values are in `data` and have no place here."""

    def value_at(self, path: Path) -> Place:
        """Return the place of a value, or of the nearest thing around it that has one."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def key_at(self, path: Path) -> Place:
        """Return the place of a name; of the value where it is an entry of a list."""
        return self.keys.get(path) or self.value_at(path)

    def doubts(self, path: Path) -> bool:
        """Say whether a fault is known at `path` or above it."""
        return any(path[:n] in self.doubted for n in range(len(path) + 1))


class TooDeep(yaml.YAMLError):
    """Raised inside this room when a file nests too deeply."""

    def __init__(self, place: Place) -> None:
        """Remember where."""
        self.place = place
        super().__init__("nested too deeply")


def read(text: str, problems: Problems, *, guess: bool = False) -> Tree:
    """Return what stands in `text`. Raises BadFile when it cannot be read as one map of names.

    With `guess`, a text whose slips are told is read as it was most likely meant, so that what it means can
    be checked in the same run; the slips stay in `problems`.
    """
    tree = Tree(tuple(text.split("\n")))
    try:
        data = _Walk(text, tree, problems).document()
    except TooDeep as error:
        message = N_("more than {most} levels stand inside each other here")
        problems.add("YM014", error.place, message, values={"most": DEEPEST})
        problems.fail()
    except yaml.MarkedYAMLError as error:
        from sim.content.hints import slips

        found = slips(text, error)
        for fault in found.told:
            problems.add(fault.code, fault.place, fault.message, example=fault.example)
        if not guess or found.meant is None:
            problems.fail()
        problems.guessed = found.guessed
        return read(found.meant, problems)
    except yaml.YAMLError:
        problems.add("YM039", (1, 1), N_("this file cannot be read as YAML"))
        problems.fail()
    if data is None:
        problems.add("YM007", (1, 1), N_("the file is empty"), example="id: complaint-01")
        problems.fail()
    if isinstance(data, str):
        _typed_without_names(tree, problems)
    if not isinstance(data, dict):
        what = Saying(N_("a list") if isinstance(data, list) else N_("text without names"))
        place = tree.value_at(())
        problems.add(
            "YM008",
            place,
            N_("the file must be made of `name: value` lines; this is {what}"),
            values={"what": what},
            example="id: complaint-01",
        )
        problems.fail()
    tree.data = data
    return tree


def _typed_without_names(tree: Tree, problems: Problems) -> None:
    """Raise BadFile when the first line shows why a whole file is read as text: its colons, mostly."""
    from sim.content.lines import strong_mends

    line = tree.value_at(())[0]
    for mend in strong_mends(tree.lines[line - 1][:1000]):
        problems.add(mend.code, (line, mend.column + 1), mend.message, example=FILE_CODES[mend.code].example)
        problems.fail()


class _Walk:
    """One pass over the events of a text."""

    def __init__(self, text: str, tree: Tree, problems: Problems) -> None:
        self._next: Callable[[], Any] = LOADER(text).get_event
        self._tree, self._problems = tree, problems
        self._anchors: list[Place] = []

    def document(self) -> Any:
        """Return the data of the only document, None when there is none."""
        self._next()  # the stream starts
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        data = self._node(self._next(), ())
        self._next()  # the document ends
        event = self._next()
        self._sum_up()
        if not isinstance(event, yaml.StreamEndEvent):
            second = N_("a second document begins here; a file holds one")
            self._problems.add("YM013", _place(event), second, example=FILE_CODES["YM013"].example)
            self._problems.fail()
        return data

    def _node(self, event: Any, path: Path) -> Any:
        place = _place(event)
        self._tree.values[path] = place
        if len(path) > DEEPEST:
            raise TooDeep(place)
        if isinstance(event, yaml.AliasEvent):
            self._refuse("YM010", path, place, NEEDS_QUOTES, sign="*")
            return None
        if event.anchor is not None:
            self._refuse("YM010", path, place, NEEDS_QUOTES, sign="&")
        elif event.tag is not None:
            self._refuse("YM012", path, place, NEEDS_QUOTES, sign="!")
        if isinstance(event, yaml.ScalarEvent):
            self._look_through(event, path)
            return plain(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return self._map(path)

    def _list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _map(self, path: Path) -> dict[str | int, Any]:
        data: dict[str | int, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            place = _place(event)
            key = self._key(event, path)
            if key is None:
                self._skip((*path, "?"))
                continue
            where = (*path, key)
            if key in data:
                first = self._tree.keys[where][0]
                self._problems.add(
                    "YM009",
                    place,
                    N_('"{name}" stands here a second time; the first is in line {line}'),
                    values={"name": key, "line": first},
                    path=where,
                    example=self._first_line(first) or FILE_CODES["YM009"].example,
                )
                self._skip(where)
                continue
            self._tree.keys[where] = place
            data[key] = self._node(self._next(), where)
        return data

    def _look_through(self, event: yaml.ScalarEvent, path: Path) -> None:
        """Report what nobody can see in a value, however it was written: an escape makes it as well."""
        name = unseen_in(event.value)
        if name and path[-1:] != (TYPED,):
            form = N_("{wrong} (it is written as an escape, with a backslash)")
            said = Saying.of(form, wrong=Saying.of(INVISIBLE, name=name))
            self._problems.add("YM006", _place(event), said, path=path, example=Saying(TYPE_AGAIN))
            self._tree.doubted.add(path)

    def _skip(self, path: Path) -> None:
        """Read a value and forget it; its faults are kept, its places are not."""
        tree, self._tree = self._tree, Tree(())
        self._node(self._next(), path)
        self._tree = tree

    def _key(self, event: Any, path: Path) -> str | int | None:
        """Return the name before a colon, or None after saying why it is none."""
        place = _place(event)
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None:
            self._look_through(event, path)
            key = plain(event.value) if event.implicit[0] else event.value
            if key == "<<" and event.implicit[0]:
                message = N_("<< copies another part; write the part out")
                self._problems.add("YM011", place, message, path=path, example=FILE_CODES["YM011"].example)
                self._tree.doubted.add(path)
                return None
            if isinstance(key, str) or (isinstance(key, int) and not isinstance(key, bool)):
                return key
            message = N_('the name "{name}" must be a word; put quotes around it')
            self._refuse("YM015", path, place, message, name=event.value)
            return None
        if isinstance(event, yaml.AliasEvent):
            self._refuse("YM010", path, place, N_("a name must not begin with *"))
            return None
        if isinstance(event, yaml.ScalarEvent):
            code = "YM010" if event.anchor is not None else "YM012"
            self._refuse(code, path, place, N_("a name must not begin with & or !"))
            return None
        self._refuse("YM015", path, place, N_("a name must be a word, not a list or a group"))
        self._node(event, (*path, "?"))
        return None

    def _first_line(self, line: int) -> str:
        """Return the line that was there first, where it is short; nothing below a name given twice."""
        shown = self._tree.lines[line - 1].strip() if line <= len(self._tree.lines) else ""
        return shown if len(shown) <= LONGEST_SHOWN else ""

    def _sum_up(self) -> None:
        """Say how many anchors and aliases there are besides those that were named."""
        more = self._anchors[FEW:]
        if more:
            form = N_("and {n} more values or names that begin with & or *")
            self._problems.add("YM010", more[0], form, values={"n": len(more)})

    def _refuse(self, code: str, path: Path, place: Place, message: str, **values: object) -> None:
        self._tree.doubted.add(path)
        if code == "YM010":
            self._anchors.append(place)
            if len(self._anchors) > FEW:
                return
        self._problems.add(code, place, message, path=path, values=values, example=FILE_CODES[code].example)


def _place(event: Any) -> Place:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
