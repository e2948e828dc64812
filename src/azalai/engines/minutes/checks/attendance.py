"""Who was there, and who acts or presents without having been there."""

from __future__ import annotations

from collections import Counter, defaultdict

from azalai.engines.minutes.checks.shared import ATTENDANCE, at, listed, said, the
from azalai.engines.minutes.findings import Finding, finding
from azalai.engines.minutes.model import Action, Attendant, Item, Minutes, Name, Names
from azalai.engines.minutes.text import key


def missing(minutes: Minutes, names: Names) -> list[Finding]:
    """No list at all."""
    if _present(minutes):
        return []
    return [finding("P201", "La liste de présence manque ou n'a pas été reconnue.", ATTENDANCE)]


def _present(minutes: Minutes) -> list[Attendant]:
    return [one for one in minutes.attendance if not one.is_excused]


def absent_owners(minutes: Minutes, names: Names) -> list[Finding]:
    """Bodies in charge of an action that did not attend; once each, with their actions."""
    present = _present(minutes)
    if not present:
        return []
    actions: dict[str, list[tuple[Item, Action]]] = defaultdict(list)
    named: dict[str, Name] = {}
    for item, action in minutes.actions():
        for owner in action.owners:
            if not owner.group and not owner.is_body and not _attends(owner, present):
                who = owner.code or key(owner.raw)
                actions[who].append((item, action))
                named.setdefault(who, owner)
    return [_absent_owner(named[who], found) for who, found in actions.items()]


def _absent_owner(owner: Name, found: list[tuple[Item, Action]]) -> Finding:
    item, action = found[0]
    what = listed([said(action) for _, action in found], 3)
    return finding(
        "P202",
        f"{owner.raw} est chargé de {what} sans figurer sur la liste de présence.",
        at(item, action),
        declared=owner.raw,
        computed=owner.label or None,
        cause="L'organisme était absent, ou la liste de présence l'a oublié.",
    )


def _attends(name: Name, present: list[Attendant]) -> bool:
    """The body itself, one of its offices, or the body above it; unknown names are compared as written."""
    if not name.code:
        folded = key(name.raw)
        return bool(folded) and any(f" {folded} " in f" {key(one.text)} " for one in present)
    return any(
        name.code in other.family or other.code in name.family
        for one in present
        for other in one.names
        if other.code
    ) or any(f" {key(name.raw)} " in f" {key(one.text)} " for one in present)


def absent_presenters(minutes: Minutes, names: Names) -> list[Finding]:
    """Bodies announced as presenting a point that did not attend."""
    present = _present(minutes)
    if not present:
        return []
    found: dict[str, Finding] = {}
    for item in minutes.items:
        for presenter in item.presenters:
            if not presenter.group and not _attends(presenter, present):
                who = presenter.code or key(presenter.raw)
                found.setdefault(f"{who} {key(item.title)}", _absent_presenter(presenter, item))
    return list(found.values())


def _absent_presenter(presenter: Name, item: Item) -> Finding:
    return finding(
        "P203",
        f"{presenter.raw} présente {the(item)} sans figurer sur la liste de présence.",
        at(item),
        declared=presenter.raw,
        computed=presenter.label or None,
        cause="La liste de présence l'a sans doute oublié.",
    )


def unknown(minutes: Minutes, names: Names) -> list[Finding]:
    """Lines that name no known body."""
    strange = [one for one in minutes.attendance if not any(name.code or name.group for name in one.names)]
    return [
        finding(
            "P204",
            f"« {one.text} » ne correspond à aucun organisme connu.",
            ATTENDANCE,
            declared=one.raw,
            cause="L'organisme n'est pas au registre, ou son nom y est écrit autrement.",
        )
        for one in strange
    ]


def twice(minutes: Minutes, names: Names) -> list[Finding]:
    """The same body on two lines."""
    codes = Counter(
        name.code for one in _present(minutes) for name in one.names[:1] if name.code and name.is_sure
    )
    labels = {name.code: name.label for one in minutes.attendance for name in one.names}
    return [
        finding(
            "P205",
            f"{labels[code]} figure {times} fois sur la liste de présence.",
            ATTENDANCE,
            declared=labels[code],
        )
        for code, times in codes.items()
        if times > 1
    ]


CHECKS = (missing, absent_owners, absent_presenters, unknown, twice)
