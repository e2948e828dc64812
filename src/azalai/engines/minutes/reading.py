"""From the flow of a document to minutes: a machine that knows in which part it stands.

Each line either opens a part (attendance, agenda, a point, its discussion, its actions, the closing) or
belongs to the one that is open. Rows of tables open parts by their header, their labels, or their only cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from azalai.engines.minutes.agenda import agenda_of
from azalai.engines.minutes.attendance import attendants
from azalai.engines.minutes.dates import is_absent
from azalai.engines.minutes.drafts import Columns, ItemDraft, cell_drafts
from azalai.engines.minutes.entries import begins
from azalai.engines.minutes.flow import Line, Row, Unit, join
from azalai.engines.minutes.headings import NO_POINT, Heading, Headings
from azalai.engines.minutes.labels import (
    CLOSING,
    head_label,
    line_label,
    point_number,
    split_number,
)
from azalai.engines.minutes.model import AgendaItem, Attendant, Names, Source
from azalai.engines.minutes.tables import Layout, labelled_cells, layout_of
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


class Reader:
    """Reads units one by one. place: where the meeting was held, for names that depend on it."""

    def __init__(self, units: Sequence[Unit], title: str, names: Names, place: str) -> None:
        self.units, self.names, self.place = units, names, place
        self.parts = Parts()
        self.section = "head"
        self.layout: Layout | None = None
        self.headings = Headings(title)
        self._agenda: list[AgendaItem] | None = None

    def read(self) -> Parts:
        """All units."""
        for position, unit in enumerate(self.units):
            if isinstance(unit, Row):
                self._row(unit, position)
            else:
                self._line(unit, position)
        if self.parts.items:
            self.parts.items[-1].close_columns()
        return self.parts

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
        if CLOSING.match(squeeze(fold(line.text))) and (self.parts.items or self.section == "closing"):
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

    # Rows

    def _row(self, row: Row, position: int) -> None:
        self.parts.everything.append(" ; ".join(cell for cell in row.cells if cell.strip()))
        if row.distinct == 1:
            self._feed(row, 0, position)
            return
        layout = layout_of(row, in_item=self.item is not None and not self._in_items_table())
        if layout:
            self._close_item()
            self.layout = layout
        elif not self._labelled_row(row, position):
            self._data(row, position)

    def _in_items_table(self) -> bool:
        return self.layout is not None and self.layout.kind == "items"

    def _feed(self, row: Row, column: int, position: int) -> None:
        """The lines of one cell, as lines of the page."""
        texts, raws = row.cells[column].split("\n"), row.raws[column].split("\n")
        for text, raw in zip(texts, raws if len(raws) == len(texts) else texts, strict=True):
            if text.strip():
                self._line(Line(text.strip(), raw.strip(), row.source, in_cell=True), position)

    def _labelled_row(self, row: Row, position: int) -> bool:
        labelled = labelled_cells(row)
        if not labelled or (self.layout and self.layout.width == row.width):
            return False
        for role, value, column in labelled:
            source_line = Line(value, row.raws[column], row.source, in_cell=True)
            if role in ("discussion", "actions", "owner", "deadline"):
                self._labels_list(Line(_LABELS[role], "", row.source))
                for text in value.split("\n"):
                    if text.strip():
                        self._line(Line(text, text, row.source, in_cell=True), position)
            elif not self.parts.items:
                self._value(role, source_line)
        return True

    def _value(self, role: str, line: Line) -> None:
        """The cells beside a label of the head: each line of them is one of its values."""
        texts = line.text.split("\n")
        raws = line.raw.split("\n") if line.raw.count("\n") == len(texts) - 1 else texts
        for text, raw in zip(texts, raws, strict=True):
            part = Line(text, raw, line.source)
            if role in ("present", "excused"):
                self.section = role
                self._attend(part)
            elif role == "agenda":
                self._announce(text)
            else:
                self.parts.labels.append((role, part))
        self.section = "agenda" if role == "agenda" else "head"

    def _data(self, row: Row, position: int) -> None:
        layout = self.layout if self.layout and self.layout.width == row.width else None
        kind = layout.kind if layout else ""
        if layout and layout.repeats_header(row):
            return
        if layout and kind == "attendance":
            self._attendant(row, layout)
        elif layout and kind == "agenda" and not self.parts.items:
            number, topic = layout.text(row, "number"), squeeze(layout.text(row, "topic"))
            presenter = squeeze(layout.text(row, "presenter"))
            self._announce(f"{number}. {topic}" * bool(number) or f"- {topic}")
            if presenter and topic:
                self.parts.agenda_lines[-1] += f" ({presenter})"
        elif layout and kind == "items":
            self._item_row(row, layout)
        elif layout and kind:
            self._actions(row, layout)
        else:
            self._unknown(row, position)

    def _attendant(self, row: Row, layout: Layout) -> None:
        """The body only: names, telephones and addresses of people are left in the file."""
        text = squeeze(layout.text(row, "structure"))
        if text:
            self.parts.present.append(
                Line(f"- {text}", f"- {squeeze(layout.raw(row, 'structure'))}", row.source)
            )

    def _item_row(self, row: Row, layout: Layout) -> None:
        topic = "" if layout.goes_on(row, "topic") else layout.text(row, "topic")
        if topic.strip() and not is_absent(topic):
            self._open_topic(topic, layout.text(row, "number"), row)
        if self.item is None:
            self._open(Heading("", "", None), row.source)
        if self.item and not layout.goes_on(row, "discussion"):
            self.item.lines += [line for line in layout.text(row, "discussion").split("\n") if line.strip()]
        self._actions(row, layout)

    def _open_topic(self, topic: str, number: str, row: Row) -> None:
        layout, first = self.layout, topic.split("\n")
        heading = self.headings.titled(first[0], number.strip(" .-"), self)
        self._open(heading, row.source)
        self.layout = layout
        if self.item:
            self.item.lines += first[1:]

    def _actions(self, row: Row, layout: Layout) -> None:
        if self.item is None:
            self._open(Heading("", "", None), row.source)
            self.layout = layout
        item = self.item
        if item is None:
            return
        owner, deadline = layout.text(row, "owner"), layout.text(row, "deadline")
        text = layout.text(row, "action")
        if item.actions and text[:1].islower() and not owner.strip() + deadline.strip():
            item.actions[-1].text = join(item.actions[-1].text, squeeze(text))
            return
        again = layout.goes_on(row, "action") or not text.strip()
        if again and item.actions and not is_absent(owner + deadline):
            last = item.actions[-1]
            last.owner = "\n".join(filter(None, (last.owner, owner * (owner != last.owner))))
            last.deadline = last.deadline or deadline
            return
        number = layout.text(row, "number").strip(" .-") if layout.kind == "actions" else ""
        drafts = cell_drafts(text, owner, deadline, layout.text(row, "status"), row.source)
        if number.isdigit() and len(drafts) == 1 and not split_number(drafts[0].text)[0]:
            drafts[0].text = f"{number}. {drafts[0].text}"
        item.actions += drafts

    def _unknown(self, row: Row, position: int) -> None:
        """A row of a table without a header."""
        texts = [squeeze(cell) for cell in row.cells if cell.strip()]
        if self.section in ("present", "excused"):
            known = [text for text in texts if self.names.whole(text, self.place).code]
            if known:
                self._attend(Line(f"- {known[0]}", f"- {known[0]}", row.source))
            return
        text = " – ".join(texts)
        self._line(Line(text, text, row.source, in_cell=True), position)


_LISTS = frozenset({"present", "excused", "agenda"})
_LABELS = {
    "discussion": "Discussions", "actions": "Points d'action", "owner": "Responsable",
    "deadline": "Date limite",
}  # fmt: skip


def _rest_of(line: Line, rest: str) -> str:
    """The rest of a label as written, when its words had their spaces."""
    return rest if line.text == line.raw else line.raw.rpartition(":")[2].strip() or rest
