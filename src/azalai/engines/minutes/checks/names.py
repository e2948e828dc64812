"""Acronyms that nobody knows, and bodies written in several ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from azalai.engines.minutes.checks.shared import listed
from azalai.engines.minutes.findings import Finding, Where, finding
from azalai.engines.minutes.model import Minutes, Name, Names
from azalai.engines.minutes.text import squeeze

ACRONYM = re.compile(r"(?<![\w/'’])[A-ZÉÈ]{2}[A-ZÉÈ0-9&]{0,14}(?:[/-][A-ZÉÈ]{1,15}){0,5}(?=s?(?![\w-])|$)")
DEFINED = re.compile(r"\(([A-Z][A-Z0-9/&-]{1,14})\)|\b([A-Z][A-Z0-9/&-]{1,14})\s?(?:=|:)\s")
_NOT_BODIES = (
    "II III IV VI VII VIII IX XI XII TDR TDRS NB ET OU DE LE LA LES DES DU EN AU AUX TIC VBG AGR COVID PV CR "
    "RAS ND NA PDF USB SMS WIFI SG DG DGA DR DRA"
)
NOT_BODIES = frozenset(re.findall(r"\w+", _NOT_BODIES))
SENTENCES = frozenset(("ordre du jour", "titre d'un point", "points d'action"))
CAPITALS, SHOUTED = 0.85, 30


def texts(minutes: Minutes) -> Iterator[tuple[str, str]]:
    """Texts that name bodies, with where they stand."""
    yield minutes.head.place, "lieu"
    for one in minutes.attendance:
        yield one.text, "présence"
    for entry in minutes.agenda:
        yield entry.title, "ordre du jour"
    for item in minutes.items:
        yield item.title, "titre d'un point"
    for _, action in minutes.actions():
        yield action.owner_raw, "responsables"
        yield action.text, "points d'action"


def unknown(minutes: Minutes, names: Names) -> list[Finding]:
    """Once each, with the known one that it is closest to."""
    everything = list(texts(minutes))
    defined = {word for text, _ in everything for match in DEFINED.findall(text) for word in match if word}
    places: dict[str, list[str]] = defaultdict(list)
    for text, where in everything:
        if _is_shouted(text) or (where in SENTENCES and text.isupper()):
            continue
        for match in ACRONYM.finditer(squeeze(text)):
            word = match[0]
            if word not in NOT_BODIES and not _is_known(word, defined, names):
                places[word].append(where)
    return [_unknown(word, list(dict.fromkeys(where)), names) for word, where in places.items()]


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > SHOUTED and sum(char.isupper() for char in letters) > CAPITALS * len(letters)


def _is_known(word: str, defined: set[str], names: Names) -> bool:
    if names.is_known(word) or (word in defined and not names.nearest(word)):
        return True
    parts = re.split(r"[/-]", word)
    return len(parts) > 1 and all(names.is_known(part) or part in NOT_BODIES for part in parts)


def _unknown(word: str, where: list[str], names: Names) -> Finding:
    near = names.nearest(word)
    return finding(
        "G601",
        f"Le sigle « {word} » ({listed(where)}) n'est connu ni comme organisme ni comme groupe"
        + (f" ; le plus proche est « {near} »." if near else "."),
        Where("document"),
        declared=word,
        computed=near or None,
        cause=f"« {word} » est sans doute mis pour « {near} »." if near else "",
    )


def spellings(minutes: Minutes, names: Names) -> list[Finding]:
    """A body whose short name is written in several ways."""
    forms: dict[str, dict[str, Name]] = defaultdict(dict)
    for name in _all_names(minutes):
        if name.code and ACRONYM.fullmatch(name.raw):
            forms[name.code].setdefault(name.raw, name)
    return [
        finding(
            "G602",
            f"Un même organisme est écrit de {len(found)} façons : "
            f"{listed([f'« {raw} »' for raw in found])}.",
            Where("document"),
            declared=" ; ".join(found),
            computed=next(iter(found.values())).label,
        )
        for found in forms.values()
        if len(found) > 1
    ]


def _all_names(minutes: Minutes) -> Iterator[Name]:
    for one in minutes.attendance:
        yield from one.names
    for entry in minutes.agenda:
        yield from entry.presenters
    for _, action in minutes.actions():
        yield from action.owners


CHECKS = (unknown, spellings)
