"""Forms of the room. A field is named like the parameter of the action that it fills."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.frames.actions.correcting import open_titles
from azalai.frames.models import FrameworkItem


class PlaceFilter(forms.Form):
    q = forms.CharField(
        label=_("Nom ou code"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )


class CorrectionForm(forms.Form):
    title_fr = forms.CharField(
        label=_("Intitulé en français"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    title_en = forms.CharField(
        label=_("Intitulé en anglais"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    label_fr = forms.CharField(
        label=_("Libellé court en français"),
        required=False,
        max_length=60,
        help_text=_("Pour les tableaux et les graphiques ; rédaction libre."),
    )
    label_en = forms.CharField(label=_("Libellé court en anglais"), required=False, max_length=60)
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        help_text=_("Le texte officiel où l'intitulé a été lu, avec sa date et sa page ou son adresse."),
    )

    def __init__(self, *args: Any, item: FrameworkItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title_fr", "title_en"):
            if name not in open_titles(item):
                del self.fields[name]
