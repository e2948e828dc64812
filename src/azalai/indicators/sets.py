"""Lists of indicators that belong to others: the layout of their workbook, read row by row.

No question of anybody's is shipped: the owner's text comes in with the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from azalai.engines.aggregation.scoring import (
    ABSENT,
    COMPLETE,
    NOT_APPLICABLE,
    PARTIAL,
    UNKNOWN,
    Scoring,
)
from azalai.engines.naming.text import words
from azalai.formats.excel_form import FormColumn, FormSheet, write_form
from azalai.tabular import Cell, Document, Table

# Key → head of the column; the order is that of the template.
COLUMNS = {
    "domain": gettext_lazy("Numéro du domaine"),
    "domain_title": gettext_lazy("Domaine"),
    "code": gettext_lazy("Numéro"),
    "text": gettext_lazy("Question ou indicateur"),
    "answer": gettext_lazy("Réponse"),
    "evidence": gettext_lazy("Preuve"),
}
HEADS = {
    "domain": ("numero du domaine", "domain number"),
    "domain_title": ("domaine", "domain"),
    "code": ("numero", "number"),
    "text": ("question ou indicateur", "question or indicator"),
    "answer": ("reponse", "answer"),
    "evidence": ("preuve", "evidence"),
}
NEEDED = ("domain", "domain_title", "code", "text")
ANSWERS = {
    ABSENT: ("absent", "non", "no"),
    PARTIAL: ("partiel", "partial", "en partie"),
    COMPLETE: ("complet", "oui", "yes", "complete"),
    UNKNOWN: ("inconnu", "unknown"),
    NOT_APPLICABLE: ("s o", "sans objet", "n a"),
}
LABELS = {
    ABSENT: gettext_lazy("absent"),
    PARTIAL: gettext_lazy("partiel"),
    COMPLETE: gettext_lazy("complet"),
    UNKNOWN: gettext_lazy("inconnu"),
    NOT_APPLICABLE: gettext_lazy("s.o."),
    "": gettext_lazy("—"),
}
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its answer; number: row of the file."""

    number: int
    domain: str
    domain_title: str
    code: str
    text: str
    answer: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row (0: the whole file); column: its head, "" for the row."""

    number: int
    column: str
    message: str


@dataclass(slots=True)
class Reading:
    """A file as read: its rows, and every fault of every row."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain values to keep."""
        return {"rows": [asdict(r) for r in self.rows], "faults": [asdict(f) for f in self.faults]}


@dataclass(frozen=True, slots=True)
class Method:
    """How a list is scored, as dated data; domains and items: how many there must be, 0 for any."""

    code: str
    title_fr: str
    title_en: str
    scoring: Scoring
    domains: int = 0
    items: int = 0
    names_en: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """In the language of the page."""
        return self.title_en if get_language() == "en" else self.title_fr

    def name(self, french: str) -> str:
        """A class in the language of the page."""
        return dict(self.names_en).get(french, french) if get_language() == "en" else french


@cache
def methods() -> dict[str, Method]:
    """Those of the shipped file, by code."""
    text = files("azalai.indicators").joinpath("data", "scorings.json").read_text(encoding="utf-8")
    return {one["code"]: _method(one) for one in json.loads(text)["scorings"]}


def _method(raw: dict[str, Any]) -> Method:
    scoring = Scoring(
        {answer: Fraction(points) for answer, points in raw["points"].items()},
        tuple((Fraction(one["least"]), one["title_fr"]) for one in raw["classes"]),
    )
    names = tuple((one["title_fr"], one["title_en"]) for one in raw["classes"])
    return Method(
        raw["code"],
        raw["title_fr"],
        raw["title_en"],
        scoring,
        raw.get("domains", 0),
        raw.get("items", 0),
        names,
    )


def read(document: Document, method: Method) -> Reading:
    """Every row of the first table that has the columns, with every fault; see `COLUMNS`."""
    reading = Reading()
    for table in document.tables:
        for at, heads in _headers(table):
            _read_rows(table, at, heads, reading)
            _check_whole(reading, method)
            return reading
    names = ", ".join(str(COLUMNS[key]) for key in NEEDED)
    message = _("Aucune feuille n'a les colonnes attendues : %(names)s. Partez du modèle.") % {"names": names}
    reading.faults.append(Fault(0, "", message))
    return reading


def _headers(table: Table) -> Iterator[tuple[int, dict[str, int]]]:
    """The first row whose cells name the needed columns: its index, and where each stands."""
    for index, row in enumerate(table.rows[:20]):
        texts = [" ".join(words(cell.text)) for cell in row]
        heads = {key: texts.index(name) for key, names in HEADS.items() for name in names if name in texts}
        if all(key in heads for key in NEEDED):
            yield index, heads
            return


def _read_rows(table: Table, at: int, heads: dict[str, int], reading: Reading) -> None:
    seen: dict[str, int] = {}
    titles: dict[str, str] = {}
    for index in range(at + 1, len(table.rows)):
        cells = table.rows[index]
        said = {key: " ".join(cells[column].text.split()) for key, column in heads.items()}
        if not any(said.values()):
            continue
        number = table.first_row + index
        if len(reading.rows) >= MOST_ROWS:
            reading.faults.append(Fault(number, "", _("Le fichier a trop de lignes.")))
            return
        answer = _answer(said.get("answer", ""))
        row = Row(
            number,
            said["domain"],
            said["domain_title"],
            said["code"],
            said["text"],
            answer or "",
            said.get("evidence", ""),
        )
        reading.rows.append(row)
        reading.faults += _cell_faults(number, cells, heads)
        reading.faults += _faults(row, answer, said.get("answer", ""), seen, titles)


