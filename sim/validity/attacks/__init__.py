"""The seventeen attacks on a score (`domain.md` 5.4), and what each must come to, in both languages.

Makes attacked replies from good ones and holds the engine's explanation against
the attack's row. Never changes a score and never reads a file.
"""

from sim.validity.attacks.catalogue import ATTACKS, FAILURES
from sim.validity.attacks.good import Good, exemplars, good_replies
from sim.validity.attacks.model import Attack, Attacked, Ground, Required
from sim.validity.attacks.outcome import Row, Table, Tried, table_of
from sim.validity.attacks.run import PASS_MARK, Range, passes

__all__ = [
    "ATTACKS",
    "FAILURES",
    "PASS_MARK",
    "Attack",
    "Attacked",
    "Good",
    "Ground",
    "Range",
    "Required",
    "Row",
    "Table",
    "Tried",
    "exemplars",
    "good_replies",
    "passes",
    "table_of",
]
