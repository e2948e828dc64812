"""Handing over a file, looking at what was understood, importing it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.core.clock import now
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.engines.plan.reading import NotAPlan
from azalai.formats.errors import UnreadableFile
from azalai.plans import actions, queries, rules
from azalai.plans.actions.importing import compile_upload, completed
from azalai.plans.forms import REPLACE, ColumnsForm, ImportForm, UploadForm
from azalai.plans.matching import Pairing, pair
from azalai.plans.models import Plan, Upload
from azalai.plans.preview import preview_of
from azalai.plans.views.shared import add_errors

TABS = ("constats", "arbre", "colonnes", "changements")
PER_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: AuthoredRequest) -> HttpResponse:
    """Choose a file; a file that cannot be read is refused with the reason, and not kept."""
    rules.check_import_plan(request.author)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        received = _received(request, form)
        if received is not None:
            return redirect(f"{received.get_absolute_url()}{_for_plan(request)}")
    return render(request, "plans/upload.html", {"form": form}, status=422 if form.errors else 200)


def _for_plan(request: AuthoredRequest) -> str:
    """Keep the plan whose page the person came from."""
    plan = queries.plan_by_id(request.GET.get("into", ""))
    return f"?{urlencode({'into': plan.public_id})}" if plan else ""


def _received(request: AuthoredRequest, form: UploadForm) -> Upload | None:
    file = form.cleaned_data["file"]
    try:
        return actions.receive_file(
            name=file.name, content=file.read(), by=request.author, at=now(), country=settings.COUNTRY
        )
    except (UnreadableFile, NotAPlan) as error:
        form.add_error("file", _said(error))
    return None


def _said(error: UnreadableFile | NotAPlan) -> str:
    return error.message if isinstance(error, UnreadableFile) else str(error)


@require_safe
def preview(request: AuthoredRequest, upload_id: UUID) -> HttpResponse:
    """What the compiler understood, beside the cells it came from, with every finding."""
    received = _upload(request, upload_id)
    target = _target(request, received)
    mode = request.GET.get("mode", REPLACE)
    initial = {"into": target.public_id if target else None, "mode": mode}
    return _page(request, received, ImportForm(initial=initial), target=target)


def _target(request: AuthoredRequest, received: Upload) -> Plan | None:
    """The plan that the address names, else the one that the file most likely updates."""
    if "into" in request.GET:
        return queries.plan_by_id(request.GET["into"])
    return queries.likely_plan(received)


def _page(
    request: AuthoredRequest,
    received: Upload,
    import_form: ImportForm,
    *,
    target: Plan | None = None,
    tab: str = "",
    column_forms: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    shown = preview_of(received.reading or {})
    tab = tab or _tab(request, is_plan=shown.is_plan, has_target=target is not None)
    context = {
        "upload": received,
        "preview": shown,
        "tab": tab,
        "target": target,
        "lines": paginate(request, shown.lines, per_page=PER_PAGE) if tab == "arbre" else None,
        "findings": paginate(request, shown.findings, per_page=PER_PAGE) if tab == "constats" else None,
        "changes": _changes(request, received, target, import_form)
        if tab == "changements" and target
        else None,
        "import_form": import_form,
        "column_forms": column_forms or (_column_forms(received) if tab == "colonnes" else []),
    }
    is_refused = bool(import_form.errors) or column_forms is not None
    return render(request, "plans/preview.html", context, status=422 if is_refused else 200)


def _tab(request: AuthoredRequest, *, is_plan: bool, has_target: bool) -> str:
    """The view that the address asks for, where there is something to show in it."""
    asked = request.GET.get("vue", "")
    if not is_plan:
        return "colonnes"
    if asked not in TABS or (asked == "changements" and not has_target):
        return "constats"
    return asked


def _changes(request: AuthoredRequest, received: Upload, target: Plan, form: ImportForm) -> dict[str, Any]:
    """What the import would change in the plan; nothing is written."""
    try:
        compiled = compile_upload(received, country=target.country)
    except (UnreadableFile, NotAPlan) as error:
        return {"error": _said(error)}
    if form.only_completes:
        compiled = completed(target.latest_version(), compiled)
    pairing: Pairing = pair(target.latest_version(), compiled.plan)
    return {
        "pairing": pairing,
        "version": target.latest_version(),
        "changed": paginate(request, pairing.changed, per_page=PER_PAGE),
    }


def _upload(request: AuthoredRequest, upload_id: UUID) -> Upload:
    rules.check_import_plan(request.author)
    return get_object_or_404(Upload, public_id=upload_id)


def _layouts(received: Upload) -> list[dict[str, Any]]:
    """One layout for each signature."""
    return list({one["signature"]: one for one in (received.reading or {}).get("layouts", [])}.values())


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
def columns(request: AuthoredRequest, upload_id: UUID) -> HttpResponse:
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
    forms = _column_forms(received, form, signature)
    return _page(request, received, ImportForm(), tab="colonnes", column_forms=forms)


def _chosen(request: AuthoredRequest, received: Upload, layout: dict[str, Any], form: ColumnsForm) -> bool:
    try:
        actions.choose_columns(
            upload=received,
            signature=layout["signature"],
            headers=[column["header"] for column in layout["columns"]],
            roles=form.roles(),
            by=request.author,
            at=now(),
        )
    except ValidationError as error:
        add_errors(form, error)
    except (UnreadableFile, NotAPlan) as error:
        form.add_error(None, _said(error))
    return not form.errors


@require_POST
def import_(request: AuthoredRequest, upload_id: UUID) -> HttpResponse:
    """Store the plan, as a new one or into an existing one."""
    received = _upload(request, upload_id)
    form = ImportForm(request.POST)
    target = form.cleaned_data["into"] if form.is_valid() else None
    if target and "look" in request.POST:
        query = {"vue": "changements", "into": target.public_id, "mode": form["mode"].value()}
        return redirect(f"{received.get_absolute_url()}?{urlencode(query)}")
    outcome = _imported(request, received, form) if form.is_valid() else None
    if outcome is None:
        return _page(request, received, form, target=target, tab="changements" if target else "")
    (messages.success if outcome.changes else messages.info)(request, outcome.sentence)
    return redirect(outcome.version)


def _imported(request: AuthoredRequest, received: Upload, form: ImportForm) -> actions.ImportOutcome | None:
    try:
        return actions.import_upload(
            upload=received,
            into=form.cleaned_data["into"],
            country=received.country or settings.COUNTRY,
            by=request.author,
            at=now(),
            only_complete=form.only_completes,
            may_remove=form.cleaned_data["confirmed"],
        )
    except ValidationError as error:
        form.add_error("into", error.messages)
    except (UnreadableFile, NotAPlan) as error:
        form.add_error(None, _said(error))
    return None


@require_POST
def discard(request: AuthoredRequest, upload_id: UUID) -> HttpResponse:
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
def original(request: AuthoredRequest, upload_id: UUID) -> FileResponse:
    """The file as it was received; 404 when its bytes are no longer there."""
    rules.check_read_plans(request.author)
    received = get_object_or_404(Upload, public_id=upload_id)
    try:
        content = received.content.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(content, as_attachment=True, filename=received.name)
