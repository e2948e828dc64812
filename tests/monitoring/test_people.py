"""People reached by group: each report once, along the lines asked for, small numbers kept."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from azalai.accounts.enums import Role
from azalai.monitoring import actions
from azalai.monitoring.models import ReportVersion
from azalai.monitoring.queries import People, people_reached, standing
from azalai.plans.models import PlanVersion
from tests.accounts.factories import SYSTEM, sign_in
from tests.actors.factories import make_organisation
from tests.interventions.factories import sign_in_for
from tests.monitoring.factories import (
    AT,
    approved,
    ask,
    contribute,
    expected,
    line,
    make_campaign,
    make_plan,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]
DAY = AT.date()


@pytest.fixture
def version() -> PlanVersion:
    """1.1: 120 people, of whom 70 women and 50 men; 1.2: 40 people, of whom 38 women and 2 girls."""
    made = make_plan()
    contribute(line(made, "1.1"))
    campaign = actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(made.plan))
    approved(expected(campaign))
    parts = {"sex-age": {"women": 38, "girls": 2, "men": 0, "boys": "na"}}
    approved(ask(campaign, make_organisation(), line(made, "1.2")), reached=40, disaggregation=parts)
    return made


def people(version: PlanVersion, *codes: str, threshold: int = 0) -> People:
    found = standing(version, DAY)
    keys = [line(version, code).key for code in codes] if codes else None
    return people_reached(found, keys, threshold=threshold)


def groups(found: People) -> dict[str, int | None]:
    return {group.code: group.people for group in found.told[0].groups} if found.told else {}


@pytest.mark.parametrize(
    ("codes", "reached", "told"),
    [
        ((), 160, {"women": 108, "men": 50, "girls": 2, "boys": None}),
        (("1",), 160, {"women": 108, "men": 50, "girls": 2, "boys": None}),
        (("1.1",), 120, {"women": 70, "men": 50, "girls": 0, "boys": None}),
        (("1", "1.1"), 160, {"women": 108, "men": 50, "girls": 2, "boys": None}),
        (("2",), None, {}),
    ],
)
def test_groups_are_summed_along_the_lines_each_report_once(
    version: PlanVersion, codes: tuple[str, ...], reached: int | None, told: dict[str, int | None]
) -> None:
    found = people(version, *codes)
    assert (found.reached, groups(found)) == (reached, told)


def test_an_intervention_that_serves_two_lines_is_counted_once_above(version: PlanVersion) -> None:
    from azalai.interventions import actions as interventions

    one = ReportVersion.objects.get(reached=120).intervention
    interventions.link_to_plan(by=SYSTEM, at=AT, intervention=one, node=line(version, "2.1"))
    assert groups(people(version, "2.1"))["women"] == 70
    assert groups(people(version))["women"] == 108


def test_what_the_lines_word_replaces_is_not_counted(version: PlanVersion) -> None:
    campaign = ReportVersion.objects.get(reached=120).report.campaign
    approved(
        ask(campaign, make_organisation(), line(version, "1.1")),
        reached=10,
        disaggregation={"sex-age": {"women": 10}},
    )
    assert groups(people(version, "1.1")) == {"women": 10, "men": None, "girls": None, "boys": None}
    assert standing(version, DAY).states[line(version, "1.1").key].reached == 10


def test_small_numbers_are_in_no_sum_of_who_may_not_read_them(version: PlanVersion) -> None:
    found = people(version, threshold=5)
    assert found.hidden >= 2, "the small cell, and another that would give it away"
    assert groups(found)["girls"] is None or groups(found)["girls"] == 0
    assert groups(found)["women"] == 70, "the women of the report with a small cell are left out with it"
    assert people(version, "1.1", threshold=5).hidden == 0


def test_a_second_question_asks_the_database_nothing(
    version: PlanVersion, django_assert_num_queries: Any
) -> None:
    found = standing(version, DAY)
    with django_assert_num_queries(1):
        people_reached(found)
    with django_assert_num_queries(0):
        people_reached(found, [line.key for line in found.nodes])


def test_the_page_and_its_workbook_show_groups(client: Client, version: PlanVersion) -> None:
    sign_in(client, Role.ME_OFFICER)
    address = reverse("monitoring:progress", args=[version.plan.public_id])
    page = client.get(address).content.decode()
    assert "Qui a été touché ?" in page
    assert "108" in page
    narrow = client.get(address, {"etat": "not-started"}).content.decode()
    assert "Qui a été touché ?" not in narrow
    axis = client.get(address, {"axe": str(line(version, "2").key)}).content.decode()
    assert "Qui a été touché ?" not in axis
    assert rows_of(client, version)["1.2"]["Sexe et âge : filles"] == 2


def rows_of(client: Client, version: PlanVersion) -> dict[str, dict[str, Any]]:
    """N° → heading → value, of the workbook."""
    content = client.get(reverse("monitoring:progress_download", args=[version.plan.public_id])).content
    rows = list(openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    top = next(n for n, row in enumerate(rows) if "N°" in row)
    return {
        str(row[rows[top].index("N°")]): dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]
    }


def test_a_partner_gets_neither_small_numbers_nor_what_gives_them_away(
    client: Client, version: PlanVersion
) -> None:
    sign_in_for(client, make_organisation())
    page = client.get(reverse("monitoring:progress", args=[version.plan.public_id])).content.decode()
    assert "ne sont dans aucune somme" in page
    assert "108" not in strip_tags(page)  # addresses may hold any figure
    row = rows_of(client, version)["1.2"]
    assert (row["Sexe et âge : filles"], row["Sexe et âge : femmes"]) == (None, None)
    assert row["Personnes touchées"] == 40
