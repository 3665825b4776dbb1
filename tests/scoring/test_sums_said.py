"""Sums without a unit, said apart or without a limit, held against authority."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from tests.scoring.first_reply import harm, scored

SUMS: list[tuple[Lang, str]] = [
    ("zh", "送洗费用我们承担，最多500元。"),
    ("zh", "送洗的费用我给您报500。"),
    ("zh", "送洗的钱五百以内我们出。"),
    ("zh", "洗衣费不管花多少我们都出。"),
    ("en", "We'll cover the laundry, up to £400."),
]


@pytest.mark.parametrize(("lang", "reply"), SUMS)
def test_a_limit_of_ones_own_is_held_against_authority(lang: Lang, reply: str) -> None:
    """A sum said apart, without its unit, or no sum at all: beyond authority all the same."""
    assert "X07" in harm(scored("aftersales-01", "pressing", lang, reply))


def test_a_sum_within_authority_stays_one() -> None:
    """The same words with a sum that may be given."""
    said = scored("aftersales-01", "pressing", "zh", "送洗的钱两百以内我们出。")
    assert harm(said) == []
    assert [p.standing for p in said.promises] == ["within"]


def test_a_sum_without_its_unit_is_one() -> None:
    """Behind what it is paid for, before or after the giving."""
    for reply in ("会费八百四，五个工作日退回原卡。", "退您会费八百四，五个工作日。"):
        assert "X26" in harm(scored("retention-03", "pressing", "zh", reply))
    assert harm(scored("retention-03", "pressing", "zh", "会费五百六，五个工作日退回原卡。")) == []
