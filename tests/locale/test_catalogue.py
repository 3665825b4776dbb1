"""The Chinese catalogue is complete, compiled, and fits the sentences it translates."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from sim.locale import translator
from sim.locale.update import COMMAND, MO, extract, read, untranslated

SIM = Path(__file__).parents[2] / "sim"
MEND = f"run `{COMMAND}`, translate what it names in sim/locale/zh/LC_MESSAGES/servicesim.po, run it again"


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """Return the Chinese catalogue."""
    return read()


def fields(text: str) -> set[str]:
    """Return the named fields of a format string."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _last(forms: str | tuple[str, ...] | list[str]) -> str:
    return forms if isinstance(forms, str) else forms[-1]


def sentences(catalogue: Catalog) -> dict[str, str]:
    """Return English to Chinese, without the header."""
    return {_plain(m.id): _plain(m.string) for m in catalogue if m.id}


def _plain(forms: str | tuple[str, ...] | list[str] | None) -> str:
    return forms or "" if isinstance(forms, str | None) else str(tuple(forms))


def test_every_sentence_of_the_program_is_translated(catalogue: Catalog) -> None:
    """A sentence in `_()` or `N_()` anywhere in sim/ has a Chinese one."""
    known = {english for english, chinese in sentences(catalogue).items() if chinese}
    missing = sorted(set(sentences(extract())) - known)
    assert not missing, f"no Chinese for {missing}; {MEND}"


def test_no_sentence_hides_from_the_catalogue() -> None:
    """What `_()` and `N_()` are given anywhere, within an f-string too, is among the gathered sentences."""
    gathered = {text for m in extract() for text in (m.id if isinstance(m.id, tuple) else (m.id,))}
    hidden = [
        f"{path.name}:{call.lineno}: {call.args[0].value}"
        for path in sorted(SIM.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("_", "N_")
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value not in gathered
    ]
    assert not hidden


def test_nothing_is_left_over(catalogue: Catalog) -> None:
    """No sentence that the program no longer says, none marked obsolete or fuzzy, none empty."""
    gone = sorted(set(sentences(catalogue)) - set(sentences(extract())))
    assert not gone, f"no longer said: {gone}; {MEND}"
    assert not catalogue.obsolete, MEND
    assert not [m.id for m in catalogue if m.id and m.fuzzy], MEND
    assert not untranslated(catalogue), MEND


def test_compiled_file_is_what_the_source_compiles_to(catalogue: Catalog) -> None:
    """The .mo that users get says the same as the .po that people read."""
    with MO.open("rb") as file:
        compiled = sentences(read_mo(file))
    assert compiled == {k: v for k, v in sentences(catalogue).items() if v}, MEND


def test_placeholders_agree(catalogue: Catalog) -> None:
    """Every named field of the English sentence is in the Chinese one, and no other.

    Chinese says one and many alike, with the words for many.
    """
    differing = [
        m.id for m in catalogue if m.id and m.string and fields(_last(m.id)) != fields(_last(m.string))
    ]
    assert not differing


def test_placeholders_are_named(catalogue: Catalog) -> None:
    """A translator must be able to move a field: `{name}`, never `{}` or `{0}`; JSON in a help has none."""
    filled = [e for e in sentences(catalogue) if '{"' not in e]
    assert not [e for e in filled if any(not f.isidentifier() for f in fields(e))]


def test_translator_speaks_chinese_and_leaves_english_alone() -> None:
    """The catalogue is found where the program looks for it."""
    assert translator("zh")("Next goal") == "下一步目标"
    assert translator("en")("Next goal") == "Next goal"


def test_no_fault_is_raised_in_english_alone() -> None:
    """A sentence that is raised for people is marked for the catalogue where it is written."""
    kinds = {
        "ServicesimError",
        "Usage",
        "Refused",
        "StoreBusy",
        "UsageError",
        "BadParameter",
        "ClickException",
    }
    bare = [
        f"{path.name}:{call.lineno}"
        for path in sorted(SIM.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and (call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", ""))
        in kinds
        and call.args
        and _has_words(call.args[0])
    ]
    assert not bare


def _has_words(argument: ast.expr) -> bool:
    """Say whether an argument is a sentence, or an f-string with words of its own."""
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    return any(isinstance(part, ast.Constant) and any(c.isalpha() for c in str(part.value)) for part in parts)
