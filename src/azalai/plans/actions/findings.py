"""Findings made anew, and decisions about them."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.plan.compiler import Compiled
from azalai.plans import queries, rules
from azalai.plans.compiling import check_plan
from azalai.plans.enums import Decision
from azalai.plans.models import Finding, FindingDecision, Node, PlanVersion

BATCH = 500


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
            self.by_name.setdefault((node.kind, node.code or node.title[:50]), node)
            self.by_place[node.kind, node.source_table, node.source_row] = node

    def find(self, kind: str, name: str, table: int, row: int) -> Node | None:
        at_place = self.by_place.get((kind, table, row))
        if at_place is not None and at_place.code == name:
            return at_place
        return self.by_name.get((kind, name)) or at_place


def _row(version: PlanVersion, found, position: int, nodes: _Nodes) -> Finding:  # type: ignore[no-untyped-def]
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
    version = finding.version
    rules.check_decide_findings(by, version)
    if decision not in Decision.values:
        raise ValidationError({"decision": "Choisissez une décision."})
    if not reason.strip():
        raise ValidationError({"reason": "Indiquez le motif de la décision."})
    with transaction.atomic():
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
            after={"code": finding.code, "message": finding.message, "decision": decision},
            reason=reason.strip(),
        )
    return kept
