"""Filters of the list; they stand in the page's address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.core.clock import today
from azalai.frames.queries import current_items
from azalai.indicators.enums import Level, Nature
from azalai.indicators.queries.sheets import LIVE, PERSON, ROOM, axes

SOURCES = [
    (LIVE, _("Comptés par le système")),
    (PERSON, _("Saisis par une personne")),
    (ROOM, _("En attente d'une partie du système")),
]

MISSED = "manquee"
AIMS = [(MISSED, _("Cible manquée cette année-là"))]


class IndicatorFilter(forms.Form):
    """Everything is optional; a wrong filter does not hide the rest."""

    q = forms.CharField(
        label=_("Mots"), required=False, widget=forms.TextInput(attrs={"type": "search"}), max_length=200
    )
    annee = forms.IntegerField(label=_("Année"), required=False, min_value=1990, max_value=2100)
    axe = forms.TypedChoiceField(label=_("Axe du plan"), required=False, coerce=UUID)
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[("", _("Tous")), *Nature.choices])
    niveau = forms.ChoiceField(label=_("Niveau"), required=False, choices=[("", _("Tous")), *Level.choices])
    source = forms.ChoiceField(label=_("Qui remplit"), required=False, choices=[("", _("Tous")), *SOURCES])
    cible = forms.ChoiceField(label=_("Cible"), required=False, choices=[("", _("Toutes")), *AIMS])
    objectif = forms.TypedChoiceField(label=_("Objectif du Pacte"), required=False, coerce=int)
    abandonnes = forms.BooleanField(label=_("Montrer ceux qui sont abandonnés"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = axes(settings.COUNTRY)
        choices: dict[str, list[Any]] = {
            "axe": [(str(node.key), f"{node.code} {node.title}".strip()[:80]) for node in named],
            "objectif": [
                (item.pk, f"{item.code} {item.label}"[:70]) for item in current_items("gcm", on=today())
            ],
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", _("Tous")), *found]  # type: ignore[attr-defined]

    @property
    def year(self) -> int:
        """The year asked for, this one by default."""
        return self.cleaned_data.get("annee") or today().year
