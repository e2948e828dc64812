"""What was read of a workbook, and what became of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from azalai.core.workbooks import Fault
from azalai.monitoring.content import Content
from azalai.monitoring.models import Report
from azalai.monitoring.sheets.adding import Line
from azalai.monitoring.sheets.headings import Question

__all__ = ["Fault", "Reading", "Row"]


@dataclass
class Row:
    """A report of the workbook. texts: what each cell says, as typed; added: what the sheet of contributions
    says of it; kept: what holds where it has no cell. content is None when something prevents taking the
    row over; changes: fields that differ from what is stored, in words. done: "sent" or "draft" once the
    row was taken over, "" before."""

    number: int
    title: str
    texts: dict[str, str] = field(default_factory=dict)
    report: Report | None = None
    content: Content | None = None
    sends: bool = False
    seen: str = ""
    changes: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)
    kept: Content = field(default_factory=Content)
    done: str = ""
    added: list[Line] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """sent, draft, same or wrong: what became of it, or would."""
        if self.done:
            return self.done
        if self.content is None or self.faults:
            return "wrong"
        if self.sends:
            return "sent"
        return "draft" if self.changes else "same"


@dataclass
class Reading:
    """The whole workbook: rows in order; faults of the file as a whole, which let no row in; notes that
    prevent nothing. questions: columns of which a person has to say what they are; offered: (key, heading)
    of what they may be."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    offered: list[tuple[str, str]] = field(default_factory=list)

    def mark_done(self, outcomes: Mapping[str, str]) -> None:
        """Rows that were taken over say so, whatever became of their reports since. outcomes: row → done."""
        for row in self.rows:
            row.done = outcomes.get(str(row.number), "")
            row.faults = [] if row.done else row.faults

    def count(self, outcome: str) -> int:
        """Rows of that outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def taken(self) -> int:
        """Rows that were taken over already."""
        return sum(bool(row.done) for row in self.rows)

    @property
    def every_fault(self) -> list[Fault]:
        """Of the file, then of its rows in order."""
        return [*self.faults, *(fault for row in self.rows for fault in row.faults)]

    @property
    def to_take(self) -> list[Row]:
        """Rows that may go in and say something new."""
        ready = [row for row in self.rows if not row.done and row.outcome in ("sent", "draft")]
        return [] if self.faults else ready

    @property
    def refused(self) -> list[Row]:
        """Rows that go back with the reasons beside them."""
        return [row for row in self.rows if row.outcome == "wrong"]
