"""What we say of an intervention where IATI has no element of its own: tags and short lines of text.

Tags are of vocabulary 99 (ours), their code "GCM-10", "PNM-NE-1.2", "NATURE-training", "KIND-new-policy",
"SCALE-project". Numbers of people and things stand as lines of a description, one a line.
"""

from __future__ import annotations

import re
from decimal import Decimal

from azalai.interventions.content import Quantity, Reach
from azalai.interventions.enums import CountKind
from azalai.interventions.groups import groups

OWN = "99"
TARGETS, OTHERS = "3", "4"  # types of description: target groups, other
PEOPLE = {"women": "femmes", "men": "hommes", "girls": "filles", "boys": "garçons", "total": "total"}
COUNTS = {
    CountKind.SESSIONS: "Sessions ou séances",
    CountKind.PARTICIPANTS: "Participants",
    CountKind.ITEMS: "Équipements ou supports remis",
}
NUMBER = re.compile(r"(?P<name>[^\W\d]+) (?P<value>\d+)")
SHARE = re.compile(r"^Part de (?P<code>\w+) : (?P<share>\d+(?:\.\d+)?) %$")
YEARLESS = re.compile(r"^Année du montant (?P<number>\d+) : non indiquée$")
SOURCE = re.compile(r"^Source du montant (?P<number>\d+) : (?P<name>.+)$")


def reach_line(reach: Reach) -> str:
    """ "Femmes : femmes 40, total 100"; numbers that nobody gave are left out."""
    told = [
        f"{word} {getattr(reach, name)}" for name, word in PEOPLE.items() if getattr(reach, name) is not None
    ]
    title = groups()[reach.group].title_fr if reach.group in groups() else reach.group
    return f"{title} : {', '.join(told)}" if told else title


def reach_of(line: str) -> Reach | None:
    """The same, read back; None when the line is not one of ours."""
    title, _colon, rest = line.partition(" : ")
    code = next((code for code, group in groups().items() if group.title_fr == title.strip()), None)
    if code is None:
        return None
    told = {match["name"]: int(match["value"]) for match in NUMBER.finditer(rest)}
    return Reach(code, **{name: told.get(word) for name, word in PEOPLE.items()})


def count_line(count: Quantity) -> str:
    """ "Participants : 120"."""
    return f"{COUNTS[CountKind(count.kind)]} : {count.value}"


def count_of(line: str) -> Quantity | None:
    """The same, read back; None when the line is not one of ours."""
    title, _colon, value = line.partition(" : ")
    kind = next((kind for kind, name in COUNTS.items() if name == title), None)
    return Quantity(kind.value, int(value)) if kind and value.isdecimal() else None


def share_line(code: str, share: Decimal) -> str:
    """ "Part de NE001 : 60 %"."""
    return f"Part de {code} : {share.normalize():f} %"


def source_line(number: int, name: str) -> str:
    """ "Source du montant 2 : OIM", the number being the budget's rank."""
    return f"Source du montant {number} : {name}"


def yearless_line(number: int) -> str:
    """IATI wants a period for every budget: ours was not of a year, though the intervention lasts one."""
    return f"Année du montant {number} : non indiquée"
