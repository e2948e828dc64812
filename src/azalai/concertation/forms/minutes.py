"""Amendments to minutes, and what becomes of minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.concertation.enums import WHOLE_TEXTS, AmendmentPart
from azalai.concertation.models import MinutesItem


class AmendForm(forms.Form):
    """One change to one part of one point, or a remark on the whole."""

    proposed = forms.CharField(max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))
    reason = forms.CharField(
        label=_("Pourquoi"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, part: str, item: MinutesItem | None, **kwargs: Any) -> None:
        name = WHOLE_TEXTS.get(AmendmentPart(part), "") if item else ""
        kwargs.setdefault("initial", {"proposed": getattr(item, name) if name else ""})
        super().__init__(*args, **kwargs)
        asked = self.fields["proposed"]
        if name:
            asked.label = _("Le texte tel qu'il devrait se lire")
            asked.help_text = _("Corrigez directement : le texte actuel reste affiché à côté.")
        else:
            asked.label = _("Ce qui est à changer")
            asked.help_text = _("Une phrase suffit : le secrétariat corrigera.")


class ChosenPart(forms.Form):
    """What the address says of the amendment that is being written: ?point=2&partie=key-points."""

    point = forms.IntegerField(required=False, min_value=1)
    partie = forms.ChoiceField(required=False, choices=AmendmentPart.choices)

    def chosen(self, items: list[MinutesItem]) -> tuple[str, MinutesItem | None] | None:
        """Part and point; None when the address asks for none."""
        if not self.is_valid() or not self.cleaned_data["partie"]:
            return None
        number = self.cleaned_data["point"]
        item = next((one for one in items if one.number == number), None)
        return self.cleaned_data["partie"], item
