"""The pages of the room, without scripts."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from azalai.accounts.enums import Role
from azalai.core.clock import now, today
from azalai.core.models import AuditEntry
from azalai.followup import actions
from azalai.followup.models import ActionPoint
from tests.accounts.acting import BY, last
from tests.accounts.factories import SYSTEM, sign_in
from tests.actors.factories import make_organisation
from tests.concertation.factories import convened, held, make_body, make_meeting
from tests.followup.factories import again, in_state, make_point
from tests.interventions.factories import focal_person, sign_in_for
from tests.plans.factories import make_version

pytestmark = pytest.mark.django_db
YESTERDAY = today() - timedelta(days=1)


def page_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return html.unescape(response.content.decode())


def url(name: str, one: Any = None) -> str:
    return reverse(f"followup:{name}", args=[one.public_id] if one else [])


def listed(client: Client, query: str = "") -> set[int]:
    """Keys of the points that the register shows."""
    response = client.get(f"{url('register')}?{query}")
    assert response.status_code == 200
    return {one.pk for one in response.context["page"]}


def test_the_register_is_filtered_by_its_address(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    owner, body, key = make_organisation("DREC", name_fr="Direction de l'état civil"), make_body(), uuid4()
    late = make_point(owners=[owner], deadline=YESTERDAY.isoformat(), text="Publier l'annuaire")
    of_body = make_point(body=body, priority="high", plan_keys=[key])
    done, told = in_state("done"), make_point(kind="recommendation", owners=["Les partenaires"])
    everything = {one.pk for one in (late, of_body, done, told)}
    asked = {
        "": everything - {done.pk},
        "etat=toutes": everything,
        "etat=closes": {done.pk},
        "etat=done": {done.pk},
        "etat=nimporte": everything - {done.pk},
        "retard=on": {late.pk},
        "q=ANNUAIRE": {late.pk},
        "q=etat+civil": {late.pk},
        "responsable=drec": {late.pk},
        "responsable=partenaires": {told.pk},
        "nature=recommendation": {told.pk},
        f"instance={body.public_id}": {of_body.pk},
        "instance=nimporte": everything - {done.pk},
        "priorite=high": {of_body.pk},
        f"ligne={key}": {of_body.pk},
        f"organisme={owner.public_id}": {late.pk},
        "origine=review": set(),
    }
    assert {query: listed(client, query) for query in asked} == asked
    page = page_of(client, f"{url('register')}?etat=toutes")
    assert "1 jour de retard" in page


def test_a_partner_s_register_shows_what_is_theirs_and_others_actions_are_not_found(client: Client) -> None:
    owner = make_organisation()
    sign_in_for(client, owner)
    own, other = make_point(owners=[owner]), make_point()
    assert listed(client) == {own.pk}
    page = page_of(client, url("point", own))
    assert "Dire où elle en est" in page
    assert "Modifier" not in page
    assert client.get(url("point", other)).status_code == 404
    assert client.get(url("update", other)).status_code == 404
    assert client.get(url("edit", own)).status_code == 403
    assert client.get(url("verify", own)).status_code == 403


def test_one_writes_changes_and_follows_an_action(client: Client) -> None:
    officer = sign_in(client, Role.ME_OFFICER)
    make_organisation("DREC")
    told = {"kind": "action", "text": "Réunir le comité", "owners": "DREC\nUn groupe", "deadline": "11/2026"}
    response = client.post(url("new"), told, follow=True)
    point = ActionPoint.objects.get()
    assert "est inscrite au registre" in response.content.decode()
    assert (point.deadline, [str(one) for one in point.owners.all()]) == ("2026-11", ["DREC", "Un groupe"])
    assert "non reconnu" in page_of(client, url("point", point))
    client.post(url("edit", point), told | {"deadline": "2027"})
    assert again(point).deadline == "2027"
    refused = client.post(url("update", point), {"state": "blocked"})
    assert "Dites pourquoi" in refused.content.decode()
    client.post(url("update", point), {"state": "in-progress", "text": "Salle réservée", "progress": "40"})
    page = page_of(client, url("point", point))
    assert "Salle réservée" in page
    assert "(40\u00a0%)" in page
    client.post(url("update", point), {"state": "done"})
    assert "Quelqu'un d'autre doit vérifier" in page_of(client, url("point", point))
    assert client.post(url("verify", point), {}).status_code == 403
    other = Client()
    sign_in(other, Role.PERMANENT_SECRETARY)
    other.post(url("verify", point), {"text": "Compte rendu vu"})
    assert again(point).state == "verified"
    other.post(url("reopen", point), {"reason": "Une pièce manque"})
    other.post(url("drop", point), {"reason": "Sans objet"})
    assert (again(point).state, again(point).reason) == ("dropped", "Sans objet")
    assert last().by_person_id != officer.pk


def test_mine_shows_what_the_post_and_its_organisations_owe(client: Client) -> None:
    owner = make_organisation()
    person = focal_person(owner)
    client.force_login(person)
    own = make_point(owners=[owner])
    by_post = make_point(owner_post=person.tenures.get().post)
    make_point()
    done = in_state("done", owners=[owner])
    response = client.get(url("mine"))
    assert {one.pk for one in response.context["page"]} == {own.pk, by_post.pk}
    assert [one.pk for one in response.context["closed"]] == [done.pk]
    assert "Rien ne vous attend" in page_of(_other(), url("mine"))


def _other() -> Client:
    client = Client()
    sign_in(client, Role.AUDITOR)
    return client


def test_the_board_has_columns_by_state_and_by_owner(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    owner = make_organisation("DREC")
    for state in ("proposed", "accepted", "blocked", "done", "verified"):
        in_state(state, owners=[owner])
    by_state = client.get(url("board")).context["columns"]
    assert [(one.title, one.total) for one in by_state] == [
        ("Proposée", 1),
        ("Acceptée", 1),
        ("En cours", 0),
        ("Bloquée", 1),
        ("Faite, à vérifier", 1),
    ]
    by_owner = client.get(f"{url('board')}?par=responsable").context["columns"]
    assert [(one.title, one.total) for one in by_owner] == [("DREC", 3)]
    assert client.get(by_owner[0].address).status_code == 200
    ActionPoint.objects.all().delete()
    assert "Rien n'est à suivre" in page_of(client, url("board"))


def test_ageing_says_who_owes_what_since_when(client: Client) -> None:
    sign_in(client, Role.AUDITOR)
    owner = make_organisation("DREC")
    make_point(owners=[owner], deadline=(today() - timedelta(days=200)).isoformat())
    make_point(owners=[owner, "Les partenaires"], at=now())
    in_state("done", owners=[owner])
    response = client.get(url("ageing"))
    totals, (first, second) = response.context["totals"], response.context["page"].object_list
    assert (totals.open, totals.late, totals.long_late, totals.quiet, totals.ownerless) == (2, 1, 1, 1, 0)
    assert (first.owner, first.open, first.late, first.quiet) == (owner, 2, 1, 1)
    assert (second.owner, second.open, second.late) == (None, 1, 0)


def test_several_are_changed_at_once_after_one_confirmation(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    chosen, left = [make_point(), make_point()], make_point()
    told = {"points": [one.public_id for one in chosen], "retour": "etat=toutes"}
    assert "Que changer pour 2 actions" in client.post(url("bulk"), told).content.decode()
    nothing = client.post(url("bulk"), told | {"continuer": "1"})
    assert (nothing.status_code, "error-summary" in nothing.content.decode()) == (422, True)
    change = told | {"change": "deadline", "deadline": "06/2027"}
    entries = AuditEntry.objects.count()
    page = client.post(url("bulk"), change).content.decode()
    assert "Changer 2 actions" in page
    assert "juin 2027" in page
    assert AuditEntry.objects.count() == entries
    response = client.post(url("bulk"), change | {"confirm": "1"})
    assert response.headers["Location"].endswith("?etat=toutes")
    assert [again(one).deadline for one in (*chosen, left)] == ["2027-06", "2027-06", ""]
    assert AuditEntry.objects.count() == entries + 2


def test_a_change_of_several_that_one_refuses_changes_none(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    first, closed = make_point(), in_state("verified")
    told = {"points": [first.public_id, closed.public_id], "change": "drop", "reason": "Trop vieux"}
    page = client.post(url("bulk"), told | {"confirm": "1"})
    assert page.status_code == 422
    assert f"{closed.number} :" in page.content.decode()
    assert again(first).state == "accepted"
    empty = client.post(url("bulk"), told | {"reason": ""})
    assert "Remplissez ce champ" in empty.content.decode()
    assert client.post(url("bulk"), {"points": ["x"]}, follow=True).status_code == 200


def test_only_the_secretariat_changes_several(client: Client) -> None:
    owner = make_organisation()
    sign_in_for(client, owner)
    own = make_point(owners=[owner])
    assert client.post(url("bulk"), {"points": [own.public_id], "change": "drop"}).status_code == 403


def test_open_actions_of_the_body_are_proposed_for_its_next_agenda_once(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    body = make_body(seats=1)
    meeting, own, other = make_meeting(body), make_point(body=body), make_point(body=make_body())
    page = page_of(client, meeting.get_absolute_url())
    assert "à remettre à l'ordre du jour" in page
    assert str(other) not in page
    told = {"points": [own.public_id, other.public_id, "x"]}
    client.post(url("agenda", meeting), told)
    client.post(url("agenda", meeting), told)
    item = meeting.items.get()
    assert (item.title, item.state) == (f"Suivi : {own.text}", "on-agenda")
    assert "à remettre à l'ordre du jour" not in page_of(client, meeting.get_absolute_url())
    assert "Cochez au moins une action" in client.post(url("agenda", meeting), follow=True).content.decode()


def test_actions_stand_on_the_pages_of_what_they_speak_of(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    body, owner = make_body(seats=1), make_organisation()
    meeting = held(body)
    point = make_point(text="Remettre l'étude", body=body, meeting=meeting, owners=[owner])
    for one in (body, meeting, owner):
        assert "Remettre l'étude" in page_of(client, one.get_absolute_url())
    page = page_of(client, point.get_absolute_url())
    assert meeting.get_absolute_url() in page
    partner = Client()
    sign_in(partner, Role.PARTNER)
    assert "Remettre l'étude" not in page_of(partner, owner.get_absolute_url())


def test_a_meeting_that_one_may_not_open_is_named_without_a_link(client: Client) -> None:
    owner = make_organisation()
    sign_in_for(client, owner)
    meeting = convened(make_body(seats=1))
    point = make_point(meeting=meeting, owners=[owner])
    page = page_of(client, point.get_absolute_url())
    assert str(meeting) in page
    assert meeting.get_absolute_url() not in page


def test_lists_cost_the_same_however_long(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, Role.ME_OFFICER)
    body, owner = make_body(), make_organisation()
    for number in range(12):
        in_state("blocked" if number % 2 else "done", body=body, owners=[owner, f"Nom {number}"])
    for name, most in (("register", 11), ("mine", 14), ("board", 15), ("ageing", 14)):
        with django_assert_max_num_queries(most):
            page_of(client, f"{url(name)}?etat=toutes")
    with django_assert_max_num_queries(18):
        page_of(client, f"{url('board')}?par=responsable")


def test_the_card_says_what_is_late_whose_and_what_waits_for_a_decision(client: Client) -> None:
    owner = make_organisation("DREC")
    make_point(owners=[owner], deadline=YESTERDAY.isoformat())
    in_state("done")
    make_point(kind="recommendation")
    sign_in(client, Role.PERMANENT_SECRETARY)
    page = " ".join(strip_tags(page_of(client, "/")).split())
    for words in (
        "1 action en retard",
        "DREC",
        "1 action faite, à vérifier",
        "1 recommandation sans réponse",
    ):
        assert words in page
    partner = Client()
    partner.force_login(focal_person(owner))
    assert "Dire où en est l" in page_of(partner, "/")


def test_links_to_lines_and_objectives_are_ticked_and_kept(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    node = make_version().nodes.first()
    point = make_point()
    assert "Aucune ligne ne porte ces mots" in page_of(client, f"{url('links', point)}?q=introuvable")
    page = page_of(client, f"{url('links', point)}?q={node.title[:12]}")
    assert str(node.key) in page
    client.post(f"{url('links', point)}?q={node.title[:12]}", {"plan_keys": [str(node.key)]})
    assert [one.node_key for one in point.lines.all()] == [node.key]
    assert node.get_absolute_url() in page_of(client, url("point", point))
    assert str(point) in page_of(client, node.get_absolute_url())
    actions.change_point(**BY, point=point, plan_keys=[uuid4()])
    client.post(url("links", point), {})
    assert point.lines.count() == 1


def test_a_point_of_another_country_is_not_found(client: Client) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    other = make_organisation(country="TD")
    point = make_point(country=other.country_id, by=SYSTEM)
    assert client.get(url("point", point)).status_code == 404
    assert listed(client) == set()


def test_a_line_of_the_plan_shows_what_serves_the_lines_below_it(client: Client) -> None:
    version = make_version()
    leaf = version.nodes.filter(children=None).order_by("path").last()
    above = leaf.parent
    beside = version.nodes.filter(children=None).exclude(parent=above).order_by("path").first()
    point = make_point(text="Publier la carte", plan_keys=[leaf.key])
    sign_in(client, Role.ME_OFFICER)
    assert "Publier la carte" in page_of(client, above.get_absolute_url())
    assert listed(client, f"ligne={above.key}&etat=toutes") == {point.pk}
    assert beside is not None
    assert "Publier la carte" not in page_of(client, beside.get_absolute_url())
    assert listed(client, f"ligne={beside.key}&etat=toutes") == set()
