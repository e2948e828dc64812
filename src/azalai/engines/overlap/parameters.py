"""Everything that could have been set otherwise, with its date and its source."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from azalai.engines.overlap.features import NAMES

EXPERTS = "2026-01-01"  # date of the parameters that no example had touched


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure. since: ISO date from which it holds; source: where it comes from, in French."""

    name: str
    value: float
    since: str
    source: str


@dataclass(frozen=True, slots=True)
class Parameters:
    """A set in force. Names of weights are those of the features, and `intercept`."""

    values: tuple[Parameter, ...]

    def __getitem__(self, name: str) -> float:
        for item in self.values:
            if item.name == name:
                return item.value
        raise KeyError(name)

    @property
    def weights(self) -> np.ndarray:
        """Intercept, then one for each feature in their order."""
        known = {item.name: item.value for item in self.values}
        return np.array([known[f"weight.{name}"] for name in ("intercept", *NAMES)])

    def with_weights(self, weights: Iterable[float], *, since: str, source: str) -> Parameters:
        """The same with other weights (intercept first), rounded to thousandths."""
        fresh = dict(zip((f"weight.{n}" for n in ("intercept", *NAMES)), weights, strict=True))
        return Parameters(
            tuple(
                replace(item, value=round(float(fresh[item.name]), 3), since=since, source=source)
                if item.name in fresh
                else item
                for item in self.values
            )
        )


def read(text: str, *, at: str = "9999") -> Parameters:
    """Parameters of a file in force at a date: for each name, the latest line not after it."""
    found: dict[str, Parameter] = {}
    for row in csv.DictReader(text.splitlines()):
        item = Parameter(row["name"], float(row["value"]), row["since"], row["source"])
        if item.since <= at and (item.name not in found or item.since >= found[item.name].since):
            found[item.name] = item
    return Parameters(tuple(found.values()))


@cache
def in_force(at: str = "9999") -> Parameters:
    """The parameters that the project ships, in force at an ISO date (by default the latest)."""
    data = files("azalai.engines.overlap") / "data" / "parameters.csv"
    return read(data.read_text(encoding="utf-8"), at=at)
