"""Pages of the register."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.actors.actions import add_spelling, appoint_focal_point, join_network
from azalai.actors.models import Organisation
from azalai.frames.models import Place
from tests.accounts.factories import AT, START, SYSTEM, make_post, sign_in
from tests.actors.factories import load, make_category, make_network, make_organisation
from tests.actors.samples import SAMPLES

pytestmark = pytest.mark.django_db
KEEPERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.ADMINISTRATOR}
READ = ("organisations", "organisations_csv", "groups", "recognise", "organisation")
WRITE = (
    "organisation_new",
    "organisation_edit",
    "spelling_new",
    "spelling_end",
    "network_join",
    "network_leave",
    "focal_point_new",
    "focal_point_end",
)
LIST = "/acteurs/"


def text_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def address(name: str) -> str:
    return reverse(f"actors:{name}", kwargs=SAMPLES.get(f"actors:{name}", dict)())


def rows_of(page: str) -> list[str]:
    body = page.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page else ""
    return [re.sub(r"<[^>]+>", "", head).strip() for head in re.findall(r'<th scope="row">(.*?)</th>', body)]


@pytest.mark.parametrize("role", [*Role.values, None])
def test_everyone_reads_and_keepers_write(client: Client, role: str | None) -> None:
    sign_in(client, role)
    answers = {
        name: client.get(address(name)).status_code for name in (*READ, *WRITE) if name != "network_leave"
    }
    expected = 200 if role in KEEPERS else 403
    assert answers == {name: 200 if name in READ else expected for name in answers}


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert {client.get(address(name)).status_code for name in ("organisations", "organisation_new")} == {302}


@pytest.mark.parametrize("name", ["organisation", "organisation_edit", "spelling_new"])
def test_what_does_not_exist_is_not_found(client: Client, name: str) -> None:
    sign_in(client)
    assert client.get(reverse(f"actors:{name}", args=[UUID(int=1)])).status_code == 404


def test_an_organisation_of_another_country_is_not_found(client: Client) -> None:
    sign_in(client)
    abroad = make_organisation("MAE", country="TD")
    assert client.get(abroad.get_absolute_url()).status_code == 404
    assert "MAE" not in text_of(client.get(LIST))


def test_a_tie_of_another_organisation_is_not_found(client: Client) -> None:
    sign_in(client)
    kwargs = SAMPLES["actors:spelling_end"]() | {"public_id": make_organisation().public_id}
    assert client.get(reverse("actors:spelling_end", kwargs=kwargs)).status_code == 404


# ---- the list


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_costs_the_same_whatever_its_length(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    network = make_network()
    for _ in range(count):
        join_network(by=SYSTEM, at=AT, organisation=make_organisation(parent=network), network=network)
    sign_in(client)
    with django_assert_num_queries(9):
        client.get(LIST)


def test_the_filters_narrow_the_list_and_stay_in_its_addresses(client: Client) -> None:
    load("NE")
    sign_in(client)
    region = Place.objects.get(pcode="NE007")
    assert "OXFAM" not in rows_of(text_of(client.get(f"{LIST}?region={region.pk}")))
    assert "GTM" in rows_of(text_of(client.get(f"{LIST}?q=groupe+technique&nature=body")))
    assert rows_of(text_of(client.get(f"{LIST}?q=SPCCM"))) == ["SP/CCM"]
    network = Organisation.objects.get(code="remiddh")
    assert rows_of(text_of(client.get(f"{LIST}?reseau={network.pk}"))) == ["JMED"]
    page = text_of(client.get(f"{LIST}?categorie=policy-sectors&q=direction"))
    assert 'href="/acteurs/telecharger/?categorie=policy-sectors&amp;q=direction"' in page
    assert '<option value="policy-sectors" selected>' in page


def test_a_department_counts_for_its_region(client: Client) -> None:
    load("NE")
    department = Place.objects.get(pcode="NE005003")
    make_organisation("KONNI", place=department, category=Organisation.objects.first().category)
    sign_in(client)
    assert "KONNI" in rows_of(text_of(client.get(f"{LIST}?region={department.parent_id}")))


def test_a_wrong_filter_does_not_hide_the_rest(client: Client) -> None:
    make_organisation("DST")
    make_organisation("OIM")
    sign_in(client)
    assert rows_of(text_of(client.get(f"{LIST}?q=dst&region=zzz&nature=7"))) == ["DST"]


def test_fifty_organisations_stand_on_a_page(client: Client) -> None:
    load("NE")
    sign_in(client)
    first, second = (rows_of(text_of(client.get(f"{LIST}?page={number}"))) for number in (1, 2))
    assert len(first) == 50
    assert len(first + second) == Organisation.objects.count()


def test_empty_pages_say_how_to_begin(client: Client) -> None:
    sign_in(client)
    assert "Le registre est vide" in text_of(client.get(LIST))
    assert "Aucun organisme ne répond" in text_of(client.get(f"{LIST}?q=zzz"))


def test_the_filtered_list_is_downloaded_and_no_cell_is_a_formula(client: Client) -> None:
    make_organisation("DST", name_fr="=1+1", note="@x")
    make_organisation("OIM")
    sign_in(client)
    response = client.get("/acteurs/telecharger/?q=dst")
    head, row = text_of(response).splitlines()
    assert head.startswith("\ufeffCode;Sigle;Nom;")
    assert row.startswith("dst;DST;'=1+1;")
    assert row.endswith(";'@x")
    assert re.search(r'filename="acteurs-NE-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"])


# ---- one organisation


def full_organisation() -> Organisation:
    parent, network = make_organisation("MI"), make_network()
    organisation = make_organisation("DST", name_fr="Direction <b>", parent=parent)
    make_organisation("DST2", name_fr="Antenne", parent=organisation)
    post = make_post(Role.FOCAL_POINT, "Point focal d'essai")
    add_spelling(
        by=SYSTEM, at=AT, organisation=organisation, text="DSTN", valid_to="2015", source="Compte rendu"
    )
    join_network(by=SYSTEM, at=AT, organisation=organisation, network=network, valid_from="2020")
    appoint_focal_point(by=SYSTEM, at=AT, organisation=organisation, post=post, starts_on=START)
    return organisation


def test_a_page_shows_names_ties_and_history(client: Client, django_assert_num_queries: Any) -> None:
    organisation = full_organisation()
    sign_in(client, Role.DOCUMENTATION)
    with django_assert_num_queries(18):
        page = text_of(client.get(organisation.get_absolute_url()))
    for expected in ("Direction &lt;b&gt; (DST)", "MI", "Antenne", "DSTN", "Compte rendu", "RESO"):
        assert expected in page
    assert "Point focal d&#x27;essai" in page
    assert "Graphie ajoutée" in page
    assert "Point focal désigné" in page


def test_a_reader_sees_neither_history_nor_buttons(client: Client) -> None:
    organisation = full_organisation()
    sign_in(client, Role.PARTNER)
    page = text_of(client.get(organisation.get_absolute_url()))
    assert "Historique" not in page
    assert "modifier/" not in page
    assert "/fin/" not in page


def test_a_network_lists_its_members(client: Client) -> None:
    organisation = full_organisation()
    sign_in(client)
    network = organisation.memberships.get().network
    assert "Direction &lt;b&gt; (DST)" in text_of(client.get(network.get_absolute_url()))


def test_a_merged_organisation_leads_to_the_other_and_is_not_changed(client: Client) -> None:
    one, other = make_organisation("ONE"), make_organisation("OTHER")
    Organisation.objects.filter(pk=one.pk).update(merged_into=other)
    sign_in(client)
    assert other.get_absolute_url() in text_of(client.get(one.get_absolute_url()))
    assert client.get(f"{one.get_absolute_url()}modifier/").status_code == 404
    assert "ONE" not in rows_of(text_of(client.get(LIST)))


# ---- forms


def test_an_organisation_is_inscribed_and_changed_through_the_pages(client: Client) -> None:
    make_organisation("OIM")
    sign_in(client, Role.ME_OFFICER)
    values = {"acronym": "dst", "name_fr": "", "category": make_category().pk, "kind": "organisation"}
    done = client.post("/acteurs/nouveau/", values)
    made = Organisation.objects.get(acronym="dst")
    assert done.headers["Location"] == made.get_absolute_url()
    edit = f"{made.get_absolute_url()}modifier/"
    page = text_of(client.post(edit, values | {"acronym": "oim"}))
    assert "« oim » désigne déjà « OIM »" in page
    client.post(edit, values | {"acronym": "DST", "name_fr": "Direction", "changed_on": "2020"})
    made.refresh_from_db()
    assert (made.acronym, made.name_fr) == ("DST", "Direction")


def test_every_tie_is_made_and_ended_through_the_pages(client: Client) -> None:
    organisation, network, post = make_organisation(), make_network(), make_post()
    sign_in(client, Role.PERMANENT_SECRETARY)
    here = organisation.get_absolute_url()
    ending = {"valid_to": "2022", "reason": "Motif"}
    assert client.post(f"{here}graphies/nouvelle/", {"text": "AUTRE", "kind": "misprint"}).status_code == 302
    spelling = organisation.spellings.get(text="AUTRE")
    client.post(f"{here}graphies/{spelling.pk}/fin/", ending)
    client.post(f"{here}reseaux/ajouter/", {"network": network.pk})
    client.post(f"{here}reseaux/{organisation.memberships.get().pk}/fin/", ending)
    client.post(f"{here}points-focaux/nouveau/", {"post": post.pk, "starts_on": "2022-01-01"})
    point = organisation.focal_points.get()
    client.post(f"{here}points-focaux/{point.pk}/fin/", {"ends_on": "2022-12-31", "reason": "Motif"})
    spelling.refresh_from_db()
    point.refresh_from_db()
    assert (spelling.kind, spelling.valid_to) == ("misprint", "2022")
    assert organisation.memberships.get().valid_to == "2022"
    assert str(point.ends_on) == "2022-12-31"


@pytest.mark.parametrize(
    "path", ["modifier/", "graphies/nouvelle/", "reseaux/ajouter/", "points-focaux/nouveau/"]
)
def test_a_form_sent_empty_says_what_is_missing(client: Client, path: str) -> None:
    organisation = make_organisation()
    sign_in(client)
    assert "error-summary" in text_of(client.post(organisation.get_absolute_url() + path, {"text": ""}))


def test_a_text_is_read_on_the_page_and_a_stranger_can_be_inscribed(client: Client) -> None:
    load("NE")
    sign_in(client)
    page = text_of(client.post("/acteurs/reconnaitre/", {"texte": "DST, ANTLP, OSC, Office des étoiles"}))
    assert "probable, à confirmer" in page
    assert "désignation collective" in page
    assert "/acteurs/nouveau/?nom=Office%20des%20%C3%A9toiles" in page
    assert "Aucun nom" in text_of(client.post("/acteurs/reconnaitre/", {"texte": "et, les"}))
    assert 'value="Office' in text_of(client.get("/acteurs/nouveau/?nom=Office"))
