"""Labels and small text tools that every shell shares."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.customer import CustomerType, Tier
from sim.model.events import VARIABLES, EndingKind
from sim.model.scenario import Family
from sim.model.turns import Stage
from sim.report.printable import mended, printable, shortened
from sim.report.words import ENDINGS, FAMILIES, STAGES, TIERS, TYPES, label, quoted, signed, state_word, whole


@pytest.mark.parametrize(
    ("table", "keys"),
    [(TIERS, Tier), (TYPES, CustomerType), (FAMILIES, Family), (ENDINGS, EndingKind), (STAGES, Stage)],
)
def test_every_key_of_the_model_has_a_label_in_both_languages(table: dict[str, str], keys: object) -> None:
    """A new tier, type, family, ending or stage cannot be forgotten here."""
    assert set(table) == set(get_args(keys))
    for key in table:
        assert label(table, key, "en") != label(table, key, "zh")


def test_unknown_key_is_shown_as_it_is() -> None:
    """A label that is not known does not hide what it stands for."""
    assert label(TIERS, "gold", "zh") == "gold"


@pytest.mark.parametrize(
    ("value", "word"),
    [(100, "furious"), (90, "furious"), (89, "angry"), (59, "irritated"), (34, "calm"), (0, "calm")],
)
def test_heat_has_a_word(value: float, word: str) -> None:
    """Bands include their lower bound."""
    assert state_word("heat", value, "en") == word


def test_every_value_of_every_state_has_a_chinese_word() -> None:
    """No value between 0 and 100 is without a word, and none stays English."""
    for variable in VARIABLES:
        for value in range(101):
            assert not state_word(variable, value, "zh").isascii()


@given(st.integers(0, 400).map(lambda n: n / 4), st.integers(0, 100))
def test_numbers_shown_add_up(perceived: float, adequate: int) -> None:
    """The difference of two shown numbers is the difference that is shown."""
    assert whole(perceived) - adequate == whole(perceived - adequate)


@pytest.mark.parametrize(
    ("value", "shown"), [(13, "+13"), (-6.2, "-6"), (-0.4, "-0.4"), (0, "0"), (0.5, "+1"), (-12.5, "-13")]
)
def test_changes_carry_their_sign(value: float, shown: str) -> None:
    """A small change is not rounded away, and the sign is always there."""
    assert signed(value) == shown


@given(st.text())
def test_printable_text_holds_nothing_that_steers(text: str) -> None:
    """Whatever was typed, one line of encodable text comes out, and twice is the same as once."""
    shown = printable(text)
    shown.encode()
    assert not any(c < " " or "\x7f" <= c <= "\x9f" or c in "\u2028\u2029\u202e" for c in shown)
    assert printable(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07name", "name"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jcleared", "cleared"),
        ("one\r\ntwo\tthree", "one  two three"),
        ("£5 – fine 😀", "£5 – fine 😀"),
        ("\ud83d", "?"),
    ],
)
def test_escapes_go_and_words_stay(text: str, shown: str) -> None:
    """Sequences vanish whole; what people wrote is kept."""
    assert printable(text) == shown


def test_mended_reply_can_be_stored() -> None:
    """Split pairs are joined, lone halves and zero characters become question marks."""
    assert mended("\ud83d\ude00 \ud83d \0 ok") == "😀 ? ? ok"
    assert mended("你好") == "你好"


def test_long_words_are_cut_at_a_word() -> None:
    """A quotation in the overview ends at a word and says that it was cut."""
    assert shortened("one two three four", 12) == "one two..."
    assert shortened("short") == "short"
    assert shortened("字" * 20, 10) == "字" * 10 + "..."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Done.\nCall me.", "Done. Call me."),
        ("“Done.”\nCall me…\nNow", "“Done.” Call me… Now"),
        ("查到了。\n 今晚到。", "查到了。今晚到。"),
        ("他说“来”\r\n结果没来……\n8841呢", "他说“来”结果没来…… 8841呢"),
        ("查到了。 今晚到。", "查到了。 今晚到。"),
        ("好\n那我等", "好 那我等"),
    ],
)
def test_a_line_break_behind_a_chinese_stop_is_no_space(typed: str, shown: str) -> None:
    """On one line Chinese sentences follow each other; a space that was typed stays."""
    assert printable(typed) == shown


def test_quotation_marks_inside_others_are_of_the_second_rank() -> None:
    """Chinese marks of one shape around each other could not be told apart."""
    assert quoted("还说“正常现象”", "zh") == "“还说‘正常现象’”"
    assert quoted("还说‘正常现象’", "zh") == "“还说‘正常现象’”"
    assert quoted('they said "normal"', "en") == '"they said "normal""'
