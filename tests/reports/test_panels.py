"""The thread of an action reaches the indicators that measure it and the reports that count it."""

from __future__ import annotations

import pytest

from azalai.accounts.enums import Role
from azalai.reports.models import Figure
from azalai.reports.panels import of_point
from tests.followup.factories import make_point
from tests.forum.factories import member
from tests.reports.factories import make_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "seen"), [(Role.ME_OFFICER, True), (Role.PARTNER, False)])
def test_a_report_that_counts_an_action_is_shown_to_those_who_may_read_it(role: str, seen: bool) -> None:
    _person, author = member(role=role)
    point, other = make_point(), make_point(text="Autre chose")
    Figure.objects.create(
        report=make_report(),
        position=99,
        key="x",
        label="Actions",
        value=1,
        text="1",
        rows=[{"label": "GTM", "url": point.get_absolute_url()}],
    )
    assert [one.key for one in of_point(author, point)["figures"]] == (["x"] if seen else [])
    assert not of_point(author, other)["figures"]
