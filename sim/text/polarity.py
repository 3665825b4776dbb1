"""Owns whether words are meant: negation, condition, quotation, reported speech, questions.

Judges the place of a phrase in its clause and sentence, in both languages.
Never knows which phrase it judges or what it is worth.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate

from sim.text.tokens import Token

_LEFT_TO_THEM = {
    "en": re.compile(
        r"\W*(?:(?:just|please|then|maybe|perhaps|so|well) )*"
        r"(?:you(?:'ll| will|'d better)? (?:(?:need to|have to|must|should|could|can|may|better|just|always|also) ?)*)?"
        r"(?:ring|call|phone|e-?mail|contact|ask|speak to|talk to|take it up with)\b(?!.*\b(?:me|us|i|we|our|i'll|we'll|i've)\b)"
    ),
    "zh": re.compile(
        r"\W*[^，。,我咱]{0,4}?您(?:可以|自己|直接|先|再|到时候?|最好|就|去|回头|得|需要)*(?:给[^，。,我咱]{1,6})?"
        r"(?:打(?![算开扰])|找(?![我咱])|问(?![我咱的题])|联系(?![我咱方])|跟(?![我咱])[^，。,]{1,5}说)[^我咱]*$"
    ),
}
"""A clause that leaves the act to the customer ("just ring Ms Grant", 您打网点电话找王行长)."""

NEGATORS = {
    "en": frozenset(
        {
            "not",
            "no",
            "never",
            "without",
            "nobodi",
            "neither",
            "nor",
            "unabl",
            "refus",
            "fail",
            "stop",
            "avoid",
        }
    ),
    "zh": frozenset("不没无别未勿莫甭"),
}
"""Word keys that turn what follows in their clause into its opposite."""

NEGATION_REACH = {"en": 6, "zh": 9}
"""How many tokens a negator reaches to its right: a verb phrase, about half a clause."""

_HARMLESS_EN = re.compile(
    r"\b(?:not only|no need|no problem|no doubt|no later|no worries|no wonder|why not|not a problem|"
    r"no matter|do(?:es)? not have to|need not|will not have to|do not need|will not need|not stop|"
    r"no charge|no cost|not forget|no longer|not to worry|not your fault|without (?:any )?(?:delay|fail|charge))\b"
    r"|(?<!can )(?<!could )(?<!may )(?<!do )(?<!does )(?<!did )(?<!will )(?<!would )\bnot just\b"
    r"|\b(?:do|does|did|will|would) not just(?= .*\b(?:but|also|i|we|they)\b)"
)
"""Where "not" turns nothing round: "it is not just a fridge" does not, "I can't just wipe it" does."""
_HARMLESS_ZH = re.compile(
    r"不好意思|二话不说|话不多说|不管|不论|无论|不仅|不但|不过|不用|不必|不只|不光|没问题|不客气|差不多|要不|是不是|能不能|对不起|有没有|"
    r"可不可以|方不方便|不得不|别的|特别|分别|区别|别人|个别|没关系|不少|不会让|不会再|无需|无须|不需要|没错|好不好|行不行|"
    r"不(?=[^,，。！？;；]{1,6}(?:就|我就|便))|没(?![人有法办谁])(?=[^,，。！？;；不没]{1,4}(?:就|便|可以|能直接|直接给|按规定))|不耽误|不限|不容易|无条件|免不了|不方便|不然|[不没]到(?=我|就|的话|,|，|您)|别担心|别着急|别急|不急|不变|不收|不另|没事|不行的话|不在家|未到|没到|没来|没送|对不对|不对"
)
_COUNTERFACTUAL_EN = re.compile(
    r"\bif (?:you|u) (?:had|'d)\b|\bhad you\b(?! down\b)|\bif (?:it|that|this|we) (?:were|had been)\b|\bif you would(?:'ve| have)\b"
    r"|\b(?:would|could|might) (?:of course )?(?:have|'ve|of)\b|\bif only\b|\b(?:i|we) would(?: \w+){0,5} if\b"
)
_SUPPOSED = {
    "en": re.compile(
        r"\b(?:i|we) (?:\w+ )?wish (?:that )?(?:i|we|it) (?:could|had|was|were)\b"
        r"|\bif (?:i|we) (?:said|told|promised|swore|claimed)\b"
        r"|\b(?:dishonest|a lie|lying|misleading|fibbing|wrong of (?:me|us)) (?:of me |for me )?to (?:say|tell|promise)\b"
        r"|\b(?:pretend|make out|kid you|fool you)\b"
    ),
    "zh": re.compile(
        r"(?:要是|如果|假如|若)我们?(?:说|跟您说|告诉您|答应|保证)|(?:骗您|哄您|糊弄您|瞎说|乱说)说"
        r"|(?:何必|何苦|犯不着|犯得着|用得着)[^，。,]{0,6}$|我(?:倒是|也|真)*(?:巴不得|恨不得|真想|多想)"
        r"|有[位个一](?:位|个)?(?:客户|顾客|用户|客人)|(?:别的|其他|另一?[位个])(?:客户|顾客|用户|客人)"
    ),
}
"""What stands in its clause before something that is wished or held up, and neither said nor denied.

