"""Files out."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from azalai.core.clock import today
from azalai.core.downloads import csv_response
from azalai.core.requests import AuthoredRequest
from azalai.indicators import exporting, queries, rules, summaries
from azalai.indicators.forms import IndicatorFilter
from azalai.indicators.periods import bounds
from azalai.indicators.views.reading import chosen
from azalai.indicators.views.shared import file, get_indicator

KINDS = ("xlsx", "csv")


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise Http404


@require_safe
def download(request: AuthoredRequest, kind: str) -> HttpResponseBase:
    """The filtered list with the figures of its year."""
    rules.check_see_indicators(request.author)
    _check_kind(kind)
    form = IndicatorFilter(request.GET)
    form.is_valid()
    found = list(queries.listed(chosen(form)))
    known = queries.readings(found, *bounds(str(form.year)))
    rows = exporting.list_rows([known[one.pk] for one in found], form.year)
    name = f"indicateurs-{form.year}-{today().isoformat()}"
    if kind == "csv":
        return csv_response(name, rows)
    content = exporting.workbook(_("Indicateurs"), [(_("Indicateurs"), rows)])
    return file(content, f"{name}.xlsx", exporting.XLSX)


@require_safe
def download_one(request: AuthoredRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    """One indicator: its sheet, its figures by year, its values in force."""
    found = get_indicator(request, public_id)
    _check_kind(kind)
    values = found.values.in_force().select_related("place").order_by("period", "place__pcode", "pk")
    name = f"indicateur-{found.code.lower()}-{today().isoformat()}"
    yearly = exporting.reading_rows(summaries.trajectory(found), name=found.title)
    if kind == "csv":
        return csv_response(name, yearly if found.is_computed else exporting.value_rows(values))
    sheets = [(_("Fiche"), exporting.sheet_rows(found)), (_("Par année"), yearly)]
    if not found.is_computed:
        sheets.append((_("Valeurs"), exporting.value_rows(values)))
    return file(exporting.workbook(found.title, sheets), f"{name}.xlsx", exporting.XLSX)
