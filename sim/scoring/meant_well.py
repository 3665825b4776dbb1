"""Owns words beside which an anti-pattern is not meant, however its phrase or its sentence sounds.

Only what turns the meaning round stands here, never what is merely polite. Knows no case and takes no cost.
"""

from __future__ import annotations

import re

OWED = re.compile(
    r"\bshould(?: have|'ve) (?:been (?:told|warned|offered|given|informed|asked|spared|called|able)|heard|had"
    r"|got|enjoyed|received|known about (?:this|it)|never had to)\b"
    r"|早就?该(?:知道|收到|拿到|得到|接到|听到)(?=[,。!;，！；]|$)"
    r"|本来就?不(?:应该|应|该)(?:轮到|轮|让|由|要)您"
)
"""What the customer was owed, said as ours to give."""

UNSAID = re.compile(
    r"\b(?:i|we) should(?:n't| not| never) have (?:said|told|promised|written)"
    r"|我们?(?:刚才|之前|前面|当时)?(?:不该|不应该)(?:这么|那么|跟您|随口|乱)?(?:说|讲|答应|承诺)"
)
"""Regret of one's own words, in words that otherwise lecture ("I shouldn't have told you that")."""

UNDECIDED = re.compile(r"不归我们?(?:定|决定|批|说了算)")
"""A limit of one's authority, and no passing on: whose decision it is may be said."""

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

SOUND = (
    ("X02", OWED),
    ("X02", UNSAID),
    ("X02", FELT),
    ("X03", UNDECIDED),
    ("X03", INDEPENDENT),
    ("X06", BEREAVED),
    ("X10", UNSAID),
    ("X13", COUNTED),
    ("X14", NOTHING_ELSE),
)
"""Codes that the words of a sentence rule out where only its sound suggests them."""

CLAUSE = (("X02", OWED), ("X02", FELT), ("X03", UNDECIDED))
"""Codes of which a listed phrase is not meant when such words stand in its clause."""

SENTENCE = (("X03", INDEPENDENT), ("X06", BEREAVED), ("X14", NOTHING_ELSE))
"""The same for words that may stand anywhere in its sentence."""


def ruled_out(code: str, clause: str, sentence: str) -> bool:
    """Say whether the words around a listed phrase rule out what it says elsewhere."""
    near = any(code == one and words.search(clause) for one, words in CLAUSE)
    return near or any(code == one and words.search(sentence) for one, words in SENTENCE)
