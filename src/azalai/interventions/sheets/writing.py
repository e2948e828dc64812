"""The workbook as it goes out: empty as a template, or with what is known."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.core.clock import today
from azalai.formats.excel_form import FormColumn, FormSheet, Value, write_form
from azalai.frames.dataset import load_profile
from azalai.frames.models import Place
from azalai.frames.queries import current_items
from azalai.interventions.enums import (
    BodyRole,
    BudgetKind,
    CountKind,
    IdentifierScheme,
    Nature,
    Scale,
    Status,
)
from azalai.interventions.forms.lines import COMMON
from azalai.interventions.groups import groups
from azalai.interventions.models import Intervention
from azalai.interventions.sheets.layout import MAIN, MONEY, PEOPLE, SHEETS, Column


def workbook(country: str, interventions: Iterable[Intervention] = ()) -> bytes:
    """The workbook; interventions: those to show, with their lines (queries.with_lines)."""
    shown = list(interventions)
    rows: dict[str, list[list[Value]]] = {
        MAIN: [[_cell(one, column) for column in SHEETS[MAIN]] for one in shown],
        MONEY: [line for one in shown for line in _money(one)],
        PEOPLE: [line for one in shown for line in _people(one)],
    }
    sheets = [
        FormSheet(name, [_column(column) for column in columns], rows[name])
        for name, columns in SHEETS.items()
    ]
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / "interventions.xlsx"
        write_form(path, sheets, _lists(country), title=_("Interventions"), help_lines=_help())
        return path.read_bytes()


def _column(column: Column) -> FormColumn:
    return FormColumn(
        column.heading, column.width, str(column.note), column.choices, column.strict, column.required
    )


def _help() -> list[str]:
    return [
        _("Une ligne de la feuille « Interventions » par programme, projet ou activité."),
        _("L'identifiant est le vôtre : redonnez le même pour mettre une intervention à jour."),
        _("Les feuilles « Budget » et « Groupes cibles » ont autant de lignes qu'il faut par identifiant."),
        _("Une cellule vide dit qu'on ne sait pas : vide n'est pas zéro."),
        _("Une colonne que vous retirez ne change rien à ce qui est enregistré."),
        _("Rien n'est repris avant que vous ayez vu l'aperçu et tous les défauts de toutes les lignes."),
    ]


def _lists(country: str) -> dict[str, list[str]]:
    bodies = Organisation.objects.active().in_country(country).order_by("search_text", "id")
    places = Place.objects.in_country(country).filter(valid_to="").order_by("pcode")
    currency = load_profile(country).currency.code
    return {
        "Échelles": [str(label) for label in Scale.labels],
        "Natures": [str(label) for label in Nature.labels],
        "Types": [item.title for item in current_items("intervention-kinds", on=today())],
        "États": [str(label) for label in Status.labels],
        "Organismes": [str(one) for one in bodies],
        "Postes": list(Post.objects.filter(closed_on__isnull=True).values_list("title", flat=True)),
        "Lieux": [f"{place.name} ({place.pcode})" for place in places],
        "Monnaies": list(dict.fromkeys([currency, *COMMON])),
        "Natures de montant": [str(label) for label in BudgetKind.labels],
        "Groupes": [group.title for group in groups().values()],
        "Objectifs du PMM": [f"{i.code} {i.title}" for i in current_items("gcm", on=today())],
    }


def _cell(one: Intervention, column: Column) -> Value:
    key = column.key
    if key in _CELLS:
        return _CELLS[key](one)
    if key in BodyRole.values:
        return " ; ".join(body.text for body in one.bodies.all() if body.role == key)
    if key in CountKind.values:
        return next((count.value for count in one.counts.all() if count.kind == key), None)
    return str(getattr(one, key) or "")


def _objectives(one: Intervention, frame: str) -> str:
    def belongs(code: str) -> bool:
        return code.startswith("pnm-") if frame == "pnm" else code == frame

    items = [line.item for line in one.objectives.all()]
    return " ; ".join(item.code for item in items if belongs(item.framework.code))


def _places(one: Intervention) -> str:
    return " ; ".join(
        line.place.pcode if line.share is None else f"{line.place.pcode} ({line.share.normalize():f} %)"
        for line in one.places.all()
    )


_CELLS: dict[str, Any] = {
    "scale": lambda one: str(one.get_scale_display()),
    "nature": lambda one: str(one.get_nature_display()),
    "status": lambda one: str(one.get_status_display()),
    "kind": lambda one: one.kind.title if one.kind else "",
    "parent": lambda one: one.parent.identifier if one.parent else "",
    "lead": lambda one: one.lead_name,
    "contact_post": lambda one: str(one.contact_post or ""),
    "gcm": lambda one: _objectives(one, "gcm"),
    "pnm": lambda one: _objectives(one, "pnm"),
    "sdg": lambda one: _objectives(one, "sdg"),
    "places": _places,
    "links": lambda one: " ; ".join(d.url for d in one.documents.all() if d.url),
    "iati": lambda one: " ; ".join(
        e.value for e in one.external_identifiers.all() if e.scheme == IdentifierScheme.IATI
    ),
}


def _money(one: Intervention) -> Iterable[list[Value]]:
    for budget in sorted(one.budgets.all(), key=lambda b: b.pk):
        kind = str(budget.get_kind_display())
        yield [one.identifier, budget.amount, budget.currency, kind, budget.source, budget.year]


def _people(one: Intervention) -> Iterable[list[Value]]:
    for line in one.target_groups.all():
        yield [one.identifier, line.title, line.women, line.men, line.girls, line.boys, line.total]
