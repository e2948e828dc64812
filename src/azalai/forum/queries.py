"""Reads: what an author may see, lists with what is new, search, ideas with their delays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from statistics import median
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from azalai.accounts.models import Post
from azalai.actors.models import FocalPoint, Organisation
from azalai.concertation.queries import scope_of as seats_of_author
from azalai.concertation.rules import KEEPERS, Scope
from azalai.core.audit import fold
from azalai.core.authorship import Author
from azalai.forum import rules
from azalai.forum.enums import SHOWN, WAITING, Audience, IdeaState, ThreadState
from azalai.forum.models import Contribution, Follow, Idea, Mention, Seen, Thread
from azalai.plans.models import Node

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 8


def scope_of(author: Author, *, on: date) -> Scope:
    """Where the acting post sits that day; one query, none for a visitor."""
    return seats_of_author(author, on=on)


def readable(author: Author, scope: Scope) -> Q:
    """Condition on threads: the same as `rules.can_see_thread`, for lists."""
    if rules.can_oversee(author):
        return Q()
    seen = Q(audience=Audience.PUBLIC)
    if rules.can_see_forum(author):
        seen |= Q(audience=Audience.MEMBERS) | Q(audience=Audience.BODY, body__in=scope.bodies)
    return seen & ~Q(state=ThreadState.HIDDEN)


def threads(author: Author, scope: Scope, *, country: str) -> QuerySet[Thread]:
    """Threads that the author may read, the latest first."""
    rows = Thread.objects.filter(readable(author, scope), country=country)
    return rows.select_related("body__place", "meeting__body__place", "opened_post").order_by(
        "-last_at", "-id"
    )


def contributions(author: Author, scope: Scope, *, country: str) -> Any:
    """Messages that the author may read, in all threads."""
    rows = Contribution.objects.filter(
        thread__in=threads(author, scope, country=country).order_by().values("pk")
    )
    return rows if rules.can_oversee(author) else rows.shown()


def words_of(text: str) -> list[str]:
    """What is looked for: folded words, each once."""
    return list(dict.fromkeys(WORD.findall(fold(text))))[:MOST_WORDS]


def search(found: QuerySet[Thread], author: Author, text: str) -> QuerySet[Thread]:
    """Threads that hold every word, in their title or in messages that the author may read.

    Accents, capitals and the database make no difference.
    """
    for word in words_of(text):
        inside = Contribution.objects.filter(thread=OuterRef("pk"), search_text__contains=word)
        if not rules.can_oversee(author):
            inside = inside.shown()
        found = found.filter(Q(search_text__contains=word) | Exists(inside))
    return found


def with_counts(found: QuerySet[Thread], author: Author) -> QuerySet[Any]:
    """With `messages`, `followed` and `unread` (messages not seen in a followed thread)."""
    shown = Contribution.objects.shown().filter(thread=OuterRef("pk")).order_by().values("thread")
    follows = Follow.objects.filter(thread=OuterRef("pk"), post_id=author.post_id or 0)
    seen = Seen.objects.filter(thread=OuterRef("pk"), post_id=author.post_id or 0).values("number")[:1]
    rows = found.annotate(
        messages=Coalesce(Subquery(shown.annotate(n=Count("pk")).values("n")), 0),
        followed=Exists(follows),
        seen=Coalesce(Subquery(seen), Value(0)),
    )
    newer = shown.filter(number__gt=OuterRef("seen")).exclude(post_id=author.post_id or 0)
    count = Coalesce(Subquery(newer.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())
    return rows.annotate(unread=count)


def followed(author: Author, scope: Scope, *, country: str) -> QuerySet[Any]:
    """Threads that the acting post follows and where something is new."""
    rows = threads(author, scope, country=country).filter(follows__post_id=author.post_id or 0)
    return with_counts(rows, author).filter(unread__gt=0)


def messages_of(thread: Thread, author: Author) -> list[Contribution]:
    """Of one thread, in order, with mentions and former texts; three queries."""
    rows = thread.contributions.select_related("person", "post", "organisation", "hidden_by")
    rows = rows.prefetch_related(
        "revisions", Prefetch("mentions", Mention.objects.select_related("post", "organisation"))
    )
    if not rules.can_oversee(author):
        rows = rows.shown()
    found = list(rows)
    for one in found:
        one.thread = thread
    return found


def threads_about(author: Author, scope: Scope, *, country: str, **subject: Any) -> QuerySet[Any]:
    """Threads about one thing: meeting=, item=, plan= and node_key=, intervention=, document=."""
    return with_counts(threads(author, scope, country=country).filter(**subject), author)


def node_of(thread: Thread) -> Node | None:
    """The line that a thread is about, in the plan's latest version that has it; one query."""
    if thread.plan_id is None:
        return None
    return latest_line(thread.plan_id, thread.node_key)


