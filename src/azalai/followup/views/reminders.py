"""The queue of reminders, and the page that a signed link opens: no account, no script, a few kilobytes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.core import signed_links
from azalai.core.clock import now, today
from azalai.core.handling import tell
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.followup import actions, forms, links, queries, rules
from azalai.followup.models import Ask
from azalai.followup.views.shared import base_of

NO_MORE, TOO_MANY = 404, 429


@require_safe
def reminders(request: AuthoredRequest) -> HttpResponse:
    """Who was asked, what has left, and what waits?"""
    rules.check_see_all(request.author)
    context = {
        "page": paginate(request, queries.waiting_reminders(settings.COUNTRY), per_page=25),
        "stuck": queries.stuck(settings.COUNTRY).count(),
        "may_remind": rules.can_remind(request.author),
        "sees_all": True,
    }
    return render(request, "followup/reminders.html", context)


@require_POST
def remind(request: AuthoredRequest) -> HttpResponse:
    """Do what the morning task does."""
    rules.check_remind(request.author)
    done = actions.remind(by=request.author, at=now(), country=settings.COUNTRY, base=base_of(request))
    messages.success(request, _told(done))
    return redirect("followup:reminders")


def _told(done: actions.Reminded) -> str:
    """What was sent, and what nobody can be asked about."""
    told = []
    if done.messages:
        words = ngettext(
            "%(n)s message est en route, sur %(points)s actions.",
            "%(n)s messages sont en route, sur %(points)s actions.",
            done.messages,
        )
        told.append(words % {"n": done.messages, "points": done.points})
    if done.unreachable:
        words = ngettext(
            "%(n)s action n'a personne à joindre : transmettez la question autrement.",
            "%(n)s actions n'ont personne à joindre : transmettez la question autrement.",
            done.unreachable,
        )
        told.append(words % {"n": done.unreachable})
    return " ".join(told) or _("Personne n'est à relancer aujourd'hui.")


# The link itself is the right to answer, and no cookie is: a page of elsewhere would have to know it.
# Browsers inside messaging applications that keep no cookie can answer as well.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask; only what is sent by the button answers: a mail program that opens the link says nothing."""
    at = now()
    wrong = signed_links.too_many_wrong(request, count=False)
    ask = None if wrong else links.resolve(token, at=at)
    if ask is None:
        return _refused(request)
    if request.method != "POST":
        initial = forms.UpdateForm.initial_of(ask.point)
        return _page(request, ask, forms.UpdateForm(point=ask.point, initial=initial))
    if signed_links.too_often(token):
        return _refused(request, status=TOO_MANY)
    form = forms.UpdateForm(request.POST, point=ask.point)
    if not form.is_valid():
        return _page(request, ask, form, status=422)
    try:
        answered = actions.answer_by_link(at=at, token=token, **form.cleaned_data)
    except ValidationError as error:
        tell(form, error)
        return _page(request, ask, form, status=422)
    return _page(request, answered, None) if answered else _refused(request)


def _refused(request: HttpRequest, status: int = NO_MORE) -> HttpResponse:
    """Forged, expired, of a point that is closed: the same page for all, which tells nothing."""
    if status == NO_MORE and signed_links.too_many_wrong(request, count=True):
        status = TOO_MANY
    return _sealed(request, {"ask": None, "too_many": status == TOO_MANY}, status)


def _page(request: HttpRequest, ask: Ask, form: Any, status: int = 200) -> HttpResponse:
    point = ask.point
    context = {
        "ask": ask,
        "point": point,
        "owners": [str(owner) for owner in point.owners.all()],
        "days_late": point.days_late(today()),
        "form": form,
        "answered": ask.answered_at is not None,
        "path": request.path,
    }
    return _sealed(request, context, status)


def _sealed(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    """Neither search engines nor the next page learn the address."""
    response = render(request, "followup/answer.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
