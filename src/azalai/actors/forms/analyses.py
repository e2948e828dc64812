"""Forms of the stakeholder analysis."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.actors import queries
from azalai.actors.enums import Conflict, Engagement, Level, Stance
from azalai.core.clock import today
from azalai.core.forms import DateInput

UNJUDGED = ("", _("Non apprécié"))


def _long(label: Any, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, max_length=4000, required=False, widget=area)


def _level(label: Any, help_text: Any) -> forms.TypedChoiceField:
    choices = [UNJUDGED, *((level.value, f"{level.value} · {level.label}") for level in Level)]
    return forms.TypedChoiceField(
        label=label, help_text=help_text, choices=choices, coerce=int, empty_value=None, required=False
    )


class AnalysisForm(forms.Form):
    """The questions of the guidelines, step 1: who they are, and how to work with them."""

    on = forms.DateField(label=_("Date de l'analyse"), widget=DateInput)
    role = _long(
        _("Rôle dans la gouvernance de la migration"), _("Ce que l'organisme fait, décide, finance ou suit.")
    )
    interest = _level(_("Intérêt"), _("Combien la migration compte pour lui."))
    influence = _level(_("Influence"), _("Combien il pèse sur ce qui se décide et se fait."))
    stance = forms.ChoiceField(label=_("Position"), choices=Stance.choices, initial=Stance.UNKNOWN)
    conflict = forms.ChoiceField(
        label=_("Conflit d'intérêts"), choices=Conflict.choices, initial=Conflict.UNKNOWN
    )
    conflict_text = _long(_("En quoi consiste le conflit"))
    capacity_need = _long(_("Besoin de renforcement"), _("Ce qui lui manque pour prendre part pleinement."))
    trust = _long(_("Ce qui instaurerait la confiance"))
    engagement = forms.ChoiceField(
        label=_("Façon de travailler ensemble"),
        choices=[("", _("Non décidée")), *Engagement.choices],
        required=False,
    )
    under_represented = forms.BooleanField(
        label=_("Ce groupe est d'ordinaire sous-représenté"), required=False
    )
    under_represented_reason = _long(_("Pourquoi, et ce qui faciliterait sa participation"))


class AnalysisFilter(forms.Form):
    """Filters of the analysis; they stand in the page's address."""

    categorie = forms.ChoiceField(label=_("Catégorie"), required=False)
    maniere = forms.ChoiceField(
        label=_("Façon de travailler"), required=False, choices=[("", _("Toutes")), *Engagement.choices]
    )
    conflit = forms.ChoiceField(
        label=_("Conflit d'intérêts"), required=False, choices=[("", _("Tous")), *Conflict.choices]
    )
    sous = forms.BooleanField(label=_("Sous-représentés"), required=False)
    au = forms.DateField(label=_("Situation au"), required=False, widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(item.code, item.title) for item in queries.categories(on=today())]
        self.fields["categorie"].choices = [("", _("Toutes")), *found]  # type: ignore[attr-defined]
