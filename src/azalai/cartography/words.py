"""Codes of the room in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from azalai.cartography.needs import Need
from azalai.cartography.traces import LEAD
from azalai.frames.partial import in_words
from azalai.interventions.enums import BodyRole

SHOWN = 3


def role_words(roles: Sequence[str]) -> str:
    """ "chef de file, financement": roles of an organisation, the most frequent first."""
    return ", ".join(_("chef de file") if r == LEAD else str(BodyRole(r).label).lower() for r in roles)


def need_words(need: Need | None) -> tuple[str, str]:
    """Level and source of a need; ("non énoncé", "") where nobody states one."""
    if need is None:
        return _("non énoncé"), ""
    sources = []
    if need.stated:
        sources.append(f"{need.stated.source} ({in_words(need.stated.source_date)})")
    if need.lines:
        sources.append(plan_words([node.code or node.title[:40] for node in need.lines]))
    level = str(need.stated.get_level_display()) if need.stated else _("demandé par le plan")
    return level, " ; ".join(sources)


def plan_words(lines: Sequence[str]) -> str:
    """ "plan adopté : 1.1, 1.2, 2.2.1 (+9)"."""
    more = len(lines) - SHOWN
    told = ", ".join(lines[:SHOWN]) + (f" (+{more})" if more > 0 else "")
    return _("plan adopté : %(lines)s") % {"lines": told}
