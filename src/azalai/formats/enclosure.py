"""Files that people join to what they write: judged by their content, kept as they are, never read.

What a browser or a program could run is refused (web pages, drawings in SVG, macros, archives); so is
what is cut short or pretends to be something else.
"""

from __future__ import annotations

import re
import struct

from azalai.formats import archive
from azalai.formats.compound import SIGNATURE as COMPOUND
from azalai.formats.delimited import decode
from azalai.formats.errors import UnreadableFile, damage_reported
from azalai.formats.guard import check_compound, is_binary
from azalai.formats.limits import DEFAULT_LIMITS, Limits

# Kind, and the media type under which it is given back.
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "xls": "application/vnd.ms-excel",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
SUFFIXES = {"jpg": (".jpg", ".jpeg"), "csv": (".csv", ".tsv"), "txt": (".txt", ".text", ".md")}
WANTED = (
    "joignez un document Word, Excel, PowerPoint ou LibreOffice, un PDF, une image PNG ou JPEG, ou un texte."
)
_REFUSED = f"Ce fichier n'est pas d'un genre accepté : {WANTED}"
_WEB = "Ce fichier contient une page web ou un dessin SVG, qu'un navigateur exécuterait : " + WANTED
_CUT = {
    "pdf": "Ce PDF est incomplet ou abîmé : la copie s'est sans doute interrompue ; recopiez-le.",
    "image": "Cette image est incomplète ou abîmée : la copie s'est sans doute interrompue ; recopiez-la.",
}
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_PDF_WITHIN, _PDF_END = 1024, 4096
_TAGS = re.compile(
    r"<\s*(!doctype|\?xml|html|head|body|script|svg|math|iframe|object|embed|frameset|xsl:|meta|base)\b",
    re.IGNORECASE,
)
_NAME_END = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}$")
LONGEST_NAME = 150


def check_enclosure(name: str, data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Kind of a file that may be joined, a key of KINDS; the name only tells a table from a text.

    Raises UnreadableFile, with a sentence for a person.
    """
    limits.check_file_size(len(data))
    with damage_reported():
        if data.startswith(b"PK"):
            return archive.check_package(data, limits, also=archive.PRESENTATIONS)
        if data.startswith(COMPOUND):
            return _checked_compound(data, limits)
        if data.startswith(_PNG):
            return _checked_png(data)
        if data.startswith(_JPEG):
            return _checked_jpeg(data)
        if b"%PDF-" in data[:_PDF_WITHIN]:
            return _checked_pdf(data)
        return _checked_text(data, name)


def _checked_compound(data: bytes, limits: Limits) -> str:
    try:
        return check_compound(data, limits)
    except UnreadableFile as error:
        raise UnreadableFile("not-supported", _REFUSED) if error.code == "binary" else error from error


def _checked_png(data: bytes) -> str:
    """Every piece has the length that it declares, and nothing follows the last."""
    at, name = len(_PNG), b""
    while at + 12 <= len(data) and name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        at += 12 + length
    if name != b"IEND" or at != len(data):
        raise UnreadableFile("truncated", _CUT["image"])
    return "png"


def _checked_jpeg(data: bytes) -> str:
    """It has an end; telephones write more behind it, which no viewer runs."""
    if b"\xff\xd9" not in data:
        raise UnreadableFile("truncated", _CUT["image"])
    return "jpg"


def _checked_pdf(data: bytes) -> str:
    """A mail program may have written a line before it, never a page."""
    if b"<" in data[: data.index(b"%PDF-")]:
        raise UnreadableFile("not-supported", _WEB)
    if b"%%EOF" not in data[-_PDF_END:]:
        raise UnreadableFile("truncated", _CUT["pdf"])
    return "pdf"


def _checked_text(data: bytes, name: str) -> str:
    if data.startswith((b"{\\rtf", b"GIF8", b"RIFF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")) or is_binary(data):
        raise UnreadableFile("not-supported", _REFUSED)
    text, _notes = decode(data)
    if not text.strip():
        raise UnreadableFile("empty")
    if _TAGS.search(text):
        raise UnreadableFile("not-supported", _WEB)
    return "csv" if name.lower().endswith(SUFFIXES["csv"]) else "txt"


def clean_name(name: str, kind: str) -> str:
    """The file's own name: no folder, nothing that does not print ; the ending of its kind."""
    base = name.replace("\\", "/").rpartition("/")[2]
    base = " ".join("".join(c for c in base if c.isprintable() and c not in '<>:"|?*').split()).strip(". ")
    allowed = SUFFIXES.get(kind, (f".{kind}",))
    base = base if base.lower().endswith(allowed) else _NAME_END.sub("", base)
    found = next((end for end in allowed if base.lower().endswith(end)), "")
    stem = base[: len(base) - len(found)].strip(". ")[:LONGEST_NAME]
    return (stem or "document") + (found or allowed[0])
