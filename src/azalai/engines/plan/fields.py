"""What a cell says of the node on its row."""

from __future__ import annotations

import re

from azalai.engines.plan.amounts import parse_amount
from azalai.engines.plan.columns import Role
from azalai.engines.plan.drafts import TEXTS, Draft
from azalai.engines.plan.model import Column, RawCell, Remark, Source
from azalai.engines.plan.periods import parse_period
from azalai.engines.plan.references import parse_references
from azalai.engines.plan.text import fold, squeeze
from azalai.tabular import Cell

SMALLEST_COST = 100  # under that, a number in a calendar is a mark ("1") or a quantity
MARKS = re.compile(r"^\s*(?:x+|✓|✔|☒|☑|■|●|•|\*|√|v|o|oui|yes|ok|1|x\s*x)\s*$", re.IGNORECASE)
NO_MARK = re.compile(r"^[\s\-–—0_./☐□]*$|^(?:non|no)$", re.IGNORECASE)
ONLY_CODES = re.compile(r"[\d ;,.]+(?:et [\d ]+)?[ ;.]*")
LONGEST_LIST = 200
RISK = re.compile(r"(?i)\b(?:risques?|risks?)\s*:")
ASSUMPTION = re.compile(r"(?i)\b(?:hypoth[eè]ses?|assumptions?)\s*:")


def apply_cell(node: Draft, column: Column, cell: Cell, source: Source) -> list[Remark]:
    """Put a cell's content in the node; what could not be understood comes back as remarks."""
    text = cell.text.strip()
    node.cells.append(
        RawCell(column.role.spelled(), column.header, cell.text, source.table, source.row, column.index + 1)
    )
    handler = HANDLERS.get(column.role.name)
    remarks = handler(node, column, cell) if handler else _extra(node, column, text)
    if cell.note:
        remarks = [*remarks, Remark("D804", source, column.header, cell.note)]
    return [Remark(r.code, source, column.header or _ordinal(column), r.text or text) for r in remarks]


def is_marked(cell: Cell) -> bool:
    """A calendar cell that counts: a mark, a shade, or an amount."""
    return bool(MARKS.match(cell.text)) or (cell.shaded and bool(NO_MARK.match(cell.text)))


BULLET = re.compile(r"^\s*(?:[-–•*▪➢·●]+|\d{1,2}[.)])\s*")
SAYS = re.compile(r"\b(?:est|sont|a|ont|existe|disponibles?|publies?|nombre|taux|is|are|number)\b")


