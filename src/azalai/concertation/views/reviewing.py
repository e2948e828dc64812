"""Minutes read again by those who attended: amendments, with or without an account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from azalai.concertation import actions, forms, limits, links, queries
from azalai.concertation.letters import when
from azalai.concertation.models import Convocation, Minutes
from azalai.core.clock import now
from azalai.core.handling import tell

NO_MORE, TOO_MANY = 404, 429
WAITS: Promise = _("Votre proposition est enregistrée : le secrétariat vous répondra.")


# The link itself is the right to propose, as for an answer; see views.answering.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def minutes_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The text, and a way to propose a change, without an account."""
    at = now()
    found = None if limits.too_many_wrong(request, count=False) else links.resolve_minutes(token, at=at)
    if found is None:
        return _refused(request)
    minutes = queries.minutes_in_full(Minutes.objects.filter(meeting=found.meeting)).get()
    chosen = forms.ChosenPart(request.GET).chosen(list(minutes.items.all()))
    if chosen is None:
        return _page(request, found, minutes)
    part, item = chosen
    form = forms.AmendForm(request.POST or None, part=part, item=item)
    if request.method == "POST":
        if limits.too_often(token):
            return _refused(request, status=TOO_MANY)
        try:
            if form.is_valid() and actions.propose_by_link(
                at=at, token=token, part=part, item=item, **form.cleaned_data
            ):
                return _page(request, found, minutes, done=True)
        except ValidationError as error:
            tell(form, error)
    status = 422 if request.method == "POST" else 200
    return _page(request, found, minutes, form=form, part=part, item=item, status=status)


def _refused(request: HttpRequest, status: int = NO_MORE) -> HttpResponse:
    """Forged, expired, replaced, adopted since: the same page for all, which tells nothing."""
    if status == NO_MORE and limits.too_many_wrong(request, count=True):
        status = TOO_MANY
    context = {"minutes": None, "too_many": status == TOO_MANY}
    return render(request, "concertation/minutes_by_link.html", context, status=status)


def _page(
    request: HttpRequest, found: Convocation, minutes: Minutes, *, status: int = 200, **more: object
) -> HttpResponse:
    own = minutes.amendments.filter(seat=found.seat_id).order_by("-proposed_at", "-id")
    context = {
        "minutes": minutes,
        "meeting": found.meeting,
        "convocation": found,
        "when": when(found.meeting),
        "present": queries.present_at(minutes),
        "absent": queries.absent_from(minutes),
        "own": own,
        "form": None,
        "done": False,
        "path": request.path,
    }
    response = render(request, "concertation/minutes_by_link.html", context | more, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
