"""Plain text: one shape for what is the same, and every place of it leads back to what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.text.normalise import normalise

STEADY = settings(max_examples=150, deadline=None, derandomize=True)

TYPED = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("aZ0 .,!?'\"\n\t£€的您嗎車ＡＢ１２，。“”‘’–—…\u200b\u0301\ufb01İß\u3000"),
    ),
    max_size=60,
)


@STEADY
@given(TYPED)
def test_every_place_leads_back_into_the_original(text: str) -> None:
    """The map has one place for each plain character, inside the original and never going back."""
    plain = normalise(text)
    assert plain.original == text
    assert len(plain.places) == len(plain.text)
    assert all(0 <= place < len(text) for place in plain.places)
    assert list(plain.places) == sorted(plain.places)


@STEADY
@given(TYPED, st.data())
def test_every_span_leads_back_into_the_original(text: str, data: st.DataObject) -> None:
    """A span of the plain text maps to an ordered span inside the original, and a wider one never to less."""
    plain = normalise(text)
    start = data.draw(st.integers(0, len(plain.text)))
    end = data.draw(st.integers(start, len(plain.text)))
    first, last = plain.span(start, end)
    assert 0 <= first <= last <= len(text)
    if start < end:
        assert first < last
        outer = plain.span(max(0, start - 1), min(len(plain.text), end + 1))
        assert outer[0] <= first <= last <= outer[1]


@STEADY
@given(st.text(alphabet="aZ0 .,!?'\"\n£€您嗎車ＡＢ１２，。“”‘’–…~\u200b\u3000", max_size=60))
def test_plain_text_is_plain_already(text: str) -> None:
    """Normalising twice changes nothing more."""
    once = normalise(text).text
    assert normalise(once).text == once


@STEADY
@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=60))
def test_ascii_keeps_its_length(text: str) -> None:
    """In English every visible character stays in its place; only a space after a space goes."""
    visible = [
        c
        for i, c in enumerate(text)
        if (c.isprintable() or c in "\n\t\r") and not (c in " \t" and i and text[i - 1].isspace())
    ]
    assert len(normalise(text).text) == len(visible)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Hello", "hello"),
        ("ＨＥＬＬＯ", "hello"),
        ("８８４１", "8841"),
        ("８：００－１２：００", "8:00-12:00"),
        ("it’s", "it's"),
        ("it‘s", "it's"),
        ("it`s", "it's"),
        ("“so”", '"so"'),
        ("「好」", '"好"'),
        ("8–12", "8-12"),
        ("8—12", "8-12"),
        ("8〜12", "8-12"),
        ("sor\u200bry", "sorry"),
        ("sor\u00adry", "sorry"),
        ("\ufeffok", "ok"),
        ("o\u202ek", "ok"),
        ("a\x00b\x1bc", "abc"),
        ("冰箱還沒到", "冰箱还没到"),
        ("請您稍候，訂單", "请您稍候,订单"),
        ("ﬁxed", "fixed"),
        ("Straße", "strasse"),
        ("a\tb", "a b"),
        ("a\r\nb", "a\n\nb"),
        ("£25", "£25"),
        ("￥80", "¥80"),
        ("请别在骂了，不用在讲", "请别再骂了,不用再讲"),
        ("别在这儿等，我不在家", "别在这儿等,我不在家"),
        ("这事我作主，作不到的不说", "这事我做主,做不到的不说"),
        ("一个工做日，工作不好做", "一个工作日,工作不好做"),
        ("登陆后看定单", "登录后看订单"),
        ("", ""),
    ],
)
def test_one_shape_for_what_is_the_same(typed: str, plain: str) -> None:
    """Case, width, quotes, dashes, Traditional characters and what cannot be seen make no difference."""
    assert normalise(typed).text == plain


def test_a_span_holds_what_was_typed() -> None:
    """The quote of a plain span is the trainee's own typing, invisible characters and all."""
    typed = "Ｓor\u200bry — 對不起"
    plain = normalise(typed)
    start = plain.text.index("sorry")
    assert typed[slice(*plain.span(start, start + 5))] == "Ｓor\u200bry"
    start = plain.text.index("对不起")
    assert typed[slice(*plain.span(start, start + 3))] == "對不起"
