"""The swaps of the domain reference (5.5): who writes, and how it is typed, moves no level.

F9 is `test_parity.py`, F11 belongs to the debrief.
"""

from __future__ import annotations

import ast
import inspect
import re
import time
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
import swap_kit as kit
from owed import goals

import sim
from sim.model.events import CustomerSaid, StateChanged
from sim.model.language import LANGS, Lang
from sim.play import Script, step
from sim.scoring import Context, Engine
from sim.text.normalise import normalise
from sim.validity.swap_cases import OPPOSITE, Reworded, other_gender, other_name, other_tier, reworded
from sim.validity.swaps import SWAPS, Bench, Compared, Told, differences
from tests.playthroughs import golden

COUNTED = 0.8
"""Share of paraphrases whose indicator is still found (F12)."""

EACH = 3
"""Paraphrases of an indicator in each language (F12)."""

ONLY: dict[str, Lang] = {"F3": "en", "F4": "zh"}
"""Swaps of one language."""

TRIED = [(swap.id, lang) for swap in SWAPS for lang in LANGS if ONLY.get(swap.id, lang) == lang]


MOVED: dict[tuple[str, ...], float] = {
    ("F1", "en"): 0.019,
    ("F1", "zh"): 0.01,
    ("F3", "en"): 0.03,
}
"""Share of swapped replies that move a level further than they may, at most; none of any other swap.

Measured on the sampled tuning replies with the heads of decision 15, and rounded up. These numbers may only
fall while the heads stay.
"""

FOUND: dict[str, float] = {
    "en": 0.49,
    "zh": 0.5,
}
"""Share of paraphrases whose indicator is found, at least (F12).

Measured on all paraphrases and rounded down. These numbers may only rise while the heads stay; more example
sentences (decision 15) won most of it (.37 and .43 before).
"""

MISSING = {
    "F1": "a misspelt word or a mark left out moves a level now and then",
    "F3": "an article left out moves a level now and then",
    "F4": "another way to say the same moves a level now and then",
    "F6": "a greeting by name is read as more than a greeting",
    "F10": "two short replies move further than one level when their sentences change places",
}
"""What each swap still lacks."""


@pytest.mark.parametrize(("swap", "lang"), goals(TRIED, {row: MISSING[row[0]] for row in MOVED}))
def test_a_swap_moves_no_level(swap: str, lang: Lang) -> None:
    """Goal: every sampled reply keeps its levels under every variant of a swap (F10: within one level)."""
    moved = [one for one in kit.compared(swap, lang) if not one.holds]
    counts = Counter(one.variant for one in moved)
    assert not counts, f"{len(moved)} of {len(kit.compared(swap, lang))}: {dict(counts)}\n{kit.told(moved)}"


@pytest.mark.parametrize(("swap", "lang"), sorted(MOVED))
def test_no_larger_share_moves_than_before(swap: str, lang: Lang) -> None:
    """Floor: of a swap that moves levels, no larger share of replies moves than was measured."""
    made = kit.compared(swap, lang)
    moved = [one for one in made if not one.holds]
    assert len(moved) <= MOVED[swap, lang] * len(made), f"{len(moved)} of {len(made)}\n{kit.told(moved)}"


@pytest.mark.parametrize(("swap", "lang"), TRIED)
def test_a_swap_is_one(swap: str, lang: Lang) -> None:
    """What is compared differs in text or case, is the same each time, and carries its own id.

    Little can be left out of replies in which nearly every sentence shows something (F2).
    """
    made = kit.compared(swap, lang)
    assert len({one.id for one in made}) == len(made) >= (4 if swap == "F2" else 50)
    assert all(one.text != one.reply or one.variant in ("name", "gender", "tier") for one in made)
    (row,) = (row for row in SWAPS if row.id == swap)
    good = kit.replies(lang)[0]
    assert [*kit.bench().compare([row], good)] == [*kit.bench().compare([row], good)]


