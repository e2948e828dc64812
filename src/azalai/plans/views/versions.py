"""Plans and the ways of looking at a version."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from azalai.engines.plan.comparing import compare
from azalai.engines.plan.sums import computed_total
from azalai.plans import charts, queries, rules, summaries
from azalai.plans.enums import BodyRole
from azalai.plans.exporting import FORMATS, export_version, version_document
from azalai.plans.matrix import matrix_tables
from azalai.plans.models import Plan, PlanVersion
from azalai.plans.views.shared import get_version, page


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan with its latest version."""
    rules.check_read_plans(request.author)
    rows = [
        {"plan": plan, "version": plan.latest_version(), "adopted": plan.adopted_version()}
        for plan in Plan.objects.with_latest_version()
    ]
    return render(
        request, "plans/plans.html", {"rows": rows, "can_import": rules.can_import_plan(request.author)}
    )


@require_safe
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The latest version of a plan."""
    rules.check_read_plans(request.author)
    found = get_object_or_404(Plan.objects.with_latest_version(), public_id=plan_id)
    return redirect(found.latest_version())


@require_safe
def version(request: HttpRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Overview: what it holds, what it costs, what is wrong, what comes next."""
    shown = get_version(request, plan_id, number)
    lines = queries.finding_lines(shown)
    engine = queries.engine_plan(shown)
    return page(
        request,
        "version",
        shown,
        "overview",
        computed_total=computed_total(engine),
        levels=queries.level_counts(shown),
        tops=summaries.cost_lines(engine),
        waiting=[line for line in lines if line.decision is None],
        decided=[line for line in lines if line.decision is not None],
        severities=queries.severity_counts(lines),
        moves=_moves(request, shown),
        versions=shown.plan.versions.order_by("-number"),
    )


def _moves(request: HttpRequest, shown: PlanVersion) -> dict[str, bool]:
    author = request.author
    return {
        "submit": rules.can_submit_version(author, shown),
        "return": rules.can_return_version(author, shown),
        "adopt": rules.can_adopt_version(author, shown),
        "open": rules.can_open_version(author, shown),
        "import": rules.can_edit_version(author, shown),
    }


@require_safe
def tree(request: HttpRequest, plan_id: UUID, number: int) -> HttpResponse:
    """The plan as a tree."""
    shown = get_version(request, plan_id, number)
    nodes = list(shown.nodes.order_by("path"))
    return page(request, "tree", shown, "tree", nodes=nodes, counts=queries.finding_counts(shown))


@require_safe
def matrix(request: HttpRequest, plan_id: UUID, number: int) -> HttpResponse:
    """The plan as its source shows it."""
    shown = get_version(request, plan_id, number)
    return page(request, "matrix", shown, "matrix", tables=matrix_tables(version_document(shown)))


@require_safe
def calendar(request: HttpRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Activities by year, with the cost of each year."""
    shown = get_version(request, plan_id, number)
    dates = summaries.calendar(queries.engine_plan(shown))
    return page(
        request,
        "calendar",
        shown,
        "calendar",
        calendar=dates,
        chart=charts.costs_by_year(dates),
        keys=queries.keys_by_code(shown),
    )


@require_safe
def costs(request: HttpRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Declared beside computed, level by level."""
    shown = get_version(request, plan_id, number)
    engine = queries.engine_plan(shown)
    lines = summaries.cost_lines(engine)
    return page(
        request,
        "costs",
        shown,
        "costs",
        lines=lines,
        chart=charts.declared_and_computed([line for line in lines if line.depth == 0]),
        computed_total=computed_total(engine),
        level_sums=summaries.level_sums(engine),
        keys=queries.keys_by_code(shown),
    )


@require_safe
def coverage(request: HttpRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Which objectives of the Compact, and which axes of the national policy, the plan serves."""
    shown = get_version(request, plan_id, number)
    lines = queries.coverage(shown)
    return page(
        request,
        "coverage",
        shown,
        "coverage",
        lines=lines,
        unserved=[line for line in lines if not line.nodes],
        policy=queries.policy_coverage(shown),
        chart=charts.objectives_served(lines),
    )


@require_safe
def bodies(request: HttpRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Who benefits and who is responsible."""
    shown = get_version(request, plan_id, number)
    return page(
        request,
        "bodies",
        shown,
        "bodies",
        beneficiaries=queries.bodies_of(shown, [BodyRole.BENEFICIARY]),
        responsible=queries.bodies_of(shown, [BodyRole.RESPONSIBLE, BodyRole.PARTNER]),
    )


@require_safe
def comparison(request: HttpRequest, plan_id: UUID, number: int, other: int) -> HttpResponse:
    """What changed between two versions, node by node."""
    shown = get_version(request, plan_id, number)
    before = get_version(request, plan_id, other)
    changes = compare(queries.engine_plan(before), queries.engine_plan(shown))
    return page(
        request, "comparison", shown, "overview", before=before, changes=queries.grouped_changes(changes)
    )


@require_safe
def export(request: HttpRequest, plan_id: UUID, number: int, kind: str) -> HttpResponse:
    """The version as a Word, Excel or CSV file."""
    shown = get_version(request, plan_id, number)
    if kind not in FORMATS:
        raise Http404
    name = f"{slugify(shown.plan.title)[:60] or 'plan'}-v{shown.number}.{kind}"
    return HttpResponse(
        export_version(shown, kind),
        content_type=FORMATS[kind][1],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
