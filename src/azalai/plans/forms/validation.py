"""The whole plan: what it announces, its workshop, its adoption."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from azalai.core.forms import DateInput
from azalai.engines.plan.amounts import parse_amount
from azalai.frames.dataset import load_framework
from azalai.plans.actions.review import Point
from azalai.plans.enums import PointConclusion

# "OIM, 3", "OIM : 3", "OIM (3)", "OIM - 3 personnes".
COUNTED = re.compile(
    r"^(?P<name>.*?\S)\s*(?:[,;:(]|\s[-–]\s)\s*(?P<count>\d{1,4})\s*(?:pers\w*|participant\w*)?\s*\)?\s*$"
)


class AdoptForm(forms.Form):
    """The act that adopts a version."""

    reference = forms.CharField(
        label=_("Acte d'adoption"),
        max_length=200,
        help_text=_("Numéro et date de l'arrêté, ou procès-verbal de la réunion qui a adopté le plan."),
    )
    adopted_on = forms.DateField(label=_("Date de l'acte"), widget=DateInput())
    confirmed = forms.BooleanField(
        label=_("J'ai vu ce qui reste en suspens, et j'adopte cette version en l'état."), required=False
    )

    def __init__(self, *args: Any, pending: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed"].required = pending
        if not pending:
            del self.fields["confirmed"]


class VersionForm(forms.Form):
    """What the document says of the whole plan."""

    title = forms.CharField(label=_("Titre dans le document"), max_length=300)
    declared_total = forms.CharField(
        label=_("Coût total déclaré"), required=False, help_text=_("Par exemple 860 000 000 ou 860 millions.")
    )
    first_year = forms.IntegerField(
        label=_("Première année"), required=False, min_value=1990, max_value=2100, localize=False
    )
    last_year = forms.IntegerField(
        label=_("Dernière année"), required=False, min_value=1990, max_value=2100, localize=False
    )
    reason = forms.CharField(
        label=_("Motif de la modification"),
        required=False,
        help_text=_("Conseillé : il figurera au journal, à côté de la valeur du document."),
    )

    def clean_declared_total(self) -> int | None:
        """Read as a cell of a file would be."""
        text = self.cleaned_data["declared_total"]
        amount = parse_amount(text)
        if not amount.readable or (amount.value or 0) < 0:
            raise ValidationError(
                _("« %(text)s » n'est pas un montant. Exemples : 25 000 000 ou 25 millions.") % {"text": text}
            )
        return amount.value

    def clean(self) -> dict[str, Any]:
        """Years in order, both or none."""
        data = super().clean() or {}
        first, last = data.get("first_year"), data.get("last_year")
        if bool(first) != bool(last) or (first and last and first > last):
            self.add_error("last_year", _("Indiquez les deux années, dans l'ordre."))
        return data


class CriterionForm(forms.Form):
    """An answer to a criterion."""

    text = forms.CharField(label=_("Réponse"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReviewForm(forms.Form):
    """A validation workshop with its eight points."""

    held_on = forms.DateField(label=_("Date"), widget=DateInput())
    place = forms.CharField(label=_("Lieu"), max_length=200)
    participants = forms.CharField(
        label=_("Participants"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Une structure par ligne, suivie du nombre de personnes : OIM, 3. Aucun nom de personne."
        ),
    )
    summary = forms.CharField(label=_("Synthèse"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for entry in load_framework("review-points").entries:
            for name, field in _point_fields().items():
                self.fields[f"{entry.code}.{name}"] = field

    def points(self) -> list[Point]:
        """What was said of each point, in the order of the guidelines."""
        return [
            Point(entry.code, *(self.cleaned_data[f"{entry.code}.{name}"] for name in _point_fields()))
            for entry in load_framework("review-points").entries
        ]

    def groups(self) -> list[dict[str, Any]]:
        """Each point with its three bound fields, for the page."""
        return [
            {"entry": entry, "fields": [self[f"{entry.code}.{name}"] for name in _point_fields()]}
            for entry in load_framework("review-points").entries
        ]

    def clean_participants(self) -> list[tuple[str, int]]:
        """Lines "structure, number"."""
        found = []
        for line in self.cleaned_data["participants"].splitlines():
            match = COUNTED.match(line)
            name, count = (match["name"], int(match["count"])) if match else (line, 1)
            if name.strip():
                found.append((name.strip(), max(count, 1)))
        return found


def _point_fields() -> dict[str, forms.Field]:
    return {
        "conclusion": forms.ChoiceField(
            label=_("Conclusion"), choices=PointConclusion.choices, initial=PointConclusion.OPEN
        ),
        "discussion": forms.CharField(
            label=_("Ce qui a été dit"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        ),
        "decision": forms.CharField(
            label=_("Décision"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        ),
    }
