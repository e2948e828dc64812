"""What two records hold, side by side, before they become one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from azalai.actors.models import FocalPoint, Membership, Organisation, Spelling
from azalai.actors.references import followers


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records. counts: label of what points at it → how many, in the order of the room."""

    organisation: Organisation
    spellings: list[Spelling]
    memberships: list[Membership]
    focal_points: list[FocalPoint]
    counts: dict[str, int] = field(default_factory=dict)


# These are shown by name, not counted; analyses are for the few who may read them.
NAMED = frozenset({"actors.membership.organisation", "actors.focalpoint.organisation"})
CONFIDENTIAL = frozenset({"actors.analysis.organisation"})


def side_of(organisation: Organisation, *, on: date, hidden: frozenset[str] = frozenset()) -> Side:
    """What one record holds; a query for each kind of thing. hidden: references not to count."""
    found = Side(
        organisation,
        list(organisation.spellings.all()),
        list(organisation.memberships.current(on).select_related("network")),
        list(organisation.focal_points.current(on).select_related("post")),
    )
    for reference in followers():
        if reference.key not in NAMED | hidden:
            found.counts[str(reference.label)] = reference.of(organisation.pk).count()
    return found


def what_follows(merged: Side, kept: Side) -> list[tuple[str, int, int]]:
    """Label, how many on the double, how many on the record to keep; lines with nothing are left out."""
    return [
        (label, count, kept.counts[label])
        for label, count in merged.counts.items()
        if count or kept.counts[label]
    ]
