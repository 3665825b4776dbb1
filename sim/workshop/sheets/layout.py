"""Owns how a quality sheet is laid out: header rows, sections, items with points, phrases, totals, notes.

Never knows a rubric: which code an item is, `plan` decides.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from sim.model.saying import Saying
from sim.workshop.sheets.mapping import bare, fit, labelled
from sim.workshop.sheets.reader import Grid
from sim.workshop.sheets.saying import N_, Note, Place

Kind = Literal["earn", "deduct", "veto", "phrase", "bonus"]

ROLES = ("item", "points", "weight", "deduct", "phrase", "section")
"""Columns that make a header row; the first that is read must be an item or a phrase."""

YES = frozenset(
    ["是", "有", "y", "yes", "true", "x", "√", "✓", "✔", "●", "1", "致命", "一票否决", "fatal", "critical"]
)
"""What stands in the column of veto items for "this is one"."""

_AMOUNT = re.compile(
    r"[(（]?\s*(扣|减|minus|deduct)?\s*([-−–]?)\s*(\d+(?:\.\d+)?)\s*(%|％|分|points?|pts|marks?)?\s*"
    r"(?:/\s*(?:次|处|item|time))?[)）]?",
    re.IGNORECASE,
)
_IN_HEADING = re.compile(r"(\d+(?:\.\d+)?)\s*(?:分|%|％|points?|pts)\s*[)）】\]]?\s*$", re.IGNORECASE)
_ANY_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass
class Block:
    """One section of a sheet; `total` is the weight that it states for itself."""

    name: str
    place: Place
    kind: Kind
    total: float | None = None
    weights: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Item:
    """One row to be judged: what it says, its points (below 0 where they are deducted), its kind."""

    place: Place
    text: str
    block: Block
    points: float | None
    kind: Kind
    instead: str = ""


@dataclass
class Sheet:
    """All that was read of a file."""

    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    pass_mark: float | None = None
    skipped: list[Place] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def amount(text: str) -> float | None:
    """Return the number of a cell, below 0 for a deduction (`扣5分`); None for anything but one number."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    return float(found[3]) * (-1 if found[1] or found[2] else 1)


def read_layout(grids: tuple[Grid, ...]) -> Sheet:
    """Return what stands in the sheets; one without a header row is left out, with a note."""
    sheet = Sheet()
    for grid in grids:
        if any(any(row) for row in grid.rows):
            scored = [item.place.sheet for item in sheet.items if item.kind == "earn"]
            _Reading(sheet, grid).read()
            more = next((i for i in sheet.items if i.kind == "earn" and i.place.sheet == grid.name), None)
            if scored and more:
                why = Saying.of(TWO_SHEETS, first=scored[0])
                sheet.notes.append(Note(more.place, more.text, why, Saying(TWO_SHEETS_TODO)))
    return sheet


