"""Codes and labels: gaps, repeats, disorder, wrong parents, words that change."""

from __future__ import annotations

from collections import Counter, defaultdict

from azalai.engines.plan.checks.shared import agree, parents, subject
from azalai.engines.plan.findings import Finding, finding, name_of, short
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.levels import code_parts, french
from azalai.engines.plan.model import Plan, PlanNode
from azalai.engines.plan.text import key


def sequences(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Numbers of siblings: gaps and disorder."""
    found: list[Finding] = []
    for group in [plan.nodes, *(node.children for node in plan.walk())]:
        by_kind: dict[str, list[PlanNode]] = defaultdict(list)
        for node in group:
            if node.code and code_parts(node.code):
                by_kind[node.kind].append(node)
        for siblings in by_kind.values():
            found += _sequence(siblings)
    return found


def _sequence(siblings: list[PlanNode]) -> list[Finding]:
    found = []
    numbers = [code_parts(node.code or "")[-1] for node in siblings]
    if len({len(code_parts(node.code or "")) for node in siblings}) > 1:
        return []
    for before, node, number, after in zip([None, *siblings], siblings, numbers, [0, *numbers], strict=False):
        expected = after + 1
        if number > expected and (before is not None or len(siblings) > 1) and number - expected < 50:
            found.append(_gap(node, number, expected, before))
        elif before is not None and number < after:
            found.append(
                finding(
                    "N505",
                    f"{subject(node)} vient après {name_of(before)} : les numéros ne se suivent pas.",
                    node=node,
                )
            )
    return found


def _gap(node: PlanNode, number: int, expected: int, before: PlanNode | None) -> Finding:
    stem = (node.code or "").rsplit(".", 1)[0] + "." if "." in (node.code or "") else ""
    lost = ", ".join(f"{stem}{n}" for n in range(expected, min(number, expected + 5)))
    place = f"entre {name_of(before)} et {name_of(node)}" if before else f"avant {name_of(node)}"
    return finding(
        "N501",
        f"Il manque un numéro de {french(node.kind)} {place} : {lost}.",
        node=node,
        declared=node.code,
        computed=lost,
    )


def repeated(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """The same code for two nodes of one level."""
    seen: dict[tuple[str, str], PlanNode] = {}
    found = []
    for node in plan.walk():
        if not node.code:
            continue
        first = seen.setdefault((node.kind, node.code), node)
        if first is not node:
            found.append(
                finding(
                    "N502",
                    f"Le numéro {node.code} désigne deux éléments du niveau « {french(node.kind)} » : "
                    f"« {short(first.title, 60)} » (ligne {first.source.row}) et « {short(node.title, 60)} » (ligne {node.source.row}).",
                    node=node,
                    declared=node.code,
                )
            )
    return found


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
        f"{subject(node)} est {agree(node, 'placé')} sous {french(parent.kind)} {parent.code}, dont son numéro ne dépend pas.",
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
        f"Le niveau est nommé « {node.label} » ici (n° {name_of(node)}) et « {usual} » {times}.",
        node=node,
        declared=node.label,
        computed=usual,
    )


def unnumbered(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """A node without a code among siblings that have one."""
    counts: dict[str, list[PlanNode]] = defaultdict(list)
    for node in plan.walk():
        counts[node.kind].append(node)
    found = []
    for nodes in counts.values():
        bare = [node for node in nodes if not node.code]
        if bare and len(bare) <= len(nodes) / 2:
            found += [
                finding("N506", f"« {short(node.title)} » n'a pas de numéro.", node=node) for node in bare
            ]
    return found


CHECKS = (sequences, repeated, wrong_parent, changing_labels, unnumbered)
