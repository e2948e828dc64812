"""The variables by which people reached are told apart: data that comes with the software, read once.

A cell of a table is a number, None (nobody said) or NOT_APPLICABLE; stored, the last is the text "na".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from azalai.core.values import NOT_APPLICABLE, NotApplicable

SOURCE = Path(__file__).parent / "data" / "disaggregation.json"
STORED_NA = "na"
Cell = int | None | NotApplicable
Table = Mapping[str, Mapping[str, int | str]]


@dataclass(frozen=True, slots=True)
class Category:
    """One group of a variable."""

    code: str
    title_fr: str
    title_en: str

    @property
    def title(self) -> str:
        """In the language of the page."""
        return self.title_en if get_language() == "en" else self.title_fr


@dataclass(frozen=True, slots=True)
class Variable:
    """One way of telling people apart; its categories make up the whole."""

    code: str
    title_fr: str
    title_en: str
    categories: tuple[Category, ...]

    @property
    def title(self) -> str:
        """In the language of the page."""
        return self.title_en if get_language() == "en" else self.title_fr


@cache
def variables() -> dict[str, Variable]:
    """Code → variable, in the order of the list."""
    entries = json.loads(SOURCE.read_text(encoding="utf-8"))["entries"]
    return {entry["code"]: _variable(entry) for entry in entries}


def _variable(entry: dict[str, Any]) -> Variable:
    categories = tuple(Category(**one) for one in entry["categories"])
    return Variable(entry["code"], entry["title_fr"], entry["title_en"], categories)


def pairs() -> Iterator[tuple[Variable, Category]]:
    """Every cell that a report may fill, in the order of the list."""
    for variable in variables().values():
        for category in variable.categories:
            yield variable, category


def cell(table: Table, variable: str, category: str) -> Cell:
    """What a stored table says there."""
    value = table.get(variable, {}).get(category)
    return NOT_APPLICABLE if value == STORED_NA else value  # type: ignore[return-value]


def stored(cells: Mapping[tuple[str, str], Cell]) -> dict[str, dict[str, int | str]]:
    """(variable, category) → cell, as a table that can be stored; blanks are left out."""
    table: dict[str, dict[str, int | str]] = {}
    for variable, category in pairs():
        value = cells.get((variable.code, category.code))
        if value is not None:
            kept = STORED_NA if isinstance(value, NotApplicable) else value
            table.setdefault(variable.code, {})[category.code] = kept
    return table


def total(table: Table, variable: str) -> int | None:
    """Sum of what was said of a variable, None when nothing was."""
    numbers = [value for value in table.get(variable, {}).values() if isinstance(value, int)]
    return sum(numbers) if numbers else None


def is_complete(table: Table, variable: str) -> bool:
    """Every category was answered, be it by "does not apply"."""
    return len(table.get(variable, {})) == len(variables()[variable].categories)