"I wish I could pay it", "I'd be lying if I said today", "I won't pretend a refund puts it right".
"""
_IF_I_COULD = re.compile(r"\bif (?:i|we) (?:could|(?:was|were) (?:able|allowed) to)\b")
_WOULD_LOVE = re.compile(
    r"\b(?:i|we)(?: would|'d) (?:so |really |dearly )?(?:love|like|be (?:glad|happy|delighted)) (?:nothing (?:more|better) than )?to\b"
)
_BUT_NOT = re.compile(
    r"\W*(?:but|only|except|sadly|unfortunately|however)\b.{0,60}?(?:n't|\b(?:not|cannot|soonest|earliest|beyond|unable|too early)\b)"
)
"""What stands behind a wish that cannot be granted ("I'd love to, but Wednesday is the soonest")."""
_HELD_UP = re.compile(
    r"\b(?:wish|if (?:i|we)|dishonest|a lie|lying|misleading|fibbing|wrong of|pretend|make out|kid you|fool you|love|like|glad|happy|delighted)\b"
    r"|如果|要是|假如|若|说|何必|何苦|犯不着|犯得着|用得着|巴不得|恨不得|想|客户|顾客|用户|客人"
)
"""One of these stands wherever something is held up so; most replies hold none."""
_OFFERED = re.compile(
    r"\b(you|we|i) could have (?=(?:the|an?|it|that|either|both|\d)\b)"
    r"(?!.*\b(?:if|had|but|won't|never|unless|\w+ed|sent|done|back|made|brought)\b)"
)
"""An offer in the form of what might have been ("you could have the 8-12 slot")."""
_COUNTERFACTUAL_ZH = re.compile(
    r"(?:要是|如果|假如|若是?)[^,，。]{0,8}(?:早|当时|当初|昨天|之前|提前)[^。]{0,14}(?:就|肯定|一定|也|我)|本来(?:就)?可以|(?:要是|如果|假如|假使)[^,，。]{0,4}没[^,，。]{0,10}[,，]?\s*(?:当然|自然)?(?:就|也)|(?:如果|要是|假如|若|要)真(?:的)?是"
    r"|(?:早点|早些|当时|当初|昨天|之前|提前)[^,，。]{0,8}的话[,，]?[^。]{0,6}早就"
)
_REPORTED_EN = re.compile(
    r"\b(?:you (?:said|told|say|claim|wrote|mentioned|want(?:ed)?)|you(?:'re| are|'ve been| have been| were) told|according to you|(?:my |a |the |your )?(?:colleague|co-worker|boss|"
    r"manager|script|driver|agent)s? (?:said|says|told|w(?:as|ere) told|wrote|promised)|my script|they (?:said|told)|as we like to say)\b"
)
_REPORTED_ZH = re.compile(
    r"(?:您|你)(?:说(?!个|一声|一下|了算|说|哪|几点|什么|啥|句|吧|行|得对|定|就|怎么|时间|方便)|讲|提到|觉得)(?:的是|过|要|我们)?|按您的?说法|(?:同事|领导|主管|师傅|司机|话术)(?:昨天|之前|说|讲|教|要(?=[我求您你]))|话术|让我说|要我说|说要说"
)
_ATTRIBUTED = re.compile(
    r"\baccording to (?:you|the script|my script)\b|\bmy script\b|按您的?说法|照您的?说法|话术|说要说"
    r"|\b(?:my|a|the|our) (?:colleague|co-worker|boss|supervisor|team lead|script|trainer) (?:said|says|told (?:me|us)|wrote|would say)\b"
    r"|我?们?(?:的)?(?:同事|领导|主管|培训老师)(?:昨天|刚才|之前)?(?:说|讲|写|告诉我)(?:过)?[:：,，]"
)
_QUOTED = re.compile(
    r'"(?:[^"]{3,3000}|(?P<label>[^"]{0,2}))"|(?<![a-z])\'(?:[^\'\n]{6,3000}|(?P<word>[^\'\n]{1,5}))\'(?![a-z])'
    r"|```.{2,4000}?```|`[^`]{2,3000}`|https?://\S+|<!--.{2,4000}?-->"
    r"|<[^<>]{2,3000}>|\{[^{}]{2,3000}\}|/\*.{2,4000}?\*/",
    re.DOTALL,
)
_QUESTION = re.compile(r"[?？]|吗\b|吗$")
_ASKED_EN = re.compile(
    r"^\W*(?:(?:so|and|or|ok|okay|fine|now|then|but|also|just) ?,? )*(?:"
    r"(?:can|could|would|will|do|does|did|are|have|has|might|don't|doesn't|won't|wouldn't|can't|couldn't)"
    r" (?:i|you|u|we|he|she|it|they|that|there|someone|somebody|anyone|anybody|any of)\b(?! worry\b)"
    r"|(?:is|was|isn't|wasn't) (?:it|that|this|there|he|she|anyone|anybody|someone|somebody)\b"
    r"|(?:shall|should) (?:i|we)\b|would (?:morning|afternoon|tomorrow|tonight|any|either|that|the)\b"
    r"|(?:which|what|when|where|who|how)(?: (?!i\b|we\b|you\b|it\b|they\b|he\b|she\b|if\b)\w+){0,2}"
    r" (?:is|are|was|were|do|does|did|would|will|can|could|shall|should|have|has) (?:i|you|u|we|it)\b"
    r"|(?:what|where|who)(?:'s| is| are) (?:the|your|right|correct|best)\b(?!.* (?:is|are|was)\b)"
    r"|(?:which|what|when)(?: \w+)?$)"
    r"|, (?:which|when|right)$"
)
"""An English question that was typed without its mark: what stands first says so.

