"""The workbook as it goes out: one row for each report of the organisation, with all that is known."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from azalai.actors.models import Organisation
from azalai.core import formatting
from azalai.core.context import current_site
from azalai.core.values import NOT_APPLICABLE
from azalai.formats.excel_form import FormColumn, FormSheet, Value, write_form
from azalai.frames.partial import in_words
from azalai.indicators.models import Indicator
from azalai.interventions.queries import best_kind
from azalai.monitoring import contributions, disaggregation
from azalai.monitoring.content import Content
from azalai.monitoring.enums import ActivityState, ProgressBasis
from azalai.monitoring.models import Campaign, Report
from azalai.monitoring.prefilling import openings
from azalai.monitoring.queries.contributions import asked
from azalai.monitoring.sheets.adding import Lines, form_sheet
from azalai.monitoring.sheets.adding import opened as opened_with
from azalai.monitoring.sheets.layout import (
    ANSWERS,
    BASES,
    HELP,
    MAIN,
    NO,
    STATES,
    VERSION,
    WHY,
    YES,
    Column,
    Mark,
    columns,
    part_key,
)
from azalai.monitoring.sheets.records import Row
from azalai.plans.models import Node

DATES = ("actual_start", "expected_end")


def workbook(campaign: Campaign, organisation: Organisation, reports: Iterable[Report]) -> bytes:
    """The workbook, in French whatever the reader's language: it is handed from hand to hand.

    reports: those of the organisation in the campaign, with what they speak of (`for_workbook`).
    """
    with translation.override("fr"):
        shown = list(reports)
        opened, lines = openings(shown), _lines(campaign, shown)
        rows = [
            _row(report, opened[report.pk].content, lines.get(report.pk, ""), organisation)
            for report in shown
        ]
        indicators = asked(shown)
        added = [
            (report, one, opened_with(opened[report.pk].content.contributions, one))
            for report in shown
            for one in indicators.get(report.pk, ())
        ]
        return _written(campaign, organisation, columns(), rows, added)


def refused_workbook(campaign: Campaign, organisation: Organisation | None, rows: Sequence[Row]) -> bytes:
    """The rows that were not taken, as typed, with the reasons beside them; it can be handed over again."""
    with translation.override("fr"):
        wanted = (*columns(), Column("why", WHY, 60, locked=True))
        told = [_returned(row, wanted) for row in rows]
        return _written(campaign, organisation, wanted, told, _returned_added(rows))


def _returned_added(rows: Sequence[Row]) -> list[tuple[Report, Indicator, Value]]:
    """Lines of contributions of these rows, as typed."""
    reports = [row.report for row in rows if row.report is not None]
    known = {contributions.key_of(one): one for found in asked(reports).values() for one in found}
    return [
        (row.report, known[line.indicator], line.cell.text.strip())
        for row in rows
        for line in row.added
        if row.report is not None and line.indicator in known
    ]


def _returned(row: Row, wanted: Sequence[Column]) -> list[Value]:
    reasons = "\n".join(
        f"{fault.column} : {fault.message}" if fault.column else fault.message for fault in row.faults
    )
    kept = cells_of(row.kept)
    said = {"why": reasons} | {c.key: row.texts.get(c.key, kept.get(c.key, "")) for c in wanted[:-1]}
    return [said[column.key] for column in wanted]


def for_workbook(reports: Any) -> Any:
    """With what a row shows; four queries whatever the number."""
    return (
        reports.select_related("campaign__plan", "organisation", "intervention")
        .prefetch_related("intervention__budgets", "intervention__target_groups")
        .order_by("label", "id")
    )


def _written(
    campaign: Campaign,
    organisation: Organisation | None,
    wanted: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    added: Lines,
) -> bytes:
    heads = [
        FormColumn(c.heading, c.width, str(c.note), c.choices, locked=c.locked, hidden=c.hidden)
        for c in wanted
    ]
    lists = {
        STATES: [str(label) for label in ActivityState.labels],
        BASES: [str(label) for label in ProgressBasis.labels],
        ANSWERS: [YES, NO],
    }
    title = " · ".join(
        [*([organisation.name] if organisation else []), campaign.period_name, str(campaign.plan)]
    )
    sheets = [FormSheet(MAIN, heads, rows, protected=True), *filter(None, [form_sheet(added)])]
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / "rapports.xlsx"
        write_form(path, sheets, lists, title=title, help_lines=_help(campaign), help_name=HELP)
        return path.read_bytes()


def _help(campaign: Campaign) -> list[str]:
    days = {"due": formatting.day(campaign.due_on), "closes": formatting.day(campaign.closes_on)}
    period = {"first": formatting.day(campaign.period_start), "last": formatting.day(campaign.period_end)}
    lines = [campaign.guidance] if campaign.guidance else []
    return [
        *lines,
        _("Période rapportée : du %(first)s au %(last)s.") % period,
        _("À temps jusqu'au %(due)s ; accepté jusqu'au %(closes)s.") % days,
        _("Une ligne par activité. Les colonnes grisées disent ce que l'on sait déjà."),
        _("Comptez l'argent et les personnes depuis le début de l'activité, jusqu'à la fin de la période."),
        _("Une cellule vide : on ne sait pas. 0 : aucun. « s.o. » : sans objet. Ce sont trois choses."),
        _(
            "Feuille « Contributions », s'il y en a une : ce que l'activité a ajouté à chaque indicateur"
            " dans la période seulement."
        ),
        _("Les montants sont en %(currency)s.") % {"currency": current_site().currency_label},
        _("Écrivez « oui » dans « À envoyer ? » quand la ligne est prête ; sinon elle reste un brouillon."),
        _("Ne fusionnez pas de cellules, ne renommez et n'enlevez aucune colonne."),
        _("Déposez le fichier sur la page « Ce que je dois rapporter » : tous les défauts y sont dits."),
        _("Les lignes justes sont reprises ; les autres reviennent dans un fichier, raison à côté."),
        _("Modèle n° %(version)d.") % {"version": VERSION},
    ]


def _lines(campaign: Campaign, reports: Sequence[Report]) -> dict[int, str]:
    """Report's key → numbers of the lines of the plan that it speaks of; two queries."""
    keys: dict[int, list[UUID]] = {one.pk: [one.node_key] for one in reports if one.node_key}
    served: dict[int, list[UUID]] = {}
    ids = [one.intervention_id for one in reports if one.intervention_id]
    for intervention, key in campaign.plan.contributions.filter(intervention__in=ids).values_list(
        "intervention", "node_key"
    ):
        served.setdefault(intervention, []).append(key)
    keys |= {one.pk: served.get(one.intervention_id, []) for one in reports if one.intervention_id}
    wanted = {key for found in keys.values() for key in found}
    nodes = Node.objects.filter(version__plan=campaign.plan, key__in=wanted).order_by(
        "version__number", "path"
    )
    codes = {key: code or title[:30] for key, code, title in nodes.values_list("key", "code", "title")}
    return {pk: " ; ".join(sorted(codes[key] for key in found if key in codes)) for pk, found in keys.items()}


