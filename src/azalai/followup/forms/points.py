"""Forms of one point. A field is named like the parameter of the action that it fills."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.forms.register import PartialField
from azalai.concertation.models import Body
from azalai.core.clock import today
from azalai.followup.enums import PointKind, PointState, Priority
from azalai.followup.models import ActionPoint
from azalai.frames.models import FrameworkItem
from azalai.plans.models import Node


def open_posts() -> Any:
    """Posts that may own a point today."""
    return Post.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=today()))


def bodies() -> Any:
    """Bodies of the country."""
    return Body.objects.in_country(settings.COUNTRY).select_related("place")


def owners_in(text: str) -> list[str]:
    """Names between semicolons or line breaks."""
    return [" ".join(one.split()) for one in re.split(r"[;\n]", text) if one.strip()]


class PointForm(forms.Form):
    """A point written by hand, or changed."""

    kind = forms.ChoiceField(label=_("Nature"), choices=PointKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Ce qui est à faire"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une phrase qui commence par un verbe : « Transmettre la liste des points focaux »."),
    )
    owners = forms.CharField(
        label=_("Responsables"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Un organisme par ligne, par son nom ou son sigle. Un nom qui n'est pas au registre est gardé."
        ),
    )
    owner_post = forms.ModelChoiceField(
        label=_("Poste responsable"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("Aucun"),
        help_text=_("S'il y en a un, c'est son titulaire qui est relancé ; sinon les points focaux."),
    )
    deadline = PartialField(label=_("Échéance"), required=False)
    deadline_text = forms.CharField(
        label=_("Échéance telle qu'écrite"),
        max_length=200,
        required=False,
        help_text=_("Par exemple « avant la prochaine réunion »."),
    )
    priority = forms.ChoiceField(
        label=_("Priorité"), required=False, choices=[("", _("Non précisée")), *Priority.choices]
    )
    body = forms.ModelChoiceField(
        label=_("Instance"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("Aucune"),
        help_text=_("Ses membres lisent l'action."),
    )
    note = forms.CharField(
        label=_("Précision"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_post"].queryset = open_posts()  # type: ignore[attr-defined]
        self.fields["body"].queryset = bodies()  # type: ignore[attr-defined]

    def clean_owners(self) -> list[str]:
        """Names as written."""
        return owners_in(self.cleaned_data["owners"])

    @staticmethod
    def initial_of(point: ActionPoint) -> dict[str, Any]:
        """What the form shows of a point."""
        names = ("kind", "text", "deadline", "deadline_text", "priority", "note")
        found = {name: getattr(point, name) for name in names}
        found["owners"] = "\n".join(str(owner) for owner in point.owners.all())
        return found | {"owner_post": point.owner_post_id, "body": point.body_id}


SAYINGS = [
    (PointState.IN_PROGRESS, _("Elle avance")),
    (PointState.DONE, _("C'est fait")),
    (PointState.BLOCKED, _("Elle est bloquée")),
]
ANSWERS = [
    (PointState.ACCEPTED, _("Nous nous en chargeons")),
    *SAYINGS,
    (PointState.REFUSED, _("Nous ne pouvons pas nous en charger")),
]


class UpdateForm(forms.Form):
    """Where the point stands: one button, a sentence, a percentage."""

    state = forms.ChoiceField(label=_("Où en est l'action ?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("En une phrase"),
        required=False,
        max_length=1000,
        help_text=_("Ce qui est fait, ce qui reste, ou ce qui bloque."),
    )
    progress = forms.IntegerField(
        label=_("Avancement, en pour cent"), required=False, min_value=0, max_value=100
    )

    def __init__(self, *args: Any, point: ActionPoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = ANSWERS if point.state == PointState.PROPOSED else SAYINGS
        self.fields["state"].choices = choices  # type: ignore[attr-defined]
        self.fields["progress"].widget.attrs["inputmode"] = "numeric"

    @staticmethod
    def initial_of(point: ActionPoint) -> dict[str, Any]:
        """What was said last."""
        said = {state for state, _label in SAYINGS}
        return {"state": point.state if point.state in said else "", "progress": point.progress}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Motif"), max_length=1000, help_text=_("Une phrase ; les responsables la liront.")
    )


class VerifyForm(forms.Form):
    """What was seen."""

    text = forms.CharField(
        label=_("Ce qui a été constaté"),
        required=False,
        max_length=1000,
        help_text=_("Par exemple la pièce vue, la date, le lieu."),
    )


class LinkForm(forms.Form):
    """Lines of the plan and objectives: those tied already are ticked, those found may be added."""

    plan_keys = forms.TypedMultipleChoiceField(
        label=_("Lignes du plan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    objectives = forms.TypedMultipleChoiceField(
        label=_("Objectifs"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, nodes: list[Node], items: list[FrameworkItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [(str(node.key), f"{node.code} {node.title}".strip()[:160]) for node in nodes]
        self.fields["plan_keys"].choices = lines  # type: ignore[attr-defined]
        told = [(item.pk, f"{item.code} {item.label}".strip()[:120]) for item in items]
        self.fields["objectives"].choices = told  # type: ignore[attr-defined]
        if not lines:
            del self.fields["plan_keys"]


class SheetForm(forms.Form):
    """A workbook in the layout of the register."""

    file = forms.FileField(
        label=_("Classeur"),
        help_text=_("Le registre téléchargé ou le modèle rempli (.xlsx, .ods ou .csv), 25 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
