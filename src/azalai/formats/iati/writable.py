"""What keeps an activity, or a part of it, from being written as the official schema wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from azalai.formats.iati import scalars
from azalai.formats.iati.records import (
    Activity,
    ActivityDate,
    Budget,
    DocumentLink,
    HumanitarianScope,
    Location,
    Narratives,
    ParticipatingOrg,
    Problem,
    TransactionSum,
)

_GAPS = {
    "identifier": "il manque l'identifiant",
    "reporting-org": "il manque la référence, le type ou le nom de l'organisme déclarant",
    "title": "il manque le titre",
    "description": "il manque la description",
    "participating-org": "il manque un organisme participant avec son rôle",
    "activity-status": "il manque l'état de l'activité",
    "activity-date": "il manque une date de début ou de fin, avec son type",
}
_LOSSES = {
    "participating-org": "cet organisme n'a pas de rôle",
    "activity-date": "cette date n'a pas de type ou n'a pas été comprise",
    "recipient-region": "cette région n'a pas de code",
    "location": "un des codes de ce lieu n'a pas de vocabulaire",
    "sector": "ce secteur n'a pas de code",
    "tag": "cette étiquette n'a pas de vocabulaire",
    "humanitarian-scope": "il manque le type ou le vocabulaire",
    "budget": "il manque le début ou la fin de la période",
    "transaction": "il manque la date ou le type de l'opération",
    "document-link": "il manque le titre, la catégorie ou une adresse valable du document",
    "related-activity": "il manque le type du lien",
}


def gaps(activity: Activity) -> tuple[Problem, ...]:
    """Mandatory elements that are missing: with any of them the activity cannot be written."""
    org = activity.reporting_org
    present = {
        "identifier": activity.identifier,
        "reporting-org": org.ref and org.type and says(org.names),
        "title": says(activity.titles),
        "description": any(says(description.texts) for description in activity.descriptions),
        "participating-org": any(map(is_writable_org, activity.participating_orgs)),
        "activity-status": activity.status,
        "activity-date": any(map(is_writable_date, activity.dates)),
    }
    return tuple(Problem(f"no-{name}", name, _GAPS[name]) for name, found in present.items() if not found)


def losses(activity: Activity) -> tuple[Problem, ...]:
    """Parts that the standard has no place for as they stand, and that are left out when writing."""
    return (
        *_left_out("participating-org", activity.participating_orgs, is_writable_org),
        *_left_out("activity-date", activity.dates, is_writable_date),
        *_left_out("recipient-region", activity.recipient_regions, has_code),
        *_left_out("location", activity.locations, has_vocabularies),
        *_left_out("sector", activity.sectors, has_code),
        *_left_out("tag", activity.tags, has_vocabulary),
        *_left_out("humanitarian-scope", activity.humanitarian_scopes, is_writable_scope),
        *_left_out("budget", activity.budgets, is_writable_budget),
        *_left_out("transaction", activity.transactions, is_writable_sum),
        *_left_out("document-link", activity.documents, is_writable_document),
        *_left_out("related-activity", activity.related, has_type),
    )


def _left_out(name: str, parts: Iterable[Any], writable: Callable[[Any], bool]) -> list[Problem]:
    return [
        Problem(f"lost-{name}", f"{name}[{index}]", _LOSSES[name])
        for index, part in enumerate(parts, 1)
        if not writable(part)
    ]


def says(texts: Narratives) -> bool:
    """Whether there is anything to read."""
    return any(scalars.plain(text.text) for text in texts)


def is_writable_org(org: ParticipatingOrg) -> bool:
    """A body with a role."""
    return bool(org.role)


def is_writable_date(date: ActivityDate) -> bool:
    """A date with a type, known at least to the year."""
    return bool(date.type and date.iso) and scalars.partial(date.iso) == date.iso


def is_writable_budget(budget: Budget) -> bool:
    """A budget with its period."""
    return bool(scalars.day(budget.start) and scalars.day(budget.end))


def is_writable_sum(total: TransactionSum) -> bool:
    """A sum with a type and a day."""
    return bool(total.type and scalars.day(total.last))


def is_writable_document(document: DocumentLink) -> bool:
    """A document with title and category."""
    return bool(scalars.web_address(document.url) and says(document.titles) and document.categories)


def is_writable_scope(scope: HumanitarianScope) -> bool:
    """A scope with type, vocabulary and code."""
    return bool(scope.type and scope.vocabulary and scope.code)


def has_vocabularies(place: Location) -> bool:
    """A place whose codes all say what they are codes of."""
    return all(code.vocabulary and code.code for code in place.ids + place.administrative)


def has_vocabulary(part: Any) -> bool:
    """A code with its vocabulary."""
    return bool(part.code and part.vocabulary)


def has_code(part: Any) -> bool:
    """Something with a code."""
    return bool(part.code)


def has_type(part: Any) -> bool:
    """Something with a type."""
    return bool(part.type)
