"""From a file of minutes to what can be shown and taken over. Reads the register; no write here."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from azalai.actors import dataset
from azalai.actors.models import Organisation
from azalai.concertation.content import Action, Attended, Content, Item, tidy
from azalai.concertation.enums import Attendance
from azalai.concertation.exporting import DECIDED
from azalai.concertation.models import Body
from azalai.concertation.naming import KnownNames
from azalai.engines.minutes import labels
from azalai.engines.minutes.answers import as_object, place
from azalai.engines.minutes.compiler import Compiled, compile_minutes
from azalai.engines.minutes.model import Attendant, Minutes
from azalai.engines.minutes.text import fold, squeeze
from azalai.formats.prose import read_prose
from azalai.tabular import Document, Table

# Columns that tell of persons: they stay in the file.
PERSONAL = re.compile(rf"(?:{labels.PERSON}|{labels.CONTACT})\s*[:.]?")
CONTACT = re.compile(r"\S+@\S+\.\w+|(?<!\d)\+?\d[\d .]{7,}\d(?!\d)")
MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says. reading: head, agenda and findings as JSON; source: its lines."""

    content: Content
    reading: dict[str, Any]
    source: list[dict[str, Any]]


def read_minutes_file(name: str, data: bytes, country: str) -> Read:
    """Raises formats.errors.UnreadableFile, and NotMinutes when nothing in it looks like minutes."""
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / f"minutes{PurePosixPath(name).suffix.lower()[:10]}"
        path.write_bytes(data)
        document = read_prose(path)
    compiled = compile_minutes(document, KnownNames(country, register_of(country)))
    return Read(content_of(compiled.minutes), _reading(compiled), list(_source(document)))


def register_of(country: str) -> list[dataset.Organisation]:
    """The register of a country as the reader of minutes asks for it; two queries."""
    rows = Organisation.objects.active().in_country(country).select_related("category", "parent", "place")
    return [_entry(row) for row in rows.prefetch_related("spellings")]


def _entry(row: Organisation) -> dataset.Organisation:
    spellings = tuple(
        dataset.Spelling(text, note=dataset.MISPRINT if spelling.is_misprint else "")
        for spelling in row.spellings.all()
        for text in spelling.texts
    )
    return dataset.Organisation(
        code=row.code,
        name_fr=row.name_fr,
        category=row.category.code,
        name_en=row.name_en,
        acronym=row.acronym,
        kind="" if row.kind == "organisation" else row.kind,
        parent=row.parent.code if row.parent else "",
        place=row.place.pcode if row.place else "",
        spellings=spellings,
    )


def content_of(minutes: Minutes) -> Content:
    """The text of the minutes; what is understood of it is worked out again when it is stored."""
    head = minutes.head
    return tidy(
        Content(
            started=head.start,
            ended=head.end,
            attendees=tuple(map(_attended, minutes.attendance)),
            items=tuple(_item(item) for item in minutes.items),
            next_text=minutes.next_meeting.raw[:300],
        )
    )


def _attended(one: Attendant) -> Attended:
    presence = Attendance.ABSENT if one.is_excused else Attendance.PRESENT
    return Attended(squeeze(CONTACT.sub("", one.text)).strip(" -–•;,.")[:250], presence)


def _item(item: Any) -> Item:
    points, _mark, decided = item.discussion.partition(DECIDED)
    return Item(
        title=item.title or "Sans titre",
        key_points=points.strip(),
        decisions=decided.strip(),
        actions=tuple(
            Action(one.text, _owner(one.owner_raw), one.deadline.raw[:100]) for one in item.actions
        ),
        agenda=item.agenda,
    )


def _owner(raw: str) -> str:
    """A cell of owners on one line, without its bullets."""
    lines = (line.strip().lstrip("-–•* ").rstrip(" ;,") for line in raw.split("\n"))
    return squeeze(", ".join(line for line in lines if line))[:300]


def _reading(compiled: Compiled) -> dict[str, Any]:
    """As `azalai minutes read --json` answers, without the items, which stand in the content."""
    answer = as_object(compiled)
    answer.pop("items")
    for finding, found in zip(answer["findings"], compiled.findings, strict=True):
        finding["place"] = place(found)
    told = zip(answer["attendance"], compiled.minutes.attendance, strict=True)
    answer["attendance"] = [
        {"name": _attended(one).name, "organisation": said["organisation"], "code": said["code"]}
        for said, one in told
    ]
    answer["glued"] = compiled.minutes.was_glued
    return answer


def _source(document: Document) -> Iterator[dict[str, Any]]:
    """Lines of the document in reading order, each with its place."""
    tables = list(document.tables)
    count = 0
    for number, text in enumerate([*document.paragraphs, ""], start=1):
        while tables and tables[0].after < number:
            table = tables.pop(0)
            for row, told in _rows(table):
                count += 1
                yield {"table": table.number, "row": row, "line": 0, "text": told}
        if text.strip() and count < MOST_LINES:
            count += 1
            yield {"table": 0, "row": 0, "line": number, "text": _hidden(text)}


def _rows(table: Table) -> Iterator[tuple[int, str]]:
    if not table.rows:
        return
    hidden = {
        index for index, cell in enumerate(table.rows[0]) if PERSONAL.fullmatch(squeeze(fold(cell.text)))
    }
    for number, row in enumerate(table.rows, start=1):
        told = (_hidden(cell.text) for cell in _once(row, hidden) if cell.text.strip())
        if text := " | ".join(told):
            yield number, text


def _once(row: Iterable[Any], hidden: set[int]) -> Iterator[Any]:
    last = None
    for index, cell in enumerate(row):
        if cell is not last and index not in hidden:
            yield cell
        last = cell


def _hidden(text: str) -> str:
    """Addresses and telephones stay in the file."""
    return CONTACT.sub("[…]", text)


def probable_body(reading: dict[str, Any], country: str) -> Body | None:
    """The body whose minutes these are, as far as its code, its acronym and its place tell; two queries."""
    rows = list(Body.objects.in_country(country).select_related("place"))
    code, name = reading.get("body_code") or "", fold(reading.get("body") or "")
    told = fold(f"{reading.get('title') or ''} {reading.get('place') or ''}")
    same = [
        row for row in rows if row.code == code or (name and name in {fold(row.acronym), fold(row.name_fr)})
    ]
    local = [row for row in rows if row.place and fold(row.place.name) in told and _is_kin(row, same)]
    return next(iter([*local, *same]), None)


def _is_kin(body: Body, same: list[Body]) -> bool:
    return not same or any(body.kind == one.kind for one in same)
