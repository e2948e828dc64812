"""Names to confirm: from the documents of the rooms above to the register, and back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.actors import actions, queries
from azalai.actors.actions import spellings
from azalai.actors.models import Group, Organisation, SetAside, Spelling
from azalai.actors.references import references
from azalai.core.models import AuditEntry
from azalai.interventions.content import Body
from azalai.interventions.models import Intervention
from azalai.plans.models import NodeBody, PlanVersion
from tests.accounts.factories import AT, SYSTEM, author_with, sign_in
from tests.actors.factories import load, make_category, make_organisation
from tests.interventions.factories import full_content, make_draft, make_intervention
from tests.plans.factories import make_version

pytestmark = pytest.mark.django_db
MIGRATIONS = "Organisation internationale des migratoins"


@pytest.fixture
def version() -> PlanVersion:
    load("NE")
    found = make_version()
    NodeBody.objects.all().delete()
    return found


def cite(version: PlanVersion, *texts: str, **more: Any) -> None:
    node = version.nodes.first()
    NodeBody.objects.bulk_create(
        [NodeBody(node=node, role="responsible", text=text, **more) for text in texts]
    )


def declare(*texts: str, **more: Any) -> Intervention:
    bodies = tuple(Body("implementing", text) for text in texts)
    return make_intervention(full_content(bodies=bodies, budgets=(), **more))


def oim() -> Organisation:
    return Organisation.objects.get(code="oim")


def confirm(text: str, organisation: Organisation, **more: Any) -> dict[str, list[int]]:
    return actions.confirm_name(by=SYSTEM, at=AT, organisation=organisation, text=text, **more)


# ---- the queue


def test_names_of_plans_and_interventions_stand_in_one_queue_most_frequent_first(
    version: PlanVersion,
) -> None:
    cite(version, "Office des étoiles", "OFFICE DES ETOILES", "Autre bureau")
    declare("Office des Étoiles", lead=None, lead_text="Autre bureau")
    found = queries.pending_names("NE")
    assert [(name.key, name.count) for name in found] == [("officedesetoiles", 3), ("autrebureau", 2)]
    assert dict(found[0].where) == {"Mentions dans les plans": 2, "Participations à des interventions": 1}
    assert dict(found[1].where) == {"Mentions dans les plans": 1, "Interventions conduites": 1}


def test_groups_names_set_aside_and_drafts_are_not_asked_about(version: PlanVersion) -> None:
    cite(version, "Nom sans suite")
    cite(version, "Un groupe", is_group=True)
    declare("OSC")
    make_draft(full_content(bodies=(Body("implementing", "Nom d'un brouillon"),), budgets=()))
    assert [name.text for name in queries.pending_names("NE")] == ["Nom sans suite"]
    actions.set_aside_name(by=SYSTEM, at=AT, country="NE", text="nom sans SUITE", verdict="nothing")
    assert queries.pending_names("NE") == []


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("OIM", True),
        ("IOM", True),
        ("oim", True),
        ("Organisation internationale pour les migrations", True),
        ("ORGANISATION INTERNATIONALE POUR LES MIGRATIONS", True),
        ("International Organization for Migration", True),
        ("International Organisation for Migrations", False),
        ("Organisation internationale des migrations", False),
        (MIGRATIONS, False),
        ("OIM - mission au pays", False),
    ],
)
def test_one_organisation_is_found_behind_its_many_spellings(
    version: PlanVersion, text: str, sure: bool
) -> None:
    cite(version, text)
    name = queries.with_guesses(queries.pending_names("NE"), "NE")[0]
    assert name.best is not None
    assert name.best.organisation == oim()
    assert (name.best.words == "certain") == sure
    assert name.best.confidence == 1 if sure else 0.55 <= name.best.confidence < 1


# ---- decisions


def test_a_confirmed_name_is_a_spelling_and_its_rows_point_there(version: PlanVersion) -> None:
    cite(version, MIGRATIONS, "OIT")
    intervention = declare(MIGRATIONS, lead=None, lead_text=MIGRATIONS)
    done = confirm(MIGRATIONS, oim())
    intervention.refresh_from_db()
    assert intervention.lead == oim()
    assert intervention.lead_text == ""
    assert "oim" in intervention.search_text
    assert intervention.bodies.get().organisation == oim()
    assert intervention.bodies.get().text == MIGRATIONS
    assert NodeBody.objects.get(text=MIGRATIONS).organisation == oim()
    assert NodeBody.objects.get(text="OIT").organisation is None
    assert sum(len(keys) for keys in done.values()) == 3
    assert queries.Recogniser.for_country("NE").organisation_id(MIGRATIONS) == oim().pk
    entry = AuditEntry.objects.get(action="organisation.name-confirmed")
    assert entry.after["spelling"] == MIGRATIONS
    assert f"interventions.intervention.lead : {intervention.pk}" in entry.after["references"]
    assert [name.text for name in queries.pending_names("NE")] == ["OIT"]


def test_a_known_spelling_is_confirmed_without_a_second_row(version: PlanVersion) -> None:
    cite(version, "IOM")
    before = Spelling.objects.count()
    confirm("IOM", oim())
    assert Spelling.objects.count() == before
    assert NodeBody.objects.get().organisation == oim()


def test_a_name_of_another_or_of_several_is_refused(version: PlanVersion) -> None:
    cite(version, "HCR", "OIM, HCR")
    with pytest.raises(ValidationError, match="désigne déjà"):
        confirm("HCR", oim())
    with pytest.raises(ValidationError, match="plusieurs organismes"):
        confirm("OIM, HCR", oim())
    assert not NodeBody.objects.filter(organisation__isnull=False).exists()


def test_a_merged_record_takes_no_name(version: PlanVersion) -> None:
    merged = make_organisation("DBL")
    actions.merge_organisations(by=SYSTEM, at=AT, merged=merged, kept=oim())
    merged.refresh_from_db()
    with pytest.raises(ValidationError, match="réunie"):
        confirm("Un nom", merged)


def test_a_name_of_a_group_becomes_its_spelling(version: PlanVersion) -> None:
    cite(version, "Les ONG du coin")
    group = Group.objects.filter(country="NE").first()
    actions.set_aside_name(
        by=SYSTEM, at=AT, country="NE", text="Les ONG du coin", verdict="group", group=group
    )
    assert NodeBody.objects.get().is_group
    assert Spelling.objects.get(text="Les ONG du coin").group == group
    assert queries.pending_names("NE") == []
    with pytest.raises(ValidationError, match="reste reconnu"):
        actions.take_name_back(by=SYSTEM, at=AT, name=SetAside.objects.get())


def test_a_group_must_be_chosen_and_the_name_must_be_free(version: PlanVersion) -> None:
    group = Group.objects.filter(country="NE").first()
    for text, chosen in (("Un groupe", None), ("OIM", group), ("—", group)):
        with pytest.raises(ValidationError):
            actions.set_aside_name(by=SYSTEM, at=AT, country="NE", text=text, verdict="group", group=chosen)
    assert not SetAside.objects.exists()


def test_a_name_set_aside_can_be_taken_back_and_is_asked_about_again(version: PlanVersion) -> None:
    cite(version, "Nom sans suite")
    made = actions.set_aside_name(
        by=SYSTEM, at=AT, country="NE", text="Nom sans suite", verdict="nothing", reason="Un lieu"
    )
    with pytest.raises(ValidationError, match="déjà écarté"):
        actions.set_aside_name(by=SYSTEM, at=AT, country="NE", text="Nom sans suite", verdict="nothing")
    actions.take_name_back(by=SYSTEM, at=AT, name=made)
    assert [name.text for name in queries.pending_names("NE")] == ["Nom sans suite"]
    actions_written = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"name.set-aside", "name.taken-back"} <= actions_written


def test_only_keepers_decide(version: PlanVersion) -> None:
    partner = author_with(Role.PARTNER)
    with pytest.raises(PermissionDenied):
        actions.confirm_name(by=partner, at=AT, organisation=oim(), text="x")
    with pytest.raises(PermissionDenied):
        actions.set_aside_name(by=partner, at=AT, country="NE", text="x", verdict="nothing")


# ---- two people at once


@pytest.fixture
def raced(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check saw nothing: the other person stored the spelling just after it."""
    monkeypatch.setattr(spellings, "known_spelling", lambda country, key: None)


