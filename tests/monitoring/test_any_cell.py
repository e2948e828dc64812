"""Whatever a cell holds, the reader of workbooks tells a fault and goes on."""

from __future__ import annotations

import contextlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from azalai.monitoring.models import Campaign
from azalai.monitoring.sheets import cells
from azalai.monitoring.sheets.layout import MAIN, columns
from azalai.monitoring.sheets.reading import Known, read_workbook
from azalai.tabular import Cell, Document, Table

VALUES = st.one_of(
    st.none(), st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.decimals(allow_nan=True)
)


@given(st.lists(st.tuples(st.text(max_size=20), VALUES), max_size=60), st.booleans())
def test_no_cell_makes_the_reader_stumble(typed: list[tuple[str, Any]], merged: bool) -> None:
    headings = [column.heading for column in columns()]
    values = dict(enumerate(typed))
    head = tuple(Cell(text, 0, n) for n, text in enumerate(headings))
    body = tuple(
        Cell(values[n][0], 1, n, value=values[n][1], row_span=2 if merged and n == 3 else 1)
        if n in values
        else Cell("", 1, n)
        for n in range(len(headings))
    )
    table = Table(1, (head, body), name=MAIN)
    reading = read_workbook(Document("xlsx", (table,)), Known(Campaign(), {}))
    assert not reading.to_take
    for column in columns():
        if column.key in cells.READERS and column.key in dict(
            zip((c.key for c in columns()), body, strict=True)
        ):
            with contextlib.suppress(cells.Refused):
                cells.READERS[column.key](body[headings.index(column.heading)])
