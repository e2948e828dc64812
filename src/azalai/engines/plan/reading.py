"""From a document of unknown layout to a tree.

For each table: find the header, give each column a role (`layout`), then walk the rows (`rows`). A row
is a header repeated, a total, a title across the table, or a line of the plan; a line names nodes in
its node columns, from left to right down the tree, and its other cells belong to the lowest of them.
A cell that spans several rows speaks for each of them, except a cost, which is counted once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from azalai.engines.plan.finishing import finish
from azalai.engines.plan.frame import Reading
from azalai.engines.plan.layout import DEFAULT_NAME, find_layout
from azalai.engines.plan.levels import RANK, read_label
from azalai.engines.plan.model import Layout, Plan
from azalai.engines.plan.rows import TableReader
from azalai.engines.plan.text import squeeze
from azalai.tabular import Document, Table

ROWS_AROUND = 200  # rows read of a table that holds no plan, for the plan's title, total and acronyms
Chosen = Mapping[str, Mapping[int, str]]


class NotAPlan(Exception):
    """Nothing in the document can be read as a plan. The message is a French sentence.

    layouts: what was seen of its tables, for a person to say what their columns are.
    """

    def __init__(self, message: str, layouts: tuple[Layout, ...] = ()) -> None:
        super().__init__(message)
        self.layouts = layouts


@dataclass(frozen=True)
class _Part:
    """A table that holds lines of the plan. group: unlabelled heading that names them, "" for none."""

    table: Table
    layout: Layout
    group: str = ""


def read_plan(document: Document, *, chosen: Chosen | None = None) -> Plan:
    """Read every table of the document that holds lines of a plan.

    chosen: what a person decided for layouts met before: signature -> column index -> role.
    Raises NotAPlan when no line at all is found.
    """
    reading = Reading(texts=[document.title, *document.paragraphs])
    seen = _parts(reading, document.tables, chosen)
    for part in _with_groups([part for part in seen if part.layout.has_nodes]):
        if TableReader(reading, part.table, part.layout).read(part.group):
            reading.layouts.append(part.layout)
    if not reading.tree.roots:
        layouts = tuple(part.layout for part in seen)
        raise NotAPlan(_why_not(document, layouts), layouts)
    return finish(document, reading)


def _parts(reading: Reading, tables: Iterable[Table], chosen: Chosen | None) -> list[_Part]:
    """Tables with a layout; what the others say is kept as text around the plan."""
    parts: list[_Part] = []
    previous: Layout | None = None
    for table in tables:
        layout = find_layout(table, chosen, previous)
        if layout is None:
            reading.texts += _texts_around(table)
            continue
        parts.append(_Part(table, layout))
        previous = layout if layout.has_nodes else previous
    return parts


def _texts_around(table: Table) -> list[str]:
    """Texts of a table that is no plan; of two columns (acronyms, meanings), as "INS : Institut…"."""
    rows = table.rows[:ROWS_AROUND]
    if table.width == 2:
        return [squeeze(" : ".join(cell.text for cell in row)) for row in rows if row[0].text.strip()]
    return [squeeze(cell.text) for row in rows for cell in row if cell.text.strip()]


def _with_groups(parts: list[_Part]) -> list[_Part]:
    """Several tables of one layout, each under its own heading: the headings are the plan's top level."""
    usual = Counter(part.layout.signature for part in parts).most_common(1)
    alike = [part for part in parts if part.layout.signature == usual[0][0]] if usual else []
    if len(alike) < 2 or any(_names_a_top(part.layout) for part in alike):
        return parts
    for name_of in (lambda p: p.table.heading, _row_above, lambda p: _own_name(p.table)):
        titles = [squeeze(name_of(part)) for part in alike]
        if all(titles) and len(set(titles)) == len(titles) and all(_may_be_a_title(t) for t in titles):
            return [replace(p, group=titles[alike.index(p)]) if p in alike else p for p in parts]
    return parts


def _row_above(part: _Part) -> str:
    """Text of the row just above the header, when it stands alone."""
    head = part.layout.header_rows[0] if part.layout.header_rows else 0
    texts = {id(cell): cell.text for cell in part.table.rows[head - 1] if cell.text.strip()} if head else {}
    return next(iter(texts.values())) if len(texts) == 1 else ""


def _own_name(table: Table) -> str:
    return "" if DEFAULT_NAME.match(table.name) else table.name


def _may_be_a_title(text: str) -> bool:
    return 3 < len(text) <= 150 and not read_label(text)


def _names_a_top(layout: Layout) -> bool:
    kinds = {kind for column in layout.columns if column.role.name == "node" for kind in column.role.kinds}
    return any(RANK.get(kind, 45) < RANK["general_objective"] for kind in kinds)


def _why_not(document: Document, seen: tuple[Layout, ...]) -> str:
    if not document.tables:
        return "Ce document ne contient aucun tableau : un plan d'action se lit dans un tableau."
    if not seen:
        return "Aucun tableau de ce document n'a d'en-tête reconnaissable : ce n'est pas un plan d'action."
    return (
        "Aucune colonne d'activités, de mesures ou d'objectifs n'a été reconnue dans ce document. "
        "Si c'est bien un plan, indiquez le rôle des colonnes sur la page d'aperçu."
    )
