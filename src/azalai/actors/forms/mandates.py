"""Forms of mandates."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.actors.forms.register import PartialField


class MandateForm(forms.Form):
    """A mission and the text that gives it."""

    text = forms.CharField(
        label=_("Mandat"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("De quoi l'organisme est chargé, en une ou deux phrases."),
    )
    basis_title = forms.CharField(
        label=_("Texte qui le fonde"),
        max_length=250,
        required=False,
        help_text=_("Loi, décret, arrêté, statuts, accord de siège."),
    )
    basis_reference = forms.CharField(label=_("Référence du texte"), max_length=120, required=False)
    basis_date = PartialField(label=_("Date du texte"), required=False)
    valid_from = PartialField(label=_("Depuis"), required=False)
    valid_to = PartialField(label=_("Jusqu'à"), required=False)
    source = forms.CharField(
        label=_("Source"), max_length=250, required=False, help_text=_("Où vous l'avez lu.")
    )
