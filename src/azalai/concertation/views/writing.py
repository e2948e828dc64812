"""The page on which minutes are written, by one or several people, during the meeting or after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from azalai.concertation import actions, forms, queries, rules
from azalai.concertation.combining import Clash, Combined, combine, with_choices
from azalai.concertation.content import Content, tidy
from azalai.concertation.enums import MINUTES_FORM, Attendance
from azalai.concertation.models import Minutes, MinutesAction
from azalai.concertation.rules import Scope
from azalai.concertation.views.minutes import get_minutes
from azalai.concertation.views.shared import FORM
from azalai.core.clock import now
from azalai.core.drafts import Desk
from azalai.core.requests import AuthoredRequest

CLASH, REFUSED = 409, 422


@FORM
def minutes_write(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Write: every text on one page, kept while it is typed."""
    found, scope = get_minutes(request, public_id)
    rules.check_write_minutes(request.author, found.meeting, scope)
    if not found.is_open:
        messages.error(request, _("Ce compte rendu est adopté : il ne change plus."))
        return redirect(found)
    desk = Desk(request, MINUTES_FORM, str(public_id))
    stored = queries.content_of(found)
    if request.method != "POST":
        return _page(request, desk, found, forms.WritingForm(desk.data, stored, found.revision))
    form = forms.WritingForm(request.POST, stored, found.revision)
    if not form.is_valid():
        desk.keep()
        return _page(request, desk, found, form, status=REFUSED)
    return _saved(request, desk, found, form, scope)


def _saved(
    request: AuthoredRequest, desk: Desk, minutes: Minutes, form: forms.WritingForm, scope: Scope
) -> HttpResponse:
    """Stored, put together with what somebody else wrote meanwhile, or shown beside it."""
    revision, content = form.head.cleaned_data["revision"], tidy(form.content())
    if revision == minutes.revision:
        content = with_choices(content, *_choices(request.POST), form.stored)
    try:
        _store(request, minutes, content, revision, scope)
        success = _("Le compte rendu est enregistré.")
    except actions.Conflict as conflict:
        found = combine(form.seen, content, queries.content_of(conflict.minutes))
        if found.clashes:
            desk.keep()
            return _both(request, desk, conflict.minutes, found)
        _store(request, minutes, found.content, conflict.minutes.revision, scope)
        success = _("Vos changements et ceux de l'autre personne sont réunis.")
    except ValidationError as error:
        desk.keep()
        form.head.add_error(None, error)
        return _page(request, desk, minutes, form, status=REFUSED)
    desk.done()
    messages.success(request, success)
    goes_on = "continuer" in request.POST
    return redirect(f"concertation:minutes{'_write' if goes_on else ''}", minutes.meeting.public_id)


def _store(request: AuthoredRequest, minutes: Minutes, content: Content, revision: int, scope: Scope) -> None:
    actions.save_minutes(
        by=request.author, at=now(), minutes=minutes, scope=scope, content=content, revision=revision
    )


def _both(request: AuthoredRequest, desk: Desk, minutes: Minutes, found: Combined) -> HttpResponse:
    """Both texts side by side, for a person to choose."""
    theirs = queries.content_of(minutes)
    form = forms.WritingForm(None, found.content, minutes.revision, base=theirs)
    shown = [_told(clash, found.content) for clash in found.clashes]
    return _page(request, desk, minutes, form, clashes=shown, status=CLASH)


def _choices(data: Mapping[str, Any]) -> tuple[dict[str, Clash], dict[str, str]]:
    """What a person chose where two had written: path → "mine", "theirs" or "both"."""
    chosen: dict[str, str] = {}
    for name in data:
        if name.startswith("path-") and name[5:].isdecimal():
            chosen[str(data[name])] = str(data.get(f"choice-{name[5:]}", "mine"))
    return {path: Clash(path, "", "") for path in chosen}, chosen


@dataclass(frozen=True, slots=True)
class Shown:
    """A clash as the page tells it. takes_both: both texts may stand one after the other."""

    path: str
    label: str
    mine: str
    theirs: str
    takes_both: bool


LABELS = {
    "chair": _("Présidée par"),
    "started": _("Ouverte à"),
    "ended": _("Close à"),
    "opening": _("Ouverture"),
    "next_text": _("Prochaine réunion"),
    "signatures": _("Signatures"),
    "guests": _("Autres présents"),
    "title": _("titre"),
    "key_points": _("points clés"),
    "decisions": _("décisions"),
    "is_treated": _("traité ou reporté"),
    "actions": _("points d'action"),
}
TREATED = {"True": _("traité"), "False": _("reporté")}
LONG = {"opening", "signatures", "guests", "key_points", "decisions", "actions"}


def _told(clash: Clash, content: Content) -> Shown:
    """In the words of people: "Bilan : décisions"."""
    kind, _colon, rest = clash.path.partition(":")
    if kind == "seat":
        name = next((one.name for one in content.attendees if str(one.seat) == rest), "")
        return Shown(clash.path, name, _presence(clash.mine), _presence(clash.theirs), takes_both=False)
    key, _colon, name = rest.partition(":")
    label = str(LABELS[name or kind])
    if kind == "point":
        label = f"{next((item.title for item in content.items if item.key == key), '')} : {label}"
    mine, theirs = (str(TREATED.get(text, text)) for text in (clash.mine, clash.theirs))
    return Shown(clash.path, label, mine, theirs, takes_both=(name or kind) in LONG)


def _presence(text: str) -> str:
    """ "represented Adjoint" as people read it."""
    value, _blank, function = text.partition(" ")
    label = str(Attendance(value).label) if value in Attendance.values else value
    return f"{label}, {function}" if function else label


def _page(
    request: AuthoredRequest,
    desk: Desk,
    minutes: Minutes,
    form: forms.WritingForm,
    *,
    clashes: list[Shown] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "body": minutes.meeting.body,
        "form": form,
        "items": _with_rows(minutes, form),
        "bodies": sorted({one.name for one, _form in form.seats}),
        "desk": desk,
        "clashes": clashes or [],
        "author_of_theirs": minutes.saved_by,
    }
    return render(request, "concertation/minutes_write.html", context, status=status)


def _with_rows(minutes: Minutes, form: forms.WritingForm) -> list[Any]:
    """Points of the form, each action with the row that says what was understood of it."""
    rows = MinutesAction.objects.filter(item__minutes=minutes).prefetch_related("owners__organisation")
    known = {str(row.public_id): row for row in rows}
    for item in form.items:
        for one in item.actions:
            one.row = known.get(str(one["key"].value() or ""))  # type: ignore[attr-defined]
    return form.items
