"""Texts in which figures are marked, so that each keeps its way back to what it was computed from.

Between three characters that no keyboard has stand the key of the figure and what is printed; what people
type is cleaned of them before it enters a text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from azalai.formats.report.model import Run, Text

BEGIN, MIDDLE, END = "\ue000", "\ue001", "\ue002"
MARK = re.compile(f"{BEGIN}([^{BEGIN}{MIDDLE}{END}]*){MIDDLE}([^{BEGIN}{MIDDLE}{END}]*){END}")
MARKS = re.compile(f"[{BEGIN}{MIDDLE}{END}]")
MISSING = "?"  # before the key of a figure that could not be had


def mark(key: str, text: str, *, is_missing: bool = False) -> str:
    """The printed text of a figure with its key."""
    return f"{BEGIN}{MISSING if is_missing else ''}{key}{MIDDLE}{unmarked(text)}{END}"


def unmarked(text: str) -> str:
    """What people typed, without characters that would pass for marks."""
    return MARKS.sub("", text)


def plain(text: str) -> str:
    """The text as read."""
    return MARK.sub(lambda found: found[2], text)


@dataclass(frozen=True, slots=True)
class Marked:
    """A figure found in a text. place: where it begins in the text as read."""

    key: str
    text: str
    place: int


def figures_in(text: str) -> list[Marked]:
    """Figures of a marked text, in order."""
    found, shift = [], 0
    for match in MARK.finditer(text):
        place = match.start() - shift
        found.append(Marked(match[1].removeprefix(MISSING), match[2], place))
        shift += match.end() - match.start() - len(match[2])
    return found


def facts_hash(text: str) -> str:
    """Changes when one of the figures of the text does; a text without figures by its words."""
    figures = figures_in(text)
    told = "\n".join(f"{one.key}={one.text}" for one in figures) if figures else plain(text)
    return hashlib.sha256(told.encode()).hexdigest()


Address = Callable[[str], str]


def runs(text: str, address: Address) -> Text:
    """Pieces of a marked text; address: of a figure's list, by its key."""
    return tuple(_runs(text, address))


def _runs(text: str, address: Address) -> Iterator[Run]:
    end = 0
    for match in MARK.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()])
        missing, key = match[1].startswith(MISSING), match[1].removeprefix(MISSING)
        yield Run(match[2], url=address(key), is_figure=True, is_missing=missing)
        end = match.end()
    if end < len(text):
        yield Run(text[end:])


def marked_again(typed: str, drafted: str) -> str:
    """What a person wrote, with the figures of the drafted text marked where they still stand as words.

    Each figure is looked for after the one before it, then anywhere; a figure that was taken out, or
    written otherwise, is plain text.
    """
    typed = unmarked(typed)
    spots: list[tuple[int, int, str]] = []
    start = 0
    for one in figures_in(drafted):
        place = _find(typed, one.text, start, spots)
        if place < 0:
            place = _find(typed, one.text, 0, spots)
        if place >= 0:
            spots.append((place, place + len(one.text), one.key))
            start = place + len(one.text)
    made, end = [], 0
    for begin, stop, key in sorted(spots):
        made += [typed[end:begin], mark(key, typed[begin:stop])]
        end = stop
    return "".join([*made, typed[end:]])


def _find(typed: str, text: str, start: int, taken: list[tuple[int, int, str]]) -> int:
    """Where the text stands as words of its own, away from the places taken; -1 for nowhere."""
    if not text:
        return -1
    pattern = re.compile(rf"(?<![\w,]){_spaced(text)}(?![\w]|,\d|[ \u00a0\u202f]\d)")
    for match in pattern.finditer(typed, start):
        if all(match.end() <= begin or match.start() >= stop for begin, stop, _ in taken):
            return match.start()
    return -1


def _spaced(text: str) -> str:
    """The figure whatever space parts its thousands; as long as what is printed."""
    return re.sub(r"[\u00a0\u202f ]", "[\u00a0\u202f ]", re.escape(text).replace("\\ ", " "))
