"""Amounts of money as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from azalai.engines.plan.text import fold, squeeze, words
from azalai.tabular import CellValue

UNITS = {
    "milliard": 10**9,
    "milliards": 10**9,
    "mrd": 10**9,
    "mds": 10**9,
    "md": 10**9,
    "billion": 10**9,
    "bn": 10**9,
    "million": 10**6,
    "millions": 10**6,
    "mio": 10**6,
    "m": 10**6,
    "mille": 10**3,
    "milliers": 10**3,
    "millier": 10**3,
    "thousand": 10**3,
    "k": 10**3,
}
ABSENT = words(
    "- – — _ . / // /// nd n/d na n/a n.a. n.a n.d. s.o. so pm p.m. p.m x ? neant aucun aucune tbd tbc "
    "none nil"
) | {
    "pour memoire",
    "a determiner",
    "a preciser",
    "non defini",
    "non chiffre",
    "non evalue",
    "a evaluer",
    "to be determined",
    "a definir",
    "sans objet",
    "sans cout",
    "non applicable",
}
CURRENCIES = {
    "fcfa": "FCFA", "f cfa": "FCFA", "cfa": "FCFA", "xof": "XOF", "xaf": "XAF",
    "euros": "EUR", "euro": "EUR", "eur": "EUR", "€": "EUR",
    "usd": "USD", "us$": "USD", "dollars": "USD", "dollar": "USD", "$": "USD",
}  # fmt: skip
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_CURRENCY = "|".join(re.escape(name) for name in sorted(CURRENCIES, key=len, reverse=True))
AMOUNT = re.compile(
    rf"^(?P<minus>[-−–]\s?(?=\d))?(?:{_CURRENCY})?\s*(?P<number>\d[\d .,'’]*?)\s*(?:(?P<unit>{_UNIT})\b\.?)?\s*(?:de\s+)?"
    rf"(?:(?:francs?\s+)?(?:{_CURRENCY})|francs?|f)?\.?$"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """What a cell says of a cost.

    value: whole units of the currency, None when absent or unreadable.
    readable: False when there is text that is neither an amount nor a way to say "none".
    currency: "FCFA", "XOF", "XAF", "EUR", "USD" or "" when the cell does not say.
    """

    value: int | None = None
    readable: bool = True
    currency: str = ""


def parse_amount(text: str, value: CellValue = None, *, factor: int = 1) -> Amount:
    """Read one cell.

    value: the typed value where the file has one; factor: unit of the column's header
    (1 000 000 for "en millions"), not applied when the cell itself names a unit.
    """
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return Amount(value=round(Decimal(str(value)) * factor))
    folded = squeeze(fold(text))
    if not folded or folded in ABSENT:
        return Amount()
    match = AMOUNT.match(folded)
    number = parse_number(match["number"]) if match else None
    if match is None or number is None:
        return Amount(readable=False)
    multiplier = UNITS[match["unit"]] if match["unit"] else factor
    sign = -1 if match["minus"] else 1
    return Amount(value=sign * round(number * multiplier), currency=currency_in(folded))


def parse_number(text: str) -> Decimal | None:
    """A number with French or English separators: "25 000 000", "25.000.000", "1,5", "1,500,000.00"."""
    compact = re.sub(r"[\s'’]", "", text).rstrip(".,")
    if re.search(r"\d\s+\d", text) and not _groups_of_three(text):
        return None
    for thousands, decimal in ((".", ","), (",", ".")):
        if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{decimal}\d+)?", compact):
            compact = compact.replace(thousands, "").replace(decimal, ".")
            break
    else:
        compact = compact.replace(",", ".")
    try:
        return Decimal(compact)
    except InvalidOperation:
        return None


def _groups_of_three(text: str) -> bool:
    groups = re.split(r"[\s'’]+", re.split(r"[.,]\d{1,2}$", text.strip())[0])
    return all(len(group) == 3 for group in groups[1:])


def currency_in(text: str) -> str:
    """Currency named in a text, "" when none is."""
    folded = fold(text)
    for name in sorted(CURRENCIES, key=len, reverse=True):
        if re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", folded):
            return CURRENCIES[name]
    return ""


_MONEY = r"(?:f(?:rancs?)?\.?\s?cfa|francs?|cfa|xof|xaf|eur(?:os?)?|usd|dollars?|€|\$)"
FACTORS = (
    (10**9, re.compile(rf"\bmilliards?\b|\bbillions?\b|\b(?:mds?|mrds?)\s?(?:de\s)?{_MONEY}")),
    (10**6, re.compile(rf"\bmillions?\b|\bmio\b|\bm\s?{_MONEY}|\b1 ?000 ?000\b")),
    (10**3, re.compile(rf"\bmilliers?\b|\bmille\b|\bthousands?\b|\bx ?1[ .]?000\b|'000|\bk\s?{_MONEY}")),
)
_UNITS = r"(?:milliers?|millions?|milliards?|thousands?|billions?)"
UNIT_NOTE = re.compile(
    rf"\b(?:en|in|unites?|unit)\s*:?\s*{_UNITS}\b(?:\s(?:de\s|d'|of\s)?\s*{_MONEY}|\s*\)?\s*\.?$)"
)


def header_factor(header: str) -> int:
    """Unit announced by a header: "en millions de FCFA" is 1 000 000, "(milliers)" is 1 000, else 1."""
    folded = fold(header)
    return next((factor for factor, pattern in FACTORS if pattern.search(folded)), 1)


def announced_unit(text: str) -> int:
    """Unit that a text beside a table announces for its amounts: "(Montants en milliers de FCFA)"; else 1."""
    folded = fold(text)
    return header_factor(text) if len(text) <= 160 and UNIT_NOTE.search(folded) else 1


COST_WORDS = r"(?:co[uû]ts?|budgets?|montants?|cost|amount|enveloppe)"
BRACKETED_COST = re.compile(rf"\(\s*{COST_WORDS}[^():]*:?\s*(?P<amount>[^()]*\d[^()]*)\)", re.IGNORECASE)
LABELLED_COST = re.compile(
    rf"{COST_WORDS}[^:\d]{{0,60}}[:=]\s*(?P<amount>\d[\d\s.,'’\u00a0\u202f]*(?:milliards?|millions?|billions?|thousand)?)",
    re.IGNORECASE,
)


def cost_in_title(text: str) -> tuple[str, str]:
    """Split "Axe 1 : … (Coût : 45 millions)" into the title and the amount as written ("" if none)."""
    for pattern in (BRACKETED_COST, LABELLED_COST):
        match = pattern.search(text)
        if match and parse_amount(match["amount"]).value is not None:
            return (text[: match.start()] + text[match.end() :]).strip(), squeeze(match["amount"])
    return text, ""
