"""Facts that the room counts by itself, for indicators and reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from azalai.core.facts import Fact, FactList, FactRow, FactSpan, register_facts
from azalai.evaluation import rules
from azalai.evaluation.models import Evaluation
from azalai.interventions.models import Intervention
from azalai.interventions.queries import BY_TITLE
from azalai.monitoring.models import ReportVersion


def _closed(span: FactSpan) -> QuerySet[Evaluation]:
    """Evaluations by others than the partner, closed between the two days."""
    rows = Evaluation.objects.in_country(span.country).settled().by_others()
    return rows.filter(closed_at__date__gte=span.start, closed_at__date__lte=span.end).order_by()


def activities_evaluated(span: FactSpan) -> FactList:
    """Interventions with an evaluation closed in the span, each once."""
    kept = Intervention.objects.filter(pk__in=_closed(span).values("intervention"), country=span.country)
    found = in_place(kept, span.place_id)
    last = Max("evaluations__closed_at", filter=Q(evaluations__in=_closed(span).values("pk")))
    return FactList(found.annotate(last_closed=last).order_by(*BY_TITLE), _row)


def followed_and_evaluated(span: FactSpan) -> FactList:
    """The same, of which an approved report speaks in the span as well."""
    rows = ReportVersion.objects.filter(stands_on__gte=span.start, stands_on__lte=span.end)
    reported = rows.filter(intervention__isnull=False).order_by().values("intervention")
    found = activities_evaluated(span)
    return FactList(found.items.filter(pk__in=reported), found.row)  # type: ignore[union-attr]


def in_place(found: QuerySet[Intervention], place_id: int | None) -> QuerySet[Intervention]:
    """Those that work in a place or below it; all of them when None."""
    if place_id is None:
        return found
    below = Q(places__place=place_id) | Q(places__place__parent=place_id)
    below |= Q(places__place__parent__parent=place_id)
    return found.filter(pk__in=Intervention.objects.filter(below).values("pk"))


def _row(one: Any) -> FactRow:
    on: date | None = localdate(one.last_closed) if one.last_closed else None
    return FactRow(one.title, one.get_absolute_url(), on, str(_("Évaluation close")))


FACTS = [
    Fact(
        "evaluation.activities-evaluated",
        _("Activités évaluées"),
        _("activités"),
        _(
            "Interventions dont une évaluation du secrétariat ou d'un évaluateur externe a été close dans la "
            "période, chacune comptée une fois. L'auto-évaluation d'un partenaire ne compte pas."
        ),
        activities_evaluated,
        by_place=True,
        visible=rules.can_oversee,
    ),
    Fact(
        "evaluation.activities-followed-and-evaluated",
        _("Activités suivies et évaluées"),
        _("activités"),
        _(
            "Interventions dont un rapport approuvé parle d'un jour de la période et dont une évaluation du "
            "secrétariat ou d'un évaluateur externe a été close dans la période, chacune comptée une fois."
        ),
        followed_and_evaluated,
        by_place=True,
        visible=rules.can_oversee,
    ),
]


def register() -> None:
    """Announce them."""
    register_facts(FACTS)
