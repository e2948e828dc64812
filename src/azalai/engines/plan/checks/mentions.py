"""Acronyms written in the plan, and the bodies that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from azalai.engines.plan.knowledge import Body, Knowledge
from azalai.engines.plan.model import Plan, PlanNode
from azalai.engines.plan.text import key, words

FIELDS = ("beneficiaries", "responsible", "partners")
ACRONYM = re.compile(r"(?<![\w/])[A-ZÉÈ]{2}[A-ZÉÈ0-9&]{0,18}(?:[/-][A-ZÉÈ]{1,19}){0,6}(?=s?(?![\w-])|$)")
NOT_BODIES = words(
    "II III IV VI VII VIII IX XI TDR TDRS NB ET OU DE LE LA TIC VBG AGR COVID MOU LES DES DU EN AU"
)
CAPITALS = 0.85  # share of capitals over which a whole text is in capitals, and no word of it an acronym
SHOUTED = 30


@dataclass(frozen=True, slots=True)
class Mention:
    """An acronym as written, where."""

    text: str
    node: PlanNode
    field: str


def mentions(plan: Plan) -> Iterator[Mention]:
    """Every acronym of the plan's columns of bodies."""
    for node in plan.walk():
        for name in FIELDS:
            text = getattr(node, name)
            if not text or _is_in_capitals(text):
                continue
            for match in ACRONYM.finditer(text):
                if match[0] not in NOT_BODIES:
                    yield Mention(match[0], node, name)


def _is_in_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > SHOUTED and sum(char.isupper() for char in letters) > CAPITALS * len(letters)


def compact(text: str) -> str:
    """Letters and digits only, folded: "SP/CCM", "SP-CCM" and "SPCCM" are one."""
    return key(text).replace(" ", "")


class Index:
    """Known spellings by their compact form."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.bodies: dict[str, Body] = {}
        for body in knowledge.bodies:
            for text in (body.acronym, body.name, *body.spellings):
                if text:
                    self.bodies.setdefault(compact(text), body)
        self.groups = {compact(text) for text in knowledge.groups}

    def body(self, text: str) -> Body | None:
        """The body of that spelling."""
        return self.bodies.get(compact(text)) or self.bodies.get(compact(text.rstrip("s")))

    def is_known(self, text: str) -> bool:
        """A body, a group, or several of them joined by a stroke."""
        if self.body(text) or compact(text) in self.groups or compact(text + "s") in self.groups:
            return True
        parts = re.split(r"[/-]", text)
        return len(parts) > 1 and all(self.body(part) or compact(part) in self.groups for part in parts)
