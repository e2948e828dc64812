"""Files in and out."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.core.clock import now
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.formats.errors import UnreadableFile
from azalai.formats.limits import DEFAULT_LIMITS
from azalai.interventions import actions, forms, queries, rules
from azalai.interventions.actions.sheets import read_sheet
from azalai.interventions.exporting import FORMATS, XLSX, NothingToWrite
from azalai.interventions.models import Intervention, SheetUpload
from azalai.interventions.sheets.writing import workbook
from azalai.interventions.views.reading import filters_of


@require_safe
def download(request: AuthoredRequest, kind: str) -> HttpResponse:
    """The filtered list as a file."""
    rules.check_see_interventions(request.author)
    if kind not in FORMATS:
        raise Http404
    writer, content_type = FORMATS[kind]
    wanted = queries.published(settings.COUNTRY, filters_of(request)[1]).values("pk")
    rows = queries.with_lines(Intervention.objects.filter(pk__in=wanted)).order_by(*queries.BY_TITLE)
    try:
        content = writer(rows)
    except NothingToWrite as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('interventions:interventions')}?{request.GET.urlencode()}")
    return _file(content, f"interventions-{localdate(now()).isoformat()}.{kind}", content_type)


@require_safe
def template(request: AuthoredRequest) -> HttpResponse:
    """The empty workbook, with its lists."""
    rules.check_see_interventions(request.author)
    return _file(workbook(settings.COUNTRY), "modele-interventions.xlsx", XLSX)


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=head)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: AuthoredRequest) -> HttpResponse:
    """Hand over a workbook; one that cannot be read is refused with the reason, and not kept."""
    rules.check_import(request.author)
    form = forms.SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        received = _received(request, form)
        if received is not None:
            return redirect(received)
    waiting = SheetUpload.objects.filter(status="waiting")[:10]
    context = {"form": form, "waiting": waiting}
    return render(request, "interventions/upload.html", context, status=422 if form.errors else 200)


def _received(request: AuthoredRequest, form: forms.SheetForm) -> SheetUpload | None:
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
    rules.check_import(request.author)
    received = get_object_or_404(SheetUpload, public_id=public_id)
    reading = read_sheet(received, settings.COUNTRY)
    context = {
        "upload": received,
        "reading": reading,
        "counts": {name: reading.count(name) for name in ("new", "changed", "same", "wrong")},
        "faults": reading.faults[:500],
        "form": forms.TakeOverForm(),
        "page": paginate(request, reading.rows, per_page=100),
    }
    return render(request, "interventions/sheet.html", context)


@require_POST
def accept(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take the workbook over."""
    rules.check_import(request.author)
    received = get_object_or_404(SheetUpload, public_id=public_id)
    form = forms.TakeOverForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("Dites si les nouvelles interventions sont publiées ou gardées en brouillon.")
        )
        return redirect(received)
    try:
        reading = actions.accept_sheet(
            by=request.author, at=now(), upload=received, country=settings.COUNTRY, **form.cleaned_data
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(received)
    new, changed = reading.count("new"), reading.count("changed")
    told = _("Classeur repris : %(new)d ajoutées, %(changed)d modifiées.")
    messages.success(request, told % {"new": new, "changed": changed})
    return redirect("interventions:interventions")
