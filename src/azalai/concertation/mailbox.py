"""Calendars found in what a mail program saved: a calendar file, a message, a box of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from azalai.formats.errors import UnreadableFile
from azalai.formats.icalendar import Calendar, read

MOST = 20_000_000  # bytes: a box of a few thousand answers
_FROM = re.compile(rb"(?:\A|\r?\n)From [^\r\n]*\r?\n")


def calendars_in(content: bytes) -> list[Calendar]:
    """Every calendar of the file, in order. Raises UnreadableFile: too large, or none in it."""
    if len(content) > MOST:
        raise UnreadableFile("calendar")
    found = list(_found(content))
    if not found:
        raise UnreadableFile("calendar")
    return found


def _found(content: bytes) -> Iterator[Calendar]:
    if content.lstrip(b"\xef\xbb\xbf \r\n")[:15].upper() == b"BEGIN:VCALENDAR":
        yield read(content.decode("utf-8-sig", "replace"))
        return
    for part in _messages(content):
        yield from _in_message(part)


def _messages(content: bytes) -> list[bytes]:
    """A box is messages one after the other, each after a line that begins with "From "."""
    pieces = [piece for piece in _FROM.split(content) if piece.strip()]
    return pieces or [content]


def _in_message(content: bytes) -> Iterator[Calendar]:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            text = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")  # type: ignore[union-attr]
            try:
                yield read(text)
            except UnreadableFile:
                continue
            return  # the attached file says the same again
