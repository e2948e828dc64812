"""Bodies named as beneficiaries, responsible or partners: missing, misspelt, unknown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from azalai.engines.plan.checks.shared import ancestry, parents, subject
from azalai.engines.plan.findings import Finding, finding, name_of
from azalai.engines.plan.knowledge import Body, Knowledge
from azalai.engines.plan.model import Plan, PlanNode, has_roles
from azalai.engines.plan.text import key, squeeze

FIELDS = ("beneficiaries", "responsible", "partners")
FRENCH = {"beneficiaries": "bénéficiaires", "responsible": "responsables", "partners": "partenaires"}
ACRONYM = re.compile(r"(?<![\w/])[A-ZÉÈ]{2}[A-ZÉÈ0-9&]*(?:[/-][A-ZÉÈ]+)*(?=s?(?![\w-])|$)")
DEFINED = re.compile(r"\(([A-Z][A-Z0-9/&-]+)\)")
# Not bodies, though written in capitals.
WORDS = frozenset(
    {
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "VIII",
        "IX",
        "XI",
        "TDR",
        "TDRS",
        "NB",
        "ET",
        "OU",
        "DE",
        "LE",
        "LA",
        "TIC",
        "VBG",
        "AGR",
        "COVID",
        "MOU",
    }
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An acronym as written, where."""

    text: str
    node: PlanNode
    field: str


