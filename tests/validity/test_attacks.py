"""The seventeen attacks of the domain reference (5.4), in both languages, on many good replies."""

from __future__ import annotations

import json

import attack_kit as kit
import pytest
from owed import goals

from sim.errors import Usage
from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, Explanation
from sim.validity.attacks import ATTACKS, Attack, exemplars, good_replies, passes
from sim.validity.attacks.outcome import MOST_GAINED
from sim.validity.attacks.pieces import chunks, joined, negated, phrases, shuffled
from sim.validity.attacks.required import gained

ENOUGH = 500
"""Attacked replies that the gate asks for."""

ALL = [(attack.id, lang) for attack in kit.ROWS for lang in LANGS]

UNMET: dict[tuple[str, ...], int] = {
    ("G12", "en"): 2,
}
"""Attacked replies that miss their row, at most; none of any other attack.

Measured on the sampled tuning replies and the exemplars. These numbers may only fall.
"""

MISSING = {
    "G12": "a sentence that takes another one back can read like one more answer",
}
"""What each row still lacks."""


def test_there_are_seventeen_attacks_with_a_name_in_both_languages() -> None:
    """The table holds G1 to G17 in order, each named in English and in Chinese."""
    assert [a.id for a in ATTACKS] == [f"G{n}" for n in range(1, 18)]
    assert all(a.name.en and a.name.zh and a.name.en != a.name.zh for a in kit.ROWS)


def test_there_are_enough_attacked_replies_in_both_languages() -> None:
    """At least 500 attacked replies, with every attack in both languages, and ids that are unique."""
    assert len(kit.tried()) >= ENOUGH
    assert len({t.id for t in kit.tried()}) == len(kit.tried())
    for attack in kit.ROWS:
        assert {t.lang for t in kit.tried() if t.attack == attack.id} == set(LANGS), attack.id


@pytest.mark.parametrize("attack", kit.ROWS, ids=lambda a: a.id)
def test_every_attack_changes_the_reply(attack: Attack) -> None:
    """What an attack makes is another text than the good reply, or the same one sent again (G4)."""
    made = [(good, attacked) for good in kit.goods() for attacked in kit.made(attack, good)]
    assert made
    for good, attacked in made:
        again = attacked.own == (good.reply,)
        exemplar = attacked.from_case and good.exemplar
        assert attacked.text != good.reply or again or exemplar, (attacked.variant, good.id)
        assert attacked.required, attacked.variant


@pytest.mark.parametrize("attack", kit.ROWS, ids=lambda a: a.id)
def test_every_attack_is_the_same_each_time(attack: Attack) -> None:
    """Attacks are made without clock and without chance."""
    for good in kit.goods()[::9]:
        assert [a.text for a in kit.made(attack, good)] == [a.text for a in kit.made(attack, good)]


@pytest.mark.parametrize(("attack", "lang"), goals(ALL, {row: MISSING[row[0]] for row in UNMET}))
def test_an_attack_meets_its_row(attack: str, lang: Lang) -> None:
    """Goal: every attacked reply comes to what its row of the table asks for."""
    missed = [t for t in kit.outcomes(attack, lang) if t.unmet]
    assert not missed, f"{len(missed)} missed\n{kit.told(missed)}"


@pytest.mark.parametrize(("attack", "lang"), sorted(UNMET))
def test_no_more_replies_miss_their_row_than_before(attack: str, lang: Lang) -> None:
    """Floor: of an attack that does not meet its row, no more replies miss it than were measured."""
    missed = [t for t in kit.outcomes(attack, lang) if t.unmet]
    assert len(missed) <= UNMET[attack, lang], kit.told(missed)


def test_hardly_any_attack_gains_a_level() -> None:
    """At most one attacked reply in a hundred stands above the good reply it was made from."""
    rising = [t for t in kit.tried() if t.gained]
    assert len(rising) <= MOST_GAINED * len(kit.tried()), f"{len(rising)}\n{kit.told(rising)}"


@pytest.mark.parametrize(("attack", "lang"), ALL)
def test_no_attack_reaches_the_pass_mark(attack: str, lang: Lang) -> None:
    """No attacked reply passes, unless the good reply stands in it whole and passed by itself."""
    through = [t for t in kit.outcomes(attack, lang) if t.passed]
    assert not through, f"{len(through)} passed\n{kit.told(through)}"


def test_a_flag_says_why() -> None:
    """Each flag of an attacked reply has a reason in words, in the language of the reply."""
    flagged = [t for t in kit.tried() if t.flags]
    assert flagged
    for one in flagged:
        assert len(one.reasons) == len(one.flags), one.id
        assert all(any("一" <= c <= "鿿" for c in why) == (one.lang == "zh") for why in one.reasons), one.id


def explanation(*levels: int | None, **more: object) -> Explanation:
    """Return an explanation with these levels."""
    return Explanation.model_validate(
        {"lang": "en", "levels": dict(zip(DIMENSIONS, levels, strict=True)), **more}
    )