def test_every_swap_stands_in_its_place() -> None:
    """F1 to F10 are tried in order, but for time (F7) and parity (F9); only F10 may move a level."""
    assert [row.id for row in SWAPS] == ["F1", "F2", "F3", "F4", "F5", "F6", "F8", "F10"]
    assert {row.id: row.tolerance for row in SWAPS if row.tolerance} == {"F10": 1}
    assert all(row.name.en and row.name.zh for row in SWAPS)


def test_replies_are_sampled_by_hash() -> None:
    """The sample has good and bad replies of every tuning scenario, half in each language."""
    for lang in LANGS:
        assert len(kit.replies(lang)) == kit.SAMPLE
        assert len({good.scenario for good in kit.replies(lang)}) == 8
        assert {level for good in kit.replies(lang) for level in good.levels.values()} >= {0, 1, 2, 3, 4}


@pytest.mark.parametrize("room", ["model", "text", "scoring", "play"])
def test_no_clock_is_read(room: str) -> None:
    """F7: what scores and what moves the customer imports nothing that tells the time."""
    clocks = {"time", "datetime", "asyncio", "sched", "calendar"}
    files = list((Path(sim.__file__).parent / room).rglob("*.py"))
    assert len(files) > 5
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not clocks & {name.split(".")[0] for name in names}, path


