"""Stopping and resuming."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.interventions import rules
from azalai.interventions.enums import Status
from azalai.interventions.models import Intervention
from azalai.interventions.queries import scope_of

Check = Callable[..., None]


@transaction.atomic
def suspend(*, by: Author, at: datetime, intervention: Intervention, reason: str) -> Intervention:
    """It stops for a while. Raises ValidationError: no reason (reason), or a state that cannot follow."""
    return _move(by, at, intervention, Status.SUSPENDED, reason, "suspended", rules.check_stop)


@transaction.atomic
def cancel(*, by: Author, at: datetime, intervention: Intervention, reason: str) -> Intervention:
    """It will not take place. Raises ValidationError: no reason (reason), or a state that cannot follow."""
    return _move(by, at, intervention, Status.CANCELLED, reason, "cancelled", rules.check_stop)


@transaction.atomic
def resume(
    *, by: Author, at: datetime, intervention: Intervention, reason: str, status: str = Status.PLANNED
) -> Intervention:
    """It goes on, planned or ongoing. Raises ValidationError: no reason, or a state that cannot follow."""
    return _move(by, at, intervention, status, reason, "resumed", rules.check_resume)


def _move(
    by: Author, at: datetime, intervention: Intervention, status: str, reason: str, word: str, check: Check
) -> Intervention:
    found = Intervention.objects.select_for_update().get(pk=intervention.pk)
    check(by, found, scope_of(by, on=localdate(at)))
    if not reason.strip():
        raise ValidationError({"reason": _("Donnez le motif : il sera affiché sur la fiche.")})
    if status == found.status or not found.may_become(status):
        raise ValidationError(_("L'intervention ne peut pas prendre cet état."))
    before: dict[str, Any] = {"status": found.status}
    found.status, found.status_reason = status, reason.strip()[:500] if word != "resumed" else ""
    found.updated_at, found.updated_by_id = at, by.person_id
    found.save(update_fields=["status", "status_reason", "updated_at", "updated_by"])
    audit.record(
        by=by,
        at=at,
        action=f"intervention.{word}",
        obj=found,
        before=before,
        after={"status": status},
        reason=reason.strip(),
    )
    return found
