"""From a workbook to what would change: every fault of every row at once, nothing stored here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from azalai.core.workbooks import Fault, Line, choices_by_word, read_lines
from azalai.engines.naming.text import spelling_key
from azalai.followup.enums import PointKind, Priority
from azalai.followup.forms.points import bodies, open_posts, owners_in
from azalai.followup.models import ActionPoint, PointQuerySet
from azalai.followup.sheets.layout import COLUMNS, NAME, READ
from azalai.frames.partial import read_partial
from azalai.tabular import Document

MOST_ROWS = 2000
LENGTHS = {"text": 2000, "note": 2000, "deadline_text": 200}
HEADINGS = {column.key: column.heading for column in COLUMNS}
# As a spreadsheet may write it: "40", "40,00", "40 %".
PERCENT = re.compile(r"^(\d{1,3})(?:[.,]0+)?\s*%?$")
NUMBER = re.compile(r"^[AR]?\s*(\d{1,12})(?:\.0)?$", re.IGNORECASE)


@dataclass
class Row:
    """A line of the workbook. values: as the actions take them, None when something is wrong.

    changes: names of what differs from the register. ignored: of what was changed there and is not read back.
    """

    number: int
    title: str
    existing: ActionPoint | None = None
    values: dict[str, Any] | None = None
    changes: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """new, changed, same or wrong."""
        if self.values is None:
            return "wrong"
        if self.existing is None:
            return "new"
        return "changed" if self.changes else "same"


@dataclass
class Reading:
    """The whole workbook: rows in order, every fault, what was not read."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: tuple[str, ...] = ()

    def count(self, outcome: str) -> int:
        """Rows of that outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def may_be_accepted(self) -> bool:
        """There is something to take over, and nothing wrong."""
        return not self.faults and bool(self.rows)


def read_workbook(document: Document, known: PointQuerySet) -> Reading:
    """What the workbook says, row by row. known: points that it may change; a query and its owners."""
    sheet = read_lines(document, NAME, {heading: key for key, heading in HEADINGS.items()}, main=NAME)
    reading = Reading(notes=(*document.notes, *sheet.notes))
    if "text" not in sheet.columns:
        message = _("La feuille « Actions » ou sa colonne « Ce qui est à faire » est introuvable.")
        reading.faults.append(Fault(NAME, 1, "", message))
    elif len(sheet.lines) > MOST_ROWS:
        message = _("Au plus %(count)d lignes par classeur.") % {"count": MOST_ROWS}
        reading.faults.append(Fault(NAME, 1, "", message))
    else:
        _Reader(reading, known, sheet.lines).read(sheet.lines)
    return reading


class _Reader:
    """Reads line after line."""

    def __init__(self, reading: Reading, known: PointQuerySet, lines: dict[int, Line]) -> None:
        self.reading = reading
        keys = {int(found[1]) for line in lines.values() if (found := NUMBER.match(line.get("number", "")))}
        self.points = known.in_bulk(list(keys))
        self.posts = {spelling_key(post.title): post for post in open_posts()}
        self.bodies = {spelling_key(text): body for body in bodies() for text in (str(body), body.full_name)}
        self.choices = {"kind": choices_by_word(PointKind), "priority": choices_by_word(Priority)}

    def read(self, lines: dict[int, Line]) -> None:
        """Fill the reading."""
        seen: dict[int, int] = {}
        for number, line in lines.items():
            before = len(self.reading.faults)
            row = Row(number, line.get("text", ""), self._existing(number, line.get("number", ""), seen))
            values = {key: self._value(number, key, text) for key, text in line.items() if key in READ}
            self._check(number, values, row)
            row.ignored = tuple(_ignored(row.existing, line)) if row.existing else ()
            self.reading.rows.append(row)
            if len(self.reading.faults) == before:
                row.values = values
                row.changes = tuple(_changes(row.existing, values)) if row.existing else ()

    def _fault(self, number: int, key: str, message: str) -> None:
        self.reading.faults.append(Fault(NAME, number, HEADINGS[key], message))

    def _existing(self, number: int, text: str, seen: dict[int, int]) -> ActionPoint | None:
        if not text:
            return None
        match = NUMBER.match(text)
        found = self.points.get(int(match[1])) if match else None
        if found is None:
            self._fault(number, "number", _("« %(text)s » n'est pas au registre.") % {"text": text[:40]})
        elif found.pk in seen:
            message = _("Ce numéro est déjà celui de la ligne %(row)d.") % {"row": seen[found.pk]}
            self._fault(number, "number", message)
        else:
            seen[found.pk] = number
        return found

    def _value(self, number: int, key: str, text: str) -> Any:
        if key == "owners":
            return owners_in(text)
        if key == "deadline":
            return self._date(number, text)
        if key in LENGTHS:
            if len(text) > LENGTHS[key]:
                self._fault(number, key, _("Au plus %(most)d caractères.") % {"most": LENGTHS[key]})
            return text
        if not text:
            return None if key in ("owner_post", "body") else ""
        known: dict[str, Any] = {"owner_post": self.posts, "body": self.bodies} | self.choices
        found = known[key].get(spelling_key(text))
        if found is None:
            self._fault(number, key, _("« %(text)s » n'est pas dans la liste.") % {"text": text[:60]})
        return found

    def _date(self, number: int, text: str) -> str:
        found = read_partial(text)
        if text and not found:
            message = _("« %(text)s » n'est pas une date : écrivez 2027, 2027-03 ou 2027-03-15.")
            self._fault(number, "deadline", message % {"text": text[:40]})
        return found

    def _check(self, number: int, values: dict[str, Any], row: Row) -> None:
        if not values.get("text", "").strip():
            self._fault(number, "text", _("Dites ce qui est à faire."))
        if values.get("kind") == "" or (row.existing is None and "kind" not in values):
            self._fault(number, "kind", _("Choisissez : action ou recommandation."))


def _ignored(existing: ActionPoint, line: Line) -> Iterator[str]:
    """Names of what somebody changed in a column that is only written: nobody should think it was taken."""
    state, progress = line.get("state", ""), PERCENT.match(line.get("progress", ""))
    if state and spelling_key(state) != spelling_key(str(existing.get_state_display())):
        yield "state"
    if progress and int(progress[1]) != existing.progress:
        yield "progress"


def _changes(existing: ActionPoint, values: dict[str, Any]) -> list[str]:
    """Names of what differs. Owners are compared as they are read and written."""
    found = []
    for key, value in values.items():
        known = [str(owner) for owner in existing.owners.all()] if key == "owners" else getattr(existing, key)
        if known != value:
            found.append(key)
    return found
