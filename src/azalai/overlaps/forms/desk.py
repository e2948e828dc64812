"""What is written on the workbench: decisions, opinions, joint actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from azalai.core.forms import DateInput
from azalai.overlaps.enums import JointKind, JointResult, NoticeKind, PartyAnswer, Relation
from azalai.overlaps.labels import RELATION_HINTS

USUAL = (
    _("Même contenu, même lieu, même période."),
    _("La même intervention a été saisie deux fois."),
    _("Une partie des lieux ou des publics est commune."),
    _("Publics différents."),
    _("Lieux différents."),
    _("Périodes différentes."),
    _("L'une finance ou met en œuvre l'autre."),
    _("L'une prend la suite de l'autre."),
    _("Vu avec les deux partenaires."),
)
_explained = lazy(lambda name, hint: format_html("<span><strong>{}</strong> : {}</span>", name, hint), str)


def relations() -> list[tuple[str, Any]]:
    """Each relation with what it means."""
    return [(one.value, _explained(one.label, RELATION_HINTS[one])) for one in Relation]


class VerdictForm(forms.Form):
    """What the two interventions are to each other."""

    verdict = forms.ChoiceField(label=_("Que sont-elles l'une à l'autre ?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = relations()  # type: ignore[attr-defined]


class _GivenField(forms.CharField):
    """Not optional, though blank here: the form asks for it or for what stands in its place."""

    def validate(self, value: Any) -> None:
        """Left to the form."""


class DecisionForm(VerdictForm):
    """The decision; a usual reason may stand for a written one. retour: filters of the list left."""

    usual = forms.ChoiceField(
        label=_("Motif courant"), required=False, choices=[("", _("Choisir…")), *((t, t) for t in USUAL)]
    )
    use_required_attribute = False
    reason = _GivenField(
        label=_("Motif"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Choisissez un motif courant, écrivez le vôtre, ou les deux. Les partenaires le liront."),
    )
    replaces = forms.IntegerField(widget=forms.HiddenInput, required=False)
    retour = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        """Both reasons become one."""
        found = super().clean() or {}
        parts = [found.pop("usual", ""), found.get("reason", "")]
        found["reason"] = " ".join(part for part in parts if part).strip()
        found.pop("retour", None)
        if not found["reason"]:
            self.add_error("reason", _("Donnez un motif : choisissez-en un, ou écrivez-le."))
        return found


class OpinionForm(VerdictForm):
    """A partner's opinion. organisations: those that the author speaks for, of the two."""

    text = forms.CharField(
        label=_("Explication"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une phrase, si vous le souhaitez."),
    )
    organisation = forms.TypedChoiceField(label=_("Au nom de"), coerce=int)

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_for(self, organisations)


def speak_for(form: forms.Form, organisations: list[Any]) -> None:
    """Ask in whose name only where there is a choice."""
    if len(organisations) > 1:
        choices = [(one.pk, str(one)) for one in organisations]
        form.fields["organisation"].choices = choices  # type: ignore[attr-defined]
    else:
        del form.fields["organisation"]


class ReasonForm(forms.Form):
    """A reason that those concerned will read."""

    reason = forms.CharField(label=_("Motif"), max_length=500, help_text=_("Une phrase."))


class TellForm(forms.Form):
    """Why the partners are told, and a word for them."""

    kind = forms.ChoiceField(
        label=_("Pourquoi les informer ?"),
        widget=forms.RadioSelect,
        choices=[
            (NoticeKind.ASKED.value, _("Pour demander leur avis")),
            (NoticeKind.DECIDED.value, _("Pour leur dire la décision")),
        ],
    )
    text = forms.CharField(
        label=_("Votre mot"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class JointForm(forms.Form):
    """What is proposed; the form of the action cannot change afterwards."""

    title = forms.CharField(label=_("Objet"), max_length=200)
    purpose = forms.CharField(
        label=_("Ce que vous proposez"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ce que chaque partenaire aurait à faire, et ce que vous en attendez."),
    )
    due_on = forms.DateField(
        label=_("Échéance"),
        required=False,
        widget=DateInput,
        help_text=_("Date de la réunion, ou date butoir."),
    )
    place = forms.CharField(label=_("Lieu de la réunion"), required=False, max_length=200)


class InviteForm(JointForm):
    """The first time, with its form."""

    kind = forms.ChoiceField(
        label=_("Sous quelle forme ?"), widget=forms.RadioSelect, choices=JointKind.choices
    )
    field_order = ["kind", "title", "purpose", "due_on", "place"]


class AnswerForm(forms.Form):
    """Accept or decline."""

    answer = forms.ChoiceField(
        label=_("Votre réponse"),
        widget=forms.RadioSelect,
        choices=[
            (PartyAnswer.ACCEPTED.value, _("Nous acceptons")),
            (PartyAnswer.DECLINED.value, _("Nous déclinons")),
        ],
    )
    reason = forms.CharField(
        label=_("Motif ou condition"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nécessaire si vous déclinez."),
    )
    organisation = forms.TypedChoiceField(label=_("Au nom de"), coerce=int)

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_for(self, organisations)


class MessageForm(forms.Form):
    """A message of the exchange."""

    text = forms.CharField(
        label=_("Votre message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ConcludeForm(forms.Form):
    """What came of it."""

    result = forms.ChoiceField(label=_("Résultat"), widget=forms.RadioSelect, choices=JointResult.choices)
    outcome = forms.CharField(
        label=_("Ce qui a été obtenu"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Par exemple : « le premier garde Agadez, le second prend Arlit »."),
    )
