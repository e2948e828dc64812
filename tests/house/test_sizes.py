"""Small: files under 400 lines, functions under 40. The list of exceptions may only shrink."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.places import files, name_of

LONGEST_FILE, LONGEST_FUNCTION = 400, 40
# "file" or "file::function": lines it may have. Lower a number when you shorten; add none.
EXCEPTIONS: dict[str, int] = {}


def _sources() -> list[Path]:
    return [path for path in files(".py") if "migrations" not in path.parts]


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and lines of each function, its docstring aside."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name_of(path)}::{node.name}", _length(node)


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    end = node.end_lineno or node.lineno
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        return end - (first.end_lineno or first.lineno) + 1
    return end - node.lineno + 1


@cache
def _lengths() -> dict[str, tuple[int, int]]:
    """Name → lines, limit."""
    found = {name_of(p): (p.read_text(encoding="utf-8").count("\n"), LONGEST_FILE) for p in _sources()}
    for path in _sources():
        found |= {name: (lines, LONGEST_FUNCTION) for name, lines in _functions(path)}
    return found


def test_files_and_functions_are_small() -> None:
    too_long = [
        f"{name} : {lines} lignes, au plus {EXCEPTIONS.get(name, limit)}"
        for name, (lines, limit) in _lengths().items()
        if lines > EXCEPTIONS.get(name, limit)
    ]
    assert not too_long, "\n".join(too_long)


def test_the_list_of_exceptions_only_shrinks() -> None:
    lengths = _lengths()
    loose = [
        f"{name} : {lengths.get(name, (0, 0))[0]} lignes, {allowed} permises"
        for name, allowed in EXCEPTIONS.items()
        if lengths.get(name, (0, 0))[0] != allowed
    ]
    assert not loose, "\n".join(loose)
