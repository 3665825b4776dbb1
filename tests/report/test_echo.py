"""Words that were quoted before are shortened around what earned the point."""

from __future__ import annotations

import pytest

from sim.report.echo import begun

LONG = "Ms Dawson, two days off work with a newborn and no fridge: it is our mistake, not yours"
CHINESE = "您请了两天假在家守着，孩子又这么小，冰箱到现在还没送到，这是我们的责任"


@pytest.mark.parametrize(
    ("quote", "rule", "told"),
    [
        (LONG, "phrase:our mistake|fault|error", "...our mistake, not yours"),
        (LONG, "wording:mistak not, not your , our mistak", "...our mistake, not yours"),
        (LONG, "phrase:two days off", LONG),
        (LONG, "fact:impact.lost_days", LONG),
        (LONG, "phrase:nowhere else", LONG),
        (CHINESE, "phrase:我们的责任", "...我们的责任"),
        ("", "phrase:our mistake", ""),
    ],
)
def test_a_repeated_quotation_begins_where_its_point_was_earned(quote: str, rule: str, told: str) -> None:
    """What stood before is left out where the words would not be seen otherwise."""
    assert begun(quote, rule, 30) == told
