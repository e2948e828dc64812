"""The demonstration's interventions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from azalai.accounts import demo as accounts
from azalai.accounts.models import Person
from azalai.actors import demo as actors
from azalai.interventions import actions, demo, demo_data
from azalai.interventions.actions.sheets import read_sheet
from azalai.interventions.demo_data import LABELS, OF_EACH
from azalai.interventions.exporting import write_iati
from azalai.interventions.models import Intervention, PlanLink
from azalai.interventions.queries import with_lines
from azalai.interventions.sheets.writing import workbook
from azalai.plans import demo as plans
from tests.accounts.factories import AT, SYSTEM
from tests.interventions.factories import load


def test_the_shipped_pairs_are_those_of_the_stories() -> None:
    assert list(demo_data.known_pairs()) == demo_data.demonstration().pairs


def test_each_label_has_its_pairs_and_each_pair_two_organisations() -> None:
    found = demo_data.demonstration()
    assert Counter(label for label, _, _ in found.pairs) == dict.fromkeys(LABELS, OF_EACH)
    lead = {story.identifier: story.lead for story in found.stories}
    assert len(lead) == 300
    assert [pair for pair in found.pairs if lead[pair[1]] == lead[pair[2]]] == []


def test_every_organisation_says_that_it_is_fictional() -> None:
    made = demo_data.organisations()
    assert len(made) == 40
    assert all("(fictif)" in one["name_fr"] and "(fictional)" in one["name_en"] for one in made)


@pytest.mark.django_db
def test_the_demonstration_stands_and_comes_back_by_workbook(client: Client) -> None:
    load()
    given = {"by": SYSTEM, "at": AT}
    accounts.load(**given)
    for room in (actors, plans, demo, demo):
        room.load(**given, country="NE")
    published = Intervention.objects.published()
    assert published.count() == 300
    assert Intervention.objects.count() == 300 + demo.DRAFTS
    assert published.filter(status__in=["suspended", "cancelled"]).count() == 3
    assert PlanLink.objects.count() > 30
    upload = actions.receive_sheet(
        **given, name="demo.xlsx", content=workbook("NE", with_lines(published.order_by("identifier")))
    )
    reading = read_sheet(upload, "NE")
    assert [fault.message for fault in reading.faults] == []
    assert {row.outcome for row in reading.rows} == {"same"}
    client.force_login(Person.objects.get(username="partenaire"))
    page = client.get("/interventions/miennes/").content.decode()
    assert page.count("Brouillon") >= demo.DRAFTS
    assert client.get("/interventions/").status_code == 200


@pytest.mark.django_db
def test_the_demonstration_leaves_as_iati_and_comes_back(tmp_path: Path) -> None:
    load()
    actors.load(by=SYSTEM, at=AT, country="NE")
    demo.load(by=SYSTEM, at=AT, country="NE")
    path = tmp_path / "demo.xml"
    assert write_iati(path, country="NE", at=AT) == (300, [])
    found = actions.read_iati(path, country="NE")
    changed = [(record.identifier, record.problems) for record in found.records if record.outcome != "same"]
    assert changed == []
