"""The stakeholder analysis: dated, kept, and for the few."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.actors import actions, queries
from azalai.actors.models import Analysis, Organisation
from azalai.core.clock import today
from azalai.core.models import AuditEntry
from tests.accounts.factories import AT, SYSTEM, author_with, sign_in
from tests.actors.factories import load, make_category, make_organisation

pytestmark = pytest.mark.django_db
SECRET = "Tient à garder la main sur les chiffres"
READERS = {
    Role.PERMANENT_SECRETARY,
    Role.ME_OFFICER,
    Role.DOCUMENTATION,
    Role.COMMUNICATION,
    Role.AUDITOR,
}
ANALYSTS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION}
DAY = date(2022, 9, 1)


def analyse(organisation: Organisation | None = None, *, on: date = DAY, **more: Any) -> Analysis:
    organisation = organisation or make_organisation()
    return actions.add_analysis(
        by=SYSTEM, at=AT, organisation=organisation, on=on, **({"role": SECRET} | more)
    )


def test_a_new_analysis_stands_beside_the_former_and_the_latest_holds() -> None:
    organisation = make_organisation()
    old = analyse(organisation, on=date(2021, 1, 1), interest=2)
    new = analyse(organisation, on=date(2022, 1, 1), interest=5)
    again = analyse(organisation, on=date(2022, 1, 1), interest=4)
    assert list(organisation.analyses.all()) == [again, new, old]
    assert list(Analysis.objects.latest_on(date(2022, 6, 1))) == [again]
    assert list(Analysis.objects.latest_on(date(2021, 6, 1))) == [old]
    assert not Analysis.objects.latest_on(date(2020, 1, 1)).exists()


def test_an_analysis_names_the_post_of_its_author() -> None:
    author = author_with(Role.ME_OFFICER)
    made = actions.add_analysis(by=author, at=AT, organisation=make_organisation(), on=DAY, interest=3)
    assert made.post_id == author.post_id
    assert made.recorded_by_id == author.person_id


def test_the_trail_says_that_there_was_an_analysis_not_what_it_says() -> None:
    made = analyse(conflict="yes", conflict_text=SECRET)
    entry = AuditEntry.objects.get(action="organisation.analysed")
    assert entry.object_id == str(made.organisation_id)
    assert entry.after == {"on": "2022-09-01"}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"role": " "}, "role"),
        ({"on": date(2022, 9, 24)}, "on"),
        ({"conflict": "yes"}, "conflict_text"),
        ({"under_represented": True}, "under_represented_reason"),
        ({"interest": 6}, "interest"),
        ({"stance": "furious"}, "stance"),
        ({"engagement": "ignore"}, "engagement"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(facts: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        analyse(**facts)
    assert set(caught.value.error_dict) == {field}


@pytest.mark.parametrize(
    "facts",
    [
        {"interest": 0},
        {"influence": 6},
        {"conflict": "yes", "conflict_text": ""},
        {"under_represented": True},
        {"stance": "x"},
        {"engagement": "x"},
    ],
)
def test_the_database_refuses_what_the_action_refuses(facts: dict[str, Any]) -> None:
    made = analyse()
    with pytest.raises(IntegrityError), transaction.atomic():
        Analysis.objects.filter(pk=made.pk).update(**facts)


@pytest.mark.parametrize("role", [Role.COMMUNICATION, Role.AUDITOR, Role.ADMINISTRATOR, Role.PARTNER])
def test_only_the_secretariat_writes_it(role: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.add_analysis(
            by=author_with(role), at=AT, organisation=make_organisation(), on=DAY, interest=1
        )


# ---- who reads it


@pytest.mark.parametrize("role", [*Role.values, None])
def test_only_the_secretariat_and_the_auditor_read_it(client: Client, role: str | None) -> None:
    organisation = analyse().organisation
    sign_in(client, role)
    here = organisation.get_absolute_url()
    pages = [
        reverse("actors:analyses"),
        reverse("actors:analyses_csv"),
        reverse("actors:analyses_missing"),
        f"{here}analyses/",
    ]
    expected = 200 if role in READERS else 403
    assert {client.get(page).status_code for page in pages} == {expected}
    assert client.get(f"{here}analyses/nouvelle/").status_code == (200 if role in ANALYSTS else 403)
    assert (SECRET in client.get(here).content.decode()) == (role in READERS)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PARTNER, Role.FOCAL_POINT, None])
def test_no_page_or_file_of_others_holds_it(client: Client, role: str | None) -> None:
    organisation = analyse(on=AT.date(), stance="opposed").organisation
    other = make_organisation()
    sign_in(client, role)
    addresses = ["/acteurs/", "/acteurs/telecharger/", organisation.get_absolute_url()]
    addresses += [f"{organisation.get_absolute_url()}reunir/{other.public_id}/"]
    for address in addresses:
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert SECRET not in content.decode()
        assert "Défavorable" not in content.decode()
        assert '<th scope="row">Analyses</th>' not in content.decode()


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(reverse("actors:analyses")).status_code == 302


# ---- the pages


def page_of(client: Client, name: str = "analyses", query: str = "") -> str:
    return client.get(reverse(f"actors:{name}") + query).content.decode()


def test_the_matrix_places_names_by_influence_and_interest() -> None:
    strong = analyse(make_organisation("FORT"), interest=5, influence=5)
    weak = analyse(make_organisation("FAIBLE"), interest=1, influence=2)
    half = analyse(make_organisation("DEMI"), interest=3)
    rows, unplaced = queries.matrix([strong, weak, half])
    assert [row.label for row in rows] == ["Très fort", "Fort", "Moyen", "Faible", "Très faible"]
    assert rows[0].cells[4] == (strong,)
    assert rows[3].cells[0] == (weak,)
    assert unplaced == [half]


@pytest.mark.parametrize("count", [3, 60])
def test_the_page_costs_the_same_whatever_its_length(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        analyse(interest=3, influence=4)
    sign_in(client, Role.ME_OFFICER)
    with django_assert_num_queries(6):
        page_of(client)


def test_the_filters_narrow_the_analysis_and_the_file(client: Client) -> None:
    one = analyse(make_organisation("ASSOCIE"), engagement="involve", interest=2, influence=2)
    analyse(make_organisation("INFORME"), engagement="inform", conflict="yes", conflict_text="x")
    analyse(make_organisation("OUBLIE"), under_represented=True, under_represented_reason="Jeunes")
    sign_in(client, Role.AUDITOR)
    for query, name in (
        ("?maniere=involve", "ASSOCIE"),
        ("?conflit=yes", "INFORME"),
        ("?sous=on", "OUBLIE"),
    ):
        page = page_of(client, query=query)
        shown = {acronym for acronym in ("ASSOCIE", "INFORME", "OUBLIE") if acronym in page}
        assert shown == {name}
        answer = client.get(reverse("actors:analyses_csv") + query)
        lines = b"".join(answer.streaming_content).decode().splitlines()
        assert len(lines) == 2
        assert name in lines[1]
    code = one.organisation.category.code
    assert "ASSOCIE" in page_of(client, query=f"?categorie={code}")
    assert "Aucune analyse ne répond" in page_of(client, query="?maniere=partner")
    assert "Aucune analyse ne répond" in page_of(client, query="?au=2020-01-01")


def test_the_past_can_be_looked_at(client: Client) -> None:
    organisation = make_organisation()
    analyse(organisation, on=date(2021, 1, 1), role="Rôle d'hier")
    analyse(organisation, on=DAY, role="Rôle de ce jour")
    sign_in(client, Role.ME_OFFICER)
    assert "Rôle d&#x27;hier" in page_of(client, query="?au=2021-06-01")
    assert "Rôle de ce jour" in page_of(client)


def test_the_file_holds_no_formula(client: Client) -> None:
    analyse(role="=1+1")
    sign_in(client, Role.ME_OFFICER)
    answer = client.get(reverse("actors:analyses_csv"))
    assert ";'=1+1;" in b"".join(answer.streaming_content).decode()


def test_who_is_missing_is_listed(client: Client) -> None:
    load("NE")
    sign_in(client, Role.ME_OFFICER)
    page = page_of(client, "analyses_missing")
    empty = [item.title for item in queries.missing_categories("NE", on=today())]
    assert empty
    assert all(title.replace("'", "&#x27;") in page for title in empty)
    filled = Organisation.objects.get(code="oim").category.title
    assert filled not in empty
    assert "Organismes sans analyse" in page
    before = queries.without_analysis("NE").count()
    analyse(Organisation.objects.get(code="oim"), under_represented=True, under_represented_reason="Peu vus")
    assert queries.without_analysis("NE").count() == before - 1
    assert "Peu vus" in page_of(client, "analyses_missing")


@pytest.mark.parametrize("count", [3, 60])
def test_the_page_of_the_missing_costs_the_same_whatever_its_length(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        make_organisation()
    sign_in(client, Role.ME_OFFICER)
    with django_assert_num_queries(7):
        page_of(client, "analyses_missing")


def test_empty_pages_say_how_to_begin(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    assert "Aucune analyse encore" in page_of(client)
    here = make_organisation().get_absolute_url()
    assert "Aucune analyse" in client.get(f"{here}analyses/").content.decode()


def test_an_analysis_is_written_on_the_page_and_the_next_one_begins_from_it(client: Client) -> None:
    organisation = make_organisation()
    sign_in(client, Role.DOCUMENTATION)
    new = f"{organisation.get_absolute_url()}analyses/nouvelle/"
    values = {"on": "2022-01-01", "role": "Finance", "interest": "4", "stance": "supports", "conflict": "yes"}
    page = client.post(new, values).content.decode()
    assert "Dites en quoi consiste le conflit" in page
    client.post(new, values | {"conflict_text": "Bailleur et exécutant"})
    made = organisation.analyses.get()
    assert (made.interest, made.influence, made.conflict) == (4, None, "yes")
    again = client.get(new).content.decode()
    assert "Bailleur et exécutant" in again
    assert "Toutes les analyses" in client.get(organisation.get_absolute_url()).content.decode()
    later = (today() + timedelta(days=1)).isoformat()
    assert "de l&#x27;avenir" in client.post(new, values | {"on": later}).content.decode()


def test_a_category_of_its_own_is_no_longer_missing() -> None:
    load("NE")
    missing = queries.missing_categories("NE", on=today())[0]
    make_organisation("NOUVEAU", category=missing)
    assert missing not in queries.missing_categories("NE", on=today())
    assert make_category().code
