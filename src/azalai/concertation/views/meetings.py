"""Meetings: the calendar, one meeting, its agenda and its end."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from azalai.concertation import actions, forms, queries, rules
from azalai.concertation.enums import ItemState, MeetingState
from azalai.concertation.letters import when
from azalai.concertation.models import AgendaItem
from azalai.concertation.views.shared import (
    FORM,
    asked,
    base_of,
    crumbs_of,
    get_body,
    get_meeting,
    scope_of,
)
from azalai.core.clock import now
from azalai.core.handling import act, try_to
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest


@require_safe
def meetings(request: AuthoredRequest) -> HttpResponse:
    """When do we meet, and who has answered?"""
    rules.check_see_bodies(request.author)
    at, scope = now(), scope_of(request)
    form = forms.MeetingFilter(request.GET)
    form.is_valid()
    chosen = getattr(form, "cleaned_data", {})
    found = queries.meetings(request.author, scope, country=settings.COUNTRY)
    if body_id := chosen.get("instance"):
        found = found.filter(body__public_id=body_id)
    if chosen.get("etat", "") == "passees":
        found = found.filter(ends_at__lt=at)
    elif chosen.get("etat", "") == "tenues":
        found = found.filter(state=MeetingState.HELD)
    elif chosen.get("etat", "") != "toutes":
        found = found.filter(ends_at__gte=at).order_by("starts_at", "id")
    if year := chosen.get("annee"):
        found = found.filter(starts_at__year=year)
    page = paginate(request, found)
    page.object_list = queries.with_answers(page.object_list)
    context = {
        "form": form,
        "page": page,
        "filtered": any(chosen.values()),
        "to_answer": queries.to_answer(scope, at=at)[:5],
        "sees_answers": rules.can_see_answers(request.author),
        "may_keep": rules.can_keep_meetings(request.author),
        "at": at,
    }
    return render(request, "concertation/meetings.html", context)


@require_safe
def meeting(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """One meeting: will it be able to decide, what is on the agenda, who has answered?"""
    found, scope = get_meeting(request, public_id)
    rows = queries.convocations_of(found)
    at = now()
    minutes = queries.minutes_seen(request.author, found, scope)
    context = {
        "meeting": found,
        "body": found.body,
        "minutes_seen": minutes,
        "may_minute": rules.can_write_minutes(request.author, found, scope) and found.may_be_minuted(at),
        "when": when(found),
        "agenda": [one for one in found.items.all() if one.state not in {"proposed", "declined"}],
        "proposed": [one for one in found.items.all() if one.state == ItemState.PROPOSED],
        "declined": [one for one in found.items.all() if one.state == ItemState.DECLINED],
        "convocations": rows if rules.can_see_answers(request.author) else [],
        "own": [row for row in rows if row.seat_id in scope.seats],
        "forecast": queries.forecast(found.body, rows) if rows else None,
        "answers_open": found.takes_answers(at),
        "may_change": rules.can_change_meeting(request.author, found),
        "may_propose": rules.can_propose_item(request.author, found, scope),
        "may_hold": rules.can_keep_meetings(request.author)
        and found.state == MeetingState.CONVENED
        and at >= found.starts_at,
        "sees_answers": rules.can_see_answers(request.author),
    }
    return render(request, "concertation/meeting.html", context)


@FORM
def meeting_new(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Prepare a meeting, and go to its page."""
    rules.check_keep_meetings(request.author)
    body = get_body(request, public_id)
    form = forms.PrepareForm(request.POST or None, zone=body.country.time_zone)
    if request.method == "POST":
        made = act(request, form, actions.prepare_meeting, body=body)
        if made is not None:
            messages.success(request, _("La réunion est préparée : relisez l'ordre du jour, puis convoquez."))
            return redirect(made)
    context = {
        "title": _("Préparer une réunion"),
        "lead": body.full_name,
        "submit": _("Préparer"),
        "crumbs": crumbs_of(body),
        "back": body.get_absolute_url(),
    }
    return render(request, "core/form.html", context | {"form": form, "danger": False})


@FORM
def meeting_edit(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Change the date, the place or the words."""
    found, _scope = get_meeting(request, public_id)
    rules.check_change_meeting(request.author, found)
    form = forms.MeetingForm(
        request.POST or None, initial=forms.MeetingForm.initial_of(found), zone=found.zone
    )
    lead = ""
    if found.state == MeetingState.CONVENED:
        lead = _(
            "Les membres convoqués seront informés. Si la date change, chacun devra répondre de nouveau."
        )
    texts = (_("Modifier la réunion"), _("Enregistrer"), _("La réunion est modifiée."))
    return asked(request, form, actions.change_meeting, texts, about=found, lead=lead, meeting=found)


@require_POST
def meeting_convene(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Call the members."""
    found, _scope = get_meeting(request, public_id)
    rules.check_keep_meetings(request.author)
    number = found.body.seats.current(found.starts_on).count()
    success = ngettext("%(n)s membre est convoqué.", "%(n)s membres sont convoqués.", number) % {"n": number}
    try_to(request, actions.convene, success, meeting=found, base=base_of(request))
    return redirect(found)


@FORM
def meeting_cancel(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """It will not take place."""
    found, _scope = get_meeting(request, public_id)
    rules.check_keep_meetings(request.author)
    texts = (_("Annuler cette réunion ?"), _("Annuler la réunion"), _("La réunion est annulée."))
    form = forms.CancelForm(request.POST or None)
    return asked(request, form, actions.cancel_meeting, texts, about=found, danger="yes", meeting=found)


@FORM
def meeting_hold(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Who came, and what was treated?"""
    found, _scope = get_meeting(request, public_id)
    rules.check_keep_meetings(request.author)
    items = [item for item in found.items.all() if item.state == ItemState.ON_AGENDA]
    rows = queries.convocations_of(found)
    form = forms.HoldForm(request.POST or None, convocations=rows, items=items)
    texts = (_("Qui était présent ?"), _("Enregistrer les présences"), _("Les présences sont enregistrées."))
    lead = _("Cochées d'après les réponses : corrigez ce que vous avez vu. Un point non traité sera reporté.")
    return asked(request, form, actions.hold_meeting, texts, about=found, lead=lead, meeting=found)


@FORM
def item_new(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Add an item, or propose one."""
    found, scope = get_meeting(request, public_id)
    rules.check_propose_item(request.author, found, scope)
    form = forms.ItemForm(request.POST or None)
    if rules.can_change_meeting(request.author, found):
        texts = (_("Ajouter un point"), _("Ajouter"), _("Le point est à l'ordre du jour."))
        return asked(request, form, actions.add_item, texts, about=found, meeting=found)
    texts = (_("Proposer un point"), _("Proposer"), _("Le point est proposé au secrétariat."))
    return asked(request, form, actions.propose_item, texts, about=found, meeting=found, scope=scope)


@FORM
def item_settle(request: AuthoredRequest, public_id: UUID, item_id: int) -> HttpResponse:
    """Keep a proposed item, or say why not."""
    found, _scope = get_meeting(request, public_id)
    rules.check_change_meeting(request.author, found)
    item = get_object_or_404(AgendaItem.objects.select_related("meeting"), pk=item_id, meeting=found)
    texts = (_("Ce point est-il retenu ?"), _("Enregistrer"), _("Le point est décidé."))
    form = forms.SettleForm(request.POST or None)
    return asked(request, form, actions.settle_item, texts, about=found, lead=item, item=item)
