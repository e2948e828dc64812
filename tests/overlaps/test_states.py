"""The page of states says what the code does."""

from __future__ import annotations

import pytest

from tools import states


@pytest.mark.parametrize("section", states.sections(), ids=lambda section: section.title)
def test_every_move_of_every_table_is_told_and_no_other(section: states.Section) -> None:
    moves = {(str(before), str(after)) for before, afters in section.table.items() for after in afters}
    assert moves == set(section.moves)
