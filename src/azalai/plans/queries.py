"""Reads across plans; builds what the engine works on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from django.db.models import Count
from django.http import Http404

from azalai.core.models import AuditEntry
from azalai.engines.plan.comparing import Change, NodeKey
from azalai.engines.plan.levels import french
from azalai.engines.plan.model import Plan as EnginePlan
from azalai.engines.plan.model import PlanNode
from azalai.engines.plan.text import key as text_key
from azalai.frames.dataset import Entry, load_framework
from azalai.plans.enums import BodyRole, Decision, Severity
from azalai.plans.models import (
    CriterionAnswer,
    Finding,
    FindingDecision,
    LayoutChoice,
    Node,
    NodeBody,
    Plan,
    PlanVersion,
    Review,
    ReviewPoint,
    Upload,
)
from azalai.plans.summaries import CriterionLine, criteria
from azalai.plans.trees import engine_node
from azalai.plans.trees import engine_plan as build_engine_plan


def plan_by_id(public_id: str) -> Plan | None:
    """The plan with that identifier, None when there is none or the text is no identifier."""
    try:
        wanted = UUID(str(public_id))
    except ValueError:
        return None
    return Plan.objects.filter(public_id=wanted).first()


def likely_plan(upload: Upload) -> Plan | None:
    """The plan that a file most likely updates: it came from the same file, or bears the same title."""
    source = PlanVersion.objects.filter(upload__sha256=upload.sha256, plan__country=upload.country)
    version = source.select_related("plan").order_by("-plan_id").first()
    if version is not None:
        return version.plan
    wanted = text_key((upload.reading or {}).get("title") or PurePath(upload.name).stem)
    found = Plan.objects.filter(country=upload.country).with_latest_version()
    return next((plan for plan in found if wanted in _titles(plan)), None)


def _titles(plan: Plan) -> set[str]:
    return {text_key(plan.title), text_key(plan.latest_version().title)} - {""}


def chosen_roles() -> dict[str, dict[int, str]]:
    """What people said of layouts: signature -> column index -> spelled role."""
    return {
        choice.signature: {int(index): role for index, role in choice.roles.items()}
        for choice in LayoutChoice.objects.all()
    }


def engine_plan(version: PlanVersion) -> EnginePlan:
    """The engine's plan as the rows now stand; one query for the rows."""
    return build_engine_plan(version, version.nodes.order_by("path"))


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
    """Findings of a version, or of one of its lines, with decisions; two queries."""
    decisions = latest_decisions(version)
    findings = version.findings.select_related("node").order_by("position")
    if node is not None:
        findings = findings.filter(node=node)
    return [FindingLine(finding, decisions.get(finding.fingerprint)) for finding in findings]


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
class BodyLine:
    """A body and the lines of the plan that name it."""

    name: str
    organisation_id: int | None
    url: str
    is_group: bool
    nodes: tuple[Node, ...]
    spellings: tuple[str, ...]


def bodies_of(version: PlanVersion, roles: Iterable[BodyRole]) -> list[BodyLine]:
    """Who is named in these roles, most named first; one query."""
    rows = (
        NodeBody.objects.filter(node__version=version, role__in=list(roles))
        .select_related("node", "organisation")
        .order_by("node__path", "position")
    )
    groups: dict[tuple, list[NodeBody]] = defaultdict(list)
    for row in rows:
        groups[("org", row.organisation_id) if row.organisation_id else ("text", row.text.casefold())].append(
            row
        )
    return sorted(
        (_body_line(found) for found in groups.values()), key=lambda line: (-len(line.nodes), line.name)
    )


def _body_line(found: list[NodeBody]) -> BodyLine:
    first = found[0]
    nodes = {row.node_id: row.node for row in found}
    return BodyLine(
        name=str(first.organisation) if first.organisation else first.text,
        organisation_id=first.organisation_id,
        url=first.organisation.get_absolute_url() if first.organisation else "",
        is_group=first.is_group,
        nodes=tuple(nodes.values()),
        spellings=tuple(dict.fromkeys(row.text for row in found)),
    )


COVERED = {"GCM": "gcm", "SDG": "sdg"}


@dataclass(frozen=True)
class CoverLine:
    """An item of a framework and the lines that refer to it; inherited: through a line above."""

    code: str
    title: str
    label: str
    nodes: tuple[Node, ...]
    activities: int


def coverage(version: PlanVersion, frame: str = "GCM") -> list[CoverLine]:
    """Every objective of the Compact with what serves it; activities count those below a referring line."""
    nodes = list(version.nodes.order_by("path"))
    citing: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        for code in node.references.get(frame, ()):
            citing[code].append(node)
    served = _activities_served(nodes, frame)
    return [
        CoverLine(
            entry.code, entry.title("fr"), entry.label("fr"), tuple(citing[entry.code]), served[entry.code]
        )
        for entry in load_framework(COVERED[frame]).entries
    ]


def _activities_served(nodes: list[Node], frame: str) -> Counter[str]:
    """Code -> how many lines without parts refer to it, themselves or through a line above; parents first."""
    parents = {node.parent_id for node in nodes}
    inherited: dict[int | None, frozenset[str]] = {None: frozenset()}
    served: Counter[str] = Counter()
    for node in nodes:
        inherited[node.pk] = inherited[node.parent_id] | set(node.references.get(frame, ()))
        if node.pk not in parents:
            served.update(inherited[node.pk])
    return served


