"""The queue: a job is asked for, found again, given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from azalai.core.authorship import Author
from azalai.core.jobs.kinds import kind_of
from azalai.core.jobs.states import OPEN, JobState
from azalai.core.jobs.waking import wake
from azalai.core.models import Job

LIFETIME = timedelta(days=30)


def start(kind: str, *, by: Author, at: datetime, title: str = "", once: str = "", **arguments: Any) -> Job:
    """Ask for work; it begins once the transaction is over.

    once: what the work is about; while a job of that kind about it is open, asking again gives that job.
    arguments: plain values that JSON can hold. LookupError for a kind that nobody has announced.
    """
    known = kind_of(kind)
    if known is None:
        raise LookupError(f"no such kind of job: {kind}")
    fields: dict[str, Any] = {
        "kind": kind,
        "title": (title or str(known.label))[:200],
        "arguments": arguments,
        "once": once[:200],
        "by_person_id": by.person_id,
        "by_name": by.name[:200],
        "by_post_id": by.post_id,
        "by_post": by.post[:200],
        "by_roles": sorted(by.roles),
        "language": get_language() or "fr",
        "queued_at": at,
    }
    forget_old(at)
    try:
        with transaction.atomic():
            job = Job.objects.create(**fields)
    except IntegrityError:
        job = Job.objects.filter(kind=kind, once=once, state__in=OPEN).first() or Job.objects.create(**fields)
    transaction.on_commit(wake)
    return job


def can_see_job(author: Author, job: Job) -> bool:
    """The post that asked for it; without a post, the person."""
    if job.by_post_id is not None:
        return author.post_id == job.by_post_id
    return author.person_id is not None and author.person_id == job.by_person_id


def mine(author: Author) -> QuerySet[Job]:
    """Jobs of the acting post, the latest first."""
    if author.person_id is None:
        return Job.objects.none()
    own = (
        Q(by_post_id=author.post_id) if author.post_id else Q(by_post_id=None, by_person_id=author.person_id)
    )
    return Job.objects.filter(own)


def url_of(job: Job) -> str:
    """The page on which one follows it."""
    return reverse("job", args=[job.public_id])


def drop(*, by: Author, at: datetime, job: Job) -> bool:
    """Give it up; False when it is over already. A worker that is at it notices at its next step."""
    if not can_see_job(by, job):
        return False
    changes = {"state": JobState.DROPPED, "worker": "", "ended_at": at}
    return bool(Job.objects.filter(pk=job.pk, state__in=OPEN).update(**changes))


def forget_old(at: datetime) -> None:
    """What is over since long need not be found again."""
    Job.objects.filter(ended_at__lt=at - LIFETIME).delete()
