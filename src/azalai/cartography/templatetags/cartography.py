"""The cartography in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from azalai.cartography.enums import Presence
from azalai.cartography.needs import Need
from azalai.cartography.words import need_words, role_words
from azalai.core import formatting

register = template.Library()
SIGNS = {
    Presence.RUNNING: "done",
    Presence.PLANNED: "active",
    Presence.NATIONAL: "waiting",
    Presence.NOBODY: "wrong",
}


@register.simple_tag
def list_url(links: Any, *keys: Any) -> str:
    """Address of the interventions behind a number; links: an object of the view with `of(*keys)`."""
    return str(links.of(*keys))


@register.filter
def cell_figure(cell: Any) -> str:
    """Nothing where nobody is, a dash where somebody is but the measure is not told, else the figure."""
    return formatting.amount(cell.value) if cell.count else ""


@register.filter
def presence_sign(presence: Presence) -> str:
    """State of a presence, for `{% status %}`."""
    return SIGNS[presence]


@register.filter
def presence_mark(presence: Presence) -> SafeString:
    """The sign alone, its word for who cannot see it."""
    signs = {"done": "✓", "active": "●", "waiting": "◆", "wrong": "×"}
    kind = SIGNS[presence]
    return format_html(
        '<span class="status-{}"><span class="sign" aria-hidden="true">{}</span></span>'
        '<span class="visually-hidden">{}</span>',
        kind,
        signs[kind],
        presence.label,
    )


@register.filter
def need_level(need: Need | None) -> str:
    """The level in a word."""
    return need_words(need)[0]


@register.filter
def need_letter(need: Need) -> SafeString:
    """The first letter of the level, with its word."""
    word = need_words(need)[0]
    return format_html('<abbr title="{}">{}</abbr>', word, word[:1].lower())


@register.filter
def need_source(need: Need | None) -> str:
    """Who says so."""
    return need_words(need)[1]


@register.filter
def roles(codes: tuple[str, ...]) -> str:
    """Roles in words."""
    return role_words(codes)


@register.filter
def at_key(table: Any, key: Any) -> Any:
    """The value of a key."""
    return table[key]