def _row(report: Report, content: Content, lines: str, organisation: Organisation) -> list[Value]:
    mark = Mark(VERSION, report.campaign.public_id, organisation.public_id, report.public_id, report.stamp)
    known = _known(report) | {"label": report.label, "lines": lines, "mark": str(mark)}
    known["situation"] = str(report.get_state_display())
    said = cells_of(content)
    return [known[c.key] if c.key in known else said.get(c.key, "") for c in columns()]


def _known(report: Report) -> dict[str, Value]:
    found = report.intervention
    if found is None:
        return {"planned": None, "people": None}
    currency = current_site().currency
    budgets = [one for one in found.budgets.all() if one.currency == currency]
    kind = best_kind(budgets)
    amounts = [one.amount for one in budgets if one.kind == kind]
    people = [group.people for group in found.target_groups.all() if group.people is not None]
    return {
        "planned": sum(amounts, Decimal(0)) if amounts else None,
        "people": sum(people) if people else None,
    }


def cells_of(content: Content) -> Mapping[str, Value]:
    """What each cell of a content holds."""
    texts = (
        "state_reason",
        "progress_note",
        "done",
        "difficulties",
        "next_steps",
        "evidence",
        "evidence_url",
    )
    said: dict[str, Value] = {name: getattr(content, name) for name in texts}
    said |= {name: in_words(getattr(content, name)) if getattr(content, name) else "" for name in DATES}
    said["activity_state"] = _label(ActivityState, content.activity_state)
    said["progress_basis"] = _label(ProgressBasis, content.progress_basis)
    said["progress"] = content.progress
    said["spent"] = str(NOT_APPLICABLE) if content.spent_na else content.spent
    said["reached"] = str(NOT_APPLICABLE) if content.reached_na else content.reached
    for variable, category in disaggregation.pairs():
        value = disaggregation.cell(content.disaggregation, variable.code, category.code)
        said[part_key(variable.code, category.code)] = str(value) if value is NOT_APPLICABLE else value
    return said


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else ""
