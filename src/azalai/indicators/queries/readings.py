"""What an indicator says for a span and a place: counted live, entered, or put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from azalai.core import facts
from azalai.engines.aggregation.auditing import REFUSED
from azalai.frames.models import Place
from azalai.indicators.enums import Adding, Direction, Kind, Origin, OverTime, Status
from azalai.indicators.labels import CAUSES, room_of
from azalai.indicators.models import Aggregate, Indicator, Target, Value
from azalai.indicators.periods import bounds, period_of, within
from azalai.indicators.queries.counting import Counts


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure, whence it comes and what it is measured against.

    status: value, zero, blank, unknown or not-applicable; value is None but for the first two.
    known, expected: of how many figures it was made, out of how many (1 of 1 for a single one).
    why: a sentence where there is no figure. waits: an entered value is not validated yet.
    """

    indicator: Indicator
    start: date
    end: date
    place: Place | None = None
    status: str = Status.BLANK
    value: Decimal | None = None
    origin: str = Origin.NOWHERE
    known: int = 0
    expected: int = 1
    why: str = ""
    state: str = ""
    waits: bool = False
    source: str = ""
    comment: str = ""
    target: Decimal | None = None
    row: Value | None = field(default=None, compare=False)

    @property
    def is_live(self) -> bool:
        """The system counted it."""
        return self.origin == Origin.LIVE

    @property
    def fact_code(self) -> str:
        """Code of the fact, "" where a person gives values."""
        return self.indicator.fact_code

    @property
    def baseline(self) -> Decimal | None:
        """The starting value, None unless it is a number."""
        return self.indicator.baseline

    @property
    def unit(self) -> str:
        """The unit, "" when unknown."""
        return self.indicator.unit_label

    @property
    def is_partial(self) -> bool:
        """Some of what it should be made of is missing: it is never to be read as complete."""
        return self.value is not None and self.known < self.expected

    @property
    def is_reached(self) -> bool | None:
        """The target is met; None where one of both is missing or the figure is partial and below."""
        if self.value is None or self.target is None:
            return None
        is_down = self.indicator.direction == Direction.DOWN
        met = self.value <= self.target if is_down else self.value >= self.target
        # What is missing could only add to a sum of one direction; it could turn a mean either way.
        adds = self.indicator.is_computed or self.indicator.adding == Adding.SUM or self._sums_periods
        return None if self.is_partial and (met == is_down or not adds) else met

    @property
    def _sums_periods(self) -> bool:
        return self.origin == Origin.PERIODS and self.indicator.over_time == OverTime.SUM

    @property
    def progress(self) -> Decimal | None:
        """Share of the way from baseline (zero where none is known) to target, as a ratio of one."""
        if self.value is None or self.target is None:
            return None
        begin = self.baseline or Decimal(0)
        way = self.target - begin
        return (self.value - begin) / way if way else None


def reading(indicator: Indicator, start: date, end: date, place: Place | None = None) -> Reading:
    """The figure of an indicator; at most four queries."""
    return readings([indicator], start, end, place)[indicator.pk]


def readings(
    indicators: Sequence[Indicator], start: date, end: date, place: Place | None = None
) -> dict[int, Reading]:
    """Key of the indicator → its figure. Three queries for all, and one for what is counted live; more
    where a count is not remembered (queries.counting)."""
    keys = [one.pk for one in indicators if not one.is_computed]
    stored = _Stored(keys, [one.pk for one in indicators], start, end, place)
    return {one.pk: _with_target(_reading(one, start, end, place, stored), stored) for one in indicators}


