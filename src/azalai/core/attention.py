"""What the first page says: what waits, what is late and whose, the plan at a glance, how to begin.

A room announces its lines in AppConfig.ready and knows nothing of the page:

    attention.register(Source("followup", 40, dashboard.attention, rules.can_see_points))

where `attention(author)` gives `Attention` lines; the page sorts them into sections (`Kind`), so that it
reads as one list of work. Each line leads to the list that its number counts. A source asks the database a
bounded number of times whatever the data, and gives at most a few lines of each kind: more is one line
with a count. docs/explications/la-page-d-accueil.md says how to write one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from azalai.core import formatting
from azalai.core.authorship import Author


class Kind(StrEnum):
    """Why a line is shown; also the order of the sections."""

    LATE = "late"  # a date has passed; `who` says whose it is
    DECISION = "decision"  # the reader can act on it now
    ANSWER = "answer"  # others have been asked and have not answered
    DUE = "due"  # it comes soon


TITLES = {
    Kind.DECISION: _("À faire par vous"),
    Kind.LATE: _("En retard"),
    Kind.ANSWER: _("Qui n'a pas encore répondu"),
    Kind.DUE: _("À venir"),
}
# What stands under a title that has no line, for the sections that are always shown.
NOTHING = {
    Kind.DECISION: _("Rien n'attend une décision de votre part."),
    Kind.LATE: _("Rien n'est en retard."),
}


@dataclass(frozen=True, slots=True)
class Attention:
    """A line of the list of work.

    label: what it is, in words that go on from the count ("constats à décider"), or the name of one object.
    url: the list under the number, or the object. count: None for one object. who: whose it is.
    on: its deadline or its day. note: what helps to decide whether to open it now.
    """

    kind: Kind
    label: Any
    url: str
    count: int | None = None
    who: Any = ""
    on: date | None = None
    note: Any = ""


@dataclass(frozen=True)
class Source:
    """Lines of a room. order: among the sources; lines(author): at most a few of each kind."""

    room: str
    order: int
    lines: Callable[[Author], Iterable[Attention]]
    visible: Callable[[Author], bool] = field(default=lambda author: True)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the plan at a glance, with the list under it. value: as printed, or a number."""

    value: Any
    label: Any
    url: str
    note: Any = ""

    @property
    def printed(self) -> str:
        """A number with its separators; a text as it is."""
        return self.value if isinstance(self.value, str) else formatting.amount(self.value)


@dataclass(frozen=True)
class Glance:
    """Figures of a room. figures(author): at most three."""

    room: str
    order: int
    figures: Callable[[Author], Iterable[Figure]]
    visible: Callable[[Author], bool] = field(default=lambda author: True)


@dataclass(frozen=True)
class Shortcut:
    """Something that one often begins from the first page. url_name takes no argument."""

    label: Any
    url_name: str
    order: int
    visible: Callable[[Author], bool] = field(default=lambda author: True)


@dataclass(frozen=True)
class Beginning:
    """A step of a new installation. is_done(): one cheap query; shown to whoever may take it."""

    label: Any
    sentence: Any
    url_name: str
    order: int
    is_done: Callable[[], bool]
    visible: Callable[[Author], bool] = field(default=lambda author: True)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind as drawn; nothing: what to say without any."""

    kind: Kind
    title: Any
    lines: list[Attention]
    nothing: Any = ""


_sources: dict[str, Source] = {}
_glances: dict[str, Glance] = {}
_shortcuts: dict[str, Shortcut] = {}
_beginnings: dict[str, Beginning] = {}


def register(source: Source) -> None:
    """Add or replace the lines of that room."""
    _sources[source.room] = source


def register_glance(glance: Glance) -> None:
    """Add or replace the figures of that room."""
    _glances[glance.room] = glance


def register_shortcut(shortcut: Shortcut) -> None:
    """Add or replace the shortcut to that address."""
    _shortcuts[shortcut.url_name] = shortcut


def register_beginning(beginning: Beginning) -> None:
    """Add or replace the step of that address."""
    _beginnings[beginning.url_name] = beginning


def sections(author: Author) -> list[Section]:
    """The author's list of work, section by section; the empty ones of NOTHING say so."""
    found: dict[Kind, list[Attention]] = {kind: [] for kind in Kind}
    for source in _shown(_sources, author):
        for line in source.lines(author):
            found[line.kind].append(line)
    drawn = (
        Section(kind, TITLES[kind], _sorted(lines), NOTHING.get(kind, "")) for kind, lines in found.items()
    )
    return [section for section in drawn if section.lines or section.nothing]


def _sorted(lines: list[Attention]) -> list[Attention]:
    """By date where they have one, the nearest first; the others as the rooms gave them, after those."""
    return sorted(lines, key=lambda line: (line.on is None, line.on or date.max))


def figures(author: Author) -> list[Figure]:
    """The plan at a glance."""
    return [figure for glance in _shown(_glances, author) for figure in glance.figures(author)]


def shortcuts(author: Author) -> list[Shortcut]:
    """What the author may begin from here."""
    return _shown(_shortcuts, author)


def beginnings(author: Author) -> list[tuple[Beginning, bool]]:
    """Steps of a new installation with whether each is done; none once all are."""
    steps = [(step, step.is_done()) for step in _shown(_beginnings, author)]
    return [] if all(done for _step, done in steps) else steps


def _shown(registered: dict[str, Any], author: Author) -> list[Any]:
    return sorted((one for one in registered.values() if one.visible(author)), key=lambda one: one.order)
