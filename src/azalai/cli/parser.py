"""Arguments of the command, and which module answers to which sub-command."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any, NoReturn

from azalai import __version__
from azalai.cli.errors import UNREADABLE, CommandError
from azalai.cli.french import translated

# Each module has `register(subparsers)`, imports Django only when it runs, and sets `run`.
COMMANDS = (
    "serve",
    "setup",
    "demo",
    "plan",
    "minutes",
    "iati",
    "overlaps",
    "concertation",
    "forum",
    "monitoring",
    "indicators",
    "followup",
    "report",
    "jobs",
    "backup",
    "restore",
    "audit",
    "account",
    "manage",
)


class Parser(argparse.ArgumentParser):
    """Errors are raised, so that `main` alone decides how they are told."""

    def error(self, message: str) -> NoReturn:
        raise CommandError(f"{message} (voir {self.prog} --help)", status=UNREADABLE)


def build_parser() -> Parser:
    """The whole command line."""
    argparse._ = translated  # type: ignore[attr-defined]
    parser = Parser(prog="azalai", description="Système de travail du secrétariat permanent.")
    parser.add_argument(
        "--version", action="version", version=f"azalai {__version__}", help="affiche la version"
    )
    subparsers: Any = parser.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    for name in COMMANDS:
        import_module(f"azalai.cli.{name}").register(subparsers)
    return parser


def port(text: str) -> int:
    """A TCP port, for `type=`."""
    value = int(text)
    if not 0 < value < 65536:
        raise argparse.ArgumentTypeError("un port va de 1 à 65535")
    return value
