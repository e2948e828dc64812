"""What the other columns say of a node: as it was written while that still holds, else plainly."""

from __future__ import annotations

import re
from dataclasses import dataclass

from azalai.engines.plan.amounts import parse_amount
from azalai.engines.plan.columns import Role
from azalai.engines.plan.drafts import TEXTS, Draft
from azalai.engines.plan.levels import french
from azalai.engines.plan.model import Column, Plan, PlanNode, RawCell
from azalai.engines.plan.periods import parse_period
from azalai.engines.plan.writing import values
from azalai.engines.plan.writing.defaults import missing
from azalai.engines.plan.writing.items import (
    Item,
    apply_raw,
    empty_draft,
    family_of,
    fields_of,
    read_back,
)
from azalai.engines.plan.writing.sheet import Sheet
from azalai.tabular import CellValue

NUMERIC = re.compile(r"^[\d\s.,\u00a0\u202f]+$")
ALSO = {"risks": ("risks_assumptions",), "assumptions": ("risks_assumptions",)}
EXTRA = ("unknown", "detail")
CALENDAR = ("year", "month")
TIME = ("period", "start", "end", "year", "month", "year_cost")


@dataclass(frozen=True, slots=True)
class Said:
    """Content of a cell. place: of the source's cell that it repeats, None when it was composed."""

    text: str = ""
    value: CellValue = None
    shaded: bool = False
    place: tuple[int, int, int] | None = None

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.shaded


