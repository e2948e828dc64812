"""One change for several points: each keeps its own entry in the trail; all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core.authorship import Author
from azalai.followup import rules
from azalai.followup.actions.moving import drop_point
from azalai.followup.actions.registering import change_point
from azalai.followup.actions.reminding import ask_now
from azalai.followup.enums import BulkChange
from azalai.followup.models import ActionPoint

MOST = 500
FIELDS = {
    BulkChange.DEADLINE: "deadline",
    BulkChange.OWNERS: "owners",
    BulkChange.OWNER_POST: "owner_post",
    BulkChange.PRIORITY: "priority",
    BulkChange.BODY: "body",
}


@transaction.atomic
def change_several(
    *, by: Author, at: datetime, points: Iterable[ActionPoint], change: str, value: Any = None, base: str = ""
) -> int:
    """Change all of these points alike; how many. change: one of BulkChange; value: what it becomes.

    Raises ValidationError, and changes none, when one of them refuses; it is named.
    """
    rules.check_keep(by)
    found = list(points)
    if not found:
        raise ValidationError(_("Cochez au moins une action."))
    if len(found) > MOST:
        raise ValidationError(_("Au plus %(most)s actions à la fois.") % {"most": MOST})
    if change not in BulkChange.values:
        raise ValidationError({"change": _("Choisissez ce qui change.")})
    if change == BulkChange.ASK:
        return ask_now(by=by, at=at, points=found, base=base).points
    for point in found:
        _named(_change, by=by, at=at, point=point, change=BulkChange(change), value=value)
    return len(found)


def _change(*, by: Author, at: datetime, point: ActionPoint, change: BulkChange, value: Any) -> None:
    if change == BulkChange.DROP:
        drop_point(by=by, at=at, point=point, reason=value or "")
        return
    values = {FIELDS[change]: value}
    if change == BulkChange.DEADLINE:
        values["deadline_text"] = ""  # what was written no longer holds
    change_point(by=by, at=at, point=point, **values)


def _named(act: Callable[..., None], *, point: ActionPoint, **arguments: Any) -> None:
    """A refusal says of which point."""
    try:
        act(point=point, **arguments)
    except ValidationError as error:
        told = {"number": point.number, "why": " ".join(error.messages)}
        raise ValidationError(_("%(number)s : %(why)s Rien n'a été changé.") % told) from error
