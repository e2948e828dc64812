"""What pages of reports share."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from azalai.core.requests import AuthoredRequest
from azalai.reports import queries, rules
from azalai.reports.models import Passage, Report


def get_report(request: AuthoredRequest, public_id: UUID, *, is_light: bool = True) -> Report:
    """A report that the author may read, else 404. is_light: without its chapters."""
    rules.check_see_reports(request.author)
    found = queries.visible(request.author, country=settings.COUNTRY).filter(public_id=public_id)
    report = (found.light() if is_light else found).first()
    if report is None:
        raise Http404
    return report


def get_passage(report: Report, key: str) -> Passage:
    """A paragraph of the report, else 404."""
    passage = report.passages.select_related("edited_by").filter(key=key).first()
    if passage is None:
        raise Http404
    passage.report = report
    return passage


def way(report: Report, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back: list, report, and what stands below."""
    return [
        (_("Bilans et revues"), reverse("reports:reports")),
        (str(report), report.get_absolute_url()),
        *more,
    ]
