"""Filters of the register and of the board; they stand in the page's address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.concertation.models import Body
from azalai.followup.enums import PointKind, PointState, Priority, SourceKind

OPEN, CLOSED, EVERY = "ouvertes", "closes", "toutes"
DUE, NEWEST, QUIETEST = "echeance", "recentes", "silence"
ALL = _("Toutes")
STATES = [(OPEN, _("Ouvertes")), (CLOSED, _("Closes")), (EVERY, _("Toutes")), *PointState.choices]
ORDERS = [
    (DUE, _("Échéance la plus proche")),
    (NEWEST, _("Inscrites en dernier")),
    (QUIETEST, _("Sans nouvelles depuis longtemps")),
]


class PointFilter(forms.Form):
    """What the register shows: without a word in the address, what is open. A wrong word does not hide the
    rest."""

    q = forms.CharField(
        label=_("Mots"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    responsable = forms.CharField(label=_("Responsable"), required=False, max_length=100)
    etat = forms.ChoiceField(required=False, choices=STATES, widget=forms.HiddenInput)
    nature = forms.ChoiceField(label=_("Nature"), required=False, choices=[("", ALL), *PointKind.choices])
    instance = forms.ChoiceField(label=_("Instance"), required=False)
    origine = forms.ChoiceField(label=_("Origine"), required=False, choices=[("", ALL), *SourceKind.choices])
    priorite = forms.ChoiceField(label=_("Priorité"), required=False, choices=[("", ALL), *Priority.choices])
    ordre = forms.ChoiceField(label=_("Classer par"), required=False, choices=ORDERS)
    retard = forms.BooleanField(label=_("En retard seulement"), required=False)
    organisme = forms.UUIDField(required=False, widget=forms.HiddenInput)
    ligne = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        given = {name: data.get(name) for name in self.base_fields if data.get(name)}
        given = {name: value for name, value in given.items() if self._is_known(name, value)}
        super().__init__({"etat": OPEN, "ordre": DUE} | given)
        found = Body.objects.in_country(settings.COUNTRY).select_related("place")
        bodies = [(str(body.public_id), str(body)) for body in found]
        self.fields["instance"].choices = [("", ALL), *bodies]  # type: ignore[attr-defined]
        self.is_narrowed = bool(set(given) - {"ordre"})

    def _is_known(self, name: str, value: str) -> bool:
        if name in ("organisme", "ligne", "instance"):
            return _is_uuid(value)
        choices = getattr(self.base_fields[name], "choices", None)
        return choices is None or value in {str(key) for key, _label in choices}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
