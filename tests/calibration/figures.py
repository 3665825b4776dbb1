"""Owns the figures of `docs/scoring.md`: how far levels agree with the reference labels, as tables.

    python -m tests.calibration.figures    # rewrites the part of docs/scoring.md between its two marks

The prose around that part is written by hand. Never fits what is bundled, never changes a score.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from sim.coach.rows import Row, RowScorer
from sim.content import Library
from sim.model.score import DIMENSIONS
from sim.report.agreement import LANGUAGES, NOTHING, figure, number, title
from sim.scoring.ladder import ATTEMPT
from sim.validity.rated import read
from sim.validity.ratings import ENOUGH, FEW_MARKS, Compared, Rated, as_plain, compare
from tests.calibration.labelled import UNSEEN, rows, rubric
from tests.calibration.left_out import Seen, seen
from tests.calibration.points import fit, levels, with_points

PAGE = Path(__file__).parents[2] / "docs" / "scoring.md"

BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
"""What the part stands between."""

COLUMNS: tuple[tuple[str, str], ...] = (
    ("n", "n"),
    ("QWK [95 %]", "kappa"),
    ("exact", "exact"),
    ("adjacent", "adjacent"),
    ("SMD", "mean_difference"),
    ("without length", "without_length"),
)
"""Heading of a column, and the key of a group's figure in it."""

Data = Mapping[str, Any]
"""Plain data of agreement, as `servicesim validate` reports it."""


def left_out(replies: Sequence[Seen]) -> list[Compared]:
    """Return the rated replies of each tuned scenario, scored without that scenario in heads or points."""
    rated = {row["id"] for row in rows("replies.jsonl")}
    found = []
    for scenario in sorted({r.scenario for r in replies if r.row["id"] in rated}):
        others = [r for r in replies if r.scenario != scenario]
        sheet = with_points(rubric(), {d: fit(others, rubric(), d) for d in DIMENSIONS})
        found += [
            Compared(Rated.model_validate(r.row), levels(r, sheet), r.codes - {ATTEMPT}, r.engine)
            for r in replies
            if r.scenario == scenario
        ]
    return found


def unseen() -> list[Compared]:
    """Return the rated replies of the unseen scenarios, scored as everybody's are."""
    scorer = RowScorer(Library())
    lines = [json.dumps(row) for row in rows("replies.jsonl") if row["scenario"] in UNSEEN]
    found, bad = read(lines, lambda row: scorer.score(Row.model_validate(row)))
    assert not bad, bad
    return found


def block(tuned: Sequence[Compared], new: Sequence[Compared]) -> str:
    """Return the part of the page, marks included."""
    old, other = as_plain(compare(tuned)), as_plain(compare(new))
    parts = as_plain(compare([*tuned, *new], "scenario"))
    scenarios = ", ".join(f"`{name}`" for name in sorted({c.rated.scenario for c in tuned}))
    lines = [
        BEGIN,
        "",
        "Made by `python -m tests.calibration.figures`; a test makes them again, byte for byte.",
        "The labels are *reference labels*, the median of three readings of a language model, not human "
        "ratings: agreement with them is no agreement with people.",
        f"Engine `{tuned[0].engine}`, `rubrics/service.yaml`; every reply is a first reply to its message.",
        "",
        "QWK: quadratic weighted kappa; its 95 % interval draws the replies again, each on its own, and with "
        f"fewer than {ENOUGH} replies it stands without the bare figure.",
        "SMD: mean of the engine less mean of the raters, in the raters' standard deviation.",
        "Without length: rank correlation with the reply's length partialled out.",
        "",
        "### Eight tuned scenarios, each left out in turn",
        "",
        f"{scenarios}: for each, the heads' weights, and the rubric's points, costs and steps, come from all "
        "sentences and replies of other scenarios, by the same fit that made the bundled ones.",
        "Not fitted again for each: the wording and checks of the engine, the facts of the scenarios, the "
        "stretch of each head, and the constants of the fit; these were made with "
        "the tuned scenarios in sight. The replies that points are fitted on have their strengths from heads "
        "that left out their own scenario only.",
        "",
        *_overall(old),
        "",
        "### Four unseen scenarios",
        "",
        f"{', '.join(f'`{name}`' for name in sorted(UNSEEN))}: scored by the engine as it is bundled.",
        "Nothing was fitted on their replies. Those of `complaint-05` were printed once while its dialogue "
        "was written, and no level moved by it; nobody read the others. All were looked at, as numbers, "
        "while the engine was built. So they are unread, not untouched.",
        "",
        *_overall(other),
        "",
        "### Each scenario",
        "",
        f"QWK: its 95 % interval, for {_size(parts)} replies each; * is an unseen scenario.",
        "",
        *_by_scenario(parts),
        "",
        "### Indicator marks",
        "",
        f"Mean F1 of what is spoken of as found, over the codes that at least {FEW_MARKS} replies are "
        "marked with.",
        "",
        "| replies | language | mean F1 | codes |",
        "| --- | --- | --- | --- |",
        *_f1("tuned, left out", old),
        *_f1("unseen", other),
        "",
        END,
    ]
    return "\n".join(lines)


def _overall(data: Data) -> Iterator[str]:
    """Yield the table of a set of replies, and the counts of each pair of levels."""
    yield f"| | {' | '.join(heading for heading, _ in COLUMNS)} |"
    yield f"| --- |{' --- |' * len(COLUMNS)}"
    for group in data["groups"]:
        cells = " | ".join(figure(group, key) for _, key in COLUMNS)
        yield f"| {title(group)} | {cells} |"
    yield ""
    yield "Replies by level: a row for each level of the raters, in it the engine's levels 0 to 4."
    yield ""
    yield f"| raters | {' | '.join(map(title, data['groups']))} |"
    yield f"| --- |{' --- |' * len(data['groups'])}"
    for at in range(5):
        cells = " | ".join(" · ".join(map(str, g["table"][at])) for g in data["groups"])
        yield f"| {at} | {cells} |"


def _size(data: Data) -> str:
    """Return how many replies a scenario has in each language, or between what numbers."""
    counts = sorted({g["n"] for g in data["groups"] if g["by"]})
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"


def _by_scenario(data: Data) -> Iterator[str]:
    """Yield the table of kappa by scenario and language."""
    yield f"| scenario | language | {' | '.join(DIMENSIONS)} |"
    yield f"| --- | --- |{' --- |' * len(DIMENSIONS)}"
    parts = [g for g in data["groups"] if g["by"]]
    for (name, lang), mine in groupby(parts, lambda g: (g["name"], g["lang"])):
        found = {g["dimension"]: figure(g, "kappa") for g in mine}
        cells = " | ".join(found.get(d, NOTHING) for d in DIMENSIONS)
        yield f"| `{name}`{' *' if name in UNSEEN else ''} | {LANGUAGES[lang]} | {cells} |"


def _f1(name: str, data: Data) -> Iterator[str]:
    for mean in data["mean_f1"]:
        yield f"| {name} | {LANGUAGES[mean['lang']]} | {number(mean['f1'])} | {mean['codes']} |"


def part(page: str) -> str:
    """Return the part of a page between the marks, marks included. Raises ValueError without them."""
    return page[page.index(BEGIN) : page.index(END) + len(END)]


def main() -> None:
    """Make the figures and write them into the page."""
    made = block(left_out(seen()), unseen())
    page = PAGE.read_text("utf-8")
    PAGE.write_text(page.replace(part(page), made), "utf-8")


if __name__ == "__main__":
    main()
