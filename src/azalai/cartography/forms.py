"""Filters of every page, which stand in its address, and the forms of needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.actors.forms import PartialField
from azalai.cartography.dimensions import DIMENSIONS, NONE
from azalai.cartography.enums import Measure, NeedLevel
from azalai.cartography.needs import objectives_to_need
from azalai.cartography.selecting import ALL_STATUSES
from azalai.cartography.traces import Traces
from azalai.core.clock import today
from azalai.frames.models import FrameworkItem, Place
from azalai.interventions.enums import Nature, Status

OBJECTIVE_FRAMES = ("pmm", "pnm", "odd")


class CartographyFilter(forms.Form):
    """Everything is optional; a wrong filter does not hide the rest. Values are keys of dimensions."""

    de = forms.IntegerField(label=_("De l'année"), required=False, min_value=1990, max_value=2100)
    a = forms.IntegerField(label=_("à l'année"), required=False, min_value=1990, max_value=2100)
    organisme = forms.ChoiceField(label=_("Organisme"), required=False)
    categorie = forms.ChoiceField(label=_("Catégorie d'acteur"), required=False)
    objectif = forms.ChoiceField(label=_("Objectif"), required=False)
    region = forms.ChoiceField(label=_("Région"), required=False)
    nature = forms.ChoiceField(label=_("Nature"), required=False)
    etat = forms.ChoiceField(
        label=_("État"),
        required=False,
        choices=[("", _("Toutes sauf annulées")), (ALL_STATUSES, _("Toutes")), *Status.choices],
    )

    def __init__(self, *args: Any, traces: Traces, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = {str(key) for roles in traces.roles.values() for key in roles}
        choices: dict[str, list[Any]] = {
            code: list(DIMENSIONS[code].titles(traces).items())
            for code in ("organisme", "categorie", "region")
        }
        choices["organisme"] = [(key, name) for key, name in choices["organisme"] if key in bodies]
        choices["objectif"] = [
            (str(DIMENSIONS[frame].label), [(f"{frame}:{code}", title[:70]) for code, title in items.items()])
            for frame in OBJECTIVE_FRAMES
            if (items := DIMENSIONS[frame].titles(traces))
        ]
        choices["nature"] = list(Nature.choices)
        for name, found in choices.items():
            every = _("Tous") if name in ("organisme", "objectif") else _("Toutes")
            none = [(NONE, DIMENSIONS[name].none)] if name in DIMENSIONS else []
            self.fields[name].choices = [("", every), *found, *none]  # type: ignore[attr-defined]


class AxesForm(forms.Form):
    """Rows, columns and what a cell counts."""

    lignes = forms.ChoiceField(label=_("Lignes"), required=False)
    colonnes = forms.ChoiceField(label=_("Colonnes"), required=False)
    mesure = forms.ChoiceField(label=_("Chaque case compte"), required=False, choices=Measure.choices)

    def __init__(self, *args: Any, traces: Traces, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [one for one in DIMENSIONS.values() if one.code not in OBJECTIVE_FRAMES or one.titles(traces)]
        for name in ("lignes", "colonnes"):
            self.fields[name].choices = [(one.code, one.label) for one in named]  # type: ignore[attr-defined]


class MeasureForm(forms.Form):
    """What the map shows."""

    mesure = forms.ChoiceField(label=_("Mesure"), required=False, choices=Measure.choices)


class LeastForm(forms.Form):
    """From how many shared interventions a tie is drawn."""

    minimum = forms.IntegerField(
        label=_("Au moins … interventions communes"), required=False, min_value=1, max_value=999
    )


class FrameForm(forms.Form):
    """By which framework needs are read."""

    cadre = forms.ChoiceField(
        label=_("Cadre"),
        required=False,
        choices=[("pmm", _("Objectif du PMM")), ("pnm", _("Action de la PNM"))],
    )


class _ObjectiveChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: FrameworkItem) -> str:
        return f"{obj.code}. {obj.title[:90]}" if obj.title != obj.code else obj.code


class NeedForm(forms.Form):
    """A need, with who says so and when."""

    item = _ObjectiveChoice(label=_("Objectif"), queryset=FrameworkItem.objects.none())
    place = forms.ModelChoiceField(label=_("Région"), queryset=Place.objects.none())
    level = forms.TypedChoiceField(
        label=_("Niveau du besoin"), choices=NeedLevel.choices, coerce=int, initial=NeedLevel.MEDIUM
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Document, enquête ou réunion qui le dit.")
    )
    source_date = PartialField(label=_("Date de la source"))
    note = forms.CharField(
        label=_("Précision"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = objectives_to_need(settings.COUNTRY, on=today())
        items = [item for _name, found in groups for item in found]
        field = self.fields["item"]
        field.queryset = FrameworkItem.objects.filter(pk__in=[i.pk for i in items])  # type: ignore[attr-defined]
        label = field.label_from_instance  # type: ignore[attr-defined]
        field.choices = [("", "—"), *((name, [(i.pk, label(i)) for i in found]) for name, found in groups)]  # type: ignore[attr-defined]
        regions = Place.objects.in_country(settings.COUNTRY).filter(level=1, valid_to="")
        self.fields["place"].queryset = regions.order_by("pcode")  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why a need no longer stands."""

    reason = forms.CharField(label=_("Motif"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
