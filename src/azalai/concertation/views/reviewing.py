"""Minutes sent round: amendments with or without an account, versions, adoption."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.concertation import actions, comparing, forms, limits, links, queries, rules
from azalai.concertation.actions.adopting import usual_end
from azalai.concertation.content import Action, action_from, as_said, from_plain
from azalai.concertation.enums import MinutesState
from azalai.concertation.letters import when
from azalai.concertation.models import Amendment, Convocation, Minutes
from azalai.concertation.rules import Scope
from azalai.concertation.views.minutes import get_minutes
from azalai.concertation.views.shared import FORM, base_of, crumbs_of
from azalai.core.clock import now
from azalai.core.handling import act, form_page, tell, try_to
from azalai.core.requests import AuthoredRequest

NO_MORE, TOO_MANY = 404, 429
WAITS = _("Votre proposition est enregistrée : le secrétariat vous répondra.")


# The link itself is the right to propose, as for an answer; see views.answering.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def minutes_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The text, and a way to propose a change, without an account."""
    at = now()
    found = None if limits.too_many_wrong(request, count=False) else links.resolve_minutes(token, at=at)
    if found is None:
        return _refused(request)
    minutes = queries.minutes_in_full(Minutes.objects.filter(meeting=found.meeting)).get()
    chosen = forms.ChosenPart(request.GET).chosen(list(minutes.items.all()))
    if chosen is None:
        return _page(request, found, minutes)
    form = forms.amend_form(request.POST or None, chosen)
    if request.method == "POST":
        if limits.too_often(token):
            return _refused(request, status=TOO_MANY)
        try:
            if form.is_valid() and actions.propose_by_link(
                at=at, token=token, **chosen.about, **form.cleaned_data
            ):
                return _page(request, found, minutes, done=True)
        except ValidationError as error:
            tell(form, error)
    status = 422 if request.method == "POST" else 200
    return _page(request, found, minutes, form=form, chosen=chosen, item=chosen.item, status=status)


def _refused(request: HttpRequest, status: int = NO_MORE) -> HttpResponse:
    """Forged, expired, replaced, adopted since: the same page for all, which tells nothing."""
    if status == NO_MORE and limits.too_many_wrong(request, count=True):
        status = TOO_MANY
    context = {"minutes": None, "too_many": status == TOO_MANY}
    return render(request, "concertation/minutes_by_link.html", context, status=status)


