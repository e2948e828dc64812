"""Files of minutes: handed over, then taken over as the minutes of a meeting."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from azalai.concertation.enums import MeetingState
from azalai.concertation.forms.meetings import HOURS, TimeInput
from azalai.concertation.models import Body, Meeting
from azalai.core.forms import DateInput
from azalai.formats.limits import Limits

ACCEPTED = ".docx,.odt,.pdf,.txt"
EXISTING, PAST = "existing", "past"
MORNING, NOON = time(9), time(12)


class MinutesFileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Fichier du compte rendu"),
        help_text=_("Word (.docx), LibreOffice (.odt), PDF avec du texte ou .txt. Il est lu tel qu'il est."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Choisissez le fichier à lire."), "empty": _("Ce fichier est vide.")},
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before reading it."""
        file, limit = self.cleaned_data["file"], Limits().file_bytes
        if file.size > limit:
            said = {"size": file.size // 1_000_000 + 1, "limit": limit // 1_000_000}
            raise ValidationError(
                _("Ce fichier fait %(size)s Mo ; la limite est de %(limit)s Mo."), params=said
            )
        return file


class TakeOverForm(forms.Form):
    """A meeting known here, or a past one to register."""

    into = forms.ChoiceField(
        label=_("De quelle réunion est-ce le compte rendu ?"),
        widget=forms.RadioSelect,
        choices=[
            (EXISTING, _("D'une réunion déjà inscrite")),
            (PAST, _("D'une réunion passée, à inscrire")),
        ],
    )
    meeting = forms.ModelChoiceField(
        label=_("Réunion"), queryset=Meeting.objects.none(), required=False, empty_label=_("—")
    )
    body = forms.ModelChoiceField(
        label=_("Instance"), queryset=Body.objects.none(), required=False, empty_label=_("—")
    )
    day = forms.DateField(label=_("Date"), widget=DateInput, required=False)
    begins = forms.TimeField(
        label=_("De"), widget=TimeInput(format="%H:%M"), input_formats=HOURS, required=False
    )
    ends = forms.TimeField(
        label=_("À"), widget=TimeInput(format="%H:%M"), input_formats=HOURS, required=False
    )
    venue = forms.CharField(label=_("Lieu"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Meeting.objects.in_country(settings.COUNTRY).filter(minutes__isnull=True)
        open_states = [MeetingState.CONVENED, MeetingState.HELD]
        rows = free.filter(state__in=open_states).select_related("body__place").order_by("-starts_at")
        self.fields["meeting"].queryset = rows  # type: ignore[attr-defined]
        bodies = Body.objects.in_country(settings.COUNTRY).select_related("place", "country")
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What the action takes: the meeting alone, or the body with its moments."""
        found = super().clean() or {}
        if self.errors:
            return found
        if found["into"] == EXISTING:
            if not found["meeting"]:
                self.add_error("meeting", _("Choisissez la réunion."))
            return {"meeting": found.get("meeting")}
        for name, sentence in (  # add_error takes the field out of what was found
            ("body", _("Choisissez l'instance qui s'est réunie.")),
            ("day", _("Donnez la date de la réunion.")),
        ):
            if not found.get(name):
                self.add_error(name, sentence)
        return found if self.errors else _past(found)


def _past(found: dict[str, Any]) -> dict[str, Any]:
    """Hours that the file does not give are those of a morning; a place that it does not give says so."""
    zone = ZoneInfo(found["body"].country.time_zone)
    begins = found["begins"] or MORNING
    ends = found["ends"] or max(NOON, time(min(begins.hour + 1, 23), 59))
    return {
        "body": found["body"],
        "starts_at": datetime.combine(found["day"], begins, zone),
        "ends_at": datetime.combine(found["day"], ends, zone),
        "venue": found["venue"].strip() or str(_("Lieu non précisé")),
    }
