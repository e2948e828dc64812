"""Bodies and seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors import queries as actors
from azalai.actors.forms.register import CategoryChoice, OrganisationChoice, PartialField, PlaceChoice
from azalai.actors.models import Organisation
from azalai.concertation.enums import BodyKind, BodyLevel, QuorumRule, Rhythm, SeatRole
from azalai.concertation.models import Body
from azalai.core.clock import today
from azalai.frames.models import FrameworkItem, LegalBasis, Place


def _text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class BodyForm(forms.Form):
    name_fr = forms.CharField(
        label=_("Nom"), max_length=250, help_text=_("En toutes lettres, sans le sigle.")
    )
    acronym = forms.CharField(label=_("Sigle"), max_length=40, required=False)
    name_en = forms.CharField(label=_("Nom anglais"), max_length=250, required=False)
    kind = forms.ChoiceField(label=_("Nature"), choices=BodyKind.choices)
    level = forms.ChoiceField(label=_("Niveau"), choices=BodyLevel.choices)
    place = PlaceChoice(
        label=_("Lieu"), queryset=Place.objects.none(), required=False, empty_label=_("Tout le pays")
    )
    parent = forms.ModelChoiceField(
        label=_("Relève de"), queryset=Body.objects.none(), required=False, empty_label=_("Aucune")
    )
    mandate = _text(_("Mandat"))
    legal_basis = forms.ModelChoiceField(
        label=_("Texte fondateur"), queryset=LegalBasis.objects.none(), required=False, empty_label=_("Aucun")
    )
    since = PartialField(label=_("Depuis"), required=False)
    rhythm = forms.ChoiceField(label=_("Rythme attendu"), choices=Rhythm.choices)
    quorum_rule = forms.ChoiceField(label=_("Quorum"), choices=QuorumRule.choices)
    quorum_number = forms.IntegerField(
        label=_("Nombre de sièges du quorum"), min_value=1, max_value=999, required=False
    )
    note = _text(_("Note"), 2)
    source = forms.CharField(label=_("Source"), max_length=250, required=False)

    def __init__(self, *args: Any, body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = settings.COUNTRY
        others = Body.objects.in_country(country).filter(until="").select_related("place")
        choices: dict[str, Any] = {
            "place": actors.places(country),
            "parent": others.exclude(pk=body.pk) if body else others,
            "legal_basis": LegalBasis.objects.filter(country_id=country),
        }
        for name, found in choices.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]


class SeatForm(forms.Form):
    """Who sits there. seat: the one that is changed."""

    organisation = OrganisationChoice(
        label=_("Organisme"), queryset=Organisation.objects.none(), required=False, empty_label=_("Aucun")
    )
    post = forms.ModelChoiceField(
        label=_("Poste"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("Les points focaux de l'organisme"),
        help_text=_("Qui reçoit la convocation : les titulaires s'y succèdent sans rien changer ici."),
    )
    deputy_post = forms.ModelChoiceField(
        label=_("Poste suppléant"), queryset=Post.objects.none(), required=False, empty_label=_("Aucun")
    )
    superior_post = forms.ModelChoiceField(
        label=_("Poste de la hiérarchie"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("L'organisme de rattachement"),
        help_text=_("Qui est informé quand la convocation reste sans réponse."),
    )
    title = forms.CharField(
        label=_("Intitulé du siège"),
        max_length=150,
        required=False,
        help_text=_("Seulement si l'organisme a plusieurs sièges."),
    )
    category = CategoryChoice(
        label=_("Catégorie d'acteurs"),
        queryset=FrameworkItem.objects.none(),
        required=False,
        empty_label=_("Celle de l'organisme"),
    )
    role = forms.ChoiceField(label=_("Fonction"), choices=SeatRole.choices, initial=SeatRole.MEMBER)
    since = PartialField(label=_("Depuis"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=today()))
        choices: dict[str, Any] = {
            "organisation": Organisation.objects.active().in_country(settings.COUNTRY),
            "post": posts,
            "deputy_post": posts,
            "superior_post": posts,
            "category": actors.categories(on=today()),
        }
        for name, found in choices.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Without an organisation, nothing says what category of actors the seat stands for."""
        found = super().clean() or {}
        if not found.get("organisation") and not found.get("category"):
            self.add_error("category", _("Choisissez la catégorie d'acteurs de ce siège."))
        return found


class EndForm(forms.Form):
    until = PartialField(label=_("Jusqu'à"))
    reason = forms.CharField(
        label=_("Motif"), max_length=500, help_text=_("Une phrase, conservée dans le journal.")
    )
