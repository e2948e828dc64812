"""References to the Global Compact and other frameworks."""

from __future__ import annotations

from collections import Counter

from azalai.engines.plan.checks.shared import ancestry, listed, of_the, parents, subject
from azalai.engines.plan.findings import Finding, finding
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.model import Plan, PlanNode, has_roles

GCM = "GCM"
FRAMES = {"GCM": "du PMM", "SDG": "des ODD", "PNM": "de la PNM"}
MAJORITY_OF = 3  # siblings that it takes to speak of a usual list
LIKENESS = 0.4  # share of common codes under which another list is another subject, not a slip
Codes = frozenset[str]


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
            column="références",
        )
        for leaf in plan.leaves()
        if not any(n.references or n.reference_texts or n.reference_text for n in ancestry(leaf, above))
    ]


def unknown(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Codes that the framework does not have."""
    return [
        _unknown_finding(node, frame, code, existing)
        for node in plan.walk()
        for frame, codes in node.references.items()
        if (existing := knowledge.frameworks.get(frame))
        for code in codes
        if code not in existing
    ]


def _unknown_finding(node: PlanNode, frame: str, code: str, existing: Codes) -> Finding:
    return finding(
        "R402",
        f"{subject(node)} renvoie à l'objectif {code} {FRAMES.get(frame, f'de {frame}')}, qui n'existe pas.",
        node=node,
        column="références",
        declared=code,
        cause=_glued(code, existing),
    )


def _glued(code: str, existing: Codes) -> str:
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
    """A node whose references differ a little from those that most of its siblings share."""
    everywhere = Counter(_set(node) for node in plan.walk() if node.references.get(GCM))
    found = []
    for group in (plan.nodes, *(node.children for node in plan.walk())):
        cited = [node for node in group if node.references.get(GCM)]
        usual = _usual([_set(node) for node in cited]) or _usual_around(everywhere, cited)
        if usual:
            found += [_different_finding(n, usual) for n in cited if _is_a_slip(_set(n), usual)]
    return found


def _set(node: PlanNode) -> Codes:
    return frozenset(node.references[GCM])


def _is_a_slip(own: Codes, usual: Codes) -> bool:
    return own != usual and len(own & usual) >= LIKENESS * len(own | usual)


def _usual(sets: list[Codes]) -> Codes | None:
    """The set that a majority shares, among three or more."""
    if len(sets) < MAJORITY_OF:
        return None
    (most, count), *_ = Counter(sets).most_common(1)
    return most if len(sets) / 2 < count < len(sets) else None


def _usual_around(everywhere: Counter[Codes], cited: list[PlanNode]) -> Codes | None:
    """For a pair that disagrees, the set that stands most often elsewhere in the plan settles it."""
    if len(cited) != 2:
        return None
    first, second = (_set(node) for node in cited)
    if first == second or len(first & second) < MAJORITY_OF:
        return None
    if (
        max(everywhere[first], everywhere[second]) < MAJORITY_OF
        or min(everywhere[first], everywhere[second]) > 1
    ):
        return None
    return first if everywhere[first] > everywhere[second] else second


def _different_finding(node: PlanNode, usual: Codes) -> Finding:
    own = _set(node)
    more, less = in_order(own - usual), in_order(usual - own)
    said = [f"en plus {', '.join(more)}"] * bool(more) + [f"en moins {', '.join(less)}"] * bool(less)
    return finding(
        "R403",
        f"Les références {of_the(node)} diffèrent de celles des éléments voisins sans raison visible "
        f"({' ; '.join(said)}).",
        node=node,
        column="références",
        declared=", ".join(in_order(own)),
        computed=", ".join(in_order(usual)),
        difference=" ; ".join(said),
        cause=_typing_slip(more, less),
    )


def in_order(codes: Codes) -> list[str]:
    """Codes as a person lists them: 2, 10, 10.7."""
    return sorted(codes, key=lambda code: (len(code.partition(".")[0]), code))


def _typing_slip(more: list[str], less: list[str]) -> str:
    """ "11" where the others have "1": one digit too many or too few."""
    if len(more) != 1 or len(less) != 1:
        return ""
    extra, lost = more[0], less[0]
    if lost in extra or extra in lost:
        return f"« {extra} » est sans doute mis pour « {lost} »."
    return ""


def unserved(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Objectives of the Compact that nothing in the plan refers to."""
    served = {code for node in plan.walk() for code in node.references.get(GCM, ())}
    lacking = in_order(knowledge.objectives - served)
    if not served or not lacking:
        return []
    said = "Un objectif" if len(lacking) == 1 else f"{len(lacking)} objectifs"
    verb = "n'est visé" if len(lacking) == 1 else "ne sont visés"
    return [
        finding(
            "R404",
            f"{said} du PMM sur {len(knowledge.objectives)} {verb} par aucun élément du plan : "
            f"{listed(lacking, most=23)}.",
            column="références",
            computed=", ".join(lacking),
        )
    ]


CHECKS = (missing, unknown, different, unserved)
