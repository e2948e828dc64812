"""Indicators as people read them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from azalai.accounts import rules as account_rules
from azalai.core import facts
from azalai.core.clock import today
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.frames.models import Place
from azalai.indicators import crossing, queries, rules, summaries
from azalai.indicators.enums import PENDING
from azalai.indicators.forms import IndicatorFilter
from azalai.indicators.forms.filters import MISSED
from azalai.indicators.models import Indicator, Value
from azalai.indicators.periods import bounds, read_period
from azalai.indicators.protection import details, limits, threshold_for
from azalai.indicators.quality import checks
from azalai.indicators.queries.loading import text_key
from azalai.indicators.views.shared import get_indicator, scope_of


@require_safe
def indicators(request: AuthoredRequest) -> HttpResponse:
    """Where do we stand?"""
    rules.check_see_indicators(request.author)
    form = IndicatorFilter(request.GET)
    form.is_valid()
    page = paginate(request, queries.listed(chosen(form)))
    found = list(page.object_list)
    start, end = bounds(str(form.year))
    known = queries.readings(found, start, end)
    nodes = queries.latest_nodes([tie for one in found for tie in one.ties.all()])
    context = {
        "form": form,
        "page": page,
        "year": form.year,
        "rows": [_row(one, known[one.pk], nodes) for one in found],
        "filtered": any(value for name, value in form.cleaned_data.items() if name != "annee"),
        "narrowed": any(form.cleaned_data.get(n) for n in ("niveau", "cible", "objectif", "abandonnes")),
        "query": request.GET.urlencode(),
        "may_keep": rules.can_keep_indicators(request.author),
    }
    return render(request, "indicators/indicators.html", context)


def chosen(form: IndicatorFilter) -> QuerySet[Indicator]:
    """The indicators that a valid form asks for."""
    found = queries.filtered(settings.COUNTRY, form.cleaned_data)
    if form.cleaned_data.get("cible") == MISSED:
        missed = queries.off_track(list(found), year=form.year)
        found = found.filter(pk__in=[one.indicator.pk for one in missed])
    return found


def _row(indicator: Indicator, reading: queries.Reading, nodes: dict[int, Any]) -> dict[str, Any]:
    ties = indicator.ties.all()
    return {
        "indicator": indicator,
        "reading": reading,
        "nodes": [nodes[tie.pk] for tie in ties if tie.pk in nodes],
    }


@require_safe
def indicator(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What does it say, whence, and how far from its target?"""
    found = get_indicator(request, public_id)
    readings = summaries.trajectory(found)
    period = read_period(request.GET.get("periode", "")) or summaries.latest(readings)
    places = summaries.by_place(found, period)
    scope = scope_of(request)
    now = queries.reading(found, *bounds(period))
    context = {
        "indicator": found,
        "fact": found.fact,
        "period": period,
        "reading": now,
        "crossing": None if threshold_for(request.author) else crossing.table_of(now.row),
        "readings": readings[::-1],
        "quarters": summaries.quarters_shown(found, int(period[:4])),
        "chart": summaries.trajectory_chart(found, readings),
        "places": places,
        "has_aggregates": any(row.aggregate for row in places),
        "places_map": summaries.places_map(found, places, period),
        "open_page": queries.published(settings.COUNTRY).filter(pk=found.pk).exists(),
        "places_chart": summaries.places_chart(found, places, period),
        "aggregate": found.aggregates.filter(period=period, place__isnull=True).first(),
        "details": details(found, period, request.author),
        "limits": limits(),
        "checks": checks(found),
        "ties": _ties(found),
        "contests": found.contests.all()[:20] if found.is_computed else [],
        "pending": _pending(request, found),
        **_doors(request, found, scope),
    }
    return render(request, "indicators/indicator.html", context)


def _ties(found: Indicator) -> list[dict[str, Any]]:
    ties = list(found.ties.all())
    nodes = queries.latest_nodes(ties)
    return [{"tie": tie, "node": nodes.get(tie.pk), "named": _names(nodes.get(tie.pk), tie)} for tie in ties]


def _names(node: Any, tie: Any) -> bool:
    """The latest version of the plan still writes this indicator on this line."""
    return node is not None and tie.text_key in {text_key(str(text)) for text in node.indicators}


def _pending(request: AuthoredRequest, found: Indicator) -> list[Value]:
    """Values of the sheet that wait, as far as the author may see them."""
    scope = scope_of(request)
    rows = found.values.pending().select_related("place").order_by("-entered_at")[:50]
    shown = []
    for value in rows:
        value.indicator = found
        if rules.can_see_value(request.author, value, scope):
            shown.append(value)
    return shown


def _doors(request: AuthoredRequest, found: Indicator, scope: rules.Scope) -> dict[str, bool]:
    author = request.author
    return {
        "may_keep": rules.can_keep_indicators(author),
        "may_enter": rules.can_enter_somewhere(author, found, scope),
        "may_contest": rules.can_contest(author),
        "may_read_audit": account_rules.can_read_audit(author),
        "may_see_list": found.fact is not None and found.fact.visible(author),
    }


@require_safe
def fact_list(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Which objects does this number count?"""
    found = get_indicator(request, public_id)
    fact = found.fact
    if fact is None:
        raise Http404
    if not fact.visible(request.author):
        raise PermissionDenied(_("Votre poste lit ce nombre, mais pas la liste des objets qu'il compte."))
    period = read_period(request.GET.get("periode", "")) or str(today().year)
    place = _place(request, fact)
    start, end = bounds(period)
    span = facts.FactSpan(found.country_id, start, end, place.pk if place else None)
    listing = fact.listing(span)
    page = paginate(request, listing.items)
    context = {
        "indicator": found,
        "fact": fact,
        "period": period,
        "place": place,
        "value": listing.value(),
        "has_amounts": listing.amounts is not None,
        "page": page,
        "rows": [listing.row(one) for one in page.object_list],
    }
    return render(request, "indicators/fact_list.html", context)


def _place(request: AuthoredRequest, fact: facts.Fact) -> Place | None:
    code = request.GET.get("lieu", "")
    if not code or not fact.by_place:
        return None
    rows = Place.objects.in_country(settings.COUNTRY).filter(valid_to="")
    return get_object_or_404(rows, pcode=code)


@require_safe
def filling(request: AuthoredRequest) -> HttpResponse:
    """Which indicators are live, which need a person, which wait for a room, and why?"""
    rules.check_see_indicators(request.author)
    rows = Indicator.objects.in_country(settings.COUNTRY).living().order_by("code")
    state = queries.load_state(list(rows))
    context = {"state": state, "may_keep": rules.can_keep_indicators(request.author)}
    return render(request, "indicators/filling.html", context)


@require_safe
def pending(request: AuthoredRequest) -> HttpResponse:
    """Which values wait for a decision?"""
    rules.check_see_indicators(request.author)
    scope = scope_of(request)
    rows = Value.objects.filter(indicator__country=settings.COUNTRY, state__in=PENDING)
    rows = rows.select_related("indicator", "place", "entered_post").order_by("entered_at", "pk")
    if not rules.can_see_everything(request.author):
        keys = [
            value.pk
            for value in rows
            if rules.can_enter(request.author, value.indicator, value.place_id, scope)
        ]
        rows = rows.filter(pk__in=keys)
    indicators = list(Indicator.objects.in_country(settings.COUNTRY).living())
    context = {
        "page": paginate(request, rows),
        "awaited": queries.awaited(request.author, scope, indicators, on=today()),
        "may_keep": rules.can_keep_indicators(request.author),
    }
    return render(request, "indicators/pending.html", context)
