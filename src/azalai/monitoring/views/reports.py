"""A report: read, written, corrected."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from azalai.accounts import rules as account_rules
from azalai.core.clock import now, today
from azalai.core.drafts import Desk
from azalai.core.handling import form_page, tell, try_to
from azalai.core.requests import AuthoredRequest
from azalai.indicators.protection import threshold_for
from azalai.interventions.rules import can_see_history
from azalai.interventions.views.shared import scope_of
from azalai.monitoring import actions, contributions, forms, labels, rules
from azalai.monitoring.content import content_of, differences, words_of
from azalai.monitoring.dashboard import form_address
from azalai.monitoring.enums import DRAFT_FORM, ReportState
from azalai.monitoring.models import Report
from azalai.monitoring.prefilling import Opening, opening
from azalai.monitoring.queries import board, reading
from azalai.monitoring.queries import contributions as contributing
from azalai.monitoring.views.shared import FORM, get_report, report_crumbs
from azalai.monitoring.windows import lock_of, window_for


@require_safe
def mine(request: AuthoredRequest) -> HttpResponse:
    """What do I have to report?"""
    rules.check_see_campaigns(request.author)
    scope = scope_of(request)
    rows = list(board.owed(scope, settings.COUNTRY))
    groups = [_group(list(found)) for _key, found in groupby(rows, key=_by_campaign)]
    context = {"groups": groups, "today": today(), "speaks": bool(scope.organisations)}
    return render(request, "monitoring/mine.html", context)


def _by_campaign(report: Report) -> tuple[int, int]:
    return report.campaign_id, report.organisation_id


def _group(rows: list[Report]) -> dict[str, Any]:
    """Reports of one organisation in one campaign, those still to write first."""
    first = rows[0]
    lock = lock_of(first.campaign, first.organisation_id, today())
    window = window_for(first, lock, today())
    return {
        "campaign": first.campaign,
        "organisation": first.organisation,
        "window": window,
        "shut": "" if window.is_open else labels.shut(window, first.campaign),
        "rows": sorted(rows, key=lambda one: not one.is_with_partner),
        "open": sum(one.is_with_partner for one in rows),
    }


@require_safe
def report(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """How does this activity stand?"""
    found, scope = get_report(request, public_id)
    return render(request, "monitoring/report.html", _context(request, found, scope))


def _context(request: AuthoredRequest, found: Report, scope: Any) -> dict[str, Any]:
    author = request.author
    works = rules.can_see_work(author, found, scope)
    versions = list(found.versions.order_by("-number"))
    approved = versions[0] if versions else None
    shown = found if works or approved is None else approved
    said, content = content_of(approved) if approved else None, content_of(shown)
    threshold = 0 if works else threshold_for(author)
    table = reading.disaggregated(content, threshold=threshold)
    return {
        "report": found,
        "approved": approved,
        "words": words_of(content),
        "content": content,
        "table": table,
        "hidden_note": reading.hidden_note(table, threshold),
        "contributed": contributions.told(content.contributions),
        "changes": differences(said, content) if works and said is not None else [],
        "versions": versions,
        "lines": reading.plan_lines(found),
        "works": works,
        "window": window_for(found, lock_of(found.campaign, found.organisation_id, today()), today()),
        "may_write": rules.can_write_report(author, found, scope),
        "may_amend": rules.can_amend(author, found, scope),
        "may_review": rules.can_check(author, found) or rules.can_approve(author, found),
        "may_keep": rules.can_keep_campaigns(author),
        "may_exempt": rules.can_keep_campaigns(author) and found.may_become(ReportState.EXEMPT),
        "is_late": reading.is_late(found),
        "entries": list(reading.history(found)[:20]) if can_see_history(author) else [],
        "may_read_audit": account_rules.can_read_audit(author),
    }


@FORM
def write(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Write the report, all at once or little by little."""
    found, scope = get_report(request, public_id)
    rules.check_report_for(request.author, found.organisation_id, scope)
    if not found.is_with_partner and request.method != "POST":
        messages.info(request, _("Ce rapport est envoyé : il ne s'écrit plus."))
        return redirect(found)
    desk, opened = Desk(request, DRAFT_FORM, str(found.public_id)), opening(found)
    sent = request.POST if request.method == "POST" else None
    given = sent if sent is not None else desk.data
    asked = contributing.asked([found]).get(found.pk, [])
    form = forms.ReportForm(given, content=opened.content, report=found, indicators=asked)
    if sent is not None:
        if form.is_valid() and _kept(request, form, found):
            desk.done()
            return _leave(request, found)
        desk.keep()
    context = _writing(found, opened, form, desk)
    return render(request, "monitoring/write.html", context, status=200 if sent is None else 422)


def _writing(found: Report, opened: Opening, form: forms.ReportForm, desk: Desk) -> dict[str, Any]:
    window = window_for(found, lock_of(found.campaign, found.organisation_id, today()), today())
    return {
        "report": found,
        "campaign": found.campaign,
        "form": form,
        "desk": desk,
        "action": form_address(str(found.public_id)),
        "last": opened.last,
        "last_words": words_of(content_of(opened.last)) if opened.last else {},
        "is_prefilled": opened.is_prefilled and found.state == ReportState.EXPECTED,
        "known": reading.known(found),
        "lines": reading.plan_lines(found),
        "window": window,
        "shut": "" if window.is_open else labels.shut(window, found.campaign),
        "is_late": found.campaign.is_late_on(today()),
    }