def latest_line(plan_id: int, key: Any) -> Node | None:
    """A line of a plan by its key, as it stands in the latest version that has it."""
    rows = Node.objects.filter(version__plan=plan_id, key=key).select_related("version__plan")
    return rows.order_by("-version__number").first()


def organisation_for(author: Author, *, on: date) -> Organisation | None:
    """The organisation that the acting post speaks for, when it speaks for one alone."""
    if author.post_id is None:
        return None
    rows = FocalPoint.objects.current(on).filter(post_id=author.post_id).select_related("organisation")
    found = {row.organisation_id: row.organisation for row in rows}
    return next(iter(found.values())) if len(found) == 1 else None


def callable_posts(thread: Thread | None = None) -> list[str]:
    """Titles that one may call: posts of the secretariat, and those that wrote in the thread. One query."""
    wrote = Q(pk__in=thread.contributions.values("post")) if thread is not None else Q(pk__in=[])
    rows = Post.objects.filter(Q(role__in=KEEPERS) | wrote, closed_on__isnull=True)
    return list(rows.order_by("title").values_list("title", flat=True).distinct())


def called(names: Iterable[str], *, country: str) -> list[Post | Organisation]:
    """Posts and organisations that these names call: title of an open post; acronym, code or name.

    A name that fits two organisations calls nobody. Two queries, none without names.
    """
    wanted = [fold(name) for name in names]
    if not wanted:
        return []
    posts = {fold(post.title): post for post in Post.objects.filter(closed_on__isnull=True)}
    known: dict[str, set[Organisation]] = {}
    for one in Organisation.objects.active().in_country(country):
        for name in {fold(one.acronym), fold(one.code), fold(one.name_fr)} - {""}:
            known.setdefault(name, set()).add(one)
    found: list[Post | Organisation] = []
    for name in wanted:
        if name in posts:
            found.append(posts[name])
        elif len(known.get(name, ())) == 1:
            found.extend(known[name])
    return list(dict.fromkeys(found))


# ---- ideas


def ideas(author: Author, *, country: str) -> QuerySet[Idea]:
    """Ideas that the author may read, the latest first."""
    rows = Idea.objects.filter(country=country).select_related("person", "post")
    if rules.can_oversee(author):
        return rows
    own = Q(person=author.person_id) if author.person_id is not None else Q(pk__in=[])
    shown = Q(state__in=SHOWN) if rules.can_read_box(author) else Q(pk__in=[])
    return rows.filter(own | shown)


def search_ideas(found: QuerySet[Idea], text: str) -> QuerySet[Idea]:
    """Ideas that hold every word."""
    for word in words_of(text):
        found = found.filter(search_text__contains=word)
    return found


@dataclass(frozen=True, slots=True)
class Delays:
    """How long ideas wait. middle: days within which half were answered, None
    without any; longest: of those waiting.
    """

    received: int
    answered: int
    waiting: int
    middle: int | None
    longest: int


def delays(country: str, *, at: datetime) -> Delays:
    """Over all ideas but those set aside; one query."""
    rows = Idea.objects.filter(country=country).exclude(state=IdeaState.SET_ASIDE)
    pairs = list(rows.values_list("state", "received_at", "answered_at"))
    answered = [(until - since).days for _state, since, until in pairs if until is not None]
    waiting = [(at - since).days for state, since, _until in pairs if state in WAITING]
    return Delays(
        received=len(pairs),
        answered=len(answered),
        waiting=len(waiting),
        middle=ceil(median(answered)) if answered else None,
        longest=max(waiting, default=0),
    )


def latest_number(thread: Thread) -> int:
    """Rank of the last message, hidden or not."""
    return thread.contributions.order_by("-number").values_list("number", flat=True).first() or 0


def note_seen(author: Author, thread: Thread, number: int) -> None:
    """Remember how far the acting post has read; a write only when something was new."""
    if author.post_id is None or not number:
        return
    row, made = Seen.objects.get_or_create(thread=thread, post_id=author.post_id, defaults={"number": number})
    if not made and row.number < number:
        Seen.objects.filter(pk=row.pk).update(number=Greatest(F("number"), number))
