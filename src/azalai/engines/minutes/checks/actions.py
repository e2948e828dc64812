"""Action points: who, and by when."""

from __future__ import annotations

from collections import defaultdict

from azalai.engines.minutes.checks.shared import at, in_words, listed, name_of, said
from azalai.engines.minutes.dates import is_absent
from azalai.engines.minutes.findings import Finding, Where, finding
from azalai.engines.minutes.model import Action, Item, Minutes, Names
from azalai.engines.minutes.text import key

SEVERAL = 3
LATE_MONTH = "10"  # from October on, the year that is ending is rarely meant
NEXT_YEAR = "L'année de la réunion a sans doute été écrite au lieu de la suivante."


def without_any(minutes: Minutes, names: Names) -> list[Finding]:
    """A meeting that decides nothing."""
    if not minutes.items or any(True for _ in minutes.actions()):
        return []
    return [finding("A405", "Le compte rendu ne contient aucun point d'action.", Where("document"))]


def owners(minutes: Minutes, names: Names) -> list[Finding]:
    """Nobody, everybody, or many."""
    return [found for item, action in minutes.actions() for found in _owners(item, action)]


def _owners(item: Item, action: Action) -> list[Finding]:
    if not action.owners:
        return [
            finding(
                "A401",
                f"{said(action)} n'a pas de responsable.",
                at(item, action),
                declared=action.owner_raw or None,
            )
        ]
    vague = [owner.raw for owner in action.owners if owner.group]
    if vague:
        return [_vague(item, action, vague)]
    if len(action.owners) >= SEVERAL:
        return [
            finding(
                "A403",
                f"{said(action)} a {len(action.owners)} responsables, sans chef de file.",
                at(item, action),
                declared=action.owner_raw,
            )
        ]
    return []


def _vague(item: Item, action: Action, vague: list[str]) -> Finding:
    words = listed([f"« {text} »" for text in vague])
    alone = len(vague) == len(action.owners)
    return finding(
        "A402",
        f"{said(action)} est confié à {words} : aucun organisme précis ne peut en répondre"
        + ("." if alone else " pour cette part."),
        at(item, action),
        declared=action.owner_raw,
        cause="Le nom de la structure et le poste n'ont pas été précisés en séance.",
    )


def deadlines(minutes: Minutes, names: Names) -> list[Finding]:
    """Missing, unreadable, past, too near or too vague."""
    day = minutes.head.date
    return [
        found
        for item, action in minutes.actions()
        for found in (
            _missing(item, action),
            _unreadable(item, action),
            _early(item, action, day),
            _year(item, action),
        )
        if found
    ]


def _missing(item: Item, action: Action) -> Finding | None:
    if action.deadline.raw and not is_absent(action.deadline.raw):
        return None
    shown = f" (« {action.deadline.raw} »)" if action.deadline.raw else ""
    return finding(
        "E501",
        f"{said(action)} n'a pas d'échéance{shown}.",
        at(item, action),
        declared=action.deadline.raw or None,
    )


def _unreadable(item: Item, action: Action) -> Finding | None:
    deadline = action.deadline
    if not deadline.raw or is_absent(deadline.raw) or deadline.first or deadline.last:
        return None
    return finding(
        "E505",
        f"L'échéance de {said(action)}, « {deadline.raw} », n'est pas une date.",
        at(item, action),
        declared=deadline.raw,
    )


def _early(item: Item, action: Action, day: str) -> Finding | None:
    """Past on the day of the meeting, or over by the end of its year."""
    last = action.deadline.last
    if not last or not day:
        return None
    if last[: len(day)] < day:
        return finding(
            "E502",
            f"L'échéance de {said(action)} ({action.deadline.raw}) était déjà passée le jour de la réunion "
            f"({in_words(day)}).",
            at(item, action),
            declared=action.deadline.raw,
            computed=last,
            cause="L'année est sans doute fausse, ou l'échéance est reprise d'une réunion précédente.",
        )
    if last[:4] == day[:4] and action.deadline.is_year_only:
        return finding(
            "E503",
            f"L'échéance de {said(action)} ({action.deadline.raw}) tombe avant la fin de l'année de la "
            f"réunion ({in_words(day)}).",
            at(item, action),
            declared=action.deadline.raw,
            computed=last,
            cause=NEXT_YEAR if day[5:7] >= LATE_MONTH else "",
        )
    return None


def _year(item: Item, action: Action) -> Finding | None:
    deadline = action.deadline
    if not deadline.is_year_only:
        return None
    return finding(
        "E504",
        f"L'échéance de {said(action)} n'est qu'une année ({deadline.raw}) : ni mois ni jour.",
        at(item, action),
        declared=deadline.raw,
        computed=" – ".join(filter(None, (deadline.first, deadline.last))),
    )


def repeated(minutes: Minutes, names: Names) -> list[Finding]:
    """The same action in two points for the same owners."""
    found: dict[tuple[str, str], list[tuple[Item, Action]]] = defaultdict(list)
    for item, action in minutes.actions():
        found[(key(action.text), key(action.owner_raw))].append((item, action))
    return [
        finding(
            "A404",
            f"{said(pairs[0][1])} est écrit {len(pairs)} fois "
            f"({listed([name_of(item) for item, _ in pairs])}).",
            at(*pairs[1]),
            declared=pairs[0][1].text,
        )
        for (text, _), pairs in found.items()
        if text and len(pairs) > 1
    ]


CHECKS = (without_any, owners, deadlines, repeated)
