"""Owns the check of what trainees read: its language, its length, what an author forgot to write or to mask.

Never judges style and never translates. Ways to say a thing (`say`, `asks`) are no texts: they may be
short, odd and alike.
"""

from __future__ import annotations

import re

from sim.content.languages import texts
from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.content.realness import mails, phones
from sim.model.language import LANGS, Lang, Text
from sim.model.saying import Saying
from sim.model.scenario import Scenario

LONGEST: dict[Lang, int] = {"en": 60, "zh": 120}
"""Words (English) or characters (Chinese) of one message in a chat.

The longest message of the bundled scenarios has 43 and 63, the longest exemplar below strong 21 and 35.
"""

LONGEST_REPLY: dict[Lang, int] = {"en": 160, "zh": 250}
"""The same for a strong exemplar: from there the engine takes a reply for a wall of text."""

PLACEHOLDER = re.compile(
    r"(?i:\b(?:todo|fixme|tbd|lorem ipsum|x{3,})\b)"
    r"|待翻译|待补充|待填写|待写|此处填写|在此填写|[×ｘＸ]{3}|[\u3400-\u9fff][xX]{3}"
)
"""What authors leave where they mean to write later."""

_HINTS = ("todo", "fixme", "tbd", "lorem", "xxx", "待", "此处填", "在此填", "×××", "ｘｘｘ")
"""One of these stands in every placeholder; a plain look for them is ten times as fast as the pattern."""

_DIGITS = re.compile(r"\d[\d .()-]{5,}\d")

CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
_NAMES = frozenset({"name", "owner", "speaker"})
"""Fields whose text may be a name, which stays as it is in another language."""


def check_texts(scenario: Scenario, marks: Marks) -> None:
    """Report texts in the wrong language, too long, unfinished, or with the data of a real person."""
    whole = "\n".join(marks.tree.lines)
    private = "@" in whole or _DIGITS.search(whole) is not None
    small = whole.lower()
    unfinished = any(hint in small for hint in _HINTS)
    both = scenario.language is None
    for path, text in texts(scenario, ()):
        if isinstance(text, Text):
            if both:
                _languages(path, text, marks)
            _length(path, text, marks)
            if unfinished:
                _unfinished(path, text, marks)
        if private:
            for lang in LANGS:
                said = getattr(text, lang) or ""
                _private((*path, lang), said if isinstance(said, str) else "\n".join(said), marks)
    _repeated(scenario, marks)


def _languages(path: Path, text: Text, marks: Marks) -> None:
    en, zh = (text.en or "").strip(), (text.zh or "").strip()
    if not en or not zh:
        return
    strange, foreign = bool(CHINESE.search(en)), not CHINESE.search(zh)
    if not strange and not foreign:
        return
    a_name = path[-1] in _NAMES or len(_LATIN_WORD.findall(zh)) < 2
    if en == zh:
        if strange or not a_name:
            at = "en" if strange else "zh"
            marks.say(43, (*path, at), N_("the same text stands in both languages"), warning=True)
    elif strange and foreign:
        marks.say(44, (*path, "en"), N_("English and Chinese look swapped here"), warning=True)
    elif strange:
        marks.say(44, (*path, "en"), N_("there is Chinese in this English text"), warning=True)
    elif not a_name:
        marks.say(44, (*path, "zh"), N_("there is no Chinese in this Chinese text"), warning=True)


def _length(path: Path, text: Text, marks: Marks) -> None:
    limits = _limits(path)
    if limits is None:
        return
    for lang in LANGS:
        said = getattr(text, lang) or ""
        if len(said) <= limits[lang]:  # a word has a character at least
            continue
        count = len(said.split()) if lang == "en" else sum(not c.isspace() for c in said)
        if count > limits[lang]:
            unit = N_("{count} words") if lang == "en" else N_("{count} characters")
            marks.say(
                47,
                (*path, lang),
                N_("this message has {length}; nobody writes more than {most} at once in a chat"),
                values={"length": Saying.of(unit, count=count), "most": limits[lang]},
                warning=True,
            )


def _limits(path: Path) -> dict[Lang, int] | None:
    """Return how long a text may be: a message, an exemplar, or without limit."""
    if path[0] in ("turns", "triggers", "endings") and ("says" in path):
        return LONGEST
    if path[0] == "reactions":
        return LONGEST
    if "exemplars" in path:
        return LONGEST_REPLY if path[-1] == "strong" else LONGEST
    return None


def _unfinished(path: Path, text: Text, marks: Marks) -> None:
    for lang in LANGS:
        found = PLACEHOLDER.search(getattr(text, lang) or "")
        if found:
            marks.say(
                48,
                (*path, lang),
                N_('"{words}" was left here for a text to be written'),
                values={"words": found.group()},
                warning=True,
            )


def _private(path: Path, said: str, marks: Marks) -> None:
    for number in phones(said):
        marks.say(
            45,
            path,
            N_('"{number}" may be the phone number of somebody'),
            values={"number": number},
            allowed="07700 900xxx, 020 7946 0xxx, 555-01xx, 138****1234",
            warning=True,
        )
    for address in mails(said):
        marks.say(
            46,
            path,
            N_('"{address}" may be the mail address of somebody'),
            values={"address": address},
            allowed="…@example.com, …@example.org",
            warning=True,
        )


def _repeated(scenario: Scenario, marks: Marks) -> None:
    """Report a message of the customer that stands word for word in an earlier turn or wording."""
    seen: dict[tuple[Lang, str], Path] = {}
    for n, turn in enumerate(scenario.turns):
        for m, variant in enumerate(turn.says):
            told = False
            for lang in LANGS:
                said = " ".join((getattr(variant.text, lang) or "").split()).casefold()
                path: Path = ("turns", n, "says", m, "text", lang)
                first = seen.setdefault((lang, said), path) if said else path
                if first != path and not told:
                    told = True
                    marks.say(
                        49,
                        path,
                        N_("the customer says this word for word in line {line} already"),
                        values={"line": marks.tree.value_at(first)[0]},
                        warning=True,
                    )
