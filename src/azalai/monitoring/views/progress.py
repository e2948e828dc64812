"""Where does the plan stand?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from azalai.core.clock import today
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.frames.models import Place
from azalai.indicators.protection import threshold_for
from azalai.monitoring import exporting, rules
from azalai.monitoring.enums import NodeStateChoice
from azalai.monitoring.queries import (
    People,
    Standing,
    current_standing,
    people_reached,
    progress,
    version_in_force,
)
from azalai.monitoring.views.shared import file_response, read_uuid
from azalai.plans.models import Plan, PlanVersion

PER_PAGE = 30


@require_safe
def plans(request: AuthoredRequest) -> HttpResponse:
    """Which plan? The only one at once."""
    rules.check_see_campaigns(request.author)
    found = list(Plan.objects.filter(country=settings.COUNTRY).with_latest_version().order_by("title", "id"))
    if len(found) == 1:
        return redirect("monitoring:progress", found[0].public_id)
    shown = [(plan, current_standing(version_in_force(plan), today()).whole) for plan in found[:20]]
    return render(request, "monitoring/plans.html", {"plans": shown})


def _version(request: AuthoredRequest, public_id: UUID) -> PlanVersion:
    rules.check_see_campaigns(request.author)
    rows = Plan.objects.filter(country=settings.COUNTRY).with_latest_version()
    plan = get_object_or_404(rows, public_id=public_id)
    version = version_in_force(plan)
    version.plan = plan
    return version


def _wanted(request: AuthoredRequest, version: PlanVersion) -> tuple[progress.Wanted, dict[str, Any]]:
    """What the address asks for, and what may be asked for."""
    offered: dict[str, Any] = {
        "organisations": progress.organisations(version),
        "regions": list(
            Place.objects.in_country(settings.COUNTRY).filter(valid_to="", level=1).order_by("name")
        ),
    }
    query = request.GET
    state = query.get("etat", "")
    wanted = progress.Wanted(
        axis=read_uuid(query.get("axe", "")),
        organisation=_chosen(offered["organisations"], "public_id", query.get("organisme", "")),
        place=_chosen(offered["regions"], "pcode", query.get("region", "")),
        state=state if state in NodeStateChoice.values else "",
        late_first=query.get("ordre") == "retard",
    )
    return wanted, offered


def _chosen(offered: list[Any], name: str, text: str) -> Any:
    return next((one for one in offered if text and str(getattr(one, name)) == text), None)


@require_safe
def plan(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Line by line, what is late first where that is asked."""
    version = _version(request, public_id)
    found = current_standing(version, today())
    wanted, offered = _wanted(request, version)
    lines = progress.rows(version, found, wanted)
    tallies = progress.tallies(found)
    context = {
        "plan": version.plan,
        "version": version,
        "whole": found.whole,
        "today": today(),
        "wanted": wanted,
        "axes": [node for node in found.nodes if node.parent_id is None],
        "tallies": [(choice, tallies[choice.value]) for choice in NodeStateChoice],
        "page": paginate(request, lines, per_page=PER_PAGE),
        "people": _people(request, found, lines, wanted),
        "left_out": exporting.LEFT_OUT,
        "query": request.GET.urlencode(),
        **offered,
    }
    return render(request, "monitoring/progress.html", context)


def _people(
    request: AuthoredRequest, found: Standing, lines: list[progress.Row], wanted: progress.Wanted
) -> People:
    """Of the lines shown, those of other pages of the list included."""
    keys = [row.node.key for row in lines] if wanted.is_narrow else [wanted.axis] if wanted.axis else None
    known = None if keys is None else [key for key in keys if key in found.states]
    return people_reached(found, known, threshold=threshold_for(request.author))


@require_safe
def download(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """The same lines as a workbook."""
    version = _version(request, public_id)
    found = current_standing(version, today())
    lines = progress.rows(version, found, _wanted(request, version)[0])
    if not lines:
        raise Http404(_("Rien à télécharger avec ces filtres."))
    threshold = threshold_for(request.author)
    content = exporting.progress_workbook(version, found, lines, today(), threshold=threshold)
    return file_response(content, f"avancement-{today().isoformat()}.xlsx")
