"""People reached, by group, behind any lines of a plan: each report counted once.

A reader who may not read small numbers gets sums of what that reader may read in each report, never of
what is hidden there: no subtraction between these sums and the reports can give a small number away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from azalai.monitoring import disaggregation
from azalai.monitoring.queries.reading import hidden_categories
from azalai.monitoring.queries.states import Said, Standing


@dataclass(frozen=True, slots=True)
class Group:
    """People of one category. people: None when nobody said, or nothing that may be read; told: reports
    that give a number which may be read."""

    code: str
    title: str
    people: int | None
    told: int


@dataclass(frozen=True, slots=True)
class ByVariable:
    """The categories of one variable, all of them, in the order of the list. hidden: cells of reports that
    the reader may not read and that are in no sum."""

    code: str
    title: str
    groups: tuple[Group, ...]
    hidden: int = 0

    @property
    def people(self) -> int | None:
        """All that is told apart by this variable."""
        told = [group.people for group in self.groups if group.people is not None]
        return sum(told) if told else None


@dataclass(frozen=True, slots=True)
class People:
    """reached: everybody, None when nobody said; reports: how many stand behind these lines."""

    reached: int | None
    reports: int
    variables: tuple[ByVariable, ...]

    @property
    def hidden(self) -> int:
        """Cells of reports that are in no sum."""
        return sum(one.hidden for one in self.variables)

    @property
    def told(self) -> tuple[ByVariable, ...]:
        """Variables of which something may be read."""
        return tuple(one for one in self.variables if one.people is not None)


def people_reached(found: Standing, keys: Iterable[UUID] | None = None, *, threshold: int = 0) -> People:
    """People behind these lines of the plan (None: all of it), as reports say that hold that day.

    threshold: the least number that the reader may read (`indicators.protection.threshold_for`), 0 for all.
    One query, none once the standing has been asked before.
    """
    behind = _behind(found, keys)
    variables = tuple(_by_variable(one, behind, threshold) for one in disaggregation.variables().values())
    told = [one.reached for one in behind if one.reached is not None]
    return People(sum(told) if told else None, len(behind), variables)


def _behind(found: Standing, keys: Iterable[UUID] | None) -> list[Said]:
    """What reports say, each once. A source that nobody has reported on says nothing here."""
    outcomes = [found.whole.outcome] if keys is None else [found.states[key].outcome for key in keys]
    sources = {source for outcome in outcomes for source in outcome.sources}
    return [found.said[source] for source in sources if source in found.said]


def _by_variable(variable: disaggregation.Variable, behind: Iterable[Said], threshold: int) -> ByVariable:
    sums = dict.fromkeys((one.code for one in variable.categories), 0)
    told = dict.fromkeys(sums, 0)
    masked = 0
    for one in behind:
        parts = one.disaggregation.get(variable.code)
        if not parts:
            continue
        hidden = hidden_categories(one, variable.code, threshold)
        masked += len(hidden)
        for code, number in parts.items():
            if isinstance(number, int) and code in sums and code not in hidden:
                sums[code] += number
                told[code] += 1
    groups = tuple(
        Group(one.code, one.title, sums[one.code] if told[one.code] else None, told[one.code])
        for one in variable.categories
    )
    return ByVariable(variable.code, variable.title, groups, masked)
