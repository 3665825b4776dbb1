"""Owns what ties words of a drill's answer together: a name that stands alone, its stretch, its verdict.

Knows no point and no score; `sim.scoring.drills` asks it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from sim.model.language import Lang
from sim.scoring.glue import GLUE
from sim.text import Hit, Reading, Token
from sim.text.polarity import NEGATORS, is_negative, quoted_spans

TERM = {"en": 30, "zh": 12}
"""Characters of a quotation up to which it marks a term (“price loyalty”, “了解”) and is no quoted speech."""

_NO_VERDICT = {
    "en": re.compile(r"(?:\bnot|n't) (?:just|only|merely|simply)\b|\bgoods\b"),
    "zh": re.compile("^.?好[几多像比在让把些]|^[做办搞最更只]好.$|先好"),
}
"""Words that look like a verdict and are none: “isn't just below”, “好几个月”, “做好”."""

REACH = {"en": 6, "zh": 3}
"""Words or characters that a negator reaches to its right; fewer Chinese ones than in a reply, since an
explanation runs on after “不能办的事”."""

_HARMLESS = re.compile(
    "不断|不同|不仅|不但|不光|不只|不管|不论|无论|无微不至|无非|别人|特别|区别|分别|级别|个别|性别|类别|识别|"
    "不错|不少|不用|不必|不过|不久|差不多|没问题|不得不|不计较|不在乎"
)
"""Chinese words with a negator in them that deny nothing of what follows."""

_DOUBT = {
    "en": re.compile(r"\b(?:not|never|no|nor|cannot|without)\b|n't\b"),
    "zh": re.compile("[不没非别未勿]"),
}
"""Any of these before a wrong claim in its clause: then it is not charged."""

LEAST_STRETCH = {"en": 4, "zh": 5}
"""Words (English) or characters (Chinese) beside a name from which its sentence may be an explanation.

The shortest explanations among the answers on record have five and six.
"""

LIST_FROM = {"en": 8, "zh": 10}
"""Words beside a name from which too few of those that hold a sentence together make a list; a shorter
stretch may do without them (“形象方面做好宣传”)."""

LEAST_GLUE = {"en": 0.15, "zh": 0.07}
"""Share of words that hold a sentence together, below which words are a list; as in `sim.scoring.gaming`."""

SHORTEST = {"en": 12, "zh": 22}
"""Words from which an answer can be told to be a list as a whole; a heading with its names is shorter."""

_MORE_EN = (
    "their because only more most even every each without while whether not just they them than into "
    "such any all before after between through towards rather also too very much"
)
_MORE: dict[Lang, frozenset[str]] = {
    "en": frozenset(_MORE_EN.split(" ")),
    "zh": frozenset(
        "为与以因而从对其之能可将他她们来去用更最比才只或需再又很所等使得向如若但既虽"
        "均仅于未各已应请该本及即并另"
    ),
}
"""Words that hold the sentences of an explanation together, beside those of service talk."""

CHOPPED = 8
PIECE = {"en": 1.6, "zh": 2.6}
"""So many entries of so few words each are a list: “price good” has two, “价格达标” four."""

_COMMA = re.compile("[,、，]")

_BEFORE = {
    "en": re.compile(
        r"(?:^|[^a-z0-9' ]|\b(?:are|is|and|or|to|by|include[sd]?|namely|first(?:ly)?|second(?:ly)?|"
        r"third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|sixth(?:ly)?|finally|lastly|then|next|also|be|the|about|on|"
        r"links?|steps?|types?|drivers?|strateg(?:y|ies)|c's|cs|one|two|three|four|five|six|through|plus|their|"
        r"your|our|his|her|work on|use))\s*['\"(*_]*\s*$"
    ),
    "zh": re.compile(
        r"(?:^|[^\u3400-\u9fffa-z]|是|和|与|及|为|即|有|括|别|[1-6]|先|再|后|通过|从|靠|到|首先|其次|最后|"
        r"第[一二三四五六]|环节|类|种|型|用|在|还|叫|做好|讲|看|的|看他的|对方|申请人)\s*['\"(*_]*\s*$"
    ),
}
"""What stands before a word that is a heading or an entry of a list."""

