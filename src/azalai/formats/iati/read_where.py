"""Where: countries, regions, places."""

from __future__ import annotations

import re

from azalai.formats.iati import codes, scalars
from azalai.formats.iati.elements import Children, Element, Reading, attribute, grouped, numbered
from azalai.formats.iati.records import (
    AdministrativeCode,
    Location,
    Point,
    RecipientCountry,
    RecipientRegion,
)

_COORDINATE = r"([+-]?(?:\d{1,3}(?:\.\d{0,40})?|\.\d{1,40}))"
_PAIR = re.compile(rf"{_COORDINATE}\s*[\s,;]\s*{_COORDINATE}")
_DECIMAL_COMMA = re.compile(r"([+-]?\d{1,3}),(\d{1,20})\s*[\s;]\s*([+-]?\d{1,3}),(\d{1,20})")


def recipient_countries(children: Children, reading: Reading) -> tuple[RecipientCountry, ...]:
    """Countries with a code."""
    found = [
        RecipientCountry(
            reading.country(element, where),
            reading.percentage(element, where),
            reading.narratives((element,), where),
        )
        for where, element in numbered(children, "recipient-country")
    ]
    return tuple(dict.fromkeys(country for country in found if country.code))


def recipient_regions(children: Children, reading: Reading) -> tuple[RecipientRegion, ...]:
    """Regions with a code or a name."""
    found = [
        RecipientRegion(
            code=attribute(element, "code"),
            vocabulary=reading.code(element, "vocabulary", codes.REGION_VOCABULARIES, where),
            percentage=reading.percentage(element, where),
            names=reading.narratives((element,), where),
        )
        for where, element in numbered(children, "recipient-region")
    ]
    return tuple(dict.fromkeys(region for region in found if region.code or region.names))


def locations(children: Children, reading: Reading) -> tuple[Location, ...]:
    """Places that say something."""
    found = [_location(element, reading, where) for where, element in numbered(children, "location")]
    return tuple(dict.fromkeys(place for place in found if place != Location()))


def _location(element: Element, reading: Reading, where: str) -> Location:
    parts = grouped(element)
    return Location(
        ref=attribute(element, "ref"),
        reach=_code(parts, "location-reach"),
        names=reading.narratives(parts.get("name", ()), where),
        ids=_ids(parts) + _old_ids(parts),
        administrative=_areas(parts, reading, where),
        point=_point(parts, reading, where),
        exactness=_code(parts, "exactness") or _old_exactness(parts),
    )


def _code(parts: Children, tag: str) -> str:
    found = parts.get(tag)
    return attribute(found[0], "code") if found else ""


def _ids(parts: Children) -> tuple[AdministrativeCode, ...]:
    found = [
        AdministrativeCode(attribute(element, "vocabulary"), attribute(element, "code"))
        for element in parts.get("location-id", ())
    ]
    return tuple(code for code in found if code.code)


def _old_ids(parts: Children) -> tuple[AdministrativeCode, ...]:
    """Version 1: a gazetteer's entry; "GEO" is Geonames, "OSM" OpenStreetMap."""
    vocabularies = {"GEO": codes.GEONAMES, "OSM": codes.OPEN_STREET_MAP}
    found = []
    for element in parts.get("gazetteer-entry", ()):
        written = attribute(element, "gazetteer-ref")
        found.append(
            AdministrativeCode(vocabularies.get(written.upper(), written), scalars.line(element.text))
        )
    return tuple(code for code in found if code.code)


def _areas(parts: Children, reading: Reading, where: str) -> tuple[AdministrativeCode, ...]:
    elements = parts.get("administrative", ())
    found = [code for element in elements for code in _area(element, reading, where)]
    return tuple(dict.fromkeys(code for code in found if code.code))


def _area(element: Element, reading: Reading, where: str) -> list[AdministrativeCode]:
    """One code, or in version 1 a country and two levels in attributes."""
    if element.get("code") is not None:
        level = whole(attribute(element, "level"), reading, where)
        return [AdministrativeCode(attribute(element, "vocabulary"), attribute(element, "code"), level)]
    country = attribute(element, "country").upper()
    return [
        AdministrativeCode(codes.ISO_COUNTRY, country, 0),
        AdministrativeCode("", attribute(element, "adm1"), 1),
        AdministrativeCode("", attribute(element, "adm2"), 2),
    ]


def whole(text: str, reading: Reading, where: str) -> int | None:
    """Small whole number, 0 or more; None and a note when it is none."""
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    reading.notes.add("number-unread", where, written=text)
    return None


def _point(parts: Children, reading: Reading, where: str) -> Point | None:
    written = _written_point(parts)
    if not written:
        return None
    point = point_of(written)
    if point is None:
        reading.notes.add("point-unread", where, written=written)
    elif not point.latitude and not point.longitude:
        reading.notes.add("point-null", where)
        return None
    return point


def _written_point(parts: Children) -> str:
    """Text of `point/pos`, or in version 1 the attributes of `coordinates`."""
    for point in parts.get("point", ()):
        if text := scalars.line(point.findtext("pos") or point.text):
            return text
    for old in parts.get("coordinates", ()):
        return f"{attribute(old, 'latitude')} {attribute(old, 'longitude')}".strip()
    return ""


def _old_exactness(parts: Children) -> str:
    """Version 1: precision 1 is exact, the others are not."""
    found = parts.get("coordinates")
    precision = attribute(found[0], "precision") if found else ""
    return {"": "", "1": "1"}.get(precision, "2")


def point_of(text: str) -> Point | None:
    """Latitude and longitude in degrees, "13.5 2.1", "13.5, 2.1" or "13,5 2,1"."""
    if found := _DECIMAL_COMMA.fullmatch(text):
        text = "{}.{} {}.{}".format(*found.groups())
    pair = _PAIR.fullmatch(text)
    if pair is None:
        return None
    latitude, longitude = map(float, pair.groups())
    in_range = abs(latitude) <= 90 and abs(longitude) <= 180
    return Point(latitude, longitude) if in_range else None
