"""What the templates of the register ask of its rules."""

from __future__ import annotations

from django import template

from azalai.actors import rules
from azalai.actors.enums import Conflict, Level, Stance
from azalai.core.formatting import BLANK

register = template.Library()
register.filter("may_confirm_names", rules.can_confirm_names)
register.filter("may_merge_actors", rules.can_merge_actors)
register.filter("may_see_analyses", rules.can_see_analyses)

SIGNS: dict[str, str] = {
    Stance.SUPPORTS: "done",
    Stance.OPPOSED: "waiting",
    Conflict.NO: "done",
    Conflict.YES: "waiting",
}


@register.filter
def sign(code: str) -> str:
    """State that stands beside a position or an answer on conflicts of interest."""
    return SIGNS.get(code, "neutral")


@register.filter
def level(value: int | None) -> str:
    """ "4 · Fort"; "—" when nobody judged."""
    return f"{value} · {Level(value).label}" if value else BLANK
