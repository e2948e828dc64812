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
    sources += [
        _("plan adopté, ligne %(line)s") % {"line": n.code or n.title[:40]} for n in need.lines[:SHOWN]
    ]
    if (more := len(need.lines) - SHOWN) > 0:
        sources.append(_("et %(n)s autres lignes du plan") % {"n": more})
    level = str(need.stated.get_level_display()) if need.stated else _("demandé par le plan")
    return level, " ; ".join(sources)
