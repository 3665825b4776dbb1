"""Owns how hints read in a file of one language: its texts stand plain there, and so do its examples.

Never looks at a file's values and never decides that a text is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import yaml

from sim.content.problems import N_, Problems, nearest
from sim.content.reader import Tree
from sim.model.language import LANGS, Lang

TOP_TEXTS = ("title", "about", "goal", "role")
"""Texts that every scenario has at its top."""

CHINESE = re.compile("[\u3400-\u9fff]")
"""By one of these characters a text is taken for Chinese."""


def language_of(tree: Tree) -> Lang | None:
    """Return the one language that a file says it is written in; None where it has both.

    A scenario says `language: en`; the sheet of a pack in one language says `languages: [en]`.
    """
    language, languages = tree.data.get("language"), tree.data.get("languages")
    if language is None and isinstance(languages, list) and len(languages) == 1:
        language = languages[0]
    return next((lang for lang in LANGS if lang == language), None)


def say_language(tree: Tree, problems: Problems) -> None:
    """Report once that a scenario whose texts all stand plain does not say their language, and guess it.

    Told of every text by itself it would hide all else.
    """
    if tree.data.get("language") is not None:
        return
    near = nearest("language", (name for name in tree.data if isinstance(name, str)))
    texts = [tree.data[name] for name in TOP_TEXTS if name in tree.data]
    plain = [text for text in texts if isinstance(text, str)]
    if len(plain) < 2 or len(plain) < len(texts):
        return
    lang = "zh" if CHINESE.search("".join(plain)) else "en"
    if not near:
        told = N_("the texts of this file do not say their language; put `language: {lang}` at the top")
        place = tree.key_at(("title",))
        problems.add(
            "SC008", place, told, values={"lang": lang}, path=("title",), example=f"language: {lang}"
        )
    tree.data["language"] = lang


@cache
def unfolded(example: str, lang: Lang) -> str:
    """Return an example with the text of one language in place of each `{en: …, zh: …}`."""
    if "{en:" not in example:
        return example
    root = yaml.compose(example, Loader=yaml.SafeLoader)
    for node, chosen in sorted(_both(root, lang), key=lambda pair: -pair[0].start_mark.index):
        text = example[chosen.start_mark.index : chosen.end_mark.index]
        example = example[: node.start_mark.index] + text + example[node.end_mark.index :]
    return example


def _both(node: yaml.Node | None, lang: Lang) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Yield every group that holds both languages and nothing else, with its text in `lang`."""
    if isinstance(node, yaml.MappingNode):
        inside = {key.value: value for key, value in node.value}
        if set(inside) == set(LANGS):
            yield node, inside[lang]
            return
        for value in inside.values():
            yield from _both(value, lang)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _both(item, lang)
