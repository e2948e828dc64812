"""The right of reply."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.core.forms import DateInput
from azalai.evaluation.comparing import Step
from azalai.evaluation.enums import Outcome, Position
from azalai.evaluation.forms.rating import ValueField, steps


class ShareForm(forms.Form):
    """Until when the other side may reply."""

    reply_due = forms.DateField(
        label=_("Réponse attendue pour le"),
        widget=DateInput,
        help_text=_("Trois semaines laissent le temps de consulter. Ce jour compte encore."),
    )


class DueForm(ShareForm):
    """Another day, and why."""

    reason = forms.CharField(label=_("Motif"), required=False, max_length=500)


class ReasonForm(forms.Form):
    """A reason that the other side reads."""

    reason = forms.CharField(label=_("Motif"), max_length=500, help_text=_("Une phrase."))


class ReplyForm(forms.Form):
    """What one thinks of a rating."""

    position = forms.ChoiceField(
        label=_("Que pensez-vous de cette appréciation ?"),
        widget=forms.RadioSelect,
        choices=Position.choices,
    )
    text = forms.CharField(
        label=_("Explication"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Nécessaire si vous n'êtes pas entièrement d'accord."),
    )


class AnswerForm(forms.Form):
    """What whoever rated makes of a reply."""

    outcome = forms.ChoiceField(
        label=_("Après cette réponse"), widget=forms.RadioSelect, choices=Outcome.choices
    )
    value = ValueField(label=_("Nouvelle note"), required=False, help_text=_("Seulement si elle est revue."))
    answer = forms.CharField(
        label=_("Votre réponse"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Le partenaire la lira, et elle restera avec l'évaluation."),
    )

    def __init__(self, *args: Any, scale: list[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = [("", _("Choisir…")), *steps_in_text(scale)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A new value is needed to revise, and means nothing otherwise."""
        found = super().clean() or {}
        if found.get("outcome") == Outcome.REVISED and found.get("value") == "":
            self.add_error("value", _("Choisissez la nouvelle note."))
        if found.get("value") == "" or found.get("outcome") == Outcome.MAINTAINED:
            found["value"] = None
        return found


def steps_in_text(scale: list[Step]) -> list[tuple[str, Any]]:
    """The scale for a list that shows no markup."""
    return [
        (code, f"{one.value} · {one.title}" if one.value is not None else one.title)
        for (code, _label), one in zip(steps(scale), scale, strict=True)
    ]
