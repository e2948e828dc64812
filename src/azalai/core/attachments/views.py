"""Adding, giving back and removing files, for every room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from azalai.core import attachments
from azalai.core.attachments.forms import AttachmentForm, RemovalForm
from azalai.core.handling import form_page
from azalai.core.requests import AuthoredRequest

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def attachment(request: AuthoredRequest, public_id: UUID) -> HttpResponseBase:
    """The file, for who may see its object."""
    found, _obj = attachments.found_for(request.author, public_id)
    return attachments.download(found)


@FORM
def attachment_new(request: AuthoredRequest, object_type: str, key: str) -> HttpResponse:
    """Join a file."""
    owner = attachments.owner_of(object_type)
    obj = owner.find(key) if owner else None
    if owner is None or obj is None or not owner.can_see(request.author, obj):
        raise Http404
    attachments.check_add(request.author, obj)
    form = AttachmentForm(request.POST or None, request.FILES or None)
    texts = {"title": _("Joindre un fichier"), "submit": _("Joindre"), "success": _("Le fichier est joint.")}
    return _asked(request, form, attachments.add, texts, obj, {"obj": obj})


@FORM
def attachment_remove(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take a file away, and say why."""
    found, obj = attachments.found_for(request.author, public_id)
    attachments.check_remove(request.author, found)
    if found.is_removed:
        return redirect(_page_of(obj))
    texts: dict[str, Any] = {
        "title": _("Retirer « %(name)s »") % {"name": found},
        "submit": _("Retirer"),
        "success": _("Le fichier est retiré."),
        "lead": _("Le fichier est effacé ; son nom, la date et le motif restent."),
        "danger": True,
    }
    form = RemovalForm(request.POST or None)
    return _asked(request, form, attachments.remove, texts, obj, {"attachment": found})


def _asked(
    request: AuthoredRequest,
    form: Any,
    action: Any,
    texts: dict[str, Any],
    obj: models.Model,
    arguments: dict[str, Any],
) -> HttpResponse:
    back = _page_of(obj)
    texts["crumbs"] = [(str(obj), back)]
    return form_page(request, form, action, texts=texts, back=back, arguments=arguments)


def _page_of(obj: models.Model) -> str:
    address = getattr(obj, "get_absolute_url", None)
    return address() if address else "/"
