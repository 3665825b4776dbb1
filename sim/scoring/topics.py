"""Owns what a case is about: the words that name something in its texts.

A sentence that holds one of them in the writer's own words speaks of this case, also where no listed
phrase of a fact stands in it ("she was standing there in her wedding dress"). Earns nothing by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sim.model.language import Lang
from sim.model.scenario import Scenario
from sim.scoring.glue import GLUE
from sim.text import Token, tokens_of

SHORTEST = 4
"""Letters of an English word that names something; shorter ones are mostly grammar."""

_COMMON_EN = """
about above across actually after again ahead almost along already also although always angry annoyed
annoying another answer anyone anything anyway anywhere apart apologise apologize apology around aside
ask away awful back because become before begin behind being below beside besides better between beyond
both bring call cannot care case certain certainly chance change cheap clear clearly close come
completely could course customer day days definitely difference different difficult directly
disappointed disappointing does doing done down during each earlier early easily easy either else
elsewhere end enough entire especially even ever every everyone everything everywhere exactly explain
fact fair fairly feel feeling feelings finally find fine first five following forward four free from
front frustrated frustrating frustration full furious further gave get gets give given going gone good
great half happen happens hard hardly have having hear help here herself himself hold honest honestly
hope hour hours however inconvenience indeed inside instead into itself just keep kept kind knew know
large last later least leave left less let like likely listen little long look lost made make many
matter maybe mean meant mention mentioned might mind mine minute minutes moment more most much must
myself need never next nine nobody none normal nothing notice nowhere obvious obviously off often once
only onto other otherwise ourselves outside over part particular people perhaps plain please point
possible pretty probably problem promise proper properly put question quick quickly quite rather reach
read ready real really reason regard regarding reply right round sad said same saying says second see
seem seen send sent seven several short should show side simple simply since some somebody somehow
someone something sometimes somewhere soon sorry sort speak spend spent start stay step still stop story
straight such suppose sure surely take taken talk tell ten terrible than thank themselves there thing
things think third though thought three through time times today together told tomorrow tonight took
totally touch towards true truly trust try turn type under understand unless until upset using usual
usually various very wait want waste wasted week weeks well went whatever whether which while whoever
whole whose willing wish without word worried worry worth would write wrong year years yes yet your
yourself
"""

_COMMON_ZH = """
什么 怎么 现在 知道 告诉 处理 确认 解决 问题 情况 时候 自己 清楚 结果 联系 回来 着急 生气 心情 理解 明白
抱歉 道歉 麻烦 谢谢 感谢 希望 需要 应该 一定 马上 尽快 客户 客服 公司 工作 人员 事情 没人 有人 大家 别人
真的 非常 特别 直接 然后 之前 之后 以后 刚才 当然 最好 上面 这边 那边 如果 因为 所以 但是 而且 或者 同样
意思 说法 觉得 看看 看来 算数 办法 记得 记着 出来 起来 过来 下来 上来 心里 里面 东西 地方 今天 明天 晚上
上午 下午 分钟 时间 小时 投诉 负责 责任 放心 保证 答应 回复 消息 电话 任何 哪里 哪儿 哪个 多少 几点 原因
方便 安排 一直 一次 一下 两次 第次 失望 难受 委屈 气愤 愤怒 担心 害怕 焦急 辛苦 不便 体谅 感受
关心 重视 团队 服务 标准 品质 规定 流程 系统 用户 顾客 朋友 同事 领导 部门 打电 想想 想办 家等 实话 承诺 补偿
"""

LOOSE = frozenset("们每次个位些样份天没来去上下时点前后现谁怎哪什几多又才当先之以得很最更与及其各另号")
"""Chinese characters that hold words together or count: a pair with one is mostly no word (次没, 位客)."""

COMMON: dict[Lang, frozenset[str]] = {
    "en": frozenset(_COMMON_EN.split()),
    "zh": frozenset(_COMMON_ZH.split()),
}
"""Words of any talk with a customer, which name nothing of one case.

Pinned by the attacks of `domain.md` 5.4: "I can't help you" speaks of no case, though its customer
asked for help.
"""


def naming(tokens: Sequence[Token], lang: Lang) -> Iterator[tuple[int, int]]:
    """Yield first and last place of what names something: an English word, two Chinese characters."""
    glue = GLUE[lang]
    if lang == "en":
        for at, token in enumerate(tokens):
            if len(token.raw) >= SHORTEST and token.raw.isalpha() and token.raw not in glue:
                yield at, at
        return
    for at, (one, two) in enumerate(pairwise(tokens)):
        if not (one.raw.isascii() or two.raw.isascii() or one.raw in glue or two.raw in glue):
            yield at, at + 1


def names(tokens: Sequence[Token], lang: Lang) -> Iterator[tuple[int, str]]:
    """Yield what names something of one case: where it begins, and its key."""
    common = COMMON[lang]
    for first, last in naming(tokens, lang):
        named = tokens[first : last + 1]
        if lang == "zh" and any(t.key.isascii() or t.raw in LOOSE for t in named):
            continue
        if "".join(t.raw for t in named) not in common:
            yield first, "".join(t.key for t in named)


def topics(scenario: Scenario, lang: Lang) -> frozenset[str]:
    """Return the keys of what a scenario's texts name: card, cause, impacts, offers, the customer's words."""
    return frozenset(key for text in _texts(scenario, lang) for _, key in names(tokens_of(text), lang))


def spelling_of(scenario: Scenario, lang: Lang) -> dict[str, str]:
    """Return how the scenario's texts spell its topics, by key, for people to read.

    Two Chinese characters that are the end of one word and the beginning of another are left out.
    """
    told = [(text, tokens_of(text)) for text in _texts(scenario, lang)]
    often = Counter(one.raw + two.raw for _, tokens in told for one, two in pairwise(tokens))
    spelt: dict[str, str] = {}
    for text, tokens in told:
        for at, key in names(tokens, lang):
            first, last = _word(tokens, at, often) if lang == "zh" else (at, at)
            plain = "".join(t.raw for t in tokens[first : last + 1])
            typed = text[tokens[first].start :][: len(plain)]
            word = typed if typed.lower() == plain else plain
            if plain and (key not in spelt or (word.islower() and not spelt[key].islower())):
                spelt[key] = word  # rather not as it begins a sentence
    return spelt


def _word(tokens: Sequence[Token], at: int, often: Counter[str]) -> tuple[int, int]:
    """Return first and last place of the Chinese word around two characters; nothing where they are none.

    A word of any talk that shares one of them takes the other in (作日 is of 工作日); where a pair beside it
    is found more often, that is the word, and these two only stand side by side.
    """
    before = tokens[at - 1].raw + tokens[at].raw if at else ""
    behind = tokens[at + 1].raw + tokens[at + 2].raw if at + 2 < len(tokens) else ""
    if before in COMMON["zh"]:
        return at - 1, at + 1
    if behind in COMMON["zh"]:
        return at, at + 2
    if max(often[before], often[behind]) > often[tokens[at].raw + tokens[at + 1].raw]:
        return at, at - 1
    return at, at + 1


def _texts(scenario: Scenario, lang: Lang) -> Iterator[str]:
    facts = scenario.facts
    yield scenario.about.get(lang)
    yield from facts.incident.get(lang)
    yield from facts.cause.say.get(lang)
    for entry in facts.card:
        yield from (entry.label.get(lang), entry.text.get(lang))
    for group in (facts.impacts, facts.issues, facts.offers, facts.limits):
        yield from (fact.label.get(lang) for fact in group.values())
    for turn in scenario.turns:
        yield from (variant.text.get(lang) for variant in turn.says)