def policy_coverage(version: PlanVersion) -> list[tuple[str, list[Node]]]:
    """Citations of the national policy as written, with the lines that make them."""
    cited: dict[str, list[Node]] = defaultdict(list)
    for node in version.nodes.order_by("path"):
        if text := node.reference_texts.get("PNM"):
            cited[text].append(node)
    return sorted(cited.items())


def level_counts(version: PlanVersion) -> list[tuple[str, int]]:
    """Levels of the version in words with how many lines each has; one query."""
    counts = dict(version.nodes.values_list("kind").annotate(Count("id")).order_by())
    return [(french(kind, count=counts.get(kind, 0)), counts.get(kind, 0)) for kind in version.levels]


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
    """Node id -> how many findings; one query."""
    rows = version.findings.exclude(node=None).values_list("node").annotate(Count("id")).order_by()
    return dict(rows)


@dataclass(frozen=True)
class KeyedPlan:
    """The engine's plan with the key of each of its lines, to link them to their pages."""

    plan: EnginePlan
    keys: dict[int, UUID]

    def key(self, node: PlanNode) -> UUID:
        """Key of a line of this very plan."""
        return self.keys[id(node)]


def keyed_plan(version: PlanVersion, rows: Sequence[Node] | None = None) -> KeyedPlan:
    """The plan and the keys of its lines; one query, none when rows are given (parents before children).

    Keys go by the line itself: numbers may be missing or repeated.
    """
    lines = list(version.nodes.order_by("path")) if rows is None else rows
    plan = build_engine_plan(version, lines)
    return KeyedPlan(plan, {id(node): row.key for node, row in zip(plan.walk(), lines, strict=True)})


def line_above(version: PlanVersion, node: Node) -> list[Node]:
    """The node's ancestors from the top; one query."""
    parts = node.path.split(".")
    paths = [".".join(parts[:depth]) for depth in range(1, len(parts))]
    found = list(version.nodes.filter(path__in=paths).order_by("path"))
    for ancestor in found:
        ancestor.version = version
    return found


def is_activity(node: Node) -> bool:
    """The line is one that is carried out: it has nothing below."""
    return not node.version.nodes.filter(parent=node).exists()


def criteria_of(node: Node, above: list[Node]) -> list[CriterionLine]:
    """The fourteen criteria for a line."""
    answers = dict(node.criteria.values_list("code", "text"))
    return criteria([engine_node(line) for line in (node, *reversed(above))], answers)


def criterion_line(node: Node, above: list[Node], code: str) -> CriterionLine:
    """One criterion; 404 when it does not exist."""
    found = next((line for line in criteria_of(node, above) if line.entry.code == code), None)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class CompletenessRow:
    """An activity with its criteria."""

    node: Node
    lines: list[CriterionLine]

    @property
    def met(self) -> int:
        """How many of the criteria something is said on."""
        return sum(line.is_met for line in self.lines)


def completeness(version: PlanVersion) -> list[CompletenessRow]:
    """The fourteen criteria for every activity; two queries."""
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    for node_id, code, text in CriterionAnswer.objects.filter(node__version=version).values_list(
        "node", "code", "text"
    ):
        answers[node_id][code] = text
    nodes = list(version.nodes.order_by("path"))
    parents = {node.parent_id for node in nodes}
    chains: dict[int | None, list[PlanNode]] = {None: []}
    rows = []
    for node in nodes:
        chains[node.pk] = [engine_node(node), *chains[node.parent_id]]
        if node.pk not in parents:
            rows.append(CompletenessRow(node, criteria(chains[node.pk], answers[node.pk])))
    return rows


def completeness_share(rows: list[CompletenessRow]) -> int:
    """Percentage of criteria on which something is said, over all activities."""
    asked = sum(len(row.lines) for row in rows)
    return round(100 * sum(row.met for row in rows) / asked) if asked else 0


def node_history(node: Node) -> list[AuditEntry]:
    """Latest audit entries about a line, imports that changed it among them; two queries."""
    own = AuditEntry.objects.filter(object_type=node._meta.label_lower, object_id=str(node.pk))
    imports = AuditEntry.objects.filter(
        object_type=PlanVersion._meta.label_lower,
        object_id=str(node.version_id),
        action="plans.version.import",
    )
    touching = [entry for entry in imports if (entry.after or {}).get("lines", {}).get(str(node.key))]
    found = sorted([*own.order_by("-sequence")[:10], *touching], key=lambda entry: -entry.sequence)
    return found[:10]


def review_points(review: Review) -> list[tuple[Entry, ReviewPoint]]:
    """The eight points with what was decided, in the order of the guidelines."""
    points = {point.code: point for point in review.points.all()}
    return [
        (entry, points[entry.code])
        for entry in load_framework("review-points").entries
        if entry.code in points
    ]


def grouped_changes(changes: Iterable[Change]) -> list[tuple[NodeKey, list[Change]]]:
    """Changes of one line together, in the order of the plan."""
    groups: dict[NodeKey, list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.node].append(change)
    return list(groups.items())


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