@pytest.mark.parametrize(
    ("levels", "red", "passing"),
    [
        ((4, 3, 3), (), True),
        ((3, 3, 3), (), False),
        ((4, None, 3), (), True),
        ((None, None, None), (), False),
        ((4, 4, 4), ("X19",), False),
    ],
)
def test_the_pass_mark_is_strict(levels: tuple[int | None, ...], red: tuple[str, ...], passing: bool) -> None:
    """A reply passes above 80 % of the levels that were scored, and never over a red line."""
    assert passes(explanation(*levels, red_lines=red)) is passing


def test_a_gain_is_a_level_above_the_plain_reply() -> None:
    """Level 1 is what nothing earns, so arriving there is no gain; nor is a level behind a red line."""
    assert gained(explanation(2, 3, 0), explanation(3, 3, 1)) == ("empathy",)
    assert gained(explanation(0, None, 3), explanation(1, 4, 3)) == ()
    assert gained(explanation(2, 2, 2), explanation(3, 3, 3, red_lines=("X16",))) == ()


@pytest.mark.parametrize(
    ("lang", "text", "opposite"),
    [
        ("en", "I'll ring you.", "I won't ring you."),
        ("en", "We've booked it and the van will come.", "We haven't booked it and the van won't come."),
        ("en", "I can't pay wages.", "I can't pay wages."),
        ("zh", "我会给您回电话。", "我不会给您回电话。"),
        ("zh", "今天不能送，开会也不行。", "今天不能送，开会也不行。"),
    ],
)
def test_commitments_are_turned_round(lang: Lang, text: str, opposite: str) -> None:
    """A commitment becomes its opposite; what is negative already stays."""
    assert negated(text, lang) == opposite


def test_words_are_shuffled_whole() -> None:
    """A shuffle keeps every unit, and Chinese is cut into chunks of two characters and whole figures."""
    assert sorted(shuffled(list("abcdef"), "1")) == list("abcdef")
    assert shuffled(list("abcdef"), "1") != list("abcdef")
    assert chunks("明天上午8-12点送。") == ["明天", "上午", "8-12", "点送", "。"]
    assert shuffled(["a"], "1") == ["a"]


def test_phrases_of_a_file_become_plain_words() -> None:
    """Gaps close, the first of alternatives stands, a question loses its mark."""
    assert phrases(["refund … delivery", "pay|cover wages", "account number?"], "en") == [
        "refund delivery",
        "pay wages",
        "account number",
    ]
    assert phrases(["描述…问题"], "zh") == ["描述问题"]
    assert joined(["Done", "Thanks."], "en") == "Done. Thanks."


def test_only_good_replies_are_attacked() -> None:
    """A reply is good when all rated levels are 3 or more; unrated ones and others are left alone."""
    plain = {"id": "a", "scenario": "s", "turn": "t", "lang": "en", "reply": "Yes."}
    levels = [
        {"empathy": 3, "assurance": 4, "responsiveness": None},
        {"empathy": 2, "assurance": 4},
        {"empathy": None},
        {},
    ]
    lines = [json.dumps({**plain, "id": n, "levels": level}) for n, level in enumerate(levels)]
    good, bad = good_replies(["", *lines], lambda _: None)
    assert [one.id for one in good] == ["0"]
    assert bad == []


def test_every_bad_line_is_named_and_stops_no_other() -> None:
    """Lines that are no rated reply, of an unknown turn, or with a used id are told with their numbers."""
    plain = {"id": "a", "scenario": "complaint-01", "turn": "opening", "lang": "en", "reply": "Yes."}
    good = json.dumps({**plain, "levels": {"empathy": 4}})
    wrong = json.dumps({**plain, "id": "b", "turn": "openning", "levels": {"empathy": 4}})
    high = json.dumps({**plain, "id": "c", "levels": {"empathy": 9}})
    lines = [good, "{", "[1]", '{"id": "q"}', "[" * 50_000, wrong, high, good]
    found, bad = good_replies(lines, kit.field().ground)
    assert [one.id for one in found] == ["a"]
    assert [number for number, _ in bad] == [2, 3, 4, 5, 6, 7, 8]
    told = {number: str(error) for number, error in bad}
    assert all(f'"{name}" is missing' in told[4] for name in ("scenario", "turn", "lang", "reply"))
    assert "it has: opening" in told[6]
    assert "levels.empathy" in told[7]
    assert "the same row stands in line 1" in told[8]


def test_a_draft_has_no_exemplars_to_attack() -> None:
    """Only ready scenarios lend their exemplars."""
    ready = kit.library().scenario("complaint-01").value
    assert list(exemplars(ready))
    assert list(exemplars(ready.model_copy(update={"status": "draft"}))) == []


def test_an_unknown_turn_is_named() -> None:
    """A reply to a turn that the scenario has not is refused with the turns it has."""
    with pytest.raises(Usage, match="opening"):
        kit.field().ground(kit.goods()[0].model_copy(update={"turn": "openning"}))


def test_broken_characters_stop_no_attack() -> None:
    """Half a character from a broken client is attacked like any other."""
    good = kit.goods()[0].model_copy(update={"reply": "Sorry \ud83d, I'll ring you tomorrow."})
    assert all(kit.made(attack, good) for attack in kit.ROWS)
