"""Joint actions: the follow-up board, one action, and what happens to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.core.clock import today
from azalai.core.handling import act, form_page
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.core.words import action_label
from azalai.interventions.rules import Scope
from azalai.interventions.views.shared import scope_of
from azalai.overlaps import actions, rules, workbench
from azalai.overlaps.enums import OPEN_STATES, JointState, PartyAnswer
from azalai.overlaps.forms import desk
from azalai.overlaps.models import JointAction
from azalai.overlaps.views.shared import base_of, get_joint, get_pair, queue_url

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def joints(request: AuthoredRequest) -> HttpResponse:
    """What becomes of the joint actions?"""
    rules.check_see_matrix(request.author)
    day, scope = today(), scope_of(request)
    everything = workbench.joints(request.author, scope, country=settings.COUNTRY)
    chosen = request.GET.get("etat", "")
    shown = {
        "en-retard": workbench.overdue(everything, on=day),
        "ouvertes": everything.filter(state__in=OPEN_STATES),
        "closes": everything.exclude(state__in=OPEN_STATES),
    }
    found = shown.get(chosen, everything)
    context = {
        "counts": {
            "retard": shown["en-retard"].count(),
            "ouvertes": shown["ouvertes"].count(),
            "closes": shown["closes"].count(),
        },
        "all": everything.count(),
        "page": paginate(request, found.order_by("closed_at", "due_on", "-invited_at", "id")),
        "today": day,
        "chosen": chosen,
        "may_work": rules.can_work(request.author),
        "sees_all": rules.can_see_all_pairs(request.author),
    }
    return render(request, "overlaps/joints.html", context)


@require_safe
def joint(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Where does this joint action stand?"""
    found, scope = get_joint(request, public_id)
    return render(request, "overlaps/joint.html", _context(request, found, scope, desk.MessageForm()))


def _context(
    request: AuthoredRequest, found: JointAction, scope: Scope, form: desk.MessageForm
) -> dict[str, Any]:
    leads = rules.can_lead_joint(request.author)
    return {
        "joint": found,
        "pair": found.pair,
        "today": today(),
        "form": form if rules.can_write_message(request.author, found, scope) else None,
        "may_answer": rules.can_answer(request.author, found, scope),
        "answered": _answered(found, scope),
        "own": rules.invited(found, scope),
        "may_change": leads and found.is_open,
        "may_conclude": leads and found.state == JointState.UNDER_WAY,
        "may_reopen": leads and not found.is_open,
        "expected": workbench.still_expected(found),
        "entries": [(entry, action_label(entry.action)) for entry in workbench.of_joint(found)[:20]],
    }


def _answered(found: JointAction, scope: Scope) -> bool:
    """All for whom the author speaks have answered, of prefetched parties."""
    own = rules.invited(found, scope)
    answers = [party.answer for party in found.parties.all() if party.organisation_id in own]
    return bool(answers) and PartyAnswer.WAITING not in answers


@FORM
def invite(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Invite both partners."""
    found, _scope = get_pair(request, public_id)
    rules.check_lead_joint(request.author)
    texts = {
        "title": _("Inviter les deux partenaires"),
        "lead": f"{found.left.title} · {found.right.title}",
        "submit": _("Inviter"),
        "success": _("Les deux partenaires sont invités."),
        "crumbs": [
            (_("Recoupements"), queue_url()),
            (_("Est-ce le même travail ?"), found.get_absolute_url()),
        ],
    }
    return form_page(
        request,
        desk.InviteForm(request.POST or None, initial={"title": _proposed(found.relation)}),
        actions.invite,
        texts=texts,
        back=found.get_absolute_url(),
        arguments={"pair": found, "base": base_of(request)},
    )


def _proposed(relation: str) -> str:
    if relation == "complementary":
        return _("Unir deux interventions complémentaires")
    return _("Éviter de faire deux fois le même travail")


@FORM
def joint_answer(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Accept or decline."""
    found, scope = get_joint(request, public_id)
    rules.check_answer(request.author, found, scope)
    own = rules.invited(found, scope)
    parties = [party for party in found.parties.all() if party.organisation_id in own]
    initial = {"answer": parties[0].answer, "reason": parties[0].reason}
    form = desk.AnswerForm(
        request.POST or None, initial=initial, organisations=[party.organisation for party in parties]
    )
    texts = _texts(found, _("Répondre à l'invitation"), _("Envoyer la réponse"), _("Réponse enregistrée."))
    return _page(request, found, form, actions.answer, texts)


@require_POST
def joint_message(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Write in the exchange."""
    found, scope = get_joint(request, public_id)
    rules.check_write_message(request.author, found, scope)
    form = desk.MessageForm(request.POST)
    if act(request, form, actions.write_message, joint=found) is None:
        return render(request, "overlaps/joint.html", _context(request, found, scope, form), status=422)
    messages.success(request, _("Message envoyé."))
    return redirect(found.get_absolute_url() + "#echange")


@FORM
def joint_change(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Another date, place or object."""
    found, _scope = get_joint(request, public_id)
    rules.check_lead_joint(request.author)
    initial = {name: getattr(found, name) for name in ("title", "purpose", "due_on", "place")}
    form = desk.JointForm(request.POST or None, initial=initial)
    texts = _texts(
        found, _("Modifier l'action conjointe"), _("Enregistrer"), _("Les partenaires en sont informés.")
    )
    return _page(request, found, form, actions.change, texts, base=base_of(request))


@FORM
def joint_conclude(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What came of it?"""
    found, _scope = get_joint(request, public_id)
    rules.check_lead_joint(request.author)
    form = desk.ConcludeForm(request.POST or None)
    texts = _texts(found, _("Qu'a donné cette action ?"), _("Conclure"), _("L'action conjointe est conclue."))
    return _page(request, found, form, actions.conclude, texts)


@FORM
def joint_abandon(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Give it up."""
    found, _scope = get_joint(request, public_id)
    rules.check_lead_joint(request.author)
    texts = _texts(
        found, _("Abandonner cette action ?"), _("Abandonner"), _("L'action conjointe est abandonnée.")
    )
    form = desk.ReasonForm(request.POST or None)
    return _page(request, found, form, actions.abandon, texts | {"danger": True})


@FORM
def joint_reopen(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take it up again."""
    found, _scope = get_joint(request, public_id)
    rules.check_lead_joint(request.author)
    texts = _texts(found, _("Rouvrir cette action ?"), _("Rouvrir"), _("L'action conjointe est rouverte."))
    form = desk.ReasonForm(request.POST or None)
    return _page(request, found, form, actions.reopen_joint, texts)


def _texts(found: JointAction, title: str, submit: str, success: str) -> dict[str, Any]:
    crumbs = [(_("Actions conjointes"), reverse("overlaps:joints")), (found.title, found.get_absolute_url())]
    return {"title": title, "lead": found.title, "submit": submit, "success": success, "crumbs": crumbs}


def _page(
    request: AuthoredRequest, found: JointAction, form: Any, action: Any, texts: dict[str, Any], **more: Any
) -> HttpResponse:
    return form_page(
        request,
        form,
        action,
        texts=texts,
        back=found.get_absolute_url(),
        arguments={"joint": found} | more,
    )
