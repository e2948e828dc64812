"""Two versions of minutes side by side, word by word. No database here."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from azalai.concertation.combining import actions_text
from azalai.concertation.content import Attended, Content, Item
from azalai.concertation.enums import Attendance

# Past this many words in a text, words are not compared one by one.
MOST_WORDS = 4_000
WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. kind: "same", "added" or "removed"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One text that differs. what: name of the text ("opening", "title", "key_points"…); point: the title of
    its point, "" for what stands outside them."""

    point: str
    what: str
    pieces: tuple[Piece, ...]


def compare(before: Content, after: Content) -> list[Change]:
    """What differs, in reading order; a point is followed by its identity, else by its title."""
    found = list(_heads(before, after))
    known = {_identity(item): item for item in before.items}
    for item in after.items:
        other = known.pop(_identity(item), None)
        found += _of_item(item.title, other or Item(""), item)
    for item in known.values():
        found += _of_item(item.title, item, Item(""))
    return found


def _identity(item: Item) -> str:
    return item.key or item.title


def _heads(before: Content, after: Content) -> Iterator[Change]:
    for what in ("chair", "started", "ended", "opening"):
        yield from _change("", what, getattr(before, what), getattr(after, what))
    yield from _change("", "attendance", _attendance(before), _attendance(after))
    for what in ("next_text", "signatures"):
        yield from _change("", what, getattr(before, what), getattr(after, what))


def _attendance(content: Content) -> str:
    rows = (
        ", ".join(filter(None, (one.name, one.function))) + f" ({one.presence})" for one in content.attendees
    )
    return "\n".join(rows)


def _presence(one: Attended) -> str:
    return str(Attendance(one.presence).label) if one.presence in Attendance.values else one.presence


def _of_item(title: str, before: Item, after: Item) -> Iterator[Change]:
    for what in ("title", "key_points", "decisions"):
        yield from _change(title, what, getattr(before, what), getattr(after, what))
    yield from _change(title, "actions", actions_text(before), actions_text(after))


def _change(point: str, what: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield Change(point, what, tuple(pieces(before, after)))


def pieces(before: str, after: str) -> list[Piece]:
    """The two texts as one, with what was removed and what was added."""
    one, other = WORD.findall(before), WORD.findall(after)
    if max(len(one), len(other)) > MOST_WORDS:
        return [Piece("removed", before), Piece("added", after)]
    found: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(one[a:b])))
        else:
            found += _both("".join(one[a:b]), "".join(other[c:d]))
    return found


def _both(removed: str, added: str) -> Sequence[Piece]:
    return [Piece(kind, text) for kind, text in (("removed", removed), ("added", added)) if text]
