"""Figures of the preamble: each is the length of a list, so that a number never stands without it.

A year counts what runs in it for activities, what was closed in it for evaluations; 0 counts everything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.core.clock import today
from azalai.core.facts import FactList, FactRow
from azalai.engines.preamble import Facts
from azalai.evaluation.enums import SATISFACTORY, SOURCE_TYPE, EvaluationKind, Position
from azalai.evaluation.models import Evaluation, Rating, Recommendation, Reply
from azalai.evaluation.progress import in_state
from azalai.followup.enums import FINISHED, Stage
from azalai.followup.models import ActionPoint
from azalai.interventions.models import Budget, Intervention
from azalai.interventions.queries import BY_TITLE, best_kind, period_filter
from azalai.monitoring.enums import NodeStateChoice
from azalai.monitoring.models import ReportVersion

CONFORMITY = "conformity"  # kind of the criteria that ask about policies, in the shipped framework


class Span(NamedTuple):
    """What is counted: a country (ISO alpha-2) and a year, 0 for all years. currency: its own, ISO 4217."""

    country: str
    year: int = 0
    currency: str = ""


def activities(span: Span) -> QuerySet[Intervention]:
    """Published interventions that run in the year, by title."""
    year = span.year or None
    found = period_filter(Intervention.objects.in_country(span.country).published(), year, year)
    return found.order_by(*BY_TITLE)


def closed(span: Span) -> QuerySet[Evaluation]:
    """Evaluations of interventions that were closed in the year, latest first."""
    found = Evaluation.objects.in_country(span.country).settled().filter(intervention__isnull=False)
    if span.year:
        start, end = (make_aware(datetime(year, 1, 1)) for year in (span.year, span.year + 1))  # noqa: DTZ001
        found = found.filter(closed_at__gte=start, closed_at__lt=end)
    return found.order_by("-closed_at", "-id")


def others(span: Span) -> QuerySet[Evaluation]:
    """The same without the partners' own."""
    return closed(span).exclude(kind=EvaluationKind.SELF)


def evaluated(span: Span, *, own: bool = False) -> QuerySet[Intervention]:
    """Activities of the year with a closed evaluation. own: by the partner itself, else by anybody else."""
    kept = closed(span).filter(kind=EvaluationKind.SELF) if own else others(span)
    return activities(span).filter(pk__in=kept.order_by().values("intervention"))


def _reported(span: Span) -> QuerySet[Intervention]:
    """Activities of the year of which an approved report speaks of a day in it."""
    rows = ReportVersion.objects.filter(intervention__isnull=False)
    if span.year:
        rows = rows.filter(stands_on__year=span.year)
    return activities(span).filter(pk__in=rows.order_by().values("intervention"))


# Names of the figures in the preamble → the computed states that they count, as the matrix shows them.
STATES = {
    "planned": NodeStateChoice.NOT_STARTED,
    "ongoing": NodeStateChoice.IN_PROGRESS,
    "completed": NodeStateChoice.DONE,
    "overdue": NodeStateChoice.LATE,
    "suspended": NodeStateChoice.SUSPENDED,
    "cancelled": NodeStateChoice.CANCELLED,
}


def _in_state(code: str) -> Callable[[Span], QuerySet[Intervention]]:
    return lambda span: in_state(activities(span), code, today())


def _ratings(span: Span, **only: Any) -> QuerySet[Rating]:
    rows = Rating.objects.filter(evaluation__in=others(span).order_by().values("pk"), **only)
    return rows.select_related("evaluation", "criterion").order_by("evaluation", "criterion__order", "id")


def _asked(span: Span) -> QuerySet[Rating]:
    return _ratings(span, evaluation__shared_at__isnull=False)


def _replies(span: Span, **only: Any) -> QuerySet[Reply]:
    rows = Reply.objects.filter(rating__evaluation__in=others(span).order_by().values("pk"), **only)
    return rows.select_related("rating__evaluation", "rating__criterion").order_by("rating")


def _actors(span: Span) -> QuerySet[Organisation]:
    led = activities(span).filter(lead__isnull=False).order_by().values("lead")
    return Organisation.objects.filter(pk__in=led).order_by("search_text", "id")


def _recommendations(span: Span) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(evaluation__in=others(span).order_by().values("pk"))
    return rows.select_related("evaluation").order_by("evaluation", "number")


def _in_register(span: Span, **only: Any) -> list[Recommendation]:
    """Recommendations whose point in the register is of that kind."""
    rows = {row.pk: row for row in _recommendations(span)}
    points = ActionPoint.objects.filter(source_type=SOURCE_TYPE, source_id__in=[str(key) for key in rows])
    kept = points.filter(**only).order_by("sort_on", "id").values_list("source_id", flat=True)
    return [rows[int(key)] for key in kept]


def _late(span: Span) -> list[Recommendation]:
    return _in_register(span, stage=Stage.OPEN, sort_on__lt=today())


def _budgets(span: Span) -> list[tuple[Intervention, Decimal]]:
    """Each activity with what it costs in the country's own currency; others are left out."""
    found: dict[int, list[Budget]] = {}
    keys = activities(span).order_by().values("pk")
    for budget in Budget.objects.filter(intervention__in=keys, currency=span.currency).order_by("id"):
        found.setdefault(budget.intervention_id, []).append(budget)
    amounts = {key: _amount(lines) for key, lines in found.items()}
    rows = Intervention.objects.filter(pk__in=list(amounts)).order_by(*BY_TITLE)
    return [(one, amounts[one.pk]) for one in rows]


