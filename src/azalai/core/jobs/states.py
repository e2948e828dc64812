"""Where a job stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """State of a job."""

    QUEUED = "queued", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminé")
    FAILED = "failed", _("Interrompu")
    DROPPED = "dropped", _("Abandonné")


# State table: from -> the states that may follow. Back to « en attente »: its worker died, another takes it.
JOB_TRANSITIONS: dict[str, frozenset[str]] = {
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.DROPPED}),
    JobState.RUNNING: frozenset({JobState.DONE, JobState.FAILED, JobState.QUEUED, JobState.DROPPED}),
    JobState.DONE: frozenset(),
    JobState.FAILED: frozenset(),
    JobState.DROPPED: frozenset(),
}
OPEN = (JobState.QUEUED, JobState.RUNNING)
