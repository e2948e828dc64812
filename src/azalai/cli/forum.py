"""`azalai forum digest`: what a task runs each morning."""

from __future__ import annotations

import argparse
import json
from typing import Any

from azalai.cli import site


def register(subparsers: Any) -> None:
    """Add the sub-commands."""
    command = subparsers.add_parser("forum", help="résumés des échanges par courriel")
    verbs = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    digest = verbs.add_parser("digest", help="envoie les résumés dus et ce qui attend encore")
    digest.add_argument("--json", action="store_true", help="rend un objet JSON")
    digest.set_defaults(run=run_digest)


def run_digest(arguments: argparse.Namespace) -> None:
    """Make and send what is due now, and say it."""
    site.start()
    site.require_migrated()
    from dataclasses import asdict

    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.forum import actions

    done = asdict(actions.digest(by=Author.system("azalai forum digest"), at=now()))
    if arguments.json:
        print(json.dumps(done))
        return
    print(f"{done['made']} résumés faits, {done['left']} courriels partis, {done['waiting']} en attente.")
