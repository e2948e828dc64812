"""Forms of names to confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.actors.enums import SpellingKind, Verdict
from azalai.actors.forms.register import OrganisationChoice
from azalai.actors.models import Group, Organisation


class NameFilter(forms.Form):
    """Filters of the queue; they stand in the page's address."""

    q = forms.CharField(
        label=_("Nom tel qu'écrit"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )


class ConfirmForm(forms.Form):
    """Whom does the name designate?"""

    organisation = OrganisationChoice(label=_("Organisme"), queryset=Organisation.objects.none())
    kind = forms.ChoiceField(
        label=_("Cette façon d'écrire est"),
        choices=[
            (SpellingKind.VARIANT, _("Une autre graphie : reconnue désormais sans question")),
            (SpellingKind.MISPRINT, _("Une coquille : reconnue, mais à confirmer chaque fois")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Organisation.objects.active().in_country(settings.COUNTRY).order_by("search_text")
        self.fields["organisation"].queryset = known  # type: ignore[attr-defined]


class SetAsideForm(forms.Form):
    """The name is no organisation."""

    verdict = forms.ChoiceField(label=_("Ce nom est"), choices=Verdict.choices, widget=forms.RadioSelect)
    group = forms.ModelChoiceField(
        label=_("Désignation collective"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("Aucune"),
        help_text=_("Seulement si le nom en désigne une : il en devient une graphie."),
    )
    reason = forms.CharField(label=_("Motif"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(country_id=settings.COUNTRY)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
