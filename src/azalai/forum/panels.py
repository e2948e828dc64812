"""What the room adds to the first page and to pages of rooms below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.concertation.enums import ItemState, MeetingState
from azalai.concertation.models import Meeting
from azalai.core import attention, registry
from azalai.core.attention import Attention, Kind
from azalai.core.authorship import Author
from azalai.core.clock import now, today
from azalai.forum import queries, rules
from azalai.forum.enums import Subject
from azalai.forum.models import Idea, Letter
from azalai.interventions.models import Intervention
from azalai.plans.models import Node

SHOWN = 5
FIRST = 3  # lines of one kind on the first page


def register() -> None:
    """Announce what the room says on the first page, and the panels."""
    attention.register(attention.Source("forum", 22, lines, rules.can_see_forum))
    for place, context in (
        ("concertation.meeting", of_meeting),
        ("plans.node", of_line),
        ("interventions.intervention", of_intervention),
    ):
        registry.register_panel(
            registry.Panel(place, "forum/panels/threads.html", 40, context, rules.can_see_forum)
        )


def lines(author: Author) -> Iterator[Attention]:
    """New messages in the threads that the post follows; for the secretariat, ideas and letters that wait."""
    scope, country = queries.scope_of(author, on=today()), settings.COUNTRY
    new = list(queries.followed(author, scope, country=country)[: FIRST + 1])
    for one in new[:FIRST]:
        words = ngettext("nouveau message : %(title)s", "nouveaux messages : %(title)s", one.unread)
        url = one.get_absolute_url()
        title, about = Truncator(one.title).chars(80), str(one.body or "")
        yield Attention(Kind.DECISION, words % {"title": title}, url, one.unread, note=about)
    if len(new) > FIRST:
        address = reverse("forum:threads") + "?voir=suivis"
        yield Attention(Kind.DECISION, _("D'autres échanges que vous suivez ont du nouveau"), address)
    if rules.can_answer_idea(author):
        yield from _waiting(country)


def _waiting(country: str) -> Iterator[Attention]:
    rows, at = Idea.objects.filter(country=country).waiting(), now()
    if count := rows.count():
        oldest = rows.order_by("received_at", "pk").first()
        days = oldest.days_at(at) if oldest else 0
        words = ngettext("idée attend une réponse", "idées attendent une réponse", count)
        note = ngettext("la plus ancienne depuis %(n)s jour", "la plus ancienne depuis %(n)s jours", days)
        url = oldest.get_absolute_url() if oldest and count == 1 else f"{reverse('forum:ideas')}?voir=attente"
        yield Attention(Kind.DECISION, words, url, count, note=note % {"n": days})
    if stuck := Letter.objects.pending().exclude(failure="").count():
        words = ngettext("courriel n'est pas parti", "courriels ne sont pas partis", stuck)
        yield Attention(Kind.DECISION, words, reverse("forum:letters"), stuck)


def of_meeting(author: Author, meeting: Meeting) -> dict[str, Any]:
    """Threads about a meeting and its agenda, with the phase of each last message."""
    context = _panel(author, Subject.MEETING, str(meeting.public_id), meeting=meeting)
    if meeting.state == MeetingState.DRAFT:
        return context | {"open_url": "", "themes": []}
    with_thread = {one.item_id for one in context["threads"]}
    items = [
        one for one in meeting.items.all() if one.pk not in with_thread and one.state == ItemState.ON_AGENDA
    ]
    links = [(item, _address(Subject.ITEM, str(item.pk))) for item in items]
    return context | {"themes": links if context["open_url"] else []}


def of_line(author: Author, node: Node) -> dict[str, Any]:
    """Threads about a line, whatever the version."""
    plan = node.version.plan
    return _panel(author, Subject.LINE, f"{plan.public_id}:{node.key}", plan=plan, node_key=node.key)


def of_intervention(author: Author, intervention: Intervention) -> dict[str, Any]:
    """Threads about a published intervention."""
    if intervention.is_draft:
        return {"threads": [], "open_url": "", "themes": []}
    return _panel(author, Subject.INTERVENTION, str(intervention.public_id), intervention=intervention)


def _panel(author: Author, kind: str, key: str, **subject: Any) -> dict[str, Any]:
    scope = queries.scope_of(author, on=today())
    rows = queries.threads_about(author, scope, country=settings.COUNTRY, **subject)
    may_open = rules.can_open(author)
    return {
        "threads": list(rows[: 2 * SHOWN]),
        "open_url": _address(kind, key) if may_open else "",
        "themes": [],
    }


def _address(kind: str, key: str) -> str:
    return f"{reverse('forum:thread_new')}?{urlencode({'sujet': kind, 'de': key})}"


def new_thread_address(_target: str) -> str:
    """The page of the form of a new thread; what it is about stands in what was typed."""
    return reverse("forum:thread_new")


def thread_address(target: str) -> str:
    """The page of the form of a message: its thread."""
    return reverse("forum:thread", args=[target])
