"""Tables to keep: how a plan stands, what was reported in a campaign."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from azalai.core import formatting
from azalai.core.context import current_site
from azalai.core.values import NOT_APPLICABLE
from azalai.formats.excel_form import FormColumn, FormSheet, Value, write_form
from azalai.formats.excel_out import write_xlsx
from azalai.frames.partial import in_words
from azalai.indicators.models import Indicator
from azalai.monitoring import contributions, disaggregation
from azalai.monitoring.enums import ActivityState, ProgressBasis, ReportState
from azalai.monitoring.models import Campaign, Report
from azalai.monitoring.queries import People, Standing, people_reached
from azalai.monitoring.queries.board import after_due
from azalai.monitoring.queries.progress import Row
from azalai.plans.models import PlanVersion
from azalai.tabular import Cell, CellValue, Document, Table

FULL = Decimal(100)
LEFT_OUT = gettext_lazy(
    "Par groupe, les petits nombres que votre poste ne lit pas dans les rapports ne sont dans aucune somme."
)


def progress_workbook(
    version: PlanVersion, found: Standing, rows: Iterable[Row], on: date, *, threshold: int = 0
) -> bytes:
    """One line for each line of the plan, with a column for each group of people.

    threshold: the least number of people that the reader may read, see `queries.people`.
    """
    currency = current_site().currency_label
    head = [_("Niveau"), _("N°"), _("Intitulé"), _("État"), _("Pourquoi en retard"), _("Avancement (%)")]
    head += [_("Part connue (%)"), _("Temps écoulé (%)"), _("Prévu (%s)") % currency]
    head += [_("Dépensé (%s)") % currency, _("Personnes touchées"), _("Dernier rapport au")]
    head += _part_heads()
    people = ((row, people_reached(found, [row.node.key], threshold=threshold)) for row in rows)
    lines = [[*_progress_line(row), *_people_line(of_row)] for row, of_row in people]
    title = _("%(plan)s : avancement au %(day)s") % {"plan": version.plan, "day": formatting.day(on)}
    return as_workbook(title, _("Avancement"), head, lines, note=LEFT_OUT if threshold else "")


def _people_line(people: People) -> list[CellValue]:
    return [group.people for variable in people.variables for group in variable.groups]


def _part_heads() -> list[str]:
    return [f"{variable.title} : {category.title}" for variable, category in disaggregation.pairs()]


def _progress_line(row: Row) -> list[CellValue]:
    state = row.state
    return [
        row.depth + 1,
        row.node.code,
        row.node.title,
        row.state_label,
        state.late_because,
        _percentage(state.progress),
        _percentage(state.known),
        _percentage(state.outcome.elapsed),
        state.planned,
        state.spent,
        state.reached,
        formatting.day(state.reported_on) if state.reported_on else "",
    ]


def _percentage(ratio: Decimal | None) -> Decimal | None:
    return None if ratio is None else (ratio * FULL).normalize() + 0


def reports_workbook(campaign: Campaign, reports: Iterable[Report]) -> bytes:
    """One line for each report, as it stands; each part of a disaggregation has a column."""
    title = _("%(plan)s : rapports, %(period)s") % {"plan": campaign.plan, "period": campaign.period_name}
    limit = after_due(campaign)
    # A column is as wide as its head asks; what is blank is not written: twenty thousand rows in seconds.
    columns = [FormColumn(text, 46 if text in _stories() else 16) for text in _report_head()]
    shown = list(reports)
    named = contributions.titles(one.contributions for one in shown)
    words = _Words()
    lines = [[*_report_line(one, limit, words), _added(one.contributions, named)] for one in shown]
    sheet = FormSheet(_("Rapports"), columns, lines, filterable=True)
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / "rapports.xlsx"
        write_form(path, [sheet], {}, title=title)
        return path.read_bytes()


def _stories() -> set[str]:
    """Heads of the columns that tell a story."""
    return {_("Activité"), _("Ce qui a été fait"), _("Difficultés"), _("Prochaines étapes")}


def _report_head() -> list[str]:
    currency = current_site().currency_label
    head = [_("Organisme"), _("Activité"), _("État du rapport"), _("Envoyé le"), _("À temps")]
    head += [_("État de l'activité"), _("Motif"), _("Avancement (%)"), _("Sur quoi repose l'avancement")]
    head += [
        _("Commencée le"),
        _("Fin désormais prévue"),
        _("Dépensé (%s)") % currency,
        _("Personnes touchées"),
    ]
    return [
        *head,
        *_part_heads(),
        _("Ce qui a été fait"),
        _("Difficultés"),
        _("Prochaines étapes"),
        _("Preuves"),
        _("Contributions aux indicateurs"),
    ]


class _Words:
    """Words that come back on thousands of lines, each made once in the language of the reader."""

    def __init__(self) -> None:
        choices = (ReportState, ActivityState, ProgressBasis)
        self.labels = {"": ""} | {code: str(label) for one in choices for code, label in one.choices}
        self.on_time, self.late, self.not_applicable = _("oui"), _("non"), str(NOT_APPLICABLE)
        self.day: Callable[[date], str] = cache(formatting.day)
        self.partial: Callable[[str], str] = cache(lambda text: in_words(text) if text else "")


def _report_line(report: Report, limit: datetime, words: _Words) -> list[Value]:
    sent = report.submitted_at
    return [
        str(report.organisation),
        report.label,
        words.labels[report.state],
        words.day(localdate(sent)) if sent else "",
        "" if sent is None else words.late if sent > limit else words.on_time,
        words.labels.get(report.activity_state, report.activity_state),
        report.state_reason,
        report.progress,
        words.labels.get(report.progress_basis, report.progress_basis),
        words.partial(report.actual_start),
        words.partial(report.expected_end),
        words.not_applicable if report.spent_na else report.spent,
        words.not_applicable if report.reached_na else report.reached,
        *_parts(report.disaggregation, words),
        report.done,
        report.difficulties,
        report.next_steps,
        " ".join(text for text in (report.evidence, report.evidence_url) if text),
    ]


def _added(table: contributions.Table, named: Mapping[str, Indicator]) -> str:
    """ "I-002 : 12 ; I-022 : s.o." """
    said = [named[key] for key in table if key in named]
    return " ; ".join(f"{one.code} : {contributions.in_words(table, one)}" for one in said)


def _parts(table: disaggregation.Table, words: _Words) -> Iterable[Value]:
    for variable, category in disaggregation.pairs():
        value = disaggregation.cell(table, variable.code, category.code)
        yield words.not_applicable if value is NOT_APPLICABLE else value


def as_workbook(
    title: str, sheet: str, head: Sequence[str], lines: Iterable[Sequence[CellValue]], *, note: Any = ""
) -> bytes:
    """A workbook of one table, with filters; numbers are numbers, all else is text. note: above the table."""
    cells = [tuple(Cell(str(text), 0, column, bold=True) for column, text in enumerate(head))]
    cells += [
        tuple(_cell(row, c, value) for c, value in enumerate(line)) for row, line in enumerate(lines, 1)
    ]
    above = (title, str(note)) if note else (title,)
    document = Document("xlsx", (Table(1, tuple(cells), name=sheet),), above, title)
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / "classeur.xlsx"
        write_xlsx(document, path, filterable=True)
        return path.read_bytes()


def _cell(row: int, column: int, value: CellValue) -> Cell:
    if value is None:
        return Cell("", row, column)
    return Cell(str(value), row, column, value=None if isinstance(value, str) else value)
