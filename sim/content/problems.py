"""Owns the collector of faults: a reader records what it finds and reads on.

Never decides what a fault is. It imports the model only when a fault is found,
so that a list of good files costs no pydantic (56 ms).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from sim.model.bad_file import BadFile
from sim.model.saying import Saying, filled

if TYPE_CHECKING:
    from typing import NoReturn

    from sim.model.problems import Problem

T = TypeVar("T")

N_ = str
"""Marks a sentence for the catalogue where it is written; it is said in a language later."""

Path = tuple[str | int, ...]
"""Where something stands in a file: names and list positions from the top."""

Place = tuple[int, int]
"""Line and column, counted from 1; (0, 0) when there is no one place."""

MOST = 200
"""More faults than a person reads; a file of two million broken bytes must not become a list of them."""

LONGEST_NAME = 60
"""Longest name that is compared with others; difflib takes quadratic time."""


def nearest(name: object, known: Iterable[str], count: int = 1) -> tuple[str, ...]:
    """Return the known names that look most like `name`, best first; nothing when none is near."""
    from difflib import get_close_matches

    word = str(name)
    if not word or len(word) > LONGEST_NAME:
        return ()
    candidates = {k.casefold(): k for k in sorted(set(known))[:500] if len(k) <= LONGEST_NAME}
    return tuple(candidates[k] for k in get_close_matches(word.casefold(), list(candidates), count, 0.6))


def near_ids(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the two ids at most that were probably meant: their words are near, not their numbers alone.

    Every id ends in a number such as `-01`, which makes two short ids alike that mean different things.
    """
    words = {one: one.rstrip("0123456789").rstrip("-") for one in known}
    near = nearest(name.rstrip("0123456789").rstrip("-"), words.values(), 2)
    return nearest(name, (one for one, stem in words.items() if stem in near), 2)


def spell(path: Path) -> str:
    """Return a path as authors see it: `turns.3.then.0.go`."""
    return ".".join(str(part) for part in path)


class Problems:
    """Every fault of one file, in the order found."""

    def __init__(self, file: str) -> None:
        """Collect for `file`, which is how every fault names it."""
        self.file = file
        self._found: list[Problem] = []
        self.guessed: frozenset[int] = frozenset()
        """Lines that are read as a guess has them: only slips of typing are told of them."""

    def add(
        self,
        code: str,
        place: Place,
        message: str | Saying,
        *,
        path: Path = (),
        values: Mapping[str, object] | None = None,
        allowed: str | Saying = "",
        example: str | Saying = "",
        hint: str = "",
        warning: bool = False,
    ) -> None:
        """Record one fault. Raises BadFile when there are more than anybody reads.

        `message` is a sentence of the catalogue, marked `N_`; `values` fill its `{names}`. A value,
        and `allowed` and `example`, are a `Saying` where they are words that a language changes.
        """
        from sim.model.problems import Problem

        if place[0] in self.guessed and not code.startswith("YM"):
            return
        said = message if isinstance(message, Saying) else Saying(message, filled((values or {}).items()))
        problem = Problem(
            file=self.file,
            line=place[0],
            column=place[1],
            code=code,
            message=str(said),
            template=said.template,
            values=said.values,
            path=spell(path),
            allowed=str(allowed),
            allowed_said=allowed if isinstance(allowed, Saying) else None,
            example=str(example),
            example_said=example if isinstance(example, Saying) else None,
            hint=hint,
            severity="warning" if warning else "error",
        )
        if len(self._found) < MOST and problem not in self._found[-20:]:
            self._found.append(problem)
        if len(self._found) >= MOST and not warning:
            self.fail()

    def common(self, look: Callable[[T], None], guesses: Sequence[T], doubted: Iterable[Path] = ()) -> None:
        """Record what `look` finds in every guess at a file; what only one of them shows is no fault.

        Nothing is said of what is `doubted`, nor of what lies below it: it has a fault already.
        """
        known = {spell(path) for path in doubted}
        before, looks = self._found, []
        for guess in guesses:
            self._found = []
            with suppress(BadFile):
                look(guess)
            looks.append(self._found)
        self._found = before
        for problem in looks[0] if looks else ():
            parts = problem.path.split(".")
            if known.intersection(".".join(parts[:n]) for n in range(1, len(parts) + 1)):
                continue
            if all(problem in other for other in looks[1:]) and len(self._found) < MOST:
                self._found.append(problem)

    @property
    def found(self) -> tuple[Problem, ...]:
        """Every fault, in the order of the file."""
        return tuple(sorted(self._found, key=lambda p: (p.line, p.column)))

    @property
    def bad(self) -> bool:
        """Whether one of them is an error, not only a warning."""
        return any(p.severity == "error" for p in self._found)

    def check(self) -> None:
        """Raise BadFile with every fault, if one of them is an error."""
        if self.bad:
            raise BadFile(self.found)

    def fail(self) -> NoReturn:
        """Raise BadFile with every fault."""
        raise BadFile(self.found)
