"""Which letters our fonts can print: PDF/UA refuses a file with a letter that would show as an empty box.

Reads the table "cmap" of each font (OpenType specification, formats 4 and 12).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache

from azalai.formats.report.shaping import FONTS

UNKNOWN = "\ufffd"
SPACES = frozenset("\n \u00a0\u202f")
# Marks without a shape of their own: no loss when they go.
SHAPELESS = frozenset(map(chr, [0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF]))
UNICODE = ((3, 1), (3, 10), (0, 3), (0, 4))


def printable(text: str) -> str:
    """The text with "\ufffd" for each letter that none of our fonts has."""
    known = _letters()
    if known.issuperset(text):
        return text
    return "".join(sign if sign in known else "" if sign in SHAPELESS else UNKNOWN for sign in text)


@cache
def _letters() -> frozenset[str]:
    found = {chr(code) for path in sorted(FONTS.glob("*-Regular.ttf")) for code in _codes(path.read_bytes())}
    return frozenset(found) | SPACES


def _codes(font: bytes) -> Iterator[int]:
    """Code points that a font maps to a glyph."""
    table = _cmap(font)
    (count,) = struct.unpack_from(">H", font, table + 2)
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", font, table + 4 + 8 * number)
        if (platform, encoding) in UNICODE:
            yield from _subtable(font, table + offset)


def _cmap(font: bytes) -> int:
    """Where the table stands."""
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if tag == b"cmap":
            return int(offset)
    raise ValueError("a font without a table of letters")


def _subtable(font: bytes, at: int) -> Iterator[int]:
    (layout,) = struct.unpack_from(">H", font, at)
    if layout == 12:
        (groups,) = struct.unpack_from(">L", font, at + 12)
        for number in range(groups):
            first, last, _ = struct.unpack_from(">LLL", font, at + 16 + 12 * number)
            yield from range(first, last + 1)
    elif layout == 4:
        yield from _segments(font, at)


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Format 4; the last segment (0xFFFF) maps nothing."""
    (double,) = struct.unpack_from(">H", font, at + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + double)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
