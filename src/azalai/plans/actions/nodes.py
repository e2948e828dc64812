"""Editing lines of a draft. What the document said stays in the raw cells and in the audit trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.plan.columns import role_from
from azalai.engines.plan.levels import RANK
from azalai.engines.plan.model import PlanNode
from azalai.plans import rules
from azalai.plans.actions.findings import refresh_findings
from azalai.plans.actions.locking import locked_node, locked_version
from azalai.plans.actions.storing import link_lines
from azalai.plans.editing import edited
from azalai.plans.models import Node, PlanVersion
from azalai.plans.trees import COLUMNS, STEP, engine_node, row_values

MIDDLE = 45  # usual depth of a level that the plan named itself
TIME = {"years", "start", "end", "period_text", "continuous"}
# Role of a column -> fields of a line that its cells fill; other roles are named as their field.
FIELDS = {
    "cost": {"declared_cost"},
    "year_cost": {"cost_by_year", *TIME},
    "period": TIME,
    "start": TIME,
    "end": TIME,
    "year": TIME,
    "month": TIME,
    "references": {"references", "reference_texts", "reference_text"},
    "risks_assumptions": {"risks", "assumptions"},
}


def edit_node(*, node: Node, values: Mapping[str, Any], reason: str, by: Author, at: datetime) -> list[str]:
    """Change fields of a line; the names of those that changed.

    values: as of `editing.EDITABLE`; a cost, a period or references given as text are read like a cell.
    """
    with transaction.atomic():
        version = locked_version(node.version)
        rules.check_edit_version(by, version)
        node = locked_node(node, version)
        after = edited(engine_node(node), values, first_year=version.first_year)
        new = row_values(after)
        changed = [name for name in COLUMNS if getattr(node, name) != new[name]]
        if not changed:
            return []
        before = {name: getattr(node, name) for name in changed}
        _settle_remarks(version, node, set(changed))
        _store_again(version, node, after, at.date())
        audit.record(
            by=by,
            at=at,
            action="plans.node.edit",
            obj=node,
            before=before,
            after={name: new[name] for name in changed},
            reason=reason.strip(),
        )
    return changed


def add_node(
    *,
    version: PlanVersion,
    parent: Node | None,
    kind: str,
    values: Mapping[str, Any],
    by: Author,
    at: datetime,
) -> Node:
    """A new line at the end of its parent's lines."""
    with transaction.atomic():
        version = locked_version(version)
        rules.check_edit_version(by, version)
        parent = locked_node(parent, version) if parent else None
        _check_level(version, parent, kind)
        new = edited(PlanNode(kind=kind, code=None, title=""), values, first_year=version.first_year)
        node = Node(version=version, parent=parent, path=_next_path(version, parent), **row_values(new))
        node.save()
        _add_level(version, parent, kind)
        link_lines(version, [(node, new)], on=at.date())
        refresh_findings(version=version)
        audit.record(
            by=by,
            at=at,
            action="plans.node.add",
            obj=node,
            after={"code": node.code, "title": node.title, "parent": str(parent or "")},
        )
    return node


def remove_node(*, node: Node, reason: str, by: Author, at: datetime) -> int:
    """Take a line and all below it out of the draft; how many lines went."""
    if not reason.strip():
        raise ValidationError({"reason": _("Indiquez pourquoi cet élément est retiré.")})
    with transaction.atomic():
        version = locked_version(node.version)
        rules.check_edit_version(by, version)
        node = locked_node(node, version)
        gone = [node, *version.nodes.filter(path__startswith=f"{node.path}.").order_by("path")]
        audit.record(
            by=by,
            at=at,
            action="plans.node.remove",
            obj=node,
            before={"lines": [str(line) for line in gone]},
            reason=reason.strip(),
        )
        _forget_remarks(version, gone)
        version.nodes.filter(pk__in=[line.pk for line in gone]).delete()
        refresh_findings(version=version)
    return len(gone)


def _store_again(version: PlanVersion, node: Node, after: PlanNode, on: date) -> None:
    for name, value in row_values(after).items():
        setattr(node, name, value)
    node.save()
    link_lines(version, [(node, after)], on=on)
    refresh_findings(version=version)


def _check_level(version: PlanVersion, parent: Node | None, kind: str) -> None:
    """Below its parent in the plan's own levels, else in the usual order."""
    if parent is None:
        return
    levels = version.levels
    if kind in levels and parent.kind in levels:
        is_below = levels.index(kind) > levels.index(parent.kind)
    else:
        is_below = RANK.get(kind, MIDDLE) > RANK.get(parent.kind, MIDDLE)
    if not is_below:
        raise ValidationError({"kind": _("Ce niveau ne peut pas se placer sous l'élément choisi.")})


def _add_level(version: PlanVersion, parent: Node | None, kind: str) -> None:
    """A level new to the plan stands just below that of the parent."""
    if kind in version.levels:
        return
    place = version.levels.index(parent.kind) + 1 if parent and parent.kind in version.levels else 0
    version.levels = [*version.levels[:place], kind, *version.levels[place:]]
    version.save(update_fields=["levels"])


def _settle_remarks(version: PlanVersion, node: Node, changed: set[str]) -> None:
    """What the reading noted of a cell no longer holds once a person has said what the cell means."""
    fields = {
        column["header"]: FIELDS.get(role_from(column["role"]).name, {role_from(column["role"]).name})
        for layout in version.layouts
        for column in layout["columns"]
    }
    _keep_remarks(
        version,
        lambda remark: not (_is_about(remark, node) and fields.get(remark["column"], set()) & changed),
    )


def _forget_remarks(version: PlanVersion, gone: list[Node]) -> None:
    _keep_remarks(version, lambda remark: not any(_is_about(remark, node) for node in gone))


def _keep_remarks(version: PlanVersion, wanted: Callable[[dict[str, Any]], bool]) -> None:
    kept = [remark for remark in version.remarks if wanted(remark)]
    if len(kept) != len(version.remarks):
        version.remarks = kept
        version.save(update_fields=["remarks"])


def _is_about(remark: dict[str, Any], node: Node) -> bool:
    place = {"table": node.source_table, "row": node.source_row, "sheet": node.source_sheet}
    return remark["kind"] == node.kind and remark["of"] == place


def _next_path(version: PlanVersion, parent: Node | None) -> str:
    prefix = f"{parent.path}." if parent else ""
    depth = prefix.count(".")
    siblings = [
        p
        for p in version.nodes.values_list("path", flat=True)
        if p.startswith(prefix) and p.count(".") == depth
    ]
    last = max((int(path.rsplit(".", 1)[-1]) for path in siblings), default=0)
    return f"{prefix}{last + 1:0{STEP}d}"
