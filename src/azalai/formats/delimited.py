"""Text with columns: CSV as Excel, LibreOffice, KoboToolbox and people write it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Literal

from azalai.formats.errors import UnreadableFile
from azalai.formats.limits import DEFAULT_LIMITS, Limits, too_much_content
from azalai.formats.text import CONTROL_NOTE, clean, has_control
from azalai.tabular import Cell, Document, Table

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE = 200  # lines looked at to find the separator
_SAMPLE_LENGTH = 200_000
_LINES_PER_ROW = 5  # a quoted cell may hold several lines
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
MIXED_NOTE = (
    "Le fichier mélange deux façons de coder les accents (UTF-8 et Windows) : chaque ligne a été"
    " lue avec celle qui lui convient."
)
QUOTE_NOTE = "Un guillemet n'est pas refermé dans le fichier : les guillemets ont été lus comme du texte."


def read_csv(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The text at `path` as one table whose first row is line 1.

    The file has passed `guard.check_file`. Cells have text and no typed value. Raises
    UnreadableFile ("binary", "no-table", "too-wide", "too-large", "empty").
    """
    data = Path(path).read_bytes()
    if data.count(b"\n") > _LINES_PER_ROW * limits.rows:
        raise too_much_content()
    text, notes = decode(data)
    if has_control(text):
        notes.append(CONTROL_NOTE)
    text, separator = _separated(clean(text))
    records, closed = _records(text, separator, limits)
    if not closed:
        notes.append(QUOTE_NOTE)
    if not records:
        raise UnreadableFile("empty")
    return Document("csv", (Table(1, _grid(records, limits)),), notes=tuple(notes))


def decode(data: bytes) -> tuple[str, list[str]]:
    """Text of bytes in UTF-8, UTF-16 with its mark, Windows-1252 or a mix, and what to note."""
    if data.startswith(_UTF16):
        return data.decode("utf-16"), []
    if b"\x00" in data:
        raise UnreadableFile("binary")
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _decode_lines(data.removeprefix(b"\xef\xbb\xbf"))


def _decode_lines(data: bytes) -> tuple[str, list[str]]:
    lines = [_decode_line(line) for line in data.split(b"\n")]
    mixed = any(is_utf8 and not line.isascii() for line, is_utf8 in lines)
    return "\n".join(line for line, _ in lines), [MIXED_NOTE] if mixed else []


def _decode_line(line: bytes) -> tuple[str, bool]:
    try:
        return line.decode("utf-8"), True
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace"), False


def _separated(text: str) -> tuple[str, str]:
    """Text without Excel's own `sep=;` line, and the separator; raises "no-table" without one."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return rest, first[-1]
    return text, find_separator(text)


def find_separator(text: str) -> str:
    """The separator that cuts the most lines into one and the same number of columns.

    Raises UnreadableFile("no-table") when none cuts any.
    """
    sample = text[:_SAMPLE_LENGTH].split("\n")[:_SAMPLE]
    scores = {separator: _score(sample, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=scores.__getitem__)
    if scores[best] == (0, 0):
        raise UnreadableFile("no-table")
    return best


def _score(sample: list[str], separator: str) -> tuple[int, int]:
    """Lines of the most frequent width over one, and that width."""
    try:
        widths = [len(record) for record in csv.reader(sample, delimiter=separator)]
    except csv.Error:
        widths = [line.count(separator) + 1 for line in sample]
    counts = Counter(width for width in widths if width > 1)
    return max(((times, width) for width, times in counts.items()), default=(0, 0))


def _records(text: str, separator: str, limits: Limits) -> tuple[list[list[str]], bool]:
    """Records without the blank ones at the end; False when quotes do not close."""
    try:
        return _read(text, separator, limits, strict=True), True
    except csv.Error as error:
        if "delimiter expected" in str(error) or "expected after" in str(error):
            return _read_leniently(text, separator, limits)
        return _read(text, separator, limits, quoting=csv.QUOTE_NONE), False


def _read_leniently(text: str, separator: str, limits: Limits) -> tuple[list[list[str]], bool]:
    """For `"ainsi" dit`, which strict reading refuses."""
    try:
        return _read(text, separator, limits), True
    except csv.Error:
        return _read(text, separator, limits, quoting=csv.QUOTE_NONE), False


def _read(
    text: str,
    separator: str,
    limits: Limits,
    *,
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL,
    strict: bool = False,
) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting, strict=strict)
    records: list[list[str]] = []
    cells = last = 0
    for record in reader:
        limits.check_columns(len(record), "Le fichier")
        cells += len(record)
        if cells > limits.cells:
            raise too_much_content()
        limits.check_size(len(records), 1, "Le fichier")
        records.append(record)
        last = len(records) if any(field.strip() for field in record) else last
    return records[:last]


def _grid(records: list[list[str]], limits: Limits) -> tuple[tuple[Cell, ...], ...]:
    width = max(map(_used_width, records))
    limits.check_size(len(records), width, "Le fichier")
    return tuple(
        tuple(Cell(record[column] if column < len(record) else "", row, column) for column in range(width))
        for row, record in enumerate(records)
    )


def _used_width(record: list[str]) -> int:
    return max((column + 1 for column, field in enumerate(record) if field.strip()), default=0)