class Contents:
    """Gives every cell its content, and the sheets the columns that they lack."""

    def __init__(self, plan: Plan, sheets: list[Sheet]) -> None:
        self.plan, self.sheets = plan, sheets
        self.sheet_of: dict[tuple[Item, str], Sheet] = {}
        for sheet in sheets:
            for item in sheet.items:
                self._settle_homes(item, sheet)

    def _settle_homes(self, item: Item, sheet: Sheet) -> None:
        """Composed content stands once, where its raw cells were, else in the first table that can."""
        with_raws = {family_of(_name(raw)) for raw in item.field_raws(sheet.tables)}
        for column in sheet.columns:
            family = family_of(column.role.name)
            if family in with_raws:
                self.sheet_of[item, family] = sheet
            self.sheet_of.setdefault((item, family), sheet)

    def said(
        self, item: Item, column: Column, sheet: Sheet, rows: tuple[int, ...] = (), *, first: bool = True
    ) -> Said:
        """Content of a column for a node.

        rows: only what these rows of the source told, if any. first: the line's first row, where
        composed content stands.
        """
        family = family_of(column.role.name)
        if self.is_raw(item, family, sheet):
            return self._raw(item, column, sheet, rows)
        if not first or self.sheet_of.get((item, family)) is not sheet:
            return Said()
        return self._composed(item, column, sheet)

    def is_raw(self, item: Item, family: str, sheet: Sheet) -> bool:
        """The sheet has a source, and what the node's cells said there still holds."""
        return bool(sheet.tables and fields_of(family)) and item.kept(family)

    def _raw(self, item: Item, column: Column, sheet: Sheet, rows: tuple[int, ...]) -> Said:
        raws = [
            raw
            for raw in item.field_raws(sheet.tables)
            if raw.column - 1 == column.index and raw.role == column.role.spelled()
            if not rows or raw.row in rows
        ]
        if not raws:
            return Said()
        text = "\n".join(dict.fromkeys(raw.text.strip() for raw in raws))
        place = (raws[0].table, raws[0].row, raws[0].column)
        if column.role.name in {"cost", "year_cost"}:
            return self._raw_amount(text, column, place)
        return Said(text, None, not text, place)

    def _raw_amount(self, text: str, column: Column, place: tuple[int, int, int]) -> Said:
        factor = column.factor
        value = parse_amount(text, factor=factor).value if NUMERIC.match(text) else None
        if value is None:
            return Said(text, None, not text, place)
        plain = values.amount(value, factor=factor) if re.fullmatch(r"\d{4,}(?:\.0)?", text) else text
        return Said(plain, values.typed(value, factor=factor), place=place)

    def _composed(self, item: Item, column: Column, sheet: Sheet) -> Said:
        node, role = item.node, column.role
        if role.name in TEXTS:
            return Said(getattr(node, role.name))
        if role.name == "cost":
            return self._cost(node, column)
        if role.name in TIME:
            return self._time(node, column, sheet)
        return Said(self._other(node, column, sheet))

    def _other(self, node: PlanNode, column: Column, sheet: Sheet) -> str:
        role = column.role
        if role.name == "references":
            first = sheet.of("references")[0]
            return values.references(node, frame=role.frame) if column is first else ""
        if role.name == "indicators":
            return values.bullets(node.indicators)
        if role.name == "risks_assumptions":
            return values.risks_and_assumptions(node)
        if role.name in EXTRA:
            return node.extra.get(column.header or f"colonne {column.index + 1}", "")
        return french(node.kind).capitalize() if role.name == "level" else ""

    def _cost(self, node: PlanNode, column: Column) -> Said:
        factor = column.factor
        text = values.cost_text(node, factor=factor)
        figure = node.declared_cost is not None and NUMERIC.match(text)
        return Said(text, values.typed(node.declared_cost or 0, factor=factor) if figure else None)

    def _time(self, node: PlanNode, column: Column, sheet: Sheet) -> Said:
        role = column.role
        if role.name == "period":
            return Said(self._period(node, sheet))
        if role.name in {"start", "end"}:
            return Said(values.day(getattr(node, role.name)))
        if role.name == "year_cost":
            amount = node.cost_by_year.get(self._plan_year(role.number))
            factor = column.factor
            if amount is not None:
                return Said(values.amount(amount, factor=factor), values.typed(amount, factor=factor))
            return Said()
        return Said(values.MARK if self._is_marked(node, column) else "")

    def _period(self, node: PlanNode, sheet: Sheet) -> str:
        written = parse_period(node.period_text)
        same = (written.start, written.end, written.continuous) == (node.start, node.end, node.continuous)
        if node.period_text and not written.is_empty and same:
            return node.period_text
        numbers = {self._plan_year(column.role.number) for column in sheet.of(*CALENDAR)}
        marked = bool(numbers) and set(node.years) <= numbers
        return values.period(node, self.plan.first_year, marked=marked) or node.period_text

    def _plan_year(self, number: int | None) -> int:
        """Civil years of headers as plan years, from 1."""
        first = self.plan.first_year
        return (number or 0) - first + 1 if first and (number or 0) > 1900 else number or 0

    def _is_marked(self, node: PlanNode, column: Column) -> bool:
        year, (low, high) = self._plan_year(column.role.number), column.role.months
        if year not in node.years:
            return False
        if (low, high) == (1, 12) or not (self.plan.first_year and node.start and node.end):
            return True
        civil = self.plan.first_year + year - 1
        return node.start <= f"{civil:04d}-{high:02d}" and f"{civil:04d}-{low:02d}" <= node.end

    def complete(self) -> None:
        """Give the sheets the columns without which something of the plan would be lost."""
        for sheet in self.sheets:
            for item in sheet.items:
                self._complete_texts(item, sheet)
        self._complete_time()

    def _complete_texts(self, item: Item, sheet: Sheet) -> None:
        for name in (*TEXTS, "references", "indicators"):
            family = family_of(name)
            if not self.is_raw(item, family, sheet) and _says(item.node, name):
                home = self.sheet_of.get((item, family), sheet)
                if not home.of(name, *ALSO.get(name, ())):
                    self._add(home, name)
        if not self.is_raw(item, "extra", sheet):
            for header in item.node.extra:
                self._complete_extra(header, sheet)
        self._complete_cost(item, sheet)

    def _complete_cost(self, item: Item, sheet: Sheet) -> None:
        """Costs of the lowest level deserve a column; those of title rows stand in the title."""
        cost = item.node.declared_cost
        told = cost is None or self.is_raw(item, "cost", sheet) or (item, "cost") in self.sheet_of
        by_years = cost == sum(item.node.cost_by_year.values())
        if item.node.kind == self.plan.levels[-1] and not told and not by_years:
            self._add(sheet, "cost")

    def _complete_extra(self, header: str, sheet: Sheet) -> None:
        if header not in {column.header or f"colonne {column.index + 1}" for column in sheet.of(*EXTRA)}:
            sheet.add(header, Role("unknown"))
            self._homes_again(sheet)

    def _add(self, sheet: Sheet, name: str) -> None:
        for header, role in missing(name, self.plan):
            sheet.add(header, role)
        self._homes_again(sheet)

    def _homes_again(self, sheet: Sheet) -> None:
        for item in sheet.items:
            self._settle_homes(item, sheet)

    def _complete_time(self) -> None:
        """A period column for dates that the marks do not say, budget columns for amounts by year."""
        for name in ("year_cost", "period"):
            for item, sheet in self._misread():
                if not sheet.of(name) and (name == "period" or item.node.cost_by_year):
                    self._add(sheet, name)

    def _misread(self) -> list[tuple[Item, Sheet]]:
        """Nodes whose composed time would be read as something else."""
        first = [(item, sheet) for sheet in self.sheets for item in sheet.items if not item.kept("time")]
        homes = {item: self.sheet_of.get((item, "time"), sheet) for item, sheet in reversed(first)}
        trials = {item: Item(item.node, None) for item in homes}
        drafts = {trials[item]: self._time_draft(item, sheet) for item, sheet in homes.items()}
        read_back(self.plan, drafts)
        return [(item, sheet) for item, sheet in homes.items() if not trials[item].kept("time")]

    def _time_draft(self, item: Item, sheet: Sheet) -> Draft:
        draft = empty_draft(item)
        for column in sheet.of(*TIME):
            said = self._time(item.node, column, sheet)
            if said.text:
                raw = RawCell(column.role.spelled(), column.header, said.text, 1, 1, column.index + 1)
                apply_raw(draft, raw, column)
        return draft


def _says(node: PlanNode, name: str) -> bool:
    if name == "references":
        return bool(node.references or node.reference_texts or node.reference_text)
    return bool(getattr(node, name))


def _name(raw: RawCell) -> str:
    return raw.role.partition(":")[0]