def indicator_items(text: str) -> list[str]:
    """Indicators listed in one cell, bullets dropped; a sentence broken over two lines stays one."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and ";" in text:
        lines = text.split(";")
    listed = any(len(squeeze(line).split()) > 5 for line in lines)
    items: list[str] = []
    for line in lines:
        item = squeeze(BULLET.sub("", line)).rstrip(";")
        if items and item and not BULLET.match(line) and _continues(item, items[-1], listed=listed):
            items[-1] = f"{items[-1]} {item}"
        elif item:
            items.append(item)
    return items


def _continues(item: str, before: str, *, listed: bool) -> bool:
    """The next line begins in lower case, or the last one is too short to be an indicator of its own."""
    if item[0].islower() or before.endswith((",", " de", " des", " du", " et", " à")):
        return True
    return listed and len(before.split()) <= 4 and not SAYS.search(fold(before))


def _ordinal(column: Column) -> str:
    return f"colonne {column.index + 1}"


def _cost(node: Draft, column: Column, cell: Cell) -> list[Remark]:
    amount = parse_amount(cell.text, cell.value, factor=column.factor)
    if cell.text.strip():
        node.cost_text = squeeze(f"{node.cost_text} {cell.text}")
    if amount.value is None:
        return [] if amount.readable else [Remark("C104", node.source)]
    if node.declared_cost is not None and node.cost_column == column.index:
        if node.last_cost == amount.value:
            return [Remark("C106", node.source)]
        return [*_add(node, column, amount.value), Remark("C107", node.source)]
    return _add(node, column, amount.value)


def _add(node: Draft, column: Column, value: int) -> list[Remark]:
    node.declared_cost = (node.declared_cost or 0) + value
    node.last_cost, node.cost_column = value, column.index
    return [Remark("C108", node.source)] if value < 0 else []


def _year(node: Draft, column: Column, cell: Cell) -> list[Remark]:
    number, money = column.role.number or 0, column.role.name == "year_cost"
    amount = parse_amount(cell.text, cell.value, factor=column.factor)
    if is_marked(cell) and not (money and amount.value):
        _mark(node, column.role)
        return []
    if NO_MARK.match(cell.text):
        return []
    _mark(node, column.role)
    if amount.value is not None:
        if money or amount.value >= SMALLEST_COST:
            node.cost_by_year[number] = node.cost_by_year.get(number, 0) + amount.value
        return []
    return [Remark("T206", node.source)]


def _mark(node: Draft, role: Role) -> None:
    number = role.number or 0
    node.years.add(number)
    if role.months != (1, 12):
        node.months |= {(number, month) for month in range(role.months[0], role.months[1] + 1)}


def _period(node: Draft, column: Column, cell: Cell) -> list[Remark]:
    text = squeeze(cell.text)
    node.period_text = squeeze(f"{node.period_text} {text}")
    period = parse_period(cell.text)
    node.continuous = node.continuous or period.continuous
    if not period.readable:
        return [Remark("T204", node.source)]
    _widen(node, column.role.name, period.start, period.end)
    node.years |= set(period.years)
    return []


def _widen(node: Draft, role: str, start: str | None, end: str | None) -> None:
    """Several rows or cells of a period add up; a "début" column only gives a start."""
    first = start if role != "end" else None
    last = end if role != "start" else None
    if first:
        node.start = min(filter(None, [node.start, first]))
    if last:
        node.end = max(filter(None, [node.end, last]))


def _references(node: Draft, column: Column, cell: Cell) -> list[Remark]:
    text = squeeze(cell.text)
    if not text:
        return []
    found = parse_references(cell.text, frame=column.role.frame)
    if cell.text.strip() not in node.reference_text:
        node.reference_text = f"{node.reference_text}\n{cell.text.strip()}".strip("\n")
    for frame, codes in found.codes.items():
        node.codes[frame] = tuple(dict.fromkeys(node.codes.get(frame, ()) + codes))
    for frame, said in found.texts.items():
        node.reference_texts.setdefault(frame, said)
    remarks = [Remark("R405", node.source)] if _two_lists(cell.text) else []
    blank = re.fullmatch(r"[\s\-–—/_.]*", cell.text)
    return remarks + ([Remark("R406", node.source)] if found.is_empty and not blank else [])


def _two_lists(text: str) -> bool:
    """Two lists of numbers one under the other in one cell."""
    lines = [squeeze(fold(line)) for line in text.split("\n") if re.search(r"\d", line)]
    if len(lines) < 2 or lines[0].endswith((";", ",")):
        return False
    return all(len(line) < LONGEST_LIST and ONLY_CODES.fullmatch(line) for line in lines)


def _indicators(node: Draft, column: Column, cell: Cell) -> list[Remark]:
    for item in indicator_items(cell.text):
        if item not in node.indicators:
            node.indicators.append(item)
    return []


def _risks_assumptions(node: Draft, column: Column, cell: Cell) -> list[Remark]:
    text = cell.text.strip()
    risk, assumption = RISK.search(text), ASSUMPTION.search(text)
    if not risk and not assumption:
        node.add_text("assumptions", text)
        return []
    cuts = sorted(
        (m.start(), m.end(), name) for m, name in ((risk, "risks"), (assumption, "assumptions")) if m
    )
    for place, (_, begin, name) in enumerate(cuts):
        stop = cuts[place + 1][0] if place + 1 < len(cuts) else len(text)
        node.add_text(name, text[begin:stop].strip())
    return []


def _text(node: Draft, column: Column, cell: Cell) -> list[Remark]:
    node.add_text(column.role.name, cell.text.strip())
    return []


def _nothing(node: Draft, column: Column, cell: Cell) -> list[Remark]:
    return []


def _extra(node: Draft, column: Column, text: str) -> list[Remark]:
    if text:
        header = column.header or _ordinal(column)
        said = node.extra.get(header, "")
        node.extra[header] = f"{said}\n{text}".strip("\n") if text not in said.split("\n") else said
    return []


HANDLERS = {
    "cost": _cost, "year": _year, "year_cost": _year, "month": _year, "period": _period, "start": _period,
    "end": _period, "references": _references, "indicators": _indicators,
    "risks_assumptions": _risks_assumptions, "code": _nothing, "ignore": _nothing, "level": _nothing,
    **dict.fromkeys(TEXTS, _text),
}  # fmt: skip
