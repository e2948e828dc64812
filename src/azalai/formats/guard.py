"""Look at a file before it is read: what it is by its content, and whether it is safe to open.

Nothing is parsed here. A package is unpacked once in small pieces, counted and thrown away, so
that what the readers open afterwards is known to be whole and bounded.
"""

from __future__ import annotations

import re
from pathlib import Path

from azalai.formats import archive
from azalai.formats.compound import SIGNATURE as COMPOUND
from azalai.formats.compound import CompoundFile
from azalai.formats.errors import (
    UnreadableFile,
    damage_reported,
    not_supported,
    wrong_extension,
)
from azalai.formats.limits import DEFAULT_LIMITS, Limits

_OFFICE = {".docx", ".dotx", ".xlsx", ".xltx", ".ods", ".xls"}
_WORD = {".docx", ".dotx", ".doc", ".odt"}
# Signature, what it is, what to save it as.
_KNOWN = (
    (b"%PDF", "un document PDF", ".docx ou .xlsx (demandez à son auteur le fichier d'origine)"),
    (b"{\\rtf", "un document RTF", ".docx"),
    (b"\x89PNG", "une image", ".docx ou .xlsx"),
    (b"\xff\xd8\xff", "une photo", ".docx ou .xlsx"),
    (b"Rar!", "une archive RAR", ".docx ou .xlsx, hors de l'archive"),
    (b"7z\xbc\xaf", "une archive 7z", ".docx ou .xlsx, hors de l'archive"),
    (b"\x1f\x8b", "une archive gzip", ".docx ou .xlsx, hors de l'archive"),
)
_WEB = re.compile(rb"<(!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a")) + b"\x7f"
_FEW, _MOST_CONTROL = 8, 0.05


def check_file(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Kind of the file at `path`, by its content: "docx", "xlsx", "xls", "ods" or "csv".

    Raises UnreadableFile when it is something else, too large, damaged or dangerous.
    """
    data = file_bytes(Path(path), limits)
    suffix = Path(path).suffix.lower()
    with damage_reported():
        if data.startswith(b"PK"):
            return _check_table(archive.check_package(data, limits))
        if data.startswith(COMPOUND):
            return check_compound(data, limits)
        return _check_text(data, suffix)


def file_bytes(path: Path, limits: Limits) -> bytes:
    """All of a file; raises UnreadableFile when it is absent, empty or too heavy."""
    try:
        limits.check_file_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile("missing") from error


def _check_table(kind: str) -> str:
    """A text of LibreOffice is read elsewhere (`prose`): plans come as tables."""
    if kind == "odt":
        raise not_supported("un document LibreOffice (.odt)", ".docx")
    return kind


def check_compound(data: bytes, limits: Limits) -> str:
    names = CompoundFile(data).names
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise UnreadableFile("encrypted")
    if "WordDocument" in names:
        raise not_supported("un document Word ancien (.doc)", ".docx")
    if not names & {"Workbook", "Book"}:
        raise UnreadableFile("binary")
    if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
        raise UnreadableFile("macro")
    return "xls"


def _check_text(data: bytes, suffix: str) -> str:
    _refuse_known(data, suffix)
    if is_binary(data):
        raise UnreadableFile("truncated" if suffix in _OFFICE and _is_hollow(data) else "binary")
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise UnreadableFile("empty")
    if suffix in _WORD:
        raise wrong_extension(suffix, "un simple texte")
    return "csv"


def _refuse_known(data: bytes, suffix: str) -> None:
    head = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, what, wanted in _KNOWN:
        if head.startswith(signature):
            raise wrong_extension(suffix, what) if suffix in _OFFICE else not_supported(what, wanted)
    if _WEB.search(head):
        raise wrong_extension(suffix or "rien", "une page web")
    if head.startswith(b"<?xml"):
        raise not_supported("un document XML", ".docx ou .xlsx")


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding that is read."""
    if data.startswith(_UTF16):
        return False
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    return b"\x00" in data or controls > max(_FEW, _MOST_CONTROL * len(data))


def _is_hollow(data: bytes) -> bool:
    """A file that a failed copy filled with zeros from its first bytes on."""
    return not data[:512].strip(b"\x00")
