"""The secretariat's queue, and its two steps."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from azalai.core.clock import now
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.monitoring import actions, forms, rules
from azalai.monitoring.content import content_of
from azalai.monitoring.enums import ReportState
from azalai.monitoring.models import Report
from azalai.monitoring.queries import board, reading
from azalai.monitoring.views.reports import reasoned
from azalai.monitoring.views.shared import FORM, get_report

STEPS = ("verifier", "approuver")


@require_safe
def queue(request: AuthoredRequest) -> HttpResponse:
    """What waits for us?"""
    rules.check_review(request.author)
    step = request.GET.get("etape", "")
    found = board.queue(request.author, settings.COUNTRY, step if step in STEPS else "")
    everything = board.queue(request.author, settings.COUNTRY)
    context = {
        "page": paginate(request, found),
        "counts": {one: board.queue(request.author, settings.COUNTRY, one).count() for one in STEPS},
        "mine": board.for_me(everything, request.author).count(),
        "me": request.author.person_id,
    }
    return render(request, "monitoring/queue.html", context)


@require_safe
def review(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Is this report coherent, and what does it change?"""
    found, _scope = get_report(request, public_id)
    rules.check_review(request.author)
    before = reading.before(found)
    context: dict[str, Any] = {
        "report": found,
        "before": before,
        "rows": reading.side_by_side(content_of(before) if before else None, content_of(found)),
        "remarks": reading.remarks(found, before),
        "may_check": rules.can_check(request.author, found),
        "may_approve": rules.can_approve(request.author, found),
        "may_return": rules.can_return(request.author, found),
        "is_late": reading.is_late(found),
        "lines": reading.plan_lines(found),
    }
    return render(request, "monitoring/review.html", context)


@require_POST
def check(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """First step."""
    return _step(request, public_id, actions.check_report, _("Vérifié : une autre personne approuvera."))


@require_POST
def approve(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Second step."""
    return _step(request, public_id, actions.approve_report, _("Approuvé : ce rapport compte désormais."))


def _step(request: AuthoredRequest, public_id: UUID, action: Any, told: str) -> HttpResponse:
    found, _scope = get_report(request, public_id)
    rules.check_review(request.author)
    try:
        action(by=request.author, at=now(), report=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("monitoring:review", public_id)
    messages.success(request, told)
    return redirect(_following(request, found))


def _following(request: AuthoredRequest, done: Report) -> str:
    """The next report on which the same person may act, else the queue."""
    if "suivant" in request.POST:
        waiting = board.for_me(board.queue(request.author, settings.COUNTRY), request.author)
        following = waiting.exclude(pk=done.pk).first()
        if following is not None:
            return reverse("monitoring:review", args=[following.public_id])
    return reverse("monitoring:queue")


@FORM
def send_back(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Back to the organisation, with what is to be corrected."""
    found, _scope = get_report(request, public_id)
    rules.check_review(request.author)
    words = (_("Renvoyer pour correction"), _("Renvoyer"), _("Le rapport est renvoyé à l'organisme."))
    done = request.method == "POST" and found.state != ReportState.RETURNED
    return reasoned(
        request,
        found,
        actions.return_report,
        words,
        form=forms.ReturnForm(request.POST or None),
        back=reverse("monitoring:queue") if done else "",
    )
