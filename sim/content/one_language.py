"""Owns how hints read in a file of one language: its texts stand plain there, and so do its examples.

Never looks at a file's values and never decides that a text is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import yaml

from sim.content.reader import Tree
from sim.model.language import LANGS, Lang


def language_of(tree: Tree) -> Lang | None:
    """Return the one language that a file says it is written in; None where it has both.

    A scenario says `language: en`; the sheet of a pack in one language says `languages: [en]`.
    """
    language, languages = tree.data.get("language"), tree.data.get("languages")
    if language is None and isinstance(languages, list) and len(languages) == 1:
        language = languages[0]
    return next((lang for lang in LANGS if lang == language), None)


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