def test_a_spelling_that_someone_was_quicker_to_add_is_a_form_error(raced: None) -> None:
    one, other = make_organisation("UN"), make_organisation("DEUX")
    actions.add_spelling(by=SYSTEM, at=AT, organisation=one, text="Même nom")
    with pytest.raises(ValidationError) as caught:
        actions.add_spelling(by=SYSTEM, at=AT, organisation=other, text="même nom")
    assert "vient d'ajouter" in str(caught.value.error_dict["text"])
    assert Spelling.objects.get(key="memenom").organisation == one


def test_the_page_says_so_and_keeps_what_was_typed(client: Client, raced: None) -> None:
    one, other = make_organisation("UN"), make_organisation("DEUX")
    actions.add_spelling(by=SYSTEM, at=AT, organisation=one, text="Même nom")
    sign_in(client, Role.ME_OFFICER)
    values = {"text": "Même nom", "kind": "variant"}
    answer = client.post(f"{other.get_absolute_url()}graphies/nouvelle/", values)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "vient d&#x27;ajouter" in page
    assert 'value="Même nom"' in page
    answer = client.post(
        "/acteurs/nouveau/", {"name_fr": "Même nom", "category": make_category().pk, "kind": "organisation"}
    )
    assert "vient d&#x27;ajouter" in answer.content.decode()
    assert Organisation.objects.count() == 2


