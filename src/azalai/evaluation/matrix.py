"""The implementation matrix (004, §8.1), one line for each published intervention: activity, actor, state,
rate, evaluation, conformity, recommendation, the partner's own opinion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from azalai.core.authorship import Author
from azalai.evaluation import followed, progress
from azalai.evaluation.counting import CONFORMITY
from azalai.evaluation.enums import CONTESTING, FROZEN, UNDER_REPLY, EvaluationKind, EvaluationState
from azalai.evaluation.models import Evaluation, Rating, RecommendationOwner, Reply
from azalai.evaluation.models.evaluations import EvaluationQuerySet
from azalai.evaluation.progress import Progress
from azalai.evaluation.queries import visible
from azalai.interventions.models import Intervention
from azalai.interventions.queries import BY_TITLE, period_filter
from azalai.interventions.rules import Scope
from azalai.plans.models import Plan

WITH, WITHOUT, CONTESTED, ADVISED = "oui", "non", "contestees", "recommandations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The latest evaluation by others and the latest by itself, None where there is none."""

    evaluation: Evaluation | None = None
    own: Evaluation | None = None
    recommendations: list[Any] = field(default_factory=list)

    @property
    def ratings(self) -> list[Rating]:
        """What it is worth, conformity aside."""
        return [one for one in _ratings(self.evaluation) if one.criterion.kind != CONFORMITY]

    @property
    def conformity(self) -> list[Rating]:
        """With the national policy and with the Compact."""
        return [one for one in _ratings(self.evaluation) if one.criterion.kind == CONFORMITY]

    @property
    def replies(self) -> list[Reply]:
        """What the partner says of its ratings."""
        return [one.said for one in _ratings(self.evaluation) if one.said is not None]

    @property
    def opinion(self) -> list[tuple[str, int]]:
        """Positions of the partner with how often it took each; those that it took."""
        counted: defaultdict[str, int] = defaultdict(int)
        for reply in self.replies:
            counted[str(reply.get_position_display())] += 1
        return list(counted.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Judged):
    """An activity, how far it has come, and what it is worth."""

    intervention: Intervention
    progress: Progress

    @property
    def title(self) -> str:
        """Of the activity."""
        return self.intervention.title

    @property
    def actor(self) -> str:
        """Who leads it, as written."""
        return self.intervention.lead_name


def _ratings(evaluation: Evaluation | None) -> list[Rating]:
    return list(evaluation.ratings.all()) if evaluation is not None else []


@dataclass(frozen=True, slots=True)
class Totals:
    """At the foot, over every line that the filters keep, not over the page alone.

    evaluated: activities with a closed evaluation; under_way: with one whose right of reply is open.
    """

    activities: int
    evaluated: int
    under_way: int
    self_evaluated: int
    contested: int
    recommendations: int


def all_shown(author: Author, scope: Scope, *, country: str) -> EvaluationQuerySet:
    """Evaluations that the author sees and that are no longer in preparation."""
    return visible(author, scope, country=country).exclude(state=EvaluationState.DRAFT)


def evaluations_shown(author: Author, scope: Scope, *, country: str) -> EvaluationQuerySet:
    """The same, of interventions alone."""
    return all_shown(author, scope, country=country).filter(intervention__isnull=False)


def activities(
    filters: dict[str, Any], shown: EvaluationQuerySet, *, country: str, on: date
) -> QuerySet[Intervention]:
    """Published interventions that the filters keep (cleaned data of forms.MatrixFilter), by title.

    on: the day of which the state is asked."""
    asked = Intervention.objects.in_country(country).published().search(filters.get("q") or "")
    found: QuerySet[Intervention] = asked
    for name, narrowed in _FILTERS.items():
        if value := filters.get(name):
            found = found.filter(narrowed(value))
    if state := filters.get("etat"):
        found = progress.in_state(found, state, on)
    if place := filters.get("lieu"):
        below = (
            Q(places__place=place) | Q(places__place__parent=place) | Q(places__place__parent__parent=place)
        )
        found = found.filter(pk__in=Intervention.objects.filter(below).values("pk"))
    year = filters.get("annee")
    running = period_filter(found, year, year)
    return _narrowed(running, filters.get("evaluation") or "", shown).order_by(*BY_TITLE)


