"""Minutes as plain records. Texts are "" when the document says nothing; dates are ISO, partial or whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Source:
    """Where it stands. table, row: as a person counts, 0 outside tables; line: paragraph, from 1."""

    table: int = 0
    row: int = 0
    line: int = 0


NOWHERE = Source()


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody named in a text: what is known of a stretch of it.

    raw: as written. code, label: of the body that it designates ("" when unknown or a group);
    group: code of a collective designation ("state", "partners"). family: codes of the body and of
    those above it. is_body: a body of concertation (a group that meets), not an organisation.
    is_sure: no person has to confirm.
    """

    raw: str
    code: str = ""
    label: str = ""
    group: str = ""
    group_label: str = ""
    family: frozenset[str] = frozenset()
    is_body: bool = False
    is_sure: bool = False


class Names(Protocol):
    """What the engine asks of the list of bodies; the caller gives it (engines do not know each other)."""

    def recognise(self, text: str, place: str = "") -> Sequence[Name]:
        """The names of a cell, in order, unknown ones included; place: where the meeting was held."""

    def whole(self, text: str, place: str = "") -> Name:
        """One line that names one attendant: the best that is known of it."""

    def bodies_in(self, text: str) -> Sequence[Name]:
        """The bodies of concertation that a sentence names, without the words around them."""

    def is_known(self, acronym: str) -> bool:
        """Whether an acronym names a body or a group."""

    def nearest(self, acronym: str) -> str:
        """The known acronym that this one is closest to, "" when none is near."""

    def place_of(self, text: str) -> str:
        """The known place that a title names, "" for none."""

    def words(self) -> Sequence[str]:
        """Proper names and acronyms, for the separation of words."""


@dataclass(frozen=True, slots=True)
class Attendant:
    """One line of the attendance list. text: raw with its spaces back."""

    raw: str
    text: str
    names: tuple[Name, ...] = ()
    is_excused: bool = False

    @property
    def organisation(self) -> str:
        """The first known body, "" when none is."""
        return next((name.label for name in self.names if name.code), "")


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A point announced. number: as written, without its dot; presenters: who is named in brackets."""

    number: str
    title: str
    raw: str
    presenters: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """first, last: ISO days (the whole of what the text covers), "" when no date is understood."""

    raw: str = ""
    first: str = ""
    last: str = ""
    is_year_only: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One action point, decision or recommendation. number: as written; status: of a follow-up column."""

    text: str
    number: str = ""
    owners: tuple[Name, ...] = ()
    owner_raw: str = ""
    deadline: Deadline = Deadline()
    status: str = ""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Item:
    """A point treated. agenda: position of the point of the agenda that it is, counted from 0, or None."""

    number: str
    title: str
    discussion: str = ""
    actions: tuple[Action, ...] = ()
    agenda: int | None = None
    presenters: tuple[Name, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """raw: the sentence; date: ISO, partial where it is."""

    raw: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the points. date_raw: as written; dates: every date that the head gives."""

    title: str = ""
    body: str = ""
    body_raw: str = ""
    body_code: str = ""
    place: str = ""
    date: str = ""
    date_raw: str = ""
    dates: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    time_raw: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """A whole document. was_glued: its words had lost their spaces."""

    head: Head
    attendance: tuple[Attendant, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    items: tuple[Item, ...] = ()
    next_meeting: NextMeeting = NextMeeting()
    was_glued: bool = False

    def actions(self) -> Iterator[tuple[Item, Action]]:
        """Every action with its point."""
        for item in self.items:
            for action in item.actions:
                yield item, action
