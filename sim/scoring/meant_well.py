"""Owns words beside which an anti-pattern is not meant, however its phrase or its sentence sounds.

Only what turns the meaning round stands here, never what is merely polite. Knows no case and takes no cost.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

OWED = re.compile(
    r"\bshould(?: have|'ve) (?:been (?:told|warned|offered|given|informed|asked|spared|called|able)|heard|had"
    r"|got|enjoyed|received|known about (?:this|it)|never had to)\b"
    r"|\b(?:i|we|it|he|she|they|letter|form|page|team|somebody|someone|colleagues?|staff|nobody|girls|lads)"
    r" should(?: have|'ve) (?:told|warned|rung|called|messaged|e-?mailed|asked|informed|let|said|explained)\b"
    r"|早就?该(?:知道|收到|拿到|得到|接到|听到)(?=[,。!;，！；]|$)"
    r"|本来就?不(?:应该|应|该)(?:轮到|轮|让|由|要)您"
)
"""What the customer was owed, said as ours to give."""

UNSAID = re.compile(
    r"\b(?:i|we) should(?:n't| not| never) have (?:said|told|promised|written)"
    r"|我们?(?:刚才|之前|前面|当时)?(?:不该|不应该)(?:这么|那么|跟您|随口|乱)?(?:说|讲|答应|承诺)"
)
"""Regret of one's own words, in words that otherwise lecture ("I shouldn't have told you that")."""

FELT_BY_ALL = re.compile(
    r"换(?:了|成|做|作|到)?(?:谁|哪[个位家对户名])[^，。！？,!?]{0,6}?都?(?:会|得|要|能|没法|很难)?"
    r"(?:睡不|放心不下|坐不住|高兴不起来|受不了|着急|急|生气|窝火|难受|揪心|心疼|后怕|崩溃|委屈|气|火|慌|害怕|担心|郁闷)"
)
"""What anybody in the customer's place would feel: it recognises the feeling and makes nothing of them."""

CLEARED = re.compile(
    r"(?:您|你|孩子|老人|家[里人])[^，。！？,!?]{0,8}(?:肯定|绝对|一定|百分百)(?:都)?没"
    r"(?:有?(?:问题|错)|[记弄搞填看听操做点输][作错])"
    r"|(?:肯定|绝对|一定)(?:就)?(?:不是|不怪|不赖|不能怪)(?:您|你)"
    r"|绝对没有?(?:怪|说|丢|动|打开|收到|看过|必要|人|[这那]个意思)"
)
"""That the customer did nothing wrong, or what is past, promises nothing however surely it is said."""

AFTERCARE = re.compile(
    r"(?:是正常的|正常现象|属于?正常)[^。！？!?]*(?:不正常|不对|马上|立刻|及时|随时|打我|直接来|来找|来复查)"
)
"""What is normal and from when it is not, with what to do then, makes little of nothing."""

ALSO = re.compile(
    r"^(?!.*[忍等熬]).*(?:别人|别家|大家|人家|其他[人家])都?(?:能|可以|有)[^。！？!?]{0,12}您家?(?:当然|肯定|自然)?也"
)
"""What others get and this customer gets too."""

NO_SHAME = re.compile(
    r"^(?!.*(?:就|才|不过|也就)[^，。！？,!?]{0,6}(?:的事|而已)).*(?:不丢人|没什么(?:可|好)?丢|别往心里去)"
)
"""Words that take a shame away (好多年轻人也不会，您别往心里去), where they make no loss little."""

OUR_COST = re.compile(
    r"(?:钱|费用?|差价|运费|打车费|维修费|损失)[^，。！？,!?]{0,5}(?:我们|我|公司|平台)(?:来)?(?:出|报|承担|付|补|赔)(?!过)"
)
"""Who pays for it ourselves does not send the customer away (可以自己找人修，发票给我，钱我们出)."""

STAY = re.compile(r"稍等[，,]?(?:千万)?先?别(?:走|挂)")
"""Who asks for a moment holds nobody back from leaving for good."""

