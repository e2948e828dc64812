"""What the room adds to pages of the rooms below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from azalai.actors.models import Organisation
from azalai.concertation.enums import OPEN_MEETINGS
from azalai.concertation.models import Body, Meeting, Minutes
from azalai.core import registry
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.followup import queries, rules
from azalai.followup.models import PointOwner, PointQuerySet
from azalai.plans.models import Node

SHOWN = 10
TEMPLATE = "followup/panels/points.html"


def register() -> None:
    """Announce a panel on every page that actions speak of."""
    places: dict[str, Callable[[Author, Any], dict[str, Any]]] = {
        "concertation.meeting": of_meeting,
        "concertation.minutes": of_minutes,
        "concertation.body": of_body,
        "plans.node": of_node,
        "actors.organisation": of_organisation,
    }
    for place, context in places.items():
        registry.register_panel(registry.Panel(place, TEMPLATE, 30, context, rules.can_see_register))


def _seen(author: Author) -> PointQuerySet:
    scope = queries.scope_of(author, on=today())
    return queries.points(author, scope, country=settings.COUNTRY)


def _shown(
    found: PointQuerySet, *, title: str, spot: str, address: str = "", says_nothing: bool = False
) -> dict[str, Any]:
    """The nearest deadlines first; three queries. says_nothing: an empty panel says so."""
    total = found.count()
    rows = list(queries.in_list(found.order_by(*queries.BY_DEADLINE))[:SHOWN]) if total else []
    shown = {"rows": rows, "total": total, "title": title, "spot": spot, "on": today()}
    shown |= {"address": address if total > len(rows) else "", "says_nothing": says_nothing}
    return shown | {"proposals": [], "meeting": None}


def _register_url(**filters: Any) -> str:
    return f"{reverse('followup:register')}?{urlencode(filters)}"


def of_meeting(author: Author, meeting: Meeting) -> dict[str, Any]:
    """Actions decided there, open or not; while it is in preparation, open ones of the body to put on its
    agenda."""
    seen = _seen(author)
    shown = _shown(seen.filter(meeting=meeting), title=_("Actions décidées à cette réunion"), spot="meeting")
    if meeting.state in OPEN_MEETINGS and rules.can_keep(author):
        waiting = seen.open().filter(body=meeting.body_id).exclude(agenda_items__item__meeting=meeting)
        proposals = queries.in_list(waiting.order_by(*queries.BY_DEADLINE))[:20]
        shown |= {"proposals": list(proposals), "meeting": meeting}
    return shown


def of_minutes(author: Author, minutes: Minutes) -> dict[str, Any]:
    """What became of the actions of adopted minutes."""
    found = _seen(author).filter(minutes_action__item__minutes=minutes)
    return _shown(found, title=_("Que sont devenues ces actions ?"), spot="minutes")


def of_body(author: Author, body: Body) -> dict[str, Any]:
    """Open actions of the body."""
    address = _register_url(instance=body.public_id)
    found = _seen(author).open().filter(body=body)
    return _shown(
        found,
        title=_("Actions ouvertes"),
        spot="body",
        address=address,
        says_nothing=rules.can_see_all(author),
    )


def of_node(author: Author, node: Node) -> dict[str, Any]:
    """Actions and recommendations that serve this line, or one below it."""
    tied = queries.serving(node, node.key)
    address = _register_url(ligne=node.key, etat="toutes")
    title = _("Actions et recommandations")
    return _shown(_seen(author).filter(pk__in=tied), title=title, spot="node", address=address)


def of_organisation(author: Author, organisation: Organisation) -> dict[str, Any]:
    """Open actions that the organisation owns, as far as the author may read them."""
    owned = PointOwner.objects.filter(organisation=organisation).values("point")
    address = _register_url(organisme=organisation.public_id)
    found = _seen(author).open().filter(pk__in=owned)
    return _shown(found, title=_("Actions ouvertes"), spot="organisation", address=address)
