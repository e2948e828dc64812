"""What the pages of the register share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from azalai.actors.models import Organisation
from azalai.core.handling import form_page

FORM = require_http_methods(["GET", "HEAD", "POST"])


def active_organisation(public_id: UUID) -> Organisation:
    """An organisation of this country that was not merged; 404 otherwise."""
    rows = Organisation.objects.active().in_country(settings.COUNTRY).select_related("category")
    return get_object_or_404(rows, public_id=public_id)


def about(
    request: HttpRequest,
    organisation: Organisation,
    form: django_forms.Form,
    action: Callable[..., Any],
    texts: dict[str, Any],
    /,
    **target: Any,
) -> HttpResponse:
    """A form about an organisation, and back to its page."""
    here = organisation.get_absolute_url()
    crumbs = [(_("Acteurs"), reverse("actors:organisations")), (str(organisation), here)]
    return form_page(request, form, action, texts=texts | {"crumbs": crumbs}, back=here, arguments=target)
