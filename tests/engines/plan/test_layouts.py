"""One plan, many layouts, one tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from azalai.engines.plan.reading import read_plan
from tests.engines.plan import layouts, layouts_hard, layouts_other
from tests.engines.plan.drawing import THROUGH, as_document
from tests.engines.plan.expecting import CASES, LayoutCase, expected, told

LAYOUTS = (layouts, layouts_hard, layouts_other)  # importing them registers their cases
FILES = [(case, kind) for case in CASES for kind in case.files]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_plan_is_the_same_in_every_layout(case: LayoutCase) -> None:
    wanted = expected(case)
    assert told(read_plan(as_document(case.draw())), wanted) == wanted


@pytest.mark.parametrize(("case", "kind"), FILES, ids=[f"{case.name}-{kind}" for case, kind in FILES])
def test_the_plan_is_the_same_through_a_real_file(case: LayoutCase, kind: str, tmp_path: Path) -> None:
    wanted = expected(case)
    assert told(read_plan(THROUGH[kind](case.draw(), tmp_path)), wanted) == wanted
