"""One criterion, and a recommendation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from azalai.actors.forms import PartialField
from azalai.actors.models import Organisation
from azalai.core.attachments import FilesField
from azalai.evaluation.comparing import Step
from azalai.frames.models import FrameworkItem

UNASSESSABLE = "na"
_stepped = lazy(lambda value, title: format_html("<span><strong>{}</strong> · {}</span>", value, title), str)


def steps(scale: list[Step]) -> list[tuple[str, Any]]:
    """The scale as choices: "6 · Très satisfaisant"."""
    return [(one.code, one.title if one.value is None else _stepped(one.value, one.title)) for one in scale]


def value_of(code: str) -> int | None:
    """What a choice means: a value, or None for what cannot be assessed."""
    return None if code == UNASSESSABLE else int(code)


class ValueField(forms.ChoiceField):
    """A step of the scale; its value is a number, or None for what cannot be assessed."""

    def clean(self, value: Any) -> Any:
        """ "" where it is optional and nothing was chosen."""
        code = super().clean(value)
        return value_of(code) if code else code


class RatingForm(forms.Form):
    """The rating of one criterion with its reasoning and what it rests on."""

    value = ValueField(label=_("Votre note"), widget=forms.RadioSelect)
    reasoning = forms.CharField(
        label=_("Raisonnement"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ce qui conduit à cette note ; ou pourquoi le critère ne peut être apprécié."),
    )
    evidence = forms.CharField(
        label=_("Preuves"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Rapport et page, enquête, visite, entretien… Une note demande une preuve : ce texte, une "
            "adresse ou un fichier."
        ),
    )
    evidence_url = forms.CharField(
        label=_("Adresse d'une preuve"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text=_("Par exemple https://exemple.org/rapport.pdf."),
    )

    files = FilesField(label=_("Fichiers de preuve"), required=False)  # type: ignore[assignment]

    def __init__(self, *args: Any, scale: list[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = steps(scale)  # type: ignore[attr-defined]


class CriterionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: FrameworkItem) -> str:
        return obj.title


class OrganisationsChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.full_name


class RecommendationForm(forms.Form):
    """What should be done, by whom and by when."""

    text = forms.CharField(
        label=_("Ce qui devrait être fait"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une seule chose, qu'on pourra constater : un verbe, un objet, un lieu."),
    )
    owners = OrganisationsChoice(
        label=_("Responsables"),
        required=False,
        queryset=Organisation.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Maintenez Ctrl pour en choisir plusieurs."),
    )
    deadline = PartialField(label=_("Échéance"), required=False)
    criterion = CriterionChoice(
        label=_("Critère dont elle découle"),
        required=False,
        queryset=FrameworkItem.objects.none(),
        empty_label=_("Aucun en particulier"),
    )

    def __init__(self, *args: Any, criteria: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Organisation.objects.active().in_country(settings.COUNTRY).order_by("search_text", "id")
        self.fields["owners"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["criterion"].queryset = criteria  # type: ignore[attr-defined]
