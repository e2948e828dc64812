"""The workbook as it goes out: empty as a template, or with what the register shows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from azalai.followup.enums import PointKind, Priority
from azalai.followup.forms.points import bodies, open_posts
from azalai.followup.models import ActionPoint
from azalai.followup.sheets.layout import COLUMNS, NAME, Column
from azalai.formats.excel_form import FormColumn, FormSheet, Value, write_form


def workbook(points: Iterable[ActionPoint] = ()) -> bytes:
    """The workbook; points with their owners at hand (`queries.in_list`). No content is a formula."""
    rows = [[_cell(one, column.key) for column in COLUMNS] for one in points]
    sheet = FormSheet(NAME, [_column(column) for column in COLUMNS], rows)
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / "actions.xlsx"
        write_form(path, [sheet], _lists(), title=_("Actions à suivre"), help_lines=_help())
        return path.read_bytes()


def _column(column: Column) -> FormColumn:
    return FormColumn(
        column.heading, column.width, str(column.note), column.choices, column.strict, column.required
    )


def _help() -> list[str]:
    return [
        _("Une ligne par action ou recommandation."),
        _("Gardez le numéro d'une ligne pour la mettre à jour ; laissez-le vide pour en ajouter une."),
        _("Une colonne que vous retirez ne change rien à ce qui est enregistré."),
        _("L'état et l'avancement sont donnés pour information : ils se changent dans le registre."),
        _("Rien n'est repris avant que vous ayez vu l'aperçu et tous les défauts de toutes les lignes."),
    ]


def _lists() -> dict[str, list[str]]:
    return {
        "Natures": [str(label) for label in PointKind.labels],
        "Priorités": [str(label) for label in Priority.labels],
        "Postes": [post.title for post in open_posts()],
        "Instances": [str(body) for body in bodies()],
    }


def _cell(one: ActionPoint, key: str) -> Value:
    if key in ("text", "note", "deadline", "deadline_text"):
        return str(getattr(one, key))
    return {
        "number": one.number,
        "kind": str(one.get_kind_display()),
        "owners": " ; ".join(str(owner) for owner in one.owners.all()),
        "owner_post": str(one.owner_post or ""),
        "priority": str(one.get_priority_display()),
        "body": str(one.body or ""),
        "state": str(one.get_state_display()),
        "progress": one.progress,
        "source": one.source_label,
        "since": one.since.isoformat(),
    }[key]
