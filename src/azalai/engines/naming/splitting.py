"""Cuts a cell into segments, one name or one run of names each, without losing a character."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass

from azalai.engines.naming.finding import Match

# "et" does not separate before what only says where or for whom: "au niveau central et en régions".
SEPARATOR = re.compile(
    r"""[,;+\n\r\t•·|]+
    | \s[-–—/]\s
    | (?<=\s)(?:ainsi\sque|et/ou|et|ou)(?=\s)(?!\s+(?:en|dans|sur|pour|au\sniveau|à)\b)
    | [()]""",
    re.VERBOSE | re.IGNORECASE,
)
# "Direction des Migrations (DM)": an acronym in brackets belongs to the name before it.
BRACKETED = re.compile(r"\([A-ZÉÈ][\wÉÈ]*(?:[/-]\w+)*\)")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between two separators; outside, only separators and white space."""

    start: int
    end: int


def segments(text: str, matches: list[Match]) -> list[Segment]:
    """Segments in order; a separator inside a known spelling does not separate."""
    kept = sorted([(m.start, m.end) for m in matches] + _brackets(text))
    cuts = [m.span() for m in SEPARATOR.finditer(text) if not _inside(m.start(), m.end(), kept)]
    found, start = [], 0
    for left, right in [*cuts, (len(text), len(text))]:
        if segment := _stripped(text, start, left):
            found.append(segment)
        start = right
    return found


def _brackets(text: str) -> list[tuple[int, int]]:
    """Spans of bracketed acronyms that follow a word."""
    found = BRACKETED.finditer(text)
    return [m.span() for m in found if text[max(0, m.start() - 3) : m.start()].rstrip()[-1:].isalnum()]


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Within one of the sorted spans; two at most may begin before it and reach it."""
    after = bisect_right(spans, (start, sys.maxsize))
    return any(left <= start and end <= right for left, right in spans[max(0, after - 2) : after])


def _stripped(text: str, start: int, end: int) -> Segment | None:
    """Without white space and list dashes at its ends; None when no letter or digit is left."""
    stretch = text[start:end]
    if not any(char.isalnum() for char in stretch):
        return None
    left = len(stretch) - len(stretch.lstrip(" \u00a0\u202f-–—*:."))
    right = len(stretch.rstrip(" \u00a0\u202f:.-–—"))
    return Segment(start + left, start + right)
