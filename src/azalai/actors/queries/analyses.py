"""The stakeholder analysis as the secretariat reads it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from azalai.actors.enums import Engagement, Level, OrganisationKind
from azalai.actors.models import Analysis, Organisation
from azalai.actors.queries.register import categories
from azalai.frames.models import FrameworkItem

COLUMNS = (
    "Code",
    "Organisme",
    "Catégorie",
    "Date de l'analyse",
    "Rôle dans la gouvernance de la migration",
    "Intérêt (1 à 5)",
    "Influence (1 à 5)",
    "Position",
    "Conflit d'intérêts",
    "En quoi il consiste",
    "Besoin de renforcement",
    "Ce qui instaurerait la confiance",
    "Façon de travailler ensemble",
    "Groupe sous-représenté",
    "Pourquoi",
    "Poste de l'auteur",
)


def analyses(*, country: str, on: date, filters: dict[str, Any]) -> QuerySet[Analysis]:
    """The analysis that held on a day, one per organisation of the country; one query.

    filters: cleaned data of AnalysisFilter; `au` is another day to look at.
    """
    day = min(filters.get("au") or on, on)
    found = Analysis.objects.latest_on(day).filter(
        organisation__country=country, organisation__merged_into__isnull=True
    )
    if category := filters.get("categorie"):
        found = found.filter(organisation__category__code=category)
    if engagement := filters.get("maniere"):
        found = found.filter(engagement=engagement)
    if conflict := filters.get("conflit"):
        found = found.filter(conflict=conflict)
    if filters.get("sous"):
        found = found.filter(under_represented=True)
    return found.select_related("organisation__category", "post").order_by("organisation__search_text", "id")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One level of influence; cells: the analyses at each level of interest, the weakest first."""

    label: str
    cells: tuple[tuple[Analysis, ...], ...]


def matrix(found: Iterable[Analysis]) -> tuple[list[MatrixRow], list[Analysis]]:
    """Rows of influence, the strongest first, and the analyses that judge only one of the two, or none."""
    cells: dict[tuple[int, int], list[Analysis]] = defaultdict(list)
    unplaced = []
    for one in found:
        if one.influence and one.interest:
            cells[one.influence, one.interest].append(one)
        else:
            unplaced.append(one)
    rows = [
        MatrixRow(str(level.label), tuple(tuple(cells[level, interest]) for interest in Level))
        for level in reversed(Level)
    ]
    return rows, unplaced


def engagement_counts(found: Iterable[Analysis]) -> list[tuple[str, str, int]]:
    """Code, name and number of organisations of each way of working together; "" is undecided."""
    counts = Counter(one.engagement for one in found)
    named = [(code, str(label), counts[code]) for code, label in Engagement.choices]
    return [*named, ("", "", counts[""])]


def without_analysis(country: str) -> QuerySet[Organisation]:
    """Organisations that nobody has analysed yet, by name; bodies of concertation and projects aside."""
    any_analysis = Analysis.objects.filter(organisation=OuterRef("pk"))
    found = Organisation.objects.active().in_country(country).exclude(Exists(any_analysis))
    actors = (OrganisationKind.ORGANISATION, OrganisationKind.NETWORK)
    return found.filter(kind__in=actors).select_related("category").order_by("search_text", "id")


def missing_categories(country: str, *, on: date) -> list[FrameworkItem]:
    """Categories of tool 1 in which the register holds nobody; one query."""
    present = Organisation.objects.active().in_country(country).filter(category__code=OuterRef("code"))
    return list(categories(on=on).exclude(Exists(present)))


def analysis_rows(found: Iterable[Analysis]) -> Iterator[tuple[Any, ...]]:
    """Lines of the download, after a head."""
    yield COLUMNS
    yield from (_row(one) for one in found)


def _row(one: Analysis) -> tuple[Any, ...]:
    return (
        one.organisation.code,
        one.organisation.full_name,
        one.organisation.category.title,
        one.on.isoformat(),
        one.role,
        one.interest,
        one.influence,
        one.get_stance_display(),
        one.get_conflict_display(),
        one.conflict_text,
        one.capacity_need,
        one.trust,
        one.get_engagement_display(),
        "oui" if one.under_represented else "non",
        one.under_represented_reason,
        str(one.post or ""),
    )
