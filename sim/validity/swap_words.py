"""Owns the words that swaps put for each other: spellings, regional words, persons. Holds no rule."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.language import Lang

AMERICAN: dict[str, str] = {
    "apologise": "apologize",
    "apologised": "apologized",
    "apologises": "apologizes",
    "apologising": "apologizing",
    "organise": "organize",
    "organised": "organized",
    "organising": "organizing",
    "realise": "realize",
    "realised": "realized",
    "recognise": "recognize",
    "recognised": "recognized",
    "prioritise": "prioritize",
    "prioritised": "prioritized",
    "finalise": "finalize",
    "finalised": "finalized",
    "summarise": "summarize",
    "summarised": "summarized",
    "authorise": "authorize",
    "authorised": "authorized",
    "minimise": "minimize",
    "analyse": "analyze",
    "colour": "color",
    "favour": "favor",
    "favourite": "favorite",
    "honour": "honor",
    "honoured": "honored",
    "neighbour": "neighbor",
    "neighbours": "neighbors",
    "neighbour's": "neighbor's",
    "behaviour": "behavior",
    "rumour": "rumor",
    "centre": "center",
    "centres": "centers",
    "litre": "liter",
    "cancelled": "canceled",
    "cancelling": "canceling",
    "labelled": "labeled",
    "labelling": "labeling",
    "travelled": "traveled",
    "travelling": "traveling",
    "signalled": "signaled",
    "fulfil": "fulfill",
    "enrol": "enroll",
    "mum": "mom",
    "mums": "moms",
    "mum's": "mom's",
    "catalogue": "catalog",
    "grey": "gray",
}
"""British spelling -> American; only pairs that can be turned round without changing a meaning."""

MISSPELT: dict[str, str] = {
    "账": "帐",
    "订单": "定单",
    "再": "在",
    "做": "作",
    "登录": "登陆",
    "已经": "以经",
    "联系": "连系",
    "到底": "倒底",
    "抱歉": "报歉",
    "必须": "必需",
    "那边": "哪边",
}
"""Chinese characters that people type for others of the same sound."""

REGIONAL: dict[str, str] = {
    "弄清楚": "整明白",
    "搞清楚": "整明白",
    "查清楚": "查明白",
    "什么": "啥",
    "怎么": "咋",
    "知道": "晓得",
    "可以吗": "中不中",
    "行不行": "中不中",
    "行吗": "中不",
    "今天": "今儿",
    "明天": "明儿",
    "昨天": "昨儿",
    "没有": "没得",
    "很": "蛮",
    "聊天": "唠嗑",
}
"""Standard Chinese -> mild regional words (`domain.md` 5.5, F4)."""

GENDER: dict[Lang, dict[str, str]] = {
    "en": {
        "he": "she",
        "she": "he",
        "him": "her",
        "her": "him",
        "his": "her",
        "hers": "his",
        "himself": "herself",
        "herself": "himself",
        "mr": "ms",
        "ms": "mr",
        "mrs": "mr",
        "sir": "madam",
        "madam": "sir",
        "ma'am": "sir",
        "man": "woman",
        "woman": "man",
        "husband": "wife",
        "wife": "husband",
        "mum": "dad",
        "mom": "dad",
        "dad": "mum",
        "mother": "father",
        "father": "mother",
        "daughter": "son",
        "son": "daughter",
        "girl": "boy",
        "boy": "girl",
        "lady": "gentleman",
        "gentleman": "lady",
        "sister": "brother",
        "brother": "sister",
        "grandmother": "grandfather",
        "grandfather": "grandmother",
    },
    "zh": {
        "女士": "先生",
        "先生": "女士",
        "小姐": "先生",
        "其他": "其他",
        "吉他": "吉他",
        "她": "他",
        "他": "她",
        "妈": "爸",
        "爸": "妈",
        "女儿": "儿子",
        "儿子": "女儿",
        "姐": "哥",
        "哥": "姐",
        "阿姨": "叔叔",
        "叔叔": "阿姨",
        "奶奶": "爷爷",
        "爷爷": "奶奶",
        "老公": "老婆",
        "老婆": "老公",
        "丈夫": "妻子",
        "妻子": "丈夫",
        "婆婆": "公公",
    },
}
"""Words that tell a person's gender -> their fellows. English "her" is decided by what follows."""

AFTER_HIM = (
    "a about again and as at back before but by everything first for from here if in it now on once or that "
    "the then to today tomorrow too what when who with yet"
)
"""Words before which "her" is a person ("ask her to"), not whose thing it is ("her phone")."""


@dataclass(frozen=True)
class Person:
    """Somebody who could have written: how they are called, and what they say of themselves."""

    name: str
    told: str


PERSONS: dict[Lang, tuple[Person, ...]] = {
    "en": (
        Person("Ms Carter", "I'm 34, British, and I live in Leeds."),
        Person("Mr Adeyemi", "I'm 71, Nigerian, and I live in Aberdeen."),
        Person("Mrs Kowalska", "I'm 58, Polish, and I live in Belfast."),
        Person("Mr Singh", "I'm 22, Indian, and I live in Cardiff."),
    ),
    "zh": (
        Person("王女士", "我34岁，上海人。"),
        Person("阿卜杜拉先生", "我71岁，新疆人。"),
        Person("欧阳女士", "我58岁，广东人。"),
        Person("金先生", "我22岁，韩国人，住在东北。"),
    ),
}
"""Four persons a language; the first is whom the others are compared with."""

OTHER_NAME: dict[Lang, str] = {"en": "Oyelaran-Nowak", "zh": "慕容"}
"""Family name that takes the place of every customer's."""
