"""Reads a cell that names bodies: who is named, how surely, and every character kept.

The cell is a list written by hand: commas, "et", "+", new lines, or nothing between two acronyms.
Known spellings are found first, so that "Structures membres du CCM et du GTM" stays one name; what
stands between them is cut at separators; a segment with other words around a known name is probable.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from azalai.engines.naming.finding import Match, find
from azalai.engines.naming.model import Part, Register
from azalai.engines.naming.near import nearest
from azalai.engines.naming.splitting import Segment, segments
from azalai.engines.naming.text import spelling_key
from azalai.engines.naming.vocabulary import OFFICES

FILLER = re.compile(
    r"(?:\W|_|\b(?:autres?|des?|du|les?|la|aux?|et|ou|[ld](?=['’])|ainsi|que|notamment|etc)\b)*", re.I
)
# A name after one of these says where or with whom, not who.
QUALIFIER = re.compile(r"\b(?:en|dans|sur|pour|avec|par|à|au|aux|sans)\s+(?:l[ae]s?\s+|l')?$", re.I)
POSSESSIVE = re.compile(r"\b(?:de|du|des|d'|de la|de l')\s*$", re.I)
# Characters before a name in which the word that governs it stands.
NEAR = 20


def read(text: str, register: Register) -> tuple[Part, ...]:
    """The cell as parts: names and what separates them; joined, they are the text again."""
    matches = find(text, register)
    starts = [match.start for match in matches]
    names = []
    for cut in segments(text, matches):
        inside = matches[bisect_left(starts, cut.start) : bisect_left(starts, cut.end)]
        names += _names(text, cut, inside, register)
    return tuple(_with_separators(text, names))


def recognise(text: str, register: Register) -> tuple[Part, ...]:
    """Only the names of `read`, in order."""
    return tuple(part for part in read(text, register) if part.is_name)


def _with_separators(text: str, names: list[Part]) -> Iterator[Part]:
    at = 0
    for name in names:
        if name.start > at:
            yield Part(text[at : name.start], at, name.start, is_name=False)
        yield name
        at = name.end
    if at < len(text):
        yield Part(text[at:], at, len(text), is_name=False)


def _names(text: str, cut: Segment, matches: list[Match], register: Register) -> list[Part]:
    """The names of one segment: none when it holds only fillers, else one or several."""
    start, end = _without_fillers(text, cut)
    naming = [m for m in matches if m.start <= start or not _only_qualifies(text, cut, m)]
    naming = [m for m in _joined(text, naming) if not _is_half_an_office(text, cut, m)]
    if naming:
        return _around(text, cut, naming)
    if start >= end:
        return []
    target = nearest(text[start:end], register)
    return [Part(text[start:end], start, end, True, target, "probable" if target else "unknown")]  # noqa: FBT003


def _only_qualifies(text: str, cut: Segment, match: Match) -> bool:
    """A name further on in the segment that says where, with whom, or whose group."""
    before = text[max(cut.start, match.start - NEAR) : match.start]
    whose = match.target.kind == "group" and POSSESSIVE.search(before)
    return bool(QUALIFIER.search(before) or whose)


def _is_half_an_office(text: str, cut: Segment, match: Match) -> bool:
    """ "Secrétariat" alone is the one that everybody knows; in "Secrétariat général", it is another's."""
    if spelling_key(match.target.spelling) not in OFFICES:
        return False
    around = text[cut.start : match.start], text[match.end : cut.end]
    return not all(FILLER.fullmatch(stretch) for stretch in around)


def _joined(text: str, matches: list[Match]) -> list[Match]:
    """A name and its acronym in brackets are one: "Ministère de l'Intérieur (MI)"."""
    found: list[Match] = []
    for match in matches:
        last = found[-1] if found else None
        if last and last.target.code == match.target.code and text[last.end : match.start].strip() == "(":
            end = match.end + (text[match.end : match.end + 1] == ")")
            found[-1] = Match(last.start, end, last.target)
        else:
            found.append(match)
    return found


def _around(text: str, cut: Segment, matches: list[Match]) -> list[Part]:
    """One part per match: alone it is exact; words around it belong to it and leave a doubt."""
    starts = [cut.start, *(match.start for match in matches[1:])]
    ends = [*starts[1:], cut.end]
    return [
        _part(text, start, end, match, first=number == 0)
        for number, (start, end, match) in enumerate(zip(starts, ends, matches, strict=True))
    ]


def _part(text: str, start: int, end: int, match: Match, *, first: bool) -> Part:
    alone = FILLER.fullmatch(text[start : match.start]) and FILLER.fullmatch(text[match.end : end])
    if alone:
        # Two names without a separator: sure between acronyms, a guess before ordinary words.
        apart = first or text[match.start].isupper() or not text[match.start - 1].isspace()
        sure = apart and not match.target.is_misprint
        stretch, certainty = (match.start, match.end), "certain" if sure else "probable"
    else:
        stretch, certainty = (start, start + len(text[start:end].rstrip(" -–/"))), "probable"
    return Part(text[slice(*stretch)], *stretch, True, match.target, certainty)  # type: ignore[arg-type]  # noqa: FBT003


def _without_fillers(text: str, cut: Segment) -> tuple[int, int]:
    """The segment without the articles at its head; empty when there is nothing else."""
    head = FILLER.match(text, cut.start, cut.end)
    start = head.end() if head else cut.start
    return start, cut.end
