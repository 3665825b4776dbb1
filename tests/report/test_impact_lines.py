"""What a change of a rubric does, as lines: the sum first, then every level with its reasons."""

from __future__ import annotations

from typing import Any

from sim.report.impact import SIGNS, impact_lines

NAMES = {"empathy": "Empathy", "responsiveness": "Responsiveness", "assurance": "Assurance"}


def reason(kind: str = "finding", sign: str = "+", **more: str) -> dict[str, str]:
    """Return one reason as plain data."""
    return {
        "kind": kind,
        "sign": sign,
        "code": "E2",
        "words": "no wonder",
        "rule": "phrase:no wonder",
        **more,
    }


def data(*reasons: dict[str, str], **more: Any) -> dict[str, Any]:
    """Return an impact as `rubric diff --format json` prints it, with one change."""
    change = {
        "name": "r1",
        "about": {"scenario": "complaint-01", "turn": "opening", "lang": "en"},
        "dimension": "empathy",
        "old": 3,
        "new": None,
        "reasons": list(reasons),
    }
    return {
        "replies": 12,
        "moved": 1,
        "dimensions": {d: {"up": 0, "down": int(d == "empathy")} for d in NAMES},
        "sheet": [],
        "changes": [change],
        "red_lines": [],
        **more,
    }


def test_the_sum_comes_first() -> None:
    """How many were scored, how many move, and which way in each dimension."""
    lines = impact_lines(data(reason()), NAMES, "en")
    assert lines[0] == "Replies scored with both rubrics: 12. Replies with a level that changes: 1."
    assert lines[1] == "Empathy: 0 up, 1 down"


def test_a_change_names_reply_dimension_and_levels() -> None:
    """Whose level, where, from what to what; not scored is no number."""
    lines = impact_lines(data(reason()), NAMES, "en")
    place = lines.index("r1 (complaint-01, opening, en): Empathy from 3 to not scored")
    assert lines[place + 1] == '- found now: E2 "no wonder" (phrase:no wonder)'


def test_every_reason_has_words() -> None:
    """Each kind of reason reads differently, and carries code, words and rule."""
    reasons = [reason(kind, sign) for kind, sign in SIGNS]
    shown = [line for line in impact_lines(data(*reasons), NAMES, "en") if line.startswith("- ")]
    assert len({line.partition(":")[0] for line in shown}) == len(SIGNS)
    assert all("E2" in line and "no wonder" in line for line in shown)


def test_rules_and_red_lines_have_headings_of_their_own() -> None:
    """Differences of the sheet and verdicts stand apart from levels."""
    rule = reason("rule", "~", code="empathy.weight", words="30 -> 20", rule="")
    verdict = {"name": "r2", "about": {}, "old": [], "new": ["X16"]}
    lines = impact_lines(data(sheet=[rule], changes=[], red_lines=[verdict]), NAMES, "en")
    assert (
        lines[lines.index("Rules of the sheet that differ") + 1] == "- rule changed: empathy.weight 30 -> 20"
    )
    assert lines[lines.index("Red lines") + 1] == "r2: red lines from none to X16"


def test_words_of_a_reply_cannot_command_the_terminal() -> None:
    """Escape sequences in what was typed or in a file's name are gone."""
    lines = impact_lines(data(reason(words="no \x1b[31mwonder\n")), NAMES, "en")
    assert any('"no wonder"' in line for line in lines)
    assert all(line.isprintable() for line in lines)


def test_nothing_to_say_is_short() -> None:
    """Without changes only the sum is left."""
    assert len(impact_lines(data(changes=[], moved=0), NAMES, "en")) == 4
