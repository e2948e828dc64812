"""Places with their P-codes, the spellings that people use for them, and their shapes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from azalai.frames.dataset.reading import (
    DatasetError,
    check_dates,
    check_known,
    check_unique,
    data_file,
    read_csv,
)

PLACE_COLUMNS = ("pcode", "name", "level", "parent", "valid_from", "source")
ALIAS_COLUMNS = ("country", "pcode", "alias", "kind", "note")
SHAPE_COLUMNS = ("country", "file", "shape_name", "pcode", "note")
ALIAS_KINDS = frozenset({"source", "usage", "shape", "code"})


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling: of the source list, of usage, of a map file, or an older code."""

    text: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative unit.

    level: 1 for a region or province, 2 for a department. parent: P-code of the unit above, "" at
    level 1. valid_from: date of the code in the source.
    """

    country: str
    pcode: str
    name: str
    level: int
    parent: str
    valid_from: str
    source: str
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of a map file that stands for a place; one shape may stand for two places."""

    country: str
    file: str
    name: str
    pcode: str
    note: str = ""


def _place_files() -> frozenset[str]:
    folder = data_file("azalai.frames", "places").iterdir()
    return frozenset(file.name for file in folder)


@cache
def load_places(country: str) -> tuple[Place, ...]:
    """Places of a country (ISO 3166 alpha-2), regions first; () when none are shipped.

    DatasetError when a level, a parent or a date is wrong, or a code or a name is repeated.
    """
    name = f"{country}.csv"
    if name not in _place_files():
        return ()
    rows = read_csv(data_file("azalai.frames", "places", name), PLACE_COLUMNS)
    return places_from(rows, country, f"places/{name}", _aliases(country))


def places_from(
    rows: Iterable[dict[str, str]],
    country: str,
    file: str,
    aliases: dict[str, tuple[Alias, ...]],
) -> tuple[Place, ...]:
    """Checked places from the rows of a CSV file; `file` names it in errors."""
    places = tuple(_place(row, country, file, aliases) for row in rows)
    check_unique((place.pcode for place in places), file)
    levels = {place.pcode: place.level for place in places}
    for place in places:
        _check_parent(place, levels, file)
    _check_names(places, file)
    check_known(aliases, levels, "places/aliases.csv", "", "le lieu")
    return tuple(sorted(places, key=lambda place: (place.level, place.pcode)))


def _place(row: dict[str, str], country: str, file: str, aliases: dict[str, tuple[Alias, ...]]) -> Place:
    where = f"entrée « {row['pcode']} »"
    if row["level"] not in {"1", "2", "3"}:
        raise DatasetError(file, where, f"niveau « {row['level']} » : 1, 2 ou 3 attendu")
    if not row["name"].strip():
        raise DatasetError(file, where, "le nom est vide")
    check_dates([row["valid_from"]], file, where)
    values = {**row, "level": int(row["level"]), "aliases": aliases.get(row["pcode"], ())}
    return Place(country=country, **values)  # type: ignore[arg-type]


def _check_parent(place: Place, levels: dict[str, int], file: str) -> None:
    where = f"entrée « {place.pcode} »"
    if place.level == 1 and place.parent:
        raise DatasetError(file, where, "un lieu de niveau 1 n'a pas de parent")
    if place.level > 1 and levels.get(place.parent) != place.level - 1:
        raise DatasetError(file, where, f"le parent « {place.parent} » n'existe pas au niveau supérieur")


def _check_names(places: tuple[Place, ...], file: str) -> None:
    seen: set[tuple[str, str]] = set()
    for place in places:
        key = (place.parent, place.name.casefold())
        if key in seen:
            raise DatasetError(file, f"entrée « {place.pcode} »", f"nom répété « {place.name} »")
        seen.add(key)


@cache
def _aliases(country: str) -> dict[str, tuple[Alias, ...]]:
    rows = read_csv(data_file("azalai.frames", "places", "aliases.csv"), ALIAS_COLUMNS)
    found: defaultdict[str, list[Alias]] = defaultdict(list)
    for row in rows:
        check_known([row["kind"]], ALIAS_KINDS, "places/aliases.csv", row["alias"], "la sorte")
        if row["country"] == country:
            found[row["pcode"]].append(Alias(row["alias"], row["kind"], row["note"]))
    return {pcode: tuple(items) for pcode, items in found.items()}


@cache
def load_shapes(country: str) -> tuple[Shape, ...]:
    """How the shapes of a country's map file join its places; () when there is no map."""
    rows = read_csv(data_file("azalai.frames", "places", "shapes.csv"), SHAPE_COLUMNS)
    own = [row for row in rows if row["country"] == country]
    known = [place.pcode for place in load_places(country)]
    check_known((r["pcode"] for r in own), known, "places/shapes.csv", country, "le lieu")
    check_known((r["file"] for r in own), _place_files(), "places/shapes.csv", country, "le fichier")
    return tuple(Shape(country, r["file"], r["shape_name"], r["pcode"], r["note"]) for r in own)


def read_topology(country: str) -> dict[str, Any] | None:
    """The TopoJSON object of a country's first-level boundaries, or None. Not cached: it is large."""
    shapes = load_shapes(country)
    if not shapes:
        return None
    text = data_file("azalai.frames", "places", shapes[0].file).read_text(encoding="utf-8")
    topology: dict[str, Any] = json.loads(text)
    return topology
