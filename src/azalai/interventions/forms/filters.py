"""Filters of the list; they stand in the page's address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.core.clock import today
from azalai.interventions import queries
from azalai.interventions.enums import Nature, Scale, Status
from azalai.interventions.labels import numbered


class InterventionFilter(forms.Form):
    """Everything is optional; a wrong filter does not hide the rest."""

    q = forms.CharField(
        label=_("Mots"), required=False, widget=forms.TextInput(attrs={"type": "search"}), max_length=200
    )
    organisme = forms.TypedChoiceField(label=_("Organisme"), required=False, coerce=int)
    objectif = forms.TypedChoiceField(label=_("Objectif"), required=False, coerce=int)
    lieu = forms.TypedChoiceField(label=_("Lieu"), required=False, coerce=int)
    nature = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("Toutes")), *Nature.choices]
    )
    etat = forms.ChoiceField(label=_("État"), required=False, choices=[("", _("Tous")), *Status.choices])
    echelle = forms.ChoiceField(
        label=_("Échelle"), required=False, choices=[("", _("Toutes")), *Scale.choices]
    )
    de = forms.IntegerField(label=_("De l'année"), required=False, min_value=1990, max_value=2100)
    a = forms.IntegerField(label=_("à l'année"), required=False, min_value=1990, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = settings.COUNTRY
        named = Q(led_interventions__isnull=False) | Q(intervention_roles__isnull=False)
        bodies = Organisation.objects.active().in_country(country).filter(named).distinct()
        choices: dict[str, list[Any]] = {
            "organisme": [(one.pk, str(one)) for one in bodies.order_by("search_text", "id")],
            "lieu": [(p.pk, f"{'– ' * (p.level - 1)}{p.name}") for p in queries.places(country)],
            "objectif": [
                (name, [(item.pk, numbered(item)[:70]) for item in items])
                for name, items in queries.objectives(country=country, on=today())
            ],
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", _("Tous")), *found]  # type: ignore[attr-defined]
