"""Pages of the room."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from azalai.accounts.enums import Role
from azalai.interventions import actions
from azalai.interventions.content import Content, Quantity
from azalai.interventions.models import Intervention, PlanLink
from azalai.plans.models import Node
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.actors.factories import make_organisation
from tests.interventions.factories import (
    full_content,
    load,
    make_bare_intervention,
    make_draft,
    make_intervention,
    objective,
    place,
    sign_in_for,
)
from tests.plans.factories import make_version

pytestmark = pytest.mark.django_db
LIST = "/interventions/"
KEEPERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.ADMINISTRATOR}
LINES = {
    f"{prefix}-{name}": value
    for prefix in ("cibles", "budget", "documents")
    for name, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def url(name: str, public_id: UUID, **more: Any) -> str:
    return reverse(f"interventions:{name}", kwargs={"public_id": public_id, **more})


@pytest.mark.parametrize("role", Role.values)
def test_every_post_reads_and_keepers_write(client: Client, role: str) -> None:
    made = make_bare_intervention()
    sign_in(client, role)
    assert made.title in page_of(client, LIST)
    assert made.title in page_of(client, made.get_absolute_url())
    expected = 200 if role in KEEPERS else 403
    for address in (url("edit", made.public_id), "/interventions/nouvelle/", "/interventions/classeur/"):
        assert client.get(address).status_code == expected, address


def test_a_person_without_post_is_refused(client: Client) -> None:
    sign_in(client, None)
    assert client.get(LIST).status_code == 403


def test_someone_elses_draft_does_not_exist(client: Client) -> None:
    draft = make_draft(Content(lead=make_organisation().pk, title_fr="Secret"))
    sign_in_for(client, make_organisation())
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(url("edit", draft.public_id)).status_code == 404
    assert "Secret" not in page_of(client, LIST)


def test_the_list_is_filtered_by_its_address(client: Client) -> None:
    load()
    lead = make_organisation("CARAV")
    wanted = make_intervention(full_content(lead=lead.pk, nature="campaign"))
    other = make_intervention(objectives=(objective("3").pk,), planned_start="2019", planned_end="2020")
    sign_in(client, Role.AUDITOR)
    for query in (
        f"q={wanted.identifier}",
        f"organisme={lead.pk}",
        f"objectif={objective().pk}",
        "nature=campaign",
        "de=2024",
    ):
        page = page_of(client, f"{LIST}?{query}")
        assert wanted.title_fr in page, query
        assert other.title_fr not in page, query
    assert other.title_fr in page_of(client, f"{LIST}?a=2019")
    assert wanted.title_fr in page_of(client, f"{LIST}?lieu={place('Agadez').pk}")
    assert "Aucune intervention ne répond" in page_of(client, f"{LIST}?lieu={place('Diffa').pk}")
    assert wanted.title_fr in page_of(client, f"{LIST}?objectif=pas-un-nombre")


def test_the_list_adds_up_what_interventions_count(client: Client) -> None:
    load()
    for sessions in (8, 5):
        counts = (Quantity("sessions", sessions), Quantity("participants", 1000))
        make_intervention(full_content(nature="training", counts=counts))
    make_intervention(full_content(nature="equipment", counts=(Quantity("items", 40),)))
    make_intervention(full_content(nature="other"))
    sign_in(client, Role.AUDITOR)
    natures = client.get(LIST).context["natures"]
    assert [(n.nature, n.interventions, n.sessions, n.participants, n.items) for n in natures] == [
        ("Formation", 2, 13, 2000, None),
        ("Équipement", 1, None, None, 40),
        ("Autre", 1, None, None, None),
    ]
    page = page_of(client, f"{LIST}?nature=training")
    assert "Sessions ou séances : 8" in page
    assert "Équipement</th>" not in page
    found = json.loads(client.get("/interventions/telecharger/geojson/?nature=equipment").content)
    assert found["features"][0]["properties"]["counts"] == {"items": 40}
    word = client.get("/interventions/telecharger/docx/?nature=equipment").content
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert "Équipements ou supports remis : 40" in package.read("word/document.xml").decode()


def test_queries_of_the_list_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load()
    sign_in(client, Role.AUDITOR)
    page_of(client, LIST)
    for more in (3, 57):
        for _ in range(more):
            make_intervention()
        with django_assert_num_queries(17):
            page_of(client, LIST)


def test_queries_of_one_s_own_list_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load()
    sign_in(client, Role.ME_OFFICER)
    page_of(client, "/interventions/miennes/")
    for more in (3, 57):
        for _ in range(more):
            make_draft()
        with django_assert_num_queries(10):
            page_of(client, "/interventions/miennes/")


def test_queries_of_a_page_do_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    load()
    sign_in(client, Role.AUDITOR)
    made = make_intervention()
    with django_assert_max_num_queries(29):
        page_of(client, made.get_absolute_url())


def test_a_partner_saves_a_draft_and_is_told_what_publication_lacks(client: Client) -> None:
    load()
    own = make_organisation("CARAV")
    sign_in_for(client, own)
    first = client.post("/interventions/nouvelle/", LINES | {"title_fr": "Former", "faire": "enregistrer"})
    draft = Intervention.objects.get()
    assert (first.status_code, first["Location"]) == (302, url("edit", draft.public_id))
    typed = LINES | {"title_fr": "Former les relais", "lead": own.pk, "faire": "publier"}
    early = client.post(url("edit", draft.public_id), typed)
    assert early.status_code == 422
    assert "Pour publier, il manque" in early.content.decode()
    draft.refresh_from_db()
    assert (draft.title_fr, draft.is_draft) == ("Former les relais", True)


def whole_form(lead: int) -> dict[str, Any]:
    return LINES | {
        "title_fr": "Former les relais",
        "lead": lead,
        "faire": "publier",
        "description_fr": "Deux sessions par région.",
        "nature": "training",
        "objectives": [objective("3").pk],
        "places": [place("Agadez").pk, place("Diffa").pk],
        "planned_start": "2025-02",
        "funding": "OIM\nBailleur jamais vu",
        "sessions": "8",
        "cibles-TOTAL_FORMS": "1",
        "cibles-0-group": "youth",
        "cibles-0-women": "1 200",
        "budget-TOTAL_FORMS": "1",
        "budget-0-amount": "45 000 000",
        "budget-0-currency": "XOF",
        "budget-0-kind": "planned",
        "budget-0-source": "OIM",
    }


def test_dates_are_taken_as_people_write_them(client: Client) -> None:
    load()
    sign_in(client, Role.ME_OFFICER)
    dates = {"planned_start": "Septembre 2025", "planned_end": "31/12/2027"}
    assert client.post("/interventions/nouvelle/", LINES | dates).status_code == 302
    made = Intervention.objects.get()
    assert (made.planned_start, made.planned_end) == ("2025-09", "2027-12-31")


def test_a_partner_publishes_without_script(client: Client) -> None:
    load()
    own = make_organisation("CARAV")
    sign_in_for(client, own)
    done = client.post("/interventions/nouvelle/", whole_form(own.pk))
    made = Intervention.objects.get()
    assert (done.status_code, done["Location"]) == (302, made.get_absolute_url())
    assert (made.is_draft, made.identifier) == (False, "NE-00001")
    assert [(b.text, b.organisation_id is not None) for b in made.bodies.all()] == [
        ("OIM", True),
        ("Bailleur jamais vu", False),
    ]
    assert (made.target_groups.get().women, made.target_groups.get().men) == (1200, None)
    assert "45\u202f000\u202f000" in page_of(client, made.get_absolute_url())


def test_what_cannot_be_stored_is_told_beside_its_field(client: Client) -> None:
    load()
    sign_in(client, Role.ME_OFFICER)
    wrong = LINES | {
        "planned_start": "2026",
        "planned_end": "2025",
        "budget-TOTAL_FORMS": "1",
        "budget-0-amount": "beaucoup",
        "cibles-TOTAL_FORMS": "1",
        "cibles-0-women": "12",
    }
    response = client.post("/interventions/nouvelle/", wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Écrivez un nombre" in page
    assert "Dites de quel groupe" in page
    assert not Intervention.objects.exists()
    response = client.post(
        "/interventions/nouvelle/", LINES | {"planned_start": "2026", "planned_end": "2025"}
    )
    assert "La fin précède le début." in response.content.decode()


def test_the_form_shows_again_what_is_stored(client: Client) -> None:
    load()
    made = make_intervention()
    sign_in(client, Role.ME_OFFICER)
    page = page_of(client, url("edit", made.public_id))
    assert "Bailleur d&#x27;essai" in page
    assert f'value="{place("Agadez").pk}" id="id_places_0_0"' in page or "checked" in page
    assert "data-autosave" in page


def test_a_plan_line_shows_who_contributes_and_the_plan_what_nobody_does(client: Client) -> None:
    version = make_version()
    node = Node.objects.get(version=version, code="1.1")
    made = make_bare_intervention()
    sign_in(client, Role.ME_OFFICER)
    before = page_of(client, node.get_absolute_url())
    assert "personne pour l&#x27;instant" in before or "personne pour l'instant" in before
    answer = client.post(
        url("link", made.public_id), {"node": node.pk, "note": "Les deux premières sessions"}
    )
    assert answer.status_code == 302
    page = page_of(client, node.get_absolute_url())
    assert made.title in page
    assert "Les deux premières sessions" in page
    above = page_of(client, node.parent.get_absolute_url())
    assert made.title in above
    missing = page_of(client, reverse("interventions:neglected", args=[version.plan.public_id, 1]))
    assert ": 1 sur 3." in missing
    assert "Ouvrir un guichet" in missing
    assert "Former les relais" not in missing
    assert ": 1 sur 3." in page_of(client, version.get_absolute_url())
    link = PlanLink.objects.get()
    assert client.post(url("unlink", made.public_id, link_id=link.pk)).status_code == 302
    assert made.title not in page_of(client, node.get_absolute_url())


def test_a_line_of_a_long_plan_is_searched_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("azalai.interventions.forms.others.LINES", 1)
    version = make_version()
    node = Node.objects.get(version=version, code="1.1")
    made = make_bare_intervention()
    sign_in(client, Role.ME_OFFICER)
    address = url("link", made.public_id)
    assert "Ce plan est long" in page_of(client, address)
    found = page_of(client, f"{address}?q=relais")
    assert "Former les relais" in found
    assert "Ouvrir un guichet" not in found
    assert "Aucune ligne de ce plan" in page_of(client, f"{address}?q=zzz")
    assert client.post(f"{address}?q=zzz", {"node": node.pk}).status_code == 302


def test_a_link_survives_a_new_version(client: Client) -> None:
    from azalai.plans import actions as plan_actions

    version = make_version()
    node = Node.objects.get(version=version, code="1.1")
    made = make_bare_intervention()
    actions.link_to_plan(by=SYSTEM, at=AT, intervention=made, node=node)
    plan_actions.submit_version(version=version, by=SYSTEM, at=AT)
    plan_actions.adopt_version(version=version, reference="Arrêté", by=SYSTEM, at=AT)
    later = plan_actions.open_version(version=version, by=SYSTEM, at=AT)
    sign_in(client, Role.AUDITOR)
    again = Node.objects.get(version=later, key=node.key)
    assert made.title in page_of(client, again.get_absolute_url())


def test_the_list_leaves_as_excel_word_and_geojson(client: Client) -> None:
    load()
    made = make_intervention()
    sign_in(client, Role.AUDITOR)
    for kind, start in (("xlsx", b"PK"), ("docx", b"PK"), ("geojson", b"{")):
        response = client.get(f"/interventions/telecharger/{kind}/")
        assert (response.status_code, response.content[: len(start)]) == (200, start)
    found = json.loads(client.get("/interventions/telecharger/geojson/").content)
    assert {f["properties"]["pcode"] for f in found["features"]} == {"NE001", "NE005"}
    assert found["features"][0]["properties"]["identifier"] == made.identifier
    assert client.get("/interventions/telecharger/exe/").status_code == 404


def test_a_document_is_only_ever_downloaded(client: Client) -> None:
    made = make_bare_intervention()
    kept = actions.add_document(
        by=SYSTEM, at=AT, intervention=made, title="Note", name="note.pdf", content=b"%PDF-1.7"
    )
    sign_in(client, Role.AUDITOR)
    response = client.get(url("document", made.public_id, document_id=kept.public_id))
    assert response["Content-Disposition"] == 'attachment; filename="note.pdf"'
    assert b"".join(response.streaming_content) == b"%PDF-1.7"


def test_the_home_page_tells_how_many_there_are(client: Client) -> None:
    make_bare_intervention()
    sign_in(client, Role.AUDITOR)
    assert "intervention publiée" in page_of(client, "/")


def test_a_parent_is_named_by_its_identifier(client: Client) -> None:
    load()
    programme = make_intervention(scale="programme")
    sign_in(client, Role.ME_OFFICER)
    typed = LINES | {"title_fr": "Composante", "parent": programme.identifier}
    assert client.post("/interventions/nouvelle/", typed).status_code == 302
    child = Intervention.objects.get(title_fr="Composante")
    assert child.parent == programme
    assert f'value="{programme.identifier}"' in page_of(client, url("edit", child.public_id))
    wrong = client.post("/interventions/nouvelle/", LINES | {"parent": "NE-99999"})
    assert "Aucune intervention publiée" in wrong.content.decode()


def test_publication_pressed_twice_is_one_publication(client: Client) -> None:
    load()
    lead = make_organisation()
    sign_in(client, Role.ME_OFFICER)
    page = page_of(client, "/interventions/nouvelle/")
    key = page.split('name="draft-key" value="')[1].split('"')[0]
    sent = whole_form(lead.pk) | {"draft-key": key, "faire": "publier"}
    answers = [client.post("/interventions/nouvelle/", sent) for _ in range(2)]
    made = Intervention.objects.get()
    assert [answer.headers.get("Location") for answer in answers] == [made.get_absolute_url()] * 2


def test_a_draft_saved_twice_from_one_page_is_nobody_else_s_change(client: Client) -> None:
    load()
    made = make_draft(Content(title_fr="Former"))
    sign_in(client, Role.ME_OFFICER)
    sent = whole_form(make_organisation().pk) | {"seen": made.stamp, "faire": "enregistrer"}
    answers = [client.post(url("edit", made.public_id), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert made.target_groups.count() == made.budgets.count() == 1


def test_two_people_do_not_overwrite_each_other_unseen(client: Client) -> None:
    load()
    made = make_draft(Content(title_fr="Premier"))
    sign_in(client, Role.ME_OFFICER)
    opened = page_of(client, url("edit", made.public_id))
    assert 'name="seen"' in opened
    actions.save_draft(by=SYSTEM, at=AT, intervention=made, content=Content(title_fr="Deuxième"))
    late = client.post(url("edit", made.public_id), LINES | {"title_fr": "Troisième", "seen": ""})
    assert late.status_code == 422
    page = late.content.decode()
    assert "a modifié cette intervention entre-temps" in page
    assert 'value="Troisième"' in page
    stamp = Intervention.objects.get(pk=made.pk).stamp
    assert stamp in page
    again = client.post(url("edit", made.public_id), LINES | {"title_fr": "Troisième", "seen": stamp})
    assert again.status_code == 302
    assert Intervention.objects.get(pk=made.pk).title_fr == "Troisième"
