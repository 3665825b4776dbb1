"""How lines are broken, and where boxes and ways are put."""

from __future__ import annotations

from sim.workshop.graph.layout import GAP_ACROSS, lay_out
from sim.workshop.graph.ranks import Way, forward
from sim.workshop.graph.spread import spread
from sim.workshop.graph.wrapping import cells, wrap


def test_wrapping_keeps_closing_marks_with_their_word() -> None:
    """No line begins with a closing mark, none ends with an opening one, and nothing is lost."""
    text = "答应的事（今晚六点前）一定要做到，否则客户会说：“又没来！”然后走人。"
    for width in range(8, 40):
        lines = wrap(text, width, cells)
        assert "".join(lines) == text
        assert all(line[0] not in "，。！）”：" and line[-1] not in "（“" for line in lines)
        assert max(map(cells, lines)) <= width


def test_a_word_wider_than_the_line_is_cut() -> None:
    """A word without a place to break is broken all the same, and a limit on lines is kept."""
    assert wrap("x" * 25, 10, cells) == ["x" * 10, "x" * 10, "x" * 5]
    assert wrap("one two three four", 9, cells, most=2) == ["one two", "three..."]
    assert wrap("", 10, cells) == [""]


def test_places_on_a_row_are_the_nearest_that_do_not_overlap() -> None:
    """Boxes stay where they are wanted when there is room, and share the way when there is not."""
    assert spread([0, 100], [10, 10], [1, 1], 5) == [0, 100]
    assert spread([50, 50], [10, 10], [1, 1], 6) == [42, 58]


def test_a_circle_is_cut_where_it_was_written_to_lead_back() -> None:
    """Only ways back against the file's order that close a circle are drawn back; others lead on."""
    ways = [Way("a", 1, "c"), Way("c", 1, "b"), Way("b", 1, "d"), Way("d", 1, "a"), Way("d", 2, "d")]
    assert forward("abcd", ways) == tuple(ways[:3])


def test_lines_to_one_box_run_together() -> None:
    """Ways over several ranks to one box pass each rank at one place."""
    sizes = dict.fromkeys("abcd", (100.0, 40.0))
    ways = [Way("a", 1, "b"), Way("b", 1, "c"), Way("c", 1, "d"), Way("a", 2, "d"), Way("b", 2, "d")]
    layout = lay_out(sizes, ways, set())
    tops = [layout.places[name].top for name in "abcd"]
    assert tops == sorted(set(tops))
    passing = {line.way: [b[0] for b in line.bends[1:-1]] for line in layout.lines}
    assert passing[ways[3]][-1] == passing[ways[4]][-1]
    assert passing[ways[3]][-1] - GAP_ACROSS > layout.places["c"].left