# ---- the pages


def test_the_queue_shows_the_best_guess_and_one_click_confirms(client: Client, version: PlanVersion) -> None:
    cite(version, MIGRATIONS, "Office des étoiles")
    sign_in(client, Role.DOCUMENTATION)
    page = client.get("/acteurs/noms/?q=migra").content.decode()
    assert "Organisation internationale pour les migrations (OIM)" in page
    assert "très probable" in page
    assert "Office" not in page
    address = reverse("actors:name", args=["organisationinternationaledesmigratoins"])
    assert f'action="{address}?q=migra"' in page
    done = client.post(f"{address}?q=migra", {"organisation": oim().pk, "kind": "variant"}, follow=True)
    assert done.redirect_chain == [("/acteurs/noms/?q=migra", 302)]
    assert "1 ligne reprise" in done.content.decode()
    assert NodeBody.objects.get(text=MIGRATIONS).organisation == oim()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [3, 60])
def test_the_queue_costs_the_same_whatever_its_length(
    client: Client, version: PlanVersion, count: int, django_assert_num_queries: Any
) -> None:
    cite(version, *(f"Organisation internationale des migrations {n}" for n in range(count)))
    sign_in(client, Role.ME_OFFICER)
    expected = 8 + len([one for one in references() if one.text])
    with django_assert_num_queries(expected):
        client.get("/acteurs/noms/")


def test_a_name_page_says_where_it_stands(client: Client, version: PlanVersion) -> None:
    cite(version, "Office des étoiles", "OFFICE DES ETOILES")
    intervention = declare("Office des étoiles")
    sign_in(client, Role.ME_OFFICER)
    page = client.get("/acteurs/noms/lu/officedesetoiles/").content.decode()
    assert "Mentions dans les plans (2)" in page
    assert intervention.get_absolute_url() in page
    assert version.nodes.first().get_absolute_url() in page
    assert "OFFICE DES ETOILES" in page
    assert "Rien de proche" in page


def test_an_organisation_is_inscribed_from_its_name(client: Client, version: PlanVersion) -> None:
    cite(version, "Office des étoiles")
    sign_in(client, Role.ME_OFFICER)
    address = "/acteurs/noms/lu/officedesetoiles/inscrire/"
    assert 'value="Office des étoiles"' in client.get(address).content.decode()
    category = Organisation.objects.first().category.pk
    values = {"name_fr": "Office national des étoiles", "category": category, "kind": "organisation"}
    client.post(address, values)
    made = Organisation.objects.get(name_fr="Office national des étoiles")
    assert NodeBody.objects.get().organisation == made
    assert made.spellings.filter(text="Office des étoiles").exists()


def test_an_acronym_goes_to_its_own_field(client: Client, version: PlanVersion) -> None:
    cite(version, "ZZTOP")
    sign_in(client, Role.ME_OFFICER)
    page = client.get("/acteurs/noms/lu/zztop/inscrire/").content.decode()
    assert 'name="acronym" value="ZZTOP"' in page


def test_a_name_is_set_aside_and_taken_back_on_the_pages(client: Client, version: PlanVersion) -> None:
    cite(version, "Office des étoiles")
    sign_in(client, Role.ME_OFFICER)
    client.post("/acteurs/noms/lu/officedesetoiles/ecarter/", {"verdict": "nothing", "reason": "Un lieu"})
    assert "Tous les noms sont reconnus" in client.get("/acteurs/noms/").content.decode()
    page = client.get("/acteurs/noms/ecartes/").content.decode()
    assert "Un lieu" in page
    client.post(reverse("actors:name_back", args=[SetAside.objects.get().pk]))
    assert "Office des étoiles" in client.get("/acteurs/noms/").content.decode()


def test_empty_pages_say_what_will_stand_here(client: Client) -> None:
    make_organisation()
    sign_in(client)
    assert "Tous les noms sont reconnus" in client.get("/acteurs/noms/").content.decode()
    assert "Aucun nom écarté" in client.get("/acteurs/noms/ecartes/").content.decode()
    assert "ne contient ces lettres" in client.get("/acteurs/noms/?q=zz").content.decode()


@pytest.mark.parametrize("role", [Role.PARTNER, Role.FOCAL_POINT, Role.COMMUNICATION, Role.AUDITOR])
def test_others_see_neither_the_queue_nor_the_doubles(client: Client, role: str) -> None:
    organisation = make_organisation()
    sign_in(client, role)
    for address in ("/acteurs/noms/", "/acteurs/noms/ecartes/", "/acteurs/doubles/"):
        assert client.get(address).status_code == 403
    page = client.get(organisation.get_absolute_url()).content.decode()
    assert "reunir/" not in page
    assert "/acteurs/noms/" not in client.get("/acteurs/").content.decode()
