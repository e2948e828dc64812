"""The cell formats of a workbook: shading, bold and number format of each style number."""

from __future__ import annotations

import zipfile
from typing import NamedTuple

from lxml import etree

from azalai.formats.limits import Limits
from azalai.formats.numbers import BUILT_IN, NumberFormat, parse_format
from azalai.formats.parts import parse_part

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WHITE_INDEXES = {"1", "9", "64", "65"}  # white twice, system foreground and background
_OFF = {"0", "false"}


class CellStyle(NamedTuple):
    """What a style number means to a reader."""

    shaded: bool = False
    bold: bool = False
    number: NumberFormat = NumberFormat()


PLAIN = CellStyle()


def read_styles(package: zipfile.ZipFile, name: str, limits: Limits) -> list[CellStyle]:
    """The styles in the order in which cells name them; empty when the part is absent."""
    try:
        root = parse_part(package, name, limits)
    except KeyError:
        return []
    fills = [_is_shaded(fill) for fill in root.iterfind(f"{MAIN}fills/{MAIN}fill")]
    bolds = [_is_on(font.find(f"{MAIN}b")) for font in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    formats = _formats(root)
    return [
        CellStyle(
            _at(fills, xf.get("fillId")),
            _at(bolds, xf.get("fontId")),
            formats.get(xf.get("numFmtId", "0"), NumberFormat()),
        )
        for xf in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
    ]


def _formats(root: etree._Element) -> dict[str, NumberFormat]:
    codes = {str(number): code for number, code in BUILT_IN.items()}
    for own in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt"):
        codes[own.get("numFmtId", "")] = own.get("formatCode", "")
    return {number: parse_format(code) for number, code in codes.items()}


def _at(flags: list[bool], index: str | None) -> bool:
    return index is not None and index.isdigit() and int(index) < len(flags) and flags[int(index)]


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get("val", "1") not in _OFF


def _is_shaded(fill: etree._Element) -> bool:
    if fill.find(f"{MAIN}gradientFill") is not None:
        return True
    pattern = fill.find(f"{MAIN}patternFill")
    kind = pattern.get("patternType", "none") if pattern is not None else "none"
    if kind != "solid" or pattern is None:
        return kind != "none"
    return not _is_white(pattern.find(f"{MAIN}fgColor"))


def _is_white(colour: etree._Element | None) -> bool:
    if colour is None or colour.get("auto") is not None:
        return True
    if (rgb := colour.get("rgb")) is not None:
        return rgb.upper()[-6:] == "FFFFFF"
    if (theme := colour.get("theme")) is not None:
        return theme == "0" and colour.get("tint", "0").strip("0.-") == ""
    return colour.get("indexed") in _WHITE_INDEXES
