"""The sheet of contributions: one line for each activity and each indicator that it is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from azalai.core.values import NOT_APPLICABLE
from azalai.engines.naming.text import spelling_key
from azalai.formats.excel_form import FormColumn, FormSheet, Value
from azalai.formats.form_reading import FormTable, read_form
from azalai.indicators.models import Indicator
from azalai.monitoring import contributions
from azalai.monitoring.models import Report
from azalai.monitoring.sheets.layout import ADDED, ADDED_COLUMNS, VERSION, Mark, read_mark
from azalai.tabular import Cell, Document

Lines = Iterable[tuple[Report, Indicator, Value]]


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of the sheet says. number: of the row; indicator: public identifier; title: of it."""

    number: int
    indicator: str
    title: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """lines: report's public identifier → what the sheet says of it. notes: what was passed over."""

    lines: Mapping[UUID, list[Line]]
    notes: tuple[str, ...] = ()


def opened(table: contributions.Table, indicator: Indicator) -> Value:
    """What the cell of an indicator holds when the workbook goes out."""
    value = contributions.cell(table, indicator)
    return str(value) if value is NOT_APPLICABLE else value


def form_sheet(lines: Lines) -> FormSheet | None:
    """The sheet as it goes out, None where nothing is asked."""
    columns = [
        FormColumn(c.heading, c.width, str(c.note), locked=c.locked, hidden=c.hidden) for c in ADDED_COLUMNS
    ]
    rows = [
        [one.label, indicator.code, indicator.title, indicator.unit_label, value, _mark(one, indicator)]
        for one, indicator, value in lines
    ]
    return FormSheet(ADDED, columns, rows, protected=True) if rows else None


def _mark(report: Report, indicator: Indicator) -> str:
    campaign, organisation = report.campaign.public_id, report.organisation.public_id
    return str(Mark(VERSION, campaign, organisation, report.public_id, contributions.key_of(indicator)))


def read_added(document: Document) -> Sheet:
    """What the sheet says; a workbook without it says nothing of indicators."""
    named = [table for table in document.tables if spelling_key(table.name) == spelling_key(ADDED)]
    if not named:
        return Sheet({})
    form = read_form(named[0], {c.key: c.heading for c in ADDED_COLUMNS}, key_of=spelling_key)
    if "value" not in form.columns or "mark" not in form.columns:
        return Sheet({}, (_("La feuille « Contributions » n'est pas lue : une de ses colonnes manque."),))
    return _read(form)


def _read(form: FormTable) -> Sheet:
    found: dict[UUID, list[Line]] = {}
    lost: list[str] = []
    for number, cells, _row in form.lines():
        mark = read_mark(cells["mark"].text) if "mark" in cells else None
        value = cells.get("value")
        if mark is not None and value is not None:
            title = cells["code"].text.strip() if "code" in cells else ""
            found.setdefault(mark.report, []).append(Line(number, mark.seen, title, value))
        elif value is not None and value.text.strip():
            lost.append(str(number))
    if not lost:
        return Sheet(found)
    told = _("Feuille « Contributions », lignes non lues, faute de savoir de quoi elles parlent : %(rows)s.")
    return Sheet(found, (told % {"rows": ", ".join(lost[:20])},))
