"""Amendments to minutes, and what becomes of minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.concertation.enums import (
    WHOLE_TEXTS,
    WITHOUT_REVIEW,
    AdoptionWay,
    AmendmentPart,
    AmendmentState,
    MinutesState,
)
from azalai.concertation.models import Amendment, Meeting, Minutes, MinutesItem
from azalai.core.formatting import day
from azalai.core.forms import DateInput


class AmendForm(forms.Form):
    """One change to one part of one point, or a remark on the whole."""

    proposed = forms.CharField(max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))
    reason = forms.CharField(
        label=_("Pourquoi"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, part: str, item: MinutesItem | None, **kwargs: Any) -> None:
        name = WHOLE_TEXTS.get(AmendmentPart(part), "") if item else ""
        kwargs.setdefault("initial", {"proposed": getattr(item, name) if name else ""})
        super().__init__(*args, **kwargs)
        asked = self.fields["proposed"]
        if name:
            asked.label = _("Le texte tel qu'il devrait se lire")
            asked.help_text = _("Corrigez directement : le texte actuel reste affiché à côté.")
        else:
            asked.label = _("Ce qui est à changer")
            asked.help_text = _("Une phrase suffit : le secrétariat corrigera.")


class ChosenPart(forms.Form):
    """What the address says of the amendment that is being written: ?point=2&partie=key-points."""

    point = forms.IntegerField(required=False, min_value=1)
    partie = forms.ChoiceField(required=False, choices=AmendmentPart.choices)

    def chosen(self, items: list[MinutesItem]) -> tuple[str, MinutesItem | None] | None:
        """Part and point; None when the address asks for none."""
        if not self.is_valid() or not self.cleaned_data["partie"]:
            return None
        number = self.cleaned_data["point"]
        item = next((one for one in items if one.number == number), None)
        return self.cleaned_data["partie"], item


class CirculateForm(forms.Form):
    """Until when amendments are taken."""

    until = forms.DateField(
        label=_("Amendements jusqu'au"),
        widget=DateInput,
        help_text=_("Ceux qui ont assisté à la réunion reçoivent le compte rendu par message."),
    )


class ReturnForm(forms.Form):
    """Why minutes go back to a draft."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Les personnes qui relisent le verront."),
    )


class MeetingChoice(forms.ModelChoiceField):
    """Later meetings of the same body, by their date."""

    def label_from_instance(self, obj: Meeting) -> str:
        return day(obj.starts_on)


class AdoptForm(forms.Form):
    """How minutes were adopted; only the ways that fit where they stand."""

    how = forms.ChoiceField(label=_("Comment a-t-il été adopté ?"), widget=forms.RadioSelect)
    meeting = MeetingChoice(
        label=_("Réunion qui l'a adopté"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("—"),
        help_text=_("Seulement s'il a été adopté à une réunion suivante."),
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_draft = minutes.state == MinutesState.DRAFT
        ways = [one for one in AdoptionWay if (one in WITHOUT_REVIEW) or not is_draft]
        self.fields["how"].choices = [(one.value, one.label) for one in ways]  # type: ignore[attr-defined]
        later = Meeting.objects.convened().filter(
            body=minutes.meeting.body_id, starts_at__gt=minutes.meeting.starts_at
        )
        self.fields["meeting"].queryset = later.order_by("starts_at")  # type: ignore[attr-defined]
        if is_draft:
            del self.fields["meeting"]


class AmendmentSettleForm(forms.Form):
    """Accept or refuse; accepted, the text as it will read may be touched up."""

    state = forms.ChoiceField(
        label=_("Cet amendement est-il retenu ?"),
        widget=forms.RadioSelect,
        choices=[
            (AmendmentState.ACCEPTED, _("Oui")),
            (AmendmentState.REFUSED, _("Non, pour le motif ci-dessous")),
        ],
    )
    text = forms.CharField(
        label=_("Le texte tel qu'il se lira"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Le texte proposé, que vous pouvez ajuster."),
    )
    answer = forms.CharField(
        label=_("Réponse"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Celui qui l'a proposé la lira ; obligatoire si vous ne le retenez pas."),
    )

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if amendment.field:
            self.initial.setdefault("text", amendment.proposed)
        else:
            del self.fields["text"]
