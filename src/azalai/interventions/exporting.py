"""Interventions as files: Excel in the layout that comes back in, a Word matrix, GeoJSON, IATI."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from azalai.core import formatting
from azalai.core.clock import now
from azalai.formats.iati import gaps, write_activities
from azalai.formats.word_out import write_docx
from azalai.frames.partial import in_words
from azalai.interventions.iati.outgoing import activities
from azalai.interventions.models import Intervention
from azalai.interventions.queries import with_lines
from azalai.interventions.sheets.writing import workbook
from azalai.interventions.templatetags.interventions import budget_total, nature_and_counts, objective_codes
from azalai.tabular import Cell, Document, Table

Interventions = Iterable[Intervention]


def as_xlsx(interventions: Interventions) -> bytes:
    """A workbook that can be handed over again."""
    return workbook(settings.COUNTRY, interventions)


def as_docx(interventions: Interventions) -> bytes:
    """A matrix: who does what, where, when, with how much."""
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / "interventions.docx"
        write_docx(matrix(interventions), path)
        return path.read_bytes()


def matrix(interventions: Interventions) -> Document:
    """The same as a document of one table."""
    head = [_("Intervention"), _("Nature"), _("Chef de file"), _("Mise en œuvre"), _("Bailleurs"), _("Lieux")]
    head += [_("Objectifs"), _("Période"), _("État"), _("Budget")]
    rows = [head, *(_matrix_row(one) for one in interventions)]
    cells = tuple(
        tuple(Cell(text, row, column, bold=row == 0) for column, text in enumerate(texts))
        for row, texts in enumerate(rows)
    )
    return Document("docx", (Table(1, cells),), title=_("Matrice des interventions"))


def _matrix_row(one: Intervention) -> list[str]:
    def named(role: str) -> str:
        return ", ".join(body.name for body in one.bodies.all() if body.role == role)

    period = " – ".join(in_words(text) for text in (one.start, one.end) if text)
    return [
        one.title,
        nature_and_counts(one),
        one.lead_name,
        named("implementing"),
        named("funding"),
        ", ".join(line.place.name for line in one.places.all()),
        objective_codes(one),
        period,
        str(one.get_status_display()),
        budget_total(one) if one.budgets.all() else formatting.BLANK,
    ]


def as_geojson(interventions: Interventions) -> bytes:
    """One feature for each place of each intervention (RFC 7946); no geometry where no centroid is known."""
    features = [_feature(one, line) for one in interventions for line in one.places.all()]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _feature(one: Intervention, line: Any) -> dict[str, Any]:
    place = line.place
    geometry = None
    if place.longitude is not None:
        geometry = {"type": "Point", "coordinates": [float(place.longitude), float(place.latitude)]}
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {
            "identifier": one.identifier,
            "title": one.title,
            "lead": one.lead_name,
            "scale": one.scale,
            "nature": one.nature,
            "counts": {count.kind: count.value for count in one.counts.all()},
            "status": one.status,
            "start": one.start,
            "end": one.end,
            "pcode": place.pcode,
            "place": place.name,
            "share": None if line.share is None else float(line.share),
        },
    }


class NothingToWrite(Exception):
    """None of the interventions says what the format asks for; its text is a sentence."""


def as_iati(interventions: Any) -> bytes:
    """IATI 2.03 of those that say what the standard asks for (a date, above all); NothingToWrite if none."""
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / "interventions.xml"
        if not _write_iati(interventions, path, now())[0]:
            raise NothingToWrite(_("Aucune de ces fiches n'a de date : la norme IATI en demande une."))
        return path.read_bytes()


def write_iati(path: Path, *, country: str, at: datetime) -> tuple[int, list[tuple[str, list[str]]]]:
    """Write published interventions of a country (ISO alpha-2) as IATI 2.03; at: aware.

    Gives how many were written, and what each of the others lacks: (identifier, sentences). Nothing is
    written when none can be.
    """
    rows = with_lines(Intervention.objects.in_country(country).published())
    return _write_iati(rows.order_by("identifier"), path, at)


def _write_iati(rows: Any, path: Path, at: datetime) -> tuple[int, list[tuple[str, list[str]]]]:
    whole, lacking = [], []
    for activity in activities(
        rows.prefetch_related("children__external_identifiers", "parent__external_identifiers")
    ):
        missing = [gap.message for gap in gaps(activity)]
        if missing:
            lacking.append((activity.identifier, missing))
        else:
            whole.append(activity)
    if whole:
        write_activities(whole, path, generated_at=at)
    return len(whole), lacking


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, tuple[Callable[[Interventions], bytes], str]] = {
    "xlsx": (as_xlsx, XLSX),
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "geojson": (as_geojson, "application/geo+json"),
    "xml": (as_iati, "application/xml; charset=utf-8"),
}
