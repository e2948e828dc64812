"""`azalai plan check|import|export`: the plan compiler at the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from azalai.cli import site
from azalai.cli.errors import FAILED, UNREADABLE, CommandError
from azalai.cli.output import step


def register(subparsers: Any) -> None:
    """Add the sub-commands."""
    plan = subparsers.add_parser("plan", help="contrôle, importe ou exporte un plan d'action")
    commands = plan.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    _register_check(commands)
    _register_import(commands)
    _register_export(commands)


def _register_check(commands: Any) -> None:
    check = commands.add_parser("check", help="contrôle un plan sans rien enregistrer")
    check.add_argument("file", type=Path, metavar="FICHIER", help="plan en Word, Excel ou CSV")
    check.add_argument("--json", action="store_true", help="rend un objet JSON")
    check.add_argument(
        "--country", default="", metavar="PAYS", help="code du pays (NE, TD) ; deviné sans cela"
    )
    check.set_defaults(run=run_check)


def _register_import(commands: Any) -> None:
    imported = commands.add_parser("import", help="enregistre un plan, ou met à jour un plan déjà enregistré")
    imported.add_argument("file", type=Path, metavar="FICHIER", help="plan en Word, Excel ou CSV")
    imported.add_argument("--into", default="", metavar="PLAN", help="identifiant du plan à mettre à jour")
    imported.add_argument("--country", default="", metavar="PAYS", help="code du pays (NE, TD)")
    imported.set_defaults(run=run_import)


def _register_export(commands: Any) -> None:
    export = commands.add_parser("export", help="écrit un plan enregistré en Word, Excel ou CSV")
    export.add_argument("plan", metavar="PLAN", help="identifiant du plan (voir « azalai plan list »)")
    export.add_argument("file", type=Path, metavar="FICHIER", help="fichier à écrire (.docx, .xlsx ou .csv)")
    export.set_defaults(run=run_export)
    listed = commands.add_parser("list", help="liste les plans enregistrés")
    listed.set_defaults(run=run_list)


def run_check(arguments: argparse.Namespace) -> int:
    """Print findings; 0 without errors, 1 with some, 2 when the file cannot be read."""
    from azalai.engines.plan.answers import as_lines, as_object  # a help page needs none of this

    compiled = _compile(arguments.file, arguments.country)
    if arguments.json:
        print(json.dumps(as_object(compiled), ensure_ascii=False, indent=2))
    else:
        for line in as_lines(compiled, arguments.file.name):
            print(line)
    return FAILED if compiled.has_errors else 0


def _compile(path: Path, country: str) -> Any:
    from azalai.engines.plan.reading import NotAPlan
    from azalai.formats.errors import UnreadableFile
    from azalai.plans.compiling import compile_file

    try:
        return compile_file(path, country=country.upper())
    except UnreadableFile as error:
        raise CommandError(f"{path.name} : {error.message}", status=UNREADABLE) from error
    except NotAPlan as error:
        raise CommandError(f"{path.name} : {error}", status=UNREADABLE) from error


def run_import(arguments: argparse.Namespace) -> None:
    """Store the plan as a draft version, or update the draft of a plan; say what changed."""
    _compile(arguments.file, arguments.country)  # refuses before Django and the database are touched
    site.start()
    site.require_migrated()
    from django.conf import settings

    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.plans import actions, queries

    by = Author.system("azalai plan import")
    into = queries.plan_by_id(arguments.into) if arguments.into else None
    if arguments.into and into is None:
        raise CommandError(f"aucun plan n'a l'identifiant {arguments.into}")
    with step(f"Lecture et enregistrement de {arguments.file.name}"):
        upload = actions.receive_file(
            name=arguments.file.name, content=arguments.file.read_bytes(), by=by, at=now()
        )
        outcome = actions.import_upload(
            upload=upload, into=into, country=arguments.country.upper() or settings.COUNTRY, by=by, at=now()
        )
    print(outcome.sentence)
    print(f"Identifiant du plan : {outcome.version.plan.public_id}")


def run_export(arguments: argparse.Namespace) -> None:
    """Write the latest version of a plan in its own layout."""
    site.start()
    site.require_migrated()
    from azalai.plans import queries
    from azalai.plans.exporting import FORMATS, export_version

    suffix = arguments.file.suffix.lower().lstrip(".")
    if suffix not in FORMATS:
        raise CommandError("le fichier à écrire finit par .docx, .xlsx ou .csv", status=UNREADABLE)
    plan = queries.plan_by_id(arguments.plan)
    if plan is None:
        raise CommandError(f"aucun plan n'a l'identifiant {arguments.plan}")
    version = plan.latest_version()
    with step(f"Écriture de {arguments.file.name}"):
        arguments.file.write_bytes(export_version(version, suffix))
    print(f"{arguments.file} : version {version.number} de « {plan.title} ».")


def run_list(arguments: argparse.Namespace) -> None:
    """One line a plan: identifier, version, state, title."""
    site.start()
    site.require_migrated()
    from azalai.plans.models import Plan

    for plan in Plan.objects.with_latest_version():
        version = plan.latest_version()
        print(f"{plan.public_id}  v{version.number} {version.get_status_display():<10} {plan.title}")
