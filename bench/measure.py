"""One figure against one limit, and how figures are taken."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = str(Path(sys.executable).with_name("azalai"))


@dataclass(frozen=True)
class Measure:
    """What was measured; a value over the limit, or none at all where it could not be taken."""

    title: str
    value: float | None
    limit: float
    unit: str
    note: str = ""

    @property
    def holds(self) -> bool:
        """Within the limit; what could not be measured is told, not held against anybody."""
        return self.value is None or self.value <= self.limit

    def line(self) -> str:
        """For the terminal."""
        if self.value is None:
            return f"  –     {self.title} : non mesuré ({self.note})"
        sign = "ok" if self.holds else "TROP"
        return f"  {sign:<5} {self.title} : {self.value:.2f} {self.unit} (au plus {self.limit:g})"


@dataclass(frozen=True)
class Process:
    """A finished command. seconds: wall clock; peak: most memory it held, in MB."""

    status: int
    seconds: float
    peak: float


def spent(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of CPU of this process, and what the act gave: the same on a machine that others use too."""
    began = time.process_time()
    found = act()
    return time.process_time() - began, found


def slow(acts: Sequence[Callable[[], Any]], *, warm: int = 3) -> float:
    """Milliseconds of CPU that 95 of 100 acts keep to, after some that warm up."""
    for act in acts[:warm]:
        act()
    taken = sorted(spent(act)[0] for act in acts)
    return 1000 * taken[-len(taken) // 20 - 1]


def run(*words: str, environment: dict[str, str] | None = None) -> Process:
    """Run `azalai words…`, output thrown away, and weigh it."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [COMMAND, *words],
        env=os.environ | (environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Process(process.returncode, time.perf_counter() - began, usage.ru_maxrss / 1024)


def warm(*words: str, times: int = 3, environment: dict[str, str] | None = None) -> Process:
    """The best of several runs after one that warms the disk's cache."""
    run(*words, environment=environment)
    return min((run(*words, environment=environment) for _ in range(times)), key=lambda p: p.seconds)
