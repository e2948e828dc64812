"""References to frameworks as people write them: "PNM, Axe 3, action 1 / PMM, Objectifs 14 et 23"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from azalai.engines.plan.text import fold, squeeze

GCM, PNM, SDG = "GCM", "PNM", "SDG"
MARKERS = re.compile(
    r"(?P<GCM>\bpmm\b|\bgcm\b|\bpacte(?: mondial)?(?: (?:pour|sur) (?:les "
    r"|des )?migrations?)?(?: su?res?,? ordonnees et regulieres)?|\bglobal compact\b)"
    r"|(?P<PNM>\bpnm\b|\bpolitique nationale(?: de (?:la )?migrations?)?|\bnational migration policy\b"
    r"|\bnmp\b)"
    r"|(?P<SDG>\bodd\b|\bsdgs?\b|\bobjectifs? de developpement durable\b)"
)
RANGE = re.compile(r"\b(\d{1,2})\s*(?:a|à|to|-|–)\s*(\d{1,2})\b")
TARGET = re.compile(r"\b\d{1,2}\.(?:\d{1,2}|[a-d])\b|\b\d{1,2}\b")
ONLY_NUMBERS = re.compile(
    r"^(?:[\d\s;,./&\-–()]|\bet\b|\band\b|\ba\b|\bto\b|objectifs?|objectives?|n°|no|obj\.?)+$"
)
ALL = re.compile(r"^\s*(?:tous(?: les objectifs)?|all(?: objectives)?|1\s*(?:a|to|-)\s*23)\s*\.?$")


@dataclass(frozen=True, slots=True)
class References:
    """What a cell refers to.

    codes: framework -> codes in the order of the text (numbers as text, existing or not).
    texts: framework -> what is said of it, for frameworks cited by title ("Axe stratégique 3, action 1").
    """

    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Nothing recognised."""
        return not self.codes and not self.texts


def parse_references(text: str, *, frame: str = "") -> References:
    """Read one cell; frame is what its column is about when the cell does not say ("" = GCM)."""
    codes: dict[str, tuple[str, ...]] = {}
    texts: dict[str, str] = {}
    for name, part in _parts(text, frame or GCM):
        if name == PNM:
            texts[PNM] = "; ".join(filter(None, [texts.get(PNM, ""), _plain(part)]))
        elif found := _codes(part, name):
            codes[name] = tuple(dict.fromkeys(codes.get(name, ()) + found))
    return References(codes, {name: said for name, said in texts.items() if said})


def looks_like_references(text: str) -> bool:
    """Only a list of objective numbers, at least two."""
    folded = fold(text).strip()
    return bool(ONLY_NUMBERS.match(folded)) and len(TARGET.findall(folded)) >= 2


def _parts(text: str, default: str) -> list[tuple[str, str]]:
    """Pieces of the text with the framework that each is about."""
    folded = fold(text)
    found = list(MARKERS.finditer(folded))
    if not found:
        return [(default, text)]
    before = text[: found[0].start()]
    parts = [(default, before)] if re.search(r"\d", before) else []
    for index, match in enumerate(found):
        stop = found[index + 1].start() if index + 1 < len(found) else len(text)
        parts.append((match.lastgroup or default, text[match.end() : stop]))
    return parts


def _codes(part: str, name: str) -> tuple[str, ...]:
    folded = fold(part)
    if name == GCM and ALL.match(folded):
        return tuple(str(number) for number in range(1, 24))
    if name != SDG:
        folded = RANGE.sub(_spelled_out, folded)
        return tuple(dict.fromkeys(re.findall(r"(?<![\d.])\d{1,4}(?![\d]|\.\d)", folded)))
    return tuple(dict.fromkeys(TARGET.findall(folded)))


def _spelled_out(match: re.Match[str]) -> str:
    low, high = int(match[1]), int(match[2])
    if low >= high or high > 23:
        return match[0]
    return " ".join(str(number) for number in range(low, high + 1))


def _plain(part: str) -> str:
    return squeeze(part).strip(" ,;/:–-")
