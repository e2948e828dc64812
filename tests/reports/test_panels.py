"""The thread of an action reaches the indicators that measure it and the reports that count it, and back."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.followup.models import ActionPoint
from azalai.reports import actions
from azalai.reports.mentions import counted, identifier
from azalai.reports.models import Figure, Mention, Report
from azalai.reports.panels import mentions_of
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.followup.factories import make_point
from tests.forum.factories import member
from tests.reports.factories import make_report, moved

pytestmark = pytest.mark.django_db


def counting(point: ActionPoint, state: str = "validated") -> Report:
    """A report with two figures that count the action, brought to that state."""
    report = make_report()
    for place, key in enumerate(("register.open", "register.late"), 98):
        Figure.objects.create(
            report=report,
            position=place,
            key=key,
            label=key,
            value=1,
            text="1",
            rows=[{"label": "GTM", "url": point.get_absolute_url(), "detail": "", "on": "", "amount": ""}],
            total=1,
        )
    return moved(report, state)


@pytest.mark.parametrize("role", [Role.ME_OFFICER, Role.PARTNER])
def test_a_frozen_report_that_counts_an_action_is_found_from_it(role: str) -> None:
    _person, author = member(role=role)
    point, other = make_point(), make_point(text="Autre chose")
    counting(point)
    (found,) = mentions_of(author, point.public_id)
    assert (found.figure.key, found.others) == ("register.open", 1), "its first figure, and how many more"
    assert not mentions_of(author, other.public_id)


def test_a_draft_is_not_found_until_it_is_frozen() -> None:
    _person, author = member(role=Role.ME_OFFICER)
    point = make_point()
    report = counting(point, "submitted")
    assert not mentions_of(author, point.public_id)
    actions.validate_report(by=SYSTEM, at=AT, report=report)
    assert len(mentions_of(author, point.public_id)) == 1
    assert Mention.objects.count() == 1, "meetings without a page of their own are not mentioned"


def test_it_is_one_query_on_an_index_whatever_the_reports_hold() -> None:
    _person, author = member(role=Role.ME_OFFICER)
    point = make_point()
    counting(point)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        list(mentions_of(author, point.public_id))
    assert len(seen) == 1
    if connection.vendor == "sqlite":  # the other reads a table of one row whole, rightly
        assert "USING INDEX" in Mention.objects.filter(object_id=point.public_id).explain()


def test_from_the_action_to_the_report_and_back_by_clicking(client: Client) -> None:
    point = make_point()
    report = counting(point)
    sign_in(client, Role.ME_OFFICER)
    figure = reverse("reports:figure", args=[report.public_id, "register.open"])
    page = client.get(point.get_absolute_url()).content.decode()
    assert f'href="{figure}"' in page
    assert f'href="{report.get_absolute_url()}"' in page
    assert f'href="{point.get_absolute_url()}"' in client.get(figure).content.decode()


def test_what_was_frozen_before_the_table_stood_is_filled_in() -> None:
    point = make_point()
    counting(point)
    before = list(Mention.objects.values("report", "figure", "object_id", "figures"))
    Mention.objects.all().delete()
    import_module("azalai.reports.migrations.0003_mentions").fill(apps, None)
    assert list(Mention.objects.values("report", "figure", "object_id", "figures")) == before != []


def test_an_address_tells_what_it_shows_by_its_last_identifier() -> None:
    plan, line = "0b0e5a4e-4f5e-4c57-8f0a-3f0d5f1b2c11", "1c1e5a4e-4f5e-4c57-8f0a-3f0d5f1b2c22"
    assert str(identifier(f"/plans/{plan}/versions/1/lignes/{line}/")) == line
    assert identifier(f"/cartographie/interventions/?organisme={plan}") is None
    assert identifier("") is None
    rows = [{"url": f"/actions/{line}/"}, {"url": f"/actions/{line}/"}, {"url": ""}]
    assert [*counted([(7, rows), (9, rows[:1])]).values()] == [[7, 9]]
