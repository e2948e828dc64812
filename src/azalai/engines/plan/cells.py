"""Cells that are not nodes: which node each speaks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from azalai.engines.plan.amounts import parse_amount
from azalai.engines.plan.drafts import Draft
from azalai.engines.plan.fields import apply_cell
from azalai.engines.plan.frame import Frame
from azalai.engines.plan.levels import family
from azalai.engines.plan.model import Column, Remark, Source
from azalai.engines.plan.text import squeeze
from azalai.tabular import Cell

MONEY = frozenset({"cost", "year_cost"})


@dataclass
class _Spanning:
    """A field cell that covers several rows, with the nodes found on them."""

    column: Column
    cell: Cell
    source: Source
    nodes: dict[int, Draft] = field(default_factory=dict)


class Cells:
    """Gives the cells of one table to their nodes."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.spanning: dict[tuple[int, int], _Spanning] = {}

    def apply(self, node: Draft, column: Column, cell: Cell, index: int, together: list[Draft]) -> None:
        """Apply a cell now, or keep it until all the nodes that it speaks for are known.

        together: nodes of one level that the row names at once, when they are several.
        """
        if cell.is_blank and not cell.note:
            return
        target = self._target(node, column)
        if cell.row_span > 1 or (len(together) > 1 and target is node):
            source = self.frame.source(cell.row)
            span = self.spanning.setdefault((id(cell), column.index), _Spanning(column, cell, source))
            for one in together if target is node else [target]:
                span.nodes.setdefault(id(one), one)
            span.nodes.setdefault(id(target), target)
            return
        if self._is_said_again(node, target, column):
            self._compare(target, column, cell, index)
            return
        self._give(target, column, cell, self.frame.source(index))

    def settle(self) -> None:
        """Give a cell over several rows to its nodes; a cost to their parent, or to the first of them."""
        for span in self.spanning.values():
            nodes = list(span.nodes.values())
            if span.column.role.name in MONEY and len(nodes) > 1:
                self._share(span, nodes)
                continue
            for node in nodes:
                self._give(node, span.column, span.cell, span.source)

    def _give(self, node: Draft, column: Column, cell: Cell, source: Source) -> None:
        if column.role.name in MONEY and node.declared_cost is None:
            node.cost_table = self.frame.table.number
        self.frame.reading.remarks += [(remark, node) for remark in apply_cell(node, column, cell, source)]

    def _target(self, node: Draft, column: Column) -> Draft:
        """The node that a column speaks of: "Coût axe" belongs to the axis of the line."""
        if column.role.name != "cost" or not column.role.kinds:
            return node
        kind = column.role.kinds[0]
        chain = [node]
        while chain[-1].parent is not None:
            chain.append(chain[-1].parent)
        exact = [at for at in chain if at.kind == kind]
        alike = [at for at in chain if family(at.kind) == family(kind)]
        return (exact or alike or chain)[0]

    def _is_said_again(self, node: Draft, target: Draft, column: Column) -> bool:
        """The cost of a group on each of its lines, or of a node in a second table."""
        if column.role.name != "cost" or target.declared_cost is None:
            return False
        return target is not node or target.cost_table not in {0, self.frame.table.number}

    def _compare(self, target: Draft, column: Column, cell: Cell, index: int) -> None:
        """A cost written again must stay the same."""
        value = parse_amount(cell.text, cell.value, factor=column.factor).value
        if value is not None and value != target.declared_cost:
            source, text = self.frame.source(index), squeeze(cell.text)
            self.frame.reading.remarks.append((Remark("C109", source, column.header, text), target))

    def _share(self, span: _Spanning, nodes: list[Draft]) -> None:
        parent = nodes[0].parent
        together = {id(node) for node in nodes}
        if (
            parent
            and parent.declared_cost is None
            and all(id(child) in together for child in parent.children)
        ):
            self._give(parent, span.column, span.cell, span.source)
            shared, others = parent, nodes
        else:
            self._give(nodes[0], span.column, span.cell, span.source)
            shared, others = nodes[0], nodes[1:]
        for node in others:
            node.shares_cost_with = shared
