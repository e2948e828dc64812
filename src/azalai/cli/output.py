"""Progress on stderr: a line that fills up on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say that a step begins, and how long it took."""
    began = time.monotonic()
    on_terminal = sys.stderr.isatty()
    if on_terminal:
        _write(f"… {title}")
    yield
    line = f"✓ {title} ({time.monotonic() - began:.1f} s)".replace(".", ",", 1)
    _write(f"\r\033[K{line}\n" if on_terminal else f"{line}\n")


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """A step whose share is known: the function given is called with (done, total)."""
    on_terminal = sys.stderr.isatty()
    shown = -1

    def report(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // max(total, 1)
        if on_terminal and percent != shown:
            shown = percent
            _write(f"\r\033[K… {title} {percent} %")

    with step(title):
        yield report


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
