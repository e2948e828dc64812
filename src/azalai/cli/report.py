"""`azalai report annual|quarterly|review`: a report written to a file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from azalai.cli import site
from azalai.cli.errors import UNREADABLE, CommandError
from azalai.cli.output import step

SUFFIXES = ("docx", "pdf", "html")
REVIEWS = ("national", "regional", "imrf")


def register(subparsers: Any) -> None:
    """Add the sub-commands."""
    report = subparsers.add_parser("report", help="écrit un bilan ou un examen en Word, PDF ou HTML")
    commands = report.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    annual = commands.add_parser("annual", help="bilan annuel")
    annual.set_defaults(kind="annual", quarter=None)
    quarterly = commands.add_parser("quarterly", help="bilan trimestriel")
    quarterly.add_argument(
        "--quarter", type=int, choices=(1, 2, 3, 4), required=True, help="trimestre, de 1 à 4"
    )
    quarterly.set_defaults(kind="quarterly")
    review = commands.add_parser(
        "review", help="examen du Pacte mondial, sur les quatre années qui finissent"
    )
    review.add_argument("--kind", choices=REVIEWS, required=True, help="national, régional ou forum mondial")
    review.set_defaults(quarter=None)
    for command in (annual, quarterly, review):
        _common(command)


def _common(command: Any) -> None:
    command.add_argument(
        "--year", type=_year, help="année (pour un examen, la dernière) ; cette année sans cela"
    )
    command.add_argument(
        "--output", type=Path, required=True, metavar="FICHIER", help="fichier .docx, .pdf ou .html"
    )
    command.add_argument(
        "--as-of", type=_day, metavar="DATE", help="jour des chiffres (AAAA-MM-JJ) ; aujourd'hui sans cela"
    )
    command.add_argument(
        "--address",
        default="",
        metavar="URL",
        help="adresse du site, pour que chaque chiffre mène à sa liste",
    )
    command.add_argument(
        "--fresh", action="store_true", help="recompte, même si un bilan de cette période est enregistré"
    )
    command.set_defaults(run=run)


def _year(text: str) -> int:
    value = int(text)
    if not 2000 <= value <= 2100:
        raise argparse.ArgumentTypeError("une année va de 2000 à 2100")
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} n'est pas une date (AAAA-MM-JJ)") from error


def run(arguments: argparse.Namespace) -> None:
    """Write the report that is kept for the period, else one that is counted now and not kept."""
    suffix = arguments.output.suffix.lower().lstrip(".")
    if suffix not in SUFFIXES:
        raise CommandError("le fichier à écrire finit par .docx, .pdf ou .html", status=UNREADABLE)
    site.start()
    site.require_migrated()
    from azalai.reports.printing import printed

    with step(f"Écriture de {arguments.output.name}"):
        source, told = _source(arguments)
        content = printed(source, suffix, is_linked=bool(arguments.address))
        arguments.output.write_bytes(content)
    print(f"{arguments.output} : {told}")


def _source(arguments: argparse.Namespace) -> tuple[Any, str]:
    """What is to be printed, and a sentence about where it comes from."""
    from django.conf import settings

    from azalai.core.clock import today
    from azalai.reports import queries
    from azalai.reports.assembling import compiled, stored
    from azalai.reports.compiling import compile_report
    from azalai.reports.periods import Period

    on = arguments.as_of or today()
    period = Period(arguments.kind, arguments.year or on.year, arguments.quarter)
    base = arguments.address.rstrip("/")
    kept = None if arguments.fresh or arguments.as_of else queries.latest(period, settings.COUNTRY)
    if kept is not None:
        return stored(kept, base=base), f"« {kept} », {kept.get_state_display().lower()}."
    made = compile_report(period, settings.COUNTRY, on)
    return compiled(made, base=base), f"compté au {on:%d/%m/%Y}, non enregistré."
