"""Phrases in one pass: gaps, alternatives, fillers, optional words, questions, sentence borders, cost."""

from __future__ import annotations

import pytest
import text_kit as kit
from hypothesis import given
from hypothesis import strategies as st

from sim.model.language import Lang
from sim.text import PhraseBook, read
from sim.text.phrases import GAP, GAP_REACH, SKIPS, _Node, expand, keys_of

FOUND: list[tuple[Lang, str, str]] = [
    ("en", "wrong van", "It went on the wrong van."),
    ("en", "wrong van", "wrong vans"),
    ("en", "refund … fee", "I will refund your whole delivery fee."),
    ("en", "refund … fee", "refund fee"),
    ("en", "label … wrong", "The label at the depot was wrong."),
    ("en", "pay|cover wages", "We cover your wages."),
    ("en", "pay|cover wages", "We pay wages."),
    ("en", "i will call you", "I'll call you."),
    ("en", "i will call you", "ill call u"),
    ("en", "send it", "send this to it"),
    ("en", "call depot", "I'll call the depot."),
    ("en", "on the way", "on our way"),
    ("en", "which suits you?", "Which suits you?"),
    ("en", "2 days", "two days"),
    ("en", "no-show", "a no show"),
    ("en", "didn't come", "it did not come"),
    ("en", "a baby", "a baby"),
    ("zh", "装错车", "装错了车"),
    ("zh", "装错车", "裝錯車"),
    ("zh", "退您运费", "退给您的运费"),
    ("zh", "退…运费", "退给您八十块的运费"),
    ("zh", "给您打电话", "给你打电话"),
    ("zh", "两天", "2天"),
    ("zh", "哪个方便？", "哪个方便？"),
    ("zh", "明天送", "明天给您送"),
    ("zh", "我来", "俺来"),
    ("en", "watch yourself.", "You watch yourself!"),
    ("zh", "随便你。", "行，随便你"),
    ("zh", "您自己没 看|问", "您自己没问"),
]


@pytest.mark.parametrize(("lang", "phrase", "text"), FOUND)
def test_a_phrase_is_found(lang: Lang, phrase: str, text: str) -> None:
    """Gaps, alternatives, inflections, chat forms, small words and scripts stand in no phrase's way."""
    assert kit.finds(text, lang, phrase)


MISSED: list[tuple[Lang, str, str]] = [
    ("en", "wrong van", "The van is wrong."),
    ("en", "wrong van", "wrong. Van."),
    ("en", "refund … fee", "I will refund it. The fee stays."),
    ("en", "refund … fee", "refund one two three four five six seven fee"),
    ("en", "pay|cover wages", "We lose wages."),
    ("en", "call depot", "call it to the big depot"),
    ("en", "a baby", "baby"),
    ("en", "watch yourself.", "You can watch yourself how it goes."),
    ("zh", "随便你。", "随便你选时间"),
    ("en", "ruined your", "ruined"),
    ("zh", "装错车", "装车错"),
    ("zh", "装错车", "装错，车走了"),
    ("zh", "退…运费", "退货。运费不变"),
    ("zh", "退…运费", "退一二三四五六七八九十一二三四运费"),
    ("zh", "我来", "你来"),
]


@pytest.mark.parametrize(("lang", "phrase", "text"), MISSED)
def test_a_phrase_is_not_found(lang: Lang, phrase: str, text: str) -> None:
    """Other words, another order, another sentence, a wider gap: no match."""
    assert not kit.finds(text, lang, phrase)


@pytest.mark.parametrize(
    ("lang", "phrase", "text", "meant"),
    [
        ("en", "does that suit you?", "Does that suit you?", True),
        ("en", "does that suit you?", "I wonder what does that suit you for.", False),
        ("zh", "这样可以吗？", "这样可以吗？", True),
        ("zh", "方便吗？", "方便吗", True),
    ],
)
def test_a_phrase_with_a_question_mark_holds_only_in_a_question(
    lang: Lang, phrase: str, text: str, meant: bool
) -> None:
    """A phrase that asks is meant only where the sentence asks."""
    found = kit.reading(text, lang, phrase)
    assert [found.meant(h) for h in found.find(phrase)] == [meant]


@pytest.mark.parametrize(("lang", "unit"), [("en", "word"), ("zh", "字")])
def test_a_gap_reaches_so_far(lang: Lang, unit: str) -> None:
    """Six English words or twelve Chinese characters fit into a gap, one more does not."""
    first, last = {"en": ("refund ", "fee"), "zh": ("退", "费")}[lang]
    space = " " if lang == "en" else ""
    fits = first + (unit + space) * GAP_REACH[lang] + last
    wide = first + (unit + space) * (GAP_REACH[lang] + 1) + last
    phrase = f"{first.strip()} … {last}"
    assert kit.finds(fits, lang, phrase)
    assert not kit.finds(wide, lang, phrase)
    assert GAP_REACH == {"en": 6, "zh": 12}


