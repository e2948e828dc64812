"""The columns of a workbook handed over: which are sure, which are asked about, which are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from azalai.engines.naming.text import spelling_key
from azalai.formats.form_reading import FormTable, Strange, read_form
from azalai.monitoring.sheets.layout import MAIN, REFERENCE, SENDING, WHY, columns, read_mark
from azalai.tabular import Document, Table

OWN = {column.key for column in REFERENCE} | {"why", "mark"}  # they say nothing that is stored
IGNORED = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A column whose heading is none of ours. key: how the answer names it; guess: key of a column, "" for
    none; answer: what a person has said already, None when nobody has."""

    key: str
    text: str
    guess: str = ""
    answer: str | None = None


def headings() -> dict[str, str]:
    """Key of each column → its heading, in the order of the workbook."""
    return {column.key: column.heading for column in columns()} | {"why": WHY}


def recognised(table: Table, told: Mapping[str, str]) -> FormTable:
    """The columns of the table. The hidden one is known by what it holds, whatever its heading has become."""
    form = read_form(table, headings(), key_of=spelling_key, told=told)
    if "mark" in form.columns:
        return form
    marks = {spelling_key(one.text): "mark" for one in form.strange if _holds_marks(form, one)}
    return read_form(table, headings(), key_of=spelling_key, told={**told, **marks}) if marks else form


def _holds_marks(form: FormTable, one: Strange) -> bool:
    return any(read_mark(row[one.position].text) for row in form.rows[1:] if one.position < len(row))


def main_table(document: Document, told: Mapping[str, str]) -> Table | None:
    """The sheet of the reports by its name, else the one that holds most of its headings."""
    named = [table for table in document.tables if spelling_key(table.name) == spelling_key(MAIN)]
    if named:
        return named[0]
    counts = {len(recognised(table, told).columns): table for table in reversed(document.tables)}
    return counts[max(counts)] if counts and max(counts) else None


def is_hopeless(form: FormTable) -> bool:
    """Nothing tells which report a row is about, or nothing that it could say can be found."""
    says = {*form.columns, *form.guessed} - OWN - {SENDING.key}
    return not says or not ({"mark", "label"} & form.columns.keys())


def questions(form: FormTable, told: Mapping[str, str]) -> list[Question]:
    """What a person is asked about the columns, and has answered already; nothing where none is missing."""
    asked = [
        Question(spelling_key(one.text), one.text, one.guess)
        for one in form.strange
        if one.guess not in OWN or not one.guess
    ]
    names = {spelling_key(cell.text): cell.text for cell in (form.rows[0] if form.rows else ())}
    answered = [Question(key, names[key], said, said) for key, said in told.items() if key in names]
    missing = set(form.missing) - OWN
    return [*answered, *(one for one in asked if one.guess or missing)]


def notes(form: FormTable) -> list[str]:
    """What was passed over or done otherwise; nothing of it refuses a row by itself."""
    names = headings()
    absent = [f"« {names[key]} »" for key in form.missing if key not in OWN]
    found: list[str] = []
    if absent:
        found.append(
            _("Colonnes introuvables : %(names)s. Ce qui est déjà enregistré n'y change pas.")
            % {"names": ", ".join(absent)}
        )
    if "mark" not in form.columns:
        found.append(
            _("La colonne cachée des repères manque : chaque ligne est reconnue à l'intitulé de l'activité.")
        )
    if not set(form.missing) - OWN and (extra := [one.text for one in form.strange if not one.guess]):
        shown = ", ".join(f"« {text[:60]} »" for text in extra[:10])
        found.append(_("Colonnes ajoutées, qui ne sont pas lues : %(names)s.") % {"names": shown})
    if form.moved:
        found.append(_("Des colonnes ont été déplacées : elles sont lues d'après leur titre."))
    return found


def offered(form: FormTable, asked: Sequence[Question]) -> list[tuple[str, str]]:
    """Columns that an answer may name: those that are missing, guessed or answered already."""
    open_to = {*form.missing, *form.guessed, *(one.answer for one in asked if one.answer)} - OWN
    return [(key, heading) for key, heading in headings().items() if key in open_to]
