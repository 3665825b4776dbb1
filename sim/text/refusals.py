"""Owns the words that refuse what a phrase names: around it, in front of it and behind it.

Knows no phrase. Negation by a single word ("not", 不) is `polarity`'s.
"""

from __future__ import annotations

import re

_WILL_NOT_ZH = (
    r"我们?(?:也|都|就)?不(?:再|去|来|先)*"
    r"(?:核实|核查|跟进|回复您|(?:找|打给)(?:师傅|司机|仓库|主管|门店|物流))"
    r"|我们?(?:也|都|就)?不[来去](?:提交|办|处理|查|订|约|登记|安排|打给|打电话)"
)
"""A service of one's own that is refused. What may be a promise is none (家里我们不联系, 您没点头我不提交)."""

WILL_NOT = re.compile(_WILL_NOT_ZH)
FAILING = re.compile(r"如果|要是|万一|若|到点|到时|[没不][^，。,]{0,3}$")
"""A clause that names a failure, of which the next clause may say what is not done (到点没人，我不找师傅)."""

EXCLUDERS = {
    "en": re.compile(
        r"\b(?:exclude[sd]?|excluded|outside (?:of )?(?:what|my)|beyond (?:what|my)|off the table|not covered|decline)\b"
        r"|\b(?:i|we) (?:won't|will not|haven't|have not|can't|cannot)\b(?:[^,;:.!?]|(?<=\d)[:.](?=\d)){0,40} and "
        r"(?:write|ring|call|send|tell|answer|message|text|(?:e-?)?mail|bring|report)\b"
    ),
    "zh": re.compile(
        r"不在[^,。]{0,4}(?:范围|权限)|超出|除外|办不到|做不到|批不了|给不了|赔不了|付不了|报不了"
        r"|我们?不(?:让|叫|请|安排)(?!您)[^，。,]{2,12}(?:送|来|办|修|取|发)"
        rf"|{_WILL_NOT_ZH}"
    ),
}
"""Words that refuse what their clause names, wherever in it they stand."""
_GOES_BEFORE = (
    r"(?:[了的吧啊呀嘛呢]|给您)*(?:[，,]\s*(?=[这那我咱谁真确实也]))?"
    r"(?:这个?|这事儿?|这点|这话|这种话|这一点|这种事|这样的事|那个?|真的?|确实|实在|老实说|说实话|坦白讲|我们?|咱们?|我?这边|我这儿|谁|也|都|可|还|暂时|恐怕|肯定|就|怕是)*"
)
_CANNOT = (
    r"(?:保证|答应|做主|做|说|担保|承诺|决定|作主|应承|许)不了|[您你]不起|没谱|做不来|倒是?想|不敢许|[打拍]不了(?:包票|胸脯|主)|(?:没法|不敢|不能|没办法|无法)(?:打包票|拍胸脯|打保票)"
    r"|做不了主|说了不算|不算数|没(?:有)?(?:这个|那个|这份|这)?(?:权限?|权力|本事|资格|把握)|没权|不(?:大|太)?可能(?!不|没)|不现实"
    r"|做不到|办不到|赶不上|赶不及|来不及|不敢(?:讲|说|夸口|保证|承诺|应)|说不出口|(?:没法|无法|不能|没办法|不好)(?:这么|这样|跟您|给您)?(?:说|讲|保证|承诺|答应|许诺|批|定|做主|讲死|说死)"
    r"|(?:那|这)?(?:就)?(?:是|等于)(?:在)?(?:骗您|哄您|糊弄您|忽悠您)|(?:给|免|批|赔|付|报|定|装|修|到|送|退|办|改|减|补|查|拿|开)不(?:了|到|出|起|下来|上)"
    r"|(?:绝|坚决)?不(?:干|做|会做|能说|会说|便说|方便说|能透露|便透露|会透露|敢打包票)|别想了|免谈|多可惜|划不来"
    r"|不行(?!的话|就|我|再|换|您|也)"
)
REFUSED_TOPIC = re.compile(
    rf"(?:[^。！？!?；;，,]{{0,4}}(?=[这那我咱谁]))?{_GOES_BEFORE}(?:{_CANNOT})(?![^，。,]{{0,2}}(?:的话|的时候|就我|那我|吗|么|嘛))"
    rf"|[^。！？!?；;，,]{{0,6}}[，,]\s*(?:[这那](?:个|事儿?|点|话|种话|种事|样的事)|(?=我们?(?:倒是?想|没法[这那]么|保证不了|答应不了|做不到|办不到|没[这那]个)))"
    rf"{_GOES_BEFORE}(?:{_CANNOT})(?![^，。,]{{0,2}}(?:的话|的时候|吗|么|嘛))"
)
"""A topic, and behind it that it cannot be or that nobody here may promise it: 十分钟内到账，这个我保证不了.

Only fillers stand between, or four characters before a 我, 这 or 谁; behind a comma a word that takes the topic up.
"""
REFUSED_CLAUSE = re.compile(rf"(?:{_CANNOT})\W*$")
"""How a clause ends whose time is no promise's (周五前到账我保证不了)."""
TOPICS = ("offer.", "forbidden.", "false.", "family.act", "rubric.X07")
"""References of what can be promised or claimed, and so refused behind its name; a feeling or a loss cannot."""
REFUSED_AFTER = re.compile(
    r"[^。！？!?；;]{0,8}(?:不能|没法|无法|不敢|没办法|没权限|没有权限)[^。！？!?，,]{0,4}(?:答应|承诺|保证|做主|许诺)"
    r"|[^。！？!?；;，,]{0,4}(?:不敢说|不好说|说不准|不敢打包票)"
    r"|\W{0,2}(?:这话|这种话|这样的话|这几?个字|这句话)[^。！？!?；;，,]{0,5}[不没](?:敢|能|会|好|便)?(?:说|讲|写|答应)"
    r"|[^。！？!?；;，,]{0,6}(?:我们?|咱们?|他们?|她们?|您)(?:也|都|就)?不"
    r"(?:会(?!让|再|不|忘|拖|推|漏|少|误|耽|食|放|变|收(?!到)|丢|白)|可以|(?:再|先)?(?:告诉|给您|帮您|替您|通知|联系|跟进|盯)(?!一分|添|绕|画))"
    r"|(?:都|也|就|还是)?不(?:能|会)(?=到|送|来|发|办|寄|修|退|道)(?![^。！？!?；;，,]{0,8}(?:的话|时))"
)
"""A refusal behind what is refused: Chinese puts the topic first."""
REFUSED_AFTER_EN = re.compile(
    r"\W*(?:\w+ ){0,2}(?:isn't|is not|aren't|are not|won't be|wouldn't be|can't be|cannot be|was never)"
    r" (?:possible|an option|something (?:i|we)|a (?:word|promise|claim) (?:i|we)|words (?:i|we)|in my|on offer|allowed|up to (?:me|us)|done|mine|ours)\b"
)
"""The same in English ("deleting the interest isn't possible")."""
NO_LABEL = {
    "en": re.compile(
        r"\b(?:can't|can not|cannot|isn't|is not|aren't|won't|not possible|off the table|out of reach)"
        r"(?: (?:do|give|offer|promise|change|possible|on))*\s*:$"
    ),
    "zh": re.compile(r"(?:不能|没法|无法|办不到|做不到|给不了)[^，。,]{0,4}的\s*:$"),
}
"""A label in front of what cannot be done; an explanation after a colon ("I can't refund it: ...") has none."""
PROVIDED = ("只要", "如果", "要是", "符合", "满足")
"""What a Chinese phrase of a condition begins with: a negation within the condition denies nothing."""
SPARED = re.compile(r"(?:省得|免得|免去|省去|省了)[^，。,]{0,8}$")
"""What stands before that which somebody is spared (免得您再跑网点)."""
POTENTIAL = re.compile(r"\s*(?:不了|不到|不起|不出|不下|不成|不上|不完|不着|不掉|不来(?!电|信)|是不行|不行)")
"""What a Chinese verb is followed by when it cannot be done ("赔不了")."""


def is_refused(clause: str) -> bool:
    """Say whether a Chinese clause ends in a refusal of what it names."""
    return bool(REFUSED_CLAUSE.search(clause))
