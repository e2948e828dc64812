"""Rows that state a total: of the plan, or of a group that they close."""

from __future__ import annotations

import re

from azalai.engines.plan.amounts import LABELLED_COST, parse_amount
from azalai.engines.plan.drafts import Draft
from azalai.engines.plan.frame import Frame, Total
from azalai.engines.plan.levels import clean_code, kind_of
from azalai.engines.plan.text import fold, key, squeeze
from azalai.tabular import Cell

TOTAL = re.compile(
    r"^(?:(?:sous )?(?:totaux|total)|(?:cout|montant|budget) (?:estimatif )?(?:total|global)|grand total"
    r"|(?:ensemble|somme)(?: du plan)?$|subtotals?|sub total|overall (?:total|budget)"
    r"|(?:total|overall) cost)\b"
)
SUB = re.compile(r"^(?:sous total|subtotal|sub total)")
WHOLE = re.compile(r"\b(?:general|global|grand|plan|ensemble|overall|programme|strategie)\b")
OF_NODE = re.compile(
    r"\b(?P<kind>axe|axis|priorite|pilier|volet|composante|objectif|objective|resultat|effet|produit|action|programme|component|pillar)"
    r"(?:\s+(?:strategique|specifique|operationnel|prioritaire|general))?s?\s*(?:n\s*[°o]\s*)?:?\s*(?P<code>[A-Z]?\d+(?:\.\d+)*|[ivx]+\b)?",
    re.IGNORECASE,
)
SMALLEST = 100


class Totals:
    """Recognises the rows of totals of one table."""

    def __init__(self, frame: Frame, group: Draft | None = None) -> None:
        self.frame, self.group = frame, group
        self.plain: list[tuple[Total, Draft | None, int]] = []

    def row(self, cells: list[Cell], index: int) -> bool:
        """The row states a total, which is now noted."""
        if not cells or not TOTAL.match(key(cells[0].text)):
            return False
        value = self._value(cells, index)
        if value is None:
            return len(cells) == 1 and not LABELLED_COST.search(cells[0].text)
        self._note(
            Total(value, squeeze(" ".join(c.text for c in cells)), self.frame.source(index)), cells[0].text
        )
        return True

    def settle(self) -> None:
        """ "Total" rows after which other lines came were those of groups."""
        for total, node, found in self.plain:
            if self.frame.found > found and node is not None:
                total.node = node

    def _value(self, cells: list[Cell], index: int) -> int | None:
        """The amount under the costs, else the last amount of the row, else the one in the words."""
        inside = LABELLED_COST.search(cells[0].text)
        others = [parse_amount(c.text, c.value, factor=self.frame.layout.unit).value for c in cells[1:]]
        found = [
            self._under_costs(index, cells[0]),
            *reversed(others),
            parse_amount(inside["amount"]).value if inside else None,
        ]
        return next((value for value in found if value is not None and value >= SMALLEST), None)

    def _under_costs(self, index: int, words: Cell) -> int | None:
        """What the row says in the columns that make the cost of a line: the lowest level's, or all years."""
        columns = [c for c in self.frame.layout.columns if c.role.name == "cost"]
        columns = [c for c in columns if c.role.kinds == columns[-1].role.kinds]
        columns = columns or [c for c in self.frame.layout.columns if c.role.name == "year_cost"]
        row = self.frame.table.rows[index]
        found = [
            parse_amount(row[c.index].text, row[c.index].value, factor=c.factor).value
            for c in columns
            if row[c.index] is not words
        ]
        known = [value for value in found if value is not None]
        return sum(known) if known else None

    def _note(self, total: Total, words: str) -> None:
        named = OF_NODE.search(fold(words))
        if named or SUB.match(key(words)):
            total.node = self._named(named["kind"], named["code"]) if named else self._closed(total.value)
            if total.node is not None:
                self.frame.reading.totals.append(total)
            return
        if not WHOLE.search(fold(words)):
            if self.group is not None:
                total.node = self.group
            else:
                top = next((node for node in self.frame.tree.branch if node.children), None)
                self.plain.append((total, top, self.frame.found))
        self.frame.reading.totals.append(total)

    def _named(self, word: str, code: str | None) -> Draft | None:
        kind, tree = kind_of(word), self.frame.tree
        if not code:
            return tree.open_at(kind)
        return tree.find(kind, clean_code(code.upper()))

    def _closed(self, value: int) -> Draft | None:
        """The open node that adds up to the sub-total, else the lowest that no sub-total closed yet."""
        closed = {id(total.node) for total in self.frame.reading.totals}
        branch = [n for n in reversed(self.frame.tree.branch) if n.children and id(n) not in closed]
        return next((node for node in branch if node.worth() == value), branch[0] if branch else None)