REACH = re.compile(
    r"\b(?:whole|entire) (?:\w+ )?(?:block|building|street|road|area|town|floor|batch|network|system|team)\b"
    r"|\ball of (?:\w+ )+(?:is|are) (?:off|down|out|affected|stuck)\b"
)
"""How far a fault reaches is news; "you are not the only one" alone makes little of it."""

GRANTED = re.compile(r"(?:虽然|虽说|尽管|别看)[^。！？!?]*(?:但|可|不过|却|也)")
"""What is little and granted to matter all the same (15块虽然不多，但这是没经您同意扣的)."""

LOOK = re.compile(r"\bif you (?:have|take) (?:a|another) (?:quick |closer |good )?look\b")
"""Who is shown where to look is not told that they never did ("if you had looked")."""

COMFORT = re.compile(
    r"\b(?:i'm|i am|we're|we are) sure (?:s?he|they|you|it|things)(?:'ll| will) (?:soon |all )?"
    r"(?:settle|love|enjoy|fly|come round|get (?:used|over|there)|have a (?:lovely|great|nice)"
    r"|be (?:fine|grand|ok|okay|alright|all right|happy|back))\b"
)
"""Comfort without thought may make little of it, and mocks nobody."""

LAID_OUT = re.compile(
    r"\byou should(?: have|'ve) (?:arrived|come|come home|come back|walked in|got home|woken up|sat down) to"
    r" (?:an?|the|your|hot|warm|clean|running|working|laid)\b"
    r"|\bshould(?: have|'ve) waited (?:\w+ )+at (?:the )?most\b"
    r"|\bshould(?: have|'ve) [^.!?]*"
    r"(?:\bif (?:i|we)(?:'d| had)\b|\bon us\b|\bour (?:mistake|fault|slip)\b|,? not this\b)"
)
"""What the customer should have found: a service of ours that was not there."""

NO_FAULT = re.compile(
    r"(?:\b(?:not|never|certainly not)|n't) (?:\w+ ){0,2}(?:your fault|yours|your doing)\b"
    r"|\bno fault of yours\b"
    r"|\b(?:don't|do not|can't|nobody|nobody's|no one) blam(?:e|es|ing) you\b"
    r"|\bwe (?:overbooked|oversold|double booked)\b"
    r"|\b(?:it|that|this)(?:'s| is| was) (?:all |entirely )?"
    r"(?:our (?:own )?(?:fault|mistake|doing|slip|error)|on us|down to us)\b"
)
"""Words that clear the customer, or say that it was us."""

CHOICE = re.compile(r"\bit(?:'s| is| will be|'ll be) (?:\w+ )?(?:your choice|up to you)\b")
"""A choice that is left open; "it was your choice" is held up to them."""

RAISED = re.compile(
    r"\b(?:i|we)(?:'ve|'ll|'m| have| will| am)? (?:\w+ )?(?:taken|took|take|taking|raised|raise|raising)"
    r" (?:it|this|that|your \w+) (?:up )?with\b"
    r"|\b(?:(?:don't|do not|won't|will not) (?:have|need) to|needn't|no need to)"
    r" (?:take|raise|chase|call|ring|contact)\b"
)
"""What we took up with others for the customer, or what is spared them, passes nothing on."""

TAUGHT = re.compile(
    r"\b(?:gave|give|told|quoted|sent|promised|offered|showed|shown|charged) you"
    r"(?: (?:so|that|this|otherwise|it))? (?:was|were|is|are)"
    r" (?:all |quite |simply |just )?(?:wrong|incorrect|mistaken|out of date)\b"
)
"""What was wrong is what we told them: "the date we gave you was wrong" argues with nobody."""

NO_DEBT = re.compile(
    r"\bdo(?:n't| not) (?:believe|think) you(?:'ll need| will need| owe| should| need| have to"
    r"| were (?:ever |even )?(?:told|asked|given|warned|informed|shown|at fault)| did anything)\b"
)
"""A belief in the customer's favour, and no disbelief."""

