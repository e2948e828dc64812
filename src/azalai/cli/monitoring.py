"""`azalai monitoring remind`: what a task runs each morning about reporting campaigns and evaluations."""

from __future__ import annotations

import argparse
import json
from typing import Any

from azalai.cli import site


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser("monitoring", help="relances des campagnes de collecte")
    verbs = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    remind = verbs.add_parser("remind", help="écrit à ceux qui n'ont pas rapporté, chaque message une fois")
    remind.add_argument("--json", action="store_true", help="rend un objet JSON")
    remind.set_defaults(run=run_remind)


def run_remind(arguments: argparse.Namespace) -> None:
    """Send what the calendar asks today, and say it."""
    site.start()
    site.require_migrated()
    from dataclasses import asdict

    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.evaluation.actions import send_again
    from azalai.monitoring import actions

    done = asdict(actions.remind(by=Author.system("azalai monitoring remind"), at=now()))
    done["retried"] += send_again(at=now())
    if arguments.json:
        print(json.dumps(done))
        return
    print(
        f"{done['decided']} messages, {done['unreachable']} organismes sans personne à joindre, "
        f"{done['retried']} messages repartis."
    )
