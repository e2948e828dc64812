"""Two people have written at once: what each one changed is put together, and only the texts that both
changed are left to a person. No database here.

A page carries a mark of each text as it was when the page was opened (`marks`): a text that differs from its
mark was changed by the writer, one whose stored form differs from its mark was changed by somebody else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from azalai.concertation.content import TEXTS, Action, Attended, Content, Item

ITEM_TEXTS = ("title", "key_points", "decisions")


@dataclass(frozen=True, slots=True)
class Clash:
    """One text that two people changed. path: name of the text ("opening", "point:<key>:decisions");
    mine, theirs: as each one left it."""

    path: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Combined:
    """content: everything put together, with one's own text where both changed it."""

    content: Content
    clashes: tuple[Clash, ...] = ()


def marks(content: Content) -> dict[str, str]:
    """A short mark for each text, by its path."""
    return {path: _mark(text) for path, text in _texts(content)}


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    for name in TEXTS:
        yield name, getattr(content, name)
    for one in content.attendees:
        if one.seat is not None:
            yield f"seat:{one.seat}", _attended(one)
    yield "guests", _guests(content)
    for item in content.items:
        if item.key:
            yield from _item_texts(item)


def _item_texts(item: Item) -> Iterator[tuple[str, str]]:
    for name in ITEM_TEXTS:
        yield f"point:{item.key}:{name}", getattr(item, name)
    yield f"point:{item.key}:is_treated", str(item.is_treated)
    yield f"point:{item.key}:actions", actions_text(item)


def actions_text(item: Item) -> str:
    """One line per action: what, who, when."""
    return "\n".join(" | ".join((one.text, one.owner or "—", one.deadline or "—")) for one in item.actions)


def _attended(one: Attended) -> str:
    return f"{one.presence} {one.function}".strip()


def _guests(content: Content) -> str:
    rows = [one for one in content.attendees if one.seat is None]
    return "\n".join(", ".join(filter(None, (one.name, one.function))) + f" ({one.presence})" for one in rows)


@dataclass
class _Weaver:
    """Compares the writer's text and the stored one with the marks, and notes the clashes."""

    seen: Mapping[str, str]
    clashes: list[Clash] = field(default_factory=list)

    def takes_mine(self, path: str, mine: str, theirs: str) -> bool:
        """Whether the writer's text stands; a clash is noted, and the writer's text stands meanwhile."""
        if mine == theirs:
            return True
        known = self.seen.get(path)
        if known == _mark(mine):
            return False
        if known != _mark(theirs):
            self.clashes.append(Clash(path, mine, theirs))
        return True


def combine(seen: Mapping[str, str], mine: Content, theirs: Content) -> Combined:
    """seen: `marks` of the text when the writer's page was opened; theirs: what is stored now."""
    weaver = _Weaver(seen)
    texts = {
        name: getattr(
            mine if weaver.takes_mine(name, getattr(mine, name), getattr(theirs, name)) else theirs, name
        )
        for name in TEXTS
    }
    content = replace(
        mine,
        **texts,
        attendees=_woven_attendees(weaver, mine, theirs),
        items=_woven_items(weaver, mine, theirs),
    )
    return Combined(content, tuple(weaver.clashes))


def _woven_attendees(weaver: _Weaver, mine: Content, theirs: Content) -> tuple[Attended, ...]:
    own = {one.seat: one for one in mine.attendees if one.seat is not None}
    seats = []
    for one in theirs.attendees:
        if one.seat is not None:
            said = own.get(one.seat, one)
            is_mine = weaver.takes_mine(f"seat:{one.seat}", _attended(said), _attended(one))
            seats.append(said if is_mine else one)
    source = mine if weaver.takes_mine("guests", _guests(mine), _guests(theirs)) else theirs
    return (*seats, *(one for one in source.attendees if one.seat is None))


def _woven_items(weaver: _Weaver, mine: Content, theirs: Content) -> tuple[Item, ...]:
    """In the writer's order; what somebody else added comes last. Removed by one and changed by the other,
    a point stays: nothing is lost."""
    stored = {item.key: item for item in theirs.items}
    woven = []
    for item in mine.items:
        other = stored.pop(item.key, None) if item.key else None
        if other is not None:
            woven.append(_woven_item(weaver, item, other))
        elif not item.key or _is_changed(weaver.seen, item):
            woven.append(replace(item, key="", actions=tuple(replace(a, key="") for a in item.actions)))
    woven += [item for item in stored.values() if _is_changed(weaver.seen, item)]
    return tuple(woven)


