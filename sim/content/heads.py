"""Owns the head of a file: what a list of scenarios shows, read without the facts below it.

Never needs pydantic while files are good: 200 heads take 56 ms, 200 whole files ten times as long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.content.problems import N_, Problems
from sim.model.saying import Saying

if TYPE_CHECKING:
    from sim.content.reader import Tree

LANGUAGES = ("en", "zh")
"""As in `sim.model.language`, which costs pydantic to import; a test holds the two together."""

_BELOW = re.compile(rb"^(facts|sections|key_points|turns|points):", re.MULTILINE)
_KINDS: dict[str, tuple[type, str]] = {
    "id": (str, "complaint-01"),
    "difficulty": (int, "2"),
    "family": (str, "complaint"),
}


@dataclass(frozen=True)
class Head:
    """What is known of a scenario before it is opened."""

    id: str
    title: dict[str, str] = field(hash=False)
    difficulty: int
    family: str
    status: str
    path: Path
    pack: str
    shadows: str = ""
    languages: tuple[str, ...] = ()

    def get(self, lang: str) -> str:
        """Return the title in `lang`, or in another language when that is all there is."""
        return self.title.get(lang) or next(iter(self.title.values()), self.id)


@dataclass(frozen=True)
class Opened:
    """A file's head as read: whether it is a rubric, and its names at the top."""

    is_rubric: bool
    tree: Tree

    @property
    def is_drill(self) -> bool:
        """Whether it is a case drill."""
        return "drill" in self.tree.data


def open_head(path: Path, problems: Problems) -> Opened:
    """Read the part of a file above its facts. Raises BadFile."""
    from sim.content.files import decode, read_bytes
    from sim.content.reader import read

    data = read_bytes(path, problems)
    below = _BELOW.search(data)
    tree = read(decode(data[: below.start()] if below else data, problems), problems)
    problems.check()
    return Opened("rubric" in tree.data or "based_on" in tree.data, tree)


def head_of(tree: Tree, path: Path, pack: str, problems: Problems) -> Head:
    """Return a scenario's head. Raises BadFile when what a list shows is missing."""
    data = tree.data
    for name, (kind, example) in _KINDS.items():
        if name not in data:
            message = N_('"{name}" is missing')
            problems.add(
                "SC002",
                tree.value_at(()),
                message,
                values={"name": name},
                path=(name,),
                example=f"{name}: {example}",
            )
        elif not isinstance(data[name], kind) or isinstance(data[name], bool):
            what = Saying(N_("text") if kind is str else N_("a whole number"))
            problems.add(
                "SC003",
                tree.value_at((name,)),
                N_('"{name}" must be {what}'),
                values={"name": name, "what": what},
                path=(name,),
                example=f"{name}: {example}",
            )
    title = _title(tree, problems)
    problems.check()
    return Head(
        id=data["id"],
        title=title,
        difficulty=data["difficulty"],
        family=data["family"],
        status=str(data.get("status", "ready")),
        path=path,
        pack=pack,
        languages=tuple(title),
    )


@dataclass(frozen=True)
class DrillHead:
    """What is known of a case drill before it is opened."""

    id: str
    title: dict[str, str] = field(hash=False)
    path: Path
    pack: str

    def get(self, lang: str) -> str:
        """Return the title in `lang`, or in another language when that is all there is."""
        return self.title.get(lang) or next(iter(self.title.values()), self.id)


def drill_head_of(tree: Tree, path: Path, pack: str, problems: Problems) -> DrillHead:
    """Return a case drill's head. Raises BadFile when what a list shows is missing."""
    name = tree.data.get("drill")
    if not isinstance(name, str):
        problems.add(
            "DR003",
            tree.value_at(("drill",)),
            N_('"{name}" must be {what}'),
            values={"name": "drill", "what": Saying(N_("text"))},
            path=("drill",),
            example="drill: case-01",
        )
        problems.fail()
    title = _title(tree, problems, "DR")
    problems.check()
    return DrillHead(id=str(name), title=title, path=path, pack=pack)


_TITLES = {"en": "Two no-shows", "zh": "两次爽约"}
"""Examples of a title in a file of one language."""


def _title(tree: Tree, problems: Problems, prefix: str = "SC") -> dict[str, str]:
    title: Any = tree.data.get("title")
    language = tree.data.get("language")
    if isinstance(title, str) and language in LANGUAGES:
        return {str(language): title}
    if isinstance(title, dict):
        found = {lang: title[lang] for lang in LANGUAGES if isinstance(title.get(lang), str)}
        if found:
            return found
    code, wrong = (
        ("008", N_('"{name}" does not say its language'))
        if isinstance(title, str)
        else ("002", N_('"{name}" is missing'))
    )
    problems.add(
        f"{prefix}{code}",
        tree.value_at(("title",)),
        wrong,
        values={"name": "title"},
        path=("title",),
        example=f"title: {_TITLES.get(str(language), '{en: Two no-shows, zh: 两次爽约}')}",
    )
    return {}
