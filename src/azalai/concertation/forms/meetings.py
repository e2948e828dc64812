"""Meetings, their agenda, their end."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.actors.forms.register import OrganisationChoice
from azalai.actors.models import Organisation
from azalai.concertation.enums import Attendance, ItemState, MeetingKind
from azalai.concertation.models import AgendaItem, Body, Convocation, Meeting
from azalai.core.forms import DateInput

HOURS = ["%H:%M", "%Hh%M", "%H h %M", "%Hh", "%H"]


class TimeInput(forms.TimeInput):
    input_type = "time"


class MeetingFilter(forms.Form):
    """Filters of the calendar; they stand in the address."""

    instance = forms.ChoiceField(label=_("Instance"), required=False)
    etat = forms.ChoiceField(
        label=_("Réunions"),
        required=False,
        choices=[
            ("", _("À venir")),
            ("passees", _("Passées")),
            ("tenues", _("Tenues")),
            ("toutes", _("Toutes")),
        ],
    )
    annee = forms.IntegerField(label=_("Année"), required=False, min_value=1990, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Body.objects.in_country(settings.COUNTRY).select_related("place")
        choices = [("", _("Toutes")), *((str(body.public_id), str(body)) for body in found)]
        self.fields["instance"].choices = choices  # type: ignore[attr-defined]


class MeetingForm(forms.Form):
    """Day and hours are those of the place; the action takes two moments and the zone."""

    kind = forms.ChoiceField(label=_("Nature"), choices=MeetingKind.choices)
    title = forms.CharField(label=_("Objet"), max_length=200, required=False)
    day = forms.DateField(label=_("Date"), widget=DateInput)
    begins = forms.TimeField(label=_("De"), widget=TimeInput(format="%H:%M"), input_formats=HOURS)
    ends = forms.TimeField(label=_("À"), widget=TimeInput(format="%H:%M"), input_formats=HOURS)
    venue = forms.CharField(label=_("Lieu"), max_length=200)
    online = forms.URLField(label=_("Lien pour suivre à distance"), required=False, assume_scheme="https")
    word = forms.CharField(
        label=_("Mot d'accompagnement"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Il paraît dans la convocation, sous l'ordre du jour."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        """The hours of the place become moments."""
        found = super().clean() or {}
        if self.errors:
            return found
        day, zone = found.pop("day"), ZoneInfo(self.zone)
        begins, ends = found.pop("begins"), found.pop("ends")
        if ends <= begins:
            self.add_error("ends", _("La réunion finit avant de commencer."))
        found["starts_at"] = datetime.combine(day, begins, zone)
        found["ends_at"] = datetime.combine(day, ends, zone)
        return found

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        """What the form shows of a meeting."""
        names = ("kind", "title", "venue", "online", "word")
        hours = {"begins": meeting.local_start.time(), "ends": meeting.local_end.time()}
        return {name: getattr(meeting, name) for name in names} | hours | {"day": meeting.starts_on}


class PrepareForm(MeetingForm):
    agenda = forms.CharField(
        label=_("Ordre du jour"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Un point par ligne. Ce que la dernière réunion a laissé sera proposé en plus."),
    )

    def clean_agenda(self) -> list[str]:
        """One title per line, numbers and dashes taken off."""
        lines = (
            line.strip().lstrip("-•*0123456789.) ").strip()
            for line in self.cleaned_data["agenda"].splitlines()
        )
        return [line[:250] for line in lines if line]


class ItemForm(forms.Form):
    title = forms.CharField(label=_("Point"), max_length=250)
    note = forms.CharField(
        label=_("Précision"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    presenter = OrganisationChoice(
        label=_("Présenté par"), queryset=Organisation.objects.none(), required=False, empty_label=_("—")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Organisation.objects.active().in_country(settings.COUNTRY)
        self.fields["presenter"].queryset = found  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Ce point est-il retenu ?"),
        widget=forms.RadioSelect,
        choices=[
            (ItemState.ON_AGENDA, _("Oui, il est mis à l'ordre du jour")),
            (ItemState.DECLINED, _("Non, pour le motif ci-dessous")),
        ],
    )
    reason = forms.CharField(
        label=_("Motif"), required=False, max_length=500, help_text=_("Celui qui l'a proposé le lira.")
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tous les membres convoqués le recevront."),
    )


class HoldForm(forms.Form):
    """One choice per seat, ticked from the answers; one box per item of the agenda."""

    def __init__(
        self, *args: Any, convocations: list[Convocation], items: list[AgendaItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for row in convocations:
            self.fields[f"seat-{row.pk}"] = forms.ChoiceField(
                label=str(row.seat), choices=Attendance.choices, initial=_seen(row), widget=forms.RadioSelect
            )
        for item in items:
            label = _("Traité : %(title)s") % {"title": item.title}
            self.fields[f"item-{item.pk}"] = forms.BooleanField(label=label, required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        """As the action takes it."""
        found = super().clean() or {}
        seats = {int(name[5:]): value for name, value in found.items() if name.startswith("seat-")}
        items = [int(name[5:]) for name, value in found.items() if name.startswith("item-") and value]
        return {"attendance": seats, "treated": items}


def _seen(row: Convocation) -> str:
    """What the answer announced."""
    if row.deputy_name or (row.is_filled and row.answered_for == "deputy"):
        return Attendance.REPRESENTED
    return Attendance.PRESENT if row.is_filled else Attendance.ABSENT


class ReplyForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier"),
        help_text=_("Un fichier .ics, un message .eml ou une boîte .mbox, enregistré par votre messagerie."),
    )
