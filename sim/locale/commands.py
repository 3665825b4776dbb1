"""Owns how the help of commands comes into the catalogue: where its English stands, and in which pieces.

The English stands where the commands are, as Click wants it: in docstrings, `help` and `epilog`.
A piece is a paragraph, so that "Exit code 3: …" is translated once. Never imports a command.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

_BETWEEN = re.compile("(\n*\b\n|\n{2,}|\n+\\Z)")
"""What parts two paragraphs; the backspace is Click's sign of one that is not to be filled anew."""


def in_pieces(text: str, said: Callable[[str], str]) -> str:
    """Return a help text with every piece of it said in another language."""
    return "".join(said(part) if n % 2 == 0 and part else part for n, part in _parts(text))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(_BETWEEN.split(inspect.cleandoc(text)))


def extract(
    file: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield the sentences of a module of commands for Babel: what is marked, and what Click shows as help."""
    from babel.messages.extract import extract_python

    source = file.read()
    yield from extract_python(BytesIO(source), keywords, comment_tags, options)  # type: ignore[misc]
    for text in _help_in(ast.parse(source)):
        for n, part in _parts(text):
            if n % 2 == 0 and part:
                yield 1, "_", part, []


def _help_in(module: ast.Module) -> Iterator[str]:
    named = {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.keyword) and node.arg in ("help", "epilog"):
            value = named.get(node.value.id) if isinstance(node.value, ast.Name) else node.value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value
        elif isinstance(node, ast.FunctionDef) and any(map(_makes_a_command, node.decorator_list)):
            yield ast.get_docstring(node) or ""


def _makes_a_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in ("command", "group")
