"""Editing one line: what a person types is read exactly as a cell of a file would be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError

from azalai.engines.plan.amounts import parse_amount
from azalai.engines.plan.fields import indicator_items
from azalai.engines.plan.model import PlanNode
from azalai.engines.plan.periods import parse_period, years_between
from azalai.engines.plan.references import parse_references
from azalai.engines.plan.text import squeeze

TEXTS = (
    "beneficiaries", "responsible", "partners", "expected_results", "baseline", "target",
    "verification", "assumptions", "risks", "strategies", "funding", "comments",
)  # fmt: skip
EDITABLE = ("code", "title", "cost", "years", "period", "references", "indicators", *TEXTS)

Reader = Callable[[PlanNode, str, Any, int | None], dict[str, Any]]


def edited(node: PlanNode, values: Mapping[str, Any], *, first_year: int | None) -> PlanNode:
    """The node with the values typed. Raises ValidationError by field, with what is understood.

    values: any of EDITABLE; texts as typed, years as a list of plan years.
    """
    changes: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, value in values.items():
        try:
            changes |= _READERS.get(name, _text)(node, name, value, first_year)
        except ValueError as error:
            errors[name] = str(error)
    if errors:
        raise ValidationError(errors)
    return replace(node, **changes)


def _text(node: PlanNode, name: str, value: str, first_year: int | None) -> dict[str, Any]:
    cleaned = "\n".join(squeeze(line) for line in value.replace("\r\n", "\n").split("\n")).strip("\n")
    return {name: cleaned}


def _title(node: PlanNode, name: str, value: str, first_year: int | None) -> dict[str, Any]:
    if not squeeze(value):
        raise ValueError("L'intitulé est obligatoire.")
    return {"title": squeeze(value)}


def _code(node: PlanNode, name: str, value: str, first_year: int | None) -> dict[str, Any]:
    code = squeeze(value)
    if len(code) > 30:
        raise ValueError("Un numéro compte au plus 30 caractères.")
    if code == (node.code or ""):
        return {}
    return {"code": code or None, "printed_code": code}


def _cost(node: PlanNode, name: str, value: str, first_year: int | None) -> dict[str, Any]:
    text = squeeze(value)
    amount = parse_amount(text)
    if not amount.readable:
        raise ValueError(f"« {text} » n'est pas un montant. Exemples : 25 000 000 ou 25 millions.")
    if amount.value == node.declared_cost:
        return {}
    return {"declared_cost": amount.value, "cost_text": text, "shares_cost_with": ""}


def _years(node: PlanNode, name: str, value: list[int], first_year: int | None) -> dict[str, Any]:
    years = tuple(sorted({int(year) for year in value}))
    if years == node.years:
        return {}
    start = f"{first_year + years[0] - 1:04d}-01" if years and first_year else None
    end = f"{first_year + years[-1] - 1:04d}-12" if years and first_year else None
    return {"years": years, "start": start, "end": end, "period_text": ""}


def _period(node: PlanNode, name: str, value: str, first_year: int | None) -> dict[str, Any]:
    text = squeeze(value)
    if text == node.period_text:
        return {}
    period = parse_period(text)
    if not period.readable:
        raise ValueError(
            f"« {text} » n'est pas une période. Exemples : juin 2020 – déc. 2020, 2021, 2019-2021."
        )
    years = period.years or years_between(period.start, period.end, first_year)
    return {
        "period_text": text,
        "start": period.start,
        "end": period.end,
        "years": years,
        "continuous": period.continuous,
    }


def _references(node: PlanNode, name: str, value: str, first_year: int | None) -> dict[str, Any]:
    text = value.strip()
    if text == node.reference_text:
        return {}
    found = parse_references(text)
    if text and found.is_empty:
        raise ValueError(
            "Aucune référence n'a été comprise. Exemple : PNM, axe 3, action 1 / PMM, objectifs 14 et 23."
        )
    return {"reference_text": text, "references": found.codes, "reference_texts": found.texts}


def _indicators(node: PlanNode, name: str, value: str, first_year: int | None) -> dict[str, Any]:
    lines = [squeeze(line) for line in value.splitlines() if squeeze(line)]
    kept = tuple(item for line in lines for item in indicator_items(line))
    return {"indicators": kept}


_READERS: dict[str, Reader] = {
    "title": _title,
    "code": _code,
    "cost": _cost,
    "years": _years,
    "period": _period,
    "references": _references,
    "indicators": _indicators,
}