def without_responsible(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activities for which neither they nor the nodes above name a responsible body."""
    return _without(plan, "B301", ("responsible", "partners"), "n'a pas de structure responsable")


def without_beneficiary(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activities for which neither they nor the nodes above name a beneficiary."""
    return _without(plan, "B302", ("beneficiaries",), "n'a pas de bénéficiaire")


def _without(plan: Plan, code: str, names: tuple[str, ...], said: str) -> list[Finding]:
    if not has_roles(plan, *names):
        return []
    above = parents(plan)
    return [
        finding(code, f"{subject(leaf)} {said}.", node=leaf)
        for leaf in plan.leaves()
        if not any(getattr(node, name).strip(" -–—/.") for node in ancestry(leaf, above) for name in names)
    ]


def mentions(plan: Plan) -> Iterator[Mention]:
    """Every acronym of the plan's columns of bodies."""
    for node in plan.walk():
        for name in FIELDS:
            text = getattr(node, name)
            letters = [char for char in text if char.isalpha()]
            if sum(char.isupper() for char in letters) > 0.85 * len(letters) and len(letters) > 30:
                continue
            for match in ACRONYM.finditer(text):
                if match[0] not in WORDS:
                    yield Mention(match[0], node, name)


def compact(text: str) -> str:
    """Letters and digits only, folded: "SP/CCM", "SP-CCM" and "SPCCM" are one."""
    return key(text).replace(" ", "")


class _Index:
    """Known spellings by their compact form."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.bodies: dict[str, Body] = {}
        for body in knowledge.bodies:
            for text in (body.acronym, body.name, *body.spellings):
                if text:
                    self.bodies.setdefault(compact(text), body)
        self.groups = {compact(text) for text in knowledge.groups}

    def body(self, text: str) -> Body | None:
        return self.bodies.get(compact(text)) or self.bodies.get(compact(text.rstrip("s")))

    def is_known(self, text: str) -> bool:
        """A body, a group, or several of them joined by a stroke."""
        if self.body(text) or compact(text) in self.groups or compact(text + "s") in self.groups:
            return True
        parts = re.split(r"[/-]", text)
        return len(parts) > 1 and all(self.body(part) or compact(part) in self.groups for part in parts)


def spellings(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """One body written in several ways."""
    index = _Index(knowledge)
    forms: dict[str, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions(plan):
        if body := index.body(mention.text):
            forms[body.code][mention.text].append(mention)
    known = {body.code: body for body in knowledge.bodies}
    return [_spelling_finding(known[code], found) for code, found in forms.items() if len(found) > 1]


def _spelling_finding(body: Body, forms: dict[str, list[Mention]]) -> Finding:
    listed = " ; ".join(f"« {text} » ({_places(found)})" for text, found in forms.items())
    first = next(iter(forms.values()))[0]
    return finding(
        "B303",
        f"Un même organisme{f' ({body.name})' if body.name else ''} est écrit de {len(forms)} façons : {listed}.",
        node=first.node,
        column=FRENCH[first.field],
        declared=" ; ".join(forms),
        computed=body.acronym or body.name,
        cause=f"La graphie usuelle est « {body.acronym} »." if body.acronym else "",
    )


def _places(found: list[Mention]) -> str:
    names = list(dict.fromkeys(name_of(mention.node) for mention in found))
    return ", ".join(names[:6]) + (f" et {len(names) - 6} autres" if len(names) > 6 else "")


def unknown(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Acronyms that name no known body or group, once each, with the nearest known one."""
    index = _Index(knowledge)
    texts = [getattr(node, name) for node in plan.walk() for name in FIELDS]
    defined = {match for text in texts for match in DEFINED.findall(text)}
    found: dict[str, list[Mention]] = defaultdict(list)
    used: dict[str, int] = defaultdict(int)
    for mention in mentions(plan):
        used[mention.text] += 1
        if not index.is_known(mention.text) and mention.text not in defined:
            found[mention.text].append(mention)
    candidates = _candidates(knowledge, used, set(found))
    return [
        _unknown_finding(text, where, _nearest(text, candidates - _beside(text, where), used))
        for text, where in found.items()
    ]


def _beside(text: str, where: list[Mention]) -> set[str]:
    """Acronyms of the same cell: the unknown one is hardly one of them again."""
    return {match[0] for m in where for match in ACRONYM.finditer(getattr(m.node, m.field))} - {text}


def _candidates(knowledge: Knowledge, used: dict[str, int], unknown_texts: set[str]) -> set[str]:
    """Acronyms that an unknown one may stand for: known ones, and those that this plan writes more often."""
    known = {body.acronym for body in knowledge.bodies if body.acronym}
    known |= {text for text in knowledge.groups if text.isupper()}
    often = {text for text in unknown_texts if used[text] > 2}
    return known | {text for text in used if text not in unknown_texts} | often


def _nearest(text: str, candidates: set[str], used: dict[str, int]) -> str:
    """The candidate one or two strokes away, those of this plan first; "" when none is near."""
    limit = 1 if len(text) <= 4 else 2
    near = [(OSA.distance(compact(text), compact(c)), -used.get(c, 0), c) for c in candidates if c != text]
    near = [item for item in near if item[0] <= limit and len(item[2]) > 2]
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
    found = []
    for node in plan.walk():
        for name in FIELDS:
            parts = [key(part) for part in re.split(r"[,;+\n]", getattr(node, name))]
            twice = sorted({part for part in parts if len(part) > 2 and parts.count(part) > 1})
            loose = twice or _inside_twice(getattr(node, name), knowledge)
            if loose:
                found.append(
                    finding(
                        "B305",
                        f"« {loose[0]} » est cité deux fois parmi les {FRENCH[name]} de {name_of(node)}.",
                        node=node,
                        column=FRENCH[name],
                        declared=loose[0],
                    )
                )
    return found


def _inside_twice(text: str, knowledge: Knowledge) -> list[str]:
    """A group of several words that stands twice, even without a separator."""
    said = f" {key(text)} "
    return [g for g in knowledge.groups if " " in key(g) and said.count(f" {key(g)} ") > 1][:1]


def unseparated(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """ "DST CNCLTP": two acronyms with only a space between them."""
    found = []
    for node in plan.walk():
        for name in FIELDS:
            text = squeeze(getattr(node, name))
            match = re.search(rf"{ACRONYM.pattern}\s+{ACRONYM.pattern}", text)
            if match and not set(match[0].split()) & WORDS:
                found.append(
                    finding(
                        "B306",
                        f"Parmi les {FRENCH[name]} de {name_of(node)}, « {match[0]} » semble nommer deux organismes sans séparateur.",
                        node=node,
                        column=FRENCH[name],
                        declared=match[0],
                        computed=", ".join(match[0].split()),
                    )
                )
    return found


CHECKS = (without_responsible, without_beneficiary, spellings, unknown, repeated, unseparated)
