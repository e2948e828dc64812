"""Records that may be the same, on the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from azalai.accounts.enums import Role
from azalai.actors import actions, queries
from azalai.actors.models import Distinction, Merge, Organisation
from tests.accounts.factories import AT, START, SYSTEM, make_post, sign_in
from tests.actors.factories import load, make_organisation

pytestmark = pytest.mark.django_db
DOUBLES = "/acteurs/doubles/"


def pair(number: str = "") -> tuple[Organisation, Organisation]:
    """The same association, written twice."""
    return (
        make_organisation("", name_fr=f"Association des caravaniers du Kawar{number}"),
        make_organisation("", name_fr=f"Assocation des caravaniers du Kawwar{number}"),
    )


def page_of(client: Client, address: str = DOUBLES) -> str:
    return client.get(address).content.decode()


def test_near_names_are_suggested_until_a_person_tells_them_apart(client: Client) -> None:
    first, second = pair()
    make_organisation("", name_fr="Association des puisatiers")
    found = queries.doubles("NE")
    assert [(one.first, one.second) for one in found] == [(first, second)]
    sign_in(client, Role.DOCUMENTATION)
    assert "écrit presque pareil" in page_of(client)
    done = client.post(f"/acteurs/{first.public_id}/distincte/{second.public_id}/", follow=True)
    assert "ne seront plus proposées" in done.content.decode()
    assert queries.doubles("NE") == []
    assert Distinction.objects.count() == 1


def test_names_in_two_languages_and_an_acronym_are_suggested() -> None:
    make_organisation("", name_fr="Observatoire international pour les mobilités")
    make_organisation("", name_en="International Observatory for Mobilities", name_fr="Obs. mob. int.")
    make_organisation("", name_fr="Grande maison des voyageurs")
    make_organisation("GMV")
    assert {one.reason for one in queries.doubles("NE")} == {"words", "initials"}


def test_parts_of_one_body_offices_in_two_places_and_merged_records_are_not() -> None:
    load("NE")
    known = {(one.first.code, one.second.code) for one in queries.doubles("NE")}
    assert not any("zinder" in code for codes in known for code in codes)
    first, second = pair()
    Organisation.objects.filter(pk=second.pk).update(parent=first)
    assert {(one.first.code, one.second.code) for one in queries.doubles("NE")} == known
    Organisation.objects.filter(pk=second.pk).update(parent=None)
    actions.merge_organisations(by=SYSTEM, at=AT, merged=second, kept=first)
    assert {(one.first.code, one.second.code) for one in queries.doubles("NE")} == known


@pytest.mark.parametrize("count", [3, 60])
def test_the_list_costs_the_same_whatever_its_length(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        pair(f" {number}")
    sign_in(client)
    with django_assert_num_queries(8):
        page_of(client)


def test_empty_the_page_says_where_to_begin(client: Client) -> None:
    sign_in(client)
    assert "Aucune fiche en double" in page_of(client)


def test_two_records_are_compared_merged_and_parted_on_the_pages(client: Client) -> None:
    kept, merged = make_organisation("AC", name_fr="Association"), make_organisation("AD", name_fr="Assoc.")
    post = make_post(Role.PARTNER, "Poste d'essai")
    actions.appoint_focal_point(by=SYSTEM, at=AT, organisation=merged, post=post, starts_on=START)
    actions.add_mandate(by=SYSTEM, at=AT, organisation=merged, text="Aider")
    sign_in(client, Role.PERMANENT_SECRETARY)
    here = merged.get_absolute_url()
    chosen = client.post(f"{here}reunir/", {"kept": kept.pk})
    address = f"{here}reunir/{kept.public_id}/"
    assert chosen.headers["Location"] == address
    page = page_of(client, address)
    for expected in ("Poste d&#x27;essai", "Mandats", "Garder plutôt l'autre", "parleront aussi"):
        assert expected in page
    assert "error-summary" in client.post(address, {"name_fr": "kept", "acronym": "merged"}).content.decode()
    client.post(address, {"name_fr": "kept", "acronym": "merged", "reason": "Même organisme"})
    kept.refresh_from_db()
    assert (kept.acronym, kept.name_fr) == ("AD", "Association")
    assert kept.get_absolute_url() in page_of(client, here)
    assert "Fiches réunies à celle-ci" in page_of(client, kept.get_absolute_url())
    assert client.get(address).status_code == 404
    assert "Même organisme" in page_of(client)
    assert "2 liens" in page_of(client, f"{here}separer/")
    client.post(f"{here}separer/", {"reason": "Erreur"})
    merged.refresh_from_db()
    kept.refresh_from_db()
    assert merged.merged_into is None
    assert (kept.acronym, merged.mandates.count()) == ("AC", 1)
    assert client.get(f"{here}separer/").status_code == 404


def test_a_name_that_only_one_has_is_proposed_and_one_that_both_share_is_no_question(client: Client) -> None:
    kept = make_organisation("", name_fr="Association")
    merged = make_organisation("AD", name_fr="Autre")
    sign_in(client)
    page = page_of(client, f"{merged.get_absolute_url()}reunir/{kept.public_id}/")
    assert 'name="acronym" value="merged"' in page
    assert "Aucun (l&#x27;autre" in page
    assert 'name="name_en"' not in page


def test_the_page_says_why_two_records_cannot_be_parted(client: Client) -> None:
    kept, merged = make_organisation("AC"), make_organisation("AD")
    actions.merge_organisations(by=SYSTEM, at=AT, merged=merged, kept=kept)
    merged_spelling = kept.spellings.get(text="AD")
    type(merged_spelling).objects.filter(pk=merged_spelling.pk).update(kind="misprint")
    sign_in(client)
    page = page_of(client, f"{merged.get_absolute_url()}separer/")
    assert "ont changé depuis" in page
    assert 'name="reason"' not in page
    assert Merge.objects.get().undone_at is None


def test_a_record_of_another_country_is_not_found(client: Client) -> None:
    here, abroad = make_organisation(), make_organisation(country="TD")
    sign_in(client)
    assert client.get(f"{here.get_absolute_url()}reunir/{abroad.public_id}/").status_code == 404
    assert client.post(f"/acteurs/{abroad.public_id}/distincte/{here.public_id}/").status_code == 404
