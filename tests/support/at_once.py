"""Two people at one moment: threads with a connection of their own, held at the moment that matters."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

PATIENCE = 0.7  # seconds; where a lock keeps the others away, nobody comes


def at_once(*works: Callable[[], object]) -> list[BaseException]:
    """Run in threads, each with its own connection; what they raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait()
            work()
        except BaseException as error:  # noqa: BLE001 - shown by the caller
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def meet_in(patch: pytest.MonkeyPatch, module: Any, name: str, *, people: int = 2) -> None:
    """Whoever calls `module.name` waits there for the others, for as long as they may still come.

    The window between "is there one already?" and "make one" is thus open in every run, not once in a while.
    """
    inner, place = getattr(module, name), threading.Barrier(people)

    def waiting(*args: Any, **more: Any) -> Any:
        # A lock may hold the others back: that is one way of being right.
        with contextlib.suppress(threading.BrokenBarrierError):
            place.wait(PATIENCE)
        return inner(*args, **more)

    patch.setattr(module, name, waiting)
