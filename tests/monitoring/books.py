"""Workbooks of reports as partners hand them over."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl

from azalai.core.authorship import Author
from azalai.monitoring import actions
from azalai.monitoring.models import Campaign, Report, ReportSheet
from azalai.monitoring.sheets.layout import MAIN
from azalai.monitoring.sheets.writing import for_workbook, workbook
from tests.accounts.factories import SYSTEM
from tests.monitoring.factories import AT, expected

Typed = dict[str, Any]
READY: Typed = {
    "État de l'activité": "En cours",
    "Avancement (%)": 40,
    "Sur quoi repose l'avancement": "Étapes ou livrables achevés",
    "Dépensé depuis le début": "350 000,50",
    "Personnes touchées depuis le début": 120,
    "Sexe et âge : femmes": 70,
    "Sexe et âge : hommes": 50,
    "Sexe et âge : filles": 0,
    "Sexe et âge : garçons": "s.o.",
    "Ce qui a été fait": "Deux sessions tenues.",
    "Prochaines étapes": "Deux autres sessions.",
    "À envoyer ?": "oui",
}


def made_for(report: Report) -> bytes:
    """The workbook of the report's organisation."""
    rows = for_workbook(report.campaign.reports.filter(organisation=report.organisation))
    return workbook(report.campaign, report.organisation, rows)


def edited(content: bytes, edit: Callable[[Any, dict[str, int]], None]) -> bytes:
    """The workbook after `edit(sheet, columns)`; columns: heading → number of its column."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book[MAIN]
    edit(sheet, {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1] if cell.value})
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def filled(content: bytes, typed: Typed | None = None, *, row: int = 2) -> bytes:
    """The workbook with these cells typed in one row."""

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        for heading, value in (READY if typed is None else typed).items():
            sheet.cell(row, columns[heading]).value = value

    return edited(content, edit)


def receive(
    campaign: Campaign, content: bytes, *, by: Author = SYSTEM, name: str = "rapports.xlsx"
) -> ReportSheet:
    """Handed over."""
    return actions.receive_sheet(by=by, at=AT, campaign=campaign, name=name, content=content)


def handed_over() -> ReportSheet:
    """One ready row and nothing wrong but a date."""
    report = expected()
    typed = READY | {"Commencée le": "bientôt"}
    return receive(report.campaign, filled(made_for(report), typed))
