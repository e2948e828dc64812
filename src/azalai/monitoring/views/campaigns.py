"""Campaigns: the list, the board, and what the secretariat does with one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from azalai.actors.models import Organisation
from azalai.core.clock import now, today
from azalai.core.handling import act, form_page, try_to
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.interventions.views.shared import scope_of
from azalai.monitoring import actions, exporting, forms, rules
from azalai.monitoring.enums import CampaignState, LockKind
from azalai.monitoring.models import Campaign, CampaignLock
from azalai.monitoring.queries import board
from azalai.monitoring.views.shared import FORM, crumbs_of, file_response, get_campaign, get_kept, read_uuid


@require_safe
def campaigns(request: AuthoredRequest) -> HttpResponse:
    """Which campaigns are there?"""
    rules.check_see_campaigns(request.author)
    scope = scope_of(request)
    context = {
        "page": paginate(request, board.campaigns(request.author, settings.COUNTRY)),
        "today": today(),
        "may_keep": rules.can_keep_campaigns(request.author),
        "may_review": rules.can_review(request.author),
        "speaks": bool(scope.organisations),
    }
    return render(request, "monitoring/campaigns.html", context)


@require_safe
def campaign(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Who has not reported yet?"""
    found = get_campaign(request, public_id)
    scope = scope_of(request)
    oversees = rules.can_oversee(request.author)
    wanted = request.GET.get("etat", "")
    wanted = wanted if wanted in board.FILTERS else ("incomplets" if oversees else "tous")
    lines = board.board(found, on=today(), wanted=wanted, only=None if oversees else scope)
    context = {
        "campaign": found,
        "wanted": wanted,
        "oversees": oversees,
        "counts": board.counts(found.reports.all(), found),
        "page": paginate(request, lines),
        "today": today(),
        "locks": found.locks.in_force(today()).count() if oversees else 0,
        "may_keep": rules.can_keep_campaigns(request.author),
        "own": scope.organisations,
    }
    return render(request, "monitoring/campaign.html", context)