def _wants_sending(request: AuthoredRequest) -> bool:
    return request.POST.get("faire") == "envoyer"


def _kept(request: AuthoredRequest, form: forms.ReportForm, found: Report) -> bool:
    """Stored, and sent where that was asked; what refuses is told beside the fields. A report that cannot
    be sent yet is kept all the same as a draft."""
    who: dict[str, Any] = {"by": request.author, "at": now(), "report": found}
    content, seen = form.content(), form.cleaned_data["seen"]
    try:
        if _wants_sending(request):
            actions.submit_report(content=content, seen=seen, **who)
        else:
            actions.save_report(content=content, seen=seen, **who)
    except ValidationError as error:
        tell(form, _beside_parts(error))
        if error is not None and getattr(error, "code", "") == "changed":
            form.show_stamp(found)
        return False
    return True


def _beside_parts(error: ValidationError) -> ValidationError:
    """A table has no field of its own: what is wrong with it stands beside the total."""
    if not hasattr(error, "error_dict") or "disaggregation" not in error.error_dict:
        return error
    found = dict(error.error_dict)
    found["reached"] = [*found.get("reached", []), *found.pop("disaggregation")]
    return ValidationError(found)


def _leave(request: AuthoredRequest, found: Report) -> HttpResponse:
    if _wants_sending(request):
        messages.success(request, _("Le rapport est envoyé au secrétariat. Vous verrez ici sa réponse."))
        return redirect(_next(request, found))
    messages.success(request, _("Le brouillon est enregistré. Vous pouvez y revenir quand vous voulez."))
    return redirect("monitoring:write", found.public_id)


def _next(request: AuthoredRequest, found: Report) -> str:
    """Back to what else is to report; the secretariat goes to the report."""
    if found.organisation_id in scope_of(request).organisations:
        return reverse("monitoring:mine")
    return found.get_absolute_url()


Action = Callable[..., Any]


def reasoned(
    request: AuthoredRequest, found: Report, action: Action, words: tuple[str, str, str], **more: Any
) -> HttpResponse:
    """A page that asks for a reason. words: title, button, what is said once done."""
    title, submit, success = words
    texts: dict[str, Any] = {"title": title, "lead": found.label, "submit": submit, "success": success}
    texts |= {"crumbs": report_crumbs(found)}
    form = more.pop("form", None) or forms.ReasonForm(request.POST or None)
    back = more.pop("back", "") or found.get_absolute_url()
    return form_page(request, form, action, texts=texts | more, back=back, arguments={"report": found})


@FORM
def amend(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take up again what was approved."""
    found, scope = get_report(request, public_id)
    rules.check_report_for(request.author, found.organisation_id, scope)
    words = (_("Corriger un rapport approuvé"), _("Reprendre le rapport"), _("Le rapport peut être corrigé."))
    back = form_address(str(found.public_id)) if request.method == "POST" else ""
    return reasoned(request, found, actions.amend_report, words, back=back)


@require_POST
def drop(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Give the correction up."""
    found, scope = get_report(request, public_id)
    rules.check_report_for(request.author, found.organisation_id, scope)
    told = _("La correction est abandonnée : le rapport approuvé reste tel quel.")
    try_to(request, actions.drop_amendment, told, report=found)
    return redirect(found)


@FORM
def exempt(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Expect nothing after all."""
    found, _scope = get_report(request, public_id)
    rules.check_keep_campaigns(request.author)
    words = (_("Dispenser de ce rapport"), _("Dispenser"), _("Ce rapport n'est plus attendu."))
    return reasoned(request, found, actions.exempt_report, words)


@require_POST
def expect(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Expect it again."""
    found, _scope = get_report(request, public_id)
    rules.check_keep_campaigns(request.author)
    try_to(request, actions.expect_report, _("Ce rapport est de nouveau attendu."), report=found)
    return redirect(found)


@require_safe
def version(request: AuthoredRequest, public_id: UUID, number: int) -> HttpResponse:
    """What was approved, once."""
    found, scope = get_report(request, public_id)
    row = found.versions.filter(number=number).first()
    if row is None:
        raise Http404
    before = found.versions.filter(number=number - 1).first()
    content = content_of(row)
    changes = differences(content_of(before), content) if before else []
    works = rules.can_see_work(request.author, found, scope)
    threshold = 0 if works else threshold_for(request.author)
    table = reading.disaggregated(content, threshold=threshold)
    context = {
        "report": found,
        "version": row,
        "words": words_of(content),
        "content": content,
        "table": table,
        "hidden_note": reading.hidden_note(table, threshold),
        "contributed": contributions.told(content.contributions),
        # How a part has changed would tell how small it is.
        "changes": [one for one in changes if works or one.name != "disaggregation"],
    }
    return render(request, "monitoring/version.html", context)
