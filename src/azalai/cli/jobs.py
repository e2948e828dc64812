"""`azalai jobs`: does long work beside the site."""

from __future__ import annotations

import argparse
import signal
import threading
from typing import Any

from azalai.cli import site


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser("jobs", help="fait les travaux de fond que le site demande")
    command.add_argument("--once", action="store_true", help="fait ce qui attend, puis s'arrête")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Everything that waits, once or until Ctrl-C; a job that is being done is finished first."""
    site.start()
    site.require_migrated()
    from azalai.core import jobs
    from azalai.core.jobs import work

    if arguments.once:
        number = jobs.work_off()
        print(f"{number} travail fait." if number < 2 else f"{number} travaux faits.")
        return
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())

    def wait(seconds: float) -> None:
        over.wait(seconds)

    print("Travaux de fond : en attente (Ctrl-C pour arrêter).", flush=True)
    work.serve(over.is_set, wait)
