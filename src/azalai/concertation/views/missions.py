"""Missions and sessions: the list with its totals, one mission, its form and its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from azalai.concertation import actions
from azalai.concertation.forms import missions as forms
from azalai.concertation.missions import exporting, queries, rules
from azalai.concertation.missions.enums import DRAFT_FORM, MissionKind, MissionState
from azalai.concertation.models import Mission
from azalai.concertation.views.shared import FORM
from azalai.core.clock import now, today
from azalai.core.drafts import Desk
from azalai.core.exports import file_response
from azalai.core.handling import act, form_page, try_to
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest


def form_address(target: str) -> str:
    """Page of the form for a mission (its identifier), "" for a new one."""
    return (
        reverse("concertation:mission_edit", args=[target]) if target else reverse("concertation:mission_new")
    )


@require_safe
def missions(request: AuthoredRequest) -> HttpResponse:
    """What has the secretariat done outside its meetings?"""
    rules.check_see_missions(request.author)
    everything = queries.missions(request.author, country=settings.COUNTRY)
    form = _filter(request, everything)
    asked = form.asked
    kinds = queries.counts_by_kind(everything)
    found = queries.chosen(everything, asked)
    context = {
        "form": form,
        "page": paginate(request, queries.full(found)),
        "totals": queries.totals(found),
        "kinds": [(kind, label, kinds[kind]) for kind, label in MissionKind.choices if kind in kinds],
        "all": sum(kinds.values()),
        "filtered": bool(asked),
        "query": request.GET.urlencode(),
        "may_keep": rules.can_keep_missions(request.author),
        "sees_all": rules.can_see_all_missions(request.author),
        "today": today(),
    }
    return render(request, "concertation/missions.html", context)


def _filter(request: AuthoredRequest, everything: Any) -> forms.MissionFilter:
    sees_all = rules.can_see_all_missions(request.author)
    return forms.MissionFilter(request.GET, years=queries.years(everything), sees_all=sees_all)


@require_safe
def missions_file(request: AuthoredRequest) -> HttpResponse:
    """The list that the filters choose, as a worksheet."""
    rules.check_see_missions(request.author)
    everything = queries.missions(request.author, country=settings.COUNTRY)
    found = queries.chosen(everything, _filter(request, everything).asked)
    table = exporting.table(queries.full(found), queries.totals(found))
    return file_response(table, "xlsx", f"missions-{localdate(now()).isoformat()}")


def get_mission(request: AuthoredRequest, public_id: UUID) -> Mission:
    """The mission asked for; 404 for who may not know of it."""
    rules.check_see_missions(request.author)
    rows = queries.full(Mission.objects.in_country(settings.COUNTRY)).select_related("registered_by")
    found = get_object_or_404(rows, public_id=public_id)
    if not rules.can_see_mission(request.author, found):
        raise Http404
    return found


@require_safe
def mission(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """One mission: what it was, whom it reached, what came of it."""
    found = get_mission(request, public_id)
    may_keep = rules.can_keep_missions(request.author)
    context = {
        "mission": found,
        "hosts": queries.hosts(found),
        "participants": queries.participants(found),
        "may_change": may_keep and found.state != MissionState.CANCELLED,
        "may_cancel": may_keep and found.may_become(MissionState.CANCELLED),
        "may_reopen": may_keep and found.may_become(MissionState.PLANNED),
        "is_overdue": found.state == MissionState.PLANNED
        and found.starts_to is not None
        and found.starts_to < today(),
    }
    return render(request, "concertation/mission.html", context)


@FORM
def mission_new(request: AuthoredRequest) -> HttpResponse:
    """Register one."""
    rules.check_keep_missions(request.author)
    return _form(request, None)


@FORM
def mission_edit(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Change one, or say that it took place."""
    rules.check_keep_missions(request.author)
    found = get_mission(request, public_id)
    if found.state == MissionState.CANCELLED:
        messages.error(request, _("Cette mission est annulée : reprenez-la d'abord."))
        return redirect(found)
    return _form(request, found)


def _form(request: AuthoredRequest, of: Mission | None) -> HttpResponse:
    desk = Desk(request, DRAFT_FORM, str(of.public_id) if of else "")
    sent = request.POST if request.method == "POST" else None
    initial = forms.MissionForm.initial_of(of) if of else {}
    if (asked := request.GET.get("etat", "")) in dict(forms.WRITTEN):
        initial["state"] = asked
    form = forms.MissionForm(sent if sent is not None else desk.data, initial=initial)
    if sent is not None:
        if (kept := _kept(request, form, of, desk)) is not None:
            desk.done()
            messages.success(request, _("La mission est enregistrée."))
            return redirect(kept)
        desk.keep()
    context = {"form": form, "desk": desk, "mission": of, "action": form_address(desk_target(of))}
    return render(request, "concertation/mission_form.html", context, status=200 if sent is None else 422)


def desk_target(of: Mission | None) -> str:
    """How drafts name it."""
    return str(of.public_id) if of else ""


def _kept(request: AuthoredRequest, form: Any, of: Mission | None, desk: Desk) -> Mission | None:
    if of is not None:
        return act(request, form, actions.change_mission, mission=of)
    if not form.is_valid():
        return None
    form.cleaned_data.pop("seen")
    return act(request, form, actions.register_mission, country=settings.COUNTRY, form_key=desk.key)


@FORM
def mission_cancel(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """It will not take place."""
    rules.check_keep_missions(request.author)
    found = get_mission(request, public_id)
    here = found.get_absolute_url()
    texts = {
        "title": _("Annuler cette mission ?"),
        "lead": str(found),
        "submit": _("Annuler la mission"),
        "success": _("La mission est annulée."),
        "crumbs": [(_("Missions"), reverse("concertation:missions")), (str(found), here)],
        "danger": True,
    }
    form = forms.MissionCancelForm(request.POST or None)
    return form_page(
        request, form, actions.cancel_mission, texts=texts, back=here, arguments={"mission": found}
    )


@require_POST
def mission_reopen(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """It was noted by mistake, or is planned again."""
    rules.check_keep_missions(request.author)
    found = get_mission(request, public_id)
    try_to(request, actions.reopen_mission, _("La mission est de nouveau prévue."), mission=found)
    return redirect(found)
