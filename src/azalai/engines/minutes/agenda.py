"""The points announced, and which of them a heading is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from azalai.engines.minutes.entries import group, spread
from azalai.engines.minutes.labels import split_number
from azalai.engines.minutes.model import AgendaItem, Name, Names
from azalai.engines.minutes.text import bare, key, title_of, without_bullet

SAME, NEAR = 92, 80  # likeness, out of 100: the point itself; the point when something else says so
SHORTEST_PART = 18  # letters from which the beginning of a point is recognised as it
_OTHERS = frozenset(
    {"divers", "questions diverses", "points divers", "autres points", "autres", "autres questions"}
)
PRESENTER = re.compile(r"\(([^()]{2,80})\)\s*[.;:]?\s*$")
BY = re.compile(
    r"\b(?:pr[ée]sent[ée]e?s?\s+)?par\s+(?:l[ea]s?\s+|l['’])?([A-ZÀ-Þ][^,.;()]{1,60})\s*[.;]?\s*$"
)


def agenda_of(lines: Sequence[str], names: Names, place: str) -> list[AgendaItem]:
    """Points of the agenda, one each."""
    entries = group([part for line in lines for part in spread(line)])
    found = []
    for entry in entries:
        number, title = split_number(without_bullet(entry))
        title = title_of(title)
        if key(title):
            found.append(AgendaItem(number, title, bare(entry), presenters_of(title, names, place)))
    return found


def presenters_of(title: str, names: Names, place: str) -> tuple[Name, ...]:
    """Bodies named at the end of a title: "(HELVETAS)", "par l'OIM"."""
    match = PRESENTER.search(title) or BY.search(title)
    if not match:
        return ()
    return tuple(name for name in names.recognise(match[1], place) if name.code or name.raw.isupper())


def likeness(title: str, other: str) -> float:
    """0 to 100, on words; brackets at the end and small words count little."""
    one, two = key(PRESENTER.sub("", title)), key(PRESENTER.sub("", other))
    if not one or not two:
        return 0.0
    if one == two or (one in _OTHERS and two in _OTHERS):
        return 100.0
    best = max(fuzz.ratio(one, two), fuzz.token_sort_ratio(one, two))
    short, long = sorted((one, two), key=len)
    if len(short) >= SHORTEST_PART and long.startswith(short):
        best = max(best, SAME)
    return best


def find(title: str, agenda: Sequence[AgendaItem], number: str = "") -> tuple[int | None, float]:
    """The point that a title is most like, and how much; the number decides between equals."""
    scores = [
        (likeness(title, entry.title), bool(number) and entry.number == number, -position)
        for position, entry in enumerate(agenda)
    ]
    if not scores:
        return None, 0.0
    score, _, position = max(scores)
    return -position, score
