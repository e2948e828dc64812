"""Pages of reference data."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.core.context import Site, current_site
from azalai.core.downloads import harmless
from azalai.frames import site
from azalai.frames.models import FrameworkItem
from tests.accounts.factories import sign_in
from tests.frames.factories import load, make_framework

pytestmark = pytest.mark.django_db
ITEM = {"code": "gcm", "version": "2018", "item_code": "5"}
PAGES = {
    "frames:frameworks": {},
    "frames:framework": {"code": "gcm", "version": "2018"},
    "frames:item": ITEM,
    "frames:places": {},
    "frames:places_csv": {},
    "frames:country": {},
}


def text_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


@pytest.mark.parametrize("role", [*Role.values, None])
def test_everyone_who_has_signed_in_reads_reference_data(client: Client, role: str | None) -> None:
    load("NE")
    sign_in(client, role)
    assert {client.get(reverse(name, kwargs=kwargs)).status_code for name, kwargs in PAGES.items()} == {200}


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    answers = [client.get(reverse(name, kwargs=kwargs)).status_code for name, kwargs in PAGES.items()]
    assert set(answers) == {302}


@pytest.mark.parametrize("name", ["frames:frameworks", "frames:places", "frames:country"])
def test_an_empty_house_says_how_to_begin(client: Client, name: str) -> None:
    sign_in(client)
    assert "azalai setup" in text_of(client.get(reverse(name)))


@pytest.mark.parametrize(
    "path", ["cadres/none/", "cadres/gcm/1999/", "cadres/gcm/2018/99/", "cadres/gcm/2018/99/corriger/"]
)
def test_what_does_not_exist_is_not_found(client: Client, path: str) -> None:
    load("NE")
    sign_in(client)
    assert client.get(f"/reference/{path}").status_code == 404


@pytest.mark.parametrize(
    ("name", "kwargs", "queries"),
    [
        ("frames:frameworks", {}, 4),
        ("frames:framework", {"code": "gcm", "version": "2018"}, 8),
        ("frames:framework", {"code": "sdg", "version": "2015"}, 8),
        ("frames:item", ITEM, 7),
        ("frames:places", {}, 6),
        ("frames:country", {}, 5),
    ],
)
def test_the_queries_of_each_page_are_counted(
    client: Client, name: str, kwargs: dict[str, str], queries: int, django_assert_num_queries: Any
) -> None:
    load("NE")
    sign_in(client)
    with django_assert_num_queries(queries):
        client.get(reverse(name, kwargs=kwargs))


def test_a_framework_shows_its_links_and_what_is_to_be_confirmed(client: Client) -> None:
    load("NE")
    sign_in(client)
    page = text_of(client.get(reverse("frames:framework", kwargs={"code": "gcm", "version": "2018"})))
    assert "ODD 17.18" in page
    assert "à confirmer : intitulé, correspondances" in page


def test_a_framework_without_a_version_leads_to_the_one_in_force(client: Client) -> None:
    make_framework(version="1", valid_from="2018", valid_to="2019")
    make_framework(version="2", valid_from="2020")
    sign_in(client)
    assert client.get("/reference/cadres/essai/").headers["Location"] == "/reference/cadres/essai/2/"


def test_mappings_show_on_both_items(client: Client) -> None:
    load("NE")
    sign_in(client)
    there = text_of(client.get("/reference/cadres/gcm/2018/1/"))
    back = text_of(client.get("/reference/cadres/sdg/2015/17.18/"))
    assert "/reference/cadres/sdg/2015/17.18/" in there
    assert "/reference/cadres/gcm/2018/1/" in back


def test_a_search_without_accents_shows_the_place_under_its_region(client: Client) -> None:
    load("NE")
    sign_in(client)
    page = text_of(client.get("/reference/lieux/?q=birnin+konni"))
    assert "NE005003" in page
    assert "Tahoua" in page
    assert "NE005001" not in page
    assert "Aucun lieu ne porte ce nom" in text_of(client.get("/reference/lieux/?q=zzzz"))


def test_the_places_of_the_page_are_downloaded(client: Client) -> None:
    load("NE")
    sign_in(client)
    lines = text_of(client.get("/reference/lieux/telecharger/?q=NE005003")).splitlines()
    assert lines[0].startswith("\ufeffCode;Nom;Niveau;")
    assert lines[2].startswith("NE005003;")
    assert ";département;NE005;Tahoua;" in lines[2]
    assert len(lines) == 3


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_spreadsheet_takes_no_cell_for_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert (harmless("a=b"), harmless(None), harmless(3)) == ("a=b", "", "3")


@pytest.mark.parametrize("role", [*Role.values, None])
def test_only_documentation_and_administrators_correct(client: Client, role: str | None) -> None:
    load("NE")
    sign_in(client, role)
    allowed = role in {Role.ADMINISTRATOR, Role.DOCUMENTATION}
    assert client.get(reverse("frames:item_correct", kwargs=ITEM)).status_code == (200 if allowed else 403)


def test_a_title_is_corrected_through_the_page(client: Client) -> None:
    load("NE")
    sign_in(client, Role.DOCUMENTATION)
    address = reverse("frames:item_correct", kwargs=ITEM)
    refused = client.post(address, {"title_fr": "Titre officiel", "source": ""})
    assert "error-summary" in text_of(refused)
    done = client.post(address, {"title_fr": "Titre officiel", "source": "Résolution 73/195"}, follow=True)
    assert "Résolution 73/195" in text_of(done)
    assert FrameworkItem.objects.get(framework__code="gcm", code="5").title_fr == "Titre officiel"


def test_the_country_s_laws_are_dated_with_their_state(client: Client) -> None:
    load("NE")
    sign_in(client)
    page = text_of(client.get(reverse("frames:country")))
    assert "Abrogé" in page
    assert "16 décembre 2022" in page
    assert "FCFA" in page
    assert "HAPDP" in page


def test_the_site_is_named_without_a_query(settings: Any, django_assert_num_queries: Any) -> None:
    settings.COUNTRY = "TD"
    with django_assert_num_queries(0):
        found = current_site()
    assert isinstance(found, Site)
    assert (found.country, found.currency, found.currency_label) == ("Tchad", "XAF", "FCFA")


def test_an_unknown_country_is_told_at_the_start(settings: Any) -> None:
    assert site.check_country() == []
    settings.COUNTRY = "ZZ"
    assert [error.id for error in site.check_country()] == ["frames.E001"]
