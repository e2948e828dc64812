"""Forms of organisations and their ties. A field is named like the parameter of the action that it fills."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors import queries
from azalai.actors.enums import OrganisationKind, SpellingKind
from azalai.actors.models import Organisation
from azalai.core.clock import today
from azalai.core.forms import DateInput
from azalai.frames.models import FrameworkItem, Place
from azalai.frames.partial import is_partial_date, read_partial

PARTIAL_HELP = _("Une année, un mois ou un jour : 2020, 09/2020 ou 25/09/2020.")


class PartialField(forms.CharField):
    """A partial date as people write it; its value is the ISO text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", PARTIAL_HELP)
        super().__init__(max_length=40, validators=[is_partial_date], **kwargs)

    def to_python(self, value: Any) -> str:
        """What cannot be read is left to the validator."""
        text = super().to_python(value) or ""
        return read_partial(text) or text


class CategoryChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: FrameworkItem) -> str:
        return obj.title


class PlaceChoice(forms.ModelChoiceField):
    """Departments stand under their region."""

    def label_from_instance(self, obj: Place) -> str:
        return f"{'– ' * (obj.level - 1)}{obj.name} ({obj.pcode})"


class OrganisationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.full_name


class OrganisationFilter(forms.Form):
    """Filters of the register; they stand in the page's address."""

    q = forms.CharField(
        label=_("Nom ou sigle"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    categorie = forms.ChoiceField(label=_("Catégorie"), required=False)
    reseau = forms.ChoiceField(label=_("Réseau"), required=False)
    region = forms.ChoiceField(label=_("Région"), required=False)
    nature = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("Toutes")), *OrganisationKind.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = settings.COUNTRY
        found: dict[str, list[tuple[str, str]]] = {
            "categorie": [(item.code, item.title) for item in queries.categories(on=today())],
            "reseau": [(str(network.pk), str(network)) for network in queries.networks(country)],
            "region": [(str(place.pk), place.name) for place in queries.regions(country)],
        }
        for name, choices in found.items():
            every = _("Tous") if name == "reseau" else _("Toutes")
            self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]


class OrganisationForm(forms.Form):
    name_fr = forms.CharField(
        label=_("Nom"), max_length=250, required=False, help_text=_("En toutes lettres, sans le sigle.")
    )
    acronym = forms.CharField(label=_("Sigle"), max_length=40, required=False)
    name_en = forms.CharField(label=_("Nom anglais"), max_length=250, required=False)
    category = CategoryChoice(label=_("Catégorie"), queryset=FrameworkItem.objects.none())
    kind = forms.ChoiceField(label=_("Nature"), choices=OrganisationKind.choices)
    parent = OrganisationChoice(
        label=_("Rattaché à"), queryset=Organisation.objects.none(), required=False, empty_label=_("Aucun")
    )
    place = PlaceChoice(
        label=_("Lieu"), queryset=Place.objects.none(), required=False, empty_label=_("Non précisé")
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = settings.COUNTRY
        others = Organisation.objects.active().in_country(country).order_by("search_text")
        if organisation is not None:
            others = others.exclude(pk=organisation.pk)
        # An older version of the list may hold the category of today.
        current = queries.categories(on=today())
        own = FrameworkItem.objects.filter(organisations=organisation) if organisation else current
        self.fields["category"].queryset = FrameworkItem.objects.filter(  # type: ignore[attr-defined]
            Q(pk__in=current.values("pk")) | Q(pk__in=own.values("pk"))
        )
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]
        self.fields["place"].queryset = queries.places(country)  # type: ignore[attr-defined]


class OrganisationEditForm(OrganisationForm):
    changed_on = PartialField(
        label=_("Nouveau nom ou sigle en vigueur depuis"),
        required=False,
        help_text=_(
            "Seulement si le nom ou le sigle a changé ; vide pour une simple correction."
            " L'ancien reste comme graphie connue."
        ),
    )
    reason = forms.CharField(label=_("Motif"), max_length=500, required=False)


class SpellingForm(forms.Form):
    text = forms.CharField(
        label=_("Graphie"), max_length=250, help_text=_("Telle qu'elle a été lue dans un document.")
    )
    kind = forms.ChoiceField(
        label=_("Nature"),
        choices=[
            (SpellingKind.VARIANT, _("Autre graphie, ou ancien nom")),
            (SpellingKind.MISPRINT, _("Coquille : reconnue, mais à confirmer chaque fois")),
        ],
    )
    valid_from = PartialField(label=_("En usage depuis"), required=False)
    valid_to = PartialField(label=_("Jusqu'à"), required=False)
    source = forms.CharField(label=_("Source"), max_length=250, required=False)
    note = forms.CharField(label=_("Note"), max_length=250, required=False)


class NetworkForm(forms.Form):
    network = OrganisationChoice(label=_("Réseau"), queryset=Organisation.objects.none())
    valid_from = PartialField(label=_("Depuis"), required=False)
    source = forms.CharField(label=_("Source"), max_length=250, required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.networks(settings.COUNTRY).exclude(pk=organisation.pk)
        self.fields["network"].queryset = found  # type: ignore[attr-defined]


class EndForm(forms.Form):
    valid_to = PartialField(label=_("Jusqu'à"))
    reason = forms.CharField(
        label=_("Motif"), max_length=500, help_text=_("Une phrase, conservée dans le journal.")
    )


class FocalPointForm(forms.Form):
    post = forms.ModelChoiceField(
        label=_("Poste"),
        queryset=Post.objects.none(),
        help_text=_("Le point focal est un poste : ses titulaires s'y succèdent sans rien changer ici."),
    )
    place = PlaceChoice(
        label=_("Lieu"), queryset=Place.objects.none(), required=False, empty_label=_("Tout le pays")
    )
    starts_on = forms.DateField(label=_("Premier jour"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = Post.objects.filter(  # type: ignore[attr-defined]
            Q(closed_on__isnull=True) | Q(closed_on__gt=today())
        )
        self.fields["place"].queryset = queries.places(settings.COUNTRY)  # type: ignore[attr-defined]


class EndFocalPointForm(forms.Form):
    ends_on = forms.DateField(label=_("Dernier jour"), widget=DateInput)
    reason = forms.CharField(
        label=_("Motif"), max_length=500, help_text=_("Une phrase, conservée dans le journal.")
    )


class RecogniseForm(forms.Form):
    texte = forms.CharField(
        label=_("Texte"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Une cellule d'un plan ou la liste de présence d'un compte rendu."),
    )
