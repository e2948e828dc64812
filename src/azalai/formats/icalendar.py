"""Invitations that a calendar understands (RFC 5545, RFC 5546): written, and answers read.

One event in one calendar. Hours are written in the event's own zone with a VTIMEZONE when the zone keeps
one offset the whole year, as Niger's and Chad's do; in UTC otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from azalai.formats.errors import UnreadableFile

_Row = tuple[str, dict[str, str], str]
PRODUCT = "-//Azalai//Concertation//FR"
METHODS = ("REQUEST", "CANCEL", "REPLY", "PUBLISH")
WIDTH = 75  # octets of a line, without its end (RFC 5545, 3.1)
MOST = 200_000  # characters of a calendar that is read: an answer is a few hundred
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NAME = re.compile(r"[A-Za-z0-9-]+")
_DURATION = re.compile(r"\d{8}(T\d{6}Z?)?")
# What no line may hold: control characters other than the tab; ends of lines are written as \n.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Party:
    """Someone named in an invitation. answer: PARTSTAT ("NEEDS-ACTION", "ACCEPTED", "DECLINED"…)."""

    address: str
    name: str = ""
    answer: str = "NEEDS-ACTION"


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting. start, end, stamp: aware; None where an answer that was read does not tell them.

    uid: the same for ever. sequence: one more at each change. zone: IANA name.
    """

    uid: str
    summary: str = ""
    start: datetime | None = None
    end: datetime | None = None
    stamp: datetime | None = None
    zone: str = "UTC"
    sequence: int = 0
    description: str = ""
    location: str = ""
    url: str = ""
    comment: str = ""
    organizer: Party | None = None
    attendees: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a calendar file says: the method in capitals ("" when none is told), and its events."""

    method: str
    events: tuple[Event, ...]


def write(event: Event, method: str) -> str:
    """The calendar as text, lines ended by CRLF and folded.

    Raises ValueError: another method, no beginning, no end, no stamp, or an end before the beginning.
    """
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}")
    if event.start is None or event.end is None or event.stamp is None or event.end < event.start:
        raise ValueError("an event needs a stamp, a beginning and an end after it")
    offset = fixed_offset(event.zone, event.start.year)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        *(_zone_lines(event.zone, offset) if offset is not None else ()),
        *_event_lines(event, method, offset is not None),
        "END:VCALENDAR",
    ]
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _event_lines(event: Event, method: str, in_zone: bool) -> Iterator[str]:  # noqa: FBT001 - private
    assert event.start is not None
    assert event.end is not None
    assert event.stamp is not None
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(event.uid)}"
    yield f"DTSTAMP:{_utc(event.stamp)}"
    yield f"SEQUENCE:{event.sequence}"
    yield _moment("DTSTART", event.start, event.zone, in_zone)
    yield _moment("DTEND", event.end, event.zone, in_zone)
    texts = {
        "SUMMARY": event.summary,
        "DESCRIPTION": event.description,
        "LOCATION": event.location,
        "COMMENT": event.comment,
    }
    yield from (f"{name}:{escape(text)}" for name, text in texts.items() if text)
    if event.url:
        yield f"URL:{_harmless(event.url)}"
    yield f"STATUS:{'CANCELLED' if method == 'CANCEL' else 'CONFIRMED'}"
    if event.organizer:
        yield f"ORGANIZER{_common_name(event.organizer)}:mailto:{_harmless(event.organizer.address)}"
    for party in event.attendees:
        asked = ";RSVP=TRUE" if method == "REQUEST" else ""
        yield (
            f"ATTENDEE{_common_name(party)};CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"
            f"PARTSTAT={party.answer}{asked}:mailto:{_harmless(party.address)}"
        )
    yield "END:VEVENT"


def _moment(name: str, moment: datetime, zone: str, in_zone: bool) -> str:  # noqa: FBT001 - private
    if in_zone:
        return f"{name};TZID={zone}:{moment.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"
    return f"{name}:{_utc(moment)}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _zone_lines(zone: str, offset: timedelta) -> list[str]:
    minutes = int(offset.total_seconds() // 60)
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    told = f"{sign}{minutes // 60:02d}{minutes % 60:02d}"
    return [
        "BEGIN:VTIMEZONE",
        f"TZID:{zone}",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        f"TZOFFSETFROM:{told}",
        f"TZOFFSETTO:{told}",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def fixed_offset(zone: str, year: int) -> timedelta | None:
    """What the zone adds to UTC when it does not change within the year; None when it does, or for UTC."""
    if zone == "UTC":
        return None
    months = (datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in range(1, 13))
    found = {offset for offset in months if offset is not None}
    return found.pop() if len(found) == 1 else None


def escape(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11): no line of its own, no control character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return _CONTROL.sub(" ", text.replace("\n", "\\n"))


def unescape(text: str) -> str:
    """The text behind a value."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _harmless(text: str) -> str:
    """A value that is no text: nothing in it may begin another line."""
    return _CONTROL.sub("", text.replace("\n", "").replace("\t", "")).strip()


