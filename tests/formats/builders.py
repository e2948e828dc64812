"""Small files made in the tests: Word from a body of XML, Excel from a sheet of XML."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Any

import openpyxl

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OTHERS = (
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write_zip(path: Path, members: dict[str, str | bytes]) -> Path:
    """A zip file with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return path


def _types(part: str, kind: str) -> str:
    return (
        f'{_HEAD}<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'


def word_members(body: str, *, styles: str = "", prologue: str = "") -> dict[str, str | bytes]:
    """Members of a Word document with this body."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _types("word/document.xml", _WORD_TYPE),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"{_HEAD}{prologue}<w:document {W} {_OTHERS}>"
        f"<w:body>{body}</w:body></w:document>",
    }
    if styles:
        members["word/styles.xml"] = f"{_HEAD}<w:styles {W}>{styles}</w:styles>"
    return members


def write_word(path: Path, body: str, *, styles: str = "") -> Path:
    """A Word document with this body."""
    return write_zip(path, word_members(body, styles=styles))


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str = "", properties: str = "") -> str:
    """A cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str) -> str:
    """A row of cells."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def excel_members(sheet: str, *, prologue: str = "", styles: str = "") -> dict[str, str | bytes]:
    """Members of a workbook of one sheet; `sheet` is what stands inside `worksheet`."""
    book = (
        f'{_HEAD}<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    return {
        "[Content_Types].xml": _types("xl/workbook.xml", _SHEET_TYPE),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/worksheets/sheet1.xml": f'{_HEAD}{prologue}<worksheet xmlns="{_SHEETS}">{sheet}</worksheet>',
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_SHEETS}">{styles}</styleSheet>',
    }


def write_excel_xml(path: Path, rows: str, *, after: str = "", styles: str = "") -> Path:
    """A workbook of one sheet from the XML of its rows, and of what follows them."""
    sheet = f"<sheetData>{rows}</sheetData>{after}"
    return write_zip(path, excel_members(sheet, styles=styles))


def write_excel(path: Path, rows: list[list[Any]]) -> Path:
    """A workbook of one sheet named Plan from values."""
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    for values in rows:
        book.active.append(values)
    book.save(path)
    return path


def compound_file(*names: str) -> bytes:
    """The container of old Office files, with empty streams of these names.

    Source: [MS-CFB]: a header, one sector of allocation table, sectors of directory.
    """
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in names)]
    directory = b"".join(entries)
    directory += b"\0" * (-len(directory) % 512)
    sectors = len(directory) // 512
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    allocation = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    return _compound_header() + allocation + directory


def _compound_header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return head + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)


def _entry(name: str, kind: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + b"\xff" * 12 + b"\0" * 36 + struct.pack("<IQ", 0xFFFFFFFE, 0)
