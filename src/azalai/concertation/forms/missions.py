"""Missions and sessions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.actors.forms.register import PartialField, PlaceChoice
from azalai.actors.queries import places
from azalai.concertation.missions import queries
from azalai.concertation.missions.enums import CooperationLevel, MissionKind, MissionState
from azalai.concertation.missions.queries import Asked
from azalai.concertation.models import Mission
from azalai.core.forms import LinesField, WholeField
from azalai.frames.models import Place

EVERY = ("", _("Toutes"))
# What may be said while writing; a cancellation has its own page, with its reason.
WRITTEN = [(state, state.label) for state in (MissionState.HELD, MissionState.PLANNED)]
PLAIN = (
    "kind",
    "level",
    "title",
    "starts",
    "ends",
    "place",
    "abroad",
    "agents",
    "women",
    "men",
    "report",
    "evidence",
    "evidence_url",
    "state",
)


class MissionFilter(forms.Form):
    """Filters of the list; they stand in the address."""

    q = forms.CharField(
        label=_("Objet, lieu ou résultat"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    annee = forms.ChoiceField(label=_("Année"), required=False)
    lieu = forms.ChoiceField(label=_("Région"), required=False)
    etat = forms.ChoiceField(label=_("État"), required=False, choices=[EVERY, *MissionState.choices])
    nature = forms.ChoiceField(
        required=False, choices=[EVERY, *MissionKind.choices], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, years: list[str], sees_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [EVERY, *((year, year) for year in years)]
        self.fields["annee"].choices = choices  # type: ignore[attr-defined]
        found = queries.regions(settings.COUNTRY)
        self.fields["lieu"].choices = [EVERY, *((one.pcode, one.name) for one in found)]  # type: ignore[attr-defined]
        if not sees_all:
            del self.fields["etat"]

    @property
    def asked(self) -> Asked:
        """What is asked for; a filter that nobody offered filters nothing."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        names = {"kind": "nature", "state": "etat", "year": "annee", "place": "lieu", "text": "q"}
        return Asked(**{name: data.get(key, "") for name, key in names.items()})


class MissionForm(forms.Form):
    """Everything that may be said of a mission; only what it was is required."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Nature"), choices=[("", _("À choisir")), *MissionKind.choices])
    level = forms.ChoiceField(
        label=_("Échelon"),
        required=False,
        choices=[("", _("Sans objet")), *CooperationLevel.choices],
        help_text=_("Pour une rencontre entre pays ou un outil commun."),
    )
    title = forms.CharField(
        label=_("Objet"), max_length=250, help_text=_("En une ligne, comme dans un ordre de mission.")
    )
    state = forms.ChoiceField(label=_("A-t-elle eu lieu ?"), choices=WRITTEN, widget=forms.RadioSelect)
    starts = PartialField(label=_("Début"), required=False)
    ends = PartialField(label=_("Fin"), required=False, help_text=_("Seulement si elle dure plus d'un jour."))
    place = PlaceChoice(
        label=_("Lieu dans le pays"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("Non précisé"),
    )
    abroad = forms.CharField(
        label=_("Ou ville et pays étrangers"),
        max_length=150,
        required=False,
        help_text=_("Par exemple : Bamako, Mali."),
    )
    hosts = LinesField(
        label=_("Organismes d'accueil"), help_text=_("Qui vous a reçus ou qui organisait ; un par ligne.")
    )
    participants = LinesField(label=_("Organismes participants"), help_text=_("Un par ligne, sigle ou nom."))
    agents = WholeField(label=_("Total"), required=False)
    women = WholeField(label=_("Femmes"), required=False)
    men = WholeField(label=_("Hommes"), required=False)
    report = forms.CharField(
        label=_("Résultat"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("En une phrase : ce qui a été obtenu ou convenu."),
    )
    evidence = forms.CharField(
        label=_("Pièce justificative"),
        required=False,
        max_length=500,
        help_text=_("Rapport, liste de présence, courrier : son titre et où elle se trouve."),
    )
    evidence_url = forms.URLField(
        label=_("Son adresse en ligne"), required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places(settings.COUNTRY)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(mission: Mission) -> dict[str, Any]:
        """What the form shows of a mission with its parties prefetched."""
        found = {name: getattr(mission, name) for name in PLAIN}
        found["hosts"] = "\n".join(one.text for one in queries.hosts(mission))
        found["participants"] = "\n".join(one.text for one in queries.participants(mission))
        return found | {"seen": mission.changes}


class MissionCancelForm(forms.Form):
    reason = forms.CharField(label=_("Motif"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
