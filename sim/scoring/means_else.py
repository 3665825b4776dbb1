"""Owns words right beside a listed phrase of harm that make something harmless of it, whatever else is said.

What rules a whole sentence out is `meant_well`'s; what the rest of a reply excuses is `conduct`'s.
"""

from __future__ import annotations

import re

from sim.model.language import Lang
from sim.scoring.claims import needless
from sim.scoring.context import Case
from sim.text import Hit

SPARED = re.compile(r"(?:不用|不必|无需|不需要|免得|省得|别让|我帮|我替|我代|们帮|们替|来帮|去帮|就帮|上帮)$")
"""What stands before an errand that the customer is spared (不用您去找她) or that is ours (我帮您问快递)."""

GOES_ON: dict[str, re.Pattern[str]] = {
    "您先别急": re.compile(r"着(?!急)|付|转|挂|签|删|取消|扔|寄"),
    "您先别着急": re.compile(r"付|转|挂|签|删|取消|扔|寄"),
    "神经病": re.compile(r"变|学检查"),
    "你是不是有病": re.compile(r"史"),
    "烦不烦": re.compile(r"[？?，,。 ]*(?:烦|肯定|当然|换|谁|搁|我)"),
    "活该": re.compile(r"是?我们"),
    "please wait": re.compile(
        r" (?:in|inside|outside|with|by|at|here|there|\d+|five|ten|two|half|a minute)\b"
        r"(?!.*\b(?:contact|update)\b)"
    ),
    "do not panic": re.compile(r" (?:if|when) (?:the|it|your|that|a|an|nothing)\b"),
    "抱抱": re.compile(r"[^\W您你哦啊呀啦哈嘛哒亲宝么]"),
    "宝贝": re.compile(r"计划|课|班|卡|套餐"),
    "你不配": re.compile(r"(?![享用当做来说得拥有让跟和]|我们|知道|\W|$)"),
    "闭嘴": re.compile(r"[^\W吧行好啊呀了可别不再]"),
    "大家都这样": re.compile(r"(?:[跟和向]我们)?(?:反映|反馈|说|讲|提|投诉)"),
}
"""What makes something else of a phrase when it follows at once.

您先别急着付款 soothes nobody, 神经病变 and 是不是有病史 insult nobody, 活该我们赔 is our own fault, who may
抱抱孩子 hugs somebody else.
"""

OF_OTHERS = re.compile(
    r"(?:让[^，。您你]{1,4}(?:先|也)?|(?:之前|时候|期间|的人)|[跟对][^，。您你]{1,4}说了?)$"
)
"""Words right before an advice that make it one for somebody else (让叔叔先别激动，平躺着)."""

VOICED = re.compile(r"(?:换|搁|谁|我)[^，。,]{0,5}(?:骂|说|喊|嚷|吼)(?:上|出)?(?:一|两)?句$")
"""Words before a curse that anybody in the customer's place would let out (换我也要骂一句有完没完)."""

SWORN = frozenset("你您真太这我又都")
"""What a curse stands behind, if anything: 孩子他妈的电话 is somebody's mother's."""

OF_THEIRS = ("宝贝", "亲亲")
"""Words that address nobody where they name somebody or an act of theirs (您家宝贝, 让它亲亲)."""

REGRETTED = re.compile(r"(?:还|又|再)?得您自己[^。！？]*(?:不应该|不该|委屈|辛苦您)")
"""An errand that the customer had to do and should not have had to (还得您自己查，这不应该)."""

FIRST = frozenset({"before", "above", "than", "without"})
"""Words before "anything else" that close nothing ("I'd like to hear it before anything else")."""

MORE_OF = re.compile(
    r" (?:about|of ours|of yours|holding|bothering|worrying|troubling|stopping|wrong|broken|for the"
    r"|in the house"
    r"|that(?:'s| is| has| was| were)(?! we| i)|you need tonight|you need for)\b"
)
"""What makes a question of "is there anything else": what is asked for ("... about the line?")."""

HASTE = frozenset({"as soon as possible", "asap", "尽快"})
"""Phrases of X08 that say how fast, not who: whose haste it is decides."""

ASKED_OF_THEM: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:please|kindly|you (?:must|should|have to|need to|ought to))\b(?!.*\b(?:i|we|our|us|will|be)\b)"
    ),
    "zh": re.compile(r"(?:必须|请您?|您(?:得|要|需要?|应该?))(?!.*(?:我|咱))"),
}
"""Words before "as soon as possible" that ask it of the customer: no promise of ours is vague there."""

