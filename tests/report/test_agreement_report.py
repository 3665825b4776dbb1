"""The report on agreement as text, JSON and page: what it must say, and what it must not."""

from __future__ import annotations

import json
import sys
from html.parser import HTMLParser
from typing import Any

import pytest

from sim.errors import ServicesimError
from sim.model.score import DIMENSIONS
from sim.report.agreement import agreement_json, agreement_lines, bounds, figure, number, share
from sim.report.agreement_html import agreement_page
from sim.validity.ratings import Bad, By, Compared, Rated, as_plain, compare

EVIL = '投诉 $x_1$ <script>alert("&")</script>\x1b[31m\x07'


def report(
    count: int = 40, by: By | None = None, kinds: tuple[str, ...] = ("reference",), **changes: Any
) -> dict[str, Any]:
    """Return plain data of `count` replies a language; every fifth is a level low, one in ten unscored."""
    rows = []
    for i in range(count * 2):
        level = (i // 2) % 5
        engine = None if i % 20 > 17 else max(0, level - (i % 5 == 0))
        plain = {
            "lang": "en" if i % 2 else "zh",
            "reply": "x" * (5 + i % 9),
            "scenario": EVIL if i % 3 else "plain-01",
            "levels": {"empathy": level, "responsiveness": level},
            "raters": {"empathy": [level, level, max(0, level - i % 2)]},
            "marks": {"E1": 3} if i % 2 else {"E1": 2, "X01": 2},
            "labels": kinds[i % len(kinds)],
        }
        rated = Rated.model_validate({**plain, **changes})
        rows.append(Compared(rated, dict.fromkeys(DIMENSIONS, engine), frozenset({"E1"}), "test-1"))
    return as_plain(compare(rows, by, [Bad(7, f"no scenario '{EVIL}'")]))


def text(data: dict[str, Any]) -> str:
    """Return the text report in one piece."""
    return "\n".join(agreement_lines(data))


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("reference",), "NOT human labels"),
        (("human",), "human labels, 80 replies"),
        (("human", "reference"), "MIXED: 40 replies with human labels, 40 with reference labels"),
    ],
)
def test_the_first_line_says_which_labels(kinds: tuple[str, ...], said: str) -> None:
    """Reference labels are never taken for people's, and a mixture is called one."""
    data = report(kinds=kinds)
    assert said in agreement_lines(data)[0]
    assert said in json.loads(agreement_json(data))["about"][0]


def test_an_empty_report_says_so() -> None:
    """Nothing compared is no pass, no fault and no table."""
    shown = text(as_plain(compare([])))
    assert "no reply to compare" in shown
    assert "NOT met; nothing was compared" in shown


def test_unscored_replies_have_a_line_and_a_column() -> None:
    """How unscored replies are treated is said once, their count stands in every row."""
    shown = text(report())
    assert "unscored" in shown
    assert "are counted apart and are in no other figure" in shown
    assert "English empathy         36         4" in shown


def test_few_replies_have_intervals_only() -> None:
    """Under 200 replies neither kappa stands bare; from 200 on both do, with the interval beside."""
    few, enough = report(100)["groups"][0], report(250)["groups"][0]
    assert figure(few, "kappa") == bounds(few["interval"])
    assert figure(few, "raters") == bounds(few["raters_interval"])
    assert figure(few, "degradation") == bounds(few["degradation_interval"])
    assert figure(enough, "kappa") == f"{number(enough['kappa'])} {bounds(enough['interval'])}"
    assert figure(enough, "raters") == number(enough["raters"])


def test_every_measure_is_named_and_explained() -> None:
    """All columns of the report are there, and those that are no plain word are explained."""
    shown = text(report())
    for heading in ("QWK [95 %]", "exact", "adjacent", "SMD", "Pearson", "Spearman", "raters' QWK"):
        assert heading in shown
    for meaning in ("QWK: ", "SMD: ", "degradation: ", "no length: ", "length: "):
        assert meaning in shown


def test_the_raters_own_agreement_is_left_out_where_nobody_rated_twice() -> None:
    """A table of nothing but dashes tells nobody anything, on the page no more than in the text."""
    once = report(raters={})
    assert "degradation" not in text(once)
    assert "degradation" not in agreement_page(once)
    assert "degradation" in agreement_page(report())


