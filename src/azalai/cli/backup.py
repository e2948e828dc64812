"""`azalai backup FICHIER`: database and files in one archive."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from azalai.cli import site
from azalai.cli.errors import CommandError
from azalai.cli.output import progress


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser(
        "backup", help="sauvegarde la base et les fichiers, site en marche ou non"
    )
    command.add_argument("file", type=Path, metavar="FICHIER", help="archive à créer (.zip)")
    command.add_argument(
        "--with-key", action="store_true", help="joint la clé secrète (archive à mettre sous clé)"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Save, and print what was saved."""
    site.start()
    site.require_migrated()
    from azalai.core import backups
    from azalai.core.clock import now

    try:
        with progress("Sauvegarde") as report:
            done = backups.save(arguments.file, at=now(), with_key=arguments.with_key, report=report)
    except backups.BackupError as error:
        raise CommandError(str(error)) from error
    rows, files = sum(done.tables().values()), len(done.files())
    print(f"{arguments.file} : {rows} lignes de {len(done.tables())} tables, {files} fichiers.")
    print(f"Repère du journal : {done.audit.get('hash', 'aucune inscription')}")
    for name in done.missing_files:
        print(f"Supprimé pendant la sauvegarde, donc absent : {name}")
    if not arguments.with_key:
        print("La clé secrète n'y est pas : conservez-la à part, ou sauvegardez avec --with-key.")
