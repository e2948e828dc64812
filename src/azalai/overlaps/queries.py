"""Reads across pairs, runs and joint actions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum

from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from azalai.core.values import NOT_APPLICABLE, NotApplicable
from azalai.interventions.models import Intervention, InterventionObjective, InterventionPlace
from azalai.interventions.queries import period_filter
from azalai.interventions.rules import Scope
from azalai.overlaps import rules
from azalai.overlaps.enums import OVERLAPPING, SYNERGIES, CalibrationState, Relation
from azalai.overlaps.labels import RELATION_HINTS
from azalai.overlaps.models import Calibration, Decision, JointAction, Opinion, Pair, Run
from azalai.overlaps.models.pairs import PairQuerySet

BY_STAKES = (
    F("amount_at_stake").desc(nulls_last=True),
    F("people_at_stake").desc(nulls_last=True),
    "-score",
    "id",
)
ORDERS: dict[str, tuple[Any, ...]] = {
    "enjeu": BY_STAKES,
    "personnes": (F("people_at_stake").desc(nulls_last=True), *BY_STAKES),
    "indice": ("-score", *BY_STAKES),
    "recent": ("-found_at", *BY_STAKES),
}


def accepted_calibration(country: str) -> Calibration | None:
    """The calibration in force, None while the shipped weights are."""
    rows = Calibration.objects.filter(country=country, state=CalibrationState.ACCEPTED)
    return rows.order_by("-settled_at", "-id").first()


def with_sides(found: QuerySet[Pair]) -> QuerySet[Pair]:
    """With what a line of a list shows of both interventions; three queries whatever the number."""
    places = InterventionPlace.objects.select_related("place")
    return found.select_related("left__lead", "right__lead").prefetch_related(
        Prefetch("left__places", places), Prefetch("right__places", places)
    )


def visible(author: Author, scope: Scope, *, country: str) -> PairQuerySet:
    """Living pairs that the author may see, see rules.can_see_pair."""
    found = Pair.objects.in_country(country).living()
    if rules.can_see_all_pairs(author):
        return found
    shown = Q(left__lead__in=scope.organisations) | Q(right__lead__in=scope.organisations)
    if rules.can_see_matrix(author):
        shown |= ~Q(verdict="")
    return found.filter(shown)


def filtered(found: PairQuerySet, filters: dict[str, Any]) -> PairQuerySet:
    """filters: cleaned data of forms.PairFilter; a blank one does not filter.

    Everything is a subquery: joins would count the stakes of a pair several times.
    """
    if relation := filters.get("relation"):
        found = found.said(*relations_of(relation))
    if state := filters.get("etat"):
        found = found.filter(_STATES[state])
    if body := filters.get("organisme"):
        found = found.of_organisations([body])
    sides = Intervention.objects.search(filters.get("q") or "")
    if place := filters.get("lieu"):
        sides = sides.filter(pk__in=InterventionPlace.objects.filter(within(place)).values("intervention"))
    if item := filters.get("objectif"):
        served = InterventionObjective.objects.filter(item=item)
        sides = sides.filter(pk__in=served.values("intervention"))
    if any(filters.get(name) for name in ("q", "lieu", "objectif")):
        found = found.filter(Q(left__in=sides.values("pk")) | Q(right__in=sides.values("pk")))
    return found


def within(place: int) -> Q:
    """Lines of places there, or up to two levels below. place: key."""
    return Q(place=place) | Q(place__parent=place) | Q(place__parent__parent=place)


WORTH, OVERLAPS, COMPLEMENTS = "a-examiner", "chevauchements", "synergies"
_RELATIONS = {
    WORTH: (*OVERLAPPING, *SYNERGIES),
    OVERLAPS: OVERLAPPING,
    COMPLEMENTS: SYNERGIES,
    "tous": tuple(Relation),
}
_STATES = {
    "a-decider": Q(verdict=""),
    "decides": ~Q(verdict=""),
    "suivis": Exists(JointAction.objects.filter(pair=OuterRef("pk"))),
    "tous": Q(),
}


def relations_of(word: str) -> tuple[str, ...]:
    """Relations that a word of the filters stands for."""
    return tuple(_RELATIONS.get(word, (word,)))


def of_sides(keys: Any) -> Q:
    """Pairs of which one side is one of these interventions."""
    return Q(left__in=keys) | Q(right__in=keys)


def of_intervention(author: Author, scope: Scope, intervention: Intervention) -> PairQuerySet:
    """Pairs of an intervention that the author may see, the likeliest overlaps first."""
    found = visible(author, scope, country=intervention.country_id)
    return found.filter(of_sides([intervention.pk])).order_by("-score", "id")


def full(found: QuerySet[Pair]) -> QuerySet[Pair]:
    """With everything that the page of a pair shows."""
    decisions = Decision.objects.select_related("decided_post", "decided_by")
    opinions = Opinion.objects.select_related("organisation", "stated_post")
    joint = JointAction.objects.select_related("invited_post").prefetch_related("parties__organisation")
    return with_sides(found).prefetch_related(
        Prefetch("decisions", decisions),
        Prefetch("opinions", opinions),
        Prefetch("joint_actions", joint),
        "notices__organisation",
        *(f"{side}__{lines}" for side in ("left", "right") for lines in _LINES),
    )


_LINES = ("objectives__item__framework", "target_groups", "bodies__organisation", "budgets")


def last_run(country: str) -> Run | None:
    """The latest passage."""
    return Run.objects.filter(country=country).select_related("calibration").first()


def written_since(run: Run | None) -> int:
    """Interventions written after the passage read them; two queries."""
    entries = AuditEntry.objects.filter(object_type="interventions.intervention")
    entries = entries.filter(sequence__gt=run.up_to) if run else entries
    return entries.values("object_id").distinct().count()


@dataclass(frozen=True, slots=True)
class Tally:
    """Pairs of a relation: how many, how many wait for a decision, what may be done twice in all of them.

    amount, people: None when no pair tells; that sum means nothing but for overlaps.
    """

    relation: str
    pairs: int
    waiting: int
    amount: Decimal | NotApplicable | None
    people: int | NotApplicable | None

    @property
    def label(self) -> str:
        """In words."""
        return str(Relation(self.relation).label)

    @property
    def hint(self) -> str:
        """What that means."""
        return str(RELATION_HINTS[Relation(self.relation)])


def tallies(found: QuerySet[Pair]) -> list[Tally]:
    """One for each relation that occurs, in the order of the choices; one query."""
    decided = found.exclude(verdict="").order_by().values_list("verdict")
    waiting = found.filter(verdict="").order_by().values_list("label")
    sums = (Count("pk"), Sum("amount_at_stake"), Sum("people_at_stake"))
    named: dict[str, list[tuple[int, int, Decimal | None, int | None]]] = {}
    for rows, is_waiting in ((decided, 0), (waiting, 1)):
        for relation, pairs, amount, people in rows.annotate(n=sums[0], m=sums[1], p=sums[2]):
            named.setdefault(relation, []).append((pairs, pairs * is_waiting, amount, people))
    return [_tally(relation, named[relation]) for relation in Relation.values if relation in named]


def _tally(relation: str, rows: list[tuple[int, int, Decimal | None, int | None]]) -> Tally:
    """rows: number of pairs, of those that wait, amount and people at stake."""
    pairs, waiting, amounts, people = zip(*rows, strict=True)
    if relation not in OVERLAPPING:
        return Tally(relation, sum(pairs), sum(waiting), NOT_APPLICABLE, NOT_APPLICABLE)
    return Tally(relation, sum(pairs), sum(waiting), _sum(amounts), _sum(people))


def _sum(values: Any) -> Any:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def counted(
    relations: tuple[str, ...],
    *,
    country: str,
    years: tuple[int, int] | None = None,
    place: int | None = None,
) -> QuerySet[Intervention]:
    """Interventions that stand in at least one pair of these relations as a person decided it: what the
    logframe's indicators "Nombre d'activités en doublons" and "Nombre d'activités complémentaires" count
    (result 2.1). years: first and last, both included; place: key, with what is below it.
    """
    pairs = Pair.objects.in_country(country).living().filter(verdict__in=relations)
    found: QuerySet[Intervention] = Intervention.objects.filter(
        Q(pk__in=pairs.values("left")) | Q(pk__in=pairs.values("right"))
    )
    if years:
        found = period_filter(found, *years)
    if place:
        found = found.filter(pk__in=InterventionPlace.objects.filter(within(place)).values("intervention"))
    return found


def overlapping(
    *, country: str, years: tuple[int, int] | None = None, place: int | None = None
) -> QuerySet[Intervention]:
    """Indicator "Nombre d'activités en doublons": same project twice, duplicate, partial overlap."""
    return counted(tuple(OVERLAPPING), country=country, years=years, place=place)


def complementary(
    *, country: str, years: tuple[int, int] | None = None, place: int | None = None
) -> QuerySet[Intervention]:
    """Indicator "Nombre d'activités complémentaires"."""
    return counted(tuple(SYNERGIES), country=country, years=years, place=place)
