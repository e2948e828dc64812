"""Parts of a checked package as XML: streams for what is long, trees for what is short."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import IO, Protocol
from xml.parsers import expat

from lxml import etree

from azalai.formats.errors import UnreadableFile
from azalai.formats.limits import Limits, too_much_content
from azalai.formats.text import CONTROL_NOTE

_CHUNK = 1 << 16
_DEEPEST = 256  # elements inside one another


class PartStream(io.RawIOBase):
    """A part of a package as a stream of XML that a parser accepts.

    Control characters, which XML forbids and which some programs write all the same, are dropped;
    `cleaned` then says so. `marks` counts `<` and `=`.
    """

    _FORBIDDEN = bytes(set(range(32)) - set(b"\t\n\r"))
    _REFERENCE = re.compile(rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I)

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream
        self._tail = b""
        self._wide: bool | None = None  # UTF-16, where zero bytes are part of the letters
        self.cleaned = False
        self.marks = 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def read(self, size: int = -1) -> bytes:
        """About `size` bytes (all of them by default), b"" only at the end."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        while chunk := self._stream.read(max(size, 64)):
            if clean := self._clean(chunk):
                return clean
        tail, self._tail = self._tail, b""
        return tail

    def _clean(self, chunk: bytes) -> bytes:
        if self._wide is None:
            self._wide = chunk[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in chunk[:4]
        self.marks += chunk.count(b"<") + chunk.count(b"=")
        if self._wide:
            return chunk
        chunk = self._tail + chunk
        clean = self._REFERENCE.sub(b"", chunk.translate(None, self._FORBIDDEN))
        self.cleaned = self.cleaned or len(clean) != len(chunk)
        return self._hold_back(clean)

    def _hold_back(self, clean: bytes) -> bytes:
        """Keep for the next turn a character reference that the end of the chunk cuts."""
        cut = clean.rfind(b"&", -16)
        if cut < 0 or b";" in clean[cut:]:
            self._tail = b""
            return clean
        self._tail = clean[cut:]
        return clean[:cut]


def open_part(package: zipfile.ZipFile, name: str) -> PartStream:
    """A part by its name; raises KeyError when it is absent."""
    return PartStream(package.open(name))


# One transitional spelling for both editions of the standard (ISO 29500 strict and transitional).
_STRICT = (
    (b"purl.oclc.org/ooxml/wordprocessingml/main", b"schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"purl.oclc.org/ooxml/spreadsheetml/main", b"schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"purl.oclc.org/ooxml/officeDocument/relationships",
        b"schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def parse_part(
    package: zipfile.ZipFile, name: str, limits: Limits, notes: set[str] | None = None
) -> etree._Element:
    """Root element of a part, held in memory; adds to `notes` what was cleaned.

    Raises KeyError when the part is absent, SyntaxError when it is not XML, UnreadableFile when
    its tree would not hold in memory or it declares a document type.
    """
    with open_part(package, name) as stream:
        pieces = []
        while chunk := stream.read(_CHUNK):
            pieces.append(chunk)
            if stream.marks > limits.marks:
                raise too_much_content()
        if stream.cleaned and notes is not None:
            notes.add(CONTROL_NOTE)
    return parse_xml(b"".join(pieces))


def parse_xml(data: bytes) -> etree._Element:
    """Root element of XML that may come from anyone: no network, no entity, no document type."""
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile("unsafe-xml")
    return root


class Listener(Protocol):
    """What follows the elements of a long part; names come without their prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def text(self, piece: str) -> None: ...

    def end(self, name: str) -> None: ...


def parse_events(stream: PartStream, listener: Listener) -> None:
    """Tell `listener` each element in order; nothing of the part is kept in memory.

    Raises ValueError when it is not XML, UnreadableFile when it declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = _CHUNK
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError("elements too deep")
        listener.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(name.rpartition(":")[2])

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)  # noqa: FBT003 — takes no keyword
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def _refuse_doctype(*_: object) -> None:
    raise UnreadableFile("unsafe-xml")


def main_part(package: zipfile.ZipFile, usual: str, limits: Limits) -> str:
    """Name of the part where a package begins; the usual one when it does not say."""
    try:
        _, kinds = relations(package, "", limits)
    except KeyError:
        return usual
    return kinds.get("officeDocument", usual)


def relations(package: zipfile.ZipFile, part: str, limits: Limits) -> tuple[dict[str, str], dict[str, str]]:
    """Parts that `part` refers to, by relation and by kind; what stands outside is left out."""
    folder, name = posixpath.split(part)
    root = parse_part(package, posixpath.join(folder, "_rels", f"{name}.rels"), limits)
    parts: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for relation in root:
        if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
            continue
        target = posixpath.join("/", folder, relation.get("Target", ""))
        target = posixpath.normpath(target).lstrip("/")
        parts[relation.get("Id", "")] = target
        kinds.setdefault(relation.get("Type", "").rpartition("/")[2], target)
    return parts, kinds
