"""The matrix of overlaps and of complementary interventions (004, §8.2), and the two indicators."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from azalai.core.clock import now
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.interventions.queries import BY_TITLE
from azalai.overlaps import exporting, queries, rules, workbench
from azalai.overlaps.forms.filters import MatrixFilter, YearsFilter, years_of
from azalai.overlaps.labels import INDICATORS, PARTS
from azalai.overlaps.models import Pair

PER_PAGE = 30
COUNTED = {"chevauchements": queries.overlapping, "synergies": queries.complementary}


def _filter(request: AuthoredRequest) -> MatrixFilter:
    form = MatrixFilter(request.GET, may_wait=rules.can_see_all_pairs(request.author))
    form.is_valid()
    return form


@require_safe
def matrix(request: AuthoredRequest) -> HttpResponse:
    """Which interventions double or complete each other, and what comes of it?"""
    rules.check_see_matrix(request.author)
    form = _filter(request)
    filters = form.cleaned_data
    parts = [_shown(request, part) for part in workbench.parts(filters, country=settings.COUNTRY)]
    context = {
        "form": form,
        "filtered": any(filters.values()),
        "parts": parts,
        "indicators": _indicators(filters),
        "sees_all": rules.can_see_all_pairs(request.author),
        "query": request.GET.urlencode(),
        "today": localdate(now()),
    }
    return render(request, "overlaps/matrix.html", context)


def _shown(request: AuthoredRequest, part: workbench.Part) -> dict[str, Any]:
    """One page of a part; each part has its own number in the address."""
    number = request.GET.get(f"page-{part.code}")
    page = Paginator(part.pairs, PER_PAGE).get_page(number)
    rows = [workbench.row(pair) for pair in page]
    title = PARTS[part.code]
    return {"part": part, "title": title, "page": page, "rows": rows, "parameter": f"page-{part.code}"}


def _indicators(filters: dict[str, Any]) -> list[dict[str, Any]]:
    """Both numbers with how they are counted; years of the filter, else all."""
    years = years_of(filters)
    return [
        {
            "kind": kind,
            "number": counted(country=settings.COUNTRY, years=years).count(),
            "years": years,
            **INDICATORS[kind],
        }
        for kind, counted in COUNTED.items()
    ]


@require_safe
def matrix_download(request: AuthoredRequest, kind: str) -> HttpResponse:
    """The whole filtered matrix as a file."""
    rules.check_see_matrix(request.author)
    if kind not in exporting.FORMATS:
        raise Http404
    form = _filter(request)
    parts = workbench.parts(form.cleaned_data, country=settings.COUNTRY)
    head = exporting.Head(at=now(), filters=form.in_words(), indicators=_indicators(form.cleaned_data))
    writer, content_type = exporting.FORMATS[kind]
    name = f"matrice-recoupements-{localdate(head.at).isoformat()}.{kind}"
    return HttpResponse(
        writer(parts, head),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def indicator(request: AuthoredRequest, kind: str) -> HttpResponse:
    """Which interventions does the number count?"""
    rules.check_see_matrix(request.author)
    if kind not in COUNTED:
        raise Http404
    form = YearsFilter(request.GET)
    form.is_valid()
    years = years_of(form.cleaned_data)
    found = COUNTED[kind](country=settings.COUNTRY, years=years)
    page = paginate(request, found.select_related("lead").order_by(*BY_TITLE))
    context = {
        "kind": kind,
        "indicator": INDICATORS[kind],
        "form": form,
        "filtered": years is not None,
        "number": page.paginator.count,
        "page": page,
        "rows": _with_pairs(kind, list(page)),
    }
    return render(request, "overlaps/indicator.html", context)


def _with_pairs(kind: str, found: list[Any]) -> list[tuple[Any, list[Pair]]]:
    """Each intervention with the pairs that make it count; two queries."""
    keys = {one.pk for one in found}
    pairs = Pair.objects.living().exclude(verdict="").said(*queries.relations_of(kind))
    sided = pairs.filter(queries.of_sides(keys)).select_related("left__lead", "right__lead").order_by("id")
    by_key: dict[int, list[Pair]] = {key: [] for key in keys}
    for pair in sided:
        for key in {pair.left_id, pair.right_id} & keys:
            by_key[key].append(pair)
    return [(one, by_key[one.pk]) for one in found]
