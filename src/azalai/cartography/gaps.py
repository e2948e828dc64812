"""Where nobody is: need against presence, by objective and region."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from azalai.cartography.dimensions import DIMENSIONS, NONE
from azalai.cartography.enums import Presence
from azalai.cartography.needs import Need, Needs
from azalai.cartography.selecting import Criteria, select
from azalai.cartography.traces import Record, Traces
from azalai.interventions.enums import STOPPED, Status

ORDER = (Presence.NOBODY, Presence.NATIONAL, Presence.PLANNED, Presence.RUNNING)


@dataclass(frozen=True)
class Spot:
    """An objective in a region. running, planned: interventions there; national: those without a region.

    need is None where nobody states one, which does not say that there is none.
    """

    objective: str
    title: str
    region: str
    place: str
    need: Need | None
    running: int
    planned: int
    national: int

    @property
    def presence(self) -> Presence:
        """The most that is there."""
        if self.running:
            return Presence.RUNNING
        if self.planned:
            return Presence.PLANNED
        return Presence.NATIONAL if self.national else Presence.NOBODY

    @property
    def is_gap(self) -> bool:
        """A need, and nobody at work in the region."""
        return self.need is not None and self.presence is not Presence.RUNNING


@dataclass(frozen=True)
class Objective:
    """An objective with its spots, one for each region, and what runs for it anywhere."""

    code: str
    title: str
    spots: list[Spot]
    anywhere: int
    asked: Need | None

    @property
    def is_neglected(self) -> bool:
        """Nobody serves it anywhere."""
        return not self.anywhere


@dataclass(frozen=True)
class Gaps:
    """objectives: in their order; regions: (P-code, name)."""

    regions: list[tuple[str, str]]
    objectives: list[Objective]

    @property
    def gaps(self) -> list[Spot]:
        """Needs without anybody at work there: the greatest first, then those farthest from any help."""
        found = [spot for one in self.objectives for spot in one.spots if spot.is_gap]
        return sorted(found, key=lambda spot: (-_level(spot), ORDER.index(spot.presence)))

    @property
    def neglected(self) -> list[Objective]:
        """Objectives that nobody serves anywhere; those that the plan asks for first."""
        found = [one for one in self.objectives if one.is_neglected]
        return sorted(found, key=lambda one: not (one.asked or any(spot.need for spot in one.spots)))


def _level(spot: Spot) -> int:
    return spot.need.level if spot.need else 0


def gaps_of(traces: Traces, criteria: Criteria, needs: Needs, frame: str) -> Gaps:
    """Every objective of the framework in every region, as the criteria leave them."""
    running, planned = _presence(traces, criteria, frame)
    titles = DIMENSIONS[frame].titles(traces)
    asked_code, asked_region = criteria.keys.get(frame), criteria.keys.get("region")
    regions = [(code, place.name) for code, place in traces.regions.items() if asked_region in (None, code)]
    return Gaps(
        regions,
        [
            Objective(
                code,
                title,
                [
                    Spot(
                        code,
                        title,
                        pcode,
                        name,
                        needs.by_region.get((code, pcode)),
                        running[code, pcode],
                        planned[code, pcode],
                        running[code, NONE],
                    )
                    for pcode, name in regions
                ],
                running[code, ""],
                needs.national.get(code),
            )
            for code, title in titles.items()
            if asked_code in (None, code)
        ],
    )


def _presence(
    traces: Traces, criteria: Criteria, frame: str
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Interventions at work, and those to come, by objective and region; "" is anywhere."""
    running: Counter[tuple[str, str]] = Counter()
    planned: Counter[tuple[str, str]] = Counter()
    for record in select(traces, criteria):
        counter = {Presence.RUNNING: running, Presence.PLANNED: planned}.get(_state(record, criteria))
        if counter is not None:
            regions = (*DIMENSIONS["region"].of(traces, record), "")
            counter.update((code, at) for code in DIMENSIONS[frame].of(traces, record) for at in regions)
    return running, planned


def _state(record: Record, criteria: Criteria) -> Presence:
    """Whether it counts as being there; who asks for years or a state means what meets them."""
    if criteria.status:
        return Presence.RUNNING
    if record.status in STOPPED:
        return Presence.NOBODY
    if record.status == Status.ONGOING or criteria.first or criteria.last:
        return Presence.RUNNING
    return Presence.NOBODY if record.status == Status.COMPLETED else Presence.PLANNED
