"""Owns what is noticed in one sentence (a unit): its wording in small pieces, and the signs of the checks.

A signal is a name. Wording is pieces of one to three words (Chinese: characters);
signs start with `@`: a fact of the case stated (`@offer`), negated (`@offer-`),
quoted (`@offer~`) or copied (`@offer=`), a time, a sum, a figure that the case does
not know, a commitment, what another check found. Never decides what they are worth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from operator import add

from sim.model.language import CURRENCY, Lang
from sim.model.scenario import Scenario
from sim.scoring.context import Case
from sim.text import KnownFigures, Reading, find_figures, find_weekdays

BEGINNING = 5
"""Letters of a long English word that stand for its family ("apolog", "refund")."""


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals of one unit: wording, and signs of the checks."""

    wording: frozenset[str]
    signs: frozenset[str]


LONG = {"en": 24, "zh": 40}
"""Tokens from which a "sentence" is several written without full stops; it is read clause by clause then.

A design value: well above what one spoken sentence holds.
"""

LEAST_UNIT = {"en": 8, "zh": 12}
"""Tokens of the units that a long sentence is read in: clauses are joined until they have as many."""


def units(reading: Reading, lang: Lang) -> list[list[list[int]]]:
    """Return, for each sentence, the tokens of each unit that is read as one: all of it, then its clauses.

    Only a long sentence has clauses here; together they hold all of its tokens, each once.
    """
    found = []
    for sentence in reading.sentences:
        inside = reading.tokens_in(sentence.index)
        found.append([inside, *_clauses(reading, inside, lang)] if len(inside) > LONG[lang] else [inside])
    return found


def _clauses(reading: Reading, inside: list[int], lang: Lang) -> list[list[int]]:
    found: list[list[int]] = []
    unit: list[int] = []
    for token in inside:
        fresh = unit and reading.clause_of[token] != reading.clause_of[unit[-1]]
        if fresh and len(unit) >= LEAST_UNIT[lang]:
            found.append(unit)
            unit = []
        unit.append(token)
    if not found:
        return []
    if len(unit) < LEAST_UNIT[lang] // 2:
        found[-1] = found[-1] + unit
    else:
        found.append(unit)
    return found


ARTICLES = frozenset({"a", "an", "the"})
"""Left out of the wording: who learns English leaves them out (fairness test F3)."""

PERSONS = {
    **dict.fromkeys(("mr", "mrs", "ms", "miss", "sir", "madam", "ma'am", "maam"), "@title"),
    **dict.fromkeys(("he", "she", "他", "她"), "@he"),
    **dict.fromkeys(("爸", "妈"), "@parent"),
    **dict.fromkeys(("him", "her", "his", "hers"), "@him"),
    **dict.fromkeys(("mum", "mom", "mother", "dad", "father", "mam"), "@parent"),
    **dict.fromkeys(("son", "daughter", "boy", "girl"), "@child"),
    **dict.fromkeys(("husband", "wife", "brother", "sister"), "@relative"),
}
"""Words that tell sex or age apart and nothing else; each row is one word (fairness test F6)."""

ZH_PERSONS = {
    **dict.fromkeys(
        ("先生", "女士", "小姐", "大哥", "大姐", "大爷", "大妈", "阿姨", "叔叔", "太太"), "@title"
    ),
    **dict.fromkeys(("妈妈", "爸爸", "母亲", "父亲", "老妈", "老爸"), "@parent"),
    **dict.fromkeys(("儿子", "女儿", "男孩", "女孩", "闺女"), "@child"),
    **dict.fromkeys(("老公", "老婆", "丈夫", "妻子", "哥哥", "姐姐", "弟弟", "妹妹", "爱人"), "@relative"),
}
"""The same in Chinese: forms of address and relatives, two characters each; 她 and 他 are `@he`."""


HERE = frozenset({"这边", "这里", "这儿"})
"""Behind 我 or 我们 these say no more than 我 does, and are left out (fairness test F4)."""

PAIRED = HERE | ZH_PERSONS.keys()
"""Pairs of characters that are read as one word, or not at all."""


def _here(reading: Reading, at: int, first: int, last: int) -> bool:
    """Say whether a token begins the 这边 of 我这边."""
    tokens = reading.tokens
    if not first < at < last or tokens[at].raw + tokens[at + 1].raw not in HERE:
        return False
    return tokens[at - 1].raw == "我" or (tokens[at - 1].raw == "们" and tokens[at - 2].raw == "我")


def _person(reading: Reading, at: int, last: int) -> str:
    """Return the class of the Chinese word for a person that begins at a token, or nothing."""
    pair = reading.tokens[at].raw + reading.tokens[at + 1].raw if at < last else ""
    return ZH_PERSONS.get(pair, "")


def _keys(reading: Reading, inside: list[int], lang: Lang) -> list[str]:
    """Return the words of a unit as wording knows them."""
    tokens = [reading.tokens[i] for i in inside]
    raws = [token.raw for token in tokens]
    if lang == "en" or PAIRED.isdisjoint(map(add, raws, raws[1:])):
        return [
            "#" if token.raw[0].isdigit() else PERSONS.get(token.raw, token.key)
            for token in tokens
            if token.raw not in ARTICLES
        ]
    return _untitled(reading, inside)


