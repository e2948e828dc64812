"""What was announced against what was treated, and the numbers of the points."""

from __future__ import annotations

from azalai.engines.minutes.checks.shared import AGENDA, at, name_of, the
from azalai.engines.minutes.findings import Finding, Where, finding
from azalai.engines.minutes.headings import value_of
from azalai.engines.minutes.model import Item, Minutes, Names
from azalai.engines.minutes.text import short


def missing(minutes: Minutes, names: Names) -> list[Finding]:
    """No agenda, or no point at all."""
    found = []
    if not minutes.agenda:
        found.append(finding("O301", "L'ordre du jour manque ou n'a pas été reconnu.", AGENDA))
    if not minutes.items:
        found.append(
            finding("D801", "Aucun point traité n'a été reconnu dans ce document.", Where("document"))
        )
    return found


def untreated(minutes: Minutes, names: Names) -> list[Finding]:
    """Points announced that no heading takes up."""
    if not minutes.items:
        return []
    treated = {item.agenda for item in minutes.items}
    return [
        finding(
            "O302",
            f"Le point « {short(entry.title)} » de l'ordre du jour n'est traité nulle part.",
            AGENDA,
            declared=entry.raw,
        )
        for index, entry in enumerate(minutes.agenda)
        if index not in treated
    ]


def unannounced(minutes: Minutes, names: Names) -> list[Finding]:
    """Points treated that the agenda did not announce."""
    if not minutes.agenda:
        return []
    return [
        finding(
            "O303",
            f"{_subject(item)} est traité sans avoir été inscrit à l'ordre du jour.",
            at(item),
            declared=name_of(item) or None,
        )
        for item in minutes.items
        if item.agenda is None
    ]


def _subject(item: Item) -> str:
    said = the(item)
    return said[0].upper() + said[1:]


def numbering(minutes: Minutes, names: Names) -> list[Finding]:
    """Numbers of points that restart, repeat or skip."""
    found, last = [], 0
    for item in minutes.items:
        value = value_of(item.number)
        if not value:
            continue
        if last and value <= last:
            found.append(_restarts(minutes, item, last))
        elif last and value > last + 1:
            found.append(_skips(item, last))
        last = value
    return found


def _restarts(minutes: Minutes, item: Item, last: int) -> Finding:
    expected = minutes.agenda[item.agenda].number if item.agenda is not None else ""
    return finding(
        "O304",
        f"La numérotation repart à {item.number} après {last} : « {short(item.title, 60)} ».",
        at(item),
        declared=item.number,
        computed=expected or str(last + 1),
        cause="La liste numérotée a recommencé dans le traitement de texte"
        + (f" ; l'ordre du jour donne le numéro {expected}." if expected else "."),
    )


def _skips(item: Item, last: int) -> Finding:
    return finding(
        "O305",
        f"La numérotation passe de {last} à {item.number} : « {short(item.title, 60)} ».",
        at(item),
        declared=item.number,
        computed=str(last + 1),
        cause="Un point a été retiré ou oublié.",
    )


def renumbered(minutes: Minutes, names: Names) -> list[Finding]:
    """A point whose number is not the one announced, apart from restarts, which are told once."""
    told = {(f.where.item) for f in numbering(minutes, names)}
    return [
        finding(
            "O306",
            f"{_subject(item)} porte le numéro {minutes.agenda[item.agenda].number} à l'ordre du jour.",
            at(item),
            declared=item.number,
            computed=minutes.agenda[item.agenda].number,
        )
        for item in minutes.items
        if item.agenda is not None
        and name_of(item) not in told
        and value_of(item.number)
        and value_of(minutes.agenda[item.agenda].number) not in (0, value_of(item.number))
    ]


def blank(minutes: Minutes, names: Names) -> list[Finding]:
    """Points of which nothing is told."""
    return [
        finding("O307", f"{_subject(item)} n'a ni discussion ni point d'action.", at(item))
        for item in minutes.items
        if not item.discussion and not item.actions
    ]


CHECKS = (missing, untreated, unannounced, numbering, renumbered, blank)
