"""`explain`: one page a code, and the list of all codes."""

from __future__ import annotations

import pytest
from cli_lines import Start

from sim.content.codes import CODES


def test_a_code_is_explained(servicesim: Start) -> None:
    """The page is printed plainly, with both examples and nothing that only tests read."""
    done = servicesim("explain", "SC014")
    assert done.code == 0
    assert done.out.startswith("SC014 · unknown target\n")
    assert "\nWrong\n\n    - go: inist\n" in done.out
    assert "\nRight\n\n    - go: insist\n" in done.out
    assert "<!--" not in done.out


def test_a_code_is_explained_in_chinese(servicesim: Start) -> None:
    """`--lang zh` prints the Chinese page."""
    done = servicesim("explain", "SC014", "--lang", "zh")
    assert done.out.startswith("SC014 · 跳转目标不存在\n")
    assert "错误写法" in done.out


def test_the_language_is_that_of_the_system(servicesim: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `--lang` the environment decides, as everywhere."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "跳转目标不存在" in servicesim("explain", "SC014").out


@pytest.mark.parametrize(("lang", "name"), [("en", "SC014  unknown target"), ("zh", "SC014  跳转目标不存在")])
def test_all_codes_are_listed(servicesim: Start, lang: str, name: str) -> None:
    """Without a code each stands on a line with its title."""
    done = servicesim("explain", "--lang", lang)
    assert done.code == 0
    assert [line.split("  ")[0] for line in done.out.splitlines()] == sorted(CODES)
    assert name in done.out.splitlines()


def test_an_unknown_code_names_the_nearest(servicesim: Start) -> None:
    """A code that is not there is exit 4, with the nearest ones."""
    done = servicesim("explain", "SC999")
    assert (done.code, done.out) == (4, "")
    assert "SC999" in done.err
    assert "did you mean SC" in done.err


def test_what_was_typed_is_not_played_back_raw(servicesim: Start) -> None:
    """A control character in the code does not reach the terminal."""
    done = servicesim("explain", "SC\x1b[31m014")
    assert done.code == 4
    assert "\x1b" not in done.err
