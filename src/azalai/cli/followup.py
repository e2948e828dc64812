"""`azalai followup remind`: what a task runs each morning."""

from __future__ import annotations

import argparse
import json
from typing import Any

from azalai.cli import site


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser("followup", help="relances des actions à suivre")
    verbs = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    remind = verbs.add_parser("remind", help="demande aux responsables où ils en sont")
    remind.add_argument("--base", default="", metavar="ADRESSE", help="adresse du site, pour les liens")
    remind.add_argument("--json", action="store_true", help="rend un objet JSON")
    remind.set_defaults(run=run_remind)


def run_remind(arguments: argparse.Namespace) -> None:
    """Do what is due now, and say it."""
    site.start()
    site.require_migrated()
    from dataclasses import asdict

    from django.conf import settings

    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.followup import actions

    by = Author.system("azalai followup remind")
    done = asdict(actions.remind(by=by, at=now(), country=settings.COUNTRY, base=arguments.base))
    if arguments.json:
        print(json.dumps(done))
        return
    print(
        f"{done['messages']} messages sur {done['points']} actions, {done['unreachable']} actions "
        f"sans personne à joindre, {done['retried']} messages repartis."
    )
