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
_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
# What libxml2 says, and what it means to a person; first match wins.
_CAUSES = (
    ("depth", "too-deep"),
    ("huge", "text-too-long"),
    ("too long", "text-too-long"),
    ("buffer size limit", "text-too-long"),
    ("encoding", "encoding"),
    ("not proper utf-8", "encoding"),
    ("invalid bytes", "encoding"),
    ("invalid byte", "encoding"),
    ("entity reference loop", "unsafe-xml"),
    ("amplification", "unsafe-xml"),
    ("premature end", "truncated"),
    ("no element found", "truncated"),
    ("couldn't find end", "truncated"),
)


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
    line: int = 0
    bytes_since: int = 0
    marks_since: int = 0

    def feed(self, piece: bytes) -> None:
        self.bytes_since += len(piece)
        self.marks_since += piece.count(b"<") + piece.count(b"=")
        if self.bytes_since > self.limits.record_bytes or self.marks_since > self.limits.record_marks:
            raise self.place.unreadable("record-too-large", self.line)
        try:
            self.parser.feed(piece)
        except etree.XMLSyntaxError as error:
            raise _refusal(error, self.place) from error

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
    for piece in _careful(pieces, feed):
        feed.feed(piece)
        for element in feed.ended():
            place.records += 1
            if place.records > limits.records:
                raise place.unreadable("too-large")
            yield element
    feed.close()


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
    line = (error.position or (0, 0))[0]
    said = str(error.msg or "").lower()
    code = next((code for words, code in _CAUSES if words in said), "")
    if not code:
        nothing = not place.records and ("start tag expected" in said or "document is empty" in said)
        code = "not-xml" if nothing else "truncated" if whole else "damaged"
    return place.unreadable(code, line)
