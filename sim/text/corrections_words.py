"""Owns the wordings in which somebody comes back to their own words, in both languages.

Only patterns over plain text; `corrections` says how they go together. What they find and what they leave
alone is pinned sentence by sentence in `tests/scoring/test_withdrawals.py`.
"""

from __future__ import annotations

import re


class Words:
    """The patterns of one language, each compiled when it is first looked for: most replies need two."""

    said: re.Pattern[str]
    """The writer tells what they said before. "As I said" and 按我说的 only say it again."""
    wrong: re.Pattern[str]
    """Something is called wrong, taken back, or said to be impossible after all; `o` is what, if inside."""
    called: re.Pattern[str]
    """A "wrong" behind which stands what was wrong ("wrong about …", 不该答应…)."""
    subject: re.Pattern[str]
    """A "wrong" before which stands what was wrong ("the 9 o'clock was wrong", 9点整是我说错了)."""
    other: re.Pattern[str]
    """What stands between an "I said" and such a "wrong" where that is said of something else."""
    spoken: re.Pattern[str]
    """A "wrong" that is said of own words by itself; any other one needs an "I said" with it."""
    pointing: re.Pattern[str]
    """A "wrong" that points at the sentence before it."""
    announced: re.Pattern[str]
    """A "wrong" that can announce a correction in the sentence behind it."""
    again: re.Pattern[str]
    """Words up to a "wrong" by which it can mean what stands right before it in the same message."""
    turn: re.Pattern[str]
    """Where what was said ends and something new begins."""
    replaced: re.Pattern[str]
    """What puts something else in the place of what was said; it is looked for right behind it."""
    supposed: re.Pattern[str]
    """What stands before a correction that is only supposed."""
    doubted: re.Pattern[str]
    """What stands before "wrong" where it is denied, only feared, or somebody else's."""
    not_so: re.Pattern[str]
    """What stands before a time that is said not to be the one."""
    promising: re.Pattern[str]
    """Words that call what was said a promise."""

    def __init__(self, **sources: str) -> None:
        """Take each pattern as it is written."""
        self._sources = sources

    def __getattr__(self, name: str) -> re.Pattern[str]:
        """Compile one and keep it."""
        if name.startswith("_") or name not in self._sources:
            raise AttributeError(name)
        pattern = re.compile(self._sources[name])
        setattr(self, name, pattern)
        return pattern


def _one_of(*parts: str) -> str:
    """Return what finds any of these; an apostrophe may be left out, for spelling is no evidence."""
    return "|".join(parts).replace("'", "'?")


_OWN = (
    r"\b(?:i|we)(?:'d|'ve| had| have)?"
    r"(?: (?:just|only|also|earlier|already|first|originally|previously|actually|did"
    r"|even))*(?: (?:\w+ ){1,3}and)?"
)
_GIVEN = (
    r"(?:say|said|tell|told|promised?|offer(?:ed)?|give|given|gave|guaranteed?|named|quoted?|agreed?"
    r"|write|written)"
)
_REALLY = r"(?: (?:just|simply|plainly|completely|quite|clearly|actually|also|too|my|an?))*"
_TRUE = r"(?:right|correct|true|accurate)"
_FALSE = (
    r"(?:wrong|mistaken|incorrect|untrue|mistake|error|premature|hasty|optimistic|rash"
    r"|(?<=too )(?:quick|fast))"
)
_CANNOT = (
    r"(?:can't|cannot|can not|won't be able to|will not be able to|(?:am|'m) not able to|(?:am"
    r"|'m) unable to"
    r"|(?:am|'m) not allowed to|don't have the authority to|have no authority to)"
)
_WILL = r"(?:'ll|'m| am| will| must| have to| need to| want to| would like to|'d like to| do)?(?: now)?"
_SOONER = r"(?! (?:before|earlier|until|sooner|today|tonight)\b)"

