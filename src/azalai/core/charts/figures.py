"""How figures stand on a chart: in full, or in millions when nothing is lost by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from azalai.core.formatting import BLANK, NO_BREAK, amount

MILLION = 1_000_000
# One decimal of a million: "12,5 M" is exact, 12 480 000 is written in full.
STEP = MILLION // 10


@dataclass(frozen=True)
class Figures:
    """Writes the values of one chart in one manner."""

    unit: str
    in_millions: bool = False
    rounded: bool = False

    def write(self, value: float | None) -> str:
        """A value for people; None (nothing entered) is "—" and zero is "0"."""
        if value is None:
            return BLANK
        if not self.in_millions or value == 0:
            return amount(value)
        return f"{amount(round(value / MILLION, 1))}{NO_BREAK}M"

    @property
    def head(self) -> str:
        """The unit, for the line above the chart; "" without unit."""
        if not self.in_millions:
            return self.unit[:1].upper() + self.unit[1:]
        if self.rounded:
            return _("En millions (M) de %(unit)s, arrondis") % {"unit": self.unit}
        return _("En millions (M) de %(unit)s") % {"unit": self.unit}


def figures_for(values: Iterable[float | None], unit: str) -> Figures:
    """Millions when every value is exact with one decimal of a million, else figures in full."""
    known = [value for value in values if value]
    exact = all(value % STEP == 0 for value in known)
    return Figures(unit, in_millions=bool(known) and exact and max(known) >= MILLION)


def short_figures_for(values: Iterable[float | None], unit: str) -> Figures:
    """The same for columns, which have little room: millions even when that rounds, and then it says so."""
    known = [value for value in values if value]
    large = bool(known) and max(known) >= MILLION
    return Figures(unit, in_millions=large, rounded=any(value % STEP for value in known))