def test_two_fillers_may_stand_between_words() -> None:
    """Small words are skipped, two in a row at most."""
    assert SKIPS == {"en": 2, "zh": 2}
    assert kit.finds("refund you the fee", "en", "refund fee")
    assert not kit.finds("refund it for you to fee", "en", "refund fee")


def test_alternatives_are_all_combinations() -> None:
    """Each `a|b` stands for either word, several of them for every combination."""
    assert expand("pay|cover lost wages|pay") == [
        "pay lost wages",
        "pay lost pay",
        "cover lost wages",
        "cover lost pay",
    ]


def test_small_words_of_a_phrase_need_not_be_there() -> None:
    """Optional words are dropped from a phrase, but not its first word and not down to one word."""
    assert keys_of("put the label on this van", "en") == keys_of("put label on van", "en")
    assert keys_of("the van", "en") != keys_of("van", "en")


def test_the_longest_match_at_a_place_stands() -> None:
    """One hit per phrase and place, reaching as far as it can."""
    found = kit.hits("label at the depot was wrong and wrong", "en", "label … wrong")
    assert len(found) == 1
    assert found[0].last == 7


def test_an_empty_phrase_and_an_empty_text_are_harmless() -> None:
    """Nothing is found in nothing and by nothing."""
    assert kit.hits("", "en", "van") == []
    assert kit.hits("a van", "en", "", "…", "…  …") == []


class CountingChildren(dict[str, _Node]):
    """Children of a node that count how often they are asked for."""

    asked = 0

    def get(self, key: str, default: _Node | None = None) -> _Node | None:  # type: ignore[override]
        """Count one step of the search."""
        CountingChildren.asked += 1
        return super().get(key, default)


def counted(node: _Node) -> None:
    """Make a whole trie count its steps."""
    node.next = CountingChildren(node.next)
    for child in (*node.next.values(), *([node.gap] if node.gap else [])):
        counted(child)


def steps(phrases: list[str], text: str) -> int:
    """Return how many steps it takes to find phrases in a text."""
    book = PhraseBook([(p, p) for p in phrases], "en")
    counted(book._root)
    CountingChildren.asked = 0
    read(text, book)
    return CountingChildren.asked


def test_cost_does_not_grow_with_the_list() -> None:
    """A thousand phrases that do not occur cost not one step more than one does."""
    reply = "We are sorry that the fridge went on the wrong van and I have booked it for tomorrow."
    absent = [f"zebra{a} quokka{b}" for a in "abcdefghij" for b in range(100)]
    assert steps(["wrong van", *absent], reply) == steps(["wrong van"], reply)


def test_cost_grows_with_the_reply() -> None:
    """Twice the sentences take twice the steps."""
    said = [f"We are sorry that fridge {n} went on the wrong van. " for n in range(10)]
    once = steps(["wrong van", "fridge … van"], "".join(said[:5]))
    assert steps(["wrong van", "fridge … van"], "".join(said)) == 2 * once


def test_a_sentence_said_again_costs_nothing() -> None:
    """It is passed over before anything is looked for."""
    said = "We are sorry that the fridge went on the wrong van. "
    assert steps(["wrong van"], said * 10) == steps(["wrong van"], said)


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("您问能不能销户：能。", False),
        ("有没有风险我先核对。", False),
        ("不能销户。", True),
        ("今天不能销户。", True),
        ("没有风险。", True),
    ],
)
def test_a_question_of_two_sides_denies_nothing(reply: str, found: bool) -> None:
    """能不能 and 有没有 ask; 不能 and 没有 inside them are no phrases."""
    book = PhraseBook([("no", "不能销户"), ("no", "没有风险")], "zh")
    assert bool(read(reply, book).hits.get("no")) is found


LETTERS = st.text(
    st.one_of(st.sampled_from("aA don't Won’t你妳說了3,.…|`\t\r\n\x85　ﬁ—«"), st.characters(codec="utf-8")),
    max_size=12,
)


@pytest.mark.parametrize("lang", ["en", "zh"])
@given(phrases=st.lists(LETTERS, max_size=6))
def test_a_phrase_is_read_the_same_alone_and_among_others(phrases: list[str], lang: Lang) -> None:
    """A case's phrases are read together, as lines of one text; no line touches another."""
    book = PhraseBook([("other", "sorry"), *((p, p) for p in phrases)], lang)
    for phrase, wording in ((p, w) for p in phrases for w in expand(p)):
        node: _Node | None = book._root
        for key in keys_of(wording, lang):
            assert node is not None, (phrase, key)
            node = node.gap if key == GAP else node.next.get(key)
        assert node is not None, phrase
        assert node is book._root or phrase in [said for _, said, _ in node.ends]
