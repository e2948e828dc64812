"""The register as a workbook: out with its filters, in after a preview."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from azalai.core.clock import now, today
from azalai.core.handling import try_to
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.followup import actions, forms, queries, rules
from azalai.followup.forms.filters import OPEN
from azalai.followup.models import PointSheet
from azalai.followup.sheets.writing import workbook
from azalai.followup.views.shared import FORM, filter_of, visible
from azalai.formats.errors import UnreadableFile
from azalai.formats.limits import DEFAULT_LIMITS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 20_000


@require_safe
def download(request: AuthoredRequest) -> HttpResponse:
    """The filtered register as a workbook that can be handed over again."""
    found, _scope = visible(request)
    filters = filter_of(request.GET).cleaned_data
    rows = queries.in_state(queries.filtered(found, filters, on=today()), filters.get("etat", OPEN))
    points = queries.in_list(rows.order_by(*queries.BY_DEADLINE))[:MOST]
    return _file(workbook(points), f"actions-{localdate(now()).isoformat()}.xlsx")


@require_safe
def template(request: AuthoredRequest) -> HttpResponse:
    """The empty workbook, with its lists."""
    rules.check_keep(request.author)
    return _file(workbook(), "modele-actions.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=head)


@FORM
def upload(request: AuthoredRequest) -> HttpResponse:
    """Hand over a workbook; one that cannot be read is refused with the reason, and not kept."""
    rules.check_keep(request.author)
    form = forms.SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        received = _received(request, form)
        if received is not None:
            return redirect(received)
    context = {"form": form, "waiting": PointSheet.objects.filter(accepted_at__isnull=True)[:10]}
    return render(request, "followup/upload.html", context, status=422 if form.errors else 200)


def _received(request: AuthoredRequest, form: forms.SheetForm) -> PointSheet | None:
    file = form.cleaned_data["file"]
    if file.size > DEFAULT_LIMITS.file_bytes:
        form.add_error("file", _("Le fichier dépasse la taille permise."))
        return None
    try:
        return actions.receive_sheet(by=request.author, at=now(), name=file.name, content=file.read())
    except UnreadableFile as error:
        form.add_error("file", error.message)
        return None


@require_safe
def sheet(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What would change, and every fault of every row."""
    rules.check_keep(request.author)
    received = get_object_or_404(PointSheet, public_id=public_id)
    reading = actions.read_sheet(received, settings.COUNTRY)
    context = {
        "sheet": received,
        "counts": {name: reading.count(name) for name in ("new", "changed", "same", "wrong")},
        "notes": reading.notes,
        "faults": reading.faults[:500],
        "page": paginate(request, reading.rows),
    }
    return render(request, "followup/sheet.html", context)


@require_POST
def accept(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take the workbook over."""
    rules.check_keep(request.author)
    received = get_object_or_404(PointSheet, public_id=public_id)
    told = _("Le classeur est repris.")
    try_to(request, actions.accept_sheet, told, sheet=received, country=settings.COUNTRY)
    return redirect(received)
