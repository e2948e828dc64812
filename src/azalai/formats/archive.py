"""Packages: the zip files full of XML that .docx, .xlsx and .ods are.

`check_package` looks at one before anything is read; `parts` then takes the XML out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from azalai.formats.errors import UnreadableFile, not_supported
from azalai.formats.limits import MEGABYTE, Limits

_CHUNK = 1 << 16
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # all that Office and LibreOffice write
_DECLARATIONS = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_LONGEST = max(map(len, _DECLARATIONS))
_ENCRYPTED_FLAG = 1

_CONTENT_TYPES = "[Content_Types].xml"
_MACRO_NAMES = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml)$|^xl/macrosheets/|^basic/", re.I)
# Content types of the main part, first match wins.
_OFFICE_KINDS = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
)
# Kept as they are where a file is only joined, never read.
PRESENTATIONS = (
    (b"presentationml.presentation.main+xml", "pptx"),
    (b"presentationml.slideshow.main+xml", "pptx"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
)
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_ODT_TYPE = b"application/vnd.oasis.opendocument.text"


def open_package(source: Path | bytes) -> zipfile.ZipFile:
    """The zip file at a path or in memory."""
    return zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)


def check_package(data: bytes, limits: Limits, *, also: Sequence[tuple[bytes, str]] = ()) -> str:
    """Kind of a package ("docx", "xlsx", "ods", "odt"); raises UnreadableFile when it is not to be read.

    also: further content types of the main part, with the kind that each is. Every member is unpacked
    once, in pieces, and counted: what the directory declares is not trusted. Packages inside the package
    are never opened.
    """
    if data.count(b"PK\x01\x02") > limits.members:
        raise UnreadableFile("zip-bomb")
    try:
        package = open_package(data)
    except zipfile.BadZipFile as error:
        raise UnreadableFile("truncated") from error
    with package:
        members = package.infolist()
        _check_declared(members, limits)
        _refuse_macro_names(package.namelist())
        kind = _kind(package, also)
        _check_unpacked(package, members, limits)
    return kind


def _check_declared(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise UnreadableFile("encrypted")
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise UnreadableFile("zip-bomb")
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > MEGABYTE and ratio > limits.ratio:
            raise UnreadableFile("zip-bomb")
        if member.compress_type not in _METHODS:
            raise UnreadableFile("damaged")


def _refuse_macro_names(names: list[str]) -> None:
    if any(_MACRO_NAMES.search(name) for name in names):
        raise UnreadableFile("macro")


def _kind(package: zipfile.ZipFile, also: Sequence[tuple[bytes, str]]) -> str:
    names = package.NameToInfo
    if _CONTENT_TYPES in names:
        return _office_kind(package.read(_CONTENT_TYPES), also)
    if "mimetype" in names and "content.xml" in names:
        return _open_document_kind(package.read("mimetype"), also)
    if any(name.startswith(("word/", "xl/")) for name in names):
        raise UnreadableFile("damaged")
    raise UnreadableFile(
        "not-supported",
        "Ce fichier est une archive zip et non un document : décompressez-la, puis donnez le"
        " document Word ou Excel qu'elle contient.",
    )


def _office_kind(types: bytes, also: Sequence[tuple[bytes, str]]) -> str:
    if b"binary.macroEnabled" in types:
        raise not_supported("un classeur Excel binaire (.xlsb)", ".xlsx")
    if b"macroEnabled" in types:
        raise UnreadableFile("macro")
    for mark, kind in (*_OFFICE_KINDS, *also):
        if mark in types:
            return kind
    if b"presentationml" in types:
        raise not_supported("une présentation PowerPoint", ".docx")
    raise UnreadableFile("damaged")


def _open_document_kind(mimetype: bytes, also: Sequence[tuple[bytes, str]]) -> str:
    if mimetype.startswith(_ODS_TYPE):
        return "ods"
    if mimetype.startswith(_ODT_TYPE):
        return "odt"
    for mark, kind in also:
        if mimetype.startswith(mark):
            return kind
    raise not_supported("un document LibreOffice", ".docx ou .xlsx")


def _check_unpacked(package: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = 0
    for member in members:
        is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
        with package.open(member) as stream:
            total += _count(stream, limits.unpacked_bytes - total, refuse_dtd=is_xml)


def _count(stream: IO[bytes], most: int, *, refuse_dtd: bool) -> int:
    total, tail = 0, b""
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
        if total > most:
            raise UnreadableFile("zip-bomb")
        window = tail + chunk
        if refuse_dtd and any(word in window for word in _DECLARATIONS):
            raise UnreadableFile("unsafe-xml")
        tail = window[-_LONGEST:]
    return total
