"""One line of the plan, and decisions about it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from azalai.engines.plan.findings import figure
from azalai.engines.plan.levels import FRENCH, RANK
from azalai.plans.editing import TEXTS
from azalai.plans.enums import Decision
from azalai.plans.models import Node, PlanVersion

if TYPE_CHECKING:
    pass


class DecisionForm(forms.Form):
    """What to do with a finding, and why."""

    decision = forms.ChoiceField(label=_("Décision"), choices=Decision.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une phrase suffit ; elle reste attachée au constat."),
        error_messages={"required": _("Indiquez le motif de la décision.")},
    )


LABELS = {
    "beneficiaries": _("Bénéficiaires"),
    "responsible": _("Responsables"),
    "partners": _("Partenaires"),
    "expected_results": _("Résultats attendus"),
    "baseline": _("Situation de référence"),
    "target": _("Cible"),
    "verification": _("Moyens de vérification"),
    "assumptions": _("Hypothèses"),
    "risks": _("Risques"),
    "strategies": _("Stratégies de mise en œuvre"),
    "funding": _("Sources de financement"),
    "comments": _("Observations"),
}


class NodeForm(forms.Form):
    """One line of the plan."""

    code = forms.CharField(label=_("Numéro"), required=False, max_length=30)
    title = forms.CharField(label=_("Intitulé"), widget=forms.Textarea(attrs={"rows": 3}))
    cost = forms.CharField(
        label=_("Coût"), required=False, help_text=_("Par exemple 25 000 000 ou 25 millions.")
    )
    years = forms.MultipleChoiceField(
        label=_("Années"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    period = forms.CharField(
        label=_("Période"), required=False, help_text=_("Par exemple juin 2020 – déc. 2020, ou 2021.")
    )
    references = forms.CharField(
        label=_("Références"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Par exemple PNM, axe 3, action 1 / PMM, objectifs 14 et 23."),
    )
    indicators = forms.CharField(
        label=_("Indicateurs"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Un par ligne."),
    )

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = version.first_year
        years = [(str(n), str(first + n - 1) if first else f"An {n}") for n in version.year_numbers]
        if years:
            self.fields["years"].choices = years  # type: ignore[attr-defined]
            del self.fields["period"]
        else:
            del self.fields["years"]
        for name in TEXTS:
            self.fields[name] = forms.CharField(
                label=LABELS[name], required=False, widget=forms.Textarea(attrs={"rows": 2})
            )


def values_of(node: Node) -> dict[str, Any]:
    """What a form shows of a line."""
    return {
        "code": node.code,
        "title": node.title,
        "cost": figure(node.declared_cost) if node.declared_cost is not None else "",
        "years": [str(year) for year in node.years],
        "period": node.period_text,
        "references": node.reference_text,
        "indicators": "\n".join(node.indicators),
        **{name: getattr(node, name) for name in TEXTS},
    }


class EditNodeForm(NodeForm):
    """A line that exists, with the reason of the change.

    seen: mark of the values that the person had before them, so that nobody's change is undone unseen.
    """

    ASIDE = ("reason", "seen")
    reason = forms.CharField(
        label=_("Motif de la modification"),
        required=False,
        help_text=_("Conseillé : il figurera au journal, à côté de la valeur du document."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, version: PlanVersion, node: Node) -> None:
        values = values_of(node)
        self.now = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:20]
        super().__init__(data, version=version, initial={**values, "seen": self.now})

    def clean(self) -> dict[str, Any]:
        """Refuse once when the line changed since the page was opened; what was typed stays."""
        cleaned = super().clean() or self.cleaned_data
        if (seen := cleaned.get("seen")) and seen != self.now:
            typed: Any = self.data.copy()  # type: ignore[attr-defined]
            typed["seen"] = self.now
            self.data = typed
            raise ValidationError(
                _(
                    "Cet élément a été modifié entre-temps par quelqu'un d'autre. Ce que vous avez saisi est"
                    " gardé ci-dessous : comparez avec la fiche, puis enregistrez de nouveau."
                )
            )
        return cleaned


class AddNodeForm(NodeForm):
    """A new line."""

    kind = forms.ChoiceField(label=_("Niveau"))
    field_order = ("kind", "code", "title")

    def __init__(self, *args: Any, version: PlanVersion, parent: Node | None, **kwargs: Any) -> None:
        super().__init__(*args, version=version, **kwargs)
        self.fields["kind"].choices = kinds_below(version, parent)  # type: ignore[attr-defined]


def kinds_below(version: PlanVersion, parent: Node | None) -> list[tuple[str, str]]:
    """Levels of the plan that may stand under a line."""
    levels = list(version.levels) or ["axis", "objective", "action", "activity"]
    if parent is None or parent.kind not in levels:
        lower = levels
    else:
        lower = levels[levels.index(parent.kind) + 1 :] or _finer(parent.kind)
    return [(kind, FRENCH.get(kind, kind).capitalize()) for kind in lower]


def _finer(kind: str) -> list[str]:
    """Levels that usually stand below one at which work is done."""
    return [one for one in ("activity", "sub_activity", "task") if RANK[one] > RANK.get(kind, RANK["task"])]


class ReasonForm(forms.Form):
    """A reason that the action asks for."""

    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 2}))
