"""The queue, one pair, and what is said of it."""

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

from azalai.accounts import rules as account_rules
from azalai.core.clock import now
from azalai.core.handling import act, form_page
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.interventions.rules import Scope, can_see_history
from azalai.interventions.views.shared import scope_of
from azalai.overlaps import actions, comparing, queries, rules, workbench
from azalai.overlaps.enums import NoticeKind, Relation
from azalai.overlaps.forms import desk
from azalai.overlaps.labels import RELATION_HINTS
from azalai.overlaps.models import Decision, Pair
from azalai.overlaps.views.shared import base_of, filter_of, get_pair, list_data, queue_url, with_query

PER_PAGE = 25
FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def pairs(request: AuthoredRequest) -> HttpResponse:
    """What overlaps?"""
    rules.check_see_matrix(request.author)
    scope = scope_of(request)
    form = filter_of(request, scope, request.GET)
    filters = form.cleaned_data
    everything = workbench.seen(request.author, scope, filters, country=settings.COUNTRY)
    broad = filters | {"relation": "", "etat": ""}
    found = workbench.queue(request.author, scope, filters, country=settings.COUNTRY)
    context = {
        "form": form,
        "filters": filters,
        "tallies": queries.tallies(queries.filtered(everything, broad)),
        "hints": RELATION_HINTS,
        "page": paginate(request, queries.with_sides(found), per_page=PER_PAGE),
        "query": request.GET.urlencode(),
        "own": scope.organisations,
        "may_work": rules.can_work(request.author),
        "sees_all": rules.can_see_all_pairs(request.author),
        "last_run": queries.last_run(settings.COUNTRY),
    }
    return render(request, "overlaps/pairs.html", context)