def _common_name(party: Party) -> str:
    """The name as a quoted parameter, which may hold neither quotes nor controls."""
    name = " ".join(_harmless(party.name.replace("\n", " ")).replace('"', "'").split())
    return f';CN="{name}"' if name else ""


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets, never inside a character."""
    pieces, room, current = [], WIDTH, ""
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if size > room:
            pieces.append(current)
            current, room = "", WIDTH - 1
        current, room = current + character, room - size
    return "\r\n ".join([*pieces, current])


def read(text: str) -> Calendar:
    """A calendar as another program wrote it; raises UnreadableFile when it is none.

    What is not understood is left out; an event without a UID is left out as well.
    """
    if len(text) > MOST or "BEGIN:VCALENDAR" not in text.upper():
        raise UnreadableFile("calendar")
    method = ""
    events: list[Event | None] = []
    rows: list[_Row] | None = None
    nested: list[str] = []
    for name, parameters, value in _properties(text):
        if name == "BEGIN":
            nested.append(value.upper())
            rows = [] if value.upper() == "VEVENT" else rows
        elif name == "END":
            if nested and nested[-1] == "VEVENT" and rows is not None:
                events.append(_event(rows))
                rows = None
            nested = nested[:-1]
        elif nested == ["VCALENDAR"] and name == "METHOD":
            method = value.strip().upper()
        elif nested and nested[-1] == "VEVENT" and rows is not None:
            rows.append((name, parameters, value))
    return Calendar(method, tuple(event for event in events if event is not None))


def _properties(text: str) -> Iterator[_Row]:
    """Name, parameters and raw value of each line, unfolded."""
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        head, parameters, value = _split(line)
        if _NAME.fullmatch(head):
            yield head.upper(), parameters, value


def _split(line: str) -> tuple[str, dict[str, str], str]:
    """Cut at the marks that stand outside quotes."""
    parts: list[str] = []
    current, is_quoted = "", False
    for at, character in enumerate(line):
        if character == '"':
            is_quoted = not is_quoted
        elif character == ":" and not is_quoted:
            return _headed([*parts, current], line[at + 1 :])
        elif character == ";" and not is_quoted:
            parts.append(current)
            current = ""
        else:
            current += character
    return "", {}, ""


def _headed(parts: list[str], value: str) -> tuple[str, dict[str, str], str]:
    pairs = (part.partition("=") for part in parts[1:])
    return parts[0].strip(), {name.strip().upper(): text for name, _, text in pairs}, value


def _event(rows: list[_Row]) -> Event | None:
    texts = {name: unescape(value) for name, _parameters, value in rows}
    if not texts.get("UID", "").strip():
        return None
    found = Event(
        uid=texts["UID"].strip(),
        summary=texts.get("SUMMARY", ""),
        description=texts.get("DESCRIPTION", ""),
        location=texts.get("LOCATION", ""),
        comment=texts.get("COMMENT", ""),
        url=texts.get("URL", ""),
        sequence=int(texts["SEQUENCE"]) if re.fullmatch(r"\d{1,9}", texts.get("SEQUENCE", "")) else 0,
    )
    for name, parameters, value in rows:
        found = _with(found, name, parameters, value)
    return found


def _with(event: Event, name: str, parameters: dict[str, str], value: str) -> Event:
    zone = parameters.get("TZID", "")
    if name == "DTSTART":
        told = zone if _known(zone) else event.zone
        return replace(event, start=_read_moment(value, zone), zone=told)
    if name == "DTEND":
        return replace(event, end=_read_moment(value, zone))
    if name == "DTSTAMP":
        return replace(event, stamp=_read_moment(value, zone))
    if name == "ATTENDEE":
        return replace(event, attendees=(*event.attendees, _party(parameters, value)))
    return replace(event, organizer=_party(parameters, value)) if name == "ORGANIZER" else event


def _party(parameters: dict[str, str], value: str) -> Party:
    address = re.sub(r"^mailto:", "", value.strip(), flags=re.IGNORECASE)
    answer = parameters.get("PARTSTAT", "NEEDS-ACTION").upper()
    return Party(address, parameters.get("CN", ""), answer)


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(zone)


def _read_moment(text: str, zone: str) -> datetime | None:
    """Aware; None when it cannot be told, as for an hour in a zone that nobody knows."""
    text = text.strip()
    if not _DURATION.fullmatch(text):
        return None
    try:
        if "T" not in text:
            day = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
            return datetime.combine(day, time(), ZoneInfo(zone) if _known(zone) else UTC)
        found = datetime.strptime(text[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    if text.endswith("Z"):
        return found
    return found.replace(tzinfo=ZoneInfo(zone)) if _known(zone) else None
