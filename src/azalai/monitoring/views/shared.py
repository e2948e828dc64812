"""What every page of the room begins with."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from azalai.core.requests import AuthoredRequest
from azalai.interventions.rules import Scope
from azalai.interventions.views.shared import scope_of
from azalai.monitoring import rules
from azalai.monitoring.models import Campaign, Report

FORM = require_http_methods(["GET", "HEAD", "POST"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Crumbs = list[tuple[str, str]]


def get_campaign(request: AuthoredRequest, public_id: UUID) -> Campaign:
    """The campaign asked for; 404 when it does not exist or is still being prepared by others."""
    rules.check_see_campaigns(request.author)
    rows = Campaign.objects.in_country(settings.COUNTRY).select_related("plan", "country")
    found = get_object_or_404(rows, public_id=public_id)
    if not rules.can_see_campaign(request.author, found):
        raise Http404
    return found


def get_kept(request: AuthoredRequest, public_id: UUID) -> Campaign:
    """The campaign asked for, when the author conducts it."""
    found = get_campaign(request, public_id)
    rules.check_keep_campaigns(request.author)
    return found


def get_report(request: AuthoredRequest, public_id: UUID) -> tuple[Report, Scope]:
    """The report asked for; 404 when it does not exist or the author may not read it."""
    rules.check_see_campaigns(request.author)
    scope = scope_of(request)
    rows = Report.objects.filter(campaign__country=settings.COUNTRY).with_subject()
    found = get_object_or_404(rows, public_id=public_id)
    if not rules.can_see_report(request.author, found, scope):
        raise Http404
    return found, scope


def crumbs_of(campaign: Campaign) -> Crumbs:
    """The way back from a page of the campaign."""
    return [
        (_("Suivi-évaluation"), reverse("monitoring:campaigns")),
        (campaign.period_name, campaign.get_absolute_url()),
    ]


def report_crumbs(report: Report) -> Crumbs:
    """The way back from a page of the report."""
    return [*crumbs_of(report.campaign), (report.label[:60], report.get_absolute_url())]


def read_uuid(text: str) -> UUID | None:
    """The identifier that an address names, None when it names none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def file_response(content: bytes, name: str) -> HttpResponse:
    """A workbook to keep."""
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=head)
