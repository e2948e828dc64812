"""Values of a plan as plain French text that the reader understands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from azalai.engines.plan.amounts import parse_amount
from azalai.engines.plan.model import PlanNode
from azalai.engines.plan.references import GCM, PNM, SDG, parse_references

MARK = "X"
GROUP = "\u202f"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
CONTINUOUS = "Mise en œuvre continue"
UNIT_WORDS = {10**3: "milliers", 10**6: "millions", 10**9: "milliards"}
_FRAMES = {GCM: "PMM", SDG: "ODD"}


def amount(value: int, *, factor: int = 1) -> str:
    """ "45 000 000"; with the factor of a header "en millions": "45" or "1,5"."""
    number = Decimal(value) / factor
    whole, _, decimals = f"{number:f}".partition(".")
    decimals = decimals.rstrip("0")
    # Three decimals would read as thousands, and the reader takes no groups before more than two.
    digits = whole if len(decimals) > 2 else f"{int(whole):,}".replace(",", GROUP)
    return f"{digits},{decimals}{'0' * (len(decimals) == 3)}" if decimals else digits


def typed(value: int, *, factor: int = 1) -> int | float:
    """The same figure as a number for a worksheet."""
    return value if factor == 1 else _whole(Decimal(value) / factor)


def _whole(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def unit(currency: str | None) -> str:
    """ "FCFA" for both francs, the code of any other currency."""
    return "FCFA" if currency in {"XOF", "XAF"} else currency or ""


def money(value: int, currency: str | None) -> str:
    """ "45 000 000 FCFA"."""
    return f"{amount(value)}\u00a0{unit(currency)}".rstrip("\u00a0")


def cost_text(node: PlanNode, *, factor: int = 1) -> str:
    """The cost as a person wrote it when that is still right, else the figure."""
    written = node.cost_text
    if node.declared_cost is None:
        return "" if parse_amount(written, factor=factor).value is not None else written
    by_hand = written and not written.replace(".", "").isdigit()
    if by_hand and parse_amount(written, factor=factor).value == node.declared_cost:
        return written
    return amount(node.declared_cost, factor=factor)


def period(node: PlanNode, first_year: int | None, *, marked: bool) -> str:
    """A period that says the node's dates, or its plan years when they are not one run of dates.

    marked: the years are also marked in columns of their own.
    """
    if node.continuous:
        return CONTINUOUS
    if (node.start or node.end) and (marked or not (first_year and _has_holes(node.years))):
        return dates(node.start, node.end)
    return "" if marked else plan_years(node.years) or node.period_text


def _has_holes(years: tuple[int, ...]) -> bool:
    """Dates alone would fill them."""
    return bool(years) and len(years) != years[-1] - years[0] + 1


def dates(start: str | None, end: str | None) -> str:
    """ "2021", "2019-2021", "juillet 2019 – juin 2020", "à partir de mai 2022", "d'ici à mai 2022"."""
    if not start or not end:
        one = start or end
        return f"{'À partir de' if start else 'Jusqu’à'} {_month(one)}" if one else ""
    if start[5:] == "01" and end[5:] == "12":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}-{end[:4]}"
    if start == end:
        return _month(start).capitalize()
    first = MONTHS[int(start[5:]) - 1] if start[:4] == end[:4] else _month(start)
    return f"{first.capitalize()} – {_month(end)}"


def _month(date: str) -> str:
    return f"{MONTHS[int(date[5:]) - 1]} {date[:4]}"


def day(date: str | None) -> str:
    """A month of its own, for "début" and "fin" columns: "Juillet 2019"."""
    return _month(date).capitalize() if date else ""


def plan_years(years: tuple[int, ...]) -> str:
    """ "An 2", "An 1 à An 3", "An 1, An 3"."""
    if not years:
        return ""
    first, last = years[0], years[-1]
    if len(years) > 2 and last - first + 1 == len(years):
        return f"An {first} à An {last}"
    return ", ".join(f"An {year}" for year in years)


def references(node: PlanNode, *, frame: str = "") -> str:
    """As written when that still says the same, else "PNM, … / PMM, Objectifs 1 et 14 / ODD 10.7"."""
    written = parse_references(node.reference_text, frame=frame) if node.reference_text else None
    if written and (written.codes, written.texts) == (dict(node.references), dict(node.reference_texts)):
        return node.reference_text
    if not node.references and not node.reference_texts:
        return node.reference_text
    return " / ".join([*_titled(node.reference_texts), *_coded(node.references)])


def _titled(texts: Mapping[str, str]) -> list[str]:
    return [f"{frame}, {text}" for frame, text in texts.items() if frame == PNM or text]


def _coded(codes: Mapping[str, tuple[str, ...]]) -> list[str]:
    parts = []
    for frame, numbers in codes.items():
        word = (" Objectifs" if len(numbers) > 1 else " Objectif") if frame == GCM else ""
        parts.append(f"{_FRAMES.get(frame, frame)},{word} {listed(numbers)}")
    return parts


def listed(words: tuple[str, ...]) -> str:
    """ "1, 14 et 23"."""
    return " et ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def bullets(items: tuple[str, ...]) -> str:
    """One line each; the dash keeps two indicators from being read as one."""
    return "\n".join(f"- {item}" for item in items)


def risks_and_assumptions(node: PlanNode) -> str:
    """Both in one cell, each after its word."""
    parts = [("Hypothèses", node.assumptions), ("Risques", node.risks)]
    return "\n\n".join(f"{word} : {text}" for word, text in parts if text)
