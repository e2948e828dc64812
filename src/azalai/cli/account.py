"""`azalai account create`: the first administrator of a real installation."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from azalai.cli import site
from azalai.cli.errors import UNREADABLE, CommandError


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser("account", help="comptes")
    verbs = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    create = verbs.add_parser("create", help="ouvre le premier compte d'administrateur")
    create.add_argument("username", metavar="IDENTIFIANT", help="identifiant de connexion")
    create.add_argument("--name", metavar="NOM", help="nom affiché (l'identifiant par défaut)")
    create.add_argument("--email", default="", metavar="ADRESSE", help="adresse de messagerie")
    create.add_argument("--post", default="Administrateur", metavar="INTITULÉ", help="poste (Administrateur)")
    create.add_argument(
        "--password-stdin", action="store_true", help="lit le mot de passe sur l'entrée standard"
    )
    create.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Open the account; refuses where an administrator already exists."""
    site.start()
    site.require_migrated()
    from django.core.exceptions import ValidationError

    _require_none()
    try:
        _open(arguments, _password(arguments))
    except ValidationError as error:
        raise CommandError(" ".join(error.messages), status=UNREADABLE) from error
    print(f"Compte « {arguments.username} » ouvert, poste « {arguments.post} ».")


def _require_none() -> None:
    from azalai.accounts.queries import has_administrator
    from azalai.core.clock import today

    if has_administrator(on=today()):
        raise CommandError("il y a déjà un administrateur : les autres comptes s'ouvrent sur le site")


def _password(arguments: argparse.Namespace) -> str:
    if arguments.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CommandError(
            "pas de terminal pour demander le mot de passe (--password-stdin)", status=UNREADABLE
        )
    first = getpass.getpass("Mot de passe : ")
    if first != getpass.getpass("Une seconde fois : "):
        raise CommandError("les deux mots de passe diffèrent", status=UNREADABLE)
    return first


def _open(arguments: argparse.Namespace, password: str) -> None:
    """Account, post and appointment: all three or none."""
    from django.db import transaction

    from azalai.accounts import actions
    from azalai.accounts.enums import Role
    from azalai.core.authorship import Author
    from azalai.core.clock import now, today

    by, at = Author.system("account create"), now()
    with transaction.atomic():
        person = actions.open_account(
            by=by,
            at=at,
            username=arguments.username,
            display_name=arguments.name or arguments.username,
            email=arguments.email,
            password=password,
        )
        post = actions.create_post(by=by, at=at, title=arguments.post, role=Role.ADMINISTRATOR)
        actions.appoint(by=by, at=at, post=post, person=person, on=today())
