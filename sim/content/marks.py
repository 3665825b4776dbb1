"""Owns the small checks that scenarios and rubrics share: ids, weights, codes.

Never knows which kind of file it serves; callers give paths and the prefix of codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sim.content.problems import N_, Path, Problems, nearest
from sim.content.reader import Tree
from sim.model.behaviour import CODE, CODES_KNOWN, CODES_SAID, same_code
from sim.model.saying import Saying

WIDE_COMMA = re.compile("[，、]")
"""Commas of Chinese text, which part nothing in YAML."""

LOOKS_LIKE_CODE = re.compile(r"[A-Z]\d+")


POINTING = frozenset({12, 13, 14, 21, 22, 24})
"""Numbers of the faults of names that point at nothing."""


def near_code(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the code that was most likely meant: with a 0 more or less, in capitals; else the most alike."""
    known = tuple(known)
    return same_code(name, known) or nearest(name, known)


class Marks:
    """Shared checks over one file."""

    def __init__(self, tree: Tree, problems: Problems, prefix: str) -> None:
        """Report into `problems` with codes that begin with `prefix`."""
        self.tree, self.problems, self.prefix = tree, problems, prefix

    def say(
        self,
        number: int,
        path: Path,
        message: str | Saying,
        *,
        values: Mapping[str, object] | None = None,
        hint: tuple[str, ...] = (),
        allowed: str | Saying = "",
        example: str | Saying = "",
        warning: bool = False,
    ) -> None:
        """Record a fault at the value at `path`; the message is as for `Problems.add`."""
        wide = WIDE_COMMA.search(str((values or {}).get("name", ""))) if number in POINTING else None
        if wide:
            self._wide_comma(path, wide.start())
            return
        self.problems.add(
            f"{self.prefix}{number:03}",
            self.tree.value_at(path),
            message,
            path=path,
            values=values,
            hint=hint[0] if hint else "",
            allowed=allowed,
            example=example or self._right(number, path, hint),
            warning=warning,
        )

    def _wide_comma(self, path: Path, at: int) -> None:
        """Report two names that a full-width comma makes one."""
        line, column = self.tree.value_at(path)
        message = N_("a full-width comma stands between two entries; use the plain , and a space")
        self.problems.add(
            "YM028", (line, column + at), message, path=path, example="[offer.slot, offer.plan]"
        )

    def _right(self, number: int, path: Path, hint: tuple[str, ...]) -> str:
        """Return a right way to write a name that points at nothing: with the nearest name, else any."""
        from sim.content.codes import CODES

        if number not in POINTING:
            return ""
        name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        if hint and name and len(path) > 1:
            return f"{name}: [{hint[0]}]" if isinstance(path[-1], int) else f"{name}: {hint[0]}"
        return CODES[f"{self.prefix}{number:03}"].example

    def unique(self, what: str, entries: Iterable[tuple[Path, str]]) -> None:
        """Report ids that were used before; `what` bears them, marked `N_`."""
        seen: dict[str, Path] = {}
        for path, name in entries:
            if name in seen:
                line = self.tree.value_at(seen[name])[0]
                self.say(
                    11,
                    path,
                    N_('the id "{name}" was used before, in line {line}; every {what} needs its own'),
                    values={"name": name, "line": line, "what": Saying(what)},
                )
            else:
                seen[name] = path

    def hundred(self, what: str, number: int, path: Path, weights: Iterable[int]) -> None:
        """Report weights that do not make 100; `what` bears them, marked `N_`."""
        from sim.content.codes import CODES

        total = sum(weights)
        if total != 100:
            self.problems.add(
                f"{self.prefix}{number:03}",
                self.tree.key_at(path),
                N_("the weights of all {what} make {total}; they must make 100"),
                values={"what": Saying(what), "total": total},
                path=path,
                example=CODES[f"{self.prefix}{number:03}"].example,
            )

    def code(self, path: Path, name: str) -> None:
        """Report a code that no behaviour has."""
        if not CODE.fullmatch(name):
            wrong = N_('there is no behaviour "{name}"')
            hint = tuple(
                code for code in near_code(name, CODES_KNOWN) if code[1:].lstrip("0") == name[1:].lstrip("0")
            )
            self.say(12, path, wrong, values={"name": name}, allowed=CODES_SAID, hint=hint)
