"""The bell between pages and the worker of the same process."""

from __future__ import annotations

import threading

_bell = threading.Event()


def wake() -> None:
    """There is work: whoever sleeps in this process looks at once."""
    _bell.set()


def sleep(seconds: float) -> None:
    """Until the bell, at most that long."""
    _bell.wait(seconds)
    _bell.clear()
