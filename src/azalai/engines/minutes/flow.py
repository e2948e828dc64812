"""A document as one flow of lines and rows, in the order of the page, its lost spaces given back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from azalai.engines.minutes.dates import is_absent, points_in
from azalai.engines.minutes.labels import PAGE, TITLE, head_label, line_label, split_number
from azalai.engines.minutes.lexicon import Lexicon
from azalai.engines.minutes.model import Source
from azalai.engines.minutes.separating import Separator, lost_its_spaces
from azalai.engines.minutes.text import fold, has_bullet, key, squeeze
from azalai.tabular import Cell, Document, Table

MOST_LINES = 20_000  # read of one document, its rows included
WRAPPED = frozenset({"txt", "pdf"})
LINKING = re.compile(
    r"(?:^|[\s'])(?:de|la|le|les|des|du|et|ou|a|au|aux|en|par|pour|sur|dans|un|une|que|qui|avec|ce|cette|ses|son|leur|d|l)$|,$"
)
ENDED = ".;:!?…"
REPEATED = 3  # a line met so often at the same place of pages is a running head
LONGEST_RUNNING_HEAD = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. raw: as written; mark: "heading", "list" or ""; in_cell: it stands in a table."""

    text: str
    raw: str
    source: Source
    mark: str = ""
    in_cell: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the text of each grid column, and whether it goes on from the row above."""

    cells: tuple[str, ...]
    raws: tuple[str, ...]
    continued: tuple[bool, ...]
    distinct: int
    source: Source
    width: int


Unit = Line | Row


def is_glued(document: Document, lexicon: Lexicon) -> bool:
    """Whether the words of a document lost their spaces."""
    return lost_its_spaces(_texts(document), lexicon)


def _texts(document: Document) -> Iterator[str]:
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            yield from {id(cell): cell.text for cell in row}.values()


def flow_of(document: Document, lexicon: Lexicon, *, glued: bool) -> list[Unit]:
    """Lines and rows. Running heads and page numbers are left out; wrapped lines are joined."""
    separate = Separator(lexicon, everywhere=glued)
    units = list(_units(document, separate, wrapped=document.kind == "pdf"))[:MOST_LINES]
    units = list(_without_running_heads(units))
    return list(_joined(units)) if document.kind in WRAPPED else units


def _units(document: Document, separate: Separator, *, wrapped: bool) -> Iterator[Unit]:
    tables = list(document.tables)
    marks = document.marks or ("",) * len(document.paragraphs)
    for number, (text, mark) in enumerate(zip(document.paragraphs, marks, strict=False)):
        while tables and tables[0].after <= number:
            yield from _rows(tables.pop(0), separate, wrapped=wrapped)
        for line in text.split("\n"):
            if line.strip():
                yield _line(line.strip(), Source(line=number + 1), mark, separate)
    for table in tables:
        yield from _rows(table, separate, wrapped=wrapped)


def _line(raw: str, source: Source, mark: str, separate: Separator) -> Line:
    """Word keeps the bullets of its lists out of the text: they are put back."""
    text = separate(raw)
    if mark == "list" and not (has_bullet(text) or split_number(text)[0]):
        text = f"• {text}"
    return Line(text, raw, source, mark)


def _rows(table: Table, separate: Separator, *, wrapped: bool) -> Iterator[Row]:
    for number, row in enumerate(table.rows):
        if any(cell.text.strip() for cell in row):
            yield _row(row, number, table, separate, wrapped=wrapped)


def _row(row: tuple[Cell, ...], number: int, table: Table, separate: Separator, *, wrapped: bool) -> Row:
    seen: set[int] = set()
    raws, continued = [], []
    for cell in row:
        again = id(cell) in seen
        raws.append("" if again else unwrapped(cell.text) if wrapped else cell.text)
        continued.append(not again and cell.row != number)
        seen.add(id(cell))
    source = Source(table.number, table.first_row + number)
    return Row(tuple(map(separate, raws)), tuple(raws), tuple(continued), len(seen), source, len(row))


def _without_running_heads(units: list[Unit]) -> Iterator[Unit]:
    """The title printed on each page, and the numbers of pages."""
    counts = Counter(key(unit.text) for unit in units if isinstance(unit, Line))
    met: set[str] = set()
    for unit in units:
        if isinstance(unit, Line) and not unit.in_cell:
            folded = key(unit.text)
            if PAGE.match(squeeze(fold(unit.text))) and not points_in(unit.text):
                continue
            if folded in met and _runs(unit.text, counts[folded]):
                continue
            met.add(folded)
        yield unit


def _runs(text: str, times: int) -> bool:
    if len(text) > LONGEST_RUNNING_HEAD:
        return False
    return bool(TITLE.search(fold(text))) or (times >= REPEATED and not line_label(text) and is_long(text))


def is_long(text: str) -> bool:
    """Longer than what people repeat in lists and cells."""
    return len(key(text)) > 30


def _joined(units: Iterable[Unit]) -> Iterator[Unit]:
    """Lines that were wrapped by the width of the page, as one."""
    held: Line | None = None
    for unit in units:
        if isinstance(unit, Row):
            if held:
                yield held
            held = None
            yield unit
        elif held and _goes_on(held, unit):
            held = Line(join(held.text, unit.text), join(held.raw, unit.raw), held.source, held.mark)
        else:
            if held:
                yield held
            held = unit
    if held:
        yield held


def unwrapped(text: str) -> str:
    """The lines of a narrow cell, those cut by its width joined."""
    lines = (Line(line, line, Source()) for line in text.split("\n") if line.strip())
    return "\n".join(unit.text for unit in _joined(lines) if isinstance(unit, Line))


def _goes_on(held: Line, line: Line) -> bool:
    if held.mark == "heading" or line.mark == "heading" or _stands_alone(line) or _stands_alone(held):
        return False
    if split_number(line.text)[0] or has_bullet(line.text):
        return False
    last = held.text.rstrip()
    if last.endswith("-") and line.text[:1].islower():
        return True
    if LINKING.search(fold(last)):
        return True
    return line.text[:1].islower() and last[-1:] not in ENDED


def _stands_alone(line: Line) -> bool:
    if line_label(line.text) or is_absent(line.text):
        return True
    label = head_label(line.text)
    if label and not label[1]:
        return True
    points = points_in(line.text)
    return bool(points) and len(line.text) <= points[-1].end - points[0].start + 4


def join(text: str, more: str) -> str:
    """Two lines as one; a hyphen at the end keeps the parts of its word together."""
    text, more = text.rstrip(), more.strip()
    if text.endswith("-") and not text.endswith(" -"):
        return f"{text}{more}"
    return f"{text} {more}".strip()
