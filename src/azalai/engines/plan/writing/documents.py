"""The whole document: title, sentences, tables."""

from __future__ import annotations

import re

from azalai.engines.plan.amounts import currency_in
from azalai.engines.plan.finishing import COUNTRIES, FRANC
from azalai.engines.plan.model import DeclaredSum, Layout, Plan
from azalai.engines.plan.periods import plan_span
from azalai.engines.plan.text import fold
from azalai.engines.plan.writing import values
from azalai.engines.plan.writing.fields import Contents
from azalai.engines.plan.writing.grid import Grid
from azalai.engines.plan.writing.items import Item, items_of
from azalai.engines.plan.writing.lines import Lines
from azalai.engines.plan.writing.naming import Manner, compose
from azalai.engines.plan.writing.sheet import Sheet
from azalai.engines.plan.writing.sheets import sheets_of
from azalai.engines.plan.writing.totals import rows_of, sentences
from azalai.tabular import Document, Table

UNTITLED = "Plan d'action"
COUNTRY_NAMES = {"NE": "Niger", "TD": "Tchad"}


def write_plan(plan: Plan, *, layout: Layout | None = None) -> Document:
    """The plan as a document of tables that reads back as the same plan.

    layout: write one table in this layout instead of the plan's own (see `default_layout`). Header
    cells are bold and shaded, title rows bold and as wide as the table: writers of files go by that.
    """
    items = items_of(plan)
    sheets = sheets_of(plan, items, layout)
    contents = Contents(plan, sheets)
    contents.complete()
    tables: list[Table] = []
    written: list[DeclaredSum] = []
    branch: list[Item] = []
    for number, sheet in enumerate(sheets, 1):
        totals = rows_of(sheet, plan.totals)
        written += totals
        lines = Lines(sheet, totals, _own_cells(sheet, contents), branch)
        rows = Grid(plan, sheet, contents, lines.lay_out()).build()
        branch = lines.branch
        heading = _heading(lines.headings, plan) or _unit_note(sheet, plan)
        tables.append(Table(number, rows, sheet.name, heading=heading))
    opening = _opening(plan, sheets, sentences(plan, written))
    paragraphs = dict.fromkeys([*opening, *(table.heading for table in tables if table.heading)])
    return Document("docx", tuple(tables), tuple(paragraphs), opening[0] if opening else "")


def _own_cells(sheet: Sheet, contents: Contents) -> dict[Item, set[int]]:
    """Columns that say something of each node that needs cells of its own (a cost can stand in the
    title)."""
    columns = [c for c in sheet.columns if c.role.name not in {"node", "code", "level", "cost", "ignore"}]
    found = {
        item: {column.index for column in columns if not contents.said(item, column, sheet).is_blank}
        for item in sheet.items
    }
    return {item: indexes for item, indexes in found.items() if indexes}


def _heading(items: list[Item], plan: Plan) -> str:
    """Nodes named above the table, as a paragraph."""
    costly = (item.node.declared_cost is not None for item in items)
    manners = [Manner(whole=True, labelled=True, cost=cost, currency=plan.currency) for cost in costly]
    return "\n".join(map(compose, items, manners))


def _unit_note(sheet: Sheet, plan: Plan) -> str:
    """ "Montants en milliers de FCFA": the reader looks for it right above the table."""
    words, named = values.UNIT_WORDS.get(sheet.unit, ""), values.unit(plan.currency)
    return f"Montants en {words}{f' de {named}' if named else ''}" if words else ""


def _opening(plan: Plan, sheets: list[Sheet], totals: list[str]) -> list[str]:
    """Title, what the reader could not tell otherwise (country, years, currency), and the totals."""
    known = [plan.title, *totals]
    facts = [_country(plan, known), _years(plan, known, sheets), _currency(plan, known, sheets)]
    line = ", ".join(fact for fact in facts if fact)
    title = plan.title or (UNTITLED if line or totals else "")
    return [text for text in (title, line, *totals) if text]


def _country(plan: Plan, known: list[str]) -> str:
    said = {
        code for text in known for name, code in COUNTRIES.items() if re.search(rf"\b{name}\b", fold(text))
    }
    return "" if not plan.country or said == {plan.country} else COUNTRY_NAMES.get(plan.country, "")


def _years(plan: Plan, known: list[str], sheets: list[Sheet]) -> str:
    if not (plan.first_year and plan.last_year):
        return ""
    numbers = [c.role.number or 0 for sheet in sheets for c in sheet.of("year", "year_cost", "month")]
    civil = [number for number in numbers if number > 1900]
    told = next((span for text in known if (span := plan_span(text))), None)
    told = (min(civil), max(civil)) if civil else told
    return "" if told == (plan.first_year, plan.last_year) else f"{plan.first_year}-{plan.last_year}"


def _currency(plan: Plan, known: list[str], sheets: list[Sheet]) -> str:
    """Named only when the reader would think of another one."""
    headers = [column.header for sheet in sheets for column in sheet.columns]
    costs = [node.cost_text for node in plan.walk() if node.cost_text]
    named = next((c for text in [*known, *headers, *costs] if (c := currency_in(text))), "")
    usual = FRANC.get(plan.country, "XOF")
    read = usual if named in {"FCFA", ""} else named
    return "" if not plan.currency or read == plan.currency else f"montants en {plan.currency}"
