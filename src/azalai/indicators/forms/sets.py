"""A list of somebody else, with its file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.frames.partial import read_partial
from azalai.indicators.sets import methods


class SetForm(forms.Form):
    """Whose list it is, how it is scored, and the filled template."""

    title = forms.CharField(label=_("Titre de la liste"), max_length=200)
    owner = forms.CharField(
        label=_("Propriétaire"),
        max_length=200,
        help_text=_("À qui appartiennent les questions."),
    )
    version = forms.CharField(label=_("Version"), max_length=60, required=False)
    licence = forms.CharField(label=_("Conditions d'emploi"), max_length=300, required=False)
    evaluated_on = forms.CharField(
        label=_("Date de l'évaluation"),
        required=False,
        help_text=_("Une année (2024), un mois (09/2024) ou un jour (25/09/2024)."),
    )
    method = forms.ChoiceField(label=_("Comment elle se note"))
    file = forms.FileField(
        label=_("Classeur"),
        help_text=_("Le modèle rempli (.xlsx, .ods ou .csv)."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, one.title) for code, one in methods().items()]
        self.fields["method"].choices = choices  # type: ignore[attr-defined]

    def clean_evaluated_on(self) -> str:
        text = self.cleaned_data["evaluated_on"]
        found = read_partial(text) if text else ""
        if text and not found:
            raise forms.ValidationError(_("Cette date ne se lit pas."))
        return found
