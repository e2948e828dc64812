"""Minutes: opened, read, printed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from azalai.concertation import actions, exporting, queries, rules
from azalai.concertation.letters import when
from azalai.concertation.models import Minutes
from azalai.concertation.rules import Scope
from azalai.concertation.views.shared import get_meeting
from azalai.core.clock import now
from azalai.core.requests import AuthoredRequest


def get_minutes(request: AuthoredRequest, public_id: UUID) -> tuple[Minutes, Scope]:
    """The minutes of that meeting, in full; 404 for who may not read them."""
    meeting, scope = get_meeting(request, public_id)
    rows = queries.minutes_in_full(Minutes.objects.filter(meeting=meeting))
    found = get_object_or_404(rows)
    if not rules.can_see_minutes(request.author, found, scope):
        raise Http404
    return found, scope


@require_POST
def minutes_open(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Begin the minutes, with what the agenda and the attendance say; then write."""
    meeting, scope = get_meeting(request, public_id)
    rules.check_write_minutes(request.author, meeting, scope)
    try:
        made = actions.open_minutes(by=request.author, at=now(), meeting=meeting, scope=scope)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(meeting)
    if not made.is_open:
        return redirect(made)
    return redirect("concertation:minutes_write", public_id)


@require_safe
def minutes(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What was said, decided and is to be done?"""
    found, scope = get_minutes(request, public_id)
    attended = queries.attended_seats(found)
    amendments = queries.amendments_seen(request.author, found, scope)
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "body": found.meeting.body,
        "when": when(found.meeting),
        "present": queries.present_at(found),
        "absent": queries.absent_from(found),
        "versions": found.versions.select_related("made_by").defer("content"),
        "amendments": amendments,
        "fresh": {one.pk for one in amendments if one.is_pending and queries.is_fresh(one)},
        "waiting": sum(one.is_pending for one in amendments),
        "withdrawable": {
            one.pk for one in amendments if rules.can_withdraw_amendment(request.author, one, scope)
        },
        "may_write": rules.can_change_minutes(request.author, found, scope),
        "may_adopt": rules.can_adopt_minutes(request.author, found),
        "may_amend": rules.can_amend(request.author, found, scope, attended),
    }
    return render(request, "concertation/minutes.html", context)


@require_safe
def minutes_export(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """The same as a Word file."""
    found, _scope = get_minutes(request, public_id)
    response = HttpResponse(exporting.as_word(found), content_type=exporting.WORD)
    response["Content-Disposition"] = f'attachment; filename="{exporting.file_name(found)}"'
    return response
