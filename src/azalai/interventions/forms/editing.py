"""The form of an intervention: nothing is required to keep a draft."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.forms import OrganisationChoice, PartialField
from azalai.actors.models import Organisation
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.core.forms import LinesField, WholeField
from azalai.frames.models import FrameworkItem
from azalai.frames.queries import current_items
from azalai.interventions import queries
from azalai.interventions.content import Body, Content, Quantity, Where
from azalai.interventions.enums import (
    COUNTS_OF,
    DECLARED,
    STOPPED,
    BodyRole,
    CountKind,
    Nature,
    Scale,
    Status,
)
from azalai.interventions.labels import numbered
from azalai.interventions.models import Intervention
from azalai.interventions.rules import Scope

ROLES = {
    "funding": BodyRole.FUNDING,
    "accountable": BodyRole.ACCOUNTABLE,
    "extending": BodyRole.EXTENDING,
    "implementing": BodyRole.IMPLEMENTING,
}
SAME = (
    "title_fr",
    "title_en",
    "description_fr",
    "description_en",
    "scale",
    "nature",
    "status",
    "planned_start",
    "planned_end",
    "actual_start",
    "actual_end",
)
KEYS = ("parent", "kind", "lead", "contact_post")


class ParentField(forms.CharField):
    """A published intervention by its identifier."""

    def clean(self, value: Any) -> Intervention | None:
        """The intervention; a list of all of them would be longer than the page."""
        identifier = super().clean(value).strip()
        if not identifier:
            return None
        found = Intervention.objects.in_country(settings.COUNTRY).published()
        known = found.filter(identifier=identifier).first()
        if known is None:
            raise ValidationError(_now("Aucune intervention publiée n'a cet identifiant."))
        return known


class ItemChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: FrameworkItem) -> str:
        return obj.title


class InterventionForm(forms.Form):
    """Everything but the lines of people, money and documents."""

    title_fr = forms.CharField(label=_("Titre"), max_length=500, required=False)
    title_en = forms.CharField(label=_("Titre anglais"), max_length=500, required=False)
    description_fr = forms.CharField(
        label=_("Description"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ce qui est fait, pour qui, avec quel résultat attendu."),
    )
    description_en = forms.CharField(
        label=_("Description en anglais"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    scale = forms.ChoiceField(label=_("Échelle"), choices=Scale.choices, required=False)
    nature = forms.ChoiceField(
        label=_("Nature"),
        choices=[("", _("À choisir")), *Nature.choices],
        required=False,
        widget=forms.Select(attrs={"data-counts": json.dumps(COUNTS_OF)}),
    )
    kind = ItemChoice(
        label=_("Type d'intervention"),
        queryset=FrameworkItem.objects.none(),
        required=False,
        empty_label=_("Non précisé"),
    )
    parent = ParentField(
        label=_("Fait partie de"),
        required=False,
        help_text=_("Identifiant du programme ou du projet, tel que sa fiche le montre."),
    )
    lead = OrganisationChoice(
        label=_("Chef de file"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("À choisir"),
    )
    funding = LinesField(label=_("Bailleurs"), help_text=_("Un organisme par ligne, sigle ou nom."))
    accountable = LinesField(label=_("Responsables devant le bailleur"))
    extending = LinesField(label=_("Gestionnaires des fonds"))
    implementing = LinesField(label=_("Organismes de mise en œuvre"), help_text=_("Un organisme par ligne."))
    contact_post = forms.ModelChoiceField(
        label=_("Poste à contacter"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("Non précisé"),
        help_text=_("Un poste, non une personne : il reste quand son titulaire change."),
    )
    objectives = forms.TypedMultipleChoiceField(
        label=_("Objectifs servis"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    places = forms.TypedMultipleChoiceField(
        label=_("Lieux"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    status = forms.ChoiceField(label=_("État"), required=False)
    planned_start = PartialField(label=_("Début prévu"), required=False)
    planned_end = PartialField(label=_("Fin prévue"), required=False)
    actual_start = PartialField(label=_("Début réel"), required=False)
    actual_end = PartialField(label=_("Fin réelle"), required=False)
    sessions = WholeField(label=_("Sessions ou séances"), required=False)
    participants = WholeField(label=_("Participants"), required=False)
    items = WholeField(label=_("Équipements ou supports remis"), required=False)

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, content: Content, author: Author, scope: Scope, of: Intervention | None
    ) -> None:
        super().__init__(data, initial=initial_of(content))
        self.known = content
        self.initial["seen"] = of.stamp if of else ""
        country = settings.COUNTRY
        leads = queries.leads(author, scope, country=country)
        # What is stored stays on offer, whoever looks.
        own = Organisation.objects.filter(pk=content.lead or 0)
        self._offer(
            "lead", Organisation.objects.filter(Q(pk__in=leads) | Q(pk__in=own)).order_by("search_text")
        )
        self._offer("kind", current_items("intervention-kinds", on=today()))
        self._offer("contact_post", queries.open_posts(on=today()))
        if len(leads) == 1 and of is None:
            self.initial["lead"] = leads[0].pk
        self._choices("objectives", _objective_choices(country))
        self._choices("places", _place_choices(country))
        stopped = [s for s in STOPPED if s == content.status]
        self._choices("status", [(s.value, s.label) for s in (*DECLARED, *stopped)])

    def show_stamp(self, of: Intervention) -> None:
        """Once the author was told, sending again is a decision: the form carries today's stamp."""
        stamp = Intervention.objects.get(pk=of.pk).stamp
        data: Any = self.data
        data = data.copy()
        data["seen"] = stamp
        self.data = data

    def _offer(self, name: str, queryset: Any) -> None:
        self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def _choices(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _objective_choices(country: str) -> list[Any]:
    found = queries.objectives(country=country, on=today())
    return [(name, [(i.pk, numbered(i, " · ")) for i in items]) for name, items in found]


def _place_choices(country: str) -> list[Any]:
    """Each region with what is below it."""
    groups: list[Any] = []
    for place in queries.places(country):
        if place.level == 1:
            groups.append((place.name, [(place.pk, _("%s, toute la région") % place.name)]))
        elif groups:
            groups[-1][1].append((place.pk, place.name))
    return groups


def initial_of(content: Content) -> dict[str, Any]:
    """Values that the form shows for a content."""
    found: dict[str, Any] = {name: getattr(content, name) for name in (*SAME, *KEYS)}
    parent = Intervention.objects.filter(pk=content.parent or 0).first()
    found["parent"] = parent.identifier if parent else ""
    for name, role in ROLES.items():
        found[name] = "\n".join(body.text for body in content.bodies if body.role == role)
    found |= {one.kind: one.value for one in content.counts}
    return found | {"objectives": content.objectives, "places": [one.place for one in content.places]}


def content_from(
    form: InterventionForm, lines: dict[str, Any], organisation: Callable[[str], int | None]
) -> Content:
    """What was typed; what the form does not show stays as it was. All forms must be valid.

    organisation: key of the body that a name surely designates.
    """
    data, known = form.cleaned_data, form.known
    told: dict[str, Any] = {name: data[name] for name in SAME if name not in ("scale", "status")}
    told |= {name: data[name].pk if data[name] else None for name in KEYS}
    shares = {where.place: where.share for where in known.places}
    return Content(
        **told,
        scale=data["scale"] or Scale.PROJECT,
        status=data["status"] or Status.IDENTIFICATION,
        identifier=known.identifier,
        lead_text="" if data["lead"] else known.lead_text,
        bodies=tuple(_bodies(form, organisation)),
        objectives=tuple(data["objectives"]) + _unseen(form),
        places=tuple(Where(key, shares.get(key)) for key in data["places"]),
        targets=tuple(one for f in lines["targets"] if (one := f.line())),
        budgets=tuple(one for f in lines["budgets"] if (one := f.line(organisation))),
        links=tuple(one for f in lines["links"] if (one := f.line())),
        counts=tuple(Quantity(k, data[k]) for k in CountKind.values if data[k] is not None),
        externals=known.externals,
    )


def _bodies(form: InterventionForm, organisation: Callable[[str], int | None]) -> Iterator[Body]:
    for name, role in ROLES.items():
        for text in form.cleaned_data[name]:
            yield Body(role, text, organisation(text))


def _unseen(form: InterventionForm) -> tuple[int, ...]:
    """Objectives of older versions or finer levels, which the form does not offer."""
    offered = {key for _name, group in form.fields["objectives"].choices for key, _label in group}  # type: ignore[attr-defined]
    return tuple(key for key in form.known.objectives if key not in offered)
