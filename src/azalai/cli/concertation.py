"""`azalai concertation remind` and `azalai concertation replies`: what a task runs each morning."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from azalai.cli import site
from azalai.cli.errors import UNREADABLE, CommandError

WORDS = {
    "noted": "réponse enregistrée",
    "same": "déjà connue",
    "late": "arrivée trop tard",
    "old": "réponse à une date qui a changé",
    "unclear": "ni oui ni non",
    "unknown": "aucune convocation de ce site",
}


def register(subparsers: Any) -> None:
    """Add the sub-commands."""
    command = subparsers.add_parser("concertation", help="relances et réponses aux convocations")
    verbs = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    remind = verbs.add_parser("remind", help="relance, relaie, remonte et clôt ce qui doit l'être")
    remind.add_argument("--json", action="store_true", help="rend un objet JSON")
    remind.set_defaults(run=run_remind)
    replies = verbs.add_parser("replies", help="reprend les réponses d'agenda d'une boîte aux lettres")
    replies.add_argument("file", type=Path, metavar="FICHIER", help="fichier .ics, .eml ou .mbox")
    replies.add_argument("--json", action="store_true", help="rend une liste JSON")
    replies.set_defaults(run=run_replies)


def run_remind(arguments: argparse.Namespace) -> None:
    """Do what is due now, and say it."""
    _start()
    from dataclasses import asdict

    from azalai.concertation import actions
    from azalai.core.authorship import Author
    from azalai.core.clock import now

    done = asdict(actions.remind(by=Author.system("azalai concertation remind"), at=now()))
    if arguments.json:
        print(json.dumps(done))
        return
    print(
        f"{done['reminded']} relancés, {done['relayed']} suppléants sollicités, "
        f"{done['escalated']} remontées à la hiérarchie, {done['unanswered']} sans réponse, "
        f"{done['eve']} rappels de la veille, {done['retried']} messages repartis."
    )


def run_replies(arguments: argparse.Namespace) -> None:
    """Take over each answer; 2 when the file holds none."""
    _start()
    from azalai.concertation import actions, mailbox
    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.formats.errors import UnreadableFile

    try:
        calendars = mailbox.calendars_in(arguments.file.read_bytes())
    except (UnreadableFile, OSError) as error:
        raise CommandError(str(error), status=UNREADABLE) from error
    by = Author.system("azalai concertation replies")
    found = actions.read_replies(by=by, at=now(), calendars=calendars)
    rows = [{"uid": one.uid, "outcome": one.outcome} for one in found]
    if arguments.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print(f"{row['uid']} : {WORDS[row['outcome']]}")


def _start() -> None:
    site.start()
    site.require_migrated()
