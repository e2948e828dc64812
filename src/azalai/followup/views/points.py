"""One action: its thread, what is told of it, what is decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from azalai.concertation.models import Meeting
from azalai.core.clock import today
from azalai.core.handling import act, try_to
from azalai.core.requests import AuthoredRequest
from azalai.followup import actions, forms, queries, rules, threads
from azalai.followup.enums import PointState
from azalai.followup.models import ActionPoint
from azalai.followup.sources import Source
from azalai.followup.views.shared import FORM, asked, base_of, get_point, register_url
from azalai.frames.queries import current_items


@require_safe
def point(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """One action: who must do what, how far it has come, and what it comes from and serves."""
    found, scope = get_point(request, public_id)
    author = request.author
    keeps = rules.can_keep(author)
    done = found.state == PointState.DONE
    interests = queries.interests_of(author, on=today()) if done and keeps else rules.NO_INTEREST
    context = {
        "point": found,
        "thread": threads.thread_of(author, found),
        "updates": found.updates.select_related("written_post")[:50],
        "asks": list(found.asks.select_related("person", "reminder").order_by("-asked_at")[:10])
        if keeps
        else [],
        "days_late": found.days_late(today()),
        "may_update": (found.is_open or done) and rules.can_update(author, found, scope),
        "may_keep": keeps,
        "may_verify": rules.can_verify(author, found, interests),
        "waits_for_another": done and keeps and not rules.can_verify(author, found, interests),
    }
    return render(request, "followup/point.html", context)


@FORM
def new(request: AuthoredRequest) -> HttpResponse:
    """Write an action or a recommendation by hand."""
    rules.check_keep(request.author)
    form = forms.PointForm(request.POST or None, initial={"kind": "action"})
    if request.method == "POST":
        made = act(request, form, actions.register_point, country=settings.COUNTRY, source=Source())
        if made is not None:
            messages.success(request, _("%(n)s est inscrite au registre.") % {"n": made.number})
            return redirect(made)
    context = {
        "title": _("Inscrire une action"),
        "lead": _("Les actions des comptes rendus adoptés s'inscrivent d'elles-mêmes."),
        "submit": _("Inscrire"),
        "crumbs": [(_("Actions à suivre"), register_url())],
        "back": register_url(),
    }
    return render(request, "core/form.html", context | {"form": form, "danger": False})


@FORM
def edit(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Change what was written."""
    found, _scope = get_point(request, public_id)
    rules.check_keep(request.author)
    form = forms.PointForm(request.POST or None, initial=forms.PointForm.initial_of(found))
    texts = (_("Modifier l'action"), _("Enregistrer"), _("L'action est modifiée."))
    return asked(request, form, actions.change_point, texts, point=found)


@FORM
def update(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Where does it stand?"""
    found, scope = get_point(request, public_id)
    rules.check_update(request.author, found, scope)
    form = forms.UpdateForm(request.POST or None, point=found, initial=forms.UpdateForm.initial_of(found))
    texts = (_("Où en est l'action ?"), _("Enregistrer"), _("C'est noté."))
    return asked(request, form, actions.update_point, texts, point=found, scope=scope)


@FORM
def verify(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """It is really done."""
    found, _scope = get_point(request, public_id)
    rules.check_verify(request.author, found, queries.interests_of(request.author, on=today()))
    form = forms.VerifyForm(request.POST or None)
    texts = (_("L'action est-elle vraiment faite ?"), _("Vérifier"), _("L'action est vérifiée."))
    return asked(request, form, actions.verify_point, texts, point=found)


@FORM
def drop(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Nobody will do it."""
    found, _scope = get_point(request, public_id)
    rules.check_keep(request.author)
    form = forms.ReasonForm(request.POST or None)
    texts = (_("Abandonner cette action ?"), _("Abandonner"), _("L'action est abandonnée."))
    return asked(request, form, actions.drop_point, texts, point=found, danger="yes")


@FORM
def reopen(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What was over opens again."""
    found, _scope = get_point(request, public_id)
    rules.check_keep(request.author)
    form = forms.ReasonForm(request.POST or None)
    texts = (_("Rouvrir cette action ?"), _("Rouvrir"), _("L'action est rouverte."))
    return asked(request, form, actions.reopen_point, texts, point=found)


@FORM
def links(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Which lines of the plan and which objectives does it serve?"""
    found, _scope = get_point(request, public_id)
    rules.check_keep(request.author)
    tied = list(found.lines.values_list("node_key", flat=True))
    known = queries.lines_of(tied)
    searched = request.GET.get("q", "")
    nodes = {node.key: node for node in queries.lines_to_link(searched, country=settings.COUNTRY)} | known
    items = list(current_items("gcm", on=today()))
    items += [one.item for one in found.objectives.all() if one.item not in items]
    initial = {
        "plan_keys": [str(key) for key in tied],
        "objectives": [one.item_id for one in found.objectives.all()],
    }
    form = forms.LinkForm(request.POST or None, initial=initial, nodes=list(nodes.values()), items=items)
    # A line that no plan holds any more stays tied: it cannot be shown, nor be unticked.
    lost = [key for key in tied if key not in known]
    if request.method == "POST" and _linked(request, form, found, lost):
        messages.success(request, _("Les liens sont enregistrés."))
        return redirect(found)
    context = {"point": found, "form": form, "searched": searched, "tied": len(known)}
    return render(request, "followup/links.html", context, status=422 if form.errors else 200)


def _linked(request: AuthoredRequest, form: Any, found: ActionPoint, lost: list[UUID]) -> Any:
    if not form.is_valid():
        return None
    told = form.cleaned_data
    told["plan_keys"] = [*lost, *(UUID(key) for key in told.get("plan_keys", []))]
    return act(request, form, actions.change_point, point=found)


@require_POST
def ask(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Ask the owners now."""
    found, _scope = get_point(request, public_id)
    rules.check_remind(request.author)
    told = _("Les responsables sont relancés ; la page dit qui a reçu le message.")
    try_to(request, actions.ask_now, told, points=[found], base=base_of(request))
    return redirect(found)


@require_POST
def agenda(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Put open actions of the body on the agenda of a meeting in preparation."""
    rules.check_keep(request.author)
    rows = Meeting.objects.in_country(settings.COUNTRY).select_related("body")
    meeting = get_object_or_404(rows, public_id=public_id)
    chosen = ActionPoint.objects.filter(body=meeting.body, public_id__in=_keys(request))
    number = chosen.count()
    told = ngettext("%(n)s action est à l'ordre du jour.", "%(n)s actions sont à l'ordre du jour.", number)
    if number:
        try_to(request, actions.put_all_on_agenda, told % {"n": number}, points=chosen, meeting=meeting)
    else:
        messages.error(request, _("Cochez au moins une action."))
    return redirect(meeting)


def _keys(request: AuthoredRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("points")[:200]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
