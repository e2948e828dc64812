"""Rooms announce what they offer; pages on the ground floor show it without importing upwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from azalai.core.authorship import Author
from azalai.core.words import register_action_labels as register_action_labels
from azalai.core.words import register_field_labels as register_field_labels


@dataclass(frozen=True)
class MenuEntry:
    """A line of the main menu. url_name has no argument; shown where `visible(author)` holds.

    group: code of its group; "" lets the roof decide by the room of url_name (see core.menu).
    """

    label: Any
    url_name: str
    order: int
    visible: Callable[[Author], bool] = field(default=lambda author: True)
    group: str = ""


@dataclass(frozen=True)
class DashboardCard:
    """A block of the home page: template rendered with what `context(author)` returns."""

    template: str
    order: int
    context: Callable[[Author], dict[str, Any]]
    visible: Callable[[Author], bool] = field(default=lambda author: True)


@dataclass(frozen=True)
class Panel:
    """A part that a room above adds to a page of a room below.

    place: name of the spot ("plans.node"); template rendered with what `context(author, obj)` returns,
    obj being what the page is about.
    """

    place: str
    template: str
    order: int
    context: Callable[[Author, Any], dict[str, Any]]
    visible: Callable[[Author], bool] = field(default=lambda author: True)


@dataclass(frozen=True)
class DraftForm:
    """A form whose input is kept while it is being typed; see core.drafts.

    address: page of the form for a target ("" for something new); title_fields: names of the fields that
    tell one input from another, the first that is filled in counts.
    """

    name: str
    label: Any
    address: Callable[[str], str]
    title_fields: tuple[str, ...] = ()


_menu: dict[str, MenuEntry] = {}
_cards: dict[str, DashboardCard] = {}
_panels: dict[tuple[str, str], Panel] = {}
_draft_forms: dict[str, DraftForm] = {}


def register_menu(entry: MenuEntry) -> None:
    """Add or replace the entry of that address."""
    _menu[entry.url_name] = entry


def register_card(card: DashboardCard) -> None:
    """Add or replace the card of that template."""
    _cards[card.template] = card


def register_panel(panel: Panel) -> None:
    """Add or replace the panel of that spot and template."""
    _panels[panel.place, panel.template] = panel


def register_draft_form(form: DraftForm) -> None:
    """Add or replace the form of that name."""
    _draft_forms[form.name] = form


def draft_form(name: str) -> DraftForm | None:
    """The form of that name, None when no room has announced it."""
    return _draft_forms.get(name)


_open_pages: dict[str, Any] = {}


def register_open_page(url_name: str, label: Any) -> None:
    """A page that anyone may read: a visitor finds it at the foot of every page."""
    _open_pages[url_name] = label


def open_pages() -> list[tuple[str, Any]]:
    """Address names with their labels, in the order of registration."""
    return list(_open_pages.items())


def menu_for(author: Author) -> list[MenuEntry]:
    """Entries that the author may follow, in order."""
    return sorted((e for e in _menu.values() if e.visible(author)), key=lambda e: e.order)


def cards_for(author: Author) -> list[DashboardCard]:
    """Cards that the author may see, in order."""
    return sorted((c for c in _cards.values() if c.visible(author)), key=lambda c: c.order)


def panels_for(author: Author, place: str) -> list[Panel]:
    """Panels of a spot that the author may see, in order."""
    found = (p for p in _panels.values() if p.place == place and p.visible(author))
    return sorted(found, key=lambda p: p.order)
