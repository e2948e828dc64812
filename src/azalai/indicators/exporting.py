"""Indicators as files. Blank, zero, unknown and not applicable stay four things in every cell."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from azalai.core import formatting
from azalai.formats.excel_out import write_xlsx
from azalai.indicators import quality
from azalai.indicators.enums import Kind
from azalai.indicators.models import Indicator, Value
from azalai.indicators.periods import in_words
from azalai.indicators.queries import Reading
from azalai.indicators.words import as_typed, write
from azalai.tabular import Cell, CellValue, Document, Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = Sequence[Any]


def cell_of(kind: str, amount: Decimal | None) -> Any:
    """A number as a number, the rest as pages write it."""
    if kind == Kind.NUMBER and amount is not None:
        return amount.normalize() if amount != amount.to_integral_value() else int(amount)
    return write(kind or "blank", None)


def list_rows(readings: Iterable[Reading], year: int) -> Iterator[Row]:
    """The list with the figures of a year, head first."""
    yield (
        _("Numéro"),
        _("Indicateur"),
        _("Type"),
        _("Niveau"),
        _("Unité"),
        _("Référence"),
        _("Valeur %(year)s") % {"year": year},
        _("Cible %(year)s") % {"year": year},
        _("Remarque"),
        _("Rempli par"),
    )
    for one in readings:
        indicator = one.indicator
        yield (
            indicator.code,
            indicator.title,
            indicator.get_nature_display() or formatting.BLANK,
            indicator.get_level_display() or formatting.BLANK,
            indicator.unit_label or formatting.BLANK,
            cell_of(indicator.baseline_kind, indicator.baseline),
            cell_of(Kind.NUMBER if one.value is not None else one.status, one.value),
            cell_of(Kind.NUMBER if one.target is not None else "", one.target),
            _remark(one),
            indicator.fact_code or _("une personne"),
        )


def _remark(reading: Reading) -> str:
    if reading.is_partial:
        return _("partiel (%(known)s sur %(expected)s)") % {
            "known": reading.known,
            "expected": reading.expected,
        }
    return reading.why


def value_rows(values: Iterable[Value]) -> Iterator[Row]:
    """Every value in force of one indicator, head first."""
    yield (
        _("Période"),
        _("Lieu"),
        _("Code du lieu"),
        _("Valeur"),
        _("Numérateur"),
        _("Dénominateur"),
        _("État"),
        _("Source"),
        _("Commentaire"),
        _("Preuve"),
        _("Autre méthode"),
        _("Définition, unité, méthode"),
    )
    for one in values:
        versions = (one.definition_version, one.unit_version, one.method_version)
        yield (
            one.period,
            one.place.name if one.place else _("Ensemble du pays"),
            one.place.pcode if one.place else "",
            cell_of(one.kind, one.amount),
            as_typed(Kind.NUMBER, one.numerator),
            as_typed(Kind.NUMBER, one.denominator),
            one.get_state_display(),
            one.source,
            one.comment,
            one.evidence,
            one.method_text,
            ", ".join(f"v{version}" for version in versions),
        )


def published_rows(indicator: Indicator, values: Iterable[Value]) -> Iterator[Row]:
    """Published values for anyone, head first."""
    yield (
        _("Indicateur"),
        _("Période"),
        _("Lieu"),
        _("Code du lieu"),
        _("Valeur"),
        _("Unité"),
        _("Source"),
        _("Publiée le"),
    )
    for one in values:
        yield (
            indicator.title,
            one.period,
            one.place.name if one.place else _("Ensemble du pays"),
            one.place.pcode if one.place else "",
            cell_of(one.kind, one.amount),
            indicator.unit_label,
            one.source,
            formatting.day(one.published_at),
        )


def reading_rows(readings: Iterable[Reading], *, name: str) -> Iterator[Row]:
    """Figures of one indicator by period, head first: for what the system counts."""
    yield (_("Période"), name, _("Cible"), _("Remarque"))
    for one in readings:
        value = cell_of(Kind.NUMBER if one.value is not None else one.status, one.value)
        target = cell_of(Kind.NUMBER if one.target is not None else "", one.target)
        yield (in_words(str(one.start.year)), value, target, _remark(one))


def sheet_rows(indicator: Indicator) -> Iterator[Row]:
    """The sheet of tool 8 and the checks of tool 9, one line each. `indicator` as `queries.full` reads it."""
    yield (_("Rubrique"), _("Contenu"))
    objectives = ", ".join(str(row.item) for row in indicator.objectives.all())
    variables = ", ".join(row.item.label for row in indicator.variables.all())
    base = cell_of(indicator.baseline_kind, indicator.baseline)
    texts = (
        (_("Objectif du Pacte"), objectives),
        (_("Mesure à déployer"), indicator.measure_text),
        (_("Indicateur"), indicator.title),
        (_("Définitions"), indicator.definitions),
        (_("Unité de mesure"), indicator.unit_label),
        (_("Normes internationales"), indicator.standards),
        (_("Sources de données"), indicator.data_sources),
        (_("Méthode"), indicator.fact.formula if indicator.fact else indicator.methodology),
        (_("Périodicité"), indicator.get_frequency_display()),
        (_("Ventilation"), " · ".join(filter(None, (variables, indicator.disaggregation)))),
        (_("Acteurs"), " · ".join(filter(None, (str(indicator.responsible or ""), indicator.other_actors)))),
        (_("Valeur de référence"), base),
    )
    yield from ((name, text if text != "" else formatting.BLANK) for name, text in texts)
    for check in quality.checks(indicator):
        yield (check.item.title, f"{check.word} · {check.evidence}" if check.evidence else check.word)


def workbook(title: str, sheets: Sequence[tuple[str, Iterable[Row]]]) -> bytes:
    """The tables as an Excel file, a sheet each."""
    tables = tuple(_table(number, name, rows) for number, (name, rows) in enumerate(sheets, 1))
    document = Document("xlsx", tables, title=title)
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / "indicateurs.xlsx"
        write_xlsx(document, path, filterable=True)
        return path.read_bytes()


def _table(number: int, name: str, rows: Iterable[Row]) -> Table:
    cells = tuple(
        tuple(_cell(value, row, column) for column, value in enumerate(values))
        for row, values in enumerate(rows)
    )
    return Table(number, cells, name=name)


def _cell(value: Any, row: int, column: int) -> Cell:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    typed: CellValue = value if is_number else None
    text = formatting.amount(value) if is_number else str(value)
    return Cell(text, row, column, value=typed, bold=row == 0)
