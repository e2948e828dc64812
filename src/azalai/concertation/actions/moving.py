"""The one place where a convocation changes its state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from azalai.concertation.enums import ConvocationState
from azalai.concertation.models import Convocation

NO_ANSWER: dict[str, Any] = {
    "answered_at": None,
    "answered_for": "",
    "channel": "",
    "deputy_name": "",
    "remark": "",
}


def locked(convocation: Convocation) -> Convocation:
    """The row as it is now, kept from other writers until the transaction ends."""
    return (
        Convocation.objects.select_for_update(of=("self",))
        .select_related("meeting__body", "seat__organisation__parent", "seat__post", "seat__deputy_post")
        .get(pk=convocation.pk)
    )


def move(convocation: Convocation, state: str, *, at: datetime, **fields: Any) -> None:
    """Into that state, with these fields; raises ValidationError when the table does not allow it."""
    _set(convocation, state, at=at, **fields)
    convocation.save(update_fields=["state", "moved_at", *fields])


def _set(convocation: Convocation, state: str, *, at: datetime, **fields: Any) -> None:
    if not convocation.may_become(state):
        raise ValidationError(
            _("Une convocation « %(before)s » ne peut pas devenir « %(after)s ».")
            % {
                "before": convocation.get_state_display(),
                "after": ConvocationState(state).label,
            }
        )
    convocation.state, convocation.moved_at = state, at
    for name, value in fields.items():
        setattr(convocation, name, value)


def close(convocation: Convocation, *, at: datetime) -> str:
    """The meeting has begun: an answer stays, an excuse whose deputy said nothing stays an excuse.

    Gives the state it ends in.
    """
    if last := _last_state(convocation):
        move(convocation, last, at=at)
    return convocation.state


def close_all(convocations: Sequence[Convocation], *, at: datetime) -> list[Convocation]:
    """The same for all those of a meeting, with the attendance that they bear; two queries at most. Gives
    those that nobody had answered."""
    silent: list[Convocation] = []
    for row in convocations:
        if last := _last_state(row):
            _set(row, last, at=at)
            silent += [row] if last == ConvocationState.UNANSWERED else []
    Convocation.objects.bulk_update(convocations, ["state", "moved_at", "attendance"])
    return silent


def _last_state(convocation: Convocation) -> str | None:
    """The state in which an open one ends; None when it has ended."""
    if convocation.state == ConvocationState.RELAYED and convocation.answered_at:
        return ConvocationState.EXCUSED
    return ConvocationState.UNANSWERED if convocation.is_waiting else None
