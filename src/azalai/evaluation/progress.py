"""How far each activity has come: what the latest approved report says, else what its lead declares; and
whether the calendar makes it late, by the rule of the lines of a plan (engines.progress.calendar)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from azalai.engines.progress.calendar import OPEN, lateness
from azalai.engines.progress.model import State
from azalai.interventions.enums import Status
from azalai.interventions.models import Intervention
from azalai.monitoring.calendars import span_of
from azalai.monitoring.enums import NodeStateChoice
from azalai.monitoring.models import ReportVersion
from azalai.monitoring.queries.states import AS_DECLARED

FULL = Decimal(100)
BEGINS = Case(When(actual_start="", then=F("planned_start")), default=F("actual_start"))
ENDS = Case(When(actual_end="", then=F("planned_end")), default=F("actual_end"))


@dataclass(frozen=True, slots=True)
class Progress:
    """State in words; rate: between 0 and 1, None when nobody has said.

    told_on: day of which the latest approved report speaks, None where the state is as declared.
    code: monitoring.enums.NodeStateChoice, "" where the calendar was not asked.
    """

    state: str
    rate: Decimal | None = None
    told_on: date | None = None
    code: str = ""


def in_state(found: QuerySet[Intervention], code: str, on: date) -> QuerySet[Intervention]:
    """Those that are in that state that day: the same as `of_interventions` says, as one condition."""
    told = ReportVersion.objects.filter(is_current=True, intervention=OuterRef("pk"))
    latest = told.order_by("-stands_on", "-id").values("activity_state")[:1]
    declared = Case(*(When(status=status, then=Value(str(state))) for status, state in AS_DECLARED.items()))
    rows = found.alias(state_base=Coalesce(Subquery(latest), declared), state_begins=BEGINS, state_ends=ENDS)
    is_open = Q(state_base__in=[str(one) for one in OPEN])
    late = is_open & _over("state_ends", on)
    late |= Q(state_base=State.NOT_STARTED) & _over("state_begins", on)
    return rows.filter(late) if code == NodeStateChoice.LATE else rows.filter(~late, state_base=code)


def _over(name: str, on: date) -> Q:
    """The last day of that partial date is gone: "2026" is over in 2027 alone."""
    day = on.isoformat()
    return ~Q(**{name: ""}) & Q(**{f"{name}__lt": day}) & ~Q(**{f"{name}__in": [day[:4], day[:7]]})


def of_interventions(found: Sequence[Intervention], *, on: date | None = None) -> dict[int, Progress]:
    """Key -> progress, for every intervention given; one query.

    on: the day whose calendar says what is late; without it the state is in the words of whoever told it.
    """
    rows = ReportVersion.objects.filter(is_current=True, intervention__in=[one.pk for one in found])
    rows = rows.only("intervention", "activity_state", "progress", "stands_on").order_by("stands_on", "id")
    told = {one.intervention_id: one for one in rows}  # the latest is read last
    if on is not None:
        return {one.pk: _computed(one, told.get(one.pk), on) for one in found}
    return {
        one.pk: _reported(told[one.pk]) if one.pk in told else Progress(str(one.get_status_display()))
        for one in found
    }


def _computed(one: Intervention, said: ReportVersion | None, on: date) -> Progress:
    base = State(said.activity_state) if said is not None else AS_DECLARED[Status(one.status)]
    span = span_of(one.actual_start or one.planned_start, one.actual_end or one.planned_end)
    state = State.LATE if lateness(base, span.start_by, span.end, on) else base
    heard = _reported(said) if said is not None else Progress("")
    return replace(heard, state=str(NodeStateChoice(str(state)).label), code=str(state))


def _reported(version: ReportVersion) -> Progress:
    rate = None if version.progress is None else version.progress / FULL
    return Progress(str(version.get_activity_state_display()), rate, version.stands_on)
