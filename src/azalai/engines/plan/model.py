"""The plan as the compiler sees it: frozen records, amounts in whole units of the currency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from azalai.engines.plan.columns import Role


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands: table and row as a person counts them (from 1), sheet name if any."""

    table: int
    row: int
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it was written, with the role that its column was given (`Role.spelled`)."""

    role: str
    header: str
    text: str
    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class PlanNode:
    """One line of the plan, at any level.

    kind: "axis", "objective", "result", "action", "activity", "priority", "measure", ...
    code: unique where the plan allows it ("8.1" for measure 1 of priority 8); printed_code as written.
    label: the word printed before the code ("Axe stratégique"), "" when there is none.
    declared_cost: what the document says, None when it says nothing; cost_text as written.
    shares_cost_with: code of the sibling on whose line a cost common to several nodes is counted.
    years: plan years (from 1) marked or covered; start, end: "YYYY-MM"; period_text as written.
    references: framework -> codes; reference_texts: framework -> citation ("Axe stratégique 3, action 1").
    cost_by_year: plan year -> amount, where the plan budgets by year.
    extra: header -> text, for columns that nobody recognised.
    cells: every raw cell that the node came from.
    """

    kind: str
    code: str | None
    title: str
    label: str = ""
    printed_code: str = ""
    problem: str = ""
    declared_cost: int | None = None
    cost_text: str = ""
    shares_cost_with: str = ""
    cost_by_year: Mapping[int, int] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    start: str | None = None
    end: str | None = None
    period_text: str = ""
    continuous: bool = False
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reference_texts: Mapping[str, str] = field(default_factory=dict)
    reference_text: str = ""
    beneficiaries: str = ""
    responsible: str = ""
    partners: str = ""
    expected_results: str = ""
    indicators: tuple[str, ...] = ()
    baseline: str = ""
    target: str = ""
    verification: str = ""
    assumptions: str = ""
    risks: str = ""
    strategies: str = ""
    funding: str = ""
    comments: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    cells: tuple[RawCell, ...] = ()
    source: Source = Source(0, 0)
    children: tuple[PlanNode, ...] = ()

    def walk(self) -> Iterator[PlanNode]:
        """The node and all below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a recognised table.

    index counts from 0; guessed: nobody named it, its content did; factor: unit of its amounts
    (1 000 for "en milliers de FCFA").
    """

    index: int
    header: str
    role: Role
    guessed: bool = False
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """How one table of the file is arranged.

    table: its number in the file; header_rows: indices of its header's rows (empty = none of its own).
    signature: the same for each table with the same headers, so that a choice can be remembered.
    unit: unit of amounts announced above the table, 1 when none is.
    """

    table: int
    sheet: str
    columns: tuple[Column, ...]
    header_rows: tuple[int, ...]
    signature: str
    unit: int = 1

    @property
    def has_nodes(self) -> bool:
        """Some column holds lines of a plan."""
        return any(column.role.name == "node" for column in self.columns)


@dataclass(frozen=True, slots=True)
class DeclaredSum:
    """A total that the document states: of the plan (code None) or of a node, as written and where.

    code, kind, of: the node's code (or title), its kind, and where it stands.
    """

    value: int
    text: str
    source: Source
    code: str | None = None
    kind: str = ""
    of: Source | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something met while reading that a check turns into a finding. code: of the findings' catalogue.

    node, kind, of: code, kind and place of the node that it is about, when there is one.
    """

    code: str
    source: Source
    column: str = ""
    text: str = ""
    node: str | None = None
    kind: str = ""
    of: Source | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan.

    levels: kinds present, from the top; first_year, last_year: civil years, None when not said.
    totals: every total that the document states. glossary: acronyms that the document itself explains.
    """

    title: str
    nodes: tuple[PlanNode, ...]
    levels: tuple[str, ...]
    layouts: tuple[Layout, ...] = ()
    currency: str | None = None
    declared_total: int | None = None
    totals: tuple[DeclaredSum, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    remarks: tuple[Remark, ...] = ()
    country: str = ""
    glossary: tuple[str, ...] = ()

    def walk(self) -> Iterator[PlanNode]:
        """Every node, in the order of the document."""
        for node in self.nodes:
            yield from node.walk()

    def leaves(self) -> list[PlanNode]:
        """Nodes of the lowest level, the ones that are carried out: activities, measures."""
        return [node for node in self.walk() if is_leaf(node, self.levels)]


LEAVES = frozenset({"task", "sub_activity", "activity", "measure"})


def is_leaf(node: PlanNode, levels: tuple[str, ...]) -> bool:
    """No children, and of a level at which work is done (or the plan's lowest level)."""
    if node.children:
        return False
    return node.kind in LEAVES or node.kind == levels[-1]


def has_roles(plan: Plan, *names: str) -> bool:
    """Some table of the plan has a column for one of these."""
    return any(column.role.name in names for layout in plan.layouts for column in layout.columns)
