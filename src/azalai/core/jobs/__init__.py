"""Long work in the background: started by a page, done by a worker, found again by who asked for it.

    jobs.register(JobKind("reports.begin", _("Établir un bilan"), run))
    job = jobs.start("reports.begin", by=author, at=now(), title="Bilan annuel 2022", year=2022)
    return redirect(job_url(job))

`run(task)` does the work: `task.by`, `task.at`, `task.arguments`, and `task.report(done, total, words)` from
time to time; it gives a `Result`. It must bear being done twice: a worker that is killed leaves its job to
another, which begins again. Every process of the site has a worker of its own (a thread); `azalai jobs` makes
others. The table is the queue: no service to install, nothing lost in a power cut.
"""

from azalai.core.jobs.kinds import JobKind, Result, kind_of, register
from azalai.core.jobs.queue import (
    can_see_job,
    drop,
    forget_old,
    mine,
    start,
    url_of,
)
from azalai.core.jobs.states import JOB_TRANSITIONS, JobState
from azalai.core.jobs.work import Interrupted, Task, work_off, work_once

__all__ = [
    "JOB_TRANSITIONS",
    "Interrupted",
    "JobKind",
    "JobState",
    "Result",
    "Task",
    "can_see_job",
    "drop",
    "forget_old",
    "kind_of",
    "mine",
    "register",
    "start",
    "url_of",
    "work_off",
    "work_once",
]
