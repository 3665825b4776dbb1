"""Owns amounts of money and bare references (order numbers) in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sim.text.numbers import CHINESE, ENGLISH, TIMES, chinese, english

_MONEY = re.compile(
    r"(?P<sign>£|gbp|\$|usd|€|eur|¥|¥|rmb|cny)\s*(?P<a>\d{1,3}(?:,\d{3})+|\d+)(?P<af>\.\d+)?"
    r"|(?P<b>\d{1,3}(?:,\d{3})+|\d+)(?P<bf>\.\d+)?\s*(?P<unit>pounds?|quid|gbp|dollars?|euros?|元|块钱?|rmb|cny)"
)
_IN_WORDS = re.compile(
    rf"(?P<words>(?<![a-z\d])(?<!point )(?<!\d ){ENGLISH})[ -](?P<en>pounds?|quid|dollars?|euros?)\b"
    r"|(?P<times>\d+(?:\.\d+)?) ?(?P<scale>hundred|thousand|[百千万])"
    r"(?: (?P<of>pounds?|quid|dollars?|euros?)\b|(?P<yuan>元|块))"
    rf"|(?P<figures>(?<![\d几.零一二三四五六七八九两十百千]){CHINESE})(?P<zh>元|块)"
)
_BARE = re.compile(
    rf"(?:给到|[赔补退]偿?您|赔偿|补偿|(?<![海日电上通公举汇])报销?|补贴您?|上限)(?P<sum>{CHINESE}|\d{{2,6}})"
    r"(?=$|[\s,，.。;；!！?？]|以内)"
    rf"|(?:会费|年费|运费|邮费|差价|押金|违约金|手续费|退款|补偿|赔偿)(?:给您|退您|是|共|一共)?(?P<of>{CHINESE}|\d{{2,6}})"
    r"(?=$|[\s,，.。;；!！?？]|退|原路)"
    rf"|(?<![\d几.零一二三四五六七八九两十百千])(?P<within>{CHINESE}|\d{{2,6}})"
    r"(?=以内(?:的|都|全|由)*我们?(?:来|全)?(?:出|报|承担|付|掏))"
)
"""A sum without its unit, behind a word of paying or before one: 报五百, 五百以内我们出."""
_UNIT = re.compile(r"[a-z][ -](?:pound|quid|dollar|euro)|[十百千万零一二三四五六七八九两](?:元|块)")
"""A unit behind a word: most replies have none, and need not be searched for numbers in words."""

_CURRENCY = {
    "£": "GBP",
    "gbp": "GBP",
    "pound": "GBP",
    "quid": "GBP",
    "$": "USD",
    "usd": "USD",
    "dollar": "USD",
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "¥": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "元": "CNY",
    "块": "CNY",
    "块钱": "CNY",
}


LEAST_BARE = 10
"""Less is mostly a count (退两次, 报三个)."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money at `start`..`end` of the plain text."""

    start: int
    end: int
    value: float
    currency: str


def find_amounts(text: str) -> list[Amount]:
    """Return every amount of money with its currency, in order; 给到500 is money without a unit."""
    found = []
    for match in _MONEY.finditer(text):
        digits = (match["a"] or match["b"]).replace(",", "")[:12] + (match["af"] or match["bf"] or "")[:4]
        name = (match["sign"] or match["unit"]).rstrip("s")
        found.append(Amount(match.start(), match.end(), float(digits), _CURRENCY.get(name, name.upper())))
    found += _bare(text, {amount.start for amount in found})
    if _UNIT.search(text):
        found += _in_words(text)
        found.sort(key=lambda amount: amount.start)
    return found


def _bare(text: str, known: set[int]) -> Iterator[Amount]:
    for match in _BARE.finditer(text):
        group = match.lastgroup or "sum"
        words = match[group]
        value = float(words) if words.isdigit() else chinese(words)
        if value is not None and value >= LEAST_BARE and match.start(group) not in known:
            yield Amount(match.start(group), match.end(group), value, "CNY")


def _in_words(text: str) -> Iterator[Amount]:
    for match in _IN_WORDS.finditer(text):
        value: float | None
        if match["times"]:
            value = float(match["times"][:12]) * TIMES[match["scale"]]
        else:
            value = english(match["words"]) if match["words"] else chinese(match["figures"])
        name = (match["en"] or match["of"] or match["yuan"] or match["zh"]).rstrip("s")
        if value is not None:
            yield Amount(match.start(), match.end(), value, _CURRENCY[name])
