"""While typing: what exists already, on several processes."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from azalai.accounts.enums import Role
from azalai.interventions import actions as interventions
from azalai.overlaps import closest, live
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.interventions.factories import load, make_draft, make_intervention, objective, place
from tests.overlaps.making import ENGLISH, TITLE, elsewhere, make_other, make_twins, twin

ADDRESS = "/recoupements/proches/"


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    live.forget()


@pytest.fixture
def _lists(db: None) -> None:
    load()


def typed() -> dict[str, Any]:
    return {
        "title_fr": "Réintégration des migrants de retour",
        "places": [place("Tahoua").pk],
        "objectives": [objective("21").pk],
        "planned_start": "2025-03",
        "planned_end": "202",
    }


@pytest.mark.usefixtures("_lists")
def test_what_is_typed_finds_what_exists_in_both_languages_and_says_why(client: Client) -> None:
    make_twins()
    make_other()
    sign_in(client, Role.PARTNER)
    response = client.post(ADDRESS, typed())
    page = response.content.decode()
    assert response.headers["X-Azalai-Fragment"] == "closest"
    assert "2 interventions proches existent déjà." in page
    assert TITLE in page
    assert ENGLISH in page
    assert "postes frontières" not in page
    assert "Titres très proches" in page


@pytest.mark.usefixtures("_lists")
def test_nothing_is_said_before_a_few_letters_and_nothing_is_kept(client: Client) -> None:
    make_twins()
    sign_in(client, Role.PARTNER)
    for text in ("", "Réin", "<b>"):
        assert client.post(ADDRESS, {"title_fr": text}).content.strip() == b""


@pytest.mark.usefixtures("_lists")
def test_a_draft_is_never_shown_to_others(client: Client) -> None:
    make_draft(twin())
    sign_in(client, Role.PARTNER)
    assert TITLE not in client.post(ADDRESS, typed()).content.decode()


@pytest.mark.usefixtures("_lists")
def test_an_intervention_never_finds_itself_nor_its_own_organisation(client: Client) -> None:
    one, _other = make_twins()
    sign_in(client, Role.PARTNER)
    page = client.post(ADDRESS, typed() | {"of": str(one.public_id), "lead": one.lead_id}).content.decode()
    assert TITLE not in page
    assert ENGLISH in page


@pytest.mark.django_db
def test_a_post_is_needed_and_only_posting_is_answered(client: Client) -> None:
    assert client.post(ADDRESS, {"title_fr": "Réintégration"}).status_code == 302
    sign_in(client, Role.PARTNER)
    assert client.get(ADDRESS).status_code == 405


@pytest.mark.usefixtures("_lists")
def test_the_page_of_a_draft_shows_the_closest_without_any_script(client: Client) -> None:
    make_twins()
    draft = make_draft(twin(title_fr="Réintégration des retournés à Tahoua"))
    sign_in(client, Role.ME_OFFICER)
    for address in (draft.get_absolute_url(), reverse("interventions:edit", args=[draft.public_id])):
        page = client.get(address).content.decode()
        assert "Ce qui existe déjà" in page
        assert ENGLISH in page


@pytest.mark.usefixtures("_lists")
def test_one_keystroke_costs_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_twins()
    sign_in(client, Role.PARTNER)
    client.post(ADDRESS, typed())
    with django_assert_num_queries(10):
        client.post(ADDRESS, typed())


@pytest.mark.usefixtures("_lists")
def test_the_index_takes_in_what_others_publish_change_and_merge() -> None:
    """Each call is what another process would answer: it shares the trail, and no memory."""
    one, other = make_twins()
    record_of = twin(lead=None)

    def found() -> set[str]:
        near = closest.of_content(record_of, country="NE")
        return {near_one.intervention.identifier for near_one in near}

    assert found() == {one.identifier, other.identifier}
    third = make_intervention(twin())
    assert found() == {one.identifier, other.identifier, third.identifier}
    interventions.update(by=SYSTEM, at=AT, intervention=third, content=elsewhere(third))
    assert found() == {one.identifier, other.identifier}
    assert live.size("NE") == 3


@pytest.mark.usefixtures("_lists")
def test_another_trail_under_the_same_rank_is_noticed() -> None:
    """A restored backup may stand at the same rank as what was read before."""
    make_twins()
    assert live.size("NE") == 2
    live._shelf.by_country["NE"].mark = "another"
    make_other()
    assert live.size("NE") == 3


@pytest.mark.usefixtures("_lists")
def test_an_index_that_is_up_to_date_asks_one_question(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_twins()
    live.size("NE")
    with django_assert_num_queries(1):
        live.size("NE")


@given(
    st.dictionaries(
        st.sampled_from(["title_fr", "lead", "places", "objectives", "planned_start", "cibles-0-group"]),
        st.text(max_size=30),
    )
)
def test_whatever_is_typed_is_read_without_an_error(data: dict[str, str]) -> None:
    query = QueryDict(mutable=True)
    query.update(data)
    content = closest.typed(query)
    assert content.title_fr == data.get("title_fr", "")


@pytest.mark.usefixtures("_lists")
@pytest.mark.parametrize("day", ["0000", "2025-02-31", "31/12/2027", "\x00", "9" * 5000])
def test_a_date_that_nobody_can_read_does_not_stop_the_comparison(client: Client, day: str) -> None:
    make_twins()
    sign_in(client, Role.PARTNER)
    response = client.post(ADDRESS, typed() | {"planned_start": day})
    assert "interventions proches existent déjà" in response.content.decode()
