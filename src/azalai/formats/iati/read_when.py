"""When: planned and actual dates, as written and as understood."""

from __future__ import annotations

from azalai.formats.iati import codes, scalars
from azalai.formats.iati.elements import Children, Element, Reading, numbered
from azalai.formats.iati.extension import WRITTEN
from azalai.formats.iati.records import ActivityDate, Narratives


def dates(children: Children, reading: Reading) -> tuple[ActivityDate, ...]:
    """Dates that are written in some way, understood or not."""
    found = [_date(element, reading, where) for where, element in numbered(children, "activity-date")]
    return tuple(dict.fromkeys(date for date in found if date is not None))


def _date(element: Element, reading: Reading, where: str) -> ActivityDate | None:
    kind = reading.code(element, "type", codes.DATE_TYPES, where)
    notes = () if element.find("narrative") is None else reading.narratives((element,), where)
    written = scalars.line(element.get(WRITTEN) or element.get("iso-date") or element.text)
    written = written or _in_notes(notes)
    if not written:
        reading.notes.add("date-missing", where)
        return None
    return ActivityDate(kind, _understood(written, element, reading, where), written, notes)


def _in_notes(notes: Narratives) -> str:
    """A date that stands alone in a note; "Actual start" is none."""
    return next((note.text for note in notes if scalars.partial(note.text)), "")


def _understood(written: str, element: Element, reading: Reading, where: str) -> str:
    iso = scalars.partial(written)
    if not iso:
        reading.notes.add("date-unread", where, written=written)
    elif not scalars.is_likely(iso):
        reading.notes.add("date-far", where, written=written)
    elif iso != written and element.get(WRITTEN) is None and scalars.day(written) != iso:
        reading.notes.add("date-read", where, written=written, read=iso)
    return iso