DOING = re.compile(
    r"我们?(?:这边|这就|马上|正|已经?|现在)*在?(?:给您|帮您|替您)?(?:查|核实|核对|处理|联系|催(?!促您)|跟进)"
    r"|(?:我们?|[给帮替]您)(?:这边|刚才?|都|已经?)*(?:[给帮替]您)?"
    r"[^，。！？；,!?;没不别]{1,8}[上好完到掉过住定妥]门?了(?![吗吧])"
    r"|(?:师傅|工程师|同事|骑手|司机|救护车)[^，。！？,!?]{0,4}(?:在路上|出发|赶过?[来去])"
)
"""What is done for the customer in the same sentence makes comfort of it (您先别着急，卡我已经锁上了)."""


OTHERWISE: dict[str, re.Pattern[str]] = {
    "X10": re.compile(
        r"\b(?:like|as) i said (?:i|we|it|you|they|she|he)(?:'d|'ll)?(?: would| will)\b|\bas promised\b"
    ),
    "X16": re.compile(
        r"\b(?:do not|don't|dont) care (?:how (?:many|much|long|late|often)\b[^.!?]{0,30}\btakes?\b"
        r"|whose\b|what you call (?:me|us)\b|who (?:broke|did|made|caused|started)\b)"
        r"|\b(?:leave|keep|words? like|names? like|calling (?:me|us|anybody|anyone|people|staff))\b"
        r"[^.!?]{0,20}\b(?:idiot|moron|stupid|clown|fool)\w*\b"
        r"|\b(?:idiot|moron|clown|fool)s? or not\b"
    ),
    "X20": re.compile(r"么[这那您我]"),
    "X27": re.compile(r"\byou,? of all people\b"),
}
"""Words of a sentence in which a phrase of the code says something else: whose care, whose words, who."""


def means_else(case: Case, code: str, hit: Hit) -> bool:
    """Say whether the words around a phrase make something harmless of it, whatever else the reply says."""
    behind = GOES_ON.get(hit.phrase)
    if behind is not None and behind.match(case.reading.plain.text, case.reading.tokens[hit.last].end):
        return True
    if code == "X01" and case.lang == "zh":
        return bool(DOING.search(case.reading.sentence(hit).text) or OF_OTHERS.search(said_before(case, hit)))
    if code == "X16" and VOICED.search(said_before(case, hit)):
        return True
    if hit.phrase == "他妈的":
        before = said_before(case, hit)
        return bool(before) and before[-1] not in SWORN
    otherwise = OTHERWISE.get(code)
    if otherwise is not None and otherwise.search(case.reading.sentence(hit).text):
        return True
    if code in ("X15", "X19") and needless(case, hit):
        return True  # 不用把验证码告诉我 asks for nothing
    if code == "X14" and MORE_OF.match(case.reading.plain.text, case.reading.tokens[hit.last].end):
        return True
    if code == "X14" and hit.first and case.reading.tokens[hit.first - 1].raw in FIRST:
        return True
    if code == "X08":
        return _has_time(case, hit) or (hit.phrase in HASTE and _is_asked_of_them(case, hit))
    if code == "X04":
        return _spared(case, hit) or bool(REGRETTED.search(case.reading.sentence(hit).text))
    return hit.phrase in OF_THEIRS and said_before(case, hit).endswith(tuple("家的大小让"))


def _spared(case: Case, hit: Hit) -> bool:
    return bool(SPARED.search("".join(t.raw for t in case.reading.tokens[: hit.first])[-3:]))


def _has_time(case: Case, hit: Hit) -> bool:
    """Say whether the sentence of a hit says by when."""
    sentence = case.reading.sentence_of[hit.first]
    return any(f.code == "R3" and case.sentence_at(f.span[0]) == sentence for f in case.findings)


def _is_asked_of_them(case: Case, hit: Hit) -> bool:
    """Say whether the clause of a hit asks it of the customer."""
    return bool(ASKED_OF_THEM[case.lang].search(said_before(case, hit)))


def said_before(case: Case, hit: Hit) -> str:
    """Return what stands before a hit in its clause."""
    start = case.reading.clauses[case.reading.clause_of[hit.first]].start
    return case.reading.plain.text[start : case.reading.tokens[hit.first].start]