Of 8,433 sentences without a mark 9 are found, and of 730 with one 289 would be.
"""
_ASKED_ZH = re.compile(r"(?<![看问道认])(?:[中行好成]不[中行好成]?|可不可以)$")
"""The same in Chinese, where it stands last; most other words that ask stand in statements as often."""

_GOING_ON = re.compile(
    r"^(?!.*(?:什么|谁|哪|怎|多少|多久|几|还是|啥)).*(?:正在?|着|在给您|在帮您)[^，。,]*呢$"
)
"""What ends in 呢 and tells what goes on (我正给您订着呢): nothing is asked."""

_THIRD_PARTY_EN = re.compile(
    r"^\W*(?:my|the|our|your|a) (?:colleague|driver|courier|boss|team mate|co-worker)s?"
    r"(?!(?: \w+ly)?(?:'ll\b| (?:will|can|brings?|comes?|rings?|calls?|confirms?|delivers?|carries|is \w+ing|are \w+ing"
    r"|is booked|is on)\b))"
)
"""What a third party is said to have said, felt or been meant to do; what they do or will do is an act."""


@lru_cache(maxsize=4096)
def is_negative(phrase: str, lang: str) -> bool:
    """Say whether a phrase itself holds a negation."""
    if lang == "zh":
        return any(c in NEGATORS["zh"] for c in phrase)
    return bool(
        re.search(
            r"\b(?:not|no|never|nobody|none|cannot|unable|without|nothing|outside|beyond|off)\b|n't\b",
            phrase.lower(),
        )
    )


def is_question(sentence: str) -> bool:
    """Say whether a plain sentence asks, with a mark or without one."""
    bare = sentence.rstrip("。.!,，;； \"'")
    return bool(
        _QUESTION.search(sentence)
        or bare.endswith("吗")
        or (bare.endswith("呢") and not _GOING_ON.search(bare))
        or _ASKED_EN.search(bare.lstrip())
        or _ASKED_ZH.search(bare)
    )


def is_counterfactual(sentence: str, lang: str) -> bool:
    """Say whether a sentence tells what would have been, not what is ("if you had called, I would …")."""
    if lang != "en":
        return bool(_COUNTERFACTUAL_ZH.search(sentence))
    return bool(_COUNTERFACTUAL_EN.search(_OFFERED.sub(r"\1 can have ", sentence)))


_WANTED = re.compile(
    r"您(?:就|也|最|还|一定|肯定|心里|现在)*"
    r"(?:想要?|盼着?|希望|巴不得|指望|惦记|急着要?|要(?!是|不))[^，。,]*$"
)


def is_wanted(before: str) -> bool:
    """Say whether what stands in its clause before something makes it the customer's wish (您要十分钟内到账)."""
    return bool(_WANTED.search(before.rstrip("，。,. ")))


