""" "Où en êtes-vous ?": one action, that a task runs each morning.

Run twice, it does nothing the second time: what was asked is written with the mail, in one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.accounts.models import Person
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.core.outbox import Outbox, nobody_to_reach
from azalai.followup import links, reach, rules
from azalai.followup.actions.minutes import catch_up_minutes
from azalai.followup.actions.moving import tell
from azalai.followup.deadlines import is_due
from azalai.followup.enums import OPEN_STATES, UpdateChannel
from azalai.followup.letters import letter, load
from azalai.followup.models import ActionPoint, Ask, Reminder

OUTBOX = Outbox(Reminder, load, letter)


@dataclass(slots=True)
class Reminded:
    """What was done: points asked about, messages written, points that nobody can be asked about, and
    messages that had waited and left."""

    points: int = 0
    messages: int = 0
    unreachable: int = 0
    retried: int = 0


def remind(*, by: Author, at: datetime, country: str, base: str = "") -> Reminded:
    """Ask the owners of every point whose time has come; first what had not left is sent again, and what
    adopted minutes decided while nobody listened is registered."""
    rules.check_remind(by)
    catch_up_minutes(by=by, at=at, country=country)
    done = Reminded(retried=retry_reminders(by=by, at=at))
    rows = ActionPoint.objects.in_country(country).open().annotate(asked_at=Max("asks__asked_at"))
    due = [
        one.pk
        for one in rows
        if is_due(
            at=at,
            due_on=one.due_on,
            registered_at=one.registered_at,
            heard_at=one.heard_at,
            asked_at=one.asked_at,
        )
    ]
    return _ask(by, at, due, base, done)


def ask_now(*, by: Author, at: datetime, points: Iterable[ActionPoint], base: str = "") -> Reminded:
    """Ask about these points now, whatever their time; nobody is asked twice in a day about one point.

    Raises ValidationError: none of them is open.
    """
    rules.check_remind(by)
    keys = [one.pk for one in points if one.is_open]
    if not keys:
        raise ValidationError(_("Rien n'est plus attendu de ces actions : il n'y a rien à demander."))
    return _ask(by, at, keys, base, Reminded())


@transaction.atomic
def _ask(by: Author, at: datetime, keys: list[int], base: str, done: Reminded) -> Reminded:
    """Write the questions, one mail for each person; the mail leaves after the commit."""
    day = localdate(at)
    points = list(_asked_about(keys))
    asked: set[tuple[int, int | None]] = set(
        Ask.objects.filter(point__in=keys, asked_on=day).values_list("point", "person")
    )
    people = reach.people_for_all(points, on=day)
    mails: dict[Person, list[ActionPoint]] = defaultdict(list)
    for point in points:
        for person in people[point.pk]:
            if (point.pk, person.pk) not in asked:
                mails[person].append(point)
        if not people[point.pk] and (point.pk, None) not in asked:
            _queue(at, None, [point], base)
            done.unreachable += 1
    written = [_queue(at, person, some, base) for person, some in mails.items()]
    done.messages += len(written)
    told = {point.pk: point for some in mails.values() for point in some}
    done.points += len(told)
    for point in told.values():
        names = [str(person) for person, some in mails.items() if point in some]
        audit.record(by=by, at=at, action="followup.point-asked", obj=point, after={"people": len(names)})
    OUTBOX.send_after_commit(written)
    return done


def _asked_about(keys: list[int]) -> Iterable[ActionPoint]:
    """The points as they are now, kept from other writers."""
    rows = ActionPoint.objects.select_for_update(of=("self",)).filter(pk__in=keys, state__in=OPEN_STATES)
    return rows.order_by("sort_on", "pk").prefetch_related("owners__organisation")


def _queue(at: datetime, person: Person | None, points: list[ActionPoint], base: str) -> Reminder:
    failure = "" if person else nobody_to_reach()
    made = Reminder.objects.create(person=person, queued_at=at, base=base[:200], failure=failure)
    day = localdate(at)
    Ask.objects.bulk_create(
        Ask(reminder=made, point=point, person=person, asked_at=at, asked_on=day) for point in points
    )
    return made


def retry_reminders(*, by: Author, at: datetime) -> int:
    """Send again what has not left; what speaks of nothing open any more is dropped. How many left."""
    rules.check_remind(by)
    drop_answered(at)
    return OUTBOX.retry(at)


def drop_answered(at: datetime) -> None:
    """Messages that have not left and whose every point is closed are of no use."""
    useful = Ask.objects.filter(point__state__in=OPEN_STATES).values("reminder")
    Reminder.objects.pending().exclude(pk__in=useful).update(dropped_at=at)


@transaction.atomic
def answer_by_link(
    *, at: datetime, token: str, state: str, text: str = "", progress: int | None = None
) -> Ask | None:
    """Answer without an account: the link is the right. None when the link is worth nothing.

    Raises ValidationError as `update_point`.
    """
    ask = links.resolve(token, at=at)
    if ask is None or ask.person is None:
        return None
    signed = _("%(person)s (lien de la relance)") % {"person": ask.person}
    by = Author(name=str(signed)[:200], person_id=ask.person_id)
    before = ask.point.updates.count()
    ask.point = tell(
        by=by, at=at, point=ask.point, text=text, progress=progress, state=state, channel=UpdateChannel.LINK
    )
    if ask.answered_at is None or ask.point.updates.count() > before:
        ask.answered_at = at
        ask.save(update_fields=["answered_at"])
    return ask
