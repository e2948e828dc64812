"""The machine that reads lines: it knows in which part of the minutes it stands.

Each line either opens a part (attendance, agenda, a point, its discussion, its actions, the closing) or
belongs to the one that is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from azalai.engines.minutes.agenda import agenda_of
from azalai.engines.minutes.attendance import attendants
from azalai.engines.minutes.drafts import Columns, ItemDraft
from azalai.engines.minutes.entries import begins
from azalai.engines.minutes.flow import Line, Unit
from azalai.engines.minutes.headings import NO_POINT, Heading, Headings, value_of
from azalai.engines.minutes.labels import (
    CLOSING,
    NEXT_ALONE,
    head_label,
    line_label,
    point_number,
    split_number,
)
from azalai.engines.minutes.model import AgendaItem, Attendant, Names, Source
from azalai.engines.minutes.tables import Layout
from azalai.engines.minutes.text import fold, has_bullet, key, squeeze, without_bullet

LONG_PROSE = 160


@dataclass
class Parts:
    """What the machine found, before it is understood."""

    head: list[Line] = field(default_factory=list)
    labels: list[tuple[str, Line]] = field(default_factory=list)
    present: list[Line] = field(default_factory=list)
    excused: list[Line] = field(default_factory=list)
    agenda_lines: list[str] = field(default_factory=list)
    items: list[ItemDraft] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    everything: list[str] = field(default_factory=list)


class LineReader:
    """Reads units one by one. place: where the meeting was held, for names that depend on it."""

    def __init__(self, units: Sequence[Unit], title: str, names: Names, place: str) -> None:
        self.units, self.names, self.place = units, names, place
        self.parts = Parts()
        self.section = "head"
        self.layout: Layout | None = None
        self.headings = Headings(title)
        self._agenda: list[AgendaItem] | None = None

    @property
    def agenda(self) -> list[AgendaItem]:
        """Points announced so far."""
        if self._agenda is None:
            self._agenda = agenda_of(self.parts.agenda_lines, self.names, self.place)
        return self._agenda

    @property
    def item(self) -> ItemDraft | None:
        """The point that is open."""
        return self.parts.items[-1] if self.parts.items else None

    @property
    def has_first(self) -> bool:
        """Whether the list that is open has a number 1, or bullets."""
        lines = self.parts.present if self.section == "present" else self.parts.excused
        return any(has_bullet(line.text) or split_number(line.text)[0] == "1" for line in lines)

    @property
    def next_action(self) -> int:
        """The number that comes next in the list of actions that is open, 1 when it has none."""
        texts = self.item.columns.actions if self.item and self.item.columns else []
        values = [value_of(split_number(text)[0]) for text in texts]
        return next((value + 1 for value in reversed(values) if value), 1)

    def attendance(self) -> tuple[Attendant, ...]:
        """Those present, then those excused."""
        here = attendants(self.parts.present, self.names, self.place)
        absent = attendants(self.parts.excused, self.names, self.place, excused=True)
        return (*here, *absent)

    # Lines

    def _line(self, line: Line, position: int) -> None:
        self.parts.everything.append(line.text)
        if not line.in_cell:
            self.layout = None
        if self._opens_part(line) or self._opens_item(line, position) or self._labels_list(line):
            return
        self._belongs(line)

    def _opens_part(self, line: Line) -> bool:
        """Labels of the head, of the attendance and of the agenda; the closing."""
        if self._closes(line) and (self.parts.items or self.section == "closing"):
            self._close_item()
            self.section = "closing"
            self.parts.closing.append(line)
            return True
        if self.parts.items and self.section != "closing":
            return False
        text = split_number(line.text)[1] if self.section in ("head", "agenda", "present") else line.text
        label = head_label(text)
        if not label or (self.section == "closing" and label[0] not in ("present", "excused")):
            return False
        return self._labelled(label[0], label[1], line)

    def _closes(self, line: Line) -> bool:
        """The meeting ends here: a sentence that says so, or a heading for the next meeting alone."""
        text = squeeze(fold(line.text))
        return bool(CLOSING.match(text) or (line.mark == "heading" and NEXT_ALONE.fullmatch(text)))

    def _labelled(self, role: str, rest: str, line: Line) -> bool:
        if role in ("present", "excused"):
            self.section = role
            if rest:
                self._attend(Line(rest, _rest_of(line, rest), line.source))
        elif role == "agenda":
            self.section = "agenda"
            if rest:
                self._announce(rest)
        else:
            self.section = "head" if rest else role
            self.parts.labels.append((role, Line(rest, _rest_of(line, rest), line.source)))
        return True

    def _opens_item(self, line: Line, position: int) -> bool:
        heading = self.headings.heading(line, self.units[position + 1 : position + 4], self)
        if heading is None:
            return self._comes_to_point(line)
        self._open(heading, line.source)
        return True

    def _comes_to_point(self, line: Line) -> bool:
        """ "Concernant le deuxième point, il a été…": the point, and what was said of it."""
        number = point_number(line.text)
        if not number or number > len(self._numbered()):
            return False
        index, entry = self._numbered()[number - 1]
        if self.item is None or self.item.agenda != index:
            self._open(Heading(entry.number or str(number), entry.title, index), line.source)
        if self.item:
            self.item.lines.append(line.text)
        self.section = "discussion"
        return True

    def _numbered(self) -> list[tuple[int, AgendaItem]]:
        numbered = [(index, entry) for index, entry in enumerate(self.agenda) if entry.number]
        return numbered or list(enumerate(self.agenda))

    def _open(self, heading: Heading, source: Source) -> None:
        self._close_item()
        self.section, self.layout = "discussion", None
        self.parts.items.append(ItemDraft(heading.number, heading.title, source, heading.agenda))

    def _close_item(self) -> None:
        if self.item:
            self.item.close_columns()

    def _labels_list(self, line: Line) -> bool:
        """ "Points clés de discussion", "Points d'action", "Responsable", "Date limite" alone on a line."""
        text = without_bullet(split_number(line.text)[1])
        label = line_label(text)
        rest = ""
        if not label and ":" in text[:60]:
            label, rest = line_label(text.partition(":")[0]), text.partition(":")[2]
            label = label if label in ("actions", "discussion") else ""
        if (
            not label
            or self.section == "closing"
            or (self.section == "present" and label in ("owner", "deadline"))
        ):
            return False
        if self.item is None:
            self._open(Heading("", "", None), line.source)
        self._list(label, rest, line.source)
        return True

    def _list(self, label: str, rest: str, source: Source) -> None:
        item = self.item
        if item is None:
            return
        if label in ("discussion", "actions"):
            item.close_columns()
            self.section = label
            if label == "actions":
                item.columns = Columns(source=source)
            if rest.strip():
                (item.columns.actions if item.columns else item.lines).append(squeeze(rest))
        elif item.columns:
            item.columns.at = "owners" if label == "owner" else "deadlines"

    def _belongs(self, line: Line) -> None:
        if self.section in _LISTS and (line.mark == "heading" or NO_POINT.match(key(line.text))):
            self.section = "head"
            self.parts.head.append(line)
        elif self.section in ("present", "excused"):
            self._attend(line)
        elif self.section == "agenda":
            self._agenda_line(line)
        elif self.section == "closing":
            self.parts.closing.append(line)
        elif self.section in ("date", "place", "time", "end"):
            self.parts.labels.append((self.section, line))
            self.section = "head"
        elif self.item is None:
            self.parts.head.append(line)
        else:
            self._in_item(self.item, line)

    def _in_item(self, item: ItemDraft, line: Line) -> None:
        columns = item.columns
        if columns is None:
            item.lines.append(line.text)
        elif self._is_prose(line, columns):
            item.close_columns()
            self.section = "discussion"
            item.lines.append(line.text)
        else:
            columns.add(line.text, self.names, self.place)

    def _is_prose(self, line: Line, columns: Columns) -> bool:
        """A paragraph after a list of actions is no action."""
        listed = any(begins(text) for text in columns.actions)
        return (
            listed
            and not columns.has_columns
            and not begins(line.text)
            and (len(line.text) > LONG_PROSE or columns.actions[-1][-1:] == ".")
        )

    def _attend(self, line: Line) -> None:
        lines = self.parts.present if self.section == "present" else self.parts.excused
        prose = len(line.text) > LONG_PROSE and not begins(line.text) and line.text.rstrip()[-1:] == "."
        if lines and prose and ";" not in line.text:
            self.section = "head"
            self.parts.head.append(line)
            return
        lines.append(line)

    def _agenda_line(self, line: Line) -> None:
        known = self.parts.agenda_lines
        listed = any(begins(text) for text in known)
        if listed and not begins(line.text) and known[-1][-1:] == "." and line.text[:1].isupper():
            self.section = "opening"
            self.parts.head.append(line)
            return
        self._announce(line.text)

    def _announce(self, text: str) -> None:
        self.parts.agenda_lines.append(text)
        self._agenda = None


_LISTS = frozenset({"present", "excused", "agenda"})


def _rest_of(line: Line, rest: str) -> str:
    """The rest of a label as written, when its words had their spaces."""
    return rest if line.text == line.raw else line.raw.rpartition(":")[2].strip() or rest