def test_figures_that_are_not_defined_are_a_dash() -> None:
    """Nobody reads a missing figure as nought; a rounded zero has no sign."""
    data = report()
    unrated = next(g for g in data["groups"] if g["dimension"] == "responsiveness")
    assert figure(unrated, "raters") == "-"
    assert (number(None), share(None), bounds(None)) == ("-", "-", "-")
    assert number(-0.001) == "0.00"


def test_confusion_tables_stand_side_by_side() -> None:
    """Rows are the raters' levels, columns the engine's, one table a dimension."""
    lines = agreement_lines(report())
    at = lines.index(next(line for line in lines if line.startswith("engine")))
    assert lines[at - 1].split() == ["English", "empathy", "English", "responsiveness"]
    assert lines[at].split() == ["engine", *"01234"] * 2
    assert [line.split()[:2] for line in lines[at + 1 : at + 6]] == [["raters", str(n)] for n in range(5)]


def test_the_gate_names_where_it_is_missed() -> None:
    """A missed gate names language and dimension; a met one says so."""
    missed = text(report(raters={}, levels={"empathy": 1, "responsiveness": 3}))
    assert "NOT met in: English empathy, English responsiveness, Chinese empathy" in missed
    assert "English assurance, Chinese assurance" in missed
    levels = [dict.fromkeys(DIMENSIONS, n % 5) for n in range(500)]
    whole = [Rated.model_validate({"lang": "en", "reply": "x", "levels": one}) for one in levels]
    met = as_plain(compare([Compared(rated, rated.levels, frozenset(), "test-1") for rated in whole]))
    assert "over all replies): met." in text(met)


def test_bad_lines_are_named() -> None:
    """A line left out is named with its number and reason, without control characters."""
    shown = text(report())
    assert "Left out, 1 bad lines:" in shown
    assert "line 7: no scenario '投诉" in shown
    assert "\x1b" not in shown


def test_tables_fit_a_terminal() -> None:
    """No row of a table is wider than 80 columns; groups have their own heading."""
    lines = agreement_lines(report(250, by="scenario"))
    assert all(len(line) <= 80 for line in lines if line.startswith(("English", "Chinese", "raters ")))
    assert "== plain-01 ==" in lines
    assert lines.index("== all replies ==") < lines.index("== plain-01 ==")


def test_bands_come_with_a_warning() -> None:
    """Kappa within a band is low by its nature, and the report says so only there."""
    assert "Within a band" in text(report(by="band"))
    assert "Within a band" not in text(report(by="scenario"))


def test_marks_have_a_mean_and_a_table() -> None:
    """F1 is averaged over codes with at least 15 marks; each code has its row; no marks, no table."""
    shown = text(report())
    assert "English: mean F1 1.00 over 1 codes with at least 15 marks." in shown
    assert "Chinese: mean F1 0.50 over 2 codes with at least 15 marks." in shown
    assert "zh X01      40      0      40      0  0.00" in shown
    assert "no code has 15 marks" in text(report(5))
    assert "No indicator marks in this file." in text(report(marks=None))


def test_json_is_the_same_data() -> None:
    """JSON holds the plain data as it is, on top of what is to be known about it; no control characters."""
    data = report(by="lang")
    shown = agreement_json(data)
    again = json.loads(shown)
    assert again.pop("about")
    assert again == data
    assert "投诉" in shown
    assert "\x1b" not in shown


def test_without_matplotlib_the_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plots' library is an extra; without it the command names the extra."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ServicesimError, match=r"servicesim\[report\]"):
        agreement_page(report())


class Page(HTMLParser):
    """What a browser would find: tags, ids and text."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [found["id"]] if found.get("id") else []

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += data

    def count(self, tag: str) -> int:
        """Return how often a tag is there."""
        return sum(name == tag for name, _ in self.tags)


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of a report by scenario, one of them with a hostile name."""
    pytest.importorskip("matplotlib")
    return agreement_page(report(by="scenario"))


def test_the_page_needs_no_network(page: str) -> None:
    """Nothing is fetched and nothing runs: no address, no script, no image, a policy that forbids them."""
    found = Page(page)
    assert "://" not in page
    assert {"script", "link", "img", "image", "iframe", "object"}.isdisjoint(tag for tag, _ in found.tags)
    assert not [attrs for _, attrs in found.tags if any(key.startswith("on") for key in attrs)]
    assert "default-src 'none'" in page


