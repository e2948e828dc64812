"""Findings with what people decided about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from azalai.plans.enums import Decision, Severity
from azalai.plans.models import (
    Finding,
    FindingDecision,
    Node,
    PlanVersion,
)

GRAVEST_FIRST = {severity: place for place, severity in enumerate(Severity.values)}


@dataclass(frozen=True)
class FindingLine:
    """A finding with the last decision about it."""

    finding: Finding
    decision: FindingDecision | None

    @property
    def waits(self) -> bool:
        """An error or a warning on which nobody has decided; remarks may stay without a decision."""
        return self.decision is None and self.finding.severity != Severity.INFO

    @property
    def is_still_there(self) -> bool:
        """Somebody said that it is corrected, and the plan still shows it."""
        return self.decision is not None and self.decision.decision == Decision.CORRECTED


def finding_lines(version: PlanVersion, *, node: Node | None = None) -> list[FindingLine]:
    """Findings of a version, or of one of its lines, with decisions, the gravest first; two queries."""
    decisions = latest_decisions(version)
    findings = version.findings.select_related("node").order_by("position")
    if node is not None:
        findings = findings.filter(node=node)
    lines = [FindingLine(finding, decisions.get(finding.fingerprint)) for finding in findings]
    return sorted(lines, key=lambda line: GRAVEST_FIRST[line.finding.severity])


def latest_decisions(version: PlanVersion) -> dict[str, FindingDecision]:
    """Fingerprint -> the decision in force, whatever the version it was taken in; one query."""
    taken = FindingDecision.objects.filter(plan_id=version.plan_id).order_by("decided_at", "id")
    return {decision.fingerprint: decision for decision in taken}


def corrected_findings(version: PlanVersion) -> list[FindingDecision]:
    """Decisions about findings that the version no longer has: what was really corrected; two queries."""
    present = set(version.findings.values_list("fingerprint", flat=True))
    latest = latest_decisions(version)
    return [decision for fingerprint, decision in latest.items() if fingerprint not in present]


@dataclass(frozen=True)
class FindingCounts:
    """How many findings of each severity a version has, and how many of them wait for a decision."""

    found: Counter[str]
    waiting: Counter[str]

    @property
    def total(self) -> int:
        """All of them."""
        return self.found.total()

    @property
    def waiting_total(self) -> int:
        """Errors and warnings on which nobody has decided."""
        return self.waiting.total()


def finding_totals(version: PlanVersion) -> FindingCounts:
    """Counts of a version's findings; two queries, no texts."""
    decided = set(
        FindingDecision.objects.filter(plan_id=version.plan_id).values_list("fingerprint", flat=True)
    )
    pairs = list(version.findings.values_list("severity", "fingerprint").order_by())
    open_ones = [severity for severity, mark in pairs if mark not in decided and severity != Severity.INFO]
    empty = dict.fromkeys(Severity.values, 0)
    found = Counter(empty)
    found.update(severity for severity, _ in pairs)
    waiting = Counter(empty)
    waiting.update(open_ones)
    return FindingCounts(found, waiting)


def finding_counts(version: PlanVersion) -> dict[int, int]:
    """Node id -> errors and warnings on which nobody has decided; two queries."""
    found = version.findings.exclude(node=None).exclude(severity=Severity.INFO)
    pairs = found.values_list("node", "fingerprint").order_by()
    decided = set(
        FindingDecision.objects.filter(plan_id=version.plan_id).values_list("fingerprint", flat=True)
    )
    return dict(Counter(node for node, mark in pairs if mark not in decided))


def undecided_by_version(versions: Iterable[PlanVersion]) -> dict[int, int]:
    """Version id -> errors and warnings on which nobody has decided; two queries."""
    versions = list(versions)
    plans = {version.pk: version.plan_id for version in versions}
    decided = set(
        FindingDecision.objects.filter(plan__in=plans.values()).values_list("plan_id", "fingerprint")
    )
    found = Finding.objects.filter(version__in=versions).exclude(severity=Severity.INFO)
    pairs = found.values_list("version_id", "fingerprint").order_by()
    return dict(Counter(pk for pk, fingerprint in pairs if (plans[pk], fingerprint) not in decided))
