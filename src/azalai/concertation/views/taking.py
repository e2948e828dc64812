"""Files of minutes: handed over, looked at beside their source, taken over."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from azalai.concertation import actions, forms, previewing, queries, rules
from azalai.concertation.content import from_plain
from azalai.concertation.models import MinutesFile
from azalai.concertation.taking import probable_body
from azalai.concertation.understanding import Reader
from azalai.concertation.views.shared import FORM
from azalai.core.clock import now, today
from azalai.core.handling import act
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.engines.minutes.compiler import NotMinutes
from azalai.formats.errors import UnreadableFile

REFUSED = 422
PER_PAGE = 100
MOST_LINES = 300


@FORM
def minutes_upload(request: AuthoredRequest) -> HttpResponse:
    """Choose a file; one that cannot be read is refused with the reason, and nothing of it is kept."""
    rules.check_keep_minutes(request.author)
    form = forms.MinutesFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            received = actions.receive_minutes(
                by=request.author, at=now(), name=file.name, data=file.read(), country=settings.COUNTRY
            )
        except UnreadableFile as error:
            form.add_error("file", error.message)
        except NotMinutes as error:
            form.add_error("file", str(error))
        else:
            return redirect(received)
    rows = MinutesFile.objects.filter(country=settings.COUNTRY).select_related(
        "minutes__meeting__body__place"
    )
    context = {"form": form, "files": rows.defer("content", "reading", "source")[:20]}
    return render(
        request, "concertation/minutes_upload.html", context, status=REFUSED if form.errors else 200
    )


@FORM
def minutes_preview(request: AuthoredRequest, file_id: UUID) -> HttpResponse:
    """What was understood, beside the source, with every finding; then taken over."""
    rules.check_keep_minutes(request.author)
    rows = MinutesFile.objects.filter(country=settings.COUNTRY)
    file = get_object_or_404(rows.select_related("minutes__meeting__body"), public_id=file_id)
    form = forms.TakeOverForm(request.POST or None, initial=_initial(file))
    if request.method == "POST":
        made = act(request, form, actions.take_over, file=file)
        if made is not None:
            messages.success(
                request, _("Le compte rendu est repris : relisez-le, puis envoyez-le ou adoptez-le.")
            )
            return redirect("concertation:minutes_write", made.meeting.public_id)
    held_on = _held_on(file)
    source, findings = previewing.with_findings(file.source[:MOST_LINES], file.reading["findings"])
    reader = Reader(settings.COUNTRY, held_on or today())
    context = {
        "file": file,
        "reading": file.reading,
        "held_on": held_on,
        "items": previewing.understood(from_plain(file.content), reader),
        "numbers": _numbers(file),
        "source": source,
        "left_out": max(0, len(file.source) - MOST_LINES),
        "findings": paginate(request, findings, per_page=PER_PAGE),
        "form": form,
    }
    return render(
        request, "concertation/minutes_preview.html", context, status=REFUSED if form.errors else 200
    )


def _numbers(file: MinutesFile) -> dict[str, int]:
    """Findings by severity."""
    found = [one["severity"] for one in file.reading["findings"]]
    return {level: found.count(level) for level in ("error", "warning", "info")}


def _held_on(file: MinutesFile) -> date | None:
    """The day of the meeting; None when the document gives less than a day."""
    told = file.reading["date"] or ""
    return date.fromisoformat(told) if len(told) == len("2022-09-23") else None


def _initial(file: MinutesFile) -> dict[str, Any]:
    """The most probable meeting: the known one of that body and day, else a past one."""
    reading = file.reading
    body = probable_body(reading, settings.COUNTRY)
    held_on = _held_on(file)
    day = held_on.isoformat() if held_on else None
    meeting = queries.meeting_on(body, day) if body and day else None
    return {
        "into": "existing" if meeting else "past",
        "meeting": meeting,
        "body": body,
        "day": day,
        "begins": reading["start"],
        "ends": reading["end"],
        "venue": reading["place"],
    }
