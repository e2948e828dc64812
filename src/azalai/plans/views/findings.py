"""Findings of a version and decisions about them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from azalai.core.clock import now
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.plans import actions, queries, rules
from azalai.plans.enums import Decision, Severity
from azalai.plans.forms import DecisionForm
from azalai.plans.models import Finding, FindingDecision
from azalai.plans.views.shared import add_errors, get_version, page


@require_safe
def findings(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """All findings, by severity and by whether someone decided."""
    version = get_version(request, plan_id, number)
    counts = queries.finding_totals(version)
    chosen = [line for line in queries.finding_lines(version) if _wanted(request, line)]
    return page(
        request,
        "findings",
        version,
        "findings",
        lines=paginate(request, chosen),
        counts=counts,
        corrected=queries.corrected_findings(version),
        can_decide=rules.can_decide_findings(request.author, version),
    )


def _wanted(request: AuthoredRequest, line: queries.FindingLine) -> bool:
    severity, state, code = (request.GET.get(name, "") for name in ("gravite", "etat", "code"))
    if severity in Severity.values and line.finding.severity != severity:
        return False
    if code and line.finding.code != code:
        return False
    if state == "a-decider":
        return line.waits
    if state == "encore-presents":
        return line.is_still_there
    return state != "decides" or line.decision is not None


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: AuthoredRequest, plan_id: UUID, number: int, fingerprint: str) -> HttpResponse:
    """One finding: where it is, what stands there, what was decided."""
    version = get_version(request, plan_id, number)
    same = version.findings.filter(fingerprint=fingerprint).order_by("position").values("pk")[:1]
    found = get_object_or_404(version.findings.select_related("node", "version__plan"), pk__in=same)
    if request.method == "POST":
        rules.check_decide_findings(request.author, version)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decided(request, found, form):
        return redirect(f"{reverse('plans:findings', args=[plan_id, number])}{_same_list(request)}")
    decisions = list(FindingDecision.objects.filter(plan=version.plan, fingerprint=fingerprint))
    return page(
        request,
        "finding",
        version,
        "findings",
        finding=found,
        form=form,
        decisions=decisions,
        still_there=bool(decisions) and decisions[0].decision == Decision.CORRECTED,
        cells=found.node.cells if found.node else [],
        can_decide=rules.can_decide_findings(request.author, version),
    )


def _decided(request: AuthoredRequest, found: Finding, form: DecisionForm) -> bool:
    try:
        actions.decide_finding(finding=found, by=request.author, at=now(), **form.cleaned_data)
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, _("Décision enregistrée pour le constat %(code)s.") % {"code": found.code})
    return True


def _same_list(request: AuthoredRequest) -> str:
    """The filters of the list that the person came from: a save leads back to it."""
    return f"?{request.GET.urlencode()}" if request.GET else ""
