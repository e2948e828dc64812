"""`azalai audit verify`: is the audit trail whole?"""

from __future__ import annotations

import argparse
from typing import Any

from azalai.cli import site
from azalai.cli.errors import FAILED


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser("audit", help="vérifie le journal")
    verbs = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    verify = verbs.add_parser("verify", help="cherche toute inscription modifiée ou retirée")
    verify.add_argument(
        "--anchor", default="", metavar="REPÈRE", help="repère affiché par une vérification passée"
    )
    verify.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print each break, or the head of the chain; 1 when the trail was altered."""
    site.start()
    site.require_migrated()
    from azalai.core import audit

    breaks = audit.verify(anchor=arguments.anchor)
    for found in breaks:
        print(f"inscription {found.sequence} : {found.message}")
    if breaks:
        print(f"Le journal a été altéré ({len(breaks)} anomalies).")
        return FAILED
    head = audit.current_head()
    print(f"Le journal est entier : {head.sequence if head else 0} inscriptions.")
    print(f"Repère à conserver hors de cette machine : {head.hash if head else audit.GENESIS}")
    return 0
