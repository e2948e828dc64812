"""What published interventions leave behind, read once for a page.

Each part is read when a page first asks for it, with one query whatever the number of interventions:
thousands of plain rows are far cheaper than as many objects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from azalai.actors.models import Organisation
from azalai.frames.models import FrameworkItem, ItemLink, Place
from azalai.interventions.models import (
    Budget,
    Intervention,
    InterventionBody,
    InterventionObjective,
    InterventionPlace,
    TargetGroup,
)
from azalai.interventions.models.parts import PEOPLE
from azalai.interventions.queries import best_kind

LEAD = "lead"
OBJECTIVES = {"pmm": "gcm", "pnm": "pnm-{country}", "odd": "sdg"}
OTHER_FRAMES = ("mptf", "stakeholders", "intervention-kinds")
Listed = dict[int, tuple[str, ...]]
Spots = dict[int, list[int]]


class Record(NamedTuple):
    """A published intervention. start, end: partial dates, "" when unknown."""

    pk: int
    lead: int | None
    kind: int | None
    nature: str
    status: str
    start: str
    end: str


class Money(NamedTuple):
    """A budget line."""

    intervention_id: int
    kind: str
    currency: str
    amount: Decimal


class Traces:
    """The published interventions of a country (ISO alpha-2), on a day, and all that they name.

    around: key of an organisation, to read no more than the interventions in which it takes part.
    """

    def __init__(self, country: str, *, on: date, around: int | None = None) -> None:
        self.country, self.on = country, on
        self.ones = Intervention.objects.in_country(country).published()
        if around is not None:
            self.ones = self.ones.filter(pk__in=_taking_part(around))

    @cached_property
    def records(self) -> list[Record]:
        """Every published intervention, oldest first. Drafts are never among them."""
        rows = self.ones.order_by("pk")
        names = ("pk", "lead", "kind", "nature", "status")
        dates = ("planned_start", "actual_start", "planned_end", "actual_end")
        return [
            Record(pk, lead, kind, nature, status, begun or start, ended or end)
            for pk, lead, kind, nature, status, start, begun, end, ended in rows.values_list(*names, *dates)
        ]

    @cached_property
    def organisations(self) -> dict[int, Organisation]:
        """Key → organisation of today: one that was merged gives the one that it was merged into."""
        rows = Organisation.objects.in_country(self.country)
        known = {one.pk: one for one in rows.only("public_id", "acronym", "name_fr", "name_en", *_TIES)}
        return {key: _survivor(one, known) for key, one in known.items()}

    @cached_property
    def roles(self) -> dict[int, dict[int, frozenset[str]]]:
        """Intervention → organisation → its roles: "lead" and those of BodyRole."""
        found: defaultdict[int, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for record in self.records:
            if record.lead in self.organisations:
                found[record.pk][self.organisations[record.lead].pk].add(LEAD)
        for one, organisation, role in self._rows(InterventionBody, "organisation", "role"):
            if organisation in self.organisations:
                found[one][self.organisations[organisation].pk].add(role)
        return {one: {key: frozenset(names) for key, names in roles.items()} for one, roles in found.items()}

    @cached_property
    def items(self) -> dict[int, FrameworkItem]:
        """Every line of the frameworks that the room counts by, versions in force last."""
        codes = [*(code.format(country=self.country.lower()) for code in OBJECTIVES.values()), *OTHER_FRAMES]
        rows = FrameworkItem.objects.filter(framework__code__in=codes).select_related("framework")
        return {item.pk: item for item in rows.order_by("framework__valid_from", "framework_id", "order")}

    def items_of(self, code: str) -> dict[str, FrameworkItem]:
        """Code → line of a framework, as its latest version writes it."""
        return {item.code: item for item in self.items.values() if item.framework.code == code}

    @cached_property
    def objectives(self) -> dict[int, list[FrameworkItem]]:
        """Intervention → the objectives that it serves."""
        found: defaultdict[int, list[FrameworkItem]] = defaultdict(list)
        for one, item in self._rows(InterventionObjective, "item"):
            if item in self.items:
                found[one].append(self.items[item])
        return found

    @cached_property
    def themes(self) -> dict[str, tuple[str, ...]]:
        """Code of an objective of the Compact → codes of the MPTF areas that it is mapped to."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        links = ItemLink.objects.filter(from_item__framework__code="gcm", to_item__framework__code="mptf")
        for objective, area in links.order_by("to_item__order").values_list(
            "from_item__code", "to_item__code"
        ):
            if area not in found[objective]:
                found[objective].append(area)
        return {objective: tuple(areas) for objective, areas in found.items()}

    @cached_property
    def places(self) -> dict[int, Place]:
        """Every place of the country, of today or not."""
        fields = ("pcode", "name", "level", "parent", "valid_to", "country")
        rows = Place.objects.in_country(self.country).only(*fields).order_by("pcode", "valid_from")
        return {place.pk: place for place in rows}

    @cached_property
    def regions(self) -> dict[str, Place]:
        """P-code → region of today, in order."""
        return {p.pcode: p for p in self.places.values() if p.level == 1 and not p.valid_to}

    @cached_property
    def departments(self) -> dict[str, Place]:
        """P-code → department of today, in order."""
        return {p.pcode: p for p in self.places.values() if p.level == 2 and not p.valid_to}

    def place_at(self, place: int, level: int) -> str:
        """P-code of the place, or of the one above it, at that level; "" for a wider place."""
        found: Place | None = self.places.get(place)
        while found is not None and found.level > level:
            found = self.places.get(found.parent_id) if found.parent_id else None
        return found.pcode if found is not None and found.level == level else ""

    @cached_property
    def spots(self) -> Spots:
        """Intervention → keys of its places."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for one, place in self._rows(InterventionPlace, "place"):
            found[one].append(place)
        return found

    @cached_property
    def groups(self) -> Listed:
        """Intervention → codes of its target groups."""
        found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
        for one, group, *_numbers in self._targets:
            found[one] += (group,)
        return found

    @cached_property
    def people(self) -> dict[int, int | None]:
        """Intervention → people that it is for, None when no group has a number."""
        found: dict[int, int | None] = {}
        for one, _group, total, *parts in self._targets:
            told = [part for part in parts if part is not None]
            number = total if total is not None else sum(told) if told else None
            if number is not None:
                found[one] = (found.get(one) or 0) + number
        return found

    @cached_property
    def _targets(self) -> list[tuple[Any, ...]]:
        return list(self._rows(TargetGroup, "group", "total", *PEOPLE))

    @cached_property
    def money(self) -> dict[int, dict[str, Decimal]]:
        """Intervention → currency → amount of the surest kind that is told (committed, planned, spent)."""
        lines: defaultdict[int, list[Money]] = defaultdict(list)
        for row in self._rows(Budget, "kind", "currency", "amount"):
            lines[row[0]].append(Money(*row))
        return {one: _sums(found) for one, found in lines.items()}

    def _rows(self, model: Any, *names: str) -> Iterator[tuple[Any, ...]]:
        """(intervention, *names) of the lines of published interventions; one query."""
        rows = model.objects.filter(intervention__in=self.ones.order_by().values("pk"))
        return iter(rows.order_by("pk").values_list("intervention_id", *names))

    def names_of(self, organisations: Iterable[int]) -> list[str]:
        """Organisations as people call them, by name."""
        return sorted((str(self.organisations[key]) for key in organisations), key=str.casefold)


def _taking_part(organisation: int) -> QuerySet[Intervention, Any]:
    """Keys of the interventions that name it, or one that was merged into it."""
    same = Organisation.objects.filter(Q(pk=organisation) | Q(merged_into=organisation)).values("pk")
    found = Intervention.objects.filter(Q(lead__in=same) | Q(bodies__organisation__in=same))
    return found.order_by().values("pk")


_TIES = ("category", "merged_into", "kind", "search_text", "country")


def _survivor(one: Organisation, known: dict[int, Organisation]) -> Organisation:
    seen = {one.pk}
    while one.merged_into_id in known and one.merged_into_id not in seen:
        one = known[one.merged_into_id]
        seen.add(one.pk)
    return one


def _sums(lines: list[Money]) -> dict[str, Decimal]:
    kind = best_kind(lines)
    found: dict[str, Decimal] = {}
    for line in lines:
        if line.kind == kind:
            found[line.currency] = found.get(line.currency, Decimal(0)) + line.amount
    return found
