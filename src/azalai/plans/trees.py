"""Between the engine's records and the database's rows, both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any

from azalai.engines.plan.columns import role_from
from azalai.engines.plan.model import (
    Column,
    DeclaredSum,
    Layout,
    Plan,
    PlanNode,
    RawCell,
    Remark,
    Source,
)
from azalai.plans.models import Node, PlanVersion

# Fields that the two have under one name and in one form.
SAME = (
    "kind", "label", "title", "printed_code", "problem", "declared_cost", "cost_text", "shares_cost_with",
    "period_text", "continuous", "reference_text", "beneficiaries", "responsible", "partners",
    "expected_results", "baseline", "target", "verification", "assumptions", "risks", "strategies",
    "funding", "comments",
)  # fmt: skip
# Fields of a row that the engine's node decides; everything else (key, answers, links) stays.
COLUMNS = (
    *SAME, "code", "start", "end", "years", "cost_by_year", "references", "reference_texts",
    "indicators", "extra", "cells", "source_table", "source_row", "source_sheet",
)  # fmt: skip
# What a version says of the whole plan, as a person reads it.
PLAN_COLUMNS = ("title", "currency", "first_year", "last_year", "declared_total")
CELL = tuple(field.name for field in fields(RawCell))
STEP = 4  # digits of one position in a path


def row_values(node: PlanNode) -> dict[str, Any]:
    """Values of a `Node` row for an engine node."""
    return {
        **{name: getattr(node, name) for name in SAME},
        "code": node.code or "",
        "start": node.start or "",
        "end": node.end or "",
        "years": list(node.years),
        "cost_by_year": {str(year): cost for year, cost in node.cost_by_year.items()},
        "references": {frame: list(codes) for frame, codes in node.references.items()},
        "reference_texts": dict(node.reference_texts),
        "indicators": list(node.indicators),
        "extra": dict(node.extra),
        "cells": [{name: getattr(cell, name) for name in CELL} for cell in node.cells],
        "source_table": node.source.table,
        "source_row": node.source.row,
        "source_sheet": node.source.sheet,
    }


def engine_node(row: Node, children: Sequence[PlanNode] = ()) -> PlanNode:
    """The engine's node for a row."""
    return PlanNode(
        **{name: getattr(row, name) for name in SAME},
        code=row.code or None,
        start=row.start or None,
        end=row.end or None,
        years=tuple(row.years),
        cost_by_year={int(year): cost for year, cost in row.cost_by_year.items()},
        references={frame: tuple(codes) for frame, codes in row.references.items()},
        reference_texts=row.reference_texts,
        indicators=tuple(row.indicators),
        extra=row.extra,
        cells=tuple(RawCell(**cell) for cell in row.cells),
        source=Source(row.source_table, row.source_row, row.source_sheet),
        children=tuple(children),
    )


def engine_plan(version: PlanVersion, rows: Iterable[Node]) -> Plan:
    """The engine's plan for a version, from its rows in the order of their paths: `walk` keeps it."""
    below: dict[int | None, list[Node]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)

    def build(row: Node) -> PlanNode:
        return engine_node(row, [build(child) for child in below[row.pk]])

    return Plan(
        title=version.title or version.plan.title,
        nodes=tuple(build(row) for row in below[None]),
        levels=tuple(version.levels),
        layouts=tuple(layout_from(layout) for layout in version.layouts),
        currency=version.currency or None,
        declared_total=version.declared_total,
        totals=tuple(DeclaredSum(**_with_places(total)) for total in version.totals),
        first_year=version.first_year,
        last_year=version.last_year,
        remarks=tuple(Remark(**_with_places(remark)) for remark in version.remarks),
        country=version.plan.country,
        glossary=tuple(version.glossary),
    )


def version_values(plan: Plan) -> dict[str, Any]:
    """Values of a `PlanVersion` row for an engine plan."""
    return {
        "title": plan.title[:300],
        "currency": plan.currency or "",
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "declared_total": plan.declared_total,
        "levels": list(plan.levels),
        "layouts": [layout_as_json(layout) for layout in plan.layouts],
        "totals": [asdict(total) for total in plan.totals],
        "remarks": [asdict(remark) for remark in plan.remarks],
        "glossary": list(plan.glossary),
    }


def layout_as_json(layout: Layout) -> dict[str, Any]:
    """Plain values of a layout."""
    return {
        "table": layout.table,
        "sheet": layout.sheet,
        "header_rows": list(layout.header_rows),
        "signature": layout.signature,
        "unit": layout.unit,
        "columns": [_column_as_json(column) for column in layout.columns],
    }


def _column_as_json(column: Column) -> dict[str, Any]:
    return {
        "index": column.index,
        "header": column.header,
        "role": column.role.spelled(),
        "guessed": column.guessed,
        "factor": column.factor,
    }


def layout_from(values: dict[str, Any]) -> Layout:
    """The inverse of `layout_as_json`."""
    columns = tuple(
        Column(c["index"], c["header"], role_from(c["role"]), guessed=c["guessed"], factor=c.get("factor", 1))
        for c in values["columns"]
    )
    return Layout(
        values["table"],
        values["sheet"],
        columns,
        tuple(values["header_rows"]),
        values["signature"],
        unit=values.get("unit", 1),
    )


def _with_places(values: dict[str, Any]) -> dict[str, Any]:
    """Values of a record whose places in the file are records again."""
    places = {name: Source(**values[name]) for name in ("source", "of") if values.get(name)}
    return {**values, **places}


def with_paths(nodes: Sequence[PlanNode], prefix: str = "") -> Iterator[tuple[str, str, PlanNode]]:
    """(path, parent's path, node) for every node, parents before children."""
    for position, node in enumerate(nodes, start=1):
        path = f"{prefix}{position:0{STEP}d}"
        yield path, prefix.rstrip("."), node
        yield from with_paths(node.children, f"{path}.")
