"""`azalai iati`: interventions from and to IATI files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from azalai.cli import site
from azalai.cli.errors import UNREADABLE, CommandError
from azalai.cli.output import step

SHOWN = 20


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser("iati", help="reprend ou écrit un fichier d'activités IATI")
    commands = command.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    read = commands.add_parser("import", help="reprend les activités d'un fichier IATI (.xml ou .xml.gz)")
    read.add_argument("file", type=Path, metavar="FICHIER", help="fichier d'activités IATI")
    read.add_argument("--country", default="", metavar="PAYS", help="pays concerné (celui de l'installation)")
    read.add_argument("--preview", action="store_true", help="montre sans rien reprendre")
    read.add_argument("--drafts", action="store_true", help="garde les nouvelles activités en brouillon")
    read.set_defaults(run=run_import)
    write = commands.add_parser("export", help="écrit les interventions publiées en IATI 2.03")
    write.add_argument("file", type=Path, metavar="FICHIER", help="fichier à écrire (.xml)")
    write.set_defaults(run=run_export)


def run_import(arguments: argparse.Namespace) -> None:
    """Preview, then take over unless asked not to."""
    site.start()
    site.require_migrated()
    from django.conf import settings

    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.formats.errors import UnreadableFile
    from azalai.frames.models import Country
    from azalai.interventions import actions
    from azalai.interventions.enums import Publication

    country = arguments.country.upper() or settings.COUNTRY
    if not Country.objects.filter(iso2=country).exists():
        raise CommandError(f"pays inconnu de cette installation : {country}", status=UNREADABLE)
    try:
        with step(f"Lecture de {arguments.file.name}"):
            found = actions.read_iati(arguments.file, country=country)
    except UnreadableFile as error:
        raise CommandError(f"{arguments.file.name} : {error.message}", status=UNREADABLE) from error
    for line in summary(found):
        print(line)
    if arguments.preview or not found.records:
        return
    with step("Enregistrement"):
        actions.import_iati(
            by=Author.system("azalai iati import"),
            at=now(),
            country=country,
            file=arguments.file.name,
            found=found,
            publication=Publication.DRAFT if arguments.drafts else Publication.PUBLISHED,
        )


def summary(found: Any) -> list[str]:
    """What the file holds for the country, and what is wrong with it, record by record."""
    words = {"new": "à ajouter", "changed": "à modifier", "same": "sans changement", "wrong": "écartées"}
    counts = [f"{found.count(outcome)} {word}" for outcome, word in words.items()]
    lines = [
        f"{len(found.records)} activités : {', '.join(counts)}.",
        f"Organismes : {found.matched} noms reconnus, {len(found.unmatched)} inconnus du registre.",
    ]
    lines += [f"  inconnu ({count} fois) : {name}" for name, count in found.unmatched.most_common(SHOWN)]
    for record in found.records:
        where = f"{record.identifier or 'sans identifiant'} (ligne {record.line})"
        said = ["écartée"] if record.outcome == "wrong" else []
        lines += [f"  {where} : {text}" for text in (*said, *dict.fromkeys(record.problems))]
    return lines


def run_export(arguments: argparse.Namespace) -> None:
    """Write every published intervention that says what the standard asks for; name the others."""
    site.start()
    site.require_migrated()
    from django.conf import settings

    from azalai.core.clock import now
    from azalai.interventions.exporting import write_iati

    with step(f"Écriture de {arguments.file.name}"):
        written, gaps = write_iati(arguments.file, country=settings.COUNTRY, at=now())
    print(f"{arguments.file} : {written} activités écrites, {len(gaps)} laissées de côté.")
    for identifier, missing in gaps:
        print(f"  {identifier} : {' ; '.join(missing)}")
    if not written:
        raise CommandError("aucune intervention publiée ne dit ce que la norme demande")
