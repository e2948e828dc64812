"""Details of values as a reader may see them: small cells hidden where the reader is not the secretariat.

The totals of values stand on every page, so they are public: the engine hides details with that in mind.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _

from azalai.core import formatting
from azalai.core.authorship import Author
from azalai.engines.disclosure import TOTAL, Shown, Table, protect
from azalai.frames.models import FrameworkItem
from azalai.indicators import rules
from azalai.indicators.enums import Kind
from azalai.indicators.models import Indicator, Value, ValuePart
from azalai.indicators.queries import status_of
from azalai.indicators.words import write

PUBLIC, PARTNERS = "public", "partners"
REST = "rest"  # the part of a value that no category accounts for
HIDDEN = "···"


@dataclass(frozen=True, slots=True)
class Limits:
    """What the country allows to be printed, as dated data. never_by_place: codes of variables."""

    thresholds: Mapping[str, int]
    never_by_place: frozenset[str]
    source: str


@cache
def limits() -> Limits:
    """Those of the shipped file."""
    text = files("azalai.indicators").joinpath("data", "disclosure.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    return Limits(raw["thresholds"], frozenset(raw["never_by_place"]), raw["header"]["source"])


def threshold_for(author: Author) -> int:
    """The least number that the author may read in a detail, 0 for the secretariat and the auditor."""
    if rules.can_see_everything(author):
        return 0
    return limits().thresholds[PARTNERS if author.person_id is not None else PUBLIC]


@dataclass(frozen=True, slots=True)
class DetailRow:
    """A place (or the country) with a cell for each category, then the total."""

    label: str
    cells: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Detail:
    """The details of a period by one variable. note: what was hidden and why, "" when nothing was."""

    variable: FrameworkItem
    head: tuple[str, ...]
    rows: tuple[DetailRow, ...]
    note: str = ""


def details(indicator: Indicator, period: str, author: Author) -> list[Detail]:
    """A table for each variable that values in force of the period are detailed by; four queries at most."""
    values = list(
        Value.objects.in_force()
        .filter(indicator=indicator, period=period, parts__isnull=False)
        .select_related("place")
        .prefetch_related("parts__variable")
        .distinct()
        .order_by("place__pcode", "pk")
    )
    threshold = threshold_for(author)
    if threshold and _year_is_detailed(indicator, period):
        return []
    # Beside its places, the country's own details would give hidden ones away.
    if threshold and any(value.place_id for value in values):
        values = [value for value in values if value.place_id]
    by_variable: defaultdict[FrameworkItem, list[Value]] = defaultdict(list)
    for value in values:
        for variable in {part.variable for part in value.parts.all()}:
            by_variable[variable].append(value)
    names = _category_names(by_variable)
    found = sorted(by_variable.items(), key=lambda pair: pair[0].order)
    return [_detail(variable, rows, threshold, names) for variable, rows in found]


def _year_is_detailed(indicator: Indicator, period: str) -> bool:
    """The quarters of a year whose own details are printed would give hidden ones away."""
    if len(period) == 4:
        return False
    year = Value.objects.in_force().filter(indicator=indicator, period=period[:4])
    return year.filter(parts__isnull=False).exists()


def _category_names(variables: Iterable[FrameworkItem]) -> dict[str, str]:
    items = FrameworkItem.objects.filter(parent__in=[one.pk for one in variables])
    return {item.code: item.label for item in items}


def _detail(variable: FrameworkItem, values: list[Value], threshold: int, names: dict[str, str]) -> Detail:
    parts = {value.pk: [p for p in value.parts.all() if p.variable_id == variable.pk] for value in values}
    codes = list(dict.fromkeys(part.category for found in parts.values() for part in found))
    head = tuple(names.get(code, code) for code in codes)
    if not threshold:
        rows = tuple(_open_row(value, parts[value.pk], codes) for value in values)
        return Detail(variable, head, rows)
    if len(values) > 1 and variable.code in limits().never_by_place:
        return Detail(variable, head, (), _("Cette ventilation ne se montre pas lieu par lieu."))
    if not all(_is_count(value, parts[value.pk]) for value in values):
        return Detail(variable, head, (), _("Cette ventilation est réservée au secrétariat."))
    return _protected(variable, values, parts, codes, head, threshold)


def _label(value: Value) -> str:
    return value.place.name if value.place else _("Ensemble du pays")


def _open_row(value: Value, parts: list[ValuePart], codes: list[str]) -> DetailRow:
    by_code = {part.category: part for part in parts}
    cells = [
        write(status_of(one.kind, one.amount), one.amount) if (one := by_code.get(code)) else formatting.BLANK
        for code in codes
    ]
    return DetailRow(_label(value), tuple(cells), write(status_of(value.kind, value.amount), value.amount))


def _is_count(value: Value, parts: list[ValuePart]) -> bool:
    """Whole numbers that are not negative, so that they can be protected."""
    amounts = [value.amount, *(part.amount for part in parts if part.kind == Kind.NUMBER)]
    return all(one is not None and one >= 0 and one == one.to_integral_value() for one in amounts)


def _protected(
    variable: FrameworkItem,
    values: list[Value],
    parts: dict[int, list[ValuePart]],
    codes: list[str],
    head: tuple[str, ...],
    threshold: int,
) -> Detail:
    cells: dict[tuple[str, str], int] = {}
    for value in values:
        told = {part.category: int(part.amount) for part in parts[value.pk] if part.amount is not None}
        rest = int(value.amount or Decimal(0)) - sum(told.values())
        cells |= {(str(value.pk), code): told.get(code, 0) for code in codes}
        cells[str(value.pk), REST] = max(0, rest)
    public = frozenset({(str(value.pk), TOTAL) for value in values} | {(TOTAL, TOTAL)})
    shown = protect(Table(cells), threshold, public=public)
    if shown.is_withheld:
        note = _("Trop peu de personnes : cette ventilation n'est pas montrée.")
        return Detail(variable, head, (), note)
    rows = tuple(_closed_row(value, parts[value.pk], codes, shown) for value in values)
    note = ""
    if any(key[1] != TOTAL for key in shown.hidden):
        note = _("%(mark)s : moins de %(n)s, ou masqué pour qu'une petite case ne se déduise pas.") % {
            "mark": HIDDEN,
            "n": threshold,
        }
    return Detail(variable, head, rows, note)


def _closed_row(value: Value, parts: list[ValuePart], codes: list[str], shown: Shown) -> DetailRow:
    given = {part.category: part for part in parts}
    cells = []
    for code in codes:
        number, part = shown.values[str(value.pk), code], given.get(code)
        if number is None:
            cells.append(HIDDEN)
        else:
            cells.append(write(status_of(part.kind, part.amount), part.amount) if part else formatting.BLANK)
    return DetailRow(_label(value), tuple(cells), write(status_of(value.kind, value.amount), value.amount))
