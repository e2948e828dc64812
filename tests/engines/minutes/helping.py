"""Reads minutes made in the tests, with the shipped lists of bodies."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from azalai.concertation.naming import KnownNames
from azalai.engines.minutes.answers import as_object
from azalai.engines.minutes.compiler import compile_minutes
from azalai.formats.prose import read_prose
from azalai.tabular import Cell, Document, Table


@cache
def names() -> KnownNames:
    """The shipped lists, of every country."""
    return KnownNames()


def read_file(path: Path) -> dict[str, Any]:
    """What `azalai minutes read --json` prints for a file."""
    return as_object(compile_minutes(read_prose(path), names()))


def read_text(text: str) -> dict[str, Any]:
    """The same for lines of text."""
    lines = tuple(line.strip() for line in text.strip().split("\n") if line.strip())
    return as_object(compile_minutes(Document("txt", (), lines, lines[0]), names()))


def read_parts(*parts: str | list[list[str]], kind: str = "docx") -> dict[str, Any]:
    """The same for paragraphs and tables in order."""
    paragraphs: list[str] = []
    tables: list[Table] = []
    for part in parts:
        if isinstance(part, str):
            paragraphs.append(part)
            continue
        rows = tuple(
            tuple(Cell(text, at, column) for column, text in enumerate(row)) for at, row in enumerate(part)
        )
        tables.append(Table(len(tables) + 1, rows, after=len(paragraphs)))
    document = Document(kind, tuple(tables), tuple(paragraphs), paragraphs[0] if paragraphs else "")
    return as_object(compile_minutes(document, names()))


def actions_of(answer: dict[str, Any]) -> list[tuple[str, list[str], str | None]]:
    """Text, owners and deadline as written of every action."""
    return [
        (action["text"], [owner["raw"] for owner in action["owners"]], action["deadline"]["raw"])
        for item in answer["items"]
        for action in item["actions"]
    ]


def codes(answer: dict[str, Any]) -> list[str]:
    """Codes of the findings."""
    return [found["code"] for found in answer["findings"]]


def messages(answer: dict[str, Any], code: str) -> str:
    """What the findings of a code say."""
    return "\n".join(found["message"] for found in answer["findings"] if found["code"] == code)
