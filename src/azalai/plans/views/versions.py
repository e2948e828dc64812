"""Plans and the ways of looking at a version."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.engines.plan.comparing import compare
from azalai.engines.plan.sums import computed_total
from azalai.plans import charts, queries, rules, summaries
from azalai.plans.enums import BodyRole
from azalai.plans.exporting import FORMATS, export_version, part_document
from azalai.plans.matrix import matrix_tables
from azalai.plans.models import Plan, PlanVersion
from azalai.plans.slices import slice_of
from azalai.plans.views.shared import get_version, page

# Lines of a plan on one page: a matrix and its cells weigh more than a branch or a row of figures.
MATRIX_LINES, TREE_LINES, TABLE_LINES = 60, 200, 100
MOST_WAITING = 10


@require_safe
def plans(request: AuthoredRequest) -> HttpResponse:
    """Every plan with its latest version."""
    rules.check_read_plans(request.author)
    found = paginate(request, Plan.objects.with_latest_version())
    rows = [
        {"plan": plan, "version": plan.latest_version(), "adopted": plan.adopted_version()} for plan in found
    ]
    can_import = rules.can_import_plan(request.author)
    waiting = list(queries.waiting_uploads()[:MOST_WAITING]) if can_import else []
    context = {"rows": rows, "page": found, "can_import": can_import, "waiting": waiting}
    return render(request, "plans/plans.html", context)


@require_safe
def plan(request: AuthoredRequest, plan_id: UUID) -> HttpResponse:
    """The latest version of a plan."""
    rules.check_read_plans(request.author)
    found = get_object_or_404(Plan.objects.with_latest_version(), public_id=plan_id)
    return redirect(found.latest_version())


@require_safe
def version(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Overview: what it holds, what it costs, what is wrong, what comes next."""
    shown = get_version(request, plan_id, number)
    lines = queries.keyed_plan(shown)
    return page(
        request,
        "version",
        shown,
        "overview",
        computed_total=computed_total(lines.plan),
        levels=queries.level_counts(shown),
        tops=[line for line in summaries.cost_lines(lines.plan) if line.depth == 0],
        lines=lines,
        counts=queries.finding_totals(shown),
        moves=_moves(request, shown),
        versions=shown.plan.versions.order_by("-number"),
    )


def _moves(request: AuthoredRequest, shown: PlanVersion) -> dict[str, bool]:
    author = request.author
    return {
        "submit": rules.can_submit_version(author, shown),
        "return": rules.can_return_version(author, shown),
        "adopt": rules.can_adopt_version(author, shown),
        "open": rules.can_open_version(author, shown),
        "import": rules.can_edit_version(author, shown),
        "decide": rules.can_decide_findings(author, shown),
    }


@require_safe
def tree(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """The plan as a tree."""
    shown = get_version(request, plan_id, number)
    part = slice_of(request, list(queries.branches(shown)), per_page=TREE_LINES)
    return page(request, "tree", shown, "tree", part=part, counts=queries.finding_counts(shown))


@require_safe
def matrix(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """The plan as its source shows it."""
    shown = get_version(request, plan_id, number)
    part = slice_of(request, list(shown.nodes.order_by("path")), per_page=MATRIX_LINES)
    document = part_document(shown, part)
    return page(request, "matrix", shown, "matrix", part=part, tables=matrix_tables(document))


@require_safe
def calendar(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Activities by year, with the cost of each year."""
    shown = get_version(request, plan_id, number)
    lines = queries.keyed_plan(shown)
    dates = summaries.calendar(lines.plan)
    return page(
        request,
        "calendar",
        shown,
        "calendar",
        calendar=dates,
        rows=paginate(request, dates.lines, per_page=TABLE_LINES),
        chart=charts.costs_by_year(dates),
        lines=lines,
    )


@require_safe
def costs(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Declared beside computed, level by level."""
    shown = get_version(request, plan_id, number)
    lines = queries.keyed_plan(shown)
    rows = summaries.cost_lines(lines.plan)
    return page(
        request,
        "costs",
        shown,
        "costs",
        rows=paginate(request, rows, per_page=TABLE_LINES),
        chart=charts.declared_and_computed([row for row in rows if row.depth == 0][: charts.MOST_BARS]),
        computed_total=computed_total(lines.plan),
        level_sums=summaries.level_sums(lines.plan),
        lines=lines,
    )


@require_safe
def coverage(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
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
def bodies(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Who benefits and who is responsible."""
    shown = get_version(request, plan_id, number)
    beneficiaries = queries.bodies_of(shown, [BodyRole.BENEFICIARY])
    responsible = queries.bodies_of(shown, [BodyRole.RESPONSIBLE, BodyRole.PARTNER])
    return page(
        request,
        "bodies",
        shown,
        "bodies",
        beneficiaries=paginate(request, beneficiaries, per_page=TABLE_LINES),
        responsible=Paginator(responsible, TABLE_LINES).get_page(request.GET.get("responsables")),
    )


@require_safe
def comparison(request: AuthoredRequest, plan_id: UUID, number: int, other: int) -> HttpResponse:
    """What changed between two versions, node by node."""
    shown = get_version(request, plan_id, number)
    before = get_version(request, plan_id, other)
    changes = compare(queries.engine_plan(before), queries.engine_plan(shown))
    groups = paginate(request, queries.grouped_changes(changes), per_page=TABLE_LINES)
    return page(request, "comparison", shown, "overview", before=before, changes=groups)


@require_safe
def export(request: AuthoredRequest, plan_id: UUID, number: int, kind: str) -> HttpResponse:
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