class _Stored:
    """Values, aggregates and targets of a span and a place, by indicator."""

    def __init__(
        self, keys: list[int], all_keys: list[int], start: date, end: date, place: Place | None
    ) -> None:
        self.counts = Counts()
        periods = list(within(start, end))
        only = {"indicator__in": keys, "period__in": periods, "place": place}
        self.values: defaultdict[int, dict[str, Value]] = defaultdict(dict)
        self.waiting: set[tuple[int, str]] = set()
        if keys and periods:
            for value in Value.objects.standing().filter(**only).order_by():
                if value.is_in_force:
                    self.values[value.indicator_id][value.period] = value
                else:
                    self.waiting.add((value.indicator_id, value.period))
        found = Aggregate.objects.filter(**only).order_by() if keys and periods else ()
        self.aggregates = {(one.indicator_id, one.period): one for one in found}
        targets = Target.objects.filter(indicator__in=all_keys, period__in=periods, place=place).order_by()
        self.targets: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
        for target in targets if periods else ():
            self.targets[target.indicator_id][target.period] = target.amount


def _with_target(found: Reading, stored: _Stored) -> Reading:
    target = _target(found, stored.targets[found.indicator.pk])
    return replace(found, target=target) if target is not None else found


def _target(found: Reading, targets: Mapping[str, Decimal]) -> Decimal | None:
    """That of the very period; of a longer span, the sum or the last of its years, else of its quarters."""
    period = period_of(found.start, found.end)
    if period in targets:
        return targets[period]
    for length in (4, 7):
        parts = {one: amount for one, amount in targets.items() if len(one) == length}
        wanted = [one for one in within(found.start, found.end) if len(one) == length]
        if parts and found.indicator.over_time == OverTime.LAST:
            # What the system counts is the whole span: the target of one year says nothing of it.
            return None if found.indicator.is_computed else parts[max(parts)]
        if parts and set(parts) == set(wanted):
            return sum(parts.values(), Decimal(0))
    return None


def _reading(indicator: Indicator, start: date, end: date, place: Place | None, stored: _Stored) -> Reading:
    if indicator.is_computed:
        return live(indicator, start, end, place, counts=stored.counts)
    values = stored.values[indicator.pk]
    period = period_of(start, end)
    blank = Reading(indicator, start, end, place)
    waits = any((indicator.pk, one) in stored.waiting for one in within(start, end))
    if period in values:
        return _of_value(blank, values[period], waits=waits)
    if period and (indicator.pk, period) in stored.aggregates:
        return _of_aggregate(blank, stored.aggregates[indicator.pk, period], waits=waits)
    return _of_periods(blank, values, waits=waits)


def at_places(indicator: Indicator, period: str, places: Sequence[Place]) -> dict[int, Reading]:
    """Key of the place → its figure in that period, for what people give; three queries."""
    start, end = bounds(period)
    only = {"indicator": indicator, "period": period, "place__in": [place.pk for place in places]}
    in_force: dict[int | None, Value] = {}
    waiting: set[int | None] = set()
    for value in Value.objects.standing().filter(**only):
        if value.is_in_force:
            in_force[value.place_id] = value
        else:
            waiting.add(value.place_id)
    aggregates = {one.place_id: one for one in Aggregate.objects.filter(**only)}
    targets = dict(Target.objects.filter(**only).values_list("place_id", "amount"))
    found = {}
    for place in places:
        reading, waits = Reading(indicator, start, end, place), place.pk in waiting
        if place.pk in in_force:
            reading = _of_value(reading, in_force[place.pk], waits=waits)
        elif place.pk in aggregates:
            reading = _of_aggregate(reading, aggregates[place.pk], waits=waits)
        else:
            reading = replace(reading, waits=waits)
        found[place.pk] = replace(reading, target=targets.get(place.pk))
    return found


def live(
    indicator: Indicator, start: date, end: date, place: Place | None = None, *, counts: Counts | None = None
) -> Reading:
    """What the system counts; blank with a reason where it cannot. counts: of the page, for several."""
    fact = indicator.fact
    if fact is None:
        why = _("En attente de la partie « %(room)s » du système.") % {"room": room_of(indicator.fact_code)}
        return Reading(indicator, start, end, place, why=why)
    if place is not None and not fact.by_place:
        return Reading(indicator, start, end, place, why=_("Ce fait ne se compte pas lieu par lieu."))
    span = facts.FactSpan(indicator.country_id, start, end, place.pk if place else None)
    value = (counts or Counts()).value(fact, span)
    return Reading(
        indicator,
        start,
        end,
        place,
        status=Status.VALUE if value else Status.ZERO,
        value=value,
        origin=Origin.LIVE,
        known=1,
    )


