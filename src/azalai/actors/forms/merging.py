"""Forms that make two records one, and part them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.actors.forms.register import OrganisationChoice
from azalai.actors.models import Organisation

NAMES = {"name_fr": _("Nom"), "acronym": _("Sigle"), "name_en": _("Nom anglais")}


class OtherForm(forms.Form):
    """Which record is the same as this one?"""

    kept = OrganisationChoice(label=_("Fiche à garder"), queryset=Organisation.objects.none())

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.active().in_country(settings.COUNTRY).exclude(pk=organisation.pk)
        self.fields["kept"].queryset = others.order_by("search_text")  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Which names remain. A name that both share, or that only one has, is no question."""

    reason = forms.CharField(
        label=_("Motif"), max_length=500, help_text=_("Une phrase, conservée dans le journal.")
    )

    def __init__(self, *args: Any, merged: Organisation, kept: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {}
        for name, label in NAMES.items():
            left, right = getattr(merged, name), getattr(kept, name)
            if left and left != right:
                asked[name] = self._question(label, left, right)
        self.fields = asked | self.fields

    @staticmethod
    def _question(label: Any, left: str, right: str) -> forms.ChoiceField:
        none = _("Aucun (l'autre reste connu comme graphie)")
        return forms.ChoiceField(
            label=label,
            choices=[("kept", right or none), ("merged", left)],
            initial="kept" if right else "merged",
            widget=forms.RadioSelect,
        )

    @property
    def names(self) -> dict[str, str]:
        """Field → "merged" or "kept"."""
        return {name: self.cleaned_data[name] for name in NAMES if name in self.cleaned_data}


class PartForm(forms.Form):
    """Why the two are parted."""

    reason = forms.CharField(
        label=_("Motif"), max_length=500, help_text=_("Une phrase, conservée dans le journal.")
    )
