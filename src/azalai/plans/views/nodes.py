"""One line of a plan: reading, editing, adding, removing, completing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from azalai.core.clock import now
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.engines.plan.levels import french
from azalai.plans import actions, queries, rules, summaries
from azalai.plans.forms import AddNodeForm, CriterionForm, EditNodeForm, ReasonForm, kinds_below
from azalai.plans.models import Node, PlanVersion
from azalai.plans.views.shared import add_errors, attempt, get_node, get_version, page


@require_safe
def node(request: AuthoredRequest, plan_id: UUID, number: int, key: UUID) -> HttpResponse:
    """A line with what stands above and below it, its findings, criteria, and the cells it came from."""
    version = get_version(request, plan_id, number)
    shown = get_node(version, key)
    above = queries.line_above(version, shown)
    return page(
        request,
        "node",
        version,
        "tree",
        node=shown,
        level=french(shown.kind),
        above=above,
        can_add=bool(kinds_below(version, shown)),
        below=paginate(request, version.nodes.filter(parent=shown).order_by("path")),
        bodies=shown.bodies.select_related("organisation"),
        references=shown.reference_links.select_related("item"),
        findings=queries.finding_lines(version, node=shown),
        criteria=queries.criteria_of(shown, above) if queries.is_activity(shown) else [],
        can_answer=rules.can_answer_criteria(request.author, version),
        history=queries.node_history(shown),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AuthoredRequest, plan_id: UUID, number: int, key: UUID) -> HttpResponse:
    """Change a line of a draft."""
    version = get_version(request, plan_id, number)
    rules.check_edit_version(request.author, version)
    shown = get_node(version, key)
    form = EditNodeForm(request.POST or None, version=version, node=shown)
    if request.method == "POST" and form.is_valid() and _edited(request, shown, form):
        return redirect(shown)
    return page(request, "node_form", version, "tree", node=shown, form=form, level=french(shown.kind))


def _edited(request: AuthoredRequest, shown: Node, form: EditNodeForm) -> bool:
    values = {name: form.cleaned_data[name] for name in form.changed_data if name not in EditNodeForm.ASIDE}
    try:
        changed = actions.edit_node(
            node=shown, values=values, reason=form.cleaned_data["reason"], by=request.author, at=now()
        )
    except ValidationError as error:
        add_errors(form, error)
        return False
    if changed:
        messages.success(request, _("Modification enregistrée ; le plan a été contrôlé de nouveau."))
    else:
        messages.info(request, _("Rien n'a changé."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: AuthoredRequest, plan_id: UUID, number: int, key: UUID | None = None) -> HttpResponse:
    """Add a line to a draft, under another one or at the top."""
    version = get_version(request, plan_id, number)
    rules.check_edit_version(request.author, version)
    parent = get_node(version, key) if key else None
    form = AddNodeForm(request.POST or None, version=version, parent=parent)
    if request.method == "POST" and form.is_valid():
        added = _added(request, version, parent, form)
        if added is not None:
            messages.success(request, _("Élément ajouté."))
            return redirect(added)
    return page(request, "node_form", version, "tree", node=None, parent=parent, form=form)


def _added(
    request: AuthoredRequest, version: PlanVersion, parent: Node | None, form: AddNodeForm
) -> Node | None:
    values: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != "kind"}
    try:
        return actions.add_node(
            version=version,
            parent=parent,
            kind=form.cleaned_data["kind"],
            values=values,
            by=request.author,
            at=now(),
        )
    except ValidationError as error:
        add_errors(form, error)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: AuthoredRequest, plan_id: UUID, number: int, key: UUID) -> HttpResponse:
    """Take a line out of a draft, with a reason."""
    version = get_version(request, plan_id, number)
    rules.check_edit_version(request.author, version)
    shown = get_node(version, key)
    below = version.nodes.filter(path__startswith=f"{shown.path}.")
    form = ReasonForm(request.POST or None)

    def move() -> None:
        actions.remove_node(node=shown, reason=form.cleaned_data["reason"], by=request.author, at=now())

    if request.method == "POST" and form.is_valid() and attempt(form, move):
        messages.success(request, _("« %(line)s » ne figure plus dans le brouillon.") % {"line": shown})
        return redirect("plans:tree", plan_id, number)
    return page(request, "node_remove", version, "tree", node=shown, below=below, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request: AuthoredRequest, plan_id: UUID, number: int, key: UUID, code: str) -> HttpResponse:
    """Complete one of the fourteen criteria for an activity."""
    version = get_version(request, plan_id, number)
    rules.check_answer_criteria(request.author, version)
    shown = get_node(version, key)
    line = queries.criterion_line(shown, queries.line_above(version, shown), code)
    initial = {"text": line.text if line.source == "answer" else ""}
    form = CriterionForm(request.POST or None, initial=initial)

    def move() -> None:
        text = form.cleaned_data["text"]
        actions.answer_criterion(node=shown, code=code, text=text, by=request.author, at=now())

    if request.method == "POST" and form.is_valid() and attempt(form, move):
        messages.success(request, _("Réponse enregistrée."))
        return redirect(f"{shown.get_absolute_url()}#criteres")
    return page(request, "criterion", version, "tree", node=shown, line=line, form=form)


@require_safe
def completeness(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """The fourteen criteria for every activity at once."""
    version = get_version(request, plan_id, number)
    rows = queries.completeness(version)
    return page(
        request,
        "completeness",
        version,
        "completeness",
        rows=paginate(request, rows, per_page=100),
        entries=summaries.criteria_entries(),
        share=queries.completeness_share(rows),
    )
