"""French names of a line's fields and values, for comparisons and history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from azalai.core.formatting import amount
from azalai.engines.plan.model import PlanNode

FIELD_NAMES = {
    "code": _("numéro"),
    "printed_code": _("numéro tel qu'écrit"),
    "title": _("intitulé"),
    "label": _("mot imprimé"),
    "kind": _("niveau"),
    "problem": _("problématique"),
    "declared_cost": _("coût déclaré"),
    "cost_text": _("coût tel qu'écrit"),
    "shares_cost_with": _("coût commun avec"),
    "cost_by_year": _("coût par année"),
    "years": _("années"),
    "start": _("début"),
    "end": _("fin"),
    "period_text": _("période telle qu'écrite"),
    "continuous": _("mise en œuvre continue"),
    "references": _("références"),
    "reference_texts": _("politique nationale"),
    "reference_text": _("références telles qu'écrites"),
    "beneficiaries": _("bénéficiaires"),
    "responsible": _("responsables"),
    "partners": _("partenaires"),
    "expected_results": _("résultats attendus"),
    "indicators": _("indicateurs"),
    "baseline": _("situation de référence"),
    "target": _("cible"),
    "verification": _("moyens de vérification"),
    "assumptions": _("hypothèses"),
    "risks": _("risques"),
    "strategies": _("stratégies de mise en œuvre"),
    "funding": _("sources de financement"),
    "comments": _("observations"),
    "extra": _("autres colonnes"),
    "parent": _("place"),
    "order": _("rang"),
    "currency": _("monnaie"),
    "first_year": _("première année"),
    "last_year": _("dernière année"),
    "declared_total": _("coût total déclaré"),
}


def field_value(value: Any) -> str:
    """A value in words: amounts with separators, lists with commas, "—" for nothing."""
    if value is None or value in ("", (), [], {}):
        return "—"
    if isinstance(value, bool):
        return gettext("oui") if value else gettext("non")
    if isinstance(value, int):
        return amount(value)
    if isinstance(value, PlanNode):
        return value.title
    if isinstance(value, dict):
        return " ; ".join(f"{name} : {field_value(one)}" for name, one in value.items())
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return ", ".join(str(one) for one in value)
    return str(value)
