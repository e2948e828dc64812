"""Reads: missions that the author may see, filtered and summed up; the one asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum

from azalai.concertation.missions.enums import SENSITISING, MissionState, PartyRole
from azalai.concertation.missions.rules import can_see_all_missions
from azalai.concertation.models import Mission, MissionParty
from azalai.core.audit import fold
from azalai.core.authorship import Author
from azalai.frames.models import Place


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters of the list; blank ones filter nothing. place: P-code; year: four digits."""

    kind: str = ""
    state: str = ""
    year: str = ""
    place: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return any((self.kind, self.state, self.year, self.place, self.text))


def missions(author: Author, *, country: str) -> QuerySet[Mission]:
    """Those that the author may read, the latest first, what has no date yet before all."""
    rows = Mission.objects.in_country(country)
    return rows if can_see_all_missions(author) else rows.held()


def chosen(found: QuerySet[Mission], asked: Asked) -> QuerySet[Mission]:
    """Those that the filters keep."""
    exact = {"kind": asked.kind, "state": asked.state}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if asked.year:
        found = found.filter(starts__startswith=asked.year)
    if asked.place:
        found = found.filter(in_place(asked.place))
    for word in fold(asked.text).split():
        found = found.filter(search_text__contains=word)
    return found


def in_place(pcode: str) -> Q:
    """Missions in a place, or in one below it; places are followed by their P-code through versions."""
    return Q(place__pcode=pcode) | Q(place__parent__pcode=pcode) | Q(place__parent__parent__pcode=pcode)


def full(found: QuerySet[Mission]) -> QuerySet[Mission]:
    """With the place and the organisations; three queries on a page."""
    parties = MissionParty.objects.select_related("organisation").order_by("role", "number")
    return found.select_related("place").prefetch_related(Prefetch("parties", parties))


def hosts(mission: Mission) -> list[MissionParty]:
    """Who received it, of prefetched parties."""
    return [one for one in mission.parties.all() if one.role == PartyRole.HOST]


def participants(mission: Mission) -> list[MissionParty]:
    """Who took part, of prefetched parties."""
    return [one for one in mission.parties.all() if one.role == PartyRole.PARTICIPANT]


@dataclass(frozen=True, slots=True)
class Totals:
    """Of a list: how many took place, whom they reached, and how many do not say it (None: no figure)."""

    count: int
    held: int
    agents: int | None
    women: int | None
    men: int | None
    uncounted: int


def totals(found: QuerySet[Mission]) -> Totals:
    """Of what took place; one query. uncounted: missions of awareness whose number of people is unknown."""
    held = Q(state=MissionState.HELD)
    figures: dict[str, Any] = found.order_by().aggregate(
        uncounted=Count("pk", filter=held & Q(kind__in=SENSITISING, agents__isnull=True)),
        count=Count("pk"),
        held=Count("pk", filter=held),
        agents=Sum("agents", filter=held),
        women=Sum("women", filter=held),
        men=Sum("men", filter=held),
    )
    return Totals(**figures)


def counts_by_kind(found: QuerySet[Mission]) -> dict[str, int]:
    """How many of each kind; one query."""
    rows = found.order_by().values("kind").annotate(n=Count("pk"))
    return {row["kind"]: row["n"] for row in rows}


def years(found: QuerySet[Mission]) -> list[str]:
    """Years in which they begin, the latest first; one query."""
    starts = found.exclude(starts="").order_by().values_list("starts_from__year", flat=True).distinct()
    return [str(year) for year in sorted(starts, reverse=True)]


def regions(country: str) -> QuerySet[Place]:
    """Regions of today, by name."""
    return Place.objects.in_country(country).filter(level=1, valid_to="").order_by("name")


def overdue(country: str, *, on: Any) -> QuerySet[Mission]:
    """Planned for a time that is over; nobody has said whether they took place."""
    rows = Mission.objects.in_country(country).filter(state=MissionState.PLANNED, starts_to__lt=on)
    return rows.order_by(F("starts_from").asc(), "id")