def _is_changed(seen: Mapping[str, str], item: Item) -> bool:
    """It is not what the page showed; a point that the page did not show is."""
    return any(seen.get(path) != _mark(text) for path, text in _item_texts(item))


def _woven_item(weaver: _Weaver, mine: Item, theirs: Item) -> Item:
    changes: dict[str, Any] = {}
    for name in ITEM_TEXTS:
        one, other = getattr(mine, name), getattr(theirs, name)
        if not weaver.takes_mine(f"point:{mine.key}:{name}", one, other):
            changes[name] = other
    path = f"point:{mine.key}:is_treated"
    if not weaver.takes_mine(path, str(mine.is_treated), str(theirs.is_treated)):
        changes["is_treated"] = theirs.is_treated
    changes["actions"] = _woven_actions(weaver, mine, theirs)
    return replace(mine, **changes)


def _woven_actions(weaver: _Weaver, mine: Item, theirs: Item) -> tuple[Action, ...]:
    path = f"point:{mine.key}:actions"
    if not weaver.takes_mine(path, actions_text(mine), actions_text(theirs)):
        return theirs.actions
    return mine.actions


def with_choices(
    content: Content, clashes: Mapping[str, Clash], choices: Mapping[str, str], theirs: Content
) -> Content:
    """The text once a person has chosen, path by path: "mine", "theirs" or "both" (one after the other)."""
    taken = {path: choice for path, choice in choices.items() if path in clashes and choice != "mine"}
    texts = {
        name: _chosen(taken[name], getattr(content, name), getattr(theirs, name))
        for name in TEXTS
        if name in taken
    }
    attendees = _chosen_attendees(content, taken, theirs)
    stored = {item.key: item for item in theirs.items}
    items = tuple(_chosen_item(item, taken, stored.get(item.key)) for item in content.items)
    return replace(content, **texts, attendees=attendees, items=items)


def _chosen(choice: str, mine: str, theirs: str) -> str:
    if choice == "theirs":
        return theirs
    return "\n".join(filter(None, (mine, theirs)))


def _chosen_attendees(content: Content, taken: Mapping[str, str], theirs: Content) -> tuple[Attended, ...]:
    stored = {one.seat: one for one in theirs.attendees if one.seat is not None}
    seats = [
        stored[one.seat] if f"seat:{one.seat}" in taken and one.seat in stored else one
        for one in content.attendees
        if one.seat is not None
    ]
    mine = [one for one in content.attendees if one.seat is None]
    others = [one for one in theirs.attendees if one.seat is None]
    if "guests" in taken:
        known = {one.name for one in others}
        extra = [one for one in mine if one.name not in known] if taken["guests"] == "both" else []
        mine = [*others, *extra]
    return (*seats, *mine)


def _chosen_item(item: Item, taken: Mapping[str, str], other: Item | None) -> Item:
    if other is None:
        return item
    changes: dict[str, Any] = {}
    for name in ITEM_TEXTS:
        choice = taken.get(f"point:{item.key}:{name}")
        if choice:
            one_line = name == "title"
            changes[name] = (
                getattr(other, name)
                if one_line
                else _chosen(choice, getattr(item, name), getattr(other, name))
            )
    if f"point:{item.key}:is_treated" in taken:
        changes["is_treated"] = other.is_treated
    choice = taken.get(f"point:{item.key}:actions")
    if choice:
        changes["actions"] = other.actions if choice == "theirs" else _both_actions(item, other)
    return replace(item, **changes)


def _both_actions(mine: Item, theirs: Item) -> tuple[Action, ...]:
    """Each action once: those that both have in the writer's words, then the other's own."""
    known = {one.key for one in mine.actions if one.key}
    changed = {one.key: one for one in theirs.actions if one.key in known}
    extra = [one for one in theirs.actions if one.key not in known]
    twice = [
        replace(changed[one.key], key="")
        for one in mine.actions
        if one.key in changed and (changed[one.key].text, changed[one.key].owner) != (one.text, one.owner)
    ]
    return (*mine.actions, *twice, *extra)