_AFTER = {
    "en": re.compile(
        r"\s*['\")*_]*\s*(?:$|[^a-z0-9' (]|\(|\b(?:isn't|aren't|doesn't|has|have|"
        r"is|are|was|means?|meaning|and|or|plus|stands|says?|"
        r"tells?|asks?|covers?|"
        r"refers|link|stage|step|type|loyalty|loyals?|customers?|comes|needs|matters?|because|as|so|they|you|we|"
        r"lets?|should|must|can|what|how|strategy|side|factor|where|when|who|which|that|in|of|to|score[sd]?|at)\b)"
    ),
    "zh": re.compile(
        r"\s*['\")*_]*\s*(?:$|[^\u3400-\u9fffa-z]|是|就|指|环节|阶段|即|和|与|及|以及|并|层面|这|方面|因素|维度|型|性|类|"
        r"忠诚|策略|原则|则|要|不|看|代表|说明|意味|主要|也|讲|上|,|靠|对应|指的)"
    ),
}
"""What stands behind one."""


def stands_alone(reading: Reading, hit: Hit) -> bool:
    """Say whether a word is a heading or an entry of a list, with nothing tied to it that changes it."""
    text = reading.plain.text
    start, end = reading.tokens[hit.first].start, reading.tokens[hit.last].end
    before, after = text[max(0, start - 24) : start], text[end : end + 14]
    return bool(_BEFORE[reading.lang].search(before) and _AFTER[reading.lang].match(after))


def negated(reading: Reading, hit: Hit, judged: Collection[int] = ()) -> bool:
    """Say whether a negator before the hit in its clause, or inside it, turns it around.

    Narrower than `Reading.negated`: an explanation speaks of what goes “beyond what they expect”, and of
    what is improved “不断”. A word that is a verdict itself (“fails”), at one of `judged`, turns nothing.
    """
    clause = reading.clause_tokens(hit.first)
    low, high = max(clause[0], hit.first - REACH[reading.lang]), min(hit.last, clause[-1])
    low = max([low, *(i + 1 for i in judged if i < hit.first)])
    if _turns(reading, clause, low, hit.first - 1):
        return True
    return not is_negative(hit.phrase, reading.lang) and _turns(reading, clause, hit.first + 1, high)


def _turns(reading: Reading, clause: list[int], first: int, last: int) -> bool:
    """Say whether a word between two tokens of a clause turns what follows it around."""
    if last < first or not reading.holds_negator(first, last):
        return False
    if reading.lang == "en":
        return True
    start = reading.tokens[clause[0]].start
    text = reading.plain.text[start : reading.tokens[clause[-1]].end]
    masked = _HARMLESS.sub(lambda m: "的" * len(m[0]), text)
    left, right = reading.tokens[first].start - start, reading.tokens[last].end - start
    return any(c in NEGATORS["zh"] for c in masked[left:right])


def doubted(reading: Reading, hit: Hit) -> bool:
    """Say whether anything before a wrong claim or in it may take it back; in doubt it costs nothing."""
    clause = reading.clause_tokens(hit.first)
    start = reading.tokens[clause[0]].start
    end = reading.tokens[hit.first if is_negative(hit.phrase, reading.lang) else hit.last].start
    return bool(_DOUBT[reading.lang].search(reading.plain.text[start:end]))


def quoted(reading: Reading, hit: Hit) -> bool:
    """Say whether a hit stands in somebody else's words; a short quotation marks a term."""
    start, end = reading.tokens[hit.first].start, reading.tokens[hit.last].end
    for low, high in quoted_spans(reading.plain.text):
        if low <= start and end <= high and high - low > TERM[reading.lang]:
            return True
    return False


def judges(reading: Reading, hit: Hit) -> bool:
    """Say whether the words of a verdict are one where they stand."""
    start, end = reading.tokens[hit.first].start, reading.tokens[hit.last].end
    return not _NO_VERDICT[reading.lang].search(reading.plain.text[max(0, start - 1) : end + 1])


