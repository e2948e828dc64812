"""The one question of a convocation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.concertation.enums import ConvocationState


class AnswerForm(forms.Form):
    """Three buttons and, for an excuse, who comes instead."""

    choice = forms.ChoiceField(
        label=_("Serez-vous présent ?"),
        widget=forms.RadioSelect,
        choices=[
            (ConvocationState.PRESENT, _("Oui, je serai présent")),
            (ConvocationState.EXCUSED, _("Non, je m'excuse")),
            (ConvocationState.ABSENT, _("Non, personne ne viendra")),
        ],
    )
    deputy_name = forms.CharField(
        label=_("Si vous vous excusez, qui vient à votre place ?"),
        max_length=150,
        required=False,
        help_text=_("Nom et fonction."),
    )
    remark = forms.CharField(label=_("Remarque pour le secrétariat"), max_length=300, required=False)
