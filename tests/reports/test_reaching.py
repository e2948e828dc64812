"""People reached in a document that goes out: each report once, small numbers hidden, shares."""

from __future__ import annotations

from typing import Any

import pytest

from azalai.indicators.protection import PUBLIC, limits
from azalai.monitoring import actions
from azalai.plans.enums import VersionStatus
from azalai.plans.models import PlanVersion
from azalai.reports.compiling import Compiled, compile_report
from azalai.reports.periods import Period
from tests.accounts.factories import SYSTEM
from tests.actors.factories import make_organisation
from tests.monitoring.factories import AT, approved, ask, contribute, line, make_campaign, make_plan
from tests.reports.test_compiling import table, told

pytestmark = pytest.mark.django_db
CAPTION = "groupes que les rapports distinguent"


@pytest.fixture(autouse=True)
def _spring(time_machine: Any) -> None:
    time_machine.move_to(AT, tick=False)


def reported(**more: Any) -> PlanVersion:
    """An adopted plan with one approved report on line 1.2."""
    made = make_plan()
    contribute(line(made, "1.1"))
    campaign = actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(made.plan))
    approved(ask(campaign, make_organisation(), line(made, "1.2")), **more)
    made.status, made.adopted_at = VersionStatus.ADOPTED, AT
    made.save(update_fields=["status", "adopted_at"])
    return made


def counted() -> Compiled:
    return compile_report(Period("annual", AT.year), "NE", AT.date())


def test_people_are_told_by_group_with_the_share_of_those_told_apart() -> None:
    parts = {"sex-age": {"women": 300, "men": 100, "girls": 100}}
    reported(reached=1000, disaggregation=parts)
    made = counted()
    rows = {row[0]: row[1:] for row in table(made, "plan", CAPTION)}
    assert made.figures["plan.reached"].value == 1000
    assert [value for name, value in rows.items() if value[0] == "300"] == [["300", "60\u00a0%"]]
    assert "non à toutes les personnes touchées" in told(made, "plan")


def test_a_small_number_is_not_printed_nor_found_by_subtraction() -> None:
    least = limits().thresholds[PUBLIC]
    parts = {"sex-age": {"women": 300, "men": 200, "girls": least - 1, "boys": 40}}
    reported(reached=540 + least - 1, disaggregation=parts)
    made = counted()
    shown = [row[1] for row in table(made, "plan", CAPTION)]
    assert str(least - 1) not in shown
    assert len([one for one in shown if one != "—"]) < 4 - 1, "one more is hidden, or the total gives it away"
    assert "ne puisse être reconnu" in told(made, "plan")
    assert str(least - 1) not in [figure.text for figure in made.figures.values() if "group" in figure.key]


def test_nothing_is_said_of_groups_where_no_report_tells_people() -> None:
    reported(reached=None, reached_na=True, disaggregation={})
    made = counted()
    assert "par groupe" not in str(made.chapters)
    assert "aucun rapport approuvé ne le donne" in told(made, "plan") or made.figures["plan.spent"].is_known


def test_a_report_that_tells_no_group_is_said_to_tell_none() -> None:
    reported(reached=80, disaggregation={})
    assert "ne distingue de groupes" in told(counted(), "plan")
