"""Filters of the queue, of the matrix and of the indicators; they stand in the page's address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.core.clock import today
from azalai.interventions.labels import numbered
from azalai.interventions.queries import objectives, places
from azalai.overlaps.enums import Relation
from azalai.overlaps.queries import COMPLEMENTS, OVERLAPS, WORTH

ALL = _("Tous")
STATES = [
    ("a-decider", _("À décider")),
    ("decides", _("Décidés")),
    ("suivis", _("Suivis d'une action conjointe")),
    ("tous", _("Tous")),
]
RELATIONS = [
    (OVERLAPS, _("Chevauchements")),
    (COMPLEMENTS, _("Synergies")),
    (WORTH, _("Chevauchements et synergies")),
    *Relation.choices,
    ("tous", _("Tout, chaînes comprises")),
]
ORDERS = [
    ("enjeu", _("Budget en jeu")),
    ("personnes", _("Personnes en jeu")),
    ("indice", _("Indice de doublon")),
    ("recent", _("Les plus récents")),
]
OWN, EVERYONES = "miens", "tous"
WORDS = {
    "relation": [word for word, _label in RELATIONS],
    "etat": [word for word, _label in STATES],
    "ordre": [word for word, _label in ORDERS],
    "qui": [OWN, EVERYONES],
}


class WhereWho(forms.Form):
    """Filters that several pages share; a wrong one does not hide the rest."""

    organisme = forms.TypedChoiceField(label=_("Organisme"), required=False, coerce=int)
    lieu = forms.TypedChoiceField(label=_("Région"), required=False, coerce=int)
    objectif = forms.TypedChoiceField(label=_("Objectif"), required=False, coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = settings.COUNTRY
        leading = Organisation.objects.active().in_country(country).filter(led_interventions__isnull=False)
        self._choose("organisme", [(o.pk, str(o)) for o in leading.distinct().order_by("search_text", "id")])
        regions = [(p.pk, p.name) for p in places(country).filter(level=1)]
        self._choose("lieu", regions, blank=_("Toutes"))
        self._choose(
            "objectif",
            [
                (name, [(item.pk, numbered(item)[:70]) for item in items])
                for name, items in objectives(country=country, on=today())
            ],
        )

    def _choose(self, name: str, found: list[Any], *, blank: Any = ALL) -> None:
        self.fields[name].choices = [("", blank), *found]  # type: ignore[attr-defined]


class PairFilter(WhereWho):
    """What the queue shows. Without a word in the address, or with an unknown one: overlaps.

    own: the author speaks for organisations, and sees their pairs first. state: shown unless told.
    """

    q = forms.CharField(
        label=_("Mots"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    relation = forms.ChoiceField(label=_("Relation"), required=False, choices=RELATIONS)
    etat = forms.ChoiceField(label=_("État"), required=False, choices=STATES)
    ordre = forms.ChoiceField(label=_("Classer par"), required=False, choices=ORDERS)
    qui = forms.ChoiceField(
        label=_("Interventions"),
        required=False,
        choices=[(OWN, _("Les nôtres")), (EVERYONES, _("Toutes celles que nous voyons"))],
    )
    field_order = ["q", "qui", "relation", "etat", "organisme", "lieu", "objectif", "ordre"]

    def __init__(self, data: Any, *, own: bool, state: str) -> None:
        given = {name: data.get(name) for name in self.base_fields if data.get(name)}
        given = {name: value for name, value in given.items() if value in WORDS.get(name, [value])}
        defaults = {"relation": OVERLAPS, "etat": state, "ordre": "enjeu", "qui": OWN if own else EVERYONES}
        super().__init__(defaults | given)
        if not own:
            del self.fields["qui"]
        self.shown = self.data["relation"]
        self.is_narrowed = bool(set(given) - {"ordre"})


class MatrixFilter(WhereWho):
    """What the matrix holds."""

    de = forms.IntegerField(label=_("De l'année"), required=False, min_value=1990, max_value=2100)
    a = forms.IntegerField(label=_("à l'année"), required=False, min_value=1990, max_value=2100)
    attente = forms.BooleanField(label=_("Avec ce qui attend une décision"), required=False)
    field_order = ["organisme", "lieu", "objectif", "de", "a", "attente"]

    def __init__(self, data: Any, *, may_wait: bool) -> None:
        super().__init__(data)
        if not may_wait:
            del self.fields["attente"]

    def in_words(self) -> list[str]:
        """The filters in force, as a document prints them: "Région : Agadez"."""
        told = [name for name in self.fields if self.cleaned_data.get(name)]
        return [f"{self.fields[name].label} : {self._said(name)}" for name in told]

    def _said(self, name: str) -> str:
        value = self.cleaned_data[name]
        if value is True:
            return str(_("oui"))
        return _flat(getattr(self.fields[name], "choices", [])).get(value, str(value))


class YearsFilter(forms.Form):
    """Years of an indicator."""

    de = forms.IntegerField(label=_("De l'année"), required=False, min_value=1990, max_value=2100)
    a = forms.IntegerField(label=_("à l'année"), required=False, min_value=1990, max_value=2100)


def years_of(filters: dict[str, Any]) -> tuple[int, int] | None:
    """First and last year asked for, None when neither is."""
    first, last = filters.get("de"), filters.get("a")
    return (first or 1990, last or 2100) if first or last else None


def _flat(choices: Any) -> dict[Any, str]:
    """Groups and single choices as one table."""
    found: dict[Any, str] = {}
    for value, label in choices:
        found |= _flat(label) if isinstance(label, list | tuple) else {value: str(label)}
    return found
