"""Handing over a file, looking at what was understood, importing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.core.clock import now
from azalai.core.pagination import paginate
from azalai.engines.plan.reading import NotAPlan
from azalai.formats.errors import UnreadableFile
from azalai.plans import actions, rules
from azalai.plans.forms import ColumnsForm, ImportForm, UploadForm
from azalai.plans.models import Upload
from azalai.plans.preview import preview_of
from azalai.plans.views.shared import add_errors

TABS = ("constats", "arbre", "colonnes")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; a file that cannot be read is refused with the reason, and not kept."""
    rules.check_import_plan(request.author)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        received = _received(request, form)
        if received is not None:
            return redirect("plans:preview", received.public_id)
    return render(request, "plans/upload.html", {"form": form}, status=422 if form.errors else 200)


def _received(request: HttpRequest, form: UploadForm) -> Upload | None:
    file = form.cleaned_data["file"]
    try:
        return actions.receive_file(
            name=file.name, content=file.read(), by=request.author, at=now(), country=settings.COUNTRY
        )
    except UnreadableFile as error:
        form.add_error("file", error.message)
    except NotAPlan as error:
        form.add_error("file", str(error))
    return None


@require_safe
def preview(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """What the compiler understood, beside the cells it came from, with every finding."""
    received = _upload(request, upload_id)
    shown = preview_of(received.reading)
    tab = request.GET.get("vue", "")
    tab = tab if tab in TABS else ("constats" if shown.is_plan else "colonnes")
    context = {
        "upload": received,
        "preview": shown,
        "tab": tab,
        "lines": paginate(request, shown.lines, per_page=100) if tab == "arbre" else None,
        "findings": paginate(request, shown.findings, per_page=100) if tab == "constats" else None,
        "import_form": ImportForm(initial={"into": request.GET.get("plan", "")}),
        "column_forms": _column_forms(received) if tab == "colonnes" else [],
    }
    return render(request, "plans/preview.html", context)


def _upload(request: HttpRequest, upload_id: UUID) -> Upload:
    rules.check_import_plan(request.author)
    return get_object_or_404(Upload, public_id=upload_id)


def _layouts(received: Upload) -> list[dict[str, Any]]:
    """One layout for each signature."""
    return list({layout["signature"]: layout for layout in received.reading["layouts"]}.values())


def _column_forms(
    received: Upload, bound: ColumnsForm | None = None, signature: str = ""
) -> list[dict[str, Any]]:
    return [
        {
            "layout": layout,
            "form": bound if layout["signature"] == signature else ColumnsForm(layout=layout),
        }
        for layout in _layouts(received)
    ]


@require_POST
def columns(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Say what the columns are, and read the file again."""
    received = _upload(request, upload_id)
    signature = request.POST.get("signature", "")
    layout = next((one for one in _layouts(received) if one["signature"] == signature), None)
    if layout is None:
        raise Http404
    form = ColumnsForm(request.POST, layout=layout)
    if form.is_valid() and _chosen(request, received, layout, form):
        messages.success(request, _("Colonnes enregistrées : le fichier a été relu."))
        return redirect(received)
    context = {
        "upload": received,
        "preview": preview_of(received.reading),
        "tab": "colonnes",
        "import_form": ImportForm(),
        "column_forms": _column_forms(received, form, signature),
    }
    return render(request, "plans/preview.html", context, status=422)


def _chosen(request: HttpRequest, received: Upload, layout: dict[str, Any], form: ColumnsForm) -> bool:
    try:
        actions.choose_columns(
            upload=received,
            signature=layout["signature"],
            headers=[column["header"] for column in layout["columns"]],
            roles=form.roles(),
            by=request.author,
            at=now(),
        )
    except (ValidationError, NotAPlan) as error:
        add_errors(form, error if isinstance(error, ValidationError) else ValidationError(str(error)))
        return False
    return True


@require_POST
def import_(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Store the plan, as a new one or into an existing one."""
    received = _upload(request, upload_id)
    form = ImportForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Le plan choisi n'existe pas : rien n'a été enregistré."))
        return redirect(received)
    try:
        outcome = actions.import_upload(
            upload=received,
            into=form.cleaned_data["into"],
            country=received.country or settings.COUNTRY,
            by=request.author,
            at=now(),
        )
    except NotAPlan as error:
        messages.error(request, str(error))
        return redirect(received)
    messages.success(request, outcome.sentence)
    return redirect(outcome.version)


@require_POST
def discard(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Drop the file."""
    received = _upload(request, upload_id)
    try:
        actions.discard_upload(upload=received, by=request.author, at=now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(received)
    messages.success(request, _("Le fichier « %(name)s » a été retiré.") % {"name": received.name})
    return redirect("plans:plans")


@require_safe
def original(request: HttpRequest, upload_id: UUID) -> FileResponse:
    """The file as it was received."""
    rules.check_read_plans(request.author)
    received = get_object_or_404(Upload, public_id=upload_id)
    return FileResponse(received.content.open("rb"), as_attachment=True, filename=received.name)
