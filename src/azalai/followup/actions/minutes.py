"""Actions of adopted minutes come into the register by themselves, once each."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from azalai.concertation.models import Minutes, MinutesAction
from azalai.core.authorship import Author
from azalai.core.formatting import day
from azalai.followup import rules
from azalai.followup.actions.registering import register_point
from azalai.followup.enums import PointKind, SourceKind
from azalai.followup.models import ActionPoint
from azalai.followup.sources import Owner, Source


@transaction.atomic
def take_over_minutes(*, by: Author, at: datetime, minutes: Minutes) -> list[ActionPoint]:
    """Register what adopted minutes decided, with owners and deadlines; what is there already stays as it is.

    Gives the new points; nothing for minutes that are not adopted.
    """
    rules.check_keep(by)
    if minutes.adopted_at is None:
        return []
    rows = MinutesAction.objects.filter(item__minutes=minutes, followed_point__isnull=True)
    related = rows.select_related("item__minutes__meeting__body").prefetch_related("owners__organisation")
    known = set(ActionPoint.objects.filter(meeting=minutes.meeting_id).values_list("pk", flat=True))
    made = [_taken(by, at, action) for action in related.order_by("item__number", "number", "pk")]
    return [point for point in dict.fromkeys(made) if point.pk not in known]


def _taken(by: Author, at: datetime, action: MinutesAction) -> ActionPoint:
    minutes = action.item.minutes
    meeting = minutes.meeting
    deadline = as_partial(action.deadline_from, action.deadline_to)
    return register_point(
        by=by,
        at=at,
        country=meeting.body.country_id,
        kind=PointKind.ACTION,
        text=action.text,
        source=Source(
            SourceKind.MEETING,
            _("Compte rendu du %(day)s") % {"day": day(meeting.starts_on)},
            minutes.get_absolute_url(),
            minutes._meta.label_lower,
            str(minutes.pk),
        ),
        owners=[Owner(one.text, one.organisation_id) for one in action.owners.all()] or _written(action),
        deadline=deadline,
        deadline_text=action.deadline_text,
        body=meeting.body,
        meeting=meeting,
        minutes_action=action,
    )


def _written(action: MinutesAction) -> list[Owner]:
    """The owner as written, where nobody was told apart in it."""
    return [Owner(action.owner_text)] if action.owner_text.strip() else []


def as_partial(first: date | None, last: date | None) -> str:
    """The partial date that two days span: a year, a month, else the last day; "" without any."""
    if last is None:
        return ""
    if first == date(last.year, 1, 1) and last == date(last.year, 12, 31):
        return f"{last.year:04}"
    if first == last.replace(day=1) and last.day == monthrange(last.year, last.month)[1]:
        return f"{last.year:04}-{last.month:02}"
    return last.isoformat()


def catch_up_minutes(*, by: Author, at: datetime, country: str) -> int:
    """Register what was missed, because a process died after the adoption; how many points were made."""
    rules.check_keep(by)
    missed = MinutesAction.objects.filter(followed_point__isnull=True).values("item__minutes")
    rows = Minutes.objects.in_country(country).adopted().filter(pk__in=missed).order_by("adopted_at", "pk")
    return sum(len(take_over_minutes(by=by, at=at, minutes=minutes)) for minutes in rows)
