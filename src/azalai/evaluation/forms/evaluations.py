"""What an evaluation is about, and the filters of the list; filters stand in the page's address."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.forms import OrganisationChoice, PartialField
from azalai.actors.models import Organisation
from azalai.core.clock import today
from azalai.evaluation.enums import EvaluationKind
from azalai.interventions.queries import open_posts

STATES = [
    ("", _("Tous")),
    ("a-finir", _("En préparation")),
    ("reponse", _("Droit de réponse ouvert")),
    ("a-clore", _("Réponse reçue")),
    ("closes", _("Closes et publiées")),
]
SUBJECTS = [
    ("", _("Tout")),
    ("interventions", _("Interventions")),
    ("lignes", _("Lignes d'un plan")),
    ("plans", _("Plans entiers")),
]


class SearchForm(forms.Form):
    """Words of a title."""

    q = forms.CharField(
        label=_("Mots du titre"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class EvaluationFilter(SearchForm):
    """Everything is optional; a wrong filter does not hide the rest."""

    nature = forms.ChoiceField(
        label=_("Qui évalue"), required=False, choices=[("", _("Tous")), *EvaluationKind.choices]
    )
    objet = forms.ChoiceField(label=_("Ce qui est évalué"), required=False, choices=SUBJECTS)
    etat = forms.ChoiceField(label=_("État"), required=False, choices=STATES)
    organisme = forms.TypedChoiceField(label=_("Partenaire"), required=False, coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rated = Organisation.objects.in_country(settings.COUNTRY).filter(evaluations__isnull=False)
        found = [(one.pk, str(one)) for one in rated.distinct().order_by("search_text", "id")]
        self.fields["organisme"].choices = [("", _("Tous")), *found]  # type: ignore[attr-defined]


class DescribeForm(forms.Form):
    """Who evaluates, over which period. of_plan: the partner must be chosen, where there is one."""

    evaluator = forms.CharField(label=_("Évaluateur"), max_length=200)
    partner = OrganisationChoice(
        label=_("Partenaire qui aura le droit de réponse"),
        required=False,
        queryset=Organisation.objects.none(),
        empty_label=_("Personne en particulier"),
        help_text=_("L'organisme qui répond de cette ligne du plan."),
    )
    period_start = PartialField(label=_("Période évaluée, du"), required=False)
    period_end = PartialField(label=_("au"), required=False)
    summary = forms.CharField(
        label=_("Synthèse"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ce qu'un lecteur pressé doit retenir. Vous pourrez l'écrire à la fin."),
    )

    def __init__(self, *args: Any, of_plan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_plan:
            bodies = Organisation.objects.active().in_country(settings.COUNTRY)
            self.fields["partner"].queryset = bodies.order_by("search_text", "id")  # type: ignore[attr-defined]
        else:
            del self.fields["partner"]


class BeginForm(DescribeForm):
    """The same, with who evaluates: of the kinds that the author may begin."""

    kind = forms.ChoiceField(label=_("Qui évalue ?"), widget=forms.RadioSelect)
    evaluator_post = forms.ModelChoiceField(
        label=_("Poste de l'évaluateur externe"),
        required=False,
        queryset=Post.objects.none(),
        empty_label=_("Aucun : le secrétariat saisit pour lui"),
        help_text=_("S'il a un compte, il écrit lui-même son évaluation."),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    field_order = ["kind", "evaluator", "evaluator_post", "partner", "period_start", "period_end", "summary"]

    def __init__(self, *args: Any, kinds: list[EvaluationKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]
        self.fields["evaluator"].required = False
        self.fields["evaluator"].help_text = _(
            "À nommer pour une évaluation externe : cabinet, bailleur, audit."
        )
        if EvaluationKind.EXTERNAL in kinds:
            posts = open_posts(on=today()).order_by("title", "id")
            self.fields["evaluator_post"].queryset = posts  # type: ignore[attr-defined]
        else:
            del self.fields["evaluator_post"]
