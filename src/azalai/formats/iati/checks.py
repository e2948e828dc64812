"""What does not hold together inside one activity. Said, never repaired."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from azalai.formats.iati import codes
from azalai.formats.iati.notes import Notes
from azalai.formats.iati.records import Activity, Bounds, Point
from azalai.formats.iati.scalars import written

_ROUNDING = Decimal("0.5")  # a third written three times as 33.3 is no mistake
_HUNDRED = Decimal(100)


def check(activity: Activity, notes: Notes, *, country: str = "", bounds: Bounds | None = None) -> None:
    """Note dates reversed, percentages that do not sum, places of another country."""
    _check_dates(activity, notes)
    _check_budgets(activity, notes)
    _check_percentages(activity, notes)
    _check_places(activity, notes)
    if bounds is not None and set(activity.countries) <= {country}:
        _check_points(activity, notes, bounds)


def _check_dates(activity: Activity, notes: Notes) -> None:
    by_type = {date.type: date.iso for date in activity.dates if date.iso}
    pairs = ((codes.PLANNED_START, codes.PLANNED_END), (codes.ACTUAL_START, codes.ACTUAL_END))
    for first, last in pairs:
        _check_order(by_type.get(first, ""), by_type.get(last, ""), "activity-date", notes)


def _check_budgets(activity: Activity, notes: Notes) -> None:
    for index, budget in enumerate(activity.budgets, 1):
        _check_order(budget.start, budget.end, f"budget[{index}]", notes)


def _check_order(start: str, end: str, where: str, notes: Notes) -> None:
    """Partial dates are compared as far as both are known."""
    known = min(len(start), len(end))
    if known and end[:known] < start[:known]:
        notes.add("dates-reversed", where, start=start, end=end)


def _check_percentages(activity: Activity, notes: Notes) -> None:
    regions = [region for region in activity.recipient_regions if _is_default(region.vocabulary)]
    shares = [country.percentage for country in activity.recipient_countries]
    _check_sum("recipient-country", shares + [region.percentage for region in regions], notes)
    by_vocabulary: defaultdict[str, list[Decimal | None]] = defaultdict(list)
    for sector in activity.sectors:
        by_vocabulary[sector.vocabulary or codes.DEFAULT_VOCABULARY].append(sector.percentage)
    for vocabulary, parts in by_vocabulary.items():
        _check_sum(f"sector (vocabulaire {vocabulary})", parts, notes)


def _is_default(vocabulary: str) -> bool:
    return vocabulary in ("", codes.DEFAULT_VOCABULARY)


def _check_sum(where: str, parts: Sequence[Decimal | None], notes: Notes) -> None:
    known = [part for part in parts if part is not None]
    if not known:
        return
    if len(known) < len(parts):
        notes.add("percentage-missing", where)
    elif abs(sum(known) - _HUNDRED) > _ROUNDING:
        notes.add("percentage-sum", where, written=written(sum(known, Decimal(0))))


def _check_places(activity: Activity, notes: Notes) -> None:
    own = set(activity.declared_countries)
    for index, place in enumerate(activity.locations, 1):
        other = place.countries
        if own and other and not other & own:
            notes.add(
                "place-elsewhere",
                f"location[{index}]",
                written=", ".join(sorted(other)),
                read=", ".join(sorted(own)),
            )


def _check_points(activity: Activity, notes: Notes, bounds: Bounds) -> None:
    for index, place in enumerate(activity.locations, 1):
        point = place.point
        if point is None or bounds.hold(point):
            continue
        swapped = bounds.hold(Point(point.longitude, point.latitude))
        shown = f"{point.latitude} {point.longitude}"
        notes.add("point-swapped" if swapped else "point-elsewhere", f"location[{index}]", written=shown)
