"""What the secretariat writes about a campaign."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.core.forms import DateInput
from azalai.monitoring.enums import CampaignKind
from azalai.monitoring.models import Campaign
from azalai.plans.models import Plan


class CampaignDates(forms.Form):
    """The three days that decide, each explained."""

    opens_on = forms.DateField(
        label=_("Ouverture de la saisie"),
        help_text=_("Avant ce jour, les organismes voient la campagne mais n'écrivent pas."),
        widget=DateInput,
    )
    due_on = forms.DateField(
        label=_("À temps jusqu'au"),
        help_text=_("Ce jour compris. Un rapport envoyé ensuite est accepté, et marqué en retard."),
        widget=DateInput,
    )
    closes_on = forms.DateField(
        label=_("Close après le"),
        help_text=_("Ensuite plus rien ne s'envoie, sauf si vous rouvrez la saisie à un organisme."),
        widget=DateInput,
    )
    guidance = forms.CharField(
        label=_("Consigne aux organismes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Affichée en tête de leur page et dans le classeur Excel."),
    )
    asks_unlinked = forms.BooleanField(
        label=_("Demander aussi les interventions rattachées à aucun plan"), required=False
    )


class CampaignForm(CampaignDates):
    """A new campaign."""

    plan = forms.ModelChoiceField(label=_("Plan"), queryset=Plan.objects.none(), empty_label=None)
    kind = forms.ChoiceField(
        label=_("La campagne porte sur"), choices=CampaignKind.choices, widget=forms.RadioSelect
    )
    year = forms.IntegerField(label=_("Année"), min_value=1990, max_value=2100)
    quarter = forms.TypedChoiceField(
        label=_("Trimestre"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("Sans objet : toute l'année")), (1, "1"), (2, "2"), (3, "3"), (4, "4")],
    )
    field_order = ("plan", "kind", "year", "quarter")

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans: Any = self.fields["plan"]
        plans.queryset = Plan.objects.filter(country=country).order_by("title", "id")


class CampaignChange(CampaignDates):
    """Other dates, another guidance."""

    @classmethod
    def of(cls, data: Any, campaign: Campaign) -> CampaignChange:
        """Filled with what the campaign says."""
        return cls(data, initial={name: getattr(campaign, name) for name in cls.base_fields})


class NothingForm(forms.Form):
    """Nothing but the button."""


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Motif"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ReopenForm(ReasonForm):
    """Another closing day."""

    closes_on = forms.DateField(label=_("Close après le"), widget=DateInput)
    field_order = ("closes_on", "reason")


class ReturnForm(ReasonForm):
    """What is to be corrected, and by when."""

    reason = forms.CharField(
        label=_("Ce qui est à corriger"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("L'organisme le lit en tête de son rapport."),
    )
    until = forms.DateField(
        label=_("À corriger jusqu'au"),
        required=False,
        help_text=_(
            "Ce jour compris, même si la campagne est close d'ici là. Sept jours si vous ne dites rien."
        ),
        widget=DateInput,
    )


class LockForm(ReasonForm):
    """One organisation of the campaign."""

    organisation = forms.ModelChoiceField(
        label=_("Organisme"), queryset=Organisation.objects.none(), empty_label=_("À choisir")
    )
    until = forms.DateField(
        label=_("Jusqu'au"),
        required=False,
        help_text=_("Vide : jusqu'à ce que vous leviez le verrou."),
        widget=DateInput,
    )
    field_order = ("organisation", "until", "reason")

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Organisation.objects.filter(pk__in=campaign.reports.values("organisation"))
        found: Any = self.fields["organisation"]
        found.queryset = asked.order_by("search_text", "id")


class UnlockForm(LockForm):
    """The end is not optional."""

    until = forms.DateField(
        label=_("Jusqu'au"),
        help_text=_("Ce jour compris ; ensuite la saisie se ferme d'elle-même."),
        widget=DateInput,
    )
    reason = forms.CharField(label=_("Motif"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class RemindForm(forms.Form):
    """A word to those who have not reported."""

    text = forms.CharField(
        label=_("Un mot de votre part"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le message dit déjà ce qui manque, jusqu'à quand, et où l'écrire."),
    )
