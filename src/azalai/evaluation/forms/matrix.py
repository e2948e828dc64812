"""Filters of the matrix and of the checklists; the paragraphs of the preamble."""

from __future__ import annotations

from typing import Any
from uuid import UUID

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
from azalai.monitoring.queries import Standing, progress
from azalai.plans.models import PlanVersion

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


class InWords(forms.Form):
    """Filters that can be told."""

    def in_words(self) -> list[str]:
        """Those in force, as a document prints them: "Région : Agadez"."""
        told = [name for name in self.fields if self.cleaned_data.get(name)]
        return [f"{self.fields[name].label} : {self._said(name)}" for name in told]

    def _said(self, name: str) -> str:
        value = self.cleaned_data[name]
        return str(dict(getattr(self.fields[name], "choices", [])).get(value, value))


class MatrixFilter(SearchForm, InWords):
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


class LinesFilter(InWords):
    """Which lines of a plan the matrix holds; a wrong choice does not hide the rest."""

    axe = forms.ChoiceField(label=_("Sous"), required=False)
    organisme = forms.ChoiceField(label=_("Organisme"), required=False)
    region = forms.ChoiceField(label=_("Région"), required=False)
    etat = forms.ChoiceField(
        label=_("État"), required=False, choices=[("", _("Tous")), *NodeStateChoice.choices]
    )

    def __init__(self, *args: Any, version: PlanVersion, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bodies = {str(one.public_id): one for one in progress.organisations(version)}
        self._regions = {one.pcode: one for one in regions()}
        tops = [node for node in standing.nodes if node.parent_id is None]
        found = {
            "axe": [(str(node.key), f"{node.code} {node.title}"[:60]) for node in tops],
            "organisme": [(key, str(one)) for key, one in self._bodies.items()],
            "region": [(key, one.name) for key, one in self._regions.items()],
        }
        for name, choices in found.items():
            first = _("Tout le plan") if name == "axe" else _("Tous")
            self.fields[name].choices = [("", first), *choices]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> progress.Wanted:
        """What the lines are asked for by; valid choices alone."""
        told = self.cleaned_data
        return progress.Wanted(
            axis=UUID(told["axe"]) if told.get("axe") else None,
            organisation=self._bodies.get(told.get("organisme") or ""),
            place=self._regions.get(told.get("region") or ""),
            state=told.get("etat") or "",
        )


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
