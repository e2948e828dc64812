"""The text of minutes as plain records: what a form sends, what a version keeps, what a file holds.

Everything is text as people wrote it; what is understood of it (dates, organisations) is worked out when it
is stored. Two contents that are equal read alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from azalai.formats.outgoing import clean


@dataclass(frozen=True, slots=True)
class Attended:
    """A line of the attendance. seat: key of the seat called, None for someone else; see `Attendance`."""

    name: str
    presence: str
    function: str = ""
    seat: int | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One action point. key: public identifier of the stored row, "" for a new one."""

    text: str
    owner: str = ""
    deadline: str = ""
    key: str = ""

    def __str__(self) -> str:
        return " · ".join((self.text, self.owner or "—", self.deadline or "—"))


@dataclass(frozen=True, slots=True)
class Item:
    """One point. agenda: key of the item of the agenda that it is, None for another one."""

    title: str
    key_points: str = ""
    decisions: str = ""
    actions: tuple[Action, ...] = ()
    is_treated: bool = True
    agenda: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The whole text. signatures: one function a line."""

    chair: str = ""
    started: str = ""
    ended: str = ""
    opening: str = ""
    attendees: tuple[Attended, ...] = ()
    items: tuple[Item, ...] = ()
    next_text: str = ""
    signatures: str = ""

    def actions(self) -> Iterator[tuple[Item, Action]]:
        """Every action point with its point."""
        for item in self.items:
            for action in item.actions:
                yield item, action


TEXTS = ("chair", "started", "ended", "opening", "next_text", "signatures")


def to_plain(content: Content) -> dict[str, Any]:
    """As JSON keeps it."""
    return asdict(content)


def from_plain(plain: Mapping[str, Any]) -> Content:
    """Back from JSON; fields unknown to this version of the program are passed over."""
    items = tuple(
        Item(**_known(Item, one) | {"actions": tuple(Action(**_known(Action, a)) for a in one["actions"])})
        for one in plain["items"]
    )
    attendees = tuple(Attended(**_known(Attended, one)) for one in plain["attendees"])
    return Content(**_known(Content, plain) | {"items": items, "attendees": attendees})


def _known(kind: type, plain: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in plain.items() if name in names}


def tidy(content: Content) -> Content:
    """Without empty lines: points and actions that say nothing, blanks around texts, other line ends."""
    texts = {name: _clean(getattr(content, name)) for name in TEXTS}
    attendees = tuple(
        replace(one, name=_one_line(one.name), function=_one_line(one.function))
        for one in content.attendees
        if one.name.strip()
    )
    items = tuple(item for item in map(_tidy_item, content.items) if item.title)
    return replace(content, **texts, attendees=attendees, items=items)


def tidy_action(one: Action) -> Action:
    """Without blanks around its words."""
    return replace(one, text=_clean(one.text), owner=_one_line(one.owner), deadline=_one_line(one.deadline))


def as_said(row: Any) -> Action:
    """The words of a stored action point (`models.MinutesAction`), without its key."""
    return Action(row.text, row.owner_text, row.deadline_text)


def action_from(plain: Mapping[str, Any]) -> Action:
    """Back from JSON, as `from_plain`."""
    return Action(**_known(Action, plain))


def _tidy_item(item: Item) -> Item:
    actions = tuple(tidy_action(one) for one in item.actions if one.text.strip())
    return replace(
        item,
        title=_one_line(item.title),
        key_points=_clean(item.key_points),
        decisions=_clean(item.decisions),
        actions=actions,
    )


def _clean(text: str) -> str:
    """Without what neither PostgreSQL nor a Word file can hold."""
    return "\n".join(line.rstrip() for line in clean(text).split("\n")).strip()


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def without_keys(content: Content) -> Content:
    """Only what reads: two contents that differ by identifiers alone are the same text."""
    items = tuple(
        replace(item, key="", actions=tuple(replace(one, key="") for one in item.actions))
        for item in content.items
    )
    return replace(content, items=items)