_EN = Words(
    said=_one_of(
        rf"(?<!as )(?<!like ){_OWN} (?:said|told|promised|wrote|quoted|offered|gave|guaranteed|assured"
        rf"|mentioned"
        r"|committed|agreed|named|(?<=did )(?:say|tell|promise|offer))\b(?: (?:to )?you\b)?",
        r"\b(?:my|our) (?:earlier |last |first |previous |own )*"
        r"(?:promise|offer|guarantee|commitment|estimate|message|reply|answer)\b",
    ),
    wrong=_one_of(
        rf"\b(?:i was|i'm|i am|i've been){_REALLY} (?:wrong|mistaken|incorrect|(?<=too )(?:quick|hasty"
        rf"|optimistic))\b"
        r"(?! (?:not|for|in not)\b)"
        r"(?: to (?:say|promise|tell|offer|give|guarantee)(?: you)?| (?:about|on|with|as to|regarding))?",
        rf"\b(?:that|this|it|which)(?: promise| offer| answer)?(?: was| is|'s| were){_REALLY} {_FALSE}\b",
        rf"\b(?:that|this|it|which)(?: was| is|'s)(?: not|n't) {_TRUE}\b",
        rf"\b(?:wasn't|isn't|aren't|weren't) {_TRUE}\b",
        r"\b(?:that|this|it) was too (?:soon|early)\b",
        rf"\b(?:was|is|were) (?:just |simply |plainly |completely )?(?:wrong|incorrect|not {_TRUE}"
        rf"|a mistake|an error)\b",
        r"\bi(?:'ve| have|'d| had)? (?:got|gave you|told you|had)"
        r" (?P<o>(?:the|that|this|it|your|my)(?: [\w-]+){0,3}?) wrong\b",
        r"\bi(?:'ve| have)? made (?:a|an) (?:[a-z]+ )?(?:mistake|error)\b(?: (?:about|with|in|on))?",
        r"\b(?:my mistake|my error|my bad)\b|\bi(?:'ve| have)? misled you\b(?: (?:about|on|with))?",
        r"\bi(?:'ve| have)? (?:misspoke|misspoken|spoke too soon|(?:promised|said|offered) too (?:much"
        r"|soon|quickly)"
        r"|over-?promised|got ahead of myself|got carried away(?! and)|misread"
        r"|miscounted)\b(?: (?:about|on|with))?",
        r"\bi (?:must|need to|have to|want to|would like to|should) correct\b(?: (?:myself|that|this"
        r"|what|my|the))?",
        r"\b(?:i'd like to|let me) correct\b|\bcorrection\b|\bi stand corrected\b",
        rf"\b(?:i|we){_WILL} (?:take|taking) (?:that|it|this) back\b",
        rf"\b(?:i|we){_WILL} (?:take back|taking back|withdraw|withdrawing)\b",
        r"\b(?:scratch|scrap|forget|ignore|disregard) (?:that|it|this|what)\b",
        r"\b(?:scratch|scrap|ignore|disregard) (?:the|my)\b",
        r"\b(?:no longer|does not|doesn't|do not|don't|cannot|can't)"
        r" (?:holds?|stands?|possible|true|free|available|apply|work|be kept|be held)\b",
        r"\b(?:that|this|it|they|these|those|which)(?:'s not| is not| isn't| won't| will not| can't| cannot"
        r"|'s no longer| is no longer)(?: be| going to be| going to| actually)*"
        rf" (?:possible|happen|on|available|happening|mine|ours|allowed|feasible|work|kept|the case"
        rf"|so){_SOONER}\b",
        rf"\b(?:i|we) ?{_CANNOT}(?: actually| really| in fact| after all)*"
        r" (?:keep|hold|do|honou?r|promise|give|stand by|stick to|offer|guarantee|make|deliver(?: on)?)"
        rf"(?: you)?(?: to)? (?:that|it|this|them|my word|my promise|so)\b{_SOONER}",
        rf"\b(?:i|we) ?{_CANNOT}(?: after all)?(?=\W*(?:$|[,.;!-]|sorry|i'm sorry))",
        r"\bnot mine to (?:give|promise|offer|make)\b",
        r"\b(?:was|is|'s) (?:beyond|outside|above) (?:my|our) (?:authority|limits?|powers?)\b",
        r"\b(?:i|we) had no (?:authority|right|power|business) (?:for|to do) (?:that|it|this|so)\b",
        r"\bmore than i (?:can|may|could|am allowed|was allowed|'m allowed)\b",
        r"\b(?:i|we) (?:should not have|shouldn't have|should never have|ought not to have"
        r"|had no (?:right|authority|business) to(?: have)?|was not allowed to|wasn't allowed to"
        r"|was too quick to)"
        rf" {_GIVEN}\b(?: (?:to )?you)?(?: that(?=\W*$))?",
    ),
    called=_one_of(
        r"\b(?:about|on|with|in|as to|regarding|(?<!that )(?<!it )(?<!this )back|withdraw|withdrawing)$",
        r"\bcorrect(?: what| my| the)?$|\b(?:scratch|scrap|ignore|disregard|forget) (?:the|my|what)$",
        rf"\b(?:{_GIVEN}|you)$",
    ),
    subject=_one_of(r"^(?:was|is|were|wasn't|isn't|aren't|weren't|no|do|does|doesn't|don't|cannot|can't)\b"),
    other=_one_of(r"[,:(]|\band (?:the|our|your|his|her|my)\b"),
    spoken=_one_of(
        r"^(?:i|we|i'(?:m|ve|d|ll)|let me|my|scratch|scrap)\b.*(?:wrong|mistake|error|my bad|misspoke|too "
        r"|ahead|carried"
        r"|over-?promised|misread|miscounted|misled|correct|back$|withdraw|(?:scratch|scrap) (?:that|it)$)",
        rf"^correction|^(?:i|we) (?:should|had no|was|ought).*{_GIVEN}",
    ),
    pointing=_one_of(rf"^(?:that|this|it|they|these|those|(?:i|we) ?{_CANNOT}|not mine|more than i)"),
    announced=_one_of(r"correct|mistake|error|wrong|misspoke"),
    again=_one_of(
        r"\b(?:no|wait|hang on|sorry|actually|oh|hmm)\b[^.!?;]{0,20}\b(?:that|it) (?:was|is) (?:\w+ )?wrong$",
        r"(?:that|it|this) back$|(?:scratch|scrap) (?:that|it)$|\bcorrection$|misspoke$|spoke too soon$",
        r"correct (?:myself|that)$|got (?:that|it) wrong$|my mistake$",
    ),
    turn=_one_of(
        r"(?:[,;:.!]|\s-)\s*(?:(?:and|but|so|yet|well)\s)?(?:it|that|this|which|i|we|sorry"
        r"|unfortunately|sadly|actually"
        r"|in fact|the truth|now|no|not|my mistake|instead|he|she|they|there|nobody)\b",
        r"\b(?:but|however|although|though|yet|because)\b|\b(?:and|so) (?:that|i|we|will|can|have|am)\b",
    ),
    replaced=_one_of(
        r"[\s,;:.!-]*(?:but|however|unfortunately|sadly|actually|in fact|sorry|i'm afraid|i'm sorry)\b"
        r"(?!.{0,40}\b(?:still|stands?|holds?|same|call|ring|phone|text|message|write|confirms?|tell|if)\b)"
        r".{0,30}?\b(?:it|that|this|they|he|she|the \w+|your \w+|delivery)"
        r"(?:'s|'ll| is| will| can| has| must| won't| comes| goes| takes| only| moved| was)"
    ),
    supposed=_one_of(r"\b(?:if|unless|in case|whether|suppose|assuming|had i|should (?:it|that|this|i))\b"),
    doubted=_one_of(
        r"\b(?:may|might|maybe|perhaps|possibly|never|nobody|nothing|not|neither|don't|won't"
        r"|wasn't)\b[^,;.]*$"
    ),
    not_so=_one_of(r"(?:\bnot|n't)(?: be| on| by| at| for| until| come| arrive| the)* $"),
    promising=_one_of(r"promis|guarant|commit|offer|assur"),
)

