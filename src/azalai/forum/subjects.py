"""What a thread may be about: found for who may read it, with the words and the address to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from azalai.concertation import queries as concertation
from azalai.concertation.enums import MeetingState
from azalai.concertation.models import AgendaItem, Meeting
from azalai.concertation.rules import Scope
from azalai.core import attachments
from azalai.core.authorship import Author
from azalai.core.models import Attachment
from azalai.forum.enums import Subject
from azalai.forum.models import Thread
from azalai.forum.queries import latest_line, node_of
from azalai.interventions.models import Intervention
from azalai.interventions.queries import published
from azalai.plans.models import Plan
from azalai.plans.rules import can_read_plans


@dataclass(frozen=True)
class About:
    """A subject. columns: what the thread keeps; body: of the meeting; label and url: what is shown."""

    subject: str = Subject.FREE
    columns: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    label: str = ""
    url: str = ""

    @property
    def title(self) -> str:
        """A title to begin with."""
        return self.label[:200] if self.subject in {Subject.ITEM, Subject.DOCUMENT} else ""


FREE = About()


def find(author: Author, scope: Scope, kind: str, key: str) -> About | None:
    """What an address names, None when there is no such thing for this author.

    kind: a value of Subject; key: public identifier of a meeting, an intervention or a file, number of an
    item, "plan:line" for a line of a plan.
    """
    if not kind or kind == Subject.FREE:
        return FREE
    finder = _FINDERS.get(kind)
    try:
        return finder(author, scope, key) if finder else None
    except ValueError:
        return None


def _meeting(author: Author, scope: Scope, key: str) -> About | None:
    rows = concertation.meetings(author, scope, country=settings.COUNTRY).exclude(state=MeetingState.DRAFT)
    found = rows.filter(public_id=UUID(key)).first()
    return about_meeting(found) if found else None


def _item(author: Author, scope: Scope, key: str) -> About | None:
    rows = concertation.meetings(author, scope, country=settings.COUNTRY).exclude(state=MeetingState.DRAFT)
    found = (
        AgendaItem.objects.filter(pk=int(key), meeting__in=rows)
        .select_related("meeting__body__place")
        .first()
    )
    return about_item(found) if found else None


def _line(author: Author, scope: Scope, key: str) -> About | None:
    plan_id, _sep, line = key.partition(":")
    plan = Plan.objects.filter(public_id=UUID(plan_id)).first()
    node = latest_line(plan.pk, UUID(line)) if plan and can_read_plans(author) else None
    if plan is None or node is None:
        return None
    columns = {"subject": Subject.LINE, "plan": plan, "node_key": node.key}
    return About(Subject.LINE, columns, label=_named(node), url=node.get_absolute_url())


def _intervention(author: Author, scope: Scope, key: str) -> About | None:
    found = published(settings.COUNTRY, {}).filter(public_id=UUID(key)).first()
    return about_intervention(found) if found else None


def _document(author: Author, scope: Scope, key: str) -> About | None:
    one = Attachment.objects.filter(public_id=UUID(key), removed_at__isnull=True).first()
    if one is None or not _is_read(author, one):
        return None
    columns = {"subject": Subject.DOCUMENT, "document": one}
    return About(Subject.DOCUMENT, columns, label=str(one), url=_address(one))


_FINDERS: dict[str, Callable[[Author, Scope, str], About | None]] = {
    Subject.MEETING: _meeting,
    Subject.ITEM: _item,
    Subject.LINE: _line,
    Subject.INTERVENTION: _intervention,
    Subject.DOCUMENT: _document,
}


def about_meeting(meeting: Meeting) -> About:
    """A meeting, whose body reads."""
    columns = {"subject": Subject.MEETING, "meeting": meeting}
    return About(Subject.MEETING, columns, meeting.body, str(meeting), meeting.get_absolute_url())


def about_item(item: AgendaItem) -> About:
    """A theme of an agenda."""
    columns = {"subject": Subject.ITEM, "meeting": item.meeting, "item": item}
    return About(Subject.ITEM, columns, item.meeting.body, item.title, item.meeting.get_absolute_url())


def about_intervention(found: Intervention) -> About:
    """A published intervention."""
    columns = {"subject": Subject.INTERVENTION, "intervention": found}
    return About(Subject.INTERVENTION, columns, label=str(found), url=found.get_absolute_url())


def of_thread(thread: Thread, author: Author) -> About:
    """What an existing thread is about, in words; at most one query once its relations are fetched, a few
    for a file, whose name is only for who may read it."""
    if thread.meeting is not None:
        label = str(thread.item) if thread.item else ""
        where = thread.meeting.get_absolute_url()
        words = f"{label} ({thread.meeting})" if label else str(thread.meeting)
        return About(thread.subject, label=words, url=where)
    if thread.intervention is not None:
        return about_intervention(thread.intervention)
    if thread.document is not None:
        if not _is_read(author, thread.document):
            return About(thread.subject, label=_("réservé à d'autres lecteurs"))
        return About(thread.subject, label=str(thread.document), url=_address(thread.document))
    node = node_of(thread)
    if thread.plan_id is None:
        return FREE
    if node is None:
        return About(thread.subject, label=_("Ligne retirée du plan"))
    return About(thread.subject, label=_named(node), url=node.get_absolute_url())


def _is_read(author: Author, one: Attachment) -> bool:
    owner = attachments.owner_of(one.object_type)
    obj = owner.by_pk(one.object_id) if owner else None
    return obj is not None and attachments.can_see(author, obj)


def _named(node: Any) -> str:
    return f"{node.code} {node.title}".strip()[:200]


def _address(one: Attachment) -> str:
    return reverse("attachment", args=[one.public_id])
