"""Bodies: who sits, who is missing, when it meets."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from azalai.concertation import actions, charts, forms, queries, rules
from azalai.concertation.actions.bodies import BODY_FIELDS, SEAT_FIELDS
from azalai.concertation.enums import BodyLevel, MeetingState
from azalai.concertation.models import Seat
from azalai.concertation.views.shared import FORM, asked, get_body, scope_of
from azalai.core.clock import now, today
from azalai.core.handling import act
from azalai.core.requests import AuthoredRequest


@require_safe
def bodies(request: AuthoredRequest) -> HttpResponse:
    """Who meets, how often, and which body is asleep?"""
    rules.check_see_bodies(request.author)
    at = now()
    found = list(queries.bodies(country=settings.COUNTRY, on=today(), at=at))
    groups = [(level.label, [one for one in found if one.level == level]) for level in BodyLevel]
    context = {
        "groups": [(label, rows) for label, rows in groups if rows],
        "late": {one.pk for one in found if queries.is_late(one, at=at)},
        "may_keep": rules.can_keep_bodies(request.author),
        "may_meet": rules.can_keep_meetings(request.author),
        "sees_answers": rules.can_see_answers(request.author),
    }
    return render(request, "concertation/bodies.html", context)


@require_safe
def body(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """One body: its next meeting, its members, who is missing, how well it is attended."""
    found = get_body(request, public_id)
    at, day, scope = now(), today(), scope_of(request)
    seats = queries.seats_of(found, on=day)
    readable = queries.meetings(request.author, scope, country=settings.COUNTRY).filter(body=found)
    held = queries.attendance_over_time(found)
    context = {
        "body": found,
        "seats": seats,
        "categories": queries.categories_without_seat(seats, on=day) if seats else [],
        "regions": queries.regions_without_body(found, on=day),
        "children": found.children.select_related("place").order_by("name_fr"),
        "coming": list(readable.upcoming(at)[:3]),  # type: ignore[attr-defined]
        "past": queries.with_minutes(
            request.author, queries.with_answers(readable.filter(ends_at__lt=at)[:10]), scope
        ),
        "next_at": found.meetings.filter(state=MeetingState.CONVENED, starts_at__gte=at)
        .order_by("starts_at")
        .values_list("starts_at", flat=True)
        .first(),
        "chart": charts.attendance(held),
        "quorum": found.quorum_of(sum(seat.counts for seat in seats)),
        "is_member": found.pk in scope.bodies,
        "may_keep": rules.can_keep_bodies(request.author),
        "may_meet": rules.can_keep_meetings(request.author),
    }
    return render(request, "concertation/body.html", context)


@FORM
def body_new(request: AuthoredRequest) -> HttpResponse:
    """Register a body."""
    rules.check_keep_bodies(request.author)
    form = forms.BodyForm(request.POST or None)
    if request.method == "POST":
        made = act(request, form, actions.register_body, country=settings.COUNTRY)
        if made is not None:
            messages.success(request, _("L'instance est inscrite : ajoutez maintenant ses sièges."))
            return redirect(made)
    back = reverse("concertation:bodies")
    context = {
        "title": _("Inscrire une instance"),
        "lead": _("Un cadre, un groupe ou un comité qui se réunit ; ses membres s'ajoutent ensuite."),
        "submit": _("Inscrire"),
        "crumbs": [(_("Instances"), back)],
    }
    return render(request, "core/form.html", context | {"form": form, "back": back, "danger": False})


@FORM
def body_edit(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Change a body."""
    rules.check_keep_bodies(request.author)
    found = get_body(request, public_id)
    initial = {name: getattr(found, name) for name in BODY_FIELDS}
    form = forms.BodyForm(request.POST or None, initial=initial, body=found)
    texts = (_("Modifier l'instance"), _("Enregistrer"), _("L'instance est modifiée."))
    return asked(request, form, actions.change_body, texts, about=found, body=found)


@FORM
def body_close(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Say since when it exists no more."""
    rules.check_keep_bodies(request.author)
    found = get_body(request, public_id)
    texts = (_("Cette instance n'existe plus ?"), _("Noter sa fin"), _("La fin de l'instance est notée."))
    form = forms.EndForm(request.POST or None)
    return asked(request, form, actions.close_body, texts, about=found, danger="yes", body=found)


@FORM
def seat_new(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Add a seat."""
    rules.check_keep_bodies(request.author)
    found = get_body(request, public_id)
    texts = (_("Ajouter un siège"), _("Ajouter"), _("Le siège est ajouté."))
    form = forms.SeatForm(request.POST or None)
    return asked(request, form, actions.add_seat, texts, about=found, body=found)


@FORM
def seat_edit(request: AuthoredRequest, public_id: UUID, seat_id: int) -> HttpResponse:
    """Change a seat."""
    rules.check_keep_bodies(request.author)
    found = get_body(request, public_id)
    seat = get_object_or_404(Seat, pk=seat_id, body=found)
    initial = {name: getattr(seat, name) for name in SEAT_FIELDS}
    texts = (_("Modifier le siège"), _("Enregistrer"), _("Le siège est modifié."))
    form = forms.SeatForm(request.POST or None, initial=initial)
    return asked(request, form, actions.change_seat, texts, about=found, lead=seat, seat=seat)


@FORM
def seat_end(request: AuthoredRequest, public_id: UUID, seat_id: int) -> HttpResponse:
    """The seat is given up."""
    rules.check_keep_bodies(request.author)
    found = get_body(request, public_id)
    seat = get_object_or_404(Seat, pk=seat_id, body=found)
    texts = (_("Ce siège est rendu ?"), _("Noter sa fin"), _("La fin du siège est notée."))
    form = forms.EndForm(request.POST or None)
    return asked(request, form, actions.end_seat, texts, about=found, lead=seat, danger="yes", seat=seat)
