"""Words that several checks use."""

from __future__ import annotations

from azalai.engines.minutes.findings import Where
from azalai.engines.minutes.model import Action, Item
from azalai.engines.minutes.text import short

SESSION, ATTENDANCE, AGENDA = Where("séance"), Where("présence"), Where("ordre du jour")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip


def name_of(item: Item) -> str:
    """ "3. Divers"."""
    title = short(item.title, 60)
    return f"{item.number}. {title}" if item.number else title


def the(item: Item) -> str:
    """ "le point 3 (Divers)"."""
    if item.number:
        return f"le point {item.number} ({short(item.title, 60)})"
    return f"le point « {short(item.title, 60)} »" if item.title else "le point sans titre"


def at(item: Item, action: Action | None = None) -> Where:
    """The place of a point, or of one of its actions."""
    if action is None:
        return Where("point", name_of(item), source=item.source)
    return Where("point", name_of(item), short(action.text), action.source)


def said(action: Action) -> str:
    """ "« Partage de la présentation »"."""
    return f"« {short(action.text, 70)} »"


def in_words(date: str) -> str:
    """ "2022-09-23" as "23 septembre 2022", "2022-10" as "octobre 2022"."""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    day = int(rest[1]) if len(rest) > 1 else 0
    return f"{'1er' if day == 1 else day} {month} {year}" if day else f"{month} {year}"


def listed(items: list[str], most: int = 6) -> str:
    """ "a, b et c", the rest counted."""
    if len(items) > most:
        rest = len(items) - most
        return f"{', '.join(items[:most])} et {rest} autre{'s' * (rest > 1)}"
    return " et ".join(filter(None, [", ".join(items[:-1]), items[-1]])) if items else ""