_FILTERS = {
    "organisme": lambda key: Q(lead=key),
    "objectif": lambda key: Q(objectives__item=key),
}


def _narrowed(found: QuerySet[Intervention], word: str, shown: EvaluationQuerySet) -> QuerySet[Intervention]:
    others = shown.by_others().order_by()
    if word == WITHOUT:
        return found.exclude(pk__in=others.values("intervention"))
    kept = {
        WITH: others,
        CONTESTED: others.filter(ratings__reply__position__in=CONTESTING),
        ADVISED: others.filter(recommendations__isnull=False),
    }.get(word)
    return found if kept is None else found.filter(pk__in=kept.values("intervention"))


def rows(found: Sequence[Intervention], shown: EvaluationQuerySet, *, on: date | None = None) -> list[Row]:
    """Lines for these activities; at most seven queries whatever their number. on: see progress."""
    kept = shown.filter(intervention__in=[one.pk for one in found])
    judged = _judged(kept, lambda one: one.intervention_id)
    states = progress.of_interventions(found, on=on)
    none = Judged()
    return [_row(one, states[one.pk], judged.get(one.pk, none)) for one in found]


def _row(one: Intervention, state: Progress, judged: Judged) -> Row:
    return Row(
        intervention=one,
        progress=state,
        evaluation=judged.evaluation,
        own=judged.own,
        recommendations=judged.recommendations,
    )


def of_lines(
    shown: EvaluationQuerySet, plan: int | None, keys: Sequence[Any] | None = None
) -> dict[Any, Judged]:
    """Key of a line of that plan -> what it is worth; at most six queries, none without a plan. keys: of
    these lines alone."""
    if plan is None:
        return {}
    only = {} if keys is None else {"node_key__in": keys}
    kept = shown.filter(plan=plan, node_key__isnull=False, **only)
    return _judged(kept, lambda one: one.node_key)


def _judged(kept: EvaluationQuerySet, key_of: Callable[[Evaluation], Any]) -> dict[Any, Judged]:
    """By what was evaluated; at most six queries."""
    ratings = Rating.objects.select_related("criterion", "reply").order_by("criterion__order", "id")
    owners = RecommendationOwner.objects.select_related("organisation")
    by_others: dict[Any, Evaluation] = {}
    own: dict[Any, Evaluation] = {}
    # The latest is read last.
    for one in kept.order_by("created_at", "id").prefetch_related(
        Prefetch("ratings", ratings), Prefetch("recommendations__owners", owners)
    ):
        (own if one.kind == EvaluationKind.SELF else by_others)[key_of(one)] = one
    advised = followed.of_several(list(by_others.values()))
    return {
        key: Judged(
            evaluation=by_others.get(key),
            own=own.get(key),
            recommendations=advised.get(by_others[key].pk, []) if key in by_others else [],
        )
        for key in {**by_others, **own}
    }


def plans_of(country: str) -> list[Plan]:
    """Plans of the country that have lines, for the matrix by line; one query."""
    found = Plan.objects.filter(country=country, versions__isnull=False).distinct()
    return list(found.order_by("title", "id"))


def totals(found: QuerySet[Intervention], shown: EvaluationQuerySet) -> Totals:
    """Counts over all that the filters keep; two queries."""
    of_found = shown.filter(intervention__in=found.order_by().values("pk")).order_by()
    contested = Q(ratings__reply__position__in=CONTESTING)
    of_others = ~Q(kind=EvaluationKind.SELF)
    counted = of_found.aggregate(
        evaluated=Count("intervention", distinct=True, filter=of_others & Q(state__in=FROZEN)),
        under_way=Count("intervention", distinct=True, filter=of_others & Q(state__in=UNDER_REPLY)),
        self_evaluated=Count("intervention", distinct=True, filter=~of_others),
        contested=Count("ratings__reply", distinct=True, filter=of_others & contested),
        recommendations=Count("recommendations", distinct=True, filter=of_others),
    )
    return Totals(activities=found.count(), **counted)
