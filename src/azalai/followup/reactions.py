"""What happens here when something is written below."""

from __future__ import annotations

from azalai.concertation.models import Minutes
from azalai.core import events
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from azalai.followup import actions

ADOPTED = "concertation.minutes-adopted"


def on_minutes(entry: AuditEntry) -> None:
    """Follow the actions of minutes that were adopted; what fails here is caught up each morning."""
    if entry.action != ADOPTED:
        return
    minutes = Minutes.objects.filter(pk=int(entry.object_id)).select_related("meeting__body").first()
    if minutes is not None:
        actions.take_over_minutes(by=Author.system("suivi des actions"), at=entry.at, minutes=minutes)


def register() -> None:
    """Listen to minutes."""
    events.subscribe("concertation.minutes", on_minutes)
