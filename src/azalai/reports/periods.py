"""Which days a report speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from azalai.engines.phrases import times
from azalai.reports.enums import REVIEW_YEARS, ReportKind


@dataclass(frozen=True, slots=True)
class Period:
    """A kind of report with its year, and its quarter (1 to 4) where the kind has one, else None."""

    kind: str
    year: int
    quarter: int | None = None

    @property
    def start(self) -> date:
        """First day."""
        if self.quarter:
            return times.quarter_days(self.year, self.quarter)[0]
        years = 1 if self.kind in (ReportKind.ANNUAL, ReportKind.QUARTERLY) else REVIEW_YEARS
        return date(self.year - years + 1, 1, 1)

    @property
    def end(self) -> date:
        """Last day."""
        return times.quarter_days(self.year, self.quarter)[1] if self.quarter else date(self.year, 12, 31)

    def before(self) -> Period:
        """The one of the same kind and length that ends the day before it begins."""
        if self.quarter:
            year, quarter = (self.year, self.quarter - 1) if self.quarter > 1 else (self.year - 1, 4)
            return Period(self.kind, year, quarter)
        return Period(self.kind, self.start.year - 1)

    @property
    def subtitle(self) -> str:
        """ "Année 2022", "3e trimestre 2022", "2019-2022"."""
        if self.quarter:
            return f"{times.ordinal(self.quarter)} trimestre {self.year}"
        if self.start.year == self.year:
            return f"Année {self.year}"
        return f"{self.start.year}-{self.year}"

    @property
    def slug(self) -> str:
        """For names of files: "2022", "2022-t3", "2019-2022"."""
        if self.quarter:
            return f"{self.year}-t{self.quarter}"
        return str(self.year) if self.start.year == self.year else f"{self.start.year}-{self.year}"
