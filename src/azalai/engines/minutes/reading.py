"""From the flow of a document to minutes: lines (`machine`) and rows of tables.

Rows open parts by their header, by their labels, or by their only cell.
"""

from __future__ import annotations

from azalai.engines.minutes.dates import is_absent
from azalai.engines.minutes.drafts import cell_drafts
from azalai.engines.minutes.flow import Line, Row, join
from azalai.engines.minutes.headings import Heading
from azalai.engines.minutes.labels import split_number
from azalai.engines.minutes.machine import LineReader, Parts
from azalai.engines.minutes.tables import Layout, labelled_cells, layout_of
from azalai.engines.minutes.text import squeeze


class Reader(LineReader):
    """Reads units one by one."""

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


_LABELS = {
    "discussion": "Discussions", "actions": "Points d'action", "owner": "Responsable",
    "deadline": "Date limite",
}  # fmt: skip
