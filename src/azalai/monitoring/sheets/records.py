"""What was read of a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field

from azalai.core.workbooks import Fault
from azalai.monitoring.content import Content
from azalai.monitoring.models import Report

__all__ = ["Fault", "Reading", "Row"]


@dataclass
class Row:
    """A report of the workbook. texts: what each cell says, as typed. content is None when something
    prevents taking the row over; changes: fields that differ from what is stored, in words."""

    number: int
    title: str
    texts: dict[str, str] = field(default_factory=dict)
    report: Report | None = None
    content: Content | None = None
    sends: bool = False
    seen: str = ""
    changes: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """sent, draft, same or wrong."""
        if self.content is None or self.faults:
            return "wrong"
        if self.sends:
            return "sent"
        return "draft" if self.changes else "same"


@dataclass
class Reading:
    """The whole workbook: rows in order; faults of the file as a whole, which let no row in; notes that
    prevent nothing."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """Rows of that outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def every_fault(self) -> list[Fault]:
        """Of the file, then of its rows in order."""
        return [*self.faults, *(fault for row in self.rows for fault in row.faults)]

    @property
    def to_take(self) -> list[Row]:
        """Rows that may go in and say something new."""
        return [] if self.faults else [row for row in self.rows if row.outcome in ("sent", "draft")]

    @property
    def refused(self) -> list[Row]:
        """Rows that go back with the reasons beside them."""
        return [row for row in self.rows if row.outcome == "wrong"]
