"""Indicators on the pages of rooms below, and on the home page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.core import attention, news, registry
from azalai.core.attention import Attention, Kind
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.core.links import url_or_blank
from azalai.indicators import queries, rules
from azalai.indicators.enums import State
from azalai.indicators.models import Indicator, Target, Value
from azalai.indicators.queries import counting
from azalai.plans.models import Node, PlanVersion

FIRST = 3  # lines of one kind on the first page


def register() -> None:
    """Announce what the room says on the first page, and the panels."""
    attention.register(attention.Source("indicators", 55, lines, rules.can_see_indicators))
    for object_type, pages in (
        ("indicators.indicator", indicator_pages),
        ("indicators.value", value_pages),
    ):
        news.register(news.Followed(object_type, pages, rules.can_see_indicators))
    for place, template, context in (
        ("plans.node", "indicators/panels/node.html", node_panel),
        ("plans.version", "indicators/panels/version.html", version_panel),
    ):
        registry.register_panel(registry.Panel(place, template, 40, context, rules.can_see_indicators))


def lines(author: Author) -> Iterator[Attention]:
    """Values to validate, those that this post could give, targets missed; ten queries, and more for live
    indicators with a target that are not remembered (queries.counting)."""
    country, on = settings.COUNTRY, today()
    if rules.can_keep_indicators(author):
        waiting = Value.objects.filter(indicator__country=country, state=State.ENTERED).order_by().count()
        if waiting:
            words = ngettext("valeur d'indicateur à valider", "valeurs d'indicateurs à valider", waiting)
            yield Attention(Kind.DECISION, words, url_or_blank("indicators:pending"), waiting)
    living = Indicator.objects.in_country(country).living()
    names = ("public_id", "title", "frequency", "entry", "fact_code", "closed_at", "responsible")
    indicators = list(living.only(*names))
    expected = queries.awaited(author, queries.scope_of(author, on=on), indicators, on=on)
    for one in expected[:FIRST] if len(expected) <= FIRST else ():
        words = _("Donner la valeur %(period)s : %(title)s") % {"period": one.period, "title": one.indicator}
        address = url_or_blank("indicators:grid_of", one.indicator.public_id, int(one.period[:4]), 1)
        yield Attention(Kind.DECISION, words, address)
    if len(expected) > FIRST:
        words = _("indicateurs attendent votre valeur de la dernière période")
        yield Attention(Kind.DECISION, words, url_or_blank("indicators:pending"), len(expected))
    if rules.can_keep_indicators(author):
        yield from _missed(living, on)


def _missed(living: QuerySet[Indicator], on: date) -> Iterator[Attention]:
    """Targets of the last year that were not reached."""
    last = on.year - 1

    def count() -> int:
        aimed = Target.objects.filter(period__startswith=str(last), place__isnull=True).values("indicator")
        return len(queries.off_track(list(living.filter(pk__in=aimed)), year=last))

    behind = counting.number(("missed targets", settings.COUNTRY, last), count)
    if behind:
        words = ngettext(
            "indicateur a manqué sa cible de %(year)s",
            "indicateurs ont manqué leur cible de %(year)s",
            behind,
        ) % {"year": last}
        address = f"{url_or_blank('indicators:indicators')}?annee={last}&cible=manquee"
        yield Attention(Kind.LATE, words, address, behind, on=date(last, 12, 31))


def indicator_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Addresses of sheets, for the news."""
    return news.addresses(Indicator.objects.in_country(settings.COUNTRY), ids)


def value_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Addresses of values that count or did; of those that wait, for who sees everything."""
    found = Value.objects.filter(indicator__country=settings.COUNTRY)
    if not rules.can_see_everything(author):
        found = found.filter(validated_at__isnull=False)
    return news.addresses(found, ids)


def node_panel(author: Author, node: Node) -> dict[str, Any]:
    """Page of a plan's line: its indicators with the figures of the plan's years."""
    found = queries.of_node(node)
    start, end = span_of(node.version)
    known = queries.readings([indicator for indicator, _line in found], start, end)
    rows = [{"reading": known[one.pk], "node": line, "below": line.pk != node.pk} for one, line in found]
    return {"rows": rows, "start": start, "end": end, "node": node}


def version_panel(author: Author, version: PlanVersion) -> dict[str, Any]:
    """Overview of a version: how many indicators it names, and how many still have no sheet."""
    left = queries.unloaded(version)
    named = sum(len(indicators) for indicators in version.nodes.values_list("indicators", flat=True))
    return {
        "version": version,
        "named": named,
        "left": len(left),
        "may_load": rules.can_keep_indicators(author) and bool(left),
    }


def span_of(version: PlanVersion) -> tuple[date, date]:
    """The plan's years up to today; this year where the plan names none."""
    now = today()
    first = version.first_year or now.year
    last = min(version.last_year or now.year, now.year)
    return date(min(first, now.year), 1, 1), date(max(last, min(first, now.year)), 12, 31)


def sheet_address(target: str) -> str:
    """Page of the form of that sheet, "" for a new one."""
    return reverse("indicators:edit", args=[target]) if target else reverse("indicators:new")


def grid_address(target: str) -> str:
    """Page of the values of that indicator: "key@2024-1" for a year and a level of places, "key:" for one
    value, "key:17" for a correction."""
    key, at, chosen = target.partition("@")
    if at:
        year, _dash, level = chosen.partition("-")
        return reverse("indicators:grid_of", args=[key, int(year), int(level)])
    key, _colon, value = target.partition(":")
    found = Value.objects.filter(pk=int(value)).first() if value.isdecimal() else None
    if found is not None:
        return reverse("indicators:correct", args=[found.public_id])
    return reverse("indicators:enter", args=[key])
