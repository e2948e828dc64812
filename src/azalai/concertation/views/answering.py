"""The page that a signed link opens: no account, no script, a few kilobytes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from azalai.concertation import actions, limits, links
from azalai.concertation.enums import ANSWERS, ConvocationState, Recipient
from azalai.concertation.forms import AnswerForm
from azalai.concertation.letters import agenda_of, when
from azalai.concertation.models import Convocation
from azalai.core.clock import now
from azalai.core.handling import tell

NO_MORE, TOO_MANY = 404, 429


# The link itself is the right to answer, and no cookie is: a page of elsewhere would have to know it.
# Browsers inside messaging applications that keep no cookie can answer as well.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask; only what is sent by the button answers: a mail program that opens the link says nothing."""
    at = now()
    found = None if limits.too_many_wrong(request, count=False) else links.resolve(token, at=at)
    if found is None:
        return _refused(request)
    convocation, recipient = found
    if request.method != "POST":
        form = AnswerForm(initial=_said(convocation, recipient))
        return _page(request, convocation, recipient, form)
    if limits.too_often(token):
        return _refused(request, status=TOO_MANY)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, convocation, recipient, form, status=422)
    try:
        row = actions.answer_by_link(at=at, token=token, **form.cleaned_data)
    except ValidationError as error:
        tell(form, error)
        return _page(request, convocation, recipient, form, status=422)
    return _page(request, row, recipient, None) if row else _refused(request)


def _refused(request: HttpRequest, status: int = NO_MORE) -> HttpResponse:
    """Forged, expired, replaced, cancelled: the same page for all, which tells nothing."""
    if status == NO_MORE and limits.too_many_wrong(request, count=True):
        status = TOO_MANY
    context = {"convocation": None, "too_many": status == TOO_MANY}
    return render(request, "concertation/answer.html", context, status=status)


def _said(convocation: Convocation, recipient: str) -> dict[str, str]:
    """What was answered by this link, to be changed; what the other one said is not shown."""
    if convocation.answered_for != recipient or convocation.answered_at is None:
        return {}
    choice = ConvocationState.EXCUSED if convocation.state not in ANSWERS else convocation.state
    return {"choice": choice, "deputy_name": convocation.deputy_name, "remark": convocation.remark}


def _page(
    request: HttpRequest,
    convocation: Convocation,
    recipient: str,
    form: AnswerForm | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "convocation": convocation,
        "meeting": convocation.meeting,
        "when": when(convocation.meeting),
        "items": agenda_of(convocation.meeting),
        "form": form,
        "is_deputy": recipient == Recipient.DEPUTY,
        "answered": convocation.answered_for == recipient and convocation.answered_at is not None,
        "relayed": convocation.state == ConvocationState.RELAYED and recipient == Recipient.MEMBER,
        "path": request.path,
    }
    response = render(request, "concertation/answer.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
