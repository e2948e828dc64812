"""The totals that a document states, as rows of its tables and as sentences above them."""

from __future__ import annotations

import re

from azalai.engines.plan.amounts import LABELLED_COST, parse_amount
from azalai.engines.plan.model import DeclaredSum, Plan
from azalai.engines.plan.text import fold
from azalai.engines.plan.writing.sheet import Sheet
from azalai.engines.plan.writing.values import money

WHOLE = "Coût estimatif global"
SAYS_WHOLE = re.compile(r"\b(?:global|total|estimatif|overall|ensemble|plan)")


def rows_of(sheet: Sheet, totals: tuple[DeclaredSum, ...]) -> list[DeclaredSum]:
    """Totals that stood in the body of the sheet's tables."""
    return [t for t in totals if t.source.table in sheet.tables and t.source.row > sheet.first_body_row]


def sentences(plan: Plan, written: list[DeclaredSum]) -> list[str]:
    """Totals of the whole plan that no table states, the plan's own value first."""
    left = [t for t in plan.totals if t.code is None and t not in written]
    whole = [t for t in plan.totals if t.code is None]
    if plan.declared_total is not None and (not whole or whole[0].value != plan.declared_total):
        return [_sentence(plan.declared_total, _words_of(whole[0]) if whole else WHOLE, plan)]
    return [_as_written(total) or _sentence(total.value, _words_of(total), plan) for total in left]


def total_words(total: DeclaredSum) -> str:
    """The total's text without its amount: "TOTAL GÉNÉRAL"."""
    for match in re.finditer(r"\s+", total.text):
        if parse_amount(total.text[match.end() :]).value == total.value:
            return total.text[: match.start()].rstrip(" :=")
    return re.split(r"\d", total.text, maxsplit=1)[0].strip(" :=") or "Total"


def _as_written(total: DeclaredSum) -> str:
    match = LABELLED_COST.search(total.text)
    right = match and parse_amount(match["amount"]).value == total.value
    return total.text if right and SAYS_WHOLE.search(fold(total.text)) else ""


def _words_of(total: DeclaredSum) -> str:
    words = total_words(total)
    return words if SAYS_WHOLE.search(fold(words)) and LABELLED_COST.search(f"{words} : 1000") else WHOLE


def _sentence(value: int, words: str, plan: Plan) -> str:
    currency = None if "(" in words else plan.currency
    return f"{words} : {money(value, currency)}"