def is_list(tokens: Sequence[Token], lang: Lang) -> bool:
    """Say whether words are a list: too few of those that hold sentences together among them."""
    words = [t for t in tokens if not t.raw[0].isdigit()]
    known = GLUE[lang] | _MORE[lang]
    glue = sum(1 for t in words if t.raw in known or t.key in known)
    return bool(words) and glue / len(words) < LEAST_GLUE[lang]


def is_chopped(reading: Reading) -> bool:
    """Say whether a sentence of an answer is a list of hardly more than one word after another."""
    for sentence in reading.sentences:
        pieces = len(_COMMA.split(sentence.text))
        count = len(reading.tokens_in(sentence.index))
        if pieces >= CHOPPED and count / pieces <= PIECE[reading.lang]:
            return True
    return False


def stretches(reading: Reading, own: Iterable[Hit], others: Iterable[Hit]) -> list[tuple[Hit, range]]:
    """Return, for each own name, the tokens that may explain it.

    They run from the name to the next other name, through the sentence after its own at most. Where no
    other name stands in the sentence, what stands before the name there belongs to it, too.
    """
    own = tuple(own)
    inside = {i for hit in own for i in range(hit.first, hit.last + 1)}
    rivals = sorted(h.first for h in others if h.first not in inside)
    found: list[tuple[Hit, range]] = []
    for hit in own:
        sentence = reading.sentence_of[hit.first]
        begin, last = hit.first, len(reading.tokens)
        if not any(reading.sentence_of[r] == sentence for r in rivals):
            begin = reading.tokens_in(sentence)[0]
        for at in range(hit.last + 1, len(reading.tokens)):
            if at in rivals or reading.sentence_of[at] > sentence + 1:
                last = at
                break
        found.append((hit, range(begin, last)))
    return found


def is_explanation(reading: Reading, stretch: range, names: Collection[int]) -> bool:
    """Say whether a stretch has the length and the build of an explanation beside the names in it."""
    tokens = [reading.tokens[i] for i in stretch if i not in names]
    words = [t for t in tokens if not t.raw[0].isdigit()]
    if len(words) < LEAST_STRETCH[reading.lang]:
        return False
    return len(words) < LIST_FROM[reading.lang] or not is_list(words, reading.lang)


def verdict_of(reading: Reading, name: Hit, names: Sequence[Hit], verdicts: Sequence[Hit]) -> Hit | None:
    """Return the verdict that a name gets: that of its clause, else of its sentence, else of a heading above.

    Where a name comes first (“friendliness and delivery are below”) the verdict follows; where the
    verdict comes first (“below are friendliness and delivery”) it stands before.
    """
    clause, sentence = reading.clause_of[name.first], reading.sentence_of[name.first]
    for of, place in ((reading.clause_of, clause), (reading.sentence_of, sentence)):
        near = [v for v in verdicts if of[v.first] == place]
        if near:
            return _by_order(name, [n for n in names if of[n.first] == place], near)
    for earlier in range(sentence - 1, -1, -1):
        there = [v for v in verdicts if reading.sentence_of[v.first] == earlier]
        if there:
            named = any(reading.sentence_of[n.first] == earlier for n in names)
            return None if named else there[-1]
    return None


def _by_order(name: Hit, names: Sequence[Hit], verdicts: Sequence[Hit]) -> Hit | None:
    after = next((v for v in verdicts if v.first > name.last), None)
    before = next((v for v in reversed(verdicts) if v.first < name.first), None)
    verdict_first = min(v.first for v in verdicts) < min(n.first for n in names)
    return (before or after) if verdict_first else (after or before)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits that no longer one overlaps, in order of place; equal places stay together."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.first - h.last, h.first, h.ref)):
        same = [k for k in kept if k.first <= hit.last and hit.first <= k.last]
        if all((k.first, k.last) == (hit.first, hit.last) for k in same):
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.first, h.ref))