def _page(
    request: HttpRequest, found: Convocation, minutes: Minutes, *, status: int = 200, **more: object
) -> HttpResponse:
    own = minutes.amendments.filter(seat=found.seat_id).order_by("-proposed_at", "-id")
    context = {
        "minutes": minutes,
        "meeting": found.meeting,
        "convocation": found,
        "when": when(found.meeting),
        "present": queries.present_at(minutes),
        "absent": queries.absent_from(minutes),
        "own": own,
        "form": None,
        "done": False,
        "path": request.path,
    }
    response = render(request, "concertation/minutes_by_link.html", context | more, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _asked(
    request: AuthoredRequest,
    of: Minutes,
    form: Any,
    action: Any,
    texts: tuple[Any, Any, Any],
    *,
    lead: Any = "",
    **arguments: Any,
) -> HttpResponse:
    """One question about minutes. texts: title, button, what is told afterwards."""
    title, submit, success = texts
    back = of.get_absolute_url()
    crumbs = [*crumbs_of(of.meeting.body, of.meeting), (_("Compte rendu"), back)]
    told = {"title": title, "submit": submit, "success": success, "crumbs": crumbs, "lead": lead}
    return form_page(request, form, action, texts=told, back=back, arguments=arguments)


def _to_write(request: AuthoredRequest, public_id: UUID) -> tuple[Minutes, Scope]:
    """Minutes that one may still write; 403 once adopted."""
    found, scope = get_minutes(request, public_id)
    rules.check_change_minutes(request.author, found, scope)
    return found, scope


@FORM
def minutes_circulate(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Send the draft to those who attended."""
    found, scope = _to_write(request, public_id)
    form = forms.CirculateForm(request.POST or None, initial={"until": usual_end(now())})
    texts = (_("Envoyer en relecture"), _("Envoyer"), _("Le compte rendu est envoyé en relecture."))
    lead = _("Ceux qui ont assisté pourront proposer des amendements, point par point, même sans compte.")
    more = {"minutes": found, "scope": scope, "base": base_of(request)}
    return _asked(request, found, form, actions.circulate_minutes, texts, lead=lead, **more)


@FORM
def minutes_return(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Back to a draft."""
    found, scope = _to_write(request, public_id)
    form = forms.ReturnForm(request.POST or None)
    texts = (_("Revenir au brouillon"), _("Revenir au brouillon"), _("Le compte rendu est un brouillon."))
    return _asked(request, found, form, actions.return_minutes, texts, minutes=found, scope=scope)


@FORM
def minutes_adopt(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Adopted: nothing changes any more."""
    found, _scope = get_minutes(request, public_id)
    rules.check_adopt_minutes(request.author, found)
    form = forms.AdoptForm(request.POST or None, minutes=found)
    texts = (_("Enregistrer l'adoption"), _("Adopter"), _("Le compte rendu est adopté : il ne change plus."))
    lead = _("Une fois adopté, le compte rendu ne change plus ; ses points d'action sont suivis.")
    return _asked(request, found, form, actions.adopt_minutes, texts, lead=lead, minutes=found)


@FORM
def amendment_new(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Propose another text, or say what is wrong: ?point=2&partie=key-points."""
    found, scope = get_minutes(request, public_id)
    rules.check_amend(request.author, found, scope, queries.attended_seats(found))
    chosen = forms.ChosenPart(request.GET).chosen(list(found.items.all()))
    if chosen is None:
        return redirect(found)
    form = forms.amend_form(request.POST or None, chosen)
    texts = (_("Proposer un amendement"), _("Proposer"), WAITS)
    more = {"minutes": found, "scope": scope} | chosen.about
    return _asked(request, found, form, actions.propose_amendment, texts, lead=chosen.item or "", **more)


def _amendment(request: AuthoredRequest, public_id: UUID, amendment_id: UUID) -> tuple[Amendment, Scope]:
    found, scope = get_minutes(request, public_id)
    rows = found.amendments.select_related(
        "item", "action", "seat__organisation", "seat__post", "minutes__meeting__body"
    )
    return get_object_or_404(rows, public_id=amendment_id), scope


@FORM
def amendment_settle(request: AuthoredRequest, public_id: UUID, amendment_id: UUID) -> HttpResponse:
    """Is it kept?"""
    amendment, scope = _amendment(request, public_id, amendment_id)
    rules.check_write_minutes(request.author, amendment.minutes.meeting, scope)
    form = forms.AmendmentSettleForm(request.POST or None, amendment=amendment)
    if request.method == "POST":
        settled = act(request, form, actions.settle_amendment, amendment=amendment, scope=scope)
        if settled is not None:
            messages.success(request, _("L'amendement est examiné."))
            return redirect(amendment.minutes)
    item = amendment.item
    context = {
        "form": form,
        "amendment": amendment,
        "minutes": amendment.minutes,
        "meeting": amendment.minutes.meeting,
        "body": amendment.minutes.meeting.body,
        "now_reads": getattr(item, amendment.field) if item and amendment.field else "",
        "pieces": comparing.pieces(amendment.current, amendment.proposed) if amendment.field else [],
        "action_rows": _action_rows(amendment),
        "has_changed": not queries.is_fresh(amendment),
    }
    return render(request, "concertation/amendment_settle.html", context)


def _action_rows(amendment: Amendment) -> list[tuple[Any, str, list[comparing.Piece]]]:
    """Of an action point, line by line: its name, how it reads now, and what is proposed; none for a text."""
    if not amendment.is_applied or not amendment.wanted:
        return []
    wanted, was = action_from(amendment.wanted), action_from(amendment.was or {"text": ""})
    now_reads = as_said(amendment.action) if amendment.action else Action("")
    return [
        (label, getattr(now_reads, name), comparing.pieces(getattr(was, name), getattr(wanted, name)))
        for name, label in ACTION_PARTS
    ]


@require_POST
def amendment_withdraw(request: AuthoredRequest, public_id: UUID, amendment_id: UUID) -> HttpResponse:
    """Take back one's own."""
    amendment, scope = _amendment(request, public_id, amendment_id)
    success = str(_("L'amendement est retiré."))
    try_to(request, actions.withdraw_amendment, success, amendment=amendment, scope=scope)
    return redirect(amendment.minutes)


@require_safe
def minutes_version(request: AuthoredRequest, public_id: UUID, number: int) -> HttpResponse:
    """One version as it was kept, and what changed since."""
    found, scope = get_minutes(request, public_id)
    version = get_object_or_404(found.versions, number=number)
    before = from_plain(version.content)
    latest = found.versions.filter(number__gt=number).order_by("number").first()
    after = from_plain(latest.content) if latest else queries.content_of(found)
    writes = rules.can_write_minutes(request.author, found.meeting, scope)
    is_readable = latest is not None or found.state != MinutesState.DRAFT or writes
    found_changes = comparing.compare(before, after) if is_readable else []
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "body": found.meeting.body,
        "version": version,
        "latest": latest,
        "content": before,
        "changes": [(PARTS[one.what], one) for one in found_changes],
    }
    return render(request, "concertation/minutes_version.html", context)


ACTION_PARTS = (
    ("text", _("Ce qui est à faire")),
    ("owner", _("Responsable")),
    ("deadline", _("Échéance")),
)
PARTS = {
    "chair": _("Présidée par"),
    "started": _("Ouverte à"),
    "ended": _("Close à"),
    "opening": _("Ouverture"),
    "attendance": _("Présences"),
    "next_text": _("Prochaine réunion"),
    "signatures": _("Signatures"),
    "title": _("Titre"),
    "key_points": _("Points clés"),
    "decisions": _("Décisions"),
    "actions": _("Points d'action"),
}
