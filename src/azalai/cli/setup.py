"""`azalai setup`: tables, translations, static files, reference data. Safe to run again."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from azalai.cli import site
from azalai.cli.output import step


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser("setup", help="prépare ou met à jour la base et les fichiers du site")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Prepare this installation, or bring it up to date."""
    site.start()
    prepare()
    print("Prêt. Premier compte : azalai account create ; le site : azalai serve")


def prepare() -> None:
    """Everything between an empty folder and a site that can be served."""
    from django.core.management import call_command

    with step("Base de données"):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    with step("Traductions"):
        compile_messages()
    with step("Fichiers du site"):
        call_command("collectstatic", interactive=False, verbosity=0)
    with step("Données de référence"):
        load_reference_data()


def compile_messages() -> None:
    """Compile the catalogues that changed; Babel does it without gettext being installed."""
    from django.conf import settings

    for folder in settings.LOCALE_PATHS:
        for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file)
    partial = target.with_suffix(f".{os.getpid()}")
    with partial.open("wb") as file:
        write_mo(file, catalogue)
    partial.replace(target)


def load_reference_data() -> None:
    """Call `load(by=, at=, [country=])` of each room's module `reference`, lowest floor first."""
    from django.conf import settings

    from azalai.core.authorship import Author
    from azalai.core.clock import now

    for module in site.room_modules("reference"):
        site.call(module.load, by=Author.system("setup"), at=now(), country=settings.COUNTRY)