SHARED = re.compile(
    r"(?:\bnot|n't) the only one\b[^.!?]*(?:\bwe(?:'ve)? had\b|\bbad batch\b|\bit's us\b"
    r"|\bour (?:doing|fault|mistake)\b|\bfaulty\b|\bwho(?:'s| has| have)? (?:finds?|found|told|tells)\b)"
)
"""Others have it too, and it is ours: a relief, and no lesson."""

SPARED_COST = re.compile(r"\bshame (?:to|if)\b[^.!?]*\bso (?:i|we)(?:'ve|'ll| have| will)\b")
"""What would be a pity and is put right threatens nobody."""

ODD = re.compile(
    r"\bsorry, if\b|\bsorry if (?:this|that|it|i)(?: (?:sounds?|seems?|asks?|comes|is|am)|'m)\b(?! how you)"
)
"""A word of excuse for what is said now ("sorry if this sounds odd"), or before a condition: no apology is
hung on how the customer feels."""

UNDECIDED = re.compile(r"不归我们?(?:自己|一个人)?(?:定|决定|批|说了算)")
"""A limit of one's authority, and no passing on: whose decision it is may be said."""

THEIRS = re.compile(
    r"^(?!.*\b(?:contact|ask|call|ring|take it up)\b).*"
    r"(?:\b(?:they|it's them|the \w+(?: \w+)?) decides?\b[^.!?]*\bnot (?:us|we|me|i)\b"
    r"|\b(?:not|n't) (?:ours|mine|for (?:us|me)|up to (?:us|me)) to (?:decide|promise)\b)"
)
"""The same in English, where nobody is sent away ("they decide whether to take it, not us")."""

COUNTED = re.compile(r"也就是(?:说|还[能有可]|再|能|可以|一共|总共|您还|把|给您)")
"""也就是 before what somebody gets counts it up; 也就两天, 也就是几块钱的事 make little of it."""

FELT = re.compile(
    r"\b(?:would have|would've|'d have) (?:\w+ )?(?:frightened|scared|worried|upset|annoyed|hurt)"
    r" (?:me|us|any|most|every)"
    r"|\b(?:i'd|i would) have been (?:\w+ )?(?:in tears|as well|too|cross|upset|angry"
    r"|furious|livid|worried|frightened|gutted|heartbroken)"
)
"""What anybody would have felt: no lecture on what should have been done."""

INDEPENDENT = re.compile(
    r"\b(?:independent|free|advice|adviser|advisor|charity|ombudsman)\b[^.!?]*\bnothing to do with us\b"
    r"|\bnothing to do with you\b"
)
"""Who "has nothing to do with us" and advises is a help; what has nothing to do with you is no blame."""

NOTHING_ELSE = re.compile(
    r"\b(?:not|no need|nothing|never)\b[^.!?]*\banything else\b|n't (?:\w+ ){1,3}anything else\b"
    r"|\bif (?:there(?:'s| is) )?anything else (?:was|is|were|has|goes|turns|comes|got)\b"
)
"""What the customer need not do, or may tell later: the talk is not closed by it."""

BEREAVED = re.compile(
    r"\bsorry to hear (?:about|that) (?:your|his|her|their) (?:late )?(?:gran|nan|mum|mom|mother|dad|father"
    r"|husband|wife|son|daughter|brother|sister|baby|child|dog|cat|loss|grand\w+|partner|friend|family)\b"
)
"""Sympathy for somebody who is named; "sorry to hear that" names nobody."""


NOTHING_NEEDED = re.compile(r"^\W*(?:(?:we|i) need )?nothing (?:\w+ ){0,3}(?:from|for) you(?: to do)?\W*$")
"""What the customer need not do ("Nothing at all from you") threatens nobody."""

OURS_AFTER_ALL = re.compile(r"[却可]没|是我们|我们[^,，。]{0,4}(?:错|没)")
"""What 明明 contradicts is our own doing: 东西明明放在站里，却没给您送 argues with nobody."""

