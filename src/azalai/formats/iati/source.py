"""The bytes of a file of activities, in pieces, unpacked when they are gzip, never too many."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from azalai.formats.iati.errors import IatiUnreadable

CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_MEGABYTE = 1_000_000

Source = Path | str | IO[bytes]


@dataclass(frozen=True, slots=True)
class IatiLimits:
    """Bounds of a reading; the defaults keep a process under 300 MB.

    file_bytes: of the file once unpacked. ratio: unpacked over packed, past `free_bytes`.
    record_bytes, record_marks: of one activity; marks are `<` and `=`, up to 200 bytes of memory each.
    records: activities in one file.
    """

    file_bytes: int = 2_000 * _MEGABYTE
    free_bytes: int = 50 * _MEGABYTE
    ratio: int = 200
    record_bytes: int = 32 * _MEGABYTE
    record_marks: int = 500_000
    records: int = 1_000_000


DEFAULT_LIMITS = IatiLimits()


def chunks(source: Source, limits: IatiLimits) -> Iterator[bytes]:
    """Pieces of the XML of a path or a binary stream; raises IatiUnreadable."""
    try:
        with _opened(source) as stream:
            yield from _bounded(stream, limits)
    except OSError as error:
        raise IatiUnreadable("missing") from error


def _opened(source: Source) -> IO[bytes] | nullcontext[IO[bytes]]:
    return Path(source).open("rb") if isinstance(source, str | Path) else nullcontext(source)


def _bounded(stream: IO[bytes], limits: IatiLimits) -> Iterator[bytes]:
    head = stream.read(CHUNK)
    if not head:
        raise IatiUnreadable("empty")
    pieces = _plain(head, stream)
    total = 0
    for piece in _unpacked(pieces, limits) if head.startswith(_GZIP) else pieces:
        total += len(piece)
        if total > limits.file_bytes:
            raise IatiUnreadable("too-large")
        yield piece
    if not total:
        raise IatiUnreadable("empty")


def _plain(head: bytes, stream: IO[bytes]) -> Iterator[bytes]:
    yield head
    while piece := stream.read(CHUNK):
        yield piece


def _unpacked(pieces: Iterator[bytes], limits: IatiLimits) -> Iterator[bytes]:
    """Members of a gzip file one after the other, each piece at most CHUNK long."""
    packed = unpacked = 0
    member = zlib.decompressobj(wbits=31)
    for piece in pieces:
        packed += len(piece)
        while piece:
            member = zlib.decompressobj(wbits=31) if member.eof else member
            out, piece = _step(member, piece)
            unpacked += len(out)
            if unpacked > max(limits.free_bytes, packed * limits.ratio):
                raise IatiUnreadable("gz-bomb")
            if out:
                yield out
    if not member.eof:
        raise IatiUnreadable("truncated")


def _step(member: zlib._Decompress, piece: bytes) -> tuple[bytes, bytes]:
    """What a piece gives, and what is left of it (zeros after a member are padding)."""
    try:
        out = member.decompress(piece, CHUNK)
    except zlib.error as error:
        raise IatiUnreadable("damaged") from error
    rest = member.unused_data.lstrip(b"\0") if member.eof else member.unconsumed_tail
    return out, rest
