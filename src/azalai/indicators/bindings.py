"""Which fact of the system answers an indicator of a plan: a data file per country, matched by words.

`data/bindings-<ISO>.csv`: words that must all stand in the indicator's text, folded; the fact's code; the
type and direction that it proposes; and why. A country without a file binds nothing: people do.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from azalai.engines.naming.text import words
from azalai.indicators.enums import Direction, Nature

COLUMNS = ("mots", "fait", "type", "sens", "motif")


@dataclass(frozen=True, slots=True)
class Binding:
    """A rule of the file. needs: folded words, each of which must stand in the text."""

    needs: frozenset[str]
    fact_code: str
    nature: str
    direction: str
    reason: str


class WrongBindings(ValueError):
    """A shipped file is wrong; the message is French and names the line."""


@cache
def bindings(country: str) -> tuple[Binding, ...]:
    """The rules of a country (ISO alpha-2), none where it has no file."""
    file = files("azalai.indicators").joinpath("data", f"bindings-{country}.csv")
    return read(file.read_text(encoding="utf-8"), file.name) if file.is_file() else ()


def read(text: str, name: str) -> tuple[Binding, ...]:
    """The rules of a file's text. Raises WrongBindings."""
    reader = csv.DictReader(io.StringIO(text), delimiter=";")
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise WrongBindings(f"{name} : colonnes attendues : {', '.join(COLUMNS)}")
    return tuple(_binding(row, f"{name}, ligne {number}") for number, row in enumerate(reader, 2))


def _binding(row: dict[str, str], where: str) -> Binding:
    needs = frozenset(words(row["mots"] or ""))
    if not needs or "." not in (row["fait"] or "") or not row["motif"]:
        raise WrongBindings(f"{where} : il faut des mots, un fait et un motif")
    if row["type"] not in ("", *Nature.values) or row["sens"] not in Direction.values:
        raise WrongBindings(f"{where} : type ou sens inconnu")
    return Binding(needs, row["fait"], row["type"], row["sens"], row["motif"])


def binding_for(text: str, known: Iterable[Binding]) -> Binding | None:
    """The rule with the most words that all stand in the text; None when there is none, or two as good."""
    there = frozenset(words(text))
    found = sorted((one for one in known if one.needs <= there), key=lambda one: -len(one.needs))
    if len(found) > 1 and len(found[0].needs) == len(found[1].needs):
        return None
    return found[0] if found else None