def is_left_to_them(clause: str, lang: str) -> bool:
    """Say whether a clause has the customer ring, ask or go to somebody."""
    return bool(_LEFT_TO_THEM[lang].match(clause))


def holds_up(text: str) -> bool:
    """Say whether a text holds any word by which something can be held up without being said."""
    return bool(_HELD_UP.search(text))


def is_supposed(before: str, after: str, lang: str, *, asks: bool) -> bool:
    """Say whether what stands around a phrase only wishes for it or holds it up, and says nothing of it.

    `before` is its clause up to it, `after` its sentence from it on. "Would it help if I could ...?" offers.
    """
    if _SUPPOSED[lang].search(before):
        return True
    if lang != "en":
        return False
    if _IF_I_COULD.search(before) and not asks:
        return True
    return bool(_WOULD_LOVE.search(before) and _BUT_NOT.search(after))


def is_reported(clause: str, lang: str) -> bool:
    """Say whether a clause gives somebody else's words or feelings instead of the writer's."""
    if lang == "zh":
        return bool(_REPORTED_ZH.search(clause))
    return bool(_REPORTED_EN.search(clause) or _THIRD_PARTY_EN.match(clause))


_OTHERS = re.compile(
    r"according to you|script|说法|话术|说要说|colleague|co-worker|boss|supervisor|team lead|trainer|同事|领导|主管|培训老师"
)
"""One of these stands in all that `_ATTRIBUTED` finds; most replies hold none of them."""


def names_others(text: str) -> bool:
    """Say whether a text holds any word by which something can be put into somebody else's mouth."""
    return bool(_OTHERS.search(text))


def told_by_others(before: str) -> bool:
    """Say whether what stands before a phrase in its sentence puts the rest into somebody else's mouth."""
    return bool(_ATTRIBUTED.search(before))


def quoted_spans(text: str, typed: str = "") -> list[tuple[int, int]]:
    """Return the stretches inside quotation marks, code, tags or addresses.

    `typed` is the text as it was typed, place by place, where that is known: marks that open and marks that
    close look the same in plain text.
    """
    found = (m.span() for m in _QUOTED.finditer(text) if m["label"] is None and m["word"] is None)
    return [*found, *_around_quotes(text, typed)]


_MARK = re.compile(r'(?P<opens>(?<![^\s,:;(])"(?=\w))|"')
"""A quotation mark; it opens where a word begins behind it, and in front of it none has just ended."""

_OPENING, _CLOSING = "“„「『«", "”」』»"
"""Marks that were typed to open, and to close; any other mark is read by what stands around it."""


def _around_quotes(text: str, typed: str) -> list[tuple[int, int]]:
    """Return the quotations that hold another one."""
    if text.count('"') < 4:
        return []
    found: list[tuple[int, int]] = []
    opened: list[tuple[int, bool]] = []
    for mark in _MARK.finditer(text):
        shape = typed[mark.start()] if typed else '"'
        if shape in _OPENING or (shape not in _CLOSING and mark["opens"]):
            opened = [(place, True) for place, _ in opened] + [(mark.start(), False)]
        elif opened:
            place, holds = opened.pop()
            if holds:
                found.append((place, mark.end()))
    return found


def negators(tokens: list[Token], plain: str, lang: str) -> list[int]:
    """Return the indexes of tokens that negate what follows them."""
    negative = NEGATORS[lang]
    found = [i for i, t in enumerate(tokens) if t.key in negative]
    harmless = _harmless_places(tokens, plain, lang) if found else ()
    return [i for i in found if i not in harmless]


def _harmless_places(tokens: list[Token], plain: str, lang: str) -> set[int]:
    if lang == "zh":
        starts = [t.start for t in tokens]
        found = _HARMLESS_ZH.finditer(plain)
    else:
        words = [t.raw for t in tokens]
        starts = [0, *accumulate(len(word) + 1 for word in words)][: len(words)]
        found = _HARMLESS_EN.finditer(" ".join(words))
    places: set[int] = set()
    for match in found:
        places.update(range(bisect_left(starts, match.start()), bisect_left(starts, match.end())))
    return places
