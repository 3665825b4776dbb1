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
