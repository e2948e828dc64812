"""Photographs without what a telephone writes beside the picture: where it was taken, when, with what.

The picture itself is not read and stays as it is, byte by byte; of the rest only what is needed to show it
stays: its colours, and which side is up.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from azalai.formats.errors import UnreadableFile

JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
DAMAGED = "Cette image est incomplète ou abîmée : la copie s'est sans doute interrompue ; recopiez-la."
_SCAN, _END = 0xDA, 0xD9
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
# JFIF, colours, Adobe's way of writing colours; every other application segment and every comment goes.
_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
_PNG_LEFT = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})


def without_traces(kind: str, data: bytes) -> bytes:
    """The same picture without place, day, device and comments; every other kind of file as it is.

    kind: as `enclosure.check_enclosure` gives it. Raises UnreadableFile for a picture that is cut short.
    """
    if kind == "jpg":
        return _jpeg(data)
    return _png(data) if kind == "png" else data


def _jpeg(data: bytes) -> bytes:
    pieces, turned = [], b""
    for marker, piece in _segments(data):
        body = piece[4:]
        if marker == 0xE1 and body.startswith(_EXIF) and not turned:
            turned = _upright(body[len(_EXIF) :])
        is_application = 0xE0 <= marker <= 0xEF
        if marker == 0xFE or (is_application and not body.startswith(_KEPT.get(marker, b"\0none"))):
            continue
        pieces.append(piece)
    place = 1 if pieces and pieces[0][1] == 0xE0 else 0
    return b"".join([JPEG, *pieces[:place], turned, *pieces[place:]])


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment, a scan with its picture, up to the end of the picture."""
    at = len(JPEG)
    while True:
        start = _MARKER.match(data, at)
        if start is None:
            raise UnreadableFile("truncated", DAMAGED)
        marker, at = start[1][0], start.end()
        if marker == _END:
            yield marker, b"\xff\xd9"
            return
        if marker in _ALONE:
            continue
        end = at + _length(data, at)
        if marker == _SCAN:
            following = _MARKER.search(data, end)
            end = following.start() if following else len(data) + 1
        if end > len(data):
            raise UnreadableFile("truncated", DAMAGED)
        yield marker, b"\xff" + bytes([marker]) + data[at:end]
        at = end


def _length(data: bytes, at: int) -> int:
    length = int.from_bytes(data[at : at + 2], "big")
    if length < 2:
        raise UnreadableFile("truncated", DAMAGED)
    return length


def _upright(tiff: bytes) -> bytes:
    """A segment that says which side is up, and nothing else; b"" when none was said."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return b""
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    count = int.from_bytes(tiff[first : first + 2], "little" if order == "<" else "big")
    for number in range(count):
        at = first + 2 + 12 * number
        if at + 12 > len(tiff):
            return b""
        tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, at)
        if tag == _ORIENTATION and kind == 3 and 1 < value <= 8:
            told = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
            return b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF) + len(told)) + _EXIF + told
    return b""


def _png(data: bytes) -> bytes:
    pieces, at = [PNG], len(PNG)
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if name not in _PNG_LEFT:
            pieces.append(data[at : at + 12 + length])
        at += 12 + length
    return b"".join(pieces)
