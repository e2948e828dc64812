"""`azalai restore FICHIER`: back from an archive."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from azalai.cli import site
from azalai.cli.errors import FAILED, UNREADABLE, CommandError
from azalai.cli.output import progress


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser("restore", help="remet en place une sauvegarde (site arrêté)")
    command.add_argument("file", type=Path, metavar="FICHIER", help="archive faite par azalai backup")
    command.add_argument("--force", action="store_true", help="même si l'installation contient des comptes")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Restore, print what came back; 1 when the trail does not hold."""
    site.start()
    from azalai.core import backups
    from azalai.core.clock import now

    try:
        with progress("Restauration") as report:
            done = backups.restore(arguments.file, at=now(), force=arguments.force, report=report)
    except backups.ArchiveUnreadable as error:
        raise CommandError(str(error), status=UNREADABLE) from error
    except backups.BackupError as error:
        raise CommandError(str(error)) from error
    return _tell(done)


def _tell(done: Any) -> int:
    """Print a `core.backups.Restored`."""
    rows, files = sum(done.manifest.tables().values()), len(done.manifest.files())
    print(f"Restauré : {rows} lignes de {len(done.manifest.tables())} tables, {files} fichiers,")
    print(f"tels qu'au {done.manifest.created_at}.")
    for path in done.kept:
        print(f"Conservé : {path}")
    return _tell_trail(done)


def _tell_trail(done: Any) -> int:
    if done.key_differs:
        print("Le journal ne peut pas être vérifié ici : il a été écrit sous une autre clé secrète.")
        print("Remettez cette clé (AZALAI_SECRET_KEY ou le fichier secret_key), puis : azalai audit verify")
        return 0
    for found in done.breaks:
        print(f"inscription {found.sequence} : {found.message}")
    print("Le journal a été altéré." if done.breaks else "Le journal est entier.")
    return FAILED if done.breaks else 0
