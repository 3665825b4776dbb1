"""Owns laying the ways of stored attempts on the branches of the text that is drawn.

Never reads the store (`sim.coach.ways`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sim.coach.ways import Ways
from sim.model.scenario import Scenario


@dataclass(frozen=True)
class Counts:
    """Attempts at each place of one text.

    `taken` is by turn id and number of the branch (from 1); `left` counts, by turn, the attempts that
    the script led on from there or that ended there, which is what shares are of. `cut` is by turn, for
    endings that no branch chose, `ended` by ending id for the same. `lost` are ways into branches that
    this text does not have.
    """

    ways: Ways
    taken: Mapping[tuple[str, int], int]
    left: Mapping[str, int]
    cut: Mapping[str, int]
    ended: Mapping[str, int]
    lost: int

    def share(self, turn: str, number: int) -> float:
        """Return the share, 0-1, of those who went on from a turn by this branch."""
        left = self.left.get(turn, 0)
        return self.taken.get((turn, number), 0) / left if left else 0.0


def counts_of(scenario: Scenario, ways: Ways) -> Counts:
    """Return the ways on the branches of `scenario`.

    A branch of another text is the same when its condition and target are; else it counts where the
    same target stands first at the same turn, for the conversation went the same way.
    """
    taken: Counter[tuple[str, int]] = Counter()
    lost = 0
    for (turn_id, branch), count in ways.taken.items():
        turn = scenario.turn(turn_id)
        branches = turn.then if turn else ()
        same = [n for n, b in enumerate(branches, start=1) if b == branch]
        near = [n for n, b in enumerate(branches, start=1) if b.go == branch.go]
        number = next(iter(same or near), None)
        if number is None:
            lost += count
        else:
            taken[turn_id, number] += count
    left: Counter[str] = Counter()
    cut: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    for (turn_id, _number), count in taken.items():
        left[turn_id] += count
    for (turn_id, ending), count in ways.cut.items():
        left[turn_id] += count
        cut[turn_id] += count
        ended[ending] += count
    return Counts(ways, taken, left, cut, ended, lost)
