"""The matrix by line of the plan: page, Excel and Word say the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.evaluation import actions
from azalai.formats.reading import read_document
from azalai.plans.models import PlanVersion
from tests.accounts.factories import AT, sign_in
from tests.evaluation.factories import LATER, closed, contested, make_evaluation, rate, rater, shared
from tests.monitoring.factories import contribute, line, make_plan

pytestmark = pytest.mark.django_db


def judged() -> PlanVersion:
    """A line with an evaluation of its own, and one that two interventions serve, one of them evaluated."""
    version = make_plan()
    served = contribute(line(version, "1.1"), title_fr="Former les relais d'Agadez")
    contribute(line(version, "1.1"), title_fr="Former les relais de Diffa")
    contested(shared(make_evaluation(served), relevance=2, conformity_gcm=5))
    of_line = make_evaluation(
        subject=actions.Subject(plan=version.plan, node=line(version, "2.1")), partner=served.lead
    )
    actions.recommend(by=rater(), at=AT, evaluation=of_line, text="Ouvrir le guichet le matin.")
    rate(of_line, "impact", 6)
    actions.share(by=rater(), at=AT, evaluation=of_line, reply_due=LATER.date())
    return version


def address(version: PlanVersion, kind: str = "") -> str:
    more = [kind] if kind else []
    name = "evaluation:matrix_plan_download" if kind else "evaluation:matrix_plan"
    return reverse(name, args=[version.plan.public_id, *more])


def test_each_line_says_how_it_stands_what_it_is_worth_and_who_serves_it(client: Client) -> None:
    version = judged()
    sign_in(client, Role.ME_OFFICER)
    page = client.get(address(version)).content.decode()
    for words in (
        "Former les relais d&#x27;Agadez",
        "Former les relais de Diffa",
        "Ouvrir le guichet le matin.",
    ):
        assert words in page
    assert page.index("Former les relais d&#x27;Agadez") < page.index("Former les relais de Diffa")
    assert page.count("pas encore évaluée") == 1, "of a line that nobody evaluated nothing is asked"
    assert "Pas d&#x27;accord : 1" in page
    narrow = client.get(
        address(version), {"etat": "late", "axe": str(line(version, "2").key)}
    ).content.decode()
    assert "Ouvrir un guichet" in narrow
    assert "Former les relais" not in narrow
    assert (
        reverse("evaluation:matrix_plan", args=[version.plan.public_id])
        in client.get(reverse("evaluation:matrix")).content.decode()
    )


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_files_hold_every_line_and_all_that_serves_it(client: Client, tmp_path: Any, kind: str) -> None:
    version = judged()
    for number in range(6):
        contribute(line(version, "1.2"), title_fr=f"Imprimer le guide {number}")
    sign_in(client, Role.ME_OFFICER)
    assert "et 1 autre intervention" in client.get(address(version)).content.decode()
    path = tmp_path / f"m.{kind}"
    path.write_bytes(client.get(address(version, kind)).content)
    (table,) = read_document(path).tables
    text = "\n".join(cell.text for row in table.rows for cell in row)
    for words in ("Ouvrir un guichet", "Impact : 6/6", "Ouvrir le guichet le matin.", "Imprimer le guide 5"):
        assert words in text
    served = [row for row in table.rows if any("Imprimer le guide" in cell.text for cell in row)]
    assert len(served) == 6, "a file holds them all, the page five"


def test_what_is_in_preparation_stays_with_its_authors(client: Client) -> None:
    version = make_plan()
    served = contribute(line(version, "1.1"))
    rate(make_evaluation(served))
    sign_in(client, Role.ME_OFFICER)
    assert "Pertinence" not in client.get(address(version)).content.decode()
    published = closed(make_evaluation(served))
    stranger = Client()
    sign_in(stranger, Role.FOCAL_POINT)
    assert "Pertinence" not in stranger.get(address(version)).content.decode()
    actions.publish(by=rater(), at=LATER, evaluation=published)
    assert "Pertinence" in stranger.get(address(version)).content.decode()


def test_the_page_costs_the_same_for_many_lines(client: Client, django_assert_max_num_queries: Any) -> None:
    version = judged()
    for _number in range(8):
        contribute(line(version, "1.2"))
    sign_in(client, Role.ME_OFFICER)
    client.get(address(version))
    with django_assert_max_num_queries(38):
        client.get(address(version))
