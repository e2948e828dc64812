"""Lists of labelled pairs as people keep them: any usual CSV, columns in any order, with others beside."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from azalai.cli.errors import UNREADABLE, CommandError
from azalai.engines.overlap.evaluation import Labelled

_COLUMNS = {
    "label": ("label", "étiquette", "etiquette", "classe", "class"),
    "id_a": ("id_a", "id a", "id1", "id_1", "left", "identifiant_a", "a"),
    "id_b": ("id_b", "id b", "id2", "id_2", "right", "identifiant_b", "b"),
}
_SEPARATORS = ",;\t|"
_LARGEST_CELL = 1_000_000
_KIND = re.compile(r"([A-D])(?![A-Za-zÀ-ÿ])", re.IGNORECASE)
_WORDS = {
    "duplicate": "C",
    "doublon": "C",
    "same_project": "A",
    "chain": "B",
    "chaine": "B",
    "chaîne": "B",
}


@dataclass(frozen=True, slots=True)
class Pairs:
    """pairs: once each, in the order of the file. left_out: rows without two identifiers or a label, or
    that say again what another said. contradictions: pairs that the file labels in two ways, all left out."""

    pairs: list[Labelled]
    left_out: int
    contradictions: int


def read_pairs(path: Path) -> Pairs:
    """Pairs of a file; CommandError when it is no such list or holds none."""
    rows = _rows(path, _text(path))
    named = [_labelled(row) for row in rows]
    found: dict[frozenset[str], list[Labelled]] = {}
    for pair in named:
        if pair is not None:
            found.setdefault(frozenset((pair.one, pair.other)), []).append(pair)
    agreed = [several[0] for several in found.values() if len({pair.label for pair in several}) == 1]
    if not agreed:
        raise _refused(path, "aucune paire étiquetée n'y figure")
    against = len(found) - len(agreed)
    return Pairs(agreed, len(rows) - len(agreed) - against, against)


def _refused(path: Path, why: str) -> CommandError:
    return CommandError(f"{path.name} : {why}", status=UNREADABLE)


def _text(path: Path) -> str:
    raw = path.read_bytes()
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(path, "ce fichier ne se lit pas comme un CSV")
    for encoding in ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(path, "ce fichier ne se lit pas comme un CSV")


def _rows(path: Path, text: str) -> list[dict[str, str]]:
    """The three columns of each row that is not blank."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise _refused(path, "ce fichier est vide")
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(_LARGEST_CELL)
    try:
        table = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]
    except csv.Error as error:
        raise _refused(path, "ce fichier ne se lit pas comme un CSV") from error
    places = _places(path, table[0])
    return [
        {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        for row in table[1:]
    ]


def _places(path: Path, header: list[str]) -> dict[str, int]:
    known = [name.strip().casefold() for name in header]
    found = {
        column: next((known.index(name) for name in names if name in known), -1)
        for column, names in _COLUMNS.items()
    }
    missing = [column for column, place in found.items() if place < 0]
    if missing:
        raise _refused(path, f"colonnes absentes : {', '.join(missing)}")
    return found


def _labelled(row: dict[str, str]) -> Labelled | None:
    one, other, label = row["id_a"], row["id_b"], row["label"]
    if not one or not other or not label or one == other:
        return None
    return Labelled(_WORDS.get(label.casefold(), _kept(label)), one, other)


def _kept(label: str) -> str:
    """A, B, C or D with what follows (D1, A-2…); anything else is told apart, and means "not related"."""
    return label.upper() if _KIND.match(label) else f"?{label}"