def _amount(lines: list[Budget]) -> Decimal:
    kind = best_kind(lines)
    return sum((line.amount for line in lines if line.kind == kind), Decimal())


def _intervention_row(one: Intervention) -> FactRow:
    return FactRow(
        one.title,
        one.get_absolute_url(),
        detail=_("déclarée : %(state)s") % {"state": one.get_status_display()},
    )


def _organisation_row(one: Organisation) -> FactRow:
    return FactRow(one.full_name, one.get_absolute_url())


def _rating_row(one: Rating) -> FactRow:
    value = _("ne peut être apprécié") if one.value is None else f"{one.value}/6"
    detail = f"{one.criterion.title} : {value}"
    on = localdate(one.evaluation.closed_at) if one.evaluation.closed_at else None
    return FactRow(one.evaluation.subject_title, one.evaluation.get_absolute_url(), on, detail)


def _reply_row(one: Reply) -> FactRow:
    evaluation = one.rating.evaluation
    detail = f"{one.rating.criterion.title} : {one.get_position_display()}"
    return FactRow(evaluation.subject_title, evaluation.get_absolute_url(), localdate(one.replied_at), detail)


def _recommendation_row(one: Recommendation) -> FactRow:
    return FactRow(one.text, one.evaluation.get_absolute_url(), detail=one.evaluation.subject_title)


def _budget_row(pair: tuple[Intervention, Decimal]) -> FactRow:
    return FactRow(pair[0].title, pair[0].get_absolute_url(), amount=pair[1])


def _sum(pairs: Any) -> Decimal:
    return sum((amount for _one, amount in pairs), Decimal())


class Listed(NamedTuple):
    """A figure: its words, the rows that it counts, how one reads. open: any post may read the list."""

    label: Any
    rows: Callable[[Span], Any]
    row: Callable[[Any], FactRow]
    open: bool = False
    amounts: Callable[[Any], Decimal] | None = None


LISTS: dict[str, Listed] = {
    "activities": Listed(_("Activités"), activities, _intervention_row, open=True),
    "actors": Listed(_("Organismes chefs de file"), _actors, _organisation_row, open=True),
    "budget": Listed(_("Montant déclaré"), _budgets, _budget_row, open=True, amounts=_sum),
    **{
        name: Listed(state.label, _in_state(state.value), _intervention_row, open=True)
        for name, state in STATES.items()
    },
    "reported": Listed(_("Activités avec un rapport accepté"), _reported, _intervention_row, open=True),
    "evaluated": Listed(_("Activités évaluées"), evaluated, _intervention_row),
    "self_evaluated": Listed(
        _("Activités notées par le partenaire"), lambda span: evaluated(span, own=True), _intervention_row
    ),
    "rated": Listed(_("Notes données"), lambda span: _ratings(span, value__isnull=False), _rating_row),
    "satisfactory": Listed(
        _("Notes satisfaisantes"), lambda span: _ratings(span, value__gte=SATISFACTORY), _rating_row
    ),
    "unassessable": Listed(
        _("Critères qui ne peuvent être appréciés"),
        lambda span: _ratings(span, value__isnull=True),
        _rating_row,
    ),
    "conformity_rated": Listed(
        _("Notes de conformité"),
        lambda span: _ratings(span, value__isnull=False, criterion__kind=CONFORMITY),
        _rating_row,
    ),
    "conformity_low": Listed(
        _("Écarts de conformité"),
        lambda span: _ratings(span, value__lt=SATISFACTORY, criterion__kind=CONFORMITY),
        _rating_row,
    ),
    "asked": Listed(_("Notes soumises au droit de réponse"), _asked, _rating_row),
    "replied": Listed(_("Réponses des partenaires"), _replies, _reply_row),
    "agreed": Listed(_("Accords"), lambda span: _replies(span, position=Position.AGREES), _reply_row),
    "partly": Listed(
        _("Accords partiels"), lambda span: _replies(span, position=Position.PARTLY), _reply_row
    ),
    "disagreed": Listed(
        _("Désaccords"), lambda span: _replies(span, position=Position.DISAGREES), _reply_row
    ),
    "revised": Listed(_("Notes revues"), lambda span: _ratings(span, revised_at__isnull=False), _rating_row),
    "recommendations": Listed(_("Recommandations"), _recommendations, _recommendation_row),
    "done": Listed(
        _("Recommandations mises en œuvre"),
        lambda span: _in_register(span, state__in=FINISHED),
        _recommendation_row,
    ),
    "late": Listed(_("Recommandations en retard"), _late, _recommendation_row),
}


def listing(fact: str, span: Span) -> FactList:
    """The list behind a figure. Raises KeyError for an unknown one."""
    found = LISTS[fact]
    return FactList(found.rows(span), found.row, found.amounts)


def facts_of(span: Span) -> Facts:
    """Every figure as its list counts it; one or two queries for each."""
    values: dict[str, Any] = {name: int(listing(name, span).value()) for name in LISTS}
    if not values["budget"]:
        values["budget"] = None
    known = {one.name for one in fields(Facts)}
    return Facts(year=span.year, **{name: value for name, value in values.items() if name in known})
