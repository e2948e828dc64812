"""The container of Office files before 2007, read just enough to say what stands in it.

Source: Microsoft, [MS-CFB] Compound File Binary File Format. Only the names of the directory and
the bytes of one large stream are read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks, not places


class CompoundFile:
    """A compound file held in memory; every method may raise ValueError or struct.error."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise ValueError("not a compound file")
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self._small_limit = struct.unpack_from("<I", data, 56)[0]
        self._next = self._sector_table()
        self._entries = dict(self._read_entries(struct.unpack_from("<I", data, 48)[0]))

    @property
    def names(self) -> frozenset[str]:
        """Names of all streams and storages."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Bytes of a stream; empty for one so small that it stands in the small-sector area."""
        start, size = self._entries[name]
        return b"" if size < self._small_limit else self._chain(start)[:size]

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        return self._data[begin : begin + self._size]

    def _sector_table(self) -> list[int]:
        table: list[int] = []
        for number in self._table_sectors():
            sector = self._sector(number)
            table += struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
        return table

    def _table_sectors(self) -> Iterator[int]:
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        further = struct.unpack_from("<I", self._data, 68)[0]
        seen = set()
        while further < _LAST and further not in seen:
            seen.add(further)
            sector = self._sector(further)
            *more, further = struct.unpack(f"<{self._size // 4}I", sector)
            numbers += more
        return iter(dict.fromkeys(number for number in numbers if number < _LAST))

    def _chain(self, number: int) -> bytes:
        parts, seen = [], set()
        while number < _LAST and number < len(self._next) and number not in seen:
            seen.add(number)
            parts.append(self._sector(number))
            number = self._next[number]
        return b"".join(parts)

    def _read_entries(self, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
        directory = self._chain(start)
        for offset in range(0, len(directory) - 127, 128):
            length = struct.unpack_from("<H", directory, offset + 64)[0]
            name = directory[offset : offset + max(0, min(length, 64) - 2)]
            place = struct.unpack_from("<II", directory, offset + 116)
            yield name.decode("utf-16-le", "replace"), place
