"""Reads a data file shipped with the project and builds frozen records from it.

No Django and nothing heavy here: the command `azalai plan check` starts with these lists. A mistake
in a file is told with the file, the entry and the problem, in French, because secretariats edit them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

Record = TypeVar("Record")
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class DatasetError(ValueError):
    """A shipped data file is wrong: `file`, `entry` and `problem` say where and what."""

    def __init__(self, file: str, entry: str, problem: str) -> None:
        self.file, self.entry, self.problem = file, entry, problem
        super().__init__(f"{file}, {entry} : {problem}" if entry else f"{file} : {problem}")


@dataclass(frozen=True, slots=True)
class Header:
    """What a data file says of itself; `unconfirmed` names what no official text has confirmed."""

    code: str
    title_fr: str
    title_en: str
    version: str
    valid_from: str
    source: str
    licence: str
    attribution: str
    valid_to: str = ""
    kind: str = ""
    country: str = ""
    acronym_fr: str = ""
    acronym_en: str = ""
    spellings: tuple[str, ...] = ()
    wording: str = ""
    unconfirmed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def data_file(package: str, *names: str) -> Traversable:
    """A file of `package`'s data folder, wherever the package is installed."""
    return files(package).joinpath("data", *names)


def read_json(file: Traversable) -> dict[str, Any]:
    """The object of a JSON file; DatasetError when it is missing, damaged or no object."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DatasetError(file.name, "", "fichier absent") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DatasetError(file.name, "", f"JSON illisible ({error})") from error
    if not isinstance(raw, dict):
        raise DatasetError(file.name, "", "un objet est attendu")
    return raw


def read_csv(file: Traversable, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The rows of a UTF-8 CSV file whose head is exactly `columns`."""
    try:
        reader = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
        rows = tuple(reader)
    except FileNotFoundError as error:
        raise DatasetError(file.name, "", "fichier absent") from error
    if tuple(reader.fieldnames or ()) != columns:
        raise DatasetError(file.name, "ligne 1", f"colonnes attendues : {', '.join(columns)}")
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise DatasetError(file.name, f"ligne {number}", "nombre de colonnes inattendu")
    return rows


# Annotations are strings here (postponed evaluation), so a field's own text tells what it holds.
_KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "str": (lambda v: isinstance(v, str), "un texte"),
    "int": (lambda v: isinstance(v, int) and not isinstance(v, bool), "un nombre entier"),
    "int | None": (lambda v: v is None or isinstance(v, int), "un nombre entier ou null"),
    "bool": (lambda v: isinstance(v, bool), "true ou false"),
    "tuple[str, ...]": (lambda v: _is_texts(v), "une liste de textes"),
    "tuple[str, ...] | None": (lambda v: v is None or _is_texts(v), "une liste ou null"),
}


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def build(cls: type[Record], raw: Any, file: str, entry: str, **ready: Any) -> Record:
    """A `cls` from a raw JSON object; `ready` gives the fields that the caller built itself.

    DatasetError for an unknown key, a missing one, or a value of another kind than announced.
    """
    if not isinstance(raw, dict):
        raise DatasetError(file, entry, "un objet est attendu")
    known = {field.name: field for field in fields(cls)}  # type: ignore[arg-type]
    values = {key: value for key, value in raw.items() if key not in ready}
    for key in values:
        if key not in known:
            raise DatasetError(file, entry, f"champ inconnu « {key} »")
    for name, field in known.items():
        if name not in values and name not in ready and field.default is MISSING:
            raise DatasetError(file, entry, f"champ « {name} » absent")
    checked = {k: _checked(v, str(known[k].type), file, entry, k) for k, v in values.items()}
    return cls(**checked, **ready)


def _checked(value: Any, kind: str, file: str, entry: str, name: str) -> Any:
    accepts, expected = _KINDS[kind]
    if not accepts(value):
        raise DatasetError(file, entry, f"« {name} » : {expected} est attendu")
    return tuple(value) if isinstance(value, list) else value


def build_all(cls: type[Record], raw: Any, file: str, entry: str) -> tuple[Record, ...]:
    """One `cls` for each object of a JSON list; `entry` names the list in an error."""
    if not isinstance(raw, list):
        raise DatasetError(file, entry, "une liste est attendue")
    return tuple(build(cls, item, file, name_of(item, entry)) for item in raw)


def name_of(raw: Any, fallback: str) -> str:
    """How an error names an entry: its code where it has one."""
    code = raw.get("code") if isinstance(raw, dict) else None
    return f"entrée « {code} »" if isinstance(code, str) else fallback


def read_header(raw: Mapping[str, Any], file: str) -> Header:
    """The header of a data file, with its dates checked."""
    header = build(Header, raw.get("header"), file, "header")
    check_dates((header.valid_from, header.valid_to), file, "header")
    return header


def check_unique(codes: Iterable[str], file: str) -> None:
    """DatasetError on the first blank or repeated code."""
    seen: set[str] = set()
    for code in codes:
        if not code:
            raise DatasetError(file, "", "un code est vide")
        if code in seen:
            raise DatasetError(file, f"entrée « {code} »", "code répété")
        seen.add(code)


def check_known(codes: Iterable[str], known: Iterable[str], file: str, entry: str, what: str) -> None:
    """DatasetError on the first of `codes` that is not among `known`; `what` names the reference."""
    allowed = frozenset(known)
    for code in codes:
        if code not in allowed:
            raise DatasetError(file, entry, f"{what} « {code} » n'existe pas")


def check_dates(dates: Iterable[str], file: str, entry: str) -> None:
    """Dates are "", AAAA, AAAA-MM or AAAA-MM-JJ: what is not known is not written."""
    for date in dates:
        if date and not PARTIAL_DATE.fullmatch(date):
            raise DatasetError(file, entry, f"date « {date} » : AAAA, AAAA-MM ou AAAA-MM-JJ attendu")