@require_safe
def reports(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Activity by activity: what was sent, when, and where it stands."""
    found = get_campaign(request, public_id)
    rules.check_oversee(request.author)
    chosen = _chosen(request)
    context = {
        "campaign": found,
        "page": paginate(request, board.reports_of(found, chosen)),
        "chosen": chosen,
        "organisation": Organisation.objects.filter(public_id=chosen["organisme"]).first(),
        "due": board.after_due(found),
    }
    return render(request, "monitoring/reports.html", context)


def _chosen(request: AuthoredRequest) -> dict[str, Any]:
    """Filters of the list of reports."""
    return {"etat": request.GET.get("etat", ""), "organisme": read_uuid(request.GET.get("organisme", ""))}


@require_safe
def reports_download(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """The same reports as a workbook."""
    found = get_campaign(request, public_id)
    rules.check_oversee(request.author)
    content = exporting.reports_workbook(found, board.reports_of(found, _chosen(request)))
    return file_response(content, f"rapports-{found.year}-{found.quarter or 'annee'}.xlsx")


@FORM
def new(request: AuthoredRequest) -> HttpResponse:
    """Prepare a campaign."""
    rules.check_keep_campaigns(request.author)
    form = forms.CampaignForm(request.POST or None, country=settings.COUNTRY)
    if request.method == "POST":
        made = act(request, form, actions.prepare_campaign)
        if made is not None:
            messages.success(request, _("La campagne est préparée. Relisez-la, puis ouvrez-la."))
            return redirect(made)
    texts = {
        "title": _("Préparer une campagne"),
        "lead": _("Personne ne la voit avant que vous ne l'ouvriez."),
        "submit": _("Préparer"),
        "crumbs": [(_("Suivi-évaluation"), reverse("monitoring:campaigns"))],
        "form": form,
        "back": reverse("monitoring:campaigns"),
        "danger": False,
    }
    return render(request, "core/form.html", texts, status=422 if form.errors else 200)


@FORM
def change(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Other dates, another guidance."""
    found = get_kept(request, public_id)
    form = forms.CampaignChange.of(request.POST or None, found)
    words = (_("Modifier la campagne"), _("Enregistrer"), _("La campagne est modifiée."))
    return _page(request, found, form, actions.change_campaign, words)


def _page(
    request: AuthoredRequest,
    found: Campaign,
    form: Any,
    action: Callable[..., Any],
    words: tuple[str, str, str],
    *,
    back: str = "",
    lead: str = "",
    danger: bool = False,
) -> HttpResponse:
    """words: title, button, what is said once done."""
    title, submit, success = words
    texts = {
        "title": title,
        "lead": lead or found.period_name,
        "submit": submit,
        "success": success,
        "crumbs": crumbs_of(found),
        "danger": danger,
    }
    back = back or found.get_absolute_url()
    return form_page(request, form, action, texts=texts, back=back, arguments={"campaign": found})


@require_POST
def open_(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Let partners see it."""
    found = get_kept(request, public_id)
    base = request.build_absolute_uri("/")
    told = _("La campagne est ouverte : chaque organisme voit ce qu'il a à rapporter.")
    try_to(request, actions.open_campaign, told, campaign=found, base=base)
    return redirect(found)


@require_POST
def complete(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Ask also what was declared since."""
    found = get_kept(request, public_id)
    try:
        number = actions.update_expected(by=request.author, at=now(), campaign=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        told = ngettext("%(n)d rapport attendu de plus.", "%(n)d rapports attendus de plus.", number)
        messages.success(
            request, told % {"n": number} if number else _("Rien de nouveau : la liste est complète.")
        )
    return redirect(found)


@FORM
def close(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Stop taking reports."""
    found = get_kept(request, public_id)
    lead = _("Plus aucun organisme n'y écrira, sauf si vous lui rouvrez la saisie. Rien n'est effacé.")
    words = (_("Clore la campagne ?"), _("Clore"), _("La campagne est close."))
    return _page(
        request,
        found,
        forms.NothingForm(request.POST or None),
        actions.close_campaign,
        words,
        lead=lead,
        danger=True,
    )


@FORM
def reopen(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take reports again."""
    found = get_kept(request, public_id)
    words = (_("Rouvrir la campagne"), _("Rouvrir"), _("La campagne est rouverte."))
    lead = _("Tous les organismes pourront de nouveau écrire. Pour un seul, rouvrez-lui la saisie.")
    form = forms.ReopenForm(request.POST or None)
    return _page(request, found, form, actions.reopen_campaign, words, lead=lead)


@FORM
def delete(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Throw away one that was never opened."""
    found = get_kept(request, public_id)
    words = (_("Supprimer cette campagne ?"), _("Supprimer"), _("La campagne est supprimée."))
    if found.state != CampaignState.DRAFT:
        messages.error(request, _("Une campagne qui a été ouverte ne se supprime pas."))
        return redirect(found)
    back = reverse("monitoring:campaigns") if request.method == "POST" else found.get_absolute_url()
    form = forms.NothingForm(request.POST or None)
    return _page(request, found, form, _deleted, words, back=back, danger=True)


def _deleted(**arguments: Any) -> bool:
    actions.delete_campaign(**arguments)
    return True


@FORM
def remind(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Write to those who have not reported."""
    found = get_kept(request, public_id)
    lines = [line for line in board.board(found, on=today()) if line.missing]
    words = (_("Relancer ceux qui n'ont pas rapporté"), _("Envoyer"), _("La relance est partie."))
    lead = ngettext(
        "%(n)d organisme doit encore au moins un rapport. Chacun reçoit un message par jour au plus.",
        "%(n)d organismes doivent encore au moins un rapport. Chacun reçoit un message par jour au plus.",
        len(lines),
    ) % {"n": len(lines)}
    form = forms.RemindForm(request.POST or None)
    return _page(request, found, form, actions.remind_organisations, words, lead=lead)


@require_safe
def locks(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Which organisations are locked, or may write although it is over?"""
    found = get_campaign(request, public_id)
    rules.check_oversee(request.author)
    rows = found.locks.select_related("organisation", "set_by", "lifted_by")
    in_force = {one.pk for one in found.locks.in_force(today())}
    context = {
        "campaign": found,
        "page": paginate(request, rows),
        "in_force": in_force,
        "may_keep": rules.can_keep_campaigns(request.author),
        "is_over": not found.is_writable_on(today()),
        "today": today(),
    }
    return render(request, "monitoring/locks.html", context)


@FORM
def lock(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """One organisation may no longer write."""
    found = get_kept(request, public_id)
    form = forms.LockForm(request.POST or None, campaign=found, initial=_asked(request))
    words = (_("Verrouiller la saisie d'un organisme"), _("Verrouiller"), _("La saisie est verrouillée."))
    return _page(request, found, form, actions.lock_organisation, words, back=_locks_url(found))


@FORM
def unlock(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """One organisation may write again for a while."""
    found = get_kept(request, public_id)
    form = forms.UnlockForm(request.POST or None, campaign=found, initial=_asked(request))
    words = (_("Rouvrir la saisie à un organisme"), _("Rouvrir la saisie"), _("La saisie est rouverte."))
    return _page(request, found, form, actions.unlock_organisation, words, back=_locks_url(found))


def _asked(request: AuthoredRequest) -> dict[str, Any]:
    chosen = request.GET.get("organisme", "")
    return {"organisation": chosen} if chosen.isdecimal() else {}


def _locks_url(found: Campaign) -> str:
    return reverse("monitoring:locks", args=[found.public_id])


@require_POST
def lift(request: AuthoredRequest, public_id: UUID, lock_id: UUID) -> HttpResponse:
    """End a lock or a temporary opening."""
    found = get_kept(request, public_id)
    held = get_object_or_404(CampaignLock, campaign=found, public_id=lock_id)
    is_lock = held.kind == LockKind.LOCK
    told = _("Le verrou est levé.") if is_lock else _("La saisie de cet organisme est refermée.")
    try_to(request, actions.lift_lock, told, lock=held)
    return redirect("monitoring:locks", found.public_id)
