"""What was read of a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field

from azalai.core.workbooks import Fault
from azalai.interventions.content import Content
from azalai.interventions.models import Intervention


@dataclass
class Row:
    """An intervention of the workbook. content is None when something prevents reading it.

    changes: names of fields that differ from what is stored; remarks do not prevent taking over.
    """

    number: int
    identifier: str
    title: str
    existing: Intervention | None = None
    content: Content | None = None
    changes: tuple[str, ...] = ()
    remarks: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """new, changed, same or wrong."""
        if self.content is None:
            return "wrong"
        if self.existing is None:
            return "new"
        return "changed" if self.changes else "same"


@dataclass
class Reading:
    """The whole workbook: rows in order, every fault, what the reader of the file noted."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: tuple[str, ...] = ()

    def count(self, outcome: str) -> int:
        """Rows of that outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def may_be_accepted(self) -> bool:
        """There is something to take over, and nothing wrong."""
        return not self.faults and bool(self.rows)
