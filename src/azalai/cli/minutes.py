"""`azalai minutes read`: the reader of minutes at the command line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from azalai.cli.errors import FAILED, UNREADABLE, CommandError
from azalai.cli.plan import country


def register(subparsers: Any) -> None:
    """Add the sub-commands."""
    minutes = subparsers.add_parser("minutes", help="lit un compte rendu de réunion")
    commands = minutes.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    read = commands.add_parser("read", help="lit un compte rendu sans rien enregistrer")
    read.add_argument(
        "file", type=Path, metavar="FICHIER", help="compte rendu en Word, LibreOffice, PDF (texte) ou .txt"
    )
    read.add_argument("--json", action="store_true", help="rend un objet JSON")
    read.add_argument(
        "--country", type=country, metavar="PAYS", help="code du pays (NE, TD) ; tous sans cela"
    )
    read.set_defaults(run=run_read)


def run_read(arguments: argparse.Namespace) -> int:
    """Print findings; 0 without errors, 1 with some, 2 when the file cannot be read."""
    from azalai.engines.minutes.answers import as_lines, as_object  # a help page needs none of this

    compiled = _compile(arguments.file, arguments.country or "")
    if arguments.json:
        print(json.dumps(as_object(compiled), ensure_ascii=False, indent=2))
    else:
        for line in as_lines(compiled, arguments.file.name):
            print(line)
    return FAILED if compiled.has_errors else 0


def _compile(path: Path, code: str) -> Any:
    from azalai.concertation.naming import KnownNames
    from azalai.engines.minutes.compiler import compile_minutes
    from azalai.formats.prose import read_prose

    with _refusals(path):
        return compile_minutes(read_prose(path), KnownNames(code))


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """A file that cannot be read, or holds no minutes, is one line and status 2."""
    from azalai.engines.minutes.compiler import NotMinutes
    from azalai.formats.errors import UnreadableFile

    try:
        yield
    except UnreadableFile as error:
        raise CommandError(f"{path.name} : {error.message}", status=UNREADABLE) from error
    except NotMinutes as error:
        raise CommandError(f"{path.name} : {error}", status=UNREADABLE) from error
