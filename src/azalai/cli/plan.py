"""`azalai plan check|import|export`: the plan compiler at the command line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
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
        "--country", type=country, metavar="PAYS", help="code du pays (NE, TD) ; deviné sans cela"
    )
    check.set_defaults(run=run_check)


def _register_import(commands: Any) -> None:
    imported = commands.add_parser("import", help="enregistre un plan, ou met à jour un plan déjà enregistré")
    imported.add_argument("file", type=Path, metavar="FICHIER", help="plan en Word, Excel ou CSV")
    where = imported.add_mutually_exclusive_group()
    where.add_argument(
        "--into", default="", metavar="PLAN", help="identifiant du plan à mettre à jour ; deviné sans cela"
    )
    where.add_argument("--new", action="store_true", help="enregistre un nouveau plan, quoi qu'il en soit")
    imported.add_argument("--country", type=country, metavar="PAYS", help="code du pays (NE, TD)")
    imported.set_defaults(run=run_import)


def _register_export(commands: Any) -> None:
    export = commands.add_parser("export", help="écrit un plan enregistré en Word, Excel ou CSV")
    export.add_argument("plan", metavar="PLAN", help="identifiant du plan (voir « azalai plan list »)")
    export.add_argument("file", type=Path, metavar="FICHIER", help="fichier à écrire (.docx, .xlsx ou .csv)")
    export.set_defaults(run=run_export)
    listed = commands.add_parser("list", help="liste les plans enregistrés")
    listed.set_defaults(run=run_list)


def country(text: str) -> str:
    """The code of a country with a profile, for `type=`."""
    from azalai.frames.dataset import countries  # a help page reads no data

    code, known = text.upper(), sorted(countries())
    if code not in known:
        raise argparse.ArgumentTypeError(f"{text} n'est pas un pays connu (choix : {', '.join(known)})")
    return code


def run_check(arguments: argparse.Namespace) -> int:
    """Print findings; 0 without errors, 1 with some, 2 when the file cannot be read."""
    from azalai.engines.plan.answers import as_lines, as_object  # a help page needs none of this

    compiled = _compile(arguments.file, arguments.country or "")
    if arguments.json:
        print(json.dumps(as_object(compiled), ensure_ascii=False, indent=2))
    else:
        for line in as_lines(compiled, arguments.file.name):
            print(line)
    return FAILED if compiled.has_errors else 0


def _compile(path: Path, code: str) -> Any:
    from azalai.plans.compiling import compile_file

    with _refusals(path):
        return compile_file(path, country=code)


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """A file that cannot be read, or holds no plan, is one line and status 2."""
    from azalai.engines.plan.reading import NotAPlan
    from azalai.formats.errors import UnreadableFile

    try:
        yield
    except UnreadableFile as error:
        raise CommandError(f"{path.name} : {error.message}", status=UNREADABLE) from error
    except NotAPlan as error:
        raise CommandError(f"{path.name} : {error}", status=UNREADABLE) from error


def run_import(arguments: argparse.Namespace) -> None:
    """Store the plan as a draft version, or update the plan that the file comes from; say what changed."""
    with _refusals(arguments.file):
        from azalai.formats.reading import read_document

        read_document(arguments.file)  # refuses before Django and the database are touched
        site.start()
        site.require_migrated()
        outcome = _imported(arguments)
    print(outcome.sentence)
    print(f"Identifiant du plan : {outcome.version.plan.public_id}")


def _imported(arguments: argparse.Namespace) -> Any:
    """What the import did. A file that does not enter a plan is not kept."""
    from django.conf import settings
    from django.core.exceptions import ValidationError

    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.engines.plan.reading import NotAPlan
    from azalai.plans import actions

    by, code = Author.system("azalai plan import"), arguments.country or settings.COUNTRY
    named = _plan(arguments.into) if arguments.into else None
    content = arguments.file.read_bytes()
    with step(f"Lecture et enregistrement de {arguments.file.name}"):
        upload = actions.receive_file(
            name=arguments.file.name, content=content, by=by, at=now(), country=code
        )
        into = named or _updated_by(upload, is_new=arguments.new)
        try:
            return actions.import_upload(upload=upload, into=into, country=code, by=by, at=now())
        except (ValidationError, NotAPlan) as error:
            actions.discard_upload(upload=upload, by=by, at=now())
            if isinstance(error, NotAPlan):
                raise
            raise CommandError(" ".join(error.messages)) from error


def _updated_by(upload: Any, *, is_new: bool) -> Any:
    """The plan that the file most likely updates, said aloud."""
    from azalai.plans import queries

    found = None if is_new else queries.likely_plan(upload)
    if found is not None:
        print(f"Mise à jour de « {found.title} » (--new pour en faire un autre plan).")
    return found


def _plan(identifier: str) -> Any:
    from azalai.plans import queries

    found = queries.plan_by_id(identifier)
    if found is None:
        raise CommandError(f"aucun plan n'a l'identifiant {identifier} (voir « azalai plan list »)")
    return found


def run_export(arguments: argparse.Namespace) -> None:
    """Write the latest version of a plan in its own layout."""
    site.start()
    site.require_migrated()
    from azalai.plans.exporting import FORMATS, export_version

    suffix = arguments.file.suffix.lower().lstrip(".")
    if suffix not in FORMATS:
        raise CommandError("le fichier à écrire finit par .docx, .xlsx ou .csv", status=UNREADABLE)
    plan = _plan(arguments.plan)
    version = plan.latest_version()
    with step(f"Écriture de {arguments.file.name}"):
        content = export_version(version, suffix)
        arguments.file.write_bytes(content)
    print(f"{arguments.file} : version {version.number} de « {plan.title} ».")


def run_list(arguments: argparse.Namespace) -> None:
    """One line a plan: identifier, version, state, title."""
    site.start()
    site.require_migrated()
    from azalai.plans.models import Plan

    for plan in Plan.objects.with_latest_version():
        version = plan.latest_version()
        print(f"{plan.public_id}  v{version.number} {version.get_status_display():<10} {plan.title}")
