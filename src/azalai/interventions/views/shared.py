"""What every page of one intervention begins with."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404

from azalai.core.clock import today
from azalai.core.requests import AuthoredRequest
from azalai.interventions import queries, rules
from azalai.interventions.models import Intervention
from azalai.interventions.rules import Scope


def scope_of(request: AuthoredRequest) -> Scope:
    """What the acting post speaks for today."""
    return queries.scope_of(request.author, on=today())


def get_intervention(request: AuthoredRequest, public_id: UUID) -> tuple[Intervention, Scope]:
    """The intervention asked for, with its lines; 404 when it does not exist or is someone else's draft."""
    rules.check_see_interventions(request.author)
    scope = scope_of(request)
    rows = queries.with_lines(Intervention.objects.in_country(settings.COUNTRY))
    found = get_object_or_404(rows, public_id=public_id)
    if not rules.can_see(request.author, found, scope):
        raise Http404
    return found, scope


def get_own(request: AuthoredRequest, public_id: UUID) -> tuple[Intervention, Scope]:
    """The intervention asked for, when the author may write it."""
    found, scope = get_intervention(request, public_id)
    rules.check_edit(request.author, found, scope)
    return found, scope
