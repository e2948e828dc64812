"""Whether the page waits for the mail server: on the served site, mail leaves from a thread of its own.

What leaves is a row that was committed beforehand, and whoever sends it claims it first (core.outbox): it
leaves once, whoever sends it. A process that dies leaves its rows in the queue, as a mail server that is down
does; the next round (`azalai concertation remind`, or the button of the queue) takes them up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import close_old_connections, connections

logger = logging.getLogger(__name__)
_thread: list[ThreadPoolExecutor] = []


def in_background() -> None:
    """From now on this process sends from one thread, one batch after the other; once."""
    if not _thread:
        _thread.append(ThreadPoolExecutor(max_workers=1, thread_name_prefix="azalai-mail"))


def leave(send: Callable[[], Any]) -> None:
    """Send now, or hand it over to the thread where there is one."""
    if not _thread:
        send()
        return
    try:
        _thread[0].submit(_apart, send)
    except RuntimeError:  # the process is ending: the rows wait for the next one
        logger.warning("mail is left in the queue: the process is ending")


def _apart(send: Callable[[], Any]) -> None:
    """With connections of its own, that are closed afterwards."""
    close_old_connections()
    try:
        send()
    except Exception:
        logger.exception("mail is left in the queue")
    finally:
        connections.close_all()