def _cell_faults(number: int, cells: Sequence[Cell], heads: dict[str, int]) -> list[Fault]:
    """What cannot be trusted of the cells themselves: a formula without its value, two columns in one."""
    found = []
    for key, column in heads.items():
        cell = cells[column]
        if cell.note:
            found.append(
                Fault(number, str(COLUMNS[key]), _("Case illisible : %(why)s.") % {"why": cell.note})
            )
        if cell.column_span > 1:
            message = _("Cette case est fusionnée avec sa voisine : séparez-les.")
            found.append(Fault(number, str(COLUMNS[key]), message))
    return found


def _answer(text: str) -> str | None:
    """The code of an answer, "" for none, None when it is not one."""
    said = " ".join(words(text))
    if not said:
        return ""
    return next((code for code, names in ANSWERS.items() if said in names), None)


def _faults(
    row: Row, answer: str | None, typed: str, seen: dict[str, int], titles: dict[str, str]
) -> list[Fault]:
    found = [
        Fault(row.number, str(COLUMNS[key]), _("La case est vide."))
        for key in NEEDED
        if not getattr(row, key)
    ]
    if answer is None:
        known = ", ".join(str(LABELS[code]) for code in ANSWERS)
        message = _("« %(typed)s » n'est pas une réponse : %(known)s.") % {"typed": typed, "known": known}
        found.append(Fault(row.number, str(COLUMNS["answer"]), message))
    if row.code and row.code in seen:
        message = _("Ce numéro est déjà à la ligne %(row)s.") % {"row": seen[row.code]}
        found.append(Fault(row.number, str(COLUMNS["code"]), message))
    if row.domain and titles.setdefault(row.domain, row.domain_title) != row.domain_title:
        message = _("Ce domaine s'appelle « %(title)s » plus haut.") % {"title": titles[row.domain]}
        found.append(Fault(row.number, str(COLUMNS["domain_title"]), message))
    if answer in (PARTIAL, COMPLETE) and not row.evidence:
        message = _("Une réponse « partiel » ou « complet » demande une preuve.")
        found.append(Fault(row.number, str(COLUMNS["evidence"]), message))
    seen.setdefault(row.code, row.number)
    return found


def _check_whole(reading: Reading, method: Method) -> None:
    """What the owner's method asks of the whole list."""
    if not reading.rows:
        reading.faults.append(Fault(0, "", _("Aucune ligne n'est remplie sous les titres des colonnes.")))
        return
    by_domain = grouped(reading.rows)
    if method.domains and len(by_domain) != method.domains:
        message = _("Cette méthode demande %(wanted)s domaines ; le fichier en a %(found)s.")
        said = message % {"wanted": method.domains, "found": len(by_domain)}
        reading.faults.append(Fault(0, "", said))
    for domain, rows in by_domain.items():
        if method.items and len(rows) != method.items:
            message = _("Le domaine %(domain)s a %(found)s questions ; la méthode en demande %(wanted)s.")
            said = message % {"domain": domain, "found": len(rows), "wanted": method.items}
            reading.faults.append(Fault(rows[0].number, "", said))


def grouped(rows: Iterable[Any]) -> dict[str, list[Any]]:
    """Rows by domain, in the order of the file."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.domain, []).append(row)
    return found


def write_template(path: Path, *, rows: Sequence[Row] = ()) -> None:
    """The empty workbook, or one with these rows: it can be handed over again."""
    notes = {
        "domain": _("1, 2, 3… tel que le propriétaire de la liste le numérote."),
        "code": _("Unique dans la liste : 1.1, 1.2…"),
        "text": _("Le texte du propriétaire, sans le changer."),
        "answer": _("absent, partiel, complet, inconnu ou s.o. ; oui vaut complet, non vaut absent."),
        "evidence": _("Exigée pour partiel et complet : un texte, une date, une adresse."),
    }
    columns = [
        FormColumn(
            str(title),
            width=60 if key == "text" else 28 if key in ("domain_title", "evidence") else 14,
            note=notes.get(key, ""),
            choices="Réponses" if key == "answer" else "",
            required=key in NEEDED,
        )
        for key, title in COLUMNS.items()
    ]
    known = [
        [row.domain, row.domain_title, row.code, row.text, str(LABELS[row.answer]), row.evidence]
        for row in rows
    ]
    write_form(
        path,
        [FormSheet(_("Indicateurs"), columns, known)],
        {"Réponses": [str(LABELS[code]) for code in ANSWERS]},
        title=_("Liste d'indicateurs d'un autre propriétaire"),
        help_lines=[
            _("Une ligne par question. Les colonnes marquées d'une étoile sont obligatoires."),
            _("Recopiez les questions de leur propriétaire : le système n'en fournit aucune."),
            _("Une case de réponse vide veut dire que personne n'a répondu ; ce n'est pas « absent »."),
        ],
    )
