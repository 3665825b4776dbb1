"""Sentences and clauses: every character belongs to one, figures and abbreviations end none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.text.normalise import normalise
from sim.text.segment import clauses, sentences


def pieces(text: str) -> list[str]:
    """Return the sentences of a text as typed."""
    return [text[p.start : p.end].strip() for p in sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("It costs 2.50 pounds.", 1),
        ("At 7 p.m. today it comes.", 1),
        ("I'll message you by 6 p.m. Is that all right?", 2),
        ("I'll message you by 6 p.m. You needn't do anything.", 2),
        ("Between 8 a.m. and 12 p.m. on Monday it comes.", 1),
        ("Mr. Denby confirms it.", 1),
        ("First line\nSecond line", 2),
        ("Sorry; we were late.", 2),
        ("好的。明天送！可以吗？", 3),
        ("对不起，我们错了。", 1),
        ("等等……好的", 2),
        ("", 0),
        ("Really?! Yes.", 2),
        ("Dear Ms Dawson, we are sorry.", 1),
    ],
)
def test_sentences_end_where_people_end_them(text: str, count: int) -> None:
    """Full stops, question marks, semicolons and new lines end a sentence; figures and titles do not."""
    assert len(pieces(normalise(text).text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I can't pay wages, but I can refund the fee.", 2),
        ("I can't pay wages but I can refund the fee.", 2),
        ("If it slips, text me.", 2),
        ("It costs 1,000 pounds.", 1),
        ("工资赔不了，但是运费可以退", 2),
        ("工资赔不了但运费可以退", 2),
        ("对不起 明天给您送", 2),
        ("如果没到，我补发", 2),
    ],
)
def test_clauses_end_at_commas_and_turns(text: str, count: int) -> None:
    """Commas, turns such as "but" and, in Chinese, blanks part clauses; figures do not."""
    plain = normalise(text).text
    (sentence,) = sentences(plain)
    assert len(clauses(plain, sentence)) == count


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(alphabet=st.sampled_from("ab1 .,!?;\n-。，！？但是如果because but\"'()"), max_size=60))
def test_nothing_is_lost(text: str) -> None:
    """Sentences tile the text, clauses tile the sentence."""
    plain = normalise(text).text
    at = 0
    for sentence in sentences(plain):
        assert sentence.start == at < sentence.end
        at = sentence.end
        inner = sentence.start
        for clause in clauses(plain, sentence):
            assert clause.start == inner < clause.end
            inner = clause.end
        assert inner == sentence.end
    assert at == len(plain)