@require_safe
def pair(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Is it the same work?"""
    found, scope = get_pair(request, public_id)
    if request.method == "GET" and rules.speaks_for(found, scope):
        actions.mark_seen(by=request.author, at=now(), pair=found)
    decision = in_force(found)
    query = request.GET.urlencode()
    initial = {"replaces": decision.pk if decision else 0, "retour": query}
    initial |= {"verdict": decision.verdict} if decision else {}
    return render(request, "overlaps/pair.html", _context(request, found, scope, query, _form(initial)))


def _form(initial: dict[str, Any]) -> desk.DecisionForm:
    return desk.DecisionForm(initial=initial)


def in_force(found: Pair) -> Decision | None:
    """The decision in force, of prefetched decisions."""
    return next((one for one in found.decisions.all() if one.superseded_at is None), None)


def _context(
    request: AuthoredRequest, found: Pair, scope: Scope, query: str, form: desk.DecisionForm
) -> dict[str, Any]:
    author, decision = request.author, in_force(found)
    own = rules.speaks_for(found, scope)
    inner = bool(own) or rules.can_see_all_pairs(author)
    may_see_history = can_see_history(author)
    return {
        "pair": found,
        "title": comparing.title_of(found),
        "aspects": comparing.compared(found),
        "hint": RELATION_HINTS[Relation(found.relation)],
        "decision": decision,
        "moved": _moved(found, decision),
        "form": form if rules.can_work(author) else None,
        "inner": inner,
        "opinions": _opinions(found) if inner else [],
        "own": own,
        "may_opine": rules.can_state_opinion(author, found, scope),
        "may_work": rules.can_work(author),
        "open_joint": any(joint.is_open for joint in found.joint_actions.all()),
        "entries": list(workbench.history(found)[:20]) if may_see_history else [],
        "may_read_audit": account_rules.can_read_audit(author),
        "query": query,
        "back": queue_url(query),
        "spot": _spot(request, scope, found, query),
    }


def _spot(request: AuthoredRequest, scope: Scope, found: Pair, query: str) -> workbench.Spot | None:
    filters = filter_of(request, scope, list_data(query)).cleaned_data
    queue = workbench.queue(request.author, scope, filters, country=settings.COUNTRY)
    return workbench.spot(queue, found)


def _opinions(found: Pair) -> list[tuple[Any, Any]]:
    """Each lead of the register with its opinion, None while it has none."""
    given = {one.organisation_id: one for one in found.opinions.all()}
    leads = {side.lead.pk: side.lead for side in found.sides() if side.lead}
    return [(lead, given.get(key)) for key, lead in leads.items()]


def _moved(found: Pair, decision: Decision | None) -> bool:
    """The radar, or an intervention, says something else than when it was decided."""
    if decision is None:
        return False
    changed = [one.updated_at for one in found.sides() if one.updated_at]
    later = any(at > decision.decided_at for at in changed)
    return later or decision.label != found.label or abs(decision.score - found.score) >= 0.1


@require_POST
def decide(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Say what it is, then go back to the list, or on to the next pair."""
    found, scope = get_pair(request, public_id)
    rules.check_work(request.author)
    form = desk.DecisionForm(request.POST)
    query = request.POST.get("retour", "")[:2000]
    spot = _spot(request, scope, found, query)
    if act(request, form, actions.decide, pair=found) is None:
        return render(request, "overlaps/pair.html", _context(request, found, scope, query, form), status=422)
    messages.success(request, _("Décision enregistrée."))
    return redirect(_onwards(request, spot, query))


def _onwards(request: AuthoredRequest, spot: workbench.Spot | None, query: str) -> str:
    """The next pair where it is asked for and there is one, else the same place in the list."""
    following = spot.after if spot else None
    if following and "suivante" in request.POST:
        return with_query(reverse("overlaps:pair", args=[following]), query)
    return queue_url(query) + (f"#r-{following}" if following else "")


@FORM
def reopen(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Withdraw the decision."""
    found, _scope = get_pair(request, public_id)
    rules.check_work(request.author)
    texts = {
        "title": _("Retirer la décision ?"),
        "lead": _("Le recoupement attendra de nouveau une décision ; celle-ci reste dans l'historique."),
        "submit": _("Retirer la décision"),
        "success": _("La décision est retirée."),
        "crumbs": _crumbs(found),
    }
    form = desk.ReasonForm(request.POST or None)
    return form_page(
        request, form, actions.reopen, texts=texts, back=found.get_absolute_url(), arguments={"pair": found}
    )


def _crumbs(found: Pair) -> list[tuple[str, str]]:
    return [
        (_("Recoupements"), queue_url()),
        (_("Est-ce le même travail ?"), found.get_absolute_url()),
    ]


@FORM
def opinion(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """A partner says what it thinks."""
    found, scope = get_pair(request, public_id)
    rules.check_state_opinion(request.author, found, scope)
    own = rules.speaks_for(found, scope)
    organisations = [lead for lead, _said in _opinions(found) if lead.pk in own]
    given = next((said for lead, said in _opinions(found) if lead.pk in own and said), None)
    initial = {"verdict": given.verdict, "text": given.text} if given else {}
    texts = {
        "title": _("Votre avis sur ce recoupement"),
        "lead": " · ".join(f"{side.title} ({side.lead_name})" for side in found.sides()),
        "submit": _("Donner cet avis"),
        "success": _("Votre avis est enregistré ; le secrétariat le voit aussitôt."),
        "crumbs": _crumbs(found),
    }
    return form_page(
        request,
        desk.OpinionForm(request.POST or None, initial=initial, organisations=organisations),
        actions.state_opinion,
        texts=texts,
        back=found.get_absolute_url(),
        arguments={"pair": found},
    )


@FORM
def tell(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Tell both partners."""
    found, _scope = get_pair(request, public_id)
    rules.check_tell(request.author)
    kind = NoticeKind.DECIDED if found.verdict else NoticeKind.ASKED
    texts = {
        "title": _("Informer les partenaires"),
        "lead": _("Ils le voient sur leur page d'accueil, et reçoivent un message s'ils ont une adresse."),
        "submit": _("Informer"),
        "success": _("Les partenaires sont informés ; la page dit ce qu'il advient des messages."),
        "crumbs": _crumbs(found),
    }
    return form_page(
        request,
        desk.TellForm(request.POST or None, initial={"kind": kind}),
        actions.tell_partners,
        texts=texts,
        back=found.get_absolute_url(),
        arguments={"pair": found, "base": base_of(request)},
    )