def _untitled(reading: Reading, inside: list[int]) -> list[str]:
    """Return the words of a Chinese unit that holds words for persons or 我这边, with one sign for each."""
    keys: list[str] = []
    skip = False
    for i in inside:
        token = reading.tokens[i]
        if skip:
            skip = False
        elif person := _person(reading, i, inside[-1]):
            keys.append(person)
            skip = True
        elif _here(reading, i, inside[0], inside[-1]):
            skip = True
        elif _person(reading, i + 1, inside[-1]) == "@title":
            continue  # the surname in front of a title: who is spoken to is no sign
        elif token.raw not in ARTICLES:
            keys.append("#" if token.raw[0].isdigit() else PERSONS.get(token.raw, token.key))
    return keys


def pieces(reading: Reading, inside: list[int], lang: Lang) -> frozenset[str]:
    """Return the pieces of wording of a unit."""
    keys = _keys(reading, inside, lang)
    if not keys:
        return frozenset()
    row = ["^", *keys, "$"]
    if _asks(reading, inside[-1]):
        row.append("?")
    glue = "" if lang == "zh" else " "
    found = set(row)
    found.update(map(glue.join, pairwise(row)))
    found.update(map(glue.join, zip(row, row[1:], row[2:], strict=False)))
    if lang == "en":
        found.update("*" + key[:BEGINNING] for key in keys if len(key) > BEGINNING)
    return frozenset(found - {"^", "$"})


def _asks(reading: Reading, last: int) -> bool:
    """Say whether a unit that ends with a token is a question, with its mark or without one."""
    after = reading.tokens[last].end
    if reading.plain.text[after : after + 2].strip().startswith(("?", "？")):
        return True
    sentence = reading.sentence_of[last]
    ends = last + 1 == len(reading.tokens) or reading.sentence_of[last + 1] != sentence
    return ends and reading.sentences[sentence].question


def _in_currency(sums: Mapping[str, float], lang: Lang) -> list[float]:
    """Return the sums in the currency of a language, or all of them where it has none."""
    own = sums.get(CURRENCY[lang])
    return list(sums.values()) if own is None else [own]


def known_figures(scenario: Scenario, lang: Lang) -> KnownFigures:
    """Return every figure that a scenario names: card, facts, what the customer says."""
    facts = scenario.facts
    texts = [scenario.about.get(lang), *facts.cause.say.get(lang), *facts.incident.get(lang)]
    for entry in facts.card:
        texts += [entry.text.get(lang), entry.label.get(lang)]
    for turn in scenario.turns:
        texts += [variant.text.get(lang) for variant in turn.says]
    texts += [impact.label.get(lang) for impact in facts.impacts.values()]
    texts += [issue.label.get(lang) for issue in facts.issues.values()]
    for offer in facts.offers.values():
        texts += [offer.label.get(lang), *offer.say.get(lang)]
    for limit in facts.limits.values():
        texts += [limit.label.get(lang), *limit.say.get(lang)]
    values: list[float] = []
    for offer in facts.offers.values():
        values += [v for sums in (offer.max, offer.fixed) for v in _in_currency(sums, lang)]
        values += [hour for slot in offer.times for hour in (slot.from_, slot.to) if hour is not None]
    return KnownFigures(texts, values, lang)


WHOLE = frozenset({"R0", "R5", "R6", "R7", "A1", "X09", "X24"})
"""Codes that checks find from several sentences at once: where they put them says nothing of that
sentence."""


def signs(case: Case, parts: list[list[int]]) -> list[set[str]]:
    """Return the signs of each unit."""
    reading = case.reading
    units_of: dict[int, list[set[str]]] = defaultdict(list)
    found: list[set[str]] = [set() for _ in parts]
    for part, mine in zip(parts, found, strict=True):
        for token in part:
            units_of[token].append(mine)

    def put(token: int, *names: str) -> None:
        for mine in units_of.get(token, ()):
            mine.update(names)

    for ref, hits in reading.hits.items():
        kind, _, name = ref.partition(".")
        sign = f"@say.{name}" if kind == "rubric" else f"@{ref}" if kind == "family" else f"@{kind}"
        for hit in hits:
            meant = not (reading.quoted(hit) or reading.reported(hit) or reading.sentence(hit).counterfactual)
            own = kind in ("rubric", "family") or case.own_words(hit)
            marks = ("-" if reading.negated(hit) else "") + ("" if meant else "~") + ("" if own else "=")
            put(hit.first, sign + marks)
    for when in reading.times:
        put(reading.token_at(when.start), "@time", f"@time.{when.kind}")
    for amount in reading.amounts:
        put(reading.token_at(amount.start), "@amount")
    for part, mine in zip(parts, found, strict=True):
        mine.update(_of_unit(reading, part, case.figures, case.lang))
    for commitment in case.commitments:
        put(commitment.first, f"@{commitment.strength}" + ("!" if commitment.rejected else ""))
        if commitment.refs:
            put(commitment.first, f"@{commitment.strength}.offer")
    for finding in case.findings:
        if finding.code not in WHOLE:
            put(case.token_at(finding.span[0]), f"@found.{finding.code}")
    return found


def _of_unit(reading: Reading, inside: list[int], known: KnownFigures, lang: Lang) -> Iterator[str]:
    if not inside:
        return
    sentence = reading.sentences[reading.sentence_of[inside[0]]]
    if sentence.question:
        yield "@q"
    if sentence.counterfactual:
        yield "@cf"
    text = reading.plain.text[reading.tokens[inside[0]].start : reading.tokens[inside[-1]].end + 12]
    end = reading.tokens[inside[-1]].end - reading.tokens[inside[0]].start
    for figure in find_figures(text, lang):
        if figure.start < end:
            yield (
                "@fig.known" if figure.value in known.values else "@fig.unknown" if figure.counts else "@fig"
            )
    for place, day in find_weekdays(text, lang):
        if place < end:
            yield "@day.known" if day in known.days else "@day.unknown"