def test_the_page_escapes_what_a_file_says(page: str) -> None:
    """A name with markup is text in tables and plots alike, without control characters."""
    assert "<script" not in page
    assert '投诉 $x_1$ <script>alert("&")</script>' in Page(page).text
    assert "\x1b" not in page
    assert "\x07" not in page


def test_the_plots_keep_letters_and_names(page: str) -> None:
    """Chinese in a plot is text, every plot is named for a screen reader, and no id stands twice."""
    found = Page(page)
    plots = page.split("<svg")[1:]
    assert any("投诉" in plot.split("</svg>")[0] for plot in plots)
    assert all(attrs.get("aria-label") for tag, attrs in found.tags if tag == "svg")
    assert len(found.ids) == len(set(found.ids))


def test_the_page_has_every_plot_and_table(page: str) -> None:
    """A dot plot a group and a dimension, a heat map a group, language and dimension; every kappa as text."""
    data = report(by="scenario")
    found = Page(page)
    assert found.count("svg") == len(data["groups"]) + 3 + 2  # heat maps; all, two scenarios; two dimensions
    assert found.count("details") == 2
    assert "NOT human labels" in found.text
    assert "line 7: no scenario" in found.text
    for group in data["groups"]:
        assert figure(group, "kappa") in found.text


def test_the_page_fits_a_phone(page: str) -> None:
    """The page takes the phone's width, wide tables scroll, and stacked cells say what they are."""
    assert "width=device-width" in page
    assert page.count('<div class="wide') == page.count("<table>")
    assert '<td data-head="QWK [95 %]">' in page
    assert "content: attr(data-head)" in page


def test_the_report_speaks_chinese() -> None:
    """Sentences, headings and names are Chinese; what the file says and the figures stay as they are."""
    data = report(40, by="lang")
    lines = agreement_lines(data, "zh")
    assert lines[0].startswith("标签：参考标签，80条回复。这不是人工标签")
    assert "== 全部回复 ==" in lines
    assert "== 中英合计 ==" in lines
    assert any(line.startswith("  第7行：no scenario") for line in lines)
    held = [line for line in lines if line.startswith("英文共情  ")]
    assert figure(data["groups"][0], "kappa") in held[0]
    assert not [line for line in lines if "raters" in line or "replies" in line or "engine" in line]


def test_columns_stand_below_each_other_in_chinese() -> None:
    """A Chinese character takes two columns of a terminal, and a figure ends where its heading ends."""
    lines = agreement_lines(report(), "zh")
    head = next(n for n, line in enumerate(lines) if "QWK [95%]" in line)
    assert len({sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in lines[head : head + 5]}) == 1


def test_the_page_speaks_chinese() -> None:
    """The page says its language, and its plots have Chinese axes and names."""
    pytest.importorskip("matplotlib")
    made = agreement_page(report(by="scenario"), "zh")
    assert '<html lang="zh">' in made
    assert "<title>与标注者的一致程度</title>" in made
    assert "标注者的等级" in made
    assert "raters" not in Page(made).text


def test_the_page_is_the_same_on_every_run(page: str) -> None:
    """The same data give the same bytes."""
    assert agreement_page(report(by="scenario")) == page


def test_a_page_without_a_defined_kappa() -> None:
    """Where kappa is nowhere defined the page says so in place of a plot; a very long name breaks nothing."""
    pytest.importorskip("matplotlib")
    data = report(4, "scenario", levels={"empathy": 2}, scenario="very-long-" * 40)
    assert "Kappa is not defined here." in agreement_page(data)


@pytest.mark.parametrize(("count", "dots"), [(40, False), (400, True)])
def test_the_page_speaks_of_what_it_draws(count: int, dots: bool) -> None:
    """A dot is explained where one is drawn; below that number of replies it is said when one comes."""
    page = agreement_page(report(count), "en")
    assert ("a dot kappa itself" in page) is dots
    assert ("kappa itself is shown as a dot from 200 replies on" in page) is not dots
    assert "The darker a cell, the larger its share of its row" in page
