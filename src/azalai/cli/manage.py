"""`azalai manage …`: Django's own commands, for whoever works on Azalai."""

from __future__ import annotations

import argparse
import os
from typing import Any

# No word is ours: not even --help, which Django answers.
PASS: dict[str, Any] = {"add_help": False, "prefix_chars": "\0"}


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser("manage", help="commandes de Django (développement)", **PASS)
    command.add_argument("words", nargs=argparse.REMAINDER, metavar="…")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Pass every word through."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "azalai.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["azalai manage", *arguments.words])
