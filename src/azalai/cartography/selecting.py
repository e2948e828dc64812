"""Which interventions a page speaks of: the filters of its address, applied to the traces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from azalai.cartography.dimensions import DIMENSIONS, NONE
from azalai.cartography.traces import Record, Traces
from azalai.interventions.enums import Status

ALL_STATUSES = "toutes"


@dataclass(frozen=True)
class Criteria:
    """What is asked for. keys: dimension → key that an intervention must have. status: "" for all that
    were not cancelled, "toutes" for all."""

    first: int | None = None
    last: int | None = None
    status: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)

    def with_keys(self, **keys: str) -> Criteria:
        """The same and more."""
        return replace(self, keys={**self.keys, **keys})


def criteria_from(cleaned: Mapping[str, Any], given: Mapping[str, str]) -> Criteria:
    """cleaned: data of forms.CartographyFilter; given: the address, which may name a key of any dimension."""
    keys = {code: given[code] for code in DIMENSIONS if given.get(code)}
    objective = cleaned.get("objectif") or ""
    frame, _, code = objective.partition(":")
    if code:
        keys.setdefault(frame, code)
    return Criteria(cleaned.get("de"), cleaned.get("a"), cleaned.get("etat") or "", keys)


def select(traces: Traces, criteria: Criteria) -> list[Record]:
    """The interventions that meet every criterion, in the order of the traces."""
    return [
        record
        for record in traces.records
        if _status_fits(record, criteria.status)
        and _period_fits(record, criteria)
        and all(_has(code, key, traces, record, criteria) for code, key in criteria.keys.items())
    ]


def _status_fits(record: Record, status: str) -> bool:
    if not status:
        return record.status != Status.CANCELLED
    return status in (ALL_STATUSES, record.status)


def _period_fits(record: Record, criteria: Criteria) -> bool:
    """It runs at some time in these years, both included; an unknown end runs on."""
    if criteria.first and record.end and record.end < str(criteria.first):
        return False
    return not (criteria.last and record.start and record.start >= str(criteria.last + 1))


def axis_keys(code: str, traces: Traces, record: Record, criteria: Criteria) -> tuple[str, ...]:
    """Keys of the intervention along an axis, within what the filters leave of that axis.

    Who asks for one region wants its column, not the other regions of the same interventions.
    """
    keys = _keys_within(code, traces, record, criteria)
    if code in criteria.keys:
        return tuple(key for key in keys if key == criteria.keys[code])
    return keys


def _keys_within(code: str, traces: Traces, record: Record, criteria: Criteria) -> tuple[str, ...]:
    """Never empty: who works in the whole of a region, and in a department of another, has none here."""
    keys = DIMENSIONS[code].of(traces, record)
    kept = tuple(key for key in keys if _within(code, key, traces, criteria))
    return kept or (NONE + criteria.keys["region"] if code == "departement" else NONE,)


def _within(code: str, key: str, traces: Traces, criteria: Criteria) -> bool:
    if code == "annee" and key.isdigit():
        return (criteria.first or 0) <= int(key) <= (criteria.last or 9999)
    if code == "departement" and "region" in criteria.keys:
        return _region_of(key, traces) == criteria.keys["region"]
    if code == "organisme" and key.isdigit() and "categorie" in criteria.keys:
        item = traces.items.get(traces.organisations[int(key)].category_id)
        return item is not None and item.code == criteria.keys["categorie"]
    return True


def _region_of(department: str, traces: Traces) -> str:
    found = traces.departments.get(department)
    return traces.place_at(found.pk, 1) if found else ""


def _has(code: str, key: str, traces: Traces, record: Record, criteria: Criteria) -> bool:
    """Whether the intervention stands where an axis shows that key.

    "-" is no key at all; for years it is also none within the filter, and "-NE001" is no department
    within that region.
    """
    keys = DIMENSIONS[code].of(traces, record)
    if code == "departement" and key.startswith(NONE) and key != NONE:
        return all(_region_of(one, traces) != key[1:] for one in keys)
    if code == "annee" and key == NONE and keys != (NONE,):
        return not any(_within(code, one, traces, criteria) for one in keys)
    return key in keys
