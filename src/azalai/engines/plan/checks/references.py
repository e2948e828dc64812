"""References to the Global Compact and other frameworks."""

from __future__ import annotations

from collections import Counter

from azalai.engines.plan.checks.shared import ancestry, parents, subject
from azalai.engines.plan.findings import Finding, finding, name_of
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.model import Plan, PlanNode, has_roles

GCM = "GCM"


def missing(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activities that neither refer to anything nor stand under a node that does."""
    if not has_roles(plan, "references"):
        return []
    above = parents(plan)
    return [
        finding(
            "R401",
            f"{subject(leaf)} ne renvoie à aucun objectif du PMM ni de la politique nationale.",
            node=leaf,
        )
        for leaf in plan.leaves()
        if not any(n.references or n.reference_texts or n.reference_text for n in ancestry(leaf, above))
    ]


def unknown(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Codes that the framework does not have."""
    found = []
    for node in plan.walk():
        for frame, codes in node.references.items():
            existing = knowledge.frameworks.get(frame)
            for code in codes if existing else ():
                if code not in (existing or ()):
                    found.append(_unknown_finding(node, frame, code, existing or frozenset()))
    return found


FRAMES = {"GCM": "PMM", "SDG": "ODD", "PNM": "PNM"}


def _unknown_finding(node: PlanNode, frame: str, code: str, existing: frozenset[str]) -> Finding:
    return finding(
        "R402",
        f"{subject(node)} renvoie à l'objectif {code} du {FRAMES.get(frame, frame)}, qui n'existe pas.",
        node=node,
        column="références",
        declared=code,
        computed=None,
        cause=_glued(code, existing),
    )


def _glued(code: str, existing: frozenset[str]) -> str:
    """ "235" is "23" and "5" written together."""
    if not code.isdigit():
        return ""
    cuts = [(code[:i], code[i:]) for i in range(1, len(code)) if {code[:i], code[i:]} <= existing]
    if not cuts:
        return ""
    return (
        "Deux numéros sont sans doute collés : " + " ou ".join(f"{a} et {b}" for a, b in reversed(cuts)) + "."
    )


def different(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """A node whose references differ from those that most of its siblings share."""
    found = []
    for group in [plan.nodes, *(node.children for node in plan.walk())]:
        cited = [node for node in group if node.references.get(GCM)]
        usual = _usual([frozenset(node.references[GCM]) for node in cited])
        if usual is None:
            usual = _usual_around(plan, cited)
        found += [
            _different_finding(n, usual) for n in cited if usual and frozenset(n.references[GCM]) != usual
        ]
    return found


def _usual(sets: list[frozenset[str]]) -> frozenset[str] | None:
    """The set that a majority shares, among three or more."""
    if len(sets) < 3:
        return None
    (most, count), *_ = Counter(sets).most_common(1)
    return most if count > len(sets) / 2 and count < len(sets) else None


def _usual_around(plan: Plan, cited: list[PlanNode]) -> frozenset[str] | None:
    """For a pair that disagrees, the set that stands most often elsewhere in the plan settles it."""
    if len(cited) != 2:
        return None
    everywhere = Counter(frozenset(n.references[GCM]) for n in plan.walk() if n.references.get(GCM))
    first, second = (frozenset(node.references[GCM]) for node in cited)
    if first == second or len(first & second) < 3:
        return None
    if max(everywhere[first], everywhere[second]) < 3 or min(everywhere[first], everywhere[second]) > 1:
        return None
    return first if everywhere[first] > everywhere[second] else second


def _different_finding(node: PlanNode, usual: frozenset[str]) -> Finding:
    own = frozenset(node.references[GCM])
    more, less = _sorted(own - usual), _sorted(usual - own)
    said = [f"en plus {', '.join(more)}"] * bool(more) + [f"en moins {', '.join(less)}"] * bool(less)
    return finding(
        "R403",
        f"Les références de {name_of(node)} diffèrent de celles des éléments voisins sans raison visible ({' ; '.join(said)}).",
        node=node,
        column="références",
        declared=", ".join(_sorted(own)),
        computed=", ".join(_sorted(usual)),
        difference=" ; ".join(said),
        cause=_typing_slip(more, less),
    )


def _sorted(codes: frozenset[str]) -> list[str]:
    return sorted(codes, key=lambda code: (len(code), code))


def _typing_slip(more: list[str], less: list[str]) -> str:
    """ "11" where the others have "1": a digit typed twice or an extra one."""
    for extra in more:
        for lost in less:
            if extra == lost * 2 or (len(extra) > len(lost) and lost in extra):
                return f"« {extra} » est sans doute mis pour « {lost} »."
    return ""


def unserved(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Objectives of the Compact that nothing in the plan refers to."""
    served = {code for node in plan.walk() for code in node.references.get(GCM, ())}
    lacking = sorted(knowledge.objectives - served, key=int)
    if not served or not lacking:
        return []
    return [
        finding(
            "R404",
            f"{_objectives(len(lacking))} du PMM sur {len(knowledge.objectives)}, qu'aucun élément du plan ne sert : "
            f"{', '.join(lacking)}.",
            computed=", ".join(lacking),
        )
    ]


def _objectives(count: int) -> str:
    return "Un objectif" if count == 1 else f"{count} objectifs"


CHECKS = (missing, unknown, different, unserved)
