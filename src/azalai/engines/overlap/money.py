"""Orders of magnitude in one currency, to tell near budgets from distant ones; nothing is paid with it."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rates() -> dict[str, float]:
    """Units of each currency for one euro (`data/rates.csv`, each with its date and source)."""
    data = files("azalai.engines.overlap") / "data" / "rates.csv"
    rows = csv.DictReader(data.read_text(encoding="utf-8").splitlines())
    return {row["currency"]: float(row["per_euro"]) for row in rows}


def in_euros(amount: float, currency: str) -> float | None:
    """Amount in euros, None for a currency without a rate."""
    rate = rates().get(currency.upper())
    return None if rate is None else amount / rate
