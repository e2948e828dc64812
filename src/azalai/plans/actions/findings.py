"""Findings made anew, and decisions about them."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.plan.compiler import Compiled
from azalai.engines.plan.findings import Finding as Found
from azalai.engines.plan.findings import short
from azalai.plans import queries, rules
from azalai.plans.actions.locking import locked_version
from azalai.plans.compiling import check_plan
from azalai.plans.enums import Decision
from azalai.plans.models import Finding, FindingDecision, Node, PlanVersion

BATCH = 500
NAME_LENGTH = 50  # of a line without a code, as azalai.engines.plan.findings.name_of


def refresh_findings(*, version: PlanVersion, compiled: Compiled | None = None) -> int:
    """Replace the version's findings by those of now; the caller holds the transaction. Their number.

    compiled: a compilation just made from the file; else the version's rows are checked.
    """
    if compiled is None:
        compiled = check_plan(queries.engine_plan(version), country=version.plan.country)
    version.findings.all().delete()
    nodes = _Nodes(version)
    rows = [_row(version, found, position, nodes) for position, found in enumerate(compiled.findings)]
    Finding.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


class _Nodes:
    """Rows of the version by (kind, name) and by place."""

    def __init__(self, version: PlanVersion) -> None:
        self.by_name: dict[tuple[str, str], Node] = {}
        self.by_place: dict[tuple[str, int, int], Node] = {}
        for node in version.nodes.all():
            self.by_name.setdefault((node.kind, node.code or short(node.title, NAME_LENGTH)), node)
            self.by_place[node.kind, node.source_table, node.source_row] = node

    def find(self, kind: str, name: str, table: int, row: int) -> Node | None:
        at_place = self.by_place.get((kind, table, row))
        if at_place is not None and name in {at_place.code, short(at_place.title, NAME_LENGTH)}:
            return at_place
        return self.by_name.get((kind, name)) or at_place


def _row(version: PlanVersion, found: Found, position: int, nodes: _Nodes) -> Finding:
    where = found.where
    return Finding(
        version=version,
        node=nodes.find(where.kind, where.node, where.table, where.row) if where.kind else None,
        position=position,
        code=found.code,
        severity=str(found.severity),
        fingerprint=found.fingerprint,
        node_name=where.node[:80],
        table=where.table,
        row=where.row,
        sheet=where.sheet[:100],
        column=where.column.replace("\n", " ")[:200],
        message=found.message,
        declared=found.declared,
        computed=found.computed,
        difference=found.difference,
        cause=found.cause,
    )


def decide_finding(
    *, finding: Finding, decision: str, reason: str, by: Author, at: datetime
) -> FindingDecision:
    """Keep what a person decided; "corrected" is only true once the finding has gone."""
    if decision not in Decision.values:
        raise ValidationError({"decision": _("Choisissez une décision.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Indiquez le motif de la décision.")})
    with transaction.atomic():
        version = locked_version(finding.version)
        rules.check_decide_findings(by, version)
        kept = FindingDecision.objects.create(
            plan=version.plan,
            fingerprint=finding.fingerprint,
            code=finding.code,
            message=finding.message,
            decision=decision,
            reason=reason.strip(),
            decided_at=at,
            decided_by_id=by.person_id,
            decided_by_name=f"{by.name} · {by.post}".strip(" ·"),
            version_number=version.number,
        )
        audit.record(
            by=by,
            at=at,
            action="plans.finding.decide",
            obj=kept,
            before=_last_decision(kept),
            after={"code": finding.code, "message": finding.message, "decision": decision},
            reason=reason.strip(),
        )
    return kept


def _last_decision(kept: FindingDecision) -> dict[str, str] | None:
    """What had been decided of the same finding until now."""
    before = FindingDecision.objects.filter(plan=kept.plan, fingerprint=kept.fingerprint).exclude(pk=kept.pk)
    last = before.order_by("decided_at", "pk").last()
    return {"decision": last.decision, "reason": last.reason} if last else None
