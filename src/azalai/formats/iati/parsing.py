"""The `iati-activity` elements of a file, one at a time, in bounded memory.

No declaration, entity, network or huge text: what the parser holds is one activity.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from azalai.formats.iati.errors import IatiUnreadable
from azalai.formats.iati.source import IatiLimits

Element = Any  # lxml publishes no types

ROOT, RECORD = "iati-activities", "iati-activity"
_PROLOGUE = 1_000_000  # bytes before the first tag, at most
_STEP = 1024
_DECLARATIONS = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_LONGEST = max(map(len, _DECLARATIONS))
# A file that declares an entity is refused before any could be resolved; "internal" keeps lxml from
# swallowing the error of one that is not declared, as it does with False.
_OPTIONS = {
    "resolve_entities": "internal",
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_ERRORS = etree.ErrorTypes
# What libxml2 found, and what it means to a person.
_CAUSES = {
    _ERRORS.ERR_ENTITY_LOOP: "unsafe-xml",
    _ERRORS.ERR_UNSUPPORTED_ENCODING: "encoding",
    _ERRORS.ERR_UNKNOWN_ENCODING: "encoding",
    _ERRORS.ERR_INVALID_ENCODING: "encoding",
    _ERRORS.ERR_UNDECLARED_ENTITY: "damaged",
    _ERRORS.ERR_TAG_NAME_MISMATCH: "damaged",
    _ERRORS.ERR_NAME_TOO_LONG: "text-too-long",
}
_RESOURCES = 114  # of libxml2 2.14; older ones say it in words, with other numbers


@dataclass(slots=True)
class Place:
    """Where a reading has come to: activities read, and the identifier of the last."""

    records: int = 0
    last: str = ""

    def unreadable(self, code: str, line: int = 0) -> IatiUnreadable:
        """The refusal, with this place."""
        return IatiUnreadable(code, line=line, records=self.records, last=self.last)


@dataclass(slots=True)
class _Feed:
    """A parser, and how much it was fed since the last activity ended."""

    limits: IatiLimits
    place: Place
    parser: Any = field(
        default_factory=lambda: etree.XMLPullParser(("start", "end"), tag=(ROOT, RECORD), **_OPTIONS)
    )
    root: Element = None
    error: etree.XMLSyntaxError | None = None
    line: int = 0
    bytes_since: int = 0
    marks_since: int = 0

    def feed(self, piece: bytes) -> None:
        """Parse a piece; what is wrong with it is raised by `check`, after what `ended` before it."""
        self.bytes_since += len(piece)
        self.marks_since += piece.count(b"<") + piece.count(b"=")
        try:
            self.parser.feed(piece)
        except etree.XMLSyntaxError as error:
            self.error = error

    def check(self) -> None:
        """Raise what `feed` found, or that one activity has become too large."""
        if self.error is not None:
            raise _refusal(self.error, self.place) from self.error
        if self.bytes_since > self.limits.record_bytes or self.marks_since > self.limits.record_marks:
            raise self.place.unreadable("record-too-large", self.line)

    def ended(self) -> Iterator[Element]:
        """Activities that are whole now; each is emptied when the next is asked for."""
        for event, element in self.parser.read_events():
            if self.root is None:
                self._begin(element)
            if event == "end" and element.tag == RECORD and _is_record(element, self.root):
                yield element
                self._forget(element)

    def _begin(self, element: Element) -> None:
        self.root = element if element.getparent() is None else element.getroottree().getroot()
        if self.root.tag not in (ROOT, RECORD):
            raise _foreign(self.root, self.place)
        if element.getroottree().docinfo.internalDTD is not None:
            raise self.place.unreadable("unsafe-xml")

    def _forget(self, element: Element) -> None:
        self.line = element.sourceline or self.line
        self.bytes_since = self.marks_since = 0
        element.clear(keep_tail=True)
        while element.getprevious() is not None:
            del element.getparent()[0]

    def close(self) -> None:
        try:
            root = self.parser.close()
        except etree.XMLSyntaxError as error:
            raise _refusal(error, self.place, whole=True) from error
        if self.root is None:
            raise _foreign(root, self.place)


def records(pieces: Iterator[bytes], limits: IatiLimits, place: Place) -> Iterator[Element]:
    """Elements of the activities; valid until the next one. Keeps `place.records` up to date.

    Raises IatiUnreadable, at the end too when the file is cut: what came before is then not to be
    kept either.
    """
    feed = _Feed(limits, place)
    for piece in _careful(_placed(pieces, place), feed):
        feed.feed(piece)
        for element in feed.ended():
            place.records += 1
            if place.records > limits.records:
                raise place.unreadable("too-large")
            yield element
        feed.check()
    feed.close()


def _placed(pieces: Iterator[bytes], place: Place) -> Iterator[bytes]:
    """The same bytes; what is wrong with them is raised with the place."""
    try:
        yield from pieces
    except IatiUnreadable as error:
        raise place.unreadable(error.code) from error


def _careful(pieces: Iterator[bytes], feed: _Feed) -> Iterator[bytes]:
    """The same bytes; looked at in small steps for declarations until the first tag is open."""
    tail, before = b"", 0
    for piece in pieces:
        while feed.root is None and piece:
            step, piece = piece[:_STEP], piece[_STEP:]
            before += len(step)
            window = tail + step
            if any(word in window for word in _DECLARATIONS):
                raise feed.place.unreadable("unsafe-xml")
            if before > _PROLOGUE:
                raise feed.place.unreadable("not-iati")
            tail = window[-_LONGEST:]
            yield step
        if piece:
            yield piece


def _is_record(element: Element, root: Element) -> bool:
    parent = element.getparent()
    return parent is root or (parent is None and element is root)


def _foreign(root: Element, place: Place) -> IatiUnreadable:
    return place.unreadable("organisations" if root.tag == "iati-organisations" else "not-iati")


def _refusal(error: etree.XMLSyntaxError, place: Place, *, whole: bool = False) -> IatiUnreadable:
    said = str(error.msg or "")
    line = (error.position or (0, 0))[0]
    if code := _CAUSES.get(error.code) or _beyond(error.code, said):
        return place.unreadable(code, line)
    if whole:
        return place.unreadable("truncated", line)
    is_xml = place.records or error.code not in (_ERRORS.ERR_DOCUMENT_EMPTY, _ERRORS.ERR_DOCUMENT_START)
    return place.unreadable("damaged" if is_xml else "not-xml", line)


def _beyond(code: int, said: str) -> str:
    """Which bound of the parser was passed, "" when none was."""
    if code != _RESOURCES and "XML_PARSE_HUGE" not in said:
        return ""
    return "too-deep" if "depth" in said else "text-too-long"
