"""`azalai indicators audit`: indicators at the command line."""

from __future__ import annotations

import argparse
from typing import Any

from azalai.cli import site
from azalai.cli.errors import FAILED

FIELDS = {
    "kind": "nature",
    "amount": "nombre",
    "numerator": "numérateur",
    "denominator": "dénominateur",
    "known": "parties connues",
    "expected": "parties attendues",
    "causes": "refus",
}


def register(subparsers: Any) -> None:
    """Add the sub-commands."""
    indicators = subparsers.add_parser("indicators", help="recalcule les agrégats des indicateurs")
    commands = indicators.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    audit = commands.add_parser(
        "audit", help="recalcule chaque agrégat enregistré d'après ses parties et nomme les écarts"
    )
    audit.set_defaults(run=run_audit)


def run_audit(arguments: argparse.Namespace) -> int:
    """Print every difference; 0 without any, 1 with some."""
    site.start()
    site.require_migrated()
    from django.conf import settings  # known once the site is open

    lines = audit_lines(settings.COUNTRY)
    for line in lines:
        print(line)
    print(f"{len(lines)} écart(s)." if lines else "Chaque agrégat est ce que font ses parties.")
    return FAILED if lines else 0


def audit_lines(country: str) -> list[str]:
    """A sentence for each difference between a stored aggregate and its parts."""
    from azalai.indicators.queries.rollups import audit_differences

    return [_line(indicator, one) for indicator, one in audit_differences(country)]


def _line(indicator: Any, one: Any) -> str:
    where = f"{indicator.code} · {one.key}"
    if not one.field:
        state = "absent, ses parties le donnent" if one.stored is None else "en trop"
        return f"{where} : agrégat {state}"
    return f"{where} : {FIELDS[one.field]} enregistré {one.stored}, recalculé {one.computed}"
