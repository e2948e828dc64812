"""Texts of a workbook: the shared strings, which Excel keeps once each, and those inside cells."""

from __future__ import annotations

import re
import zipfile
from typing import NamedTuple

from azalai.formats.limits import Limits, too_much_content
from azalai.formats.parts import open_part, parse_events
from azalai.formats.text import clean, has_control

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_OFF = {"0", "false"}
_LONGEST = 1_000_000  # signs in one text; Excel itself stops at 32 767


class RichText(NamedTuple):
    """A text; bold is None where the cell's own style decides.

    cleaned: control characters were taken out.
    """

    text: str
    bold: bool | None = None
    cleaned: bool = False


class RichTextReader:
    """Follows the elements inside an `si` or `is` element; phonetic hints are left out."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._listening = self._phonetic = False
        self._run_bold: bool | None = None
        self._bolds: list[bool] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        if name == "t":
            self._listening = not self._phonetic
        elif name == "r":
            self._run_bold = False
        elif name == "b" and self._run_bold is not None:
            self._run_bold = attributes.get("val", "1") not in _OFF
        elif name == "rPh":
            self._phonetic = True

    def text(self, piece: str) -> None:
        """Characters come."""
        if not self._listening:
            return
        self._pieces.append(piece)
        self._length += len(piece)
        if self._length > _LONGEST:
            raise too_much_content()
        if self._run_bold is not None and piece.strip():
            self._bolds.append(self._run_bold)

    def end(self, name: str) -> None:
        """An element closes."""
        if name == "t":
            self._listening = False
        elif name == "rPh":
            self._phonetic = False

    def result(self) -> RichText:
        """The whole text."""
        return unescaped("".join(self._pieces), bold=all(self._bolds) if self._bolds else None)


def unescaped(text: str, *, bold: bool | None = None) -> RichText:
    """Excel writes a control character as `_x0001_`; such characters are taken out."""
    raw = _ESCAPED.sub(_character, text) if "_x" in text else text
    return RichText(clean(raw), bold, not raw.isprintable() and has_control(raw))


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


class _StringsReader:
    def __init__(self, limits: Limits) -> None:
        self.strings: list[RichText] = []
        self._limits = limits
        self._item: RichTextReader | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._item = RichTextReader()
        elif self._item is not None:
            self._item.start(name, attributes)

    def text(self, piece: str) -> None:
        if self._item is not None:
            self._item.text(piece)

    def end(self, name: str) -> None:
        if self._item is None:
            return
        if name != "si":
            self._item.end(name)
            return
        self.strings.append(self._item.result())
        self._item = None
        if len(self.strings) > self._limits.cells:
            raise too_much_content()


def read_strings(package: zipfile.ZipFile, name: str, limits: Limits) -> list[RichText]:
    """The strings in the order in which cells name them; empty when the part is absent."""
    if name not in package.NameToInfo:
        return []
    reader = _StringsReader(limits)
    with open_part(package, name) as stream:
        parse_events(stream, reader)
    return reader.strings