def test_time_is_no_input() -> None:
    """F7: a score is asked for with reply, context and weights alone, and no part of these is a time.

    `aided` is only written down.
    """
    assert list(inspect.signature(step).parameters) == ["script", "session", "reply", "aided"]
    assert "time" not in " ".join(inspect.signature(Engine.score).parameters)
    assert not [name for name in Context.model_fields if re.search("time|clock|second|ms$|_at$", name)]
    assert not [f for f in Context.model_fields.values() if f.annotation in (timedelta, time.struct_time)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_slow_clock_changes_nothing(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    """F7: with every clock ten times as fast the same bytes come out."""
    good = kit.replies(lang)[0]
    before = kit.bench().score(good).model_dump_json()
    for name in ("time", "monotonic", "perf_counter"):
        real = getattr(time, name)
        monkeypatch.setattr(time, name, lambda real=real: real() * 10)
    assert kit.bench().score(good).model_dump_json() == before


WALKED = ("excellent", "good", "cold", "over-promise")
"""Playthroughs that are walked again with another customer: well and badly led ones.

Of every other scenario the first one is.
"""


def path(script: Script, replies: Iterable[str]) -> list[tuple[str, str]]:
    """Return the turns and the states of a conversation."""
    return [
        (e.event, e.turn if isinstance(e, CustomerSaid) else str(e.after.model_dump()))
        for e in golden.straight(script, replies)
        if isinstance(e, CustomerSaid | StateChanged)
    ]


@pytest.mark.parametrize("who", ["name", "gender"])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scenario", [h.id for h in kit.library().heads() if h.status == "ready"])
def test_another_customer_goes_the_same_way(scenario: str, who: str, lang: Lang) -> None:
    """F6: with another name or gender the conversation takes the same turns through the same states."""
    plain = golden.shared_script(scenario, lang)
    change: Reworded = other_name(plain.scenario) if who == "name" else other_gender
    other = Script(reworded(plain.scenario, change), plain.rubric, lang)
    if who == "name":
        assert other.scenario != plain.scenario
    assert [turn.id for turn in other.scenario.turns] == [turn.id for turn in plain.scenario.turns]
    read = map(golden.read, golden.paths())
    talks = {talk.name: talk for talk in read if (talk.scenario, talk.lang) == (scenario, lang)}
    for name in WALKED if scenario == kit.CASE else WALKED[:1]:
        replies = talks[name].replies
        changed = [change(reply, lang) for reply in replies]
        assert path(other, changed) == path(plain, replies), name


def test_another_tier_is_the_furthest_one() -> None:
    """F8: the tier changes and nothing else of the scenario does."""
    scenario = kit.library().scenario(kit.CASE).value
    other = other_tier(scenario)
    assert other.customer.tier == OPPOSITE[scenario.customer.tier] != scenario.customer.tier
    plain = scenario.model_dump()
    plain["customer"]["tier"] = other.customer.tier
    assert other.model_dump() == plain


@pytest.mark.parametrize("lang", LANGS)
def test_paraphrases_are_three_for_each_indicator(lang: Lang) -> None:
    """F12: three sentences an indicator, but for E11, which is what is absent; none stands there twice."""
    made = [one for one in kit.paraphrases() if one.lang == lang]
    wanted = {i.id for s in kit.library().rubric("service").value.sections for i in s.indicators} - {"E11"}
    assert Counter(one.code for one in made) == dict.fromkeys(wanted, EACH)
    assert len({one.text for one in made}) == len(made)


@pytest.mark.parametrize("lang", LANGS)
def test_paraphrases_are_in_fresh_words(lang: Lang) -> None:
    """F12: no sentence holds a listed phrase of its own indicator (from two words or three characters on)."""
    rubric = kit.library().rubric("service").value
    for one in kit.paraphrases():
        indicator = rubric.indicator(one.code)
        if one.lang != lang or indicator is None:
            continue
        words = re.findall(r"[^\W_]+", normalise(one.text).text)
        said = f" {' '.join(words)} " if lang == "en" else "".join(words)
        for phrase in plain_phrases(indicator.say.get(lang)):
            long = len(phrase.split()) >= 2 if lang == "en" else len(phrase) >= 3
            assert not long or (f" {phrase} " if lang == "en" else phrase) not in said, one.text


def plain_phrases(listed: tuple[str, ...]) -> list[str]:
    """Return every wording that phrases without a gap stand for."""
    whole = [phrase.rstrip("?？") for phrase in listed if "…" not in phrase]
    return [
        " ".join(words)
        for phrase in whole
        for words in product(*(word.split("|") for word in normalise(phrase).text.split(" ")))
    ]


def counted(lang: Lang) -> float:
    """Return the share (0-1) of paraphrases whose indicator is found."""
    made = [one for one in kit.paraphrases() if one.lang == lang]
    return 1 - len(kit.misses(lang)) / len(made)


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="owed: an indicator said in words that nothing was fitted on is found too seldom",
)
@pytest.mark.parametrize("lang", LANGS)
def test_most_paraphrases_count(lang: Lang) -> None:
    """Goal, F12: four in five paraphrases show their indicator; the others are listed."""
    assert counted(lang) >= COUNTED, f"{counted(lang):.0%} counted; missed:\n" + "\n".join(kit.misses(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_no_fewer_paraphrases_count_than_before(lang: Lang) -> None:
    """Floor, F12: no smaller share of paraphrases shows its indicator than was measured."""
    assert counted(lang) >= FOUND[lang], "missed:\n" + "\n".join(kit.misses(lang))


def test_differences_are_named() -> None:
    """A failure names codes with their strengths, caps and flags."""
    good = kit.replies("en")[0]
    bench: Bench = kit.bench()
    plain = bench.score(good)
    assert list(differences(plain, plain)) == []
    silly = bench.score(good, Told("Username. Sorry sorry understand refund immediately resolve care."))
    named = list(differences(plain, silly))
    assert any(re.fullmatch(r"[ERAX]\d+ [\d.]+ -> [\d.]+", one) for one in named)
    assert any(one.startswith("flag ") and one.endswith(": new") for one in named)


def test_not_scored_is_far_from_any_level() -> None:
    """A level that comes or goes is never within a tolerance."""
    levels = {"empathy": 2, "responsiveness": None, "assurance": 3}
    row = {"id": "", "swap": "", "variant": "", "lang": "en", "reply": "", "text": "", "changed": ()}
    assert Compared(**row, before=levels, after=levels, tolerance=0).holds
    assert Compared(**row, before=levels, after={**levels, "empathy": 3}, tolerance=1).holds
    assert not Compared(**row, before=levels, after={**levels, "responsiveness": 2}, tolerance=1).holds
