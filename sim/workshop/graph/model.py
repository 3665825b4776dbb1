"""Owns what a picture shows: turns, endings and branches of a scenario, and what is said of each.

Every format draws the same graph. Reads no file, and finds no faults but those that can be seen in a
picture: ways to nowhere, places without a way to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.model.language import Lang

Kind = Literal["turn", "ending", "missing"]


@dataclass(frozen=True)
class Edge:
    """One branch: from node to node, its number in the file's order (from 1), its condition in words.

    `words` is empty for a branch that takes every other reply. `never` says that an earlier one takes
    all. `attempts` and `share` (0-1) are None where attempts are not counted.
    """

    source: str
    target: str
    number: int
    words: str
    never: bool = False
    attempts: int | None = None
    share: float | None = None


@dataclass(frozen=True)
class Wording:
    """One way to say a message: its id, its condition in words (empty: whenever no other holds), the text."""

    id: str
    words: str
    text: str


@dataclass(frozen=True)
class Node:
    """A turn, an ending, or a place that a branch names and that is not there.

    `about` is the stage or the kind of ending in words, `label` who speaks when it is not the customer,
    or an ending's label; `notes` are whole sentences on what a trainer should see. `apart` marks an
    ending that any conversation can come to. `attempts` is None where attempts are not counted.
    """

    key: str
    kind: Kind
    id: str
    about: str = ""
    label: str = ""
    wordings: tuple[Wording, ...] = ()
    notes: tuple[str, ...] = ()
    stage: str = ""
    apart: bool = False
    attempts: int | None = None


@dataclass(frozen=True)
class Graph:
    """A script as a picture. `legend` says in whole sentences how to read it, `counted` what was counted."""

    id: str
    version: int
    title: str
    lang: Lang
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    summary: str
    legend: tuple[str, ...]
    counted: tuple[str, ...] = ()

    def node(self, key: str) -> Node:
        """Return a node that is known to exist."""
        return next(n for n in self.nodes if n.key == key)

    def of_kind(self, kind: Kind) -> tuple[Node, ...]:
        """Return the nodes of one kind that stand in the script itself, in the file's order."""
        return tuple(n for n in self.nodes if n.kind == kind and not n.apart)

    @property
    def apart(self) -> tuple[Node, ...]:
        """The endings that any conversation can come to, whatever its script."""
        return tuple(n for n in self.nodes if n.apart)

    def out_of(self, key: str) -> Iterator[Edge]:
        """Yield the branches of a turn, in the order in which they are tried."""
        return (e for e in self.edges if e.source == key)
