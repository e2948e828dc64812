"""Filters of the matrix and of the checklists; the paragraphs of the preamble."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.core.clock import today
from azalai.evaluation.forms.evaluations import SearchForm
from azalai.evaluation.forms.lessons import OBJECTIVES, regions
from azalai.evaluation.matrix import ADVISED, CONTESTED, WITH, WITHOUT
from azalai.frames.queries import current_items
from azalai.interventions.labels import numbered
from azalai.interventions.models import Intervention
from azalai.monitoring.enums import NodeStateChoice

EVALUATED = [
    ("", _("Toutes")),
    (WITH, _("Évaluées")),
    (WITHOUT, _("Pas encore évaluées")),
    (CONTESTED, _("Notes contestées")),
    (ADVISED, _("Avec des recommandations")),
]
# Where an intervention stands while there is still time to complete it.
BEFORE_THE_START = [
    ("", _("Pas encore commencées")),
    ("ongoing", _("En cours")),
    ("toutes", _("Toutes")),
]


class MatrixFilter(SearchForm):
    """What the matrix holds; filters stand in the page's address, a wrong one does not hide the rest."""

    organisme = forms.TypedChoiceField(label=_("Organisme"), required=False, coerce=int)
    lieu = forms.TypedChoiceField(label=_("Région"), required=False, coerce=int)
    objectif = forms.TypedChoiceField(label=_("Objectif du Pacte"), required=False, coerce=int)
    etat = forms.ChoiceField(
        label=_("État"), required=False, choices=[("", _("Tous")), *NodeStateChoice.choices]
    )
    evaluation = forms.ChoiceField(label=_("Évaluation"), required=False, choices=EVALUATED)
    annee = forms.IntegerField(label=_("Année"), required=False, min_value=1990, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = settings.COUNTRY
        led = Intervention.objects.in_country(country).published().filter(lead__isnull=False)
        leading = Organisation.objects.active().filter(pk__in=led.order_by().values("lead"))
        found = {
            "organisme": [(one.pk, str(one)) for one in leading.order_by("search_text", "id")],
            "lieu": [(place.pk, place.name) for place in regions()],
            "objectif": [(item.pk, numbered(item)[:60]) for item in current_items(OBJECTIVES, on=today())],
        }
        for name, choices in found.items():
            self.fields[name].choices = [("", _("Tous")), *choices]  # type: ignore[attr-defined]

    def in_words(self) -> list[str]:
        """The filters in force, as a document prints them: "Région : Agadez"."""
        told = [name for name in self.fields if self.cleaned_data.get(name)]
        return [f"{self.fields[name].label} : {self._said(name)}" for name in told]

    def _said(self, name: str) -> str:
        value = self.cleaned_data[name]
        return str(dict(getattr(self.fields[name], "choices", [])).get(value, value))


class EvaluabilityFilter(SearchForm):
    """Which interventions are looked at."""

    etat = forms.ChoiceField(label=_("Où elles en sont"), required=False, choices=BEFORE_THE_START)


class YearForm(forms.Form):
    """A year of the preamble; blank for all years together."""

    annee = forms.IntegerField(label=_("Année"), required=False, min_value=1990, max_value=2100)

    @property
    def year(self) -> int:
        """0 for all years, or where the year is none."""
        return self.cleaned_data.get("annee") or 0 if self.is_valid() else 0


class ParagraphForm(forms.Form):
    """A person's words in place of the drafted ones."""

    text = forms.CharField(
        label=_("Votre texte"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10})
    )
