"""Activities of an IATI file, one after the other: version 2, and version 1 as well as it can be.

One bad record never stops a file: it is read as far as it can be and says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from azalai.formats.iati import codes, read_money, read_what, read_when, read_where, read_who, scalars
from azalai.formats.iati.checks import check
from azalai.formats.iati.elements import Children, Element, Reading, attribute, grouped
from azalai.formats.iati.notes import Notes
from azalai.formats.iati.parsing import Place, records
from azalai.formats.iati.records import Activity, Bounds, ReportingOrg
from azalai.formats.iati.source import DEFAULT_LIMITS, IatiLimits, Source, chunks

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGS = (_LANG, "{xml}lang")
# What a record can make our own code raise; its text then says so instead of the file failing.
_RECORD_FAILURES = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError)


def read_activities(
    source: Source, *, country: str = "", bounds: Bounds | None = None, limits: IatiLimits = DEFAULT_LIMITS
) -> Iterator[Activity]:
    """Activities of a path or binary stream, XML or gzip, streamed in bounded memory.

    country: ISO 3166-1 alpha-2; only activities that name it as recipient, in a place or in a
    transaction. bounds: of that country; points outside are then noted.
    Raises IatiUnreadable, possibly after some activities when the file is cut or damaged further
    down: keep nothing before the iterator has ended.
    """
    place, seen = Place(), set[int]()
    for element in records(chunks(source, limits), limits, place):
        identifier = _identifier(element)
        place.last = identifier[:100]
        twice = bool(identifier) and hash(identifier) in seen
        seen.add(hash(identifier))
        if not country or _concerns(element, country):
            yield _read(element, twice=twice, country=country, bounds=bounds)


def _identifier(element: Element) -> str:
    return scalars.line(element.findtext("iati-identifier"))


def _concerns(element: Element, country: str) -> bool:
    notes = Notes()
    reading = Reading(notes)
    named = element.findall("recipient-country") + element.findall("transaction/recipient-country")
    if any(reading.country(child, "") == country for child in named):
        return True
    places = read_where.locations({"location": element.findall("location")}, reading)
    return any(country in found.countries for found in places)


def _read(element: Element, *, twice: bool, country: str, bounds: Bounds | None) -> Activity:
    """The activity, or what is left of it when it defeats the reader."""
    reading = _reading(element)
    try:
        activity = _activity(element, reading)
        _note_identifier(element, activity.identifier, reading.notes, twice=twice)
        check(activity, reading.notes, country=country, bounds=bounds)
    except _RECORD_FAILURES as error:
        reading.notes.add("unreadable", written=error)
        activity = Activity(_identifier(element), ReportingOrg(), line=element.sourceline or 0)
    return replace(activity, problems=reading.notes.problems())


def _reading(element: Element) -> Reading:
    root = element.getparent()
    version = "" if root is None else attribute(root, "version")
    notes = Notes()
    return Reading(
        notes=notes,
        language=_language(element, notes) or (_language(root, notes) if root is not None else ""),
        currency=attribute(element, "default-currency").upper(),
        first_version=version.startswith("1"),
    )


def _language(element: Element, notes: Notes) -> str:
    written = next((element.get(name) for name in _LANGS if element.get(name)), "")
    code = scalars.language(written)
    if code is None:
        notes.add("lang", written=written)
    return code or ""


def _note_identifier(element: Element, identifier: str, notes: Notes, *, twice: bool) -> None:
    if not identifier:
        notes.add("identifier-missing", "iati-identifier")
    elif (element.findtext("iati-identifier") or "") != identifier:
        notes.add("identifier-trimmed", "iati-identifier")
    if twice:
        notes.add("identifier-twice", "iati-identifier", written=identifier)


def _activity(element: Element, reading: Reading) -> Activity:
    children = grouped(element)
    return Activity(
        identifier=_identifier(element),
        reporting_org=read_who.reporting_org(children, reading),
        titles=read_what.titles(children, reading),
        descriptions=read_what.descriptions(children, reading),
        participating_orgs=read_who.participating_orgs(children, reading),
        other_identifiers=read_who.other_identifiers(children, reading),
        status=_status(children, reading),
        dates=read_when.dates(children, reading),
        contacts=read_who.contacts(children, reading),
        recipient_countries=read_where.recipient_countries(children, reading),
        recipient_regions=read_where.recipient_regions(children, reading),
        locations=read_where.locations(children, reading),
        sectors=read_what.sectors(children, reading),
        tags=read_what.tags(children, reading),
        humanitarian_scopes=read_what.humanitarian_scopes(children, reading),
        policy_markers=read_what.policy_markers(children, reading),
        budgets=read_money.budgets(children, reading),
        transactions=read_money.transactions(children, reading),
        documents=read_what.documents(children, reading),
        related=read_who.related(children, reading),
        humanitarian=_flag(attribute(element, "humanitarian"), reading),
        hierarchy=read_where.whole(attribute(element, "hierarchy"), reading, "hierarchy"),
        currency=reading.currency,
        language=reading.language,
        last_updated=_moment(element, reading),
        line=element.sourceline or 0,
    )


def _status(children: Children, reading: Reading) -> str:
    """Code of the status, or in version 1 its word."""
    found = children.get("activity-status", [])
    if len(found) > 1:
        reading.notes.add("repeated", "activity-status", written="activity-status")
    if not found:
        return ""
    code = reading.code(found[0], "code", codes.STATUSES, "activity-status")
    return code or codes.STATUSES.get(reading.text(found[0], "activity-status").lower(), "")


def _flag(text: str, reading: Reading) -> bool | None:
    found = {"": None, "1": True, "true": True, "0": False, "false": False}
    if text.lower() not in found:
        reading.notes.add("code-unread", "humanitarian", written=text)
    return found.get(text.lower())


def _moment(element: Element, reading: Reading) -> str:
    text = attribute(element, "last-updated-datetime")
    found = scalars.moment(text)
    if text and not found:
        reading.notes.add("date-unread", "last-updated-datetime", written=text)
    elif found != text:
        reading.notes.add("date-read", "last-updated-datetime", written=text, read=found)
    return found
