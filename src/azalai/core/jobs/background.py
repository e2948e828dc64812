"""The worker of a process of the site: one thread, begun after the fork, that ends with the process."""

from __future__ import annotations

import os
import threading

from django.conf import settings

from azalai.core.jobs.waking import sleep
from azalai.core.jobs.work import serve

_started: dict[int, threading.Thread] = {}


def begin() -> None:
    """Start the thread of this process once, unless AZALAI_JOBS says that others work."""
    if settings.JOBS != "thread" or os.getpid() in _started:
        return
    thread = threading.Thread(target=serve, args=(lambda: False, sleep), name="azalai-jobs", daemon=True)
    _started[os.getpid()] = thread
    thread.start()
