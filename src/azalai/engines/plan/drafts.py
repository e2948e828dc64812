"""A node while it is being read: the only mutable thing of the engine, frozen before it leaves."""

from __future__ import annotations

from dataclasses import dataclass, field

from azalai.engines.plan.model import PlanNode, RawCell, Source

TEXTS = (
    "beneficiaries", "responsible", "partners", "expected_results", "baseline", "target",
    "verification", "assumptions", "risks", "strategies", "funding", "comments",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Draft:
    """See `model.PlanNode` for the meaning of the fields."""

    kind: str
    code: str
    title: str
    label: str
    source: Source
    layout: str
    parent: Draft | None = None
    problem: str = ""
    declared_cost: int | None = None
    cost_text: str = ""
    shares_cost_with: Draft | None = None
    cost_by_year: dict[int, int] = field(default_factory=dict)
    years: set[int] = field(default_factory=set)
    months: set[tuple[int, int]] = field(default_factory=set)
    start: str | None = None
    end: str | None = None
    period_text: str = ""
    continuous: bool = False
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reference_texts: dict[str, str] = field(default_factory=dict)
    reference_text: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    indicators: list[str] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    cells: list[RawCell] = field(default_factory=list)
    children: list[Draft] = field(default_factory=list)
    printed_code: str = ""
    cost_table: int = 0
    cost_column: int = -1
    last_cost: int | None = None

    def worth(self) -> int:
        """What the parts cost so far, each once, else what the node declares."""
        if not self.children:
            return self.declared_cost or 0
        return sum(child.worth() for child in self.children) or self.declared_cost or 0

    def add_text(self, name: str, text: str) -> None:
        """Add what a further row says, once."""
        said = self.texts.get(name, "")
        if text and text not in said.split("\n"):
            self.texts[name] = f"{said}\n{text}".strip("\n")

    def freeze(self) -> PlanNode:
        """The finished node with all below it."""
        return PlanNode(
            kind=self.kind,
            code=self.code or None,
            title=self.title,
            label=self.label,
            printed_code=self.printed_code or self.code,
            problem=self.problem,
            declared_cost=self.declared_cost,
            cost_text=self.cost_text,
            shares_cost_with=self.shares_cost_with.code if self.shares_cost_with else "",
            cost_by_year=dict(sorted(self.cost_by_year.items())),
            years=tuple(sorted(self.years)),
            start=self.start,
            end=self.end,
            period_text=self.period_text,
            continuous=self.continuous,
            references=dict(self.codes),
            reference_texts=dict(self.reference_texts),
            reference_text=self.reference_text,
            indicators=tuple(self.indicators),
            extra=dict(self.extra),
            cells=tuple(self.cells),
            source=self.source,
            children=tuple(child.freeze() for child in self.children),
            **{name: self.texts.get(name, "") for name in TEXTS},
        )
