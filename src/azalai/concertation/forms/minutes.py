"""What becomes of minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.concertation.enums import WITHOUT_REVIEW, AdoptionWay, MinutesState
from azalai.concertation.models import Meeting, Minutes
from azalai.core.formatting import day
from azalai.core.forms import DateInput


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
