"""The digests that are due: what is new in followed threads, grouped for each person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils.timezone import localdate

from azalai.accounts.models import Person, Tenure
from azalai.core.authorship import Author
from azalai.forum import queries, rules
from azalai.forum.actions.notifying import queue
from azalai.forum.actions.preferences import OLDEST, preference_of
from azalai.forum.actions.sending import retry_letters
from azalai.forum.enums import RHYTHM_HOURS, LetterKind, Rhythm
from azalai.forum.models import Contribution, Follow, IdeaNotice, Letter, LetterLine, Preference
from azalai.forum.readers import Reader, readers_of


@dataclass(frozen=True, slots=True)
class DigestOutcome:
    """made: digests written; left: mails that left now, whatever their kind; waiting: still in the queue."""

    made: int = 0
    left: int = 0
    waiting: int = 0


def digest(*, by: Author, at: datetime) -> DigestOutcome:
    """Make the digests that are due, then send what has not left. Again at once, it makes none.

    Not recorded in the trail: the messages were.
    """
    rules.check_send_digests(by)
    made = sum(len(_digest_for(person, at)) for person in _people(at))
    left = retry_letters(by=by, at=at)
    return DigestOutcome(made, left, Letter.objects.pending().count() + IdeaNotice.objects.pending().count())


def _people(at: datetime) -> list[Person]:
    """Who has an address and holds a post that follows something."""
    following = Follow.objects.order_by().values("post")
    tenures = Tenure.objects.current(localdate(at)).filter(post__in=following)
    rows = Person.objects.filter(tenures__in=tenures, is_active=True).exclude(email="")
    return list(rows.order_by("pk").distinct())


def _digest_for(person: Person, at: datetime) -> list[Letter]:
    preference = preference_of(person, at=at)
    if not _is_due(preference, at):
        return []
    found: dict[int, tuple[Contribution, int]] = {}
    for who in readers_of(person, on=localdate(at)):
        for one in _news(who, preference, at):
            found.setdefault(one.pk, (one, who.author.post_id or 0))
    made = queue(person, LetterKind.DIGEST, found.values(), at=at)
    Preference.objects.filter(pk=preference.pk).update(last_at=at)
    return made


def _is_due(preference: Preference, at: datetime) -> bool:
    if preference.rhythm == Rhythm.NEVER:
        return False
    wait = timedelta(hours=RHYTHM_HOURS[Rhythm(preference.rhythm)])
    return preference.last_at is None or at - preference.last_at >= wait


def _news(who: Reader, preference: Preference, at: datetime) -> list[Contribution]:
    """Shown messages of others, in threads that the post follows and reads, since it follows them."""
    rows = queries.contributions(who.author, who.scope, country=settings.COUNTRY).shown()
    rows = rows.filter(
        thread__follows__post_id=who.author.post_id,
        written_at__gte=F("thread__follows__since_at"),
        written_at__lte=at,
    )
    since = max(at - OLDEST, preference.since_at)
    sent = LetterLine.objects.filter(person=who.person).values("contribution")
    rows = rows.filter(written_at__gte=since).exclude(pk__in=sent)
    return list(rows.filter(~Q(person=who.person) | Q(person__isnull=True)).order_by("thread_id", "number"))
