"""From interventions, a thousand at a time, to columns; the interventions themselves are not kept."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

from azalai.engines.overlap.channels import Channels, stacked
from azalai.engines.overlap.columns import code_table
from azalai.engines.overlap.days import first_day, last_day
from azalai.engines.overlap.links import Links, Ties
from azalai.engines.overlap.model import Intervention
from azalai.engines.overlap.space import Space
from azalai.engines.overlap.stages import stages

# Numbers that stand by themselves: years and phases, not the 19 of COVID-19.
_FIGURE = re.compile(r"\d(?<![^\s/]\d)[^\s/]*")  # looks for a digit first: it is rare
_ONE_NUMBERING = ("bodies", "payers", "doers", "reporters")  # so that a reporter is found among payers
_REFERENCE = "="  # the common currency


class Gathering:
    """Columns of the interventions that were added, in the order of their coming."""

    def __init__(self, space: Space) -> None:
        self.identifiers: list[str] = []
        self.channels = Channels(space)
        self.ties = Ties()
        self._sets: dict[str, list[sparse.csr_matrix]] = {}
        self._codes: dict[str, dict[str, int]] = {}
        self._starts, self._ends, self._amounts = array("q"), array("q"), array("d")
        self._currencies: dict[str, int] = {}
        self._money = array("i")
        self._stages = {stage.name: number for number, stage in enumerate(stages())}
        self.declared: list[tuple[int, int]] = []  # (row, number of the stage)

    def add(self, items: Sequence[Intervention]) -> None:
        """Some more."""
        first = len(self.identifiers)
        self.identifiers += [item.identifier for item in items]
        self.channels.add(items)
        self.ties.add(items)
        for name, rows in _codes_of(items).items():
            codes = self._codes.setdefault("bodies" if name in _ONE_NUMBERING else name, {})
            self._sets.setdefault(name, []).append(code_table(rows, codes))
        self._starts.extend([first_day(item.start) for item in items])
        self._ends.extend([last_day(item.end) for item in items])
        self._pay(items)
        known = self._stages
        self.declared += [
            (row, known[item.stage]) for row, item in enumerate(items, first) if item.stage in known
        ]

    def _pay(self, items: Sequence[Intervention]) -> None:
        for item in items:
            amount, currency = item.reference_amount, _REFERENCE
            if amount is None:
                amount, currency = item.amount, item.currency
            self._amounts.append(amount or 0.0)
            self._money.append(self._currencies.setdefault(currency, len(self._currencies)))

    def sets(self) -> dict[str, sparse.csr_matrix]:
        """Tables of ones by name: what each intervention has."""
        found = {}
        for name, tables in self._sets.items():
            width = len(self._codes["bodies" if name in _ONE_NUMBERING else name])
            found[name] = stacked(tables, width)
        return found

    def days(self) -> tuple[np.ndarray, np.ndarray]:
        """First and last day of each."""
        return np.array(self._starts, dtype=np.int64), np.array(self._ends, dtype=np.int64)

    def money(self) -> tuple[np.ndarray, np.ndarray]:
        """Logarithm of the budget of each, NaN where unknown or not positive; number of its currency."""
        amounts = np.array(self._amounts, dtype=np.float64)
        return np.log(np.where(amounts > 0, amounts, np.nan)), np.array(self._money, dtype=np.int32)

    def owners(self) -> np.ndarray:
        """Number of the reporter; one of his own for whom nobody reports."""
        reporters = self.ties.reporters()
        return np.where(reporters < 0, len(self.identifiers) + np.arange(len(reporters)), reporters)

    def links(self, order: np.ndarray) -> Links:
        """Ties among the rows in an order of rows."""
        return self.ties.links(self.identifiers, order)


def _codes_of(items: Sequence[Intervention]) -> dict[str, list[Iterable[str]]]:
    paths = [item.places for item in items]
    payers = [item.funders + item.accountable for item in items]
    doers: list[Iterable[str]] = [item.implementers for item in items]
    reporters = [(item.reporter,) for item in items]
    return {
        "countries": [i.countries + tuple([p[0] for p in i.places if p]) for i in items],
        "regions": [[path[1] for path in several if len(path) > 1] for several in paths],
        "departments": [[path[2] for path in several if len(path) > 2] for several in paths],
        "objectives": [item.objectives for item in items],
        "groups": [item.groups for item in items],
        "scales": [(item.scale,) for item in items],
        "figures": [_FIGURE.findall(" ".join(item.titles)) for item in items],
        "bodies": [
            payer + i.implementers + who for payer, i, who in zip(payers, items, reporters, strict=True)
        ],
        "payers": list(payers),
        "doers": doers,
        "reporters": list(reporters),
    }
