"""Shading and bold of the cell styles of a LibreOffice workbook."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from azalai.formats.limits import Limits
from azalai.formats.parts import parse_part

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, _STYLE = f"{_NAMES}office:1.0}}", f"{_NAMES}table:1.0}}", f"{_NAMES}style:1.0}}"
_FO = f"{_NAMES}xsl-fo-compatible:1.0}}"
_NO_COLOUR = {None, "transparent", "#ffffff"}
_DEEPEST = 20  # styles based on one another


class OdsStyle(NamedTuple):
    """What a style says; None leaves it to the style that it is based on."""

    parent: str | None = None
    shaded: bool | None = None
    bold: bool | None = None


@dataclass(frozen=True)
class OdsStyles:
    """Cell styles by name, and the styles of tables that are hidden."""

    cells: dict[str, OdsStyle]
    hidden_tables: frozenset[str]

    def cell(self, name: str) -> OdsStyle:
        """A style with all that it is based on."""
        whole = OdsStyle()
        current: str | None = name
        for _ in range(_DEEPEST):
            style = self.cells.get(current or "")
            if style is None:
                break
            whole = OdsStyle(
                shaded=style.shaded if whole.shaded is None else whole.shaded,
                bold=style.bold if whole.bold is None else whole.bold,
            )
            current = style.parent
        return OdsStyle(shaded=bool(whole.shaded), bold=bool(whole.bold))


def cell_styles(package: zipfile.ZipFile, content: etree._Element, limits: Limits) -> OdsStyles:
    """Styles of a workbook: the named ones and those that the program made for each cell."""
    found = list(content.iterfind(f"{OFFICE}automatic-styles/{_STYLE}style"))
    if "styles.xml" in package.NameToInfo:
        found += parse_part(package, "styles.xml", limits).iterfind(f"{OFFICE}styles/{_STYLE}style")
    hidden = {_name(style) for style in found if _is_hidden(style)}
    cells = {_name(style): _read(style) for style in reversed(found) if _is_for(style, "table-cell")}
    return OdsStyles(cells, frozenset(hidden))


def _name(style: etree._Element) -> str:
    return style.get(_STYLE + "name", "")


def _is_for(style: etree._Element, family: str) -> bool:
    return style.get(_STYLE + "family") == family


def _is_hidden(style: etree._Element) -> bool:
    properties = style.find(_STYLE + "table-properties")
    return properties is not None and properties.get(TABLE + "display") == "false"


def _read(style: etree._Element) -> OdsStyle:
    cell = style.find(_STYLE + "table-cell-properties")
    text = style.find(_STYLE + "text-properties")
    colour = None if cell is None else cell.get(_FO + "background-color")
    weight = None if text is None else text.get(_FO + "font-weight")
    return OdsStyle(
        style.get(_STYLE + "parent-style-name"),
        None if colour is None else colour.lower() not in _NO_COLOUR,
        None if weight is None else weight == "bold" or weight >= "600",
    )
