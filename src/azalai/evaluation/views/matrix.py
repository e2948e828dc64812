"""The implementation matrix and its analytical preamble."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from azalai.core.clock import now, today
from azalai.core.context import current_site
from azalai.core.drafts import Desk
from azalai.core.handling import act, try_to
from azalai.core.pagination import PER_PAGE, paginate
from azalai.core.requests import AuthoredRequest
from azalai.evaluation import actions, counting, exporting, forms, matrix, preambles, rules
from azalai.evaluation.enums import PARAGRAPH_FORM
from azalai.evaluation.models import Preamble
from azalai.evaluation.views.shared import FORM
from azalai.interventions.views.shared import scope_of

LINES = 25
AT_ONCE = 500  # lines of a file that are read together


def _asked(request: AuthoredRequest) -> tuple[forms.MatrixFilter, Any, Any]:
    """The filters, the activities that they keep, and the evaluations that the author sees."""
    rules.check_see_room(request.author)
    form = forms.MatrixFilter(request.GET)
    form.is_valid()
    country = settings.COUNTRY
    shown = matrix.evaluations_shown(request.author, scope_of(request), country=country)
    return form, matrix.activities(form.cleaned_data, shown, country=country, on=today()), shown


def _preamble(year: int) -> Preamble | None:
    return Preamble.objects.filter(country=settings.COUNTRY, year=year).first()


@require_safe
def matrix_page(request: AuthoredRequest) -> HttpResponse:
    """What is done, how far has it come, and what is it worth?"""
    form, found, shown = _asked(request)
    page = paginate(request, found.select_related("lead"), per_page=LINES)
    year = form.cleaned_data.get("annee") or 0
    preamble = _preamble(year)
    context = {
        "form": form,
        "plans": matrix.plans_of(settings.COUNTRY),
        "plan": None,
        "filtered": any(form.cleaned_data.values()),
        "page": page,
        "rows": matrix.rows(list(page), shown, on=today()),
        "totals": matrix.totals(found, shown),
        "query": request.GET.urlencode(),
        "preamble": preamble,
        "parts": preambles.parts(preamble) if preamble else [],
        "year": year,
        "may_edit": rules.can_edit_preamble(request.author),
        "sees_lists": rules.can_oversee(request.author),
        "today": today(),
    }
    return render(request, "evaluation/matrix.html", context)


@require_safe
def matrix_download(request: AuthoredRequest, kind: str) -> HttpResponse:
    """The whole filtered matrix as a file."""
    form, found, shown = _asked(request)
    if kind not in exporting.TYPES:
        raise Http404
    at, keys = now(), list(found.select_related("lead"))
    rows = [
        row
        for start in range(0, len(keys), AT_ONCE)
        for row in matrix.rows(keys[start : start + AT_ONCE], shown, on=localdate(at))
    ]
    preamble = _preamble(form.cleaned_data.get("annee") or 0)
    head = exporting.Head(at, form.in_words(), preambles.parts(preamble) if preamble else ())
    content = exporting.matrix_file(kind, rows, matrix.totals(found, shown), head)
    return exporting.response(content, f"matrice-evaluation-{localdate(at).isoformat()}.{kind}")


def _year_of(request: AuthoredRequest) -> int:
    return forms.YearForm(request.GET).year


def _preamble_url(year: int) -> str:
    query = f"?{urlencode({'annee': year})}" if year else ""
    return f"{reverse('evaluation:preamble')}{query}"


@require_safe
def preamble(request: AuthoredRequest) -> HttpResponse:
    """What do the facts say, and what do we make of them?"""
    rules.check_see_room(request.author)
    year = _year_of(request)
    found = _preamble(year)
    context = {
        "form": forms.YearForm(request.GET or None),
        "year": year,
        "preamble": found,
        "parts": preambles.parts(found) if found else [],
        "may_edit": rules.can_edit_preamble(request.author),
        "sees_lists": rules.can_oversee(request.author),
    }
    return render(request, "evaluation/preamble.html", context)


@require_POST
def preamble_refresh(request: AuthoredRequest, year: int) -> HttpResponse:
    """Bring the figures up to date."""
    rules.check_edit_preamble(request.author)
    told = _("Les chiffres sont à jour ; ce que vous avez écrit n'a pas changé.")
    try_to(request, actions.refresh_preamble, told, country=settings.COUNTRY, year=year)
    return redirect(_preamble_url(year))


@FORM
def paragraph(request: AuthoredRequest, year: int, code: str) -> HttpResponse:
    """Put one's own words in place of the drafted ones."""
    rules.check_edit_preamble(request.author)
    found = get_object_or_404(Preamble, country=settings.COUNTRY, year=year)
    part = next((one for one in preambles.parts(found) if one.code == code), None)
    if part is None:
        raise Http404
    desk = Desk(request, PARAGRAPH_FORM, f"{year}:{code}")
    sent = request.POST if request.method == "POST" else None
    form = forms.ParagraphForm(sent if sent is not None else desk.data, initial={"text": part.text})
    if sent is not None:
        if act(request, form, actions.write_paragraph, preamble=found, code=code) is not None:
            desk.done()
            messages.success(request, _("Votre texte est enregistré."))
            return redirect(f"{_preamble_url(year)}#p-{code}")
        desk.keep()
    context = {"form": form, "desk": desk, "part": part, "year": year, "back": _preamble_url(year)}
    return render(request, "evaluation/paragraph.html", context, status=200 if sent is None else 422)


@require_POST
def paragraph_remove(request: AuthoredRequest, year: int, code: str) -> HttpResponse:
    """Go back to the drafted words."""
    rules.check_edit_preamble(request.author)
    found = get_object_or_404(Preamble, country=settings.COUNTRY, year=year)
    told = _("Le texte proposé est rétabli.")
    try_to(request, actions.remove_paragraph, told, preamble=found, code=code)
    return redirect(f"{_preamble_url(year)}#p-{code}")


@require_safe
def figure(request: AuthoredRequest, fact: str) -> HttpResponse:
    """What does this figure count?"""
    rules.check_see_room(request.author)
    known = counting.LISTS.get(fact)
    if known is None:
        raise Http404
    if not known.open:
        rules.check_oversee(request.author)
    year = _year_of(request)
    span = counting.Span(settings.COUNTRY, year, current_site().currency)
    listed = counting.listing(fact, span)
    page = paginate(request, listed.items, per_page=PER_PAGE)
    context = {
        "label": known.label,
        "year": year,
        "value": listed.value(),
        "is_money": known.amounts is not None,
        "page": page,
        "rows": [listed.row(one) for one in page],
        "back": _preamble_url(year),
    }
    return render(request, "evaluation/figure.html", context)
