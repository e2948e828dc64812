"""Choose rows, one change, one confirmation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from azalai.core.clock import now, today
from azalai.core.requests import AuthoredRequest
from azalai.followup import actions, forms, queries, rules
from azalai.followup.actions.bulk import MOST
from azalai.followup.enums import BulkChange
from azalai.followup.models import ActionPoint
from azalai.followup.views.shared import base_of, register_url, visible


@require_POST
def bulk(request: AuthoredRequest) -> HttpResponse:
    """What changes for these actions? Nothing is written before it was confirmed."""
    rules.check_keep(request.author)
    points = _chosen(request)
    query = request.POST.get("retour", "")[:2000]
    if not points:
        messages.error(request, _("Cochez au moins une action."))
        return redirect(register_url(query))
    is_first = not {"change", "continuer"} & set(request.POST)
    form = forms.BulkForm(None if is_first else request.POST)
    if not is_first and form.is_valid():
        if "confirm" in request.POST and _changed(request, form, points):
            return redirect(register_url(query))
        return _confirm(request, form, points, query)
    context = {"form": form, "points": points, "query": query, "on": today()}
    return render(request, "followup/bulk.html", context, status=200 if is_first else 422)


def _chosen(request: AuthoredRequest) -> list[ActionPoint]:
    """Rows that were ticked and that may be read, in order."""
    keys = []
    for text in request.POST.getlist("points")[: MOST + 1]:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    found, _scope = visible(request)
    return list(queries.in_list(found.filter(public_id__in=keys)))


def _changed(request: AuthoredRequest, form: forms.BulkForm, points: list[ActionPoint]) -> bool:
    """All of them, or none with the reason on the page."""
    try:
        number = actions.change_several(
            by=request.author, at=now(), points=points, base=base_of(request), **form.cleaned_data
        )
    except ValidationError as error:
        form.add_error(None, error.messages[0])
        return False
    told = ngettext("%(n)s action est changée.", "%(n)s actions sont changées.", number)
    if form.cleaned_data["change"] == BulkChange.ASK:
        told = ngettext("Relance partie pour %(n)s action.", "Relance partie pour %(n)s actions.", number)
    messages.success(request, told % {"n": number})
    return True


def _confirm(
    request: AuthoredRequest, form: forms.BulkForm, points: list[ActionPoint], query: str
) -> HttpResponse:
    data = [(name, value) for name, values in request.POST.lists() for value in values]
    hidden = ("csrfmiddlewaretoken", "confirm", "continuer", "points", "retour")
    context: dict[str, Any] = {
        "form": form,
        "points": points,
        "query": query,
        "told": BulkChange(form.cleaned_data["change"]).label,
        "value": form.value_in_words,
        "takes_value": form.cleaned_data["change"] != BulkChange.ASK,
        "kept": [(name, value) for name, value in data if name not in hidden],
        "danger": form.cleaned_data["change"] == BulkChange.DROP,
        "on": today(),
    }
    return render(request, "followup/bulk_confirm.html", context, status=422 if form.errors else 200)