_BEFORE = r"(?:之前|刚才|刚刚|前面|上面|方才|先前|早先|上一?条|昨天|一开始|开头)"
_TO = r"(?:还|也|都|就|是|跟|给|向|对|和|您|随口)*"
_SAY = r"(?:说|讲|答应|承诺|保证|许诺|告诉|应承|报(?=的|给您)|提|约(?=的|好)|定(?=的|好))"
_PROMISE = r"(?:说|讲|答应|承诺|保证|许诺|夸口|打包票|应承)"
_HAVE_TO = r"(?:得|要|想|先|必须|需要|在这里|跟您|向您|给您)*"
_START = r"(?:(?<![㐀-鿿])|我)"
_UNKEPT = r"不算数|不作数|作废|兑现不了|做不到|办不到|没法兑现"

_ZH = Words(
    said=_one_of(
        rf"(?<![㐀-鿿])(?:我们?|本来|原来)?{_BEFORE}我?们?{_TO}{_SAY}(?:好|下|过|了|的|您|给)*",
        rf"我们?{_BEFORE}{_TO}{_SAY}(?:好|下|过|了|的|您|给)*",
        r"我们?(?:跟|给|向|对|和|您)*(?:说|讲|答应|承诺|保证|许诺|告诉|应承|提|约|定)(?:好|下|给|您)*(?:过|的)您?",
    ),
    wrong=_one_of(
        r"(?:说|讲|答应|承诺|许诺|保证)(?:得|的|您)?(?:太|过于)?(?:错|早|满|大|快|急|过头|过火|不对)了?",
        r"(?:我|是我|我给您|我把(?P<o>[^，。！？；]{1,8}))(?:弄|搞|记|看|报|写|查|算)错了?",
        r"(?:是我|我|那是|这是|这话|那话)错了",
        r"(?<!们)不对(?!劲)|不准确|(?<!说)不准(?![备许时])|有误|不属实|是错的",
        r"(?:这个|那个|这话|那话|这句话?|那句话?|这条|那条|这|那)(?:说法|时间|日期|承诺|答复|话)?(?:我们?)?(?:是|也|现在)?"
        rf"(?:不对|不准确?|有误|错的|不属实|保证不了|给不了|答应不了|实现不了|不能算|{_UNKEPT})",
        rf"(?:{_UNKEPT}|无法兑现|不成立|守不住)了?",
        rf"{_START}{_HAVE_TO}(?:更正|纠正|修正)(?:一下|下|自己)?(?:(?![㐀-鿿]{{2}})|(?=我?(?:刚|之前|前面|上)))",
        rf"{_START}{_HAVE_TO}(?:收回|撤回)(?=[^，。！？；]{{0,14}}(?:话|说|答应|承诺|保证|刚才|之前))",
        rf"(?:话|承诺|保证)我?{_HAVE_TO}(?:收回|撤回)",
        r'(?:(?<![㐀-鿿"])是?|是?我)(?:不该|不应该|不应|没资格|没权)'
        r"(?:当时|刚才|之前|一上来|这么|那么|随口|轻易|跟您|给您|对您|向您|就|乱|先)*"
        rf"{_PROMISE}(?:下来?)?您?的?",
        r"我?的?(?:权限不够|没有?(?:这个|那个)?权限(?!批)|做不了(?:这个)?主|越权了?)",
    ),
    called=_one_of(r"(?:收回|撤回|更正|纠正|修正|说|讲|答应|承诺|保证|许诺|应承|的|下|您)$"),
    subject=_one_of(r"^(?!这|那)"),
    other=_one_of(
        r"[，,、：:](?!(?:是|我|这|那|都|也|才|刚才|现在|确实|真的|对不起|抱歉|时间|日期|日子|金额|说法|答复|其实)*[，,]?$)[^，,]*$"
    ),
    spoken=_one_of(
        r"(?:说|讲|答应|承诺|许诺|保证)(?:得|的|您)?(?:太|过于)?(?:错|早|满|大|快|急|过|不对)|(?:弄|搞|记|看|报|写|查|算)错",
        r"^(?:是我|我)错了|收回|撤回|更正|纠正|修正|不该|不应|没资格|没权(?!限)",
    ),
    pointing=_one_of(r"^(?:这|那)"),
    announced=_one_of(r"错|更正|纠正|修正|收回|撤回"),
    again=_one_of(
        r"(?:^|[,，。；;!！])\s*(?:不对|等等|哦|啊|抱歉|对不起)?[,，、]?\s*(?:是?我)?(?:说|讲|弄|搞|记|看|报)错了?$",
        r"(?:收回|更正|纠正)(?:一下|下)?$",
    ),
    turn=_one_of(
        r"[,，。；;:：]\s*(?:但|可|其实|实际|结果|现在|正确|应该|准确|改|这|那|是我|我)",
        r"[,，。；;:：]\s*是(?=[^，。]{0,6}(?:天|点|周|月|日|元|块))",
        r"但是|但(?!凡)|可是|不过|因为|其实|实际上|应该是",
    ),
    replaced=_one_of(
        r"[\s,，。；;:：]*(?:但是?|可是?|不过|其实|实际上?|现在|结果|抱歉|对不起)[^。！？；]{0,12}?"
        r"(?:改(?:到|成|为|约)|要(?:到|等)|得(?:到|等)|只能|推迟|延到|变成|顺延|应该是|是)"
    ),
    supposed=_one_of(r"如果|要是|万一|假如|假设|若是?|倘若|一旦|除非|就算|即使"),
    doubted=_one_of(
        r"(?:可能|也许|说不定|或许|恐怕|没有?|不会|不是|不|别|是不是|(?<![跟给向对和应诺诉证])您|同事|师傅|司机|站点|他们?|她)"
        r"[^，。；]{0,4}$"
    ),
    not_so=_one_of(r"(?:不是|不在|而非|不会是|赶不上|来不及)$"),
    promising=_one_of(r"答应|承诺|保证|许诺|应承|打包票"),
)

WORDS: dict[str, Words] = {"en": _EN, "zh": _ZH}
"""The patterns of each language."""