class _Reading:
    """One pass over the rows of a grid."""

    def __init__(self, sheet: Sheet, grid: Grid) -> None:
        self.sheet, self.grid = sheet, grid
        self.roles: dict[str, int] = {}
        self.block = Block("", Place(grid.name, 1, 1), "earn")
        self.sums: list[float] = []

    def read(self) -> None:
        """Read every row; a row that looks like a header begins a table."""
        first = ""
        for number, row in enumerate(self.grid.rows, 1):
            cells = {at: text for at, text in enumerate(row, 1) if text}
            if not cells:
                continue
            roles = self._header(cells, number)
            if roles:
                self.roles = roles
                self._unused(cells, roles, number)
                kind: Kind = "phrase" if "phrase" in roles and "item" not in roles else "earn"
                if self.block.kind == "earn" or kind == "phrase":
                    self.block = Block("", Place(self.grid.name, number, 1), kind)
            elif self.roles:
                self._row(cells, number)
            else:
                at, text = next(iter(cells.items()))
                first = first or text
                self.sheet.skipped.append(Place(self.grid.name, number, at))
        if self.roles:
            self.sheet.title = self.sheet.title or first.replace("\n", " ")
            return
        where = next(p for p in self.sheet.skipped if p.sheet == self.grid.name)
        self.sheet.skipped = [p for p in self.sheet.skipped if p.sheet != self.grid.name]
        self._note(where.row, where.column, first, NO_HEADER, HEADER_TODO)

    def _header(self, cells: dict[int, str], number: int) -> dict[str, int]:
        """Return which column holds what if this row is a header; nothing otherwise."""
        found: dict[str, list[int]] = {}
        for at, text in cells.items():
            role = labelled(text, "column")
            if role:
                found.setdefault(role, []).append(at)
        if not ({"item", "phrase"} & found.keys() or "section" in found) or len(found) < 2:
            return {}
        if sum(map(len, found.values())) * 2 < len(cells):
            return {}
        if "item" not in found and "phrase" not in found:
            if not {"points", "weight", "deduct"} & found.keys():
                return {}
            found["item"] = found.pop("section")
        roles = {role: places[0] for role, places in found.items()}
        if len(found.get("item", ())) > 1:
            filled = Counter(at for row in self.grid.rows[number:] for at, text in enumerate(row, 1) if text)
            roles["item"] = max(found["item"], key=lambda at: (filled[at], -at))
            wider = [at for at in found["item"] if at < roles["item"] and filled[at] < filled[roles["item"]]]
            if "section" not in found and wider:
                roles["section"] = wider[0]
        return roles

    def _unused(self, cells: dict[int, str], roles: dict[str, int], number: int) -> None:
        """Say which columns of the table are not taken over."""
        for at, text in cells.items():
            if labelled(text, "column") in ("blank", "note") or at in roles.values():
                if at == roles.get("standard"):
                    self._note(number, at, text, STANDARD, STANDARD_TODO)
            else:
                self._note(number, at, text, COLUMN, COLUMN_TODO)

    def _row(self, cells: dict[int, str], number: int) -> None:
        at, text = next(iter(cells.items()))
        kind = labelled(text, "row") or labelled(text.split("\n")[0].split("：")[0].split(":")[0], "row")
        if kind == "pass":
            self._pass(cells, number, at)
        elif kind == "total":
            self._total(cells, number)
        elif kind:
            self.sheet.skipped.append(Place(self.grid.name, number, at))
        elif not self._heading(cells, number):
            self._entry(cells, number)

    def _pass(self, cells: dict[int, str], number: int, at: int) -> None:
        found = [float(n) for text in cells.values() for n in _ANY_NUMBER.findall(text)]
        if found and 0 <= found[0] <= 100 and self.sheet.pass_mark is None:
            self.sheet.pass_mark = found[0]
        else:
            self._note(number, at, cells[at], PASS, PASS_TODO)

    def _total(self, cells: dict[int, str], number: int) -> None:
        """Hold a total against the points above it: the last ones, or all of them."""
        at = self.roles.get("points", self.roles.get("weight", 0))
        stated = amount(cells.get(at, ""))
        self.sheet.skipped.append(Place(self.grid.name, number, next(iter(cells))))
        run = [p for p in self.sums if p]
        if stated is None or not run or stated < 0:
            return
        tails = {round(sum(run[n:]), 4) for n in range(len(run))}
        if round(stated, 4) not in tails | {round(t / 100, 4) for t in tails}:
            self._note(number, at, cells[at], Saying.of(TOTAL, sum=f"{sum(run):g}"), TOTAL_TODO)

    def _heading(self, cells: dict[int, str], number: int) -> bool:
        """Begin a section where a row or its first cell names one; say whether the row holds no more."""
        column = self.roles.get("section", 0)
        text = cells.get(column, "")
        words = [at for at, cell in cells.items() if amount(cell) is None]
        alone = len(words) == 1 and self._is_heading(cells, words[0])
        if alone:
            text = cells[words[0]]
        if not text or (bare(text) == self.block.name and not alone):
            return alone
        found = fit(text, "block")
        kind: Kind = "earn"
        if found and found.meaning in ("veto", "deduct", "phrase", "bonus"):
            kind = found.meaning  # type: ignore[assignment]
        elif "phrase" in self.roles and "item" not in self.roles:
            kind = "phrase"
        self.block = Block(bare(text), Place(self.grid.name, number, words[0] if alone else column), kind)
        self.sheet.blocks.append(self.block)
        stated = _IN_HEADING.search(text)
        self.block.total = float(stated[1]) if stated else None
        if alone and self.block.total is None:
            numbers = [n for cell in cells.values() if (n := amount(cell)) is not None]
            self.block.total = numbers[0] if numbers else None
        return alone

    def _is_heading(self, cells: dict[int, str], at: int) -> bool:
        """Say whether a row with one text is the heading of a section and not an item."""
        item = self.roles.get("item", self.roles.get("phrase", 0))
        if at == self.roles.get("section"):
            return item not in cells
        if labelled(cells[at], "block"):
            return True
        return at < item or (at == item and len(cells) == 1 and bool(_IN_HEADING.search(cells[at])))

    def _entry(self, cells: dict[int, str], number: int) -> None:
        phrase = self.roles.get("phrase")
        at = phrase if phrase in cells else self.roles.get("item", self.roles.get("standard", 0))
        if at not in cells:
            at = self.roles.get("standard", 0)
        if at is None or at not in cells:
            first = next(iter(cells))
            if first != self.roles.get("section"):
                self._note(number, first, cells[first], NO_ITEM, NO_ITEM_TODO)
            return
        place = Place(self.grid.name, number, at)
        weight = amount(cells.get(self.roles.get("weight", 0), ""))
        if weight is not None:
            self.block.weights.append(weight)
        points = self._points(cells, number)
        kind: Kind = "phrase" if at == phrase else self.block.kind
        if self._is_veto(cells):
            kind = "veto"
        elif kind == "earn" and points is not None and points < 0:
            kind = "deduct"
        if kind == "earn":
            points = weight if points is None else points
            self.sums.append(points or 0)
        instead = cells.get(self.roles.get("instead", 0), "")
        self.sheet.items.append(Item(place, cells[at], self.block, points, kind, instead))
        if self.block not in self.sheet.blocks:
            self.sheet.blocks.append(self.block)

    def _points(self, cells: dict[int, str], number: int) -> float | None:
        for role, sign in (("deduct", -1), ("points", 1)):
            at = self.roles.get(role, 0)
            if at not in cells:
                continue
            value = amount(cells[at])
            if value is not None:
                return -abs(value) if sign < 0 else value
            if not (fit(cells[at], "block") or labelled(cells[at], "block")):
                self._note(number, at, cells[at], NO_NUMBER, NO_NUMBER_TODO)
        return None

    def _is_veto(self, cells: dict[int, str]) -> bool:
        if cells.get(self.roles.get("veto", 0), "").strip().casefold() in YES:
            return True
        named = (
            cells[at] for role in ("points", "deduct", "veto") if (at := self.roles.get(role, 0)) in cells
        )
        return any((found := fit(text, "block")) is not None and found.meaning == "veto" for text in named)

    def _note(self, row: int, column: int, text: str, why: Saying | str, todo: str) -> None:
        reason = why if isinstance(why, Saying) else Saying(why)
        self.sheet.notes.append(Note(Place(self.grid.name, row, column), text, reason, Saying(todo)))


TWO_SHEETS = N_('its points were added to those of the sheet "{first}"')
TWO_SHEETS_TODO = N_("import one of them by itself with --sheet NAME if they are two sheets")
NO_HEADER = N_("no row here names its columns")
HEADER_TODO = N_(
    "give the table a header row with an item or phrase column (检查项, item) and points (分值, points)"
)
STANDARD = N_("how points are given is not taken over: levels 0-4 come from what a reply shows")
STANDARD_TODO = N_(
    "read the levels with `servicesim rubric show`, and change `levels` where your wording differs"
)
COLUMN = N_("this column is none that is known")
COLUMN_TODO = N_("rename it if it holds items, points, phrases or what to say instead")
PASS = N_("no pass mark from 0 to 100 can be read here")
PASS_TODO = N_("write `scale: {pass: 80}` with your figure into the file")
TOTAL = N_("the points above add up to {sum}")
TOTAL_TODO = N_("mend the sheet; the weights here were made of the points, not of the total")
NO_ITEM = N_("the row has no item")
NO_ITEM_TODO = N_("move its text into the column of the items if it is one")
NO_NUMBER = N_("this is not one number")
NO_NUMBER_TODO = N_("write one number of points; the item counts like one without points")
