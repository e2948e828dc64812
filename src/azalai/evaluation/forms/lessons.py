"""Good practices and lessons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from azalai.core.clock import today
from azalai.evaluation.enums import LessonKind, LessonState
from azalai.evaluation.forms.evaluations import SearchForm
from azalai.evaluation.queries.subjects import current_version, plans_in
from azalai.frames.models import FrameworkItem, Place
from azalai.frames.queries import current_items
from azalai.interventions.labels import numbered
from azalai.interventions.models import Intervention
from azalai.interventions.queries import places
from azalai.plans.models import Node

OBJECTIVES = "gcm"


def regions() -> Any:
    """Regions of the country."""
    return places(settings.COUNTRY).filter(level=1)


class LessonFilter(SearchForm):
    """Filters of the list; they stand in the page's address."""

    nature = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("Toutes")), *LessonKind.choices]
    )
    lieu = forms.TypedChoiceField(label=_("Région"), required=False, coerce=int)
    objectif = forms.TypedChoiceField(label=_("Objectif du Pacte"), required=False, coerce=int)
    etat = forms.ChoiceField(label=_("État"), required=False, choices=[("", _("Tous")), *LessonState.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = current_items(OBJECTIVES, on=today())
        self.fields["lieu"].choices = [  # type: ignore[attr-defined]
            ("", _("Toutes")),
            *((place.pk, place.name) for place in regions()),
        ]
        self.fields["objectif"].choices = [  # type: ignore[attr-defined]
            ("", _("Tous")),
            *((item.pk, numbered(item)[:70]) for item in items),
        ]


class PlacesChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Place) -> str:
        return obj.name


class ObjectivesChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: FrameworkItem) -> str:
        return numbered(obj)


class LessonForm(forms.Form):
    """What was learnt, and where it holds."""

    kind = forms.ChoiceField(
        label=_("De quoi s'agit-il ?"), widget=forms.RadioSelect, choices=LessonKind.choices
    )
    title = forms.CharField(
        label=_("En une phrase"),
        max_length=200,
        help_text=_("Ce qu'il faut refaire, ou savoir la prochaine fois."),
    )
    text = forms.CharField(
        label=_("Ce qui a été fait, et ce qui en est résulté"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    people = forms.CharField(label=_("Pour qui"), required=False, max_length=300)
    conditions = forms.CharField(
        label=_("À quelles conditions"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce sans quoi cela n'aurait pas marché : moyens, saison, appui d'une autorité…"),
    )
    places = PlacesChoice(
        label=_("Où"),
        required=False,
        queryset=Place.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    objectives = ObjectivesChoice(
        label=_("Objectifs du Pacte mondial"),
        required=False,
        queryset=FrameworkItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    evidence = forms.CharField(
        label=_("Sur quoi vous vous appuyez"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Évaluation, enquête, chiffres, témoignages recueillis…"),
    )
    evidence_url = forms.URLField(
        label=_("Adresse d'une preuve"), required=False, max_length=1000, assume_scheme="https"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].queryset = regions()  # type: ignore[attr-defined]
        self.fields["objectives"].queryset = current_items(OBJECTIVES, on=today())  # type: ignore[attr-defined]


class SetAsideForm(forms.Form):
    """Why a lesson is set aside."""

    reason = forms.CharField(label=_("Motif"), max_length=500, help_text=_("Son auteur le lira."))


class InterventionField(forms.CharField):
    """A published intervention by its identifier."""

    def clean(self, value: Any) -> Intervention | None:
        """The intervention, None when nothing was typed."""
        identifier = super().clean(value).strip()
        if not identifier:
            return None
        published = Intervention.objects.in_country(settings.COUNTRY).published()
        found = published.filter(identifier__iexact=identifier).first()
        if found is None:
            told = _now("Aucune intervention publiée ne porte l'identifiant « %(id)s ».")
            raise ValidationError(told % {"id": identifier})
        return found


class LineField(forms.CharField):
    """A line of a plan in force by its number."""

    def clean(self, value: Any) -> Node | None:
        """The line, None when nothing was typed; a number that two plans have is refused."""
        code = super().clean(value).strip()
        if not code:
            return None
        versions = [current_version(plan).pk for plan in plans_in(settings.COUNTRY)]
        rows = Node.objects.filter(version__in=versions, code__iexact=code).select_related("version__plan")
        found = list(rows[:2])
        if not found:
            raise ValidationError(
                _now("Aucune ligne des plans en vigueur ne porte le numéro « %(n)s ».") % {"n": code}
            )
        if len(found) > 1:
            told = _now("Plusieurs lignes portent le numéro « %(n)s » : signalez plutôt l'intervention.")
            raise ValidationError(told % {"n": code})
        return found[0]


class ReuseForm(forms.Form):
    """Where a practice was used again: one of the two."""

    intervention = InterventionField(
        label=_("Identifiant de l'intervention qui l'a reprise"),
        required=False,
        max_length=80,
        help_text=_("Il figure en tête de la fiche de l'intervention."),
    )
    line = LineField(label=_("Ou numéro de la ligne du plan qui l'a reprise"), required=False, max_length=30)
    note = forms.CharField(label=_("Ce qui a été repris"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        """One place, and one only."""
        found = super().clean() or {}
        if not self.errors and bool(found.get("intervention")) == bool(found.get("line")):
            self.add_error("intervention", _("Nommez une intervention, ou une ligne du plan."))
        return found
