"""The command itself."""

from __future__ import annotations

from bench.measure import Measure, warm


def measures() -> list[Measure]:
    """How long one waits for the help."""
    return [Measure("azalai --help, processus entier", warm("--help").seconds, 0.2, "s")]
