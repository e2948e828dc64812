"""What the room adds to the home page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Count

from azalai.actors.models import Organisation
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.followup import queries, rules
from azalai.followup.enums import PointState
from azalai.followup.models import PointOwner, PointQuerySet

SHOWN = 5


def card(author: Author) -> dict[str, Any]:
    """What is expected of the author; for the secretariat what is late and whose, and what needs a decision;
    at most eight queries."""
    on = today()
    scope = queries.scope_of(author, on=on)
    found = queries.points(author, scope, country=settings.COUNTRY)
    own = found.open().filter(queries.owned(scope)).order_by(*queries.BY_DEADLINE)
    context: dict[str, Any] = {"own": list(queries.in_list(own)[:SHOWN]), "on": on, "may_keep": False}
    context |= dict.fromkeys(("late", "to_verify", "proposed", "blocked", "stuck"), 0)
    if not rules.can_keep(author):
        return context
    counts = queries.tallies(found)
    return context | {
        "may_keep": True,
        "late": found.late(on).count(),
        "whose": _whose(found.late(on)),
        "to_verify": counts.get(PointState.DONE, 0),
        "proposed": counts.get(PointState.PROPOSED, 0),
        "blocked": counts.get(PointState.BLOCKED, 0),
        "stuck": queries.stuck(settings.COUNTRY).count(),
    }


def _whose(late: PointQuerySet) -> list[dict[str, Any]]:
    """The organisations with most late points."""
    rows = PointOwner.objects.filter(point__in=late.values("pk"), organisation__isnull=False).order_by()
    counted = rows.values("organisation").annotate(n=Count("pk")).order_by("-n", "organisation")[:3]
    counts = {row["organisation"]: row["n"] for row in counted}
    names = Organisation.objects.in_bulk(counts)
    return [{"owner": names[key], "late": n} for key, n in counts.items()]