OUR_ERROR = re.compile(
    r"(?:我们|系统|仓库|站点|我这边|后台)[^,，。！？!?您你]{0,16}?(?:判断|搞|弄|看|认|记|录|装|发|贴|算|扣|标|送)错了?"
    r"|(?:系统|模型|算法)[^。！？!?]{0,30}(?:判断错|误判|误报)"
)
"""An error that the sentence gives to us blames nobody else."""


class Rule(NamedTuple):
    """Words, and the codes that they rule out wherever the sound of their sentence alone suggests one.

    `by_phrase` says how near such words must stand to rule out a listed phrase too: never, where none says.
    """

    words: re.Pattern[str]
    codes: tuple[str, ...]
    by_phrase: Literal["", "clause", "sentence"] = ""


PITY = re.compile(
    r"^\W*(?:(?:oh|ah|well),? )?(?:that|it)(?:'s| is| was) (?:an? )?(?:real |such a |great )?(?:shame|pity)\b"
    r"(?!.*\bif\b)"
)
"""What is a pity threatens nobody, unless it is one that may happen ("it would be a shame if")."""

KEPT = re.compile(r"\b(?:they|it|that|those|these|records?|data|nothing) (?:do|does)(?: not|n't) go\b")
"""What stays is no plea to stay ("No, they don't go")."""

RULES = (
    Rule(OWED, ("X02", "X10"), by_phrase="clause"),
    Rule(UNSAID, ("X02", "X10")),
    Rule(FELT_BY_ALL, ("X02", "X10", "X13"), by_phrase="clause"),
    Rule(CLEARED, ("X07",), by_phrase="clause"),
    Rule(AFTERCARE, ("X13",)),
    Rule(ALSO, ("X02", "X10", "X16")),
    Rule(NO_SHAME, ("X10", "X13")),
    Rule(OUR_COST, ("X02",), by_phrase="sentence"),
    Rule(OUR_COST, ("X04",)),
    Rule(STAY, ("X18",), by_phrase="sentence"),
    Rule(REACH, ("X13",)),
    Rule(GRANTED, ("X13",), by_phrase="sentence"),
    Rule(LOOK, ("X02",), by_phrase="clause"),
    Rule(COMFORT, ("X16",)),
    Rule(LAID_OUT, ("X02",), by_phrase="sentence"),
    Rule(NO_FAULT, ("X02",)),
    Rule(CHOICE, ("X02",)),
    Rule(RAISED, ("X03",), by_phrase="clause"),
    Rule(RAISED, ("X04",)),
    Rule(TAUGHT, ("X10", "X15"), by_phrase="clause"),
    Rule(NO_DEBT, ("X15",), by_phrase="clause"),
    Rule(SHARED, ("X10", "X13"), by_phrase="sentence"),
    Rule(SPARED_COST, ("X17",)),
    Rule(PITY, ("X17",)),
    Rule(KEPT, ("X18",)),
    Rule(ODD, ("X06",), by_phrase="sentence"),
    Rule(UNDECIDED, ("X03",), by_phrase="clause"),
    Rule(COUNTED, ("X13",)),
    Rule(FELT, ("X02",), by_phrase="clause"),
    Rule(INDEPENDENT, ("X03",), by_phrase="sentence"),
    Rule(NOTHING_ELSE, ("X14",), by_phrase="sentence"),
    Rule(THEIRS, ("X03",)),
    Rule(OURS_AFTER_ALL, ("X15",), by_phrase="sentence"),
    Rule(NOTHING_NEEDED, ("X14", "X16", "X17")),
    Rule(OUR_ERROR, ("X02",)),
    Rule(BEREAVED, ("X06",), by_phrase="sentence"),
)


def by_sound(sentence: str) -> set[str]:
    """Return the codes that a sentence cannot mean where only its sound suggests them."""
    return {code for rule in RULES if rule.words.search(sentence) for code in rule.codes}


def ruled_out(code: str, clause: str, sentence: str) -> bool:
    """Say whether the words around a listed phrase rule out what it says elsewhere."""
    around = {"clause": clause, "sentence": sentence}
    near = ((rule.words, around[rule.by_phrase]) for rule in RULES if rule.by_phrase and code in rule.codes)
    return any(words.search(text) for words, text in near)
