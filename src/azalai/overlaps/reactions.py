"""What happens here when something is written below."""

from __future__ import annotations

from importlib import import_module

from azalai.core import events
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from azalai.interventions.models import Intervention

WRITTEN = ("intervention.published", "intervention.updated")


def on_intervention(entry: AuditEntry) -> None:
    """Look at once for what overlaps an intervention that was published or changed on the web."""
    if entry.action not in WRITTEN:
        return
    found = Intervention.objects.filter(pk=int(entry.object_id)).first()
    if found is not None:
        # The engine takes a second to import: no command should wait for it that does not compare.
        actions = import_module("azalai.overlaps.actions")
        actions.judge_one(by=Author.system("radar"), at=entry.at, intervention=found)


def register() -> None:
    """Listen to interventions."""
    events.subscribe("interventions.intervention", on_intervention)
