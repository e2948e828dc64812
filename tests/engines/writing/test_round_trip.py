"""A plan written and read again is the same plan."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from azalai.engines.plan.comparing import same_plan
from azalai.engines.plan.model import Plan
from azalai.engines.plan.reading import read_plan
from azalai.engines.plan.writing import write_plan
from tests.engines.writing.plans import plans

CALM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(plans())
def test_a_plan_made_on_the_web_reads_back_the_same(plan: Plan) -> None:
    assert same_plan(plan, read_plan(write_plan(plan))) == []


@CALM
@given(plans())
def test_what_was_read_back_is_written_with_the_same_words(plan: Plan) -> None:
    first = write_plan(plan)
    again = write_plan(read_plan(first))
    assert [[cell.text for cell in row] for row in again.tables[0].rows] == [
        [cell.text for cell in row] for row in first.tables[0].rows
    ]
