"""Doing the work: one job at a time, claimed by a conditional update that two workers cannot both win.

A worker gives signs of life while it works. A job whose worker has been silent for SILENCE is taken again,
at most ATTEMPTS times; after that it says that it was interrupted. Only the worker that still holds a job can
end it, so that at most one outcome is ever seen.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import close_old_connections, connection
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from azalai.core.authorship import Author
from azalai.core.clock import now
from azalai.core.jobs.kinds import Result, kind_of
from azalai.core.jobs.states import JobState
from azalai.core.models import Job

logger = logging.getLogger(__name__)

BEAT = 10.0  # seconds between two signs of life
SILENCE = timedelta(seconds=60)
ATTEMPTS = 3


class Interrupted(Exception):
    """The job was given up, or another worker has taken it: what was being done is worth nothing."""


class Task:
    """A job as its work sees it."""

    def __init__(self, job: Job, worker: str) -> None:
        self.job, self.worker = job, worker
        self.arguments: dict[str, Any] = dict(job.arguments)
        self.by = Author(job.by_name, job.by_person_id, job.by_post_id, job.by_post, frozenset(job.by_roles))

    @property
    def at(self) -> datetime:
        """When it was asked for: the same at each attempt, so that a repeated write can be known."""
        return self.job.queued_at

    def report(self, done: int, total: int, words: str = "") -> None:
        """How far it is. Raises Interrupted when the job is no longer this worker's."""
        changes = {"done": done, "total": total, "step": str(words)[:200], "beat_at": now()}
        if not _held(self.job, self.worker).update(**changes):
            raise Interrupted


def _held(job: Job, worker: str) -> Any:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=worker)


def work_once(worker: str = "") -> bool:
    """Take the next job and do it; False when there was none."""
    worker = worker or uuid.uuid4().hex
    take_back()
    job = _claim(worker)
    if job is None:
        return False
    _do(job, worker)
    return True


def work_off(worker: str = "") -> int:
    """Everything that waits, one after the other; how many jobs that were."""
    number = 0
    while work_once(worker):
        number += 1
    return number


def take_back() -> None:
    """Jobs whose worker is silent wait again, or say that they were interrupted once too often."""
    silent = Job.objects.filter(state=JobState.RUNNING, beat_at__lt=now() - SILENCE)
    if not silent.exists():  # a worker that waits only reads
        return
    told = _("Le travail a été interrompu %(n)s fois, par exemple par un arrêt du serveur.") % {"n": ATTEMPTS}
    over = {"state": JobState.FAILED, "worker": "", "ended_at": now(), "error": told}
    silent.filter(attempts__gte=ATTEMPTS).update(**over)
    silent.filter(attempts__lt=ATTEMPTS).update(state=JobState.QUEUED, worker="", done=0, step="")


def _claim(worker: str) -> Job | None:
    """The oldest job that waits, won by this worker; None when there is none."""
    while True:
        waiting = Job.objects.filter(state=JobState.QUEUED).order_by("queued_at", "pk")
        key = waiting.values_list("pk", flat=True).first()
        if key is None:
            return None
        moment = now()
        changes = {"state": JobState.RUNNING, "worker": worker, "started_at": moment, "beat_at": moment}
        won = Job.objects.filter(pk=key, state=JobState.QUEUED).update(attempts=F("attempts") + 1, **changes)
        if won:
            return Job.objects.get(pk=key)


def _do(job: Job, worker: str) -> None:
    task, kind = Task(job, worker), kind_of(job.kind)
    with translation.override(job.language), _alive(job, worker):
        try:
            if kind is None:
                raise LookupError(job.kind)
            result = kind.run(task)
        except Interrupted:
            return
        except (ValidationError, PermissionDenied) as error:
            _end(job, worker, JobState.FAILED, error=_refusal(error))
        except Exception:  # whatever it is, the page that waits must learn of it
            logger.exception("job %s (%s)", job.public_id, job.kind)
            told = _("Une erreur imprévue est survenue ; elle est notée dans le journal du serveur.")
            _end(job, worker, JobState.FAILED, error=told)
        else:
            _end(job, worker, JobState.DONE, result=result)


def _refusal(error: ValidationError | PermissionDenied) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _end(job: Job, worker: str, state: str, *, result: Result | None = None, error: str = "") -> None:
    """The outcome, unless the job is no longer this worker's."""
    told = result or Result()
    changes = {"state": state, "worker": "", "ended_at": now(), "step": "", "error": error}
    _held(job, worker).update(url=told.url[:500], result=told.words[:300], **changes)


@contextmanager
def _alive(job: Job, worker: str) -> Iterator[None]:
    """A sign of life every few seconds while the work goes on, whatever it is doing."""
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(job.pk, worker, over), daemon=True)
    if not connection.in_atomic_block:  # within a transaction of tests nobody else sees the row
        thread.start()
    try:
        yield
    finally:
        over.set()
        if thread.is_alive():
            thread.join(timeout=BEAT)


def _beat(key: int, worker: str, over: threading.Event) -> None:
    try:
        while not over.wait(BEAT):
            Job.objects.filter(pk=key, state=JobState.RUNNING, worker=worker).update(beat_at=now())
    finally:
        connection.close()


def serve(is_over: Callable[[], bool], sleep: Callable[[float], None], *, pause: float = 5.0) -> None:
    """Work until told to stop, looking again every `pause` seconds or when the bell rings."""
    worker = uuid.uuid4().hex
    while not is_over():
        close_old_connections()
        try:
            if not work_once(worker):
                sleep(pause)
        except Exception:  # a database that is away for a minute must not end the worker
            logger.exception("the worker of background jobs could not work")
            sleep(pause)
    close_old_connections()
