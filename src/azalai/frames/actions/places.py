"""Loads the places of a country, in versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.naming.text import searchable
from azalai.frames import dataset
from azalai.frames.actions.common import differences, write
from azalai.frames.models import Country, Place, PlaceName
from azalai.frames.partial import day_before

# A change of these is another version of the place; of anything else, a better description of it.
IDENTITY = frozenset({"name", "level", "parent_id"})


def load_places(*, by: Author, at: datetime, country: str) -> int:
    """How many places were added or changed; one audit entry on the country when there are any."""
    known = {place.pcode: place for place in Place.objects.filter(country_id=country, valid_to="")}
    before = len(known)
    listed = dataset.load_places(country)
    changed = [place.pcode for place in listed if _load(place, known)]
    names = _names(listed, known)
    if changed or names:
        obj = Country.objects.get(iso2=country)
        after = {"places_added": len(known) - before, "places_changed": changed if before else []}
        audit.record(by=by, at=at, action="places.loaded", obj=obj, after=after | {"names_added": names})
    return len(changed)


def _load(data: dataset.Place, known: dict[str, Place]) -> bool:
    """Parents come first in the list, so that they are known."""
    place, values = known.get(data.pcode), _values(data, known)
    changes = differences(place, values) if place else values
    if place and changes and data.valid_from > place.valid_from and IDENTITY & set(changes):
        write(place, {"valid_to": max(day_before(data.valid_from), place.valid_from)})
        place = None
    if place is None:
        known[data.pcode] = Place.objects.create(country_id=data.country, pcode=data.pcode, **values)
    elif changes:
        write(place, changes)
    return bool(changes)


def _values(data: dataset.Place, known: dict[str, Place]) -> dict[str, Any]:
    return {
        "name": data.name,
        "level": data.level,
        "parent_id": known[data.parent].pk if data.parent else None,
        "valid_from": data.valid_from,
        "source": data.source,
        "search_text": searchable(data.pcode, data.name, *(alias.text for alias in data.aliases)),
    }


def _names(listed: tuple[dataset.Place, ...], known: dict[str, Place]) -> int:
    """Other names that were missing, added to the open versions."""
    ids = [place.pk for place in known.values()]
    there = set(PlaceName.objects.filter(place__in=ids).values_list("place_id", "text"))
    new = [
        PlaceName(place=known[place.pcode], text=alias.text, kind=alias.kind, note=alias.note)
        for place in listed
        for alias in place.aliases
        if (known[place.pcode].pk, alias.text) not in there
    ]
    return len(PlaceName.objects.bulk_create(new))
