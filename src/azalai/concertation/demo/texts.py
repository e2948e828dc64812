"""Fills what is said of a theme with who sits there and when."""

from __future__ import annotations

from datetime import date

from azalai.concertation.content import Action, Item
from azalai.concertation.demo.themes import BY_TITLE, Theme
from azalai.engines.minutes.dates import span

OPENING = (
    "La présidence ouvre la séance, souhaite la bienvenue aux participants et rappelle l'ordre du jour, qui"
    " est adopté sans modification."
)
WITHOUT_QUORUM = (
    "Le quorum n'étant pas atteint, la présidence ouvre une séance d'information : rien n'y est décidé, les"
    " décisions sont renvoyées à la réunion suivante."
)


def _ahead(deadline: str, on: date) -> str:
    """As written, with the first year in which that day is still to come."""
    written = [deadline.format(year=on.year + later) for later in (0, 1)]
    _first, last = span(written[0], meeting=on.isoformat())
    return written[1] if last and last <= on.isoformat() else written[0]


def said_of(title: str, *, a: str, b: str, on: date) -> Item:
    """What was said of a point with that title, with these organisations named."""
    known = BY_TITLE.get(title, Theme(title, "Point d'information."))
    words = {"a": a, "b": b}
    actions = tuple(
        Action(one.text.format(**words), one.owner.format(**words), _ahead(one.deadline, on))
        for one in known.actions
    )
    return Item(title, known.key_points.format(**words), known.decisions.format(**words), actions)
