"""A photograph that is joined to something does not say where it was taken."""

from __future__ import annotations

import struct
import zlib

import pytest

from azalai.formats.errors import UnreadableFile
from azalai.formats.pictures import without_traces

PLACE = b"13 30 54 N 2 6 45 E"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", 2 + len(body)) + body


def exif(order: str, turned: int) -> bytes:
    """What a telephone writes: which side is up, then the place."""
    head = struct.pack(f"{order}2sHI", b"II" if order == "<" else b"MM", 42, 8)
    rows = struct.pack(f"{order}HHHIHHI", 1, 0x0112, 3, 1, turned, 0, 0)
    return segment(0xE1, b"Exif\0\0" + head + rows + PLACE)


JFIF = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
COLOURS = segment(0xE2, b"ICC_PROFILE\0\x01\x01colours")
TABLE = segment(0xDB, bytes(65))
# A scan holds escaped 0xFF and restart markers, and a second scan follows a table.
SCAN = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
END = b"\xff\xd9"


def photo(*told: bytes, after: bytes = b"") -> bytes:
    return b"\xff\xd8" + b"".join(told) + TABLE + SCAN + segment(0xC4, b"table") + SCAN + END + after


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photograph_keeps_its_picture_its_colours_and_which_side_is_up(order: str) -> None:
    told = (
        JFIF,
        exif(order, 6),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
        segment(0xED, b"Photoshop 3.0\0" + PLACE),
        segment(0xE2, b"MPF\0" + PLACE),
        segment(0xFE, PLACE),
        COLOURS,
    )
    clean = without_traces("jpg", photo(*told, after=b"MotionPhoto" + PLACE))
    assert PLACE not in clean
    assert clean.startswith(b"\xff\xd8" + JFIF)
    assert clean.endswith(COLOURS + TABLE + SCAN + segment(0xC4, b"table") + SCAN + END)
    upright = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    assert upright in clean


def test_what_has_no_trace_stays_as_it_is_and_twice_is_once() -> None:
    assert without_traces("jpg", photo(JFIF)) == photo(JFIF)
    once = without_traces("jpg", photo(exif("<", 8)))
    assert without_traces("jpg", once) == once
    assert without_traces("pdf", b"%PDF-" + PLACE) == b"%PDF-" + PLACE


@pytest.mark.parametrize("cut", [2, 5, 20, 90, -1])
def test_a_photograph_that_is_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(UnreadableFile, match="incomplète"):
        without_traces("jpg", photo(JFIF)[:cut])


@pytest.mark.parametrize(
    "broken", [b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff", b"??*\0\x08\0\0\0\x01\0"]
)
def test_broken_notes_of_a_telephone_are_left_out(broken: bytes) -> None:
    assert without_traces("jpg", photo(segment(0xE1, b"Exif\0\0" + broken))) == photo()


def test_a_drawing_loses_its_notes_too() -> None:
    def piece(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head, end = b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", bytes(13)), piece(b"IEND", b"")
    notes = piece(b"eXIf", PLACE) + piece(b"iTXt", PLACE) + piece(b"tIME", bytes(7))
    assert without_traces("png", head + notes + piece(b"IDAT", b"x") + end) == (
        head + piece(b"IDAT", b"x") + end
    )
