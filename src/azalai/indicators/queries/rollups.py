"""Values in force as a tree of places for the engine, and what the engine makes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from azalai.engines.aggregation import auditing, model, rolling
from azalai.frames.models import Place
from azalai.indicators.enums import Adding, Kind, Measure
from azalai.indicators.models import Aggregate, Indicator, Value

COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Whole:
    """An aggregate as it is to be written down. details: what differs, or which parts, in words."""

    stored: auditing.Stored
    details: tuple[str, ...]
    missing: tuple[str, ...]
    gap: Fraction | None = None


def rule_of(indicator: Indicator) -> model.Rule:
    """How it adds up."""
    factor = 100 if indicator.measure == Measure.PERCENT else 1
    return model.Rule(
        model.Operation(indicator.adding), factor=factor, double_counting=indicator.double_counting
    )


def figure_of(value: Value, rule: model.Rule) -> model.Figure:
    """A stored value for the engine."""
    if value.kind != Kind.NUMBER:
        return model.silent(model.Kind(value.kind))
    amount, numerator, denominator = (
        None if one is None else Fraction(one) for one in (value.amount, value.numerator, value.denominator)
    )
    basis = model.Basis(
        f"v{value.definition_version}",
        f"v{value.unit_version}",
        value.method_text or f"v{value.method_version}",
    )
    return model.told(amount, rule=rule, basis=basis, numerator=numerator, denominator=denominator)


def rolled(indicator: Indicator, period: str, places: list[Place] | None = None) -> dict[int | None, Whole]:
    """Key of the place (None: the country) → its aggregate, where something below it was told; two queries.

    places: those of today, when the caller has them at hand.
    """
    if indicator.adding == Adding.NONE:
        return {}
    values = Value.objects.in_force().filter(indicator=indicator, period=period).select_related("place")
    rule, rows = rule_of(indicator), list(values)
    if not any(value.place_id for value in rows):
        return {}
    known = places if places is not None else places_of(indicator.country_id)
    today = {place.pcode: place.pk for place in known}
    told = {_key(value.place, today): figure_of(value, rule) for value in rows}
    return _wholes(tree(indicator.country_id, told, known), rule)


def _key(place: Place | None, today: dict[str, int]) -> int | None:
    """A place of an earlier list is the place that bears its code today."""
    return None if place is None else today.get(place.pcode, place.pk)


def places_of(country: str) -> list[Place]:
    """Places of today."""
    return list(Place.objects.in_country(country).filter(valid_to="").order_by("pcode"))


def tree(
    country: str, told: dict[int | None, model.Figure], places: list[Place] | None = None
) -> model.Place:
    """The country with its places. Where nothing was told below a place, it stands for itself."""
    rows = places if places is not None else places_of(country)
    below: defaultdict[int | None, list[Place]] = defaultdict(list)
    for place in rows:
        below[place.parent_id].append(place)
    return _branch(COUNTRY, country, None, below, told)


def _branch(
    key: str,
    label: str,
    place_id: int | None,
    below: dict[int | None, list[Place]],
    told: dict[int | None, model.Figure],
) -> model.Place:
    children = tuple(_branch(str(one.pk), one.name, one.pk, below, told) for one in below.get(place_id, ()))
    is_silent = all(one.figure.kind is model.Kind.BLANK and not one.below for one in children)
    figure = told.get(place_id, model.Figure())
    return model.Place(key, label, figure, () if is_silent else children)


def _wholes(root: model.Place, rule: model.Rule) -> dict[int | None, Whole]:
    found: dict[int | None, Whole] = {}
    for key, result in rolling.roll_up(root, rule).items():
        if result.computed is not None:
            place_id = None if key == COUNTRY else int(key)
            found[place_id] = Whole(
                auditing.as_stored(result.computed, rule),
                _details(result.computed.refusals),
                result.computed.missing,
                result.gap,
            )
    return found


def _details(refusals: Iterable[model.Refusal]) -> tuple[str, ...]:
    return tuple(", ".join(one.details) for one in refusals if one.details)


def audit_differences(country: str) -> list[tuple[Indicator, auditing.Difference]]:
    """Stored aggregates of the country that are not what their parts give today."""
    places = places_of(country)
    indicators = Indicator.objects.in_country(country).order_by("code")
    return [(one, found) for one in indicators for found in differences_of(one, places)]


def differences_of(indicator: Indicator, places: list[Place]) -> list[auditing.Difference]:
    """The same for one indicator; two queries for each period that has values of places or aggregates."""
    names = {str(place.pk): f"{place.name} ({place.pcode})" for place in places}
    names[COUNTRY] = indicator.country_id
    found = []
    for period in _periods(indicator):
        stored = {
            names.get(str(row.place_id or COUNTRY), str(row.place_id)): as_record(row)
            for row in Aggregate.objects.filter(indicator=indicator, period=period)
        }
        rolled_up = rolled(indicator, period, places)
        computed = {names[str(key or COUNTRY)]: whole.stored for key, whole in rolled_up.items()}
        for one in auditing.differences(stored, computed):
            told = auditing.Difference(f"{period} · {one.key}", one.field, one.stored, one.computed)
            found.append(told)
    return found


def _periods(indicator: Indicator) -> list[str]:
    told = indicator.values.in_force().filter(place__isnull=False).order_by().values_list("period", flat=True)
    kept = indicator.aggregates.order_by().values_list("period", flat=True)
    return sorted({*told.distinct(), *kept.distinct()})


def as_record(row: Aggregate) -> auditing.Stored:
    """A row for the engine."""
    numbers = (row.amount, row.numerator, row.denominator)
    return auditing.Stored(row.kind, *numbers, row.known, row.expected, tuple(row.causes))