def status_of(kind: str, amount: Decimal | None) -> str:
    """Status of a stored kind: a number is a value or zero."""
    if kind != Kind.NUMBER:
        return kind or Status.BLANK
    return Status.VALUE if amount else Status.ZERO


def _of_value(blank: Reading, value: Value, *, waits: bool) -> Reading:
    return Reading(
        blank.indicator,
        blank.start,
        blank.end,
        blank.place,
        status=status_of(value.kind, value.amount),
        value=value.amount,
        origin=Origin.ENTERED,
        known=1 if value.amount is not None else 0,
        state=value.state,
        waits=waits,
        source=value.source,
        comment=value.comment,
        row=value,
    )


def _of_aggregate(blank: Reading, stored: Aggregate, *, waits: bool) -> Reading:
    if stored.kind == REFUSED:
        why = " ".join(str(CAUSES[cause]) for cause in stored.causes)
        return Reading(blank.indicator, blank.start, blank.end, blank.place, why=why, waits=waits)
    is_number = stored.kind == Kind.NUMBER and stored.amount is not None
    return Reading(
        blank.indicator,
        blank.start,
        blank.end,
        blank.place,
        status=status_of(Kind.NUMBER if is_number else stored.kind, stored.amount),
        value=stored.amount,
        origin=Origin.PLACES if is_number else Origin.NOWHERE,
        known=stored.known,
        expected=stored.expected,
        waits=waits,
    )


def _of_periods(blank: Reading, values: Mapping[str, Value], *, waits: bool) -> Reading:
    """A longer span made of its years, else of its quarters: their sum, or the last that is known."""
    indicator = blank.indicator
    for length in (4, 7):
        wanted = [one for one in within(blank.start, blank.end) if len(one) == length]
        there = {one: values[one] for one in wanted if one in values}
        numbers = {one: value for one, value in there.items() if value.amount is not None}
        if indicator.over_time == OverTime.LAST and there:
            last = there[max(there)]
            found = _of_value(blank, last, waits=waits)
            return replace(found, origin=Origin.PERIODS) if last.amount is not None else found
        if numbers and indicator.over_time == OverTime.SUM:
            return _summed(blank, wanted, there, numbers, waits=waits)
    return replace(blank, waits=waits)


def _summed(
    blank: Reading,
    wanted: Sequence[str],
    there: Mapping[str, Value],
    numbers: Mapping[str, Value],
    *,
    waits: bool,
) -> Reading:
    if len({_basis(value) for value in numbers.values()}) > 1:
        why = _("La définition, l'unité ou la méthode a changé entre ces périodes : elles ne s'ajoutent pas.")
        return Reading(blank.indicator, blank.start, blank.end, blank.place, why=why, waits=waits)
    value = sum((one.amount or Decimal(0) for one in numbers.values()), Decimal(0))
    apart = sum(1 for one in there.values() if one.kind == Kind.NOT_APPLICABLE)
    return Reading(
        blank.indicator,
        blank.start,
        blank.end,
        blank.place,
        status=Status.VALUE if value else Status.ZERO,
        value=value,
        origin=Origin.PERIODS,
        known=len(numbers),
        expected=len(wanted) - apart,
        waits=waits,
    )


def _basis(value: Value) -> tuple[object, ...]:
    versions = (value.definition_version, value.unit_version, value.method_version)
    return (*versions, value.method_text)


def series(indicator: Indicator, periods: Iterable[str], place: Place | None = None) -> list[Reading]:
    """The figures of several periods, in the order given; three queries, or one when live and remembered."""
    wanted = list(periods)
    if not wanted:
        return []
    ends = [bounds(period) for period in wanted]
    start, end = min(first for first, _last in ends), max(last for _first, last in ends)
    keys = [] if indicator.is_computed else [indicator.pk]
    stored = _Stored(keys, [indicator.pk], start, end, place)
    return [_with_target(_reading(indicator, first, last, place, stored), stored) for first, last in ends]
