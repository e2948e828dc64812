"""The main menu: a row of groups, and under the current one a row of its entries.

Rooms register entries (`registry.MenuEntry`); the roof says which room stands in which group
(`settings.MENU_GROUPS`, see config/menu.py). Each role sees only what it may follow: a group without
an entry is not drawn, and one with a single entry has no second row.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings

from azalai.core.authorship import Author
from azalai.core.links import url_or_blank
from azalai.core.registry import MenuEntry, menu_for


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A line of the menu as drawn: current is true on the pages that stand under its address."""

    label: Any
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class MenuPart:
    """A group as drawn. url: of its first entry; links: its entries, none when there is only one.

    current: the page stands under one of its entries; is_page: that page is the group's own.
    """

    label: Any
    url: str
    links: tuple[MenuLink, ...] = ()
    current: bool = False
    is_page: bool = field(default=False)


def menu_parts(author: Author, path: str) -> list[MenuPart]:
    """The author's menu at that path, none for a visitor; entries that no room serves are left out."""
    if author.person_id is None:
        return []
    grouped: dict[tuple[int, str], list[MenuLink]] = {}
    labels: dict[tuple[int, str], Any] = {}
    for entry in menu_for(author):
        if url := url_or_blank(entry.url_name):
            key, label = _group_of(entry)
            labels.setdefault(key, label)
            grouped.setdefault(key, []).append(MenuLink(entry.label, url))
    here = _closest([link.url for links in grouped.values() for link in links], path)
    return [_part(labels[key], grouped[key], here, path) for key in sorted(grouped)]


def _part(label: Any, links: list[MenuLink], here: str, path: str) -> MenuPart:
    drawn = tuple(replace(link, current=link.url == here) for link in links)
    current = any(link.current for link in drawn)
    several = drawn if len(drawn) > 1 else ()
    return MenuPart(label, links[0].url, several, current, current and not several)


def _group_of(entry: MenuEntry) -> tuple[tuple[int, str], Any]:
    """Rank and code of the entry's group, and its label."""
    room = entry.url_name.rpartition(":")[0]
    for rank, (code, label, rooms) in enumerate(settings.MENU_GROUPS):
        if entry.group == code or (not entry.group and {room, entry.url_name} & {*rooms}):
            return (rank, code), label
    return (len(settings.MENU_GROUPS), entry.url_name), entry.label


def _closest(urls: list[str], path: str) -> str:
    """The longest address that the path stands under; the home page only stands for itself."""
    above = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(above, key=len, default="")
