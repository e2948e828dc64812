"""Bodies named as beneficiaries, responsible or partners: missing, misspelt, unknown."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from rapidfuzz.distance import OSA

from azalai.engines.plan.checks.mentions import ACRONYM, FIELDS, NOT_BODIES, Index, Mention, compact, mentions
from azalai.engines.plan.checks.shared import ancestry, listed, of_the, parents, subject
from azalai.engines.plan.findings import Finding, finding, name_of
from azalai.engines.plan.knowledge import Body, Knowledge
from azalai.engines.plan.model import Plan, PlanNode, has_roles
from azalai.engines.plan.text import key, squeeze

FRENCH = {"beneficiaries": "bénéficiaires", "responsible": "responsables", "partners": "partenaires"}
DEFINED = re.compile(r"\(([A-Z][A-Z0-9/&-]{1,14})\)")
TWO = re.compile(rf"{ACRONYM.pattern}[ \t]+{ACRONYM.pattern}")
SHORT_ACRONYM = 4  # up to that length, two acronyms are near when one letter differs; else two


def without_responsible(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activities for which neither they nor the nodes above name a responsible body."""
    return _without(
        plan, "B301", ("responsible", "partners"), "n'a pas de structure responsable", "responsables"
    )


def without_beneficiary(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activities for which neither they nor the nodes above name a beneficiary."""
    return _without(plan, "B302", ("beneficiaries",), "n'a pas de bénéficiaire", "bénéficiaires")


def _without(plan: Plan, code: str, names: tuple[str, ...], said: str, column: str) -> list[Finding]:
    if not has_roles(plan, *names):
        return []
    above = parents(plan)
    return [
        finding(code, f"{subject(leaf)} {said}.", node=leaf, column=column)
        for leaf in plan.leaves()
        if not any(getattr(node, name).strip(" -–—/.") for node in ancestry(leaf, above) for name in names)
    ]


def spellings(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """One body written in several ways."""
    index = Index(knowledge)
    forms: dict[str, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    known: dict[str, Body] = {}
    for mention in mentions(plan):
        if body := index.body(mention.text):
            known[body.code] = body
            forms[body.code][mention.text].append(mention)
    return [_spelling_finding(known[code], found) for code, found in forms.items() if len(found) > 1]


def _spelling_finding(body: Body, forms: dict[str, list[Mention]]) -> Finding:
    said = listed([f"« {text} » ({_places(found)})" for text, found in forms.items()])
    first = next(iter(forms.values()))[0]
    return finding(
        "B303",
        f"Un même organisme{f' ({body.name})' if body.name else ''} est écrit de {len(forms)} façons : "
        f"{said}.",
        node=first.node,
        column=FRENCH[first.field],
        declared=" ; ".join(forms),
        computed=body.acronym or body.name,
        cause=f"La graphie usuelle est « {body.acronym} »." if body.acronym else "",
    )


def _places(found: list[Mention]) -> str:
    return listed(list(dict.fromkeys(name_of(mention.node) for mention in found)))


def unknown(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Acronyms that name no known body or group, once each, with the nearest known one.

    Without any list of bodies, only those that look like a slip for another acronym of the plan.
    """
    index = Index(knowledge)
    texts = [getattr(node, name) for node in plan.walk() for name in FIELDS]
    defined = {match for text in texts for match in DEFINED.findall(text)} | set(plan.glossary)
    used = Counter(mention.text for mention in mentions(plan))
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions(plan):
        if mention.text not in defined and not index.is_known(mention.text):
            found[mention.text].append(mention)
    near = _Near(knowledge, used, set(found))
    pairs = [(text, where, near.nearest(text, where)) for text, where in found.items()]
    return [_unknown_finding(*pair) for pair in pairs if knowledge.bodies or pair[2]]


class _Near:
    """Acronyms that an unknown one may stand for: known ones, and those that this plan writes more often."""

    def __init__(self, knowledge: Knowledge, used: Counter[str], strange: set[str]) -> None:
        known = {body.acronym for body in knowledge.bodies if body.acronym}
        known |= {text for text in knowledge.groups if text.isupper()}
        often = {text for text in strange if used[text] > 2}
        texts = known | (set(used) - strange) | often
        self.used = used
        self.candidates = [(text, compact(text)) for text in sorted(texts) if len(text) > 2]

    def nearest(self, text: str, where: list[Mention]) -> str:
        """The candidate one or two strokes away, those of this plan first; "" when none is near."""
        limit = 1 if len(text) <= SHORT_ACRONYM else 2
        beside = {match[0] for m in where for match in ACRONYM.finditer(getattr(m.node, m.field))}
        own = compact(text)
        near = [
            (distance, -self.used[other], other)
            for other, folded in self.candidates
            if other not in beside
            and other != text
            and (distance := OSA.distance(own, folded, score_cutoff=limit)) <= limit
        ]
        return min(near)[2] if near else ""


def _unknown_finding(text: str, where: list[Mention], nearest: str) -> Finding:
    return finding(
        "B304",
        f"Le sigle « {text} » ({_places(where)}) n'est connu ni comme organisme ni comme groupe"
        + (f" ; le plus proche est « {nearest} »." if nearest else "."),
        node=where[0].node,
        column=FRENCH[where[0].field],
        declared=text,
        computed=nearest or None,
        cause=f"« {text} » est sans doute mis pour « {nearest} »." if nearest else "",
    )


def repeated(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """The same body or group twice in one cell."""
    groups = [(group, key(group)) for group in knowledge.groups if " " in key(group)]
    return [
        _repeated_finding(node, name, twice)
        for node in plan.walk()
        for name in FIELDS
        if (twice := _twice(getattr(node, name), groups))
    ]


def _repeated_finding(node: PlanNode, name: str, twice: str) -> Finding:
    return finding(
        "B305",
        f"« {twice} » est cité deux fois parmi les {FRENCH[name]} {of_the(node)}.",
        node=node,
        column=FRENCH[name],
        declared=twice,
    )


def _twice(text: str, groups: list[tuple[str, str]]) -> str:
    """What stands twice in a list, as written; a group of several words even without a separator."""
    if not text:
        return ""
    parts = [squeeze(part) for part in re.split(r"[,;+\n]", text)]
    counts = Counter(key(part) for part in parts)
    for part in parts:
        if len(key(part)) > 2 and counts[key(part)] > 1:
            return part.strip(" .")
    said = f" {key(text)} "
    return next((group for group, folded in groups if said.count(f" {folded} ") > 1), "")


def unseparated(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """ "DST CNCLTP": two acronyms with only a space between them."""
    return [
        _unseparated_finding(node, name, match[0])
        for node in plan.walk()
        for name in FIELDS
        if (match := TWO.search(squeeze(getattr(node, name)))) and _names_two(match[0])
    ]


def _names_two(text: str) -> bool:
    return text.isupper() and not set(text.split()) & NOT_BODIES


def _unseparated_finding(node: PlanNode, name: str, text: str) -> Finding:
    return finding(
        "B306",
        f"Parmi les {FRENCH[name]} {of_the(node)}, « {text} » semble nommer deux organismes "
        "sans virgule entre eux.",
        node=node,
        column=FRENCH[name],
        declared=text,
        computed=", ".join(text.split()),
    )


CHECKS = (without_responsible, without_beneficiary, spellings, unknown, repeated, unseparated)
