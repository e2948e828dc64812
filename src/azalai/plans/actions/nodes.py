"""Editing lines of a draft. What the document said stays in the raw cells and in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.plan.levels import RANK
from azalai.engines.plan.model import PlanNode
from azalai.plans import rules
from azalai.plans.actions.findings import refresh_findings
from azalai.plans.actions.storing import link_lines
from azalai.plans.editing import edited
from azalai.plans.models import Node, PlanVersion
from azalai.plans.trees import COLUMNS, STEP, engine_node, row_values


def edit_node(*, node: Node, values: Mapping[str, Any], reason: str, by: Author, at: datetime) -> list[str]:
    """Change fields of a line; the names of those that changed.

    values: as of `editing.EDITABLE`; a cost, a period or references given as text are read like a cell.
    """
    version = node.version
    with transaction.atomic():
        rules.check_edit_version(by, _locked(version))
        node = Node.objects.select_for_update().get(pk=node.pk)
        after = edited(engine_node(node), values, first_year=version.first_year)
        new = row_values(after)
        changed = [name for name in COLUMNS if getattr(node, name) != new[name]]
        if not changed:
            return []
        before = {name: getattr(node, name) for name in changed}
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
        rules.check_edit_version(by, _locked(version))
        _check_level(parent, kind)
        node = Node(version=version, parent=parent, path=_next_path(version, parent), kind=kind)
        new = edited(PlanNode(kind=kind, code=None, title=""), values, first_year=version.first_year)
        for name, value in row_values(new).items():
            setattr(node, name, value)
        node.save()
        if kind not in version.levels:
            version.levels = sorted([*version.levels, kind], key=lambda name: RANK.get(name, 45))
            version.save(update_fields=["levels"])
        link_lines(version, [(node, new)], on=at.date())
        refresh_findings(version=version)
        audit.record(
            by=by, at=at, action="plans.node.add", obj=node, after={"code": node.code, "title": node.title}
        )
    return node


def remove_node(*, node: Node, reason: str, by: Author, at: datetime) -> int:
    """Take a line and all below it out of the draft; how many lines went."""
    if not reason.strip():
        raise ValidationError({"reason": "Indiquez pourquoi cet élément est retiré."})
    version = node.version
    with transaction.atomic():
        rules.check_edit_version(by, _locked(version))
        gone = version.nodes.filter(path__startswith=f"{node.path}.")
        titles = [str(node), *(str(child) for child in gone)]
        audit.record(
            by=by,
            at=at,
            action="plans.node.remove",
            obj=node,
            before={"lines": titles},
            reason=reason.strip(),
        )
        gone.delete()
        node.delete()
        refresh_findings(version=version)
    return len(titles)


def _locked(version: PlanVersion) -> PlanVersion:
    return PlanVersion.objects.select_for_update().select_related("plan").get(pk=version.pk)


def _store_again(version: PlanVersion, node: Node, after: PlanNode, on: date) -> None:
    for name, value in row_values(after).items():
        setattr(node, name, value)
    node.save()
    link_lines(version, [(node, after)], on=on)
    refresh_findings(version=version)


def _check_level(parent: Node | None, kind: str) -> None:
    if parent is not None and RANK.get(kind, 45) <= RANK.get(parent.kind, 45):
        raise ValidationError({"kind": "Ce niveau ne peut pas se placer sous l'élément choisi."})


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
