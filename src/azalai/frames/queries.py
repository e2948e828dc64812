"""Reads across frameworks and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from azalai.frames.models import Framework, FrameworkItem, ItemLink, Place
from azalai.frames.partial import in_words

PLACE_COLUMNS = (
    "Code",
    "Nom",
    "Niveau",
    "Code du lieu supérieur",
    "Lieu supérieur",
    "Autres noms",
    "En vigueur depuis",
    "Source",
)


def frameworks(*, country: str, on: date) -> QuerySet[Framework]:
    """Versions in force that day for the country, with `item_count` and `unconfirmed_count`; one query."""
    return Framework.objects.current(on).in_country(country).counted().order_by("title_fr")


def versions_of(code: str) -> QuerySet[Framework]:
    """Every version of a framework, the latest first."""
    return Framework.objects.filter(code=code).order_by("-valid_from", "-id")


def latest(code: str, *, on: date) -> Framework | None:
    """The version in force that day, else the latest; None when the framework is unknown."""
    running = Framework.objects.filter(code=code).current(on).order_by("-valid_from", "-id").first()
    return running or versions_of(code).first()


def count_items(found: Iterable[Any]) -> int:
    """Items of these frameworks together, as `frameworks` counted them."""
    return sum(framework.item_count for framework in found)


def current_items(code: str, *, on: date) -> QuerySet[FrameworkItem]:
    """Items of a framework as in force that day, in order: for the choices of other rooms."""
    return FrameworkItem.objects.of(code).current(on).select_related("framework").order_by("order")


def items_with_links(framework: Framework) -> list[FrameworkItem]:
    """Items in the order of the tree, with `links_out` and `links_in` and their other ends; three queries."""
    outgoing = ItemLink.objects.select_related("to_item__framework")
    incoming = ItemLink.objects.select_related("from_item__framework").order_by("from_item__order")
    items = framework.items.prefetch_related(Prefetch("links_out", outgoing), Prefetch("links_in", incoming))
    return list(_in_tree_order(items))


def _in_tree_order(items: Iterable[FrameworkItem]) -> Iterator[FrameworkItem]:
    below: defaultdict[int | None, list[FrameworkItem]] = defaultdict(list)
    for item in items:
        below[item.parent_id].append(item)
    waiting = below[None][::-1]
    while waiting:
        item = waiting.pop()
        yield item
        waiting += below[item.pk][::-1]


@dataclass(slots=True)
class Region:
    """A place of the first level and what was asked for below it; matches: it was found itself."""

    place: Place
    below: list[Place] = field(default_factory=list)
    matches: bool = True


def regions(*, country: str, text: str, on: date) -> list[Region]:
    """Regions with their departments, all or those that answer the search; three queries.

    A region that answers comes with all its departments.
    """
    places = Place.objects.in_country(country).current(on).prefetch_related("names").order_by("pcode")
    every = list(places)
    found = {place.pk for place in every} if not text else _found(country, text, on)
    wanted = {p.pk for p in every if p.pk in found or p.parent_id in found}
    kept = {p.pk: Region(p, matches=p.pk in found) for p in every if p.level == 1}
    for place in every:
        if place.level == 2 and place.pk in wanted and place.parent_id in kept:
            kept[place.parent_id].below.append(place)
    return [region for region in kept.values() if region.matches or region.below]


def _found(country: str, text: str, on: date) -> set[int]:
    return set(Place.objects.in_country(country).current(on).search(text).values_list("pk", flat=True))


def place_rows(found: Iterable[Region], *, level_names: dict[int, str]) -> Iterator[tuple[str, ...]]:
    """Lines of the download, after a head."""
    yield PLACE_COLUMNS
    for region in found:
        for place in (region.place, *region.below):
            yield _place_row(place, region.place if place.level > 1 else None, level_names)


def _place_row(place: Place, parent: Place | None, level_names: dict[int, str]) -> tuple[str, ...]:
    return (
        place.pcode,
        place.name,
        level_names.get(place.level, str(place.level)),
        parent.pcode if parent else "",
        parent.name if parent else "",
        ", ".join(name.text for name in place.names.all()),
        in_words(place.valid_from) if place.valid_from else "",
        place.source,
    )
