"""The workbook: out, in, previewed, taken over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from azalai.actors.models import Organisation
from azalai.core.clock import now
from azalai.core.handling import tell
from azalai.core.jobs import url_of
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.formats.errors import UnreadableFile
from azalai.formats.limits import DEFAULT_LIMITS
from azalai.interventions.forms import SheetForm
from azalai.interventions.views.shared import scope_of
from azalai.monitoring import actions, rules
from azalai.monitoring.actions.sheets import LONG
from azalai.monitoring.enums import SheetStatus
from azalai.monitoring.forms import ColumnsForm
from azalai.monitoring.models import Campaign, ReportSheet
from azalai.monitoring.queries.taking import job_of
from azalai.monitoring.sheets.records import Reading
from azalai.monitoring.sheets.writing import for_workbook, refused_workbook, workbook
from azalai.monitoring.views.shared import FORM, file_response, get_campaign

FAULTS = 500


@require_safe
def template(request: AuthoredRequest, public_id: UUID, organisation: UUID) -> HttpResponse:
    """The workbook made for one organisation, with what is already known."""
    campaign = get_campaign(request, public_id)
    found = get_object_or_404(Organisation, public_id=organisation)
    scope = scope_of(request)
    if not (rules.can_report_for(request.author, found.pk, scope) or rules.can_oversee(request.author)):
        raise Http404
    reports = list(for_workbook(campaign.reports.filter(organisation=found).exclude(state="exempt")))
    if not reports:
        raise Http404
    name = f"rapports-{found.code}-{campaign.year}-{campaign.quarter or 'annee'}.xlsx"
    return file_response(workbook(campaign, found, reports), name)


@FORM
def upload(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Hand a workbook over; one that cannot be read is refused with the reason, and not kept."""
    campaign = get_campaign(request, public_id)
    rules.check_hand_over(request.author, scope_of(request))
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        received = _received(request, campaign, form)
        if received is not None:
            return redirect(received)
    waiting = campaign.sheets.filter(status="waiting", received_post=request.author.post_id)[:10]
    context = {"form": form, "waiting": waiting, "campaign": campaign}
    return render(request, "monitoring/sheet_upload.html", context, status=422 if form.errors else 200)


def _received(request: AuthoredRequest, campaign: Campaign, form: django_forms.Form) -> ReportSheet | None:
    file = form.cleaned_data["file"]
    if file.size > DEFAULT_LIMITS.file_bytes:
        form.add_error("file", _("Le fichier dépasse la taille permise."))
        return None
    try:
        return actions.receive_sheet(
            by=request.author, at=now(), campaign=campaign, name=file.name, content=file.read()
        )
    except UnreadableFile as error:
        form.add_error("file", error.message)
        return None


def _get(request: AuthoredRequest, public_id: UUID) -> ReportSheet:
    rules.check_see_campaigns(request.author)
    rows = ReportSheet.objects.filter(campaign__country=settings.COUNTRY).select_related("campaign__plan")
    found = get_object_or_404(rows, public_id=public_id)
    if not rules.can_see_sheet(request.author, found):
        raise Http404
    return found


@require_safe
def sheet(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What would change, every fault of every row, and which columns we are not sure of."""
    found = _get(request, public_id)
    return _preview(request, found, actions.read_sheet(by=request.author, at=now(), sheet=found))


def _preview(
    request: AuthoredRequest, found: ReportSheet, reading: Reading, form: ColumnsForm | None = None
) -> HttpResponse:
    faults, waits = reading.every_fault, found.status == SheetStatus.WAITING
    asked = reading.questions if waits else []
    context = {
        "sheet": found,
        "campaign": found.campaign,
        "reading": reading,
        "counts": {name: reading.count(name) for name in ("sent", "draft", "same", "wrong")},
        "faults": faults[:FAULTS],
        "more_faults": max(0, len(faults) - FAULTS),
        "form": form or (ColumnsForm(None, questions=asked, offered=reading.offered) if asked else None),
        "unsure": sum(one.answer is None for one in asked),
        "job": job_of(found),
        "may_accept": waits and bool(reading.to_take or reading.taken),
        "take": len(reading.to_take),
        "page": paginate(request, reading.rows, per_page=100),
    }
    return render(request, "monitoring/sheet.html", context, status=422 if form else 200)


@require_POST
def columns(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Say what the columns are whose headings we do not know; the workbook is read anew."""
    found = _get(request, public_id)
    reading = actions.read_sheet(by=request.author, at=now(), sheet=found)
    form = ColumnsForm(request.POST, questions=reading.questions, offered=reading.offered)
    if not form.is_valid():
        return _preview(request, found, reading, form)
    try:
        actions.tell_columns(by=request.author, at=now(), sheet=found, answers=form.answers())
    except ValidationError as error:
        tell(form, error)
        return _preview(request, found, reading, form)
    messages.success(request, _("Les colonnes sont notées ; voici ce que le classeur dit maintenant."))
    return redirect(found)


@require_POST
def accept(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take over the rows that are right; a large workbook goes on in the background."""
    found = _get(request, public_id)
    who: dict[str, Any] = {"by": request.author, "at": now(), "sheet": found}
    try:
        if found.rows > LONG or job_of(found):
            return redirect(url_of(actions.take_later(**who)))
        reading = actions.accept_sheet(**who)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(found)
    _tell_taken(request, reading)
    return redirect(found if reading.refused else "monitoring:mine")


def _tell_taken(request: AuthoredRequest, reading: Reading) -> None:
    """What went where, in words."""
    sent, drafts, refused = reading.count("sent"), reading.count("draft"), len(reading.refused)
    if sent:
        told = ngettext(
            "%(n)d rapport envoyé au secrétariat.", "%(n)d rapports envoyés au secrétariat.", sent
        )
        messages.success(request, told % {"n": sent})
    if drafts:
        told = ngettext("%(n)d brouillon enregistré.", "%(n)d brouillons enregistrés.", drafts)
        messages.success(request, told % {"n": drafts})
    if refused:
        told = ngettext(
            "%(n)d ligne reste à corriger : téléchargez-la avec la raison à côté.",
            "%(n)d lignes restent à corriger : téléchargez-les avec les raisons à côté.",
            refused,
        )
        messages.warning(request, told % {"n": refused})


@require_safe
def refused(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """The rows that are not right, with the reasons beside them."""
    found = _get(request, public_id)
    reading = actions.read_sheet(by=request.author, at=now(), sheet=found)
    rows = reading.refused
    if not rows:
        raise Http404
    known = next((row.report.organisation for row in reading.rows if row.report), None)
    return file_response(refused_workbook(found.campaign, known, rows), "lignes-a-corriger.xlsx")
