"""Codes and labels: gaps, repeats, disorder, wrong parents, words that change."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from azalai.engines.plan.checks.shared import agree, of_kind, parents, subject, the
from azalai.engines.plan.findings import Finding, finding, name_of, short
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.levels import code_parts, french
from azalai.engines.plan.model import Plan, PlanNode
from azalai.engines.plan.text import key

MISSING_FIRST = 3  # an extract of a plan may begin at measure 6; a list that begins at 2 lost its first
LISTED = 5


def sequences(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Numbers of one series: gaps and disorder; a number taken over from the parent belongs to its series."""
    above = parents(plan)
    series: dict[tuple[str, str, int], list[PlanNode]] = defaultdict(list)
    for node, place in _numbered(plan):
        parent = above.get(id(node))
        if parent is not None and parent.code == node.code:
            continue
        stem = re.sub(r"\d+$", "", node.code or "")
        series[(node.kind, stem, place)].append(node)
    return [f for nodes in series.values() for f in _sequence(nodes)]


def _numbered(plan: Plan) -> list[tuple[PlanNode, int]]:
    """Nodes with a number, and the identity of the parent where numbers begin again under each parent."""
    above = parents(plan)
    nodes = [n for n in plan.walk() if n.code and code_parts(n.code)]
    firsts: dict[str, set[int]] = defaultdict(set)
    for node in nodes:
        if len(code_parts(node.code or "")) == 1 and code_parts(node.code or "") == (1,):
            firsts[node.kind].add(id(above.get(id(node))))
    again = {kind for kind, found in firsts.items() if len(found) > 1}
    return [
        (n, id(above.get(id(n))) if n.kind in again and len(code_parts(n.code or "")) == 1 else 0)
        for n in nodes
    ]


def _sequence(nodes: list[PlanNode]) -> list[Finding]:
    found: list[Finding] = []
    before: PlanNode | None = None
    last = 0
    for node in nodes:
        number = code_parts(node.code or "")[-1]
        if number > last + 1 and (before is not None or (len(nodes) > 1 and number - 1 <= MISSING_FIRST)):
            found.append(_gap(node, number, last + 1, before))
        elif before is not None and number < last:
            found.append(_disorder(node, before))
        before, last = node, number
    return found


def _disorder(node: PlanNode, before: PlanNode) -> Finding:
    return finding(
        "N505",
        f"{subject(node)} vient après {the(before)} : les numéros ne se suivent pas.",
        node=node,
        declared=node.code,
        computed=before.code,
    )


def _gap(node: PlanNode, number: int, expected: int, before: PlanNode | None) -> Finding:
    stem = re.sub(r"\d+$", "", node.code or "")
    lost = [f"{stem}{n}" for n in range(expected, min(number, expected + LISTED))]
    more = "…" if number - expected > LISTED else ""
    many = number - expected > 1
    place = f"entre {before.code} et {node.code}" if before else f"avant {node.code}"
    return finding(
        "N501",
        f"Il manque {'des numéros' if many else 'un numéro'} {of_kind(node.kind)} {place} : "
        f"{', '.join(lost)}{more}.",
        node=node,
        declared=node.code,
        computed=", ".join(lost),
    )


def repeated(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """The same code for two nodes of one level."""
    seen: dict[tuple[str, str, int], PlanNode] = {}
    found = []
    for node, place in _numbered(plan):
        first = seen.setdefault((node.kind, node.code or "", place), node)
        if first is not node:
            found.append(_repeated_finding(node, first))
    return found


def _repeated_finding(node: PlanNode, first: PlanNode) -> Finding:
    return finding(
        "N502",
        f"Le numéro {node.code} désigne deux éléments du niveau « {french(node.kind)} » : « "
        f"{short(first.title, 60)} » "
        f"(ligne {first.source.row}) et « {short(node.title, 60)} » (ligne {node.source.row}).",
        node=node,
        declared=node.code,
    )


def wrong_parent(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activity 2.4.1 under action 2.3."""
    above = parents(plan)
    found = []
    for node in plan.walk():
        parent = above.get(id(node))
        while parent is not None and not parent.code:
            parent = above.get(id(parent))
        if parent is None or not node.code or node.code != node.printed_code:
            continue
        own, upper = code_parts(node.code), code_parts(parent.code or "")
        if upper and len(own) > len(upper) and own[: len(upper)] != upper:
            found.append(_wrong_parent_finding(node, parent))
    return found


def _wrong_parent_finding(node: PlanNode, parent: PlanNode) -> Finding:
    return finding(
        "N504",
        f"{subject(node)} est {agree(node, 'placé')} sous {the(parent)}, alors que son numéro n'en dépend "
        "pas.",
        node=node,
        declared=node.code,
        computed=parent.code,
    )


def changing_labels(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """ "Axe" four times and "Axe stratégique" once."""
    by_kind: dict[str, list[PlanNode]] = defaultdict(list)
    for node in plan.walk():
        if node.label:
            by_kind[node.kind].append(node)
    found = []
    for nodes in by_kind.values():
        counts = Counter(key(node.label) for node in nodes)
        usual = counts.most_common(1)[0][0]
        printed = next(node.label for node in nodes if key(node.label) == usual)
        found += [_label_finding(node, printed, counts[usual]) for node in nodes if key(node.label) != usual]
    return found


def _label_finding(node: PlanNode, usual: str, count: int) -> Finding:
    times = "ailleurs" if count == 1 else f"{count} fois ailleurs"
    return finding(
        "N503",
        f"{subject(node)} est {agree(node, 'nommé')} « {node.label} » ici, alors que ce niveau est nommé « "
        f"{usual} » {times}.",
        node=node,
        declared=node.label,
        computed=usual,
    )


def unnumbered(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """A node without a code where most of its level have one."""
    levels: dict[str, list[PlanNode]] = defaultdict(list)
    for node in plan.walk():
        levels[node.kind].append(node)
    found = []
    for kind, nodes in levels.items():
        bare = [node for node in nodes if not node.code]
        if len(bare) <= len(nodes) / 2:
            found += [_unnumbered_finding(node, kind, len(nodes) - len(bare)) for node in bare]
    return found


def _unnumbered_finding(node: PlanNode, kind: str, count: int) -> Finding:
    return finding(
        "N506",
        f"{subject(node)} n'a pas de numéro, alors que {count} {french(kind, count=count)} en "
        f"{'ont' if count > 1 else 'a'} un.",
        node=node,
        declared=name_of(node),
    )


CHECKS = (sequences, repeated, wrong_parent, changing_labels, unnumbered)
