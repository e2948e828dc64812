"""The compiler's answers: one JSON object, or lines as a compiler prints them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from azalai.engines.plan.compiler import Compiled
from azalai.engines.plan.findings import Finding, Severity, figure
from azalai.engines.plan.levels import french
from azalai.engines.plan.model import PlanNode
from azalai.engines.plan.sums import computed_cost, computed_total

WORDS = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement", Severity.INFO: "remarque"}


def as_object(compiled: Compiled) -> dict[str, Any]:
    """What `azalai plan check --json` prints; see docs/reference/commandes.md."""
    plan = compiled.plan
    return {
        "title": plan.title,
        "currency": plan.currency,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "declared_total": plan.declared_total,
        "computed_total": computed_total(plan),
        "levels": list(plan.levels),
        "nodes": [_node(node) for node in plan.nodes],
        "findings": [_finding(finding) for finding in compiled.findings],
        "notes": list(compiled.notes),
    }


def _node(node: PlanNode) -> dict[str, Any]:
    return {
        "kind": node.kind,
        "code": node.code,
        "title": node.title,
        "declared_cost": node.declared_cost,
        "computed_cost": computed_cost(node),
        "years": list(node.years),
        "start": node.start,
        "end": node.end,
        "period": node.period_text or None,
        "references": {**{k: list(v) for k, v in node.references.items()}, **node.reference_texts},
        "beneficiaries": node.beneficiaries or None,
        "responsible": node.responsible or None,
        "partners": node.partners or None,
        "expected_results": node.expected_results or None,
        "indicators": list(node.indicators),
        "strategies": node.strategies or None,
        "target": node.target or None,
        "baseline": node.baseline or None,
        "verification": node.verification or None,
        "assumptions": node.assumptions or None,
        "risks": node.risks or None,
        "problem": node.problem or None,
        "extra": dict(node.extra),
        "source": {"table": node.source.table, "row": node.source.row, "sheet": node.source.sheet or None},
        "children": [_node(child) for child in node.children],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "where": {
            "table": where.table or None,
            "row": where.row or None,
            "column": where.column or None,
            "node": where.node or None,
            "kind": where.kind or None,
            "sheet": where.sheet or None,
        },
        "message": finding.message,
        "declared": finding.declared,
        "computed": finding.computed,
        "difference": finding.difference,
        "cause": finding.cause or None,
    }


def as_lines(compiled: Compiled, name: str) -> Iterator[str]:
    """One line a finding, "plan.docx:tableau 1, ligne 20: erreur C102: …", its cause below, then counts."""
    for finding in compiled.findings:
        yield f"{name}:{place(finding)}: {WORDS[finding.severity]} {finding.code}: {finding.message}"
        if finding.cause:
            yield f"    cause probable : {finding.cause}"
    yield from _summary(compiled)


def place(finding: Finding) -> str:
    """ "tableau 1, ligne 20", "feuille « Plan », ligne 5", or "plan" for the whole."""
    where = finding.where
    if not where.table:
        return "plan"
    table = f"feuille « {where.sheet} »" if where.sheet else f"tableau {where.table}"
    return f"{table}, ligne {where.row}" if where.row else table


def _summary(compiled: Compiled) -> Iterator[str]:
    plan = compiled.plan
    counts = [(kind, sum(1 for node in plan.walk() if node.kind == kind)) for kind in plan.levels]
    yield ""
    yield f"{plan.title or 'Plan sans titre'}"
    yield "  " + ", ".join(f"{count} {french(kind, count=count)}" for kind, count in counts)
    if plan.declared_total is not None or computed_total(plan) is not None:
        currency = f" {plan.currency}" if plan.currency else ""
        sums = (figure(plan.declared_total), figure(computed_total(plan)))
        yield f"  total déclaré {sums[0]}{currency}, total calculé {sums[1]}{currency}"
    numbers = {severity: sum(1 for f in compiled.findings if f.severity == severity) for severity in Severity}
    yield "  " + ", ".join(f"{numbers[s]} {WORDS[s]}{'s' * (numbers[s] > 1)}" for s in Severity)
