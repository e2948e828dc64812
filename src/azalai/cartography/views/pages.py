"""The five readings of the same traces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from azalai.cartography import rules
from azalai.cartography.gaps import gaps_of
from azalai.cartography.maps import Regions, by_region, map_chart
from azalai.cartography.matrix import Matrix, build_matrix
from azalai.cartography.measuring import Meter, left_out
from azalai.cartography.needs import needs_of
from azalai.cartography.network import message, network_chart
from azalai.cartography.selecting import select
from azalai.cartography.ties import networks_of, readable_least, web
from azalai.cartography.views.shared import Asked, asked, context_of, options
from azalai.core.context import current_site
from azalai.core.formatting import amount
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.interventions.models import Intervention
from azalai.interventions.queries import in_list

ROWS_SHOWN, TIES_SHOWN = 60, 50


@require_safe
def matrix(request: AuthoredRequest) -> HttpResponse:
    """Who does what, where?"""
    one = asked(request)
    meter = one.meter
    found = build_matrix(one.traces, one.criteria, one.rows, one.columns, meter)
    context = context_of(
        one,
        "matrix",
        options=options(one, "matrix"),
        matrix=found,
        meter=meter,
        page=paginate(request, found.lines, per_page=ROWS_SHOWN),
        links=_Links(one, found),
        notes=_notes(one, meter, found.everything),
    )
    return render(request, "cartography/matrix.html", context)


class _Links:
    """Addresses of the lists behind the cells."""

    def __init__(self, one: Asked, found: Matrix) -> None:
        self.one, self.codes = one, (found.rows.code, found.columns.code)

    def of(self, row: str, column: str) -> str:
        keys = zip(self.codes, (row, column), strict=True)
        return self.one.list_url(**{code: key for code, key in keys if key})


def _notes(one: Asked, meter: Meter, everything: Sequence[int]) -> list[str]:
    return left_out(one.traces, meter.measure, everything, currency=current_site().currency)


@require_safe
def regions(request: AuthoredRequest) -> HttpResponse:
    """In which regions do they work?"""
    one = asked(request)
    meter = one.meter
    found = by_region(one.traces, one.criteria, meter)
    title = _map_message(found, meter)
    context = context_of(
        one,
        "map",
        options=options(one, "map"),
        regions=[(region, one.list_url(region=region.pcode)) for region in found.regions],
        national=(found.national, one.list_url(region=found.national.pcode)),
        everything=found.everything,
        meter=meter,
        notes=_notes(one, meter, found.everything.ones),
        chart=map_chart(settings.COUNTRY, found, meter, title=title) if found.everything.count else None,
    )
    return render(request, "cartography/map.html", context)


def _map_message(found: Regions, meter: Meter) -> str:
    """The map in one sentence: the fullest region, and how many have nothing."""
    empty = sum(1 for region in found.regions if not region.count)
    best = max(found.regions, key=lambda region: region.value or 0, default=None)
    if best is None or not best.value:
        return _("Aucune région n'a de valeur pour cette mesure")
    told = _("%(region)s vient en tête : %(value)s %(unit)s") % {
        "region": best.name,
        "value": amount(best.value),
        "unit": meter.unit,
    }
    if not empty:
        return told
    silent = ngettext("%(n)s région sans intervention", "%(n)s régions sans intervention", empty)
    return f"{told} ; {silent % {'n': empty}}"


@require_safe
def network(request: AuthoredRequest) -> HttpResponse:
    """Who works with whom?"""
    one = asked(request)
    found = web(one.traces, one.criteria)
    least = one.least or readable_least(found.ties)
    drawn = found.tied(least)[:TIES_SHOWN]
    bodies = one.traces.organisations
    context = context_of(
        one,
        "network",
        options=options(one, "network"),
        chart=network_chart(
            one.traces,
            found,
            drawn,
            title=message(found, drawn, one.traces),
            note=_drawn_note(len(drawn), least, len(found.ties)),
        ),
        page=paginate(request, found.ties if one.least is None else found.tied(one.least)),
        links=_TieLinks(one),
        bodies=bodies,
        alone=[(bodies[key], found.presence[key]) for key in found.alone()],
        present=len(found.presence),
        networks=networks_of(one.traces, found),
    )
    return render(request, "cartography/network.html", context)


def _drawn_note(drawn: int, least: int, ties: int) -> str:
    if drawn == ties:
        return ""
    return _(
        "Le dessin montre %(drawn)s liens sur %(ties)s : ceux d'au moins %(least)s interventions communes."
    ) % {"drawn": drawn, "ties": ties, "least": least}


class _TieLinks:
    """Addresses of the interventions that two organisations share."""

    def __init__(self, one: Asked) -> None:
        self.one = one

    def of(self, first: int, second: int) -> str:
        return self.one.list_url(organisme=str(first), avec=str(second))


@require_safe
def gaps(request: AuthoredRequest) -> HttpResponse:
    """Where is nobody?"""
    one = asked(request)
    found = gaps_of(one.traces, one.criteria, needs_of(one.traces, one.frame), one.frame)
    context = context_of(
        one,
        "gaps",
        options=options(one, "gaps"),
        gaps=found,
        page=paginate(request, found.gaps),
        links=_SpotLinks(one),
        has_needs=any(spot.need for line in found.objectives for spot in line.spots),
        may_withdraw=rules.can_state_need(request.author),
    )
    return render(request, "cartography/gaps.html", context)


class _SpotLinks:
    """Addresses of what is done for an objective in a region."""

    def __init__(self, one: Asked) -> None:
        self.one = one

    def of(self, objective: str, region: str) -> str:
        keys = {self.one.frame: objective} | ({"region": region} if region else {})
        return self.one.list_url(**keys)


@require_safe
def interventions(request: AuthoredRequest) -> HttpResponse:
    """Which interventions stand behind the number?"""
    one = asked(request)
    context = context_of(one, "", page=paginate(request, behind(one)))
    return render(request, "cartography/interventions.html", context)


def behind(one: Asked) -> QuerySet[Intervention, Any]:
    """The selected interventions by title; those of both organisations where a tie is asked for."""
    found = select(one.traces, one.criteria)
    other = one.request.GET.get("avec", "")
    if other:
        roles = one.traces.roles
        found = [record for record in found if other in {str(key) for key in roles.get(record.pk, ())}]
    return in_list(Intervention.objects.filter(pk__in=[record.pk for record in found]))
