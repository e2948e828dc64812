"""The door for texts (minutes, letters, reports): paragraphs and tables in the order of the page.

`reading` is the door for tables; it refuses texts without any.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from azalai.formats import archive
from azalai.formats.compound import SIGNATURE as COMPOUND
from azalai.formats.errors import UnreadableFile, damage_reported
from azalai.formats.guard import check_compound, file_bytes, is_binary
from azalai.formats.limits import DEFAULT_LIMITS, Limits
from azalai.tabular import Document

# Modules by name, imported when a file of that kind comes: the command starts faster.
_READERS = {
    "docx": ("azalai.formats.word", "read_docx"),
    "odt": ("azalai.formats.opendocument_text", "read_odt"),
    "pdf": ("azalai.formats.portable", "read_pdf"),
    "txt": ("azalai.formats.plain", "read_txt"),
}
WANTED = "donnez un document .docx, .odt, .pdf (avec du texte) ou .txt."
# What a refusal says here; the others speak of no plan and stand as they are.
_MESSAGES = {
    "binary": f"Ce fichier n'est pas un texte : {WANTED}",
    "not-supported": f"Ce fichier est dans un format qui n'est pas lu ici : {WANTED}",
    "too-large": "Ce fichier est beaucoup plus long qu'un compte rendu : gardez seulement ses pages dans"
    " un nouveau document, puis redonnez-le.",
    "too-wide": "Ce fichier contient un tableau beaucoup trop large pour un compte rendu : gardez"
    " seulement les colonnes utiles, puis redonnez-le.",
}
_OTHERS = (b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_PDF_WITHIN = 1024  # the signature may follow a few bytes of a mail program


def read_prose(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The text at `path` as a Document whose tables say where they stand (`Table.after`).

    The kind is found by content. Raises UnreadableFile, with a sentence for a person, whatever is
    wrong with the file.
    """
    path = Path(path)
    try:
        module, name = _READERS[check_prose(path, limits=limits)]
        reader: Callable[..., Document] = getattr(import_module(module), name)
        return reader(path, limits=limits)
    except UnreadableFile as error:
        if error.code not in _MESSAGES:
            raise
        raise _refusal(error.code) from error


def _refusal(code: str) -> UnreadableFile:
    return UnreadableFile(code, _MESSAGES[code])


def check_prose(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Kind of the file, by its content: "docx", "odt", "pdf" or "txt". Raises UnreadableFile."""
    data = file_bytes(Path(path), limits)
    with damage_reported():
        kind = _kind(data, limits)
    if kind not in _READERS:
        raise _refusal("not-supported")
    return kind


def _kind(data: bytes, limits: Limits) -> str:
    if data.startswith(b"PK"):
        return archive.check_package(data, limits)
    if data.startswith(COMPOUND):
        return check_compound(data, limits)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(_OTHERS):
        raise _refusal("not-supported")
    if is_binary(data):
        raise _refusal("binary") if data.strip(b"\x00") else UnreadableFile("truncated")
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise UnreadableFile("empty")
    return "txt"
