"""The pages of the workbench, without scripts."""

from __future__ import annotations

import gzip
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from azalai.accounts.enums import Role
from azalai.interventions.models import Intervention
from azalai.overlaps import actions
from azalai.overlaps.enums import Relation
from azalai.overlaps.models import JointAction, Notice, Opinion, Pair
from tests.accounts.acting import BY
from tests.accounts.factories import AT, sign_in
from tests.actors.factories import make_organisation
from tests.interventions.factories import (
    full_content,
    load,
    make_bare_intervention,
    make_intervention,
    objective,
    place,
    sign_in_for,
)
from tests.overlaps.factories import accept_all, decided, leads, make_joint, make_pair

pytestmark = pytest.mark.django_db
QUEUE = "/recoupements/"


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def url(name: str, pair: Pair | JointAction) -> str:
    return reverse(f"overlaps:{name}", args=[pair.public_id])


def rows(page: str) -> list[str]:
    """Identifiers of the pairs of the list, in its order."""
    return [part[:36] for part in page.split('<tr id="r-')[1:]]


def ids(*pairs: Pair) -> list[str]:
    return [str(pair.public_id) for pair in pairs]


def test_the_queue_holds_what_waits_by_what_is_at_stake(client: Client) -> None:
    small = make_pair(amount_at_stake=Decimal(1_000_000))
    unknown = make_pair(amount_at_stake=None, people_at_stake=None)
    large = make_pair(amount_at_stake=Decimal(90_000_000))
    make_pair(label=Relation.CHAIN)
    decided()
    sign_in(client, Role.ME_OFFICER)
    page = page_of(client, QUEUE)
    assert rows(page) == ids(large, small, unknown)
    assert "90\u202f000\u202f000" in page
    assert "Doublon (indice de doublon 97 %)" in page
    tallied = page.split("</table>")[0]
    assert "136\u202f000\u202f000" in tallied
    assert "deux interventions font le même travail" in tallied


def test_the_queue_opens_on_overlaps_and_complementary_ones_are_one_link_away(client: Client) -> None:
    overlap, complement = make_pair(), make_pair(label=Relation.COMPLEMENTARY)
    sign_in(client, Role.ME_OFFICER)
    page = page_of(client, QUEUE)
    assert rows(page) == ids(overlap)
    assert 'href="?relation=synergies"' in page
    assert rows(page_of(client, f"{QUEUE}?relation=synergies")) == ids(complement)


def test_what_complementary_interventions_put_at_stake_is_not_added_up(client: Client) -> None:
    for _ in range(2):
        make_pair(amount_at_stake=Decimal(30_000_000), label=Relation.COMPLEMENTARY)
    sign_in(client, Role.ME_OFFICER)
    assert "s.o." in page_of(client, QUEUE).split("</table>")[0]
    for address in (QUEUE, "/", "/recoupements/matrice/?attente=on"):
        assert "60\u202f000\u202f000" not in page_of(client, address), address


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("relation=tous", "abcd"),
        ("relation=chevauchements", "ab"),
        ("relation=synergies", "c"),
        ("relation=chain", "d"),
        ("etat=decides", "e"),
        ("etat=tous", "abe"),
        ("etat=suivis", "b"),
        ("ordre=personnes", "ba"),
        ("ordre=indice", "ba"),
        ("relation=a-examiner", "abc"),
        ("relation=inconnue", "ab"),
        ("q=Gaya", "a"),
    ],
)
def test_filters_and_order_stand_in_the_address(client: Client, query: str, expected: str) -> None:
    named = make_bare_intervention(title_fr="Guichet de Gaya")
    found = {
        "a": make_pair(left=named, amount_at_stake=Decimal(9), people_at_stake=5, score=0.5),
        "b": make_pair(amount_at_stake=Decimal(8), people_at_stake=9, score=0.6),
        "c": make_pair(amount_at_stake=Decimal(7), people_at_stake=1, score=0.7, label="complementary"),
        "d": make_pair(amount_at_stake=Decimal(6), label="chain"),
        "e": decided(amount_at_stake=Decimal(5)),
    }
    make_joint(found["b"])
    sign_in(client, Role.AUDITOR)
    shown = rows(page_of(client, f"{QUEUE}?{query}"))
    assert shown == ids(*(found[name] for name in expected))


def test_the_queue_is_filtered_by_organisation_region_and_objective(client: Client) -> None:
    load()
    lead = make_organisation("CARAV")
    mine = make_intervention(full_content(lead=lead.pk))
    pair, other = make_pair(left=mine), make_pair()
    sign_in(client, Role.AUDITOR)
    for query in (
        f"organisme={lead.pk}",
        f"lieu={place('Agadez').pk}",
        f"objectif={objective().pk}",
    ):
        assert rows(page_of(client, f"{QUEUE}?{query}")) == ids(pair), query
    assert set(rows(page_of(client, QUEUE))) == set(ids(pair, other))


def test_stakes_are_counted_once_whatever_the_places_of_a_side(client: Client) -> None:
    load()
    wide = make_intervention()
    assert wide.places.count() > 1 or wide.objectives.count()
    make_pair(left=wide, right=make_intervention(), amount_at_stake=Decimal(77_000_000))
    sign_in(client, Role.AUDITOR)
    page = page_of(client, f"{QUEUE}?lieu={place('Agadez').pk}")
    assert "77\u202f000\u202f000" in page.split("</table>")[0]


@pytest.mark.parametrize("count", [3, 30])
def test_queries_of_the_queue_do_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    load()
    for _ in range(count):
        make_pair()
    sign_in(client, Role.ME_OFFICER)
    with django_assert_max_num_queries(22):
        page_of(client, QUEUE)


def test_pages_of_the_workbench_are_light(client: Client) -> None:
    load()
    pairs = [make_pair() for _ in range(25)]
    sign_in(client, Role.ME_OFFICER)
    for address in (QUEUE, pairs[0].get_absolute_url(), "/recoupements/matrice/?attente=on"):
        assert len(gzip.compress(page_of(client, address).encode())) < 30_000, address


def test_the_pair_page_compares_and_explains(client: Client) -> None:
    load()
    pair = make_pair(left=make_intervention(), right=make_intervention())
    sign_in(client, Role.ME_OFFICER)
    page = page_of(client, pair.get_absolute_url())
    for text in ("Ce qui est fait", "Où", "Quand", "Pour qui", "Objectifs", "Budget", "pareil", "différent"):
        assert text in page, text
    assert "régions différentes" in page
    assert "pas encore d&#x27;avis" in page or "pas encore d'avis" in page
    assert "Personne n'a encore été informé" in page


def test_queries_of_a_pair_are_pinned(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    load()
    pair = make_pair(left=make_intervention(), right=make_intervention())
    for _ in range(5):
        make_pair()
    accept_all(make_joint(pair))
    sign_in(client, Role.ME_OFFICER)
    with django_assert_max_num_queries(45):
        page_of(client, pair.get_absolute_url())


def decision(**more: Any) -> dict[str, Any]:
    return {"verdict": "duplicate", "usual": "", "reason": "Vu.", "replaces": "0", "retour": ""} | more


def test_one_decides_and_goes_on_to_the_next_pair_of_the_same_list(client: Client) -> None:
    first, second, third = (make_pair(amount_at_stake=Decimal(9 - n)) for n in range(3))
    sign_in(client, Role.ME_OFFICER)
    query = "relation=duplicate"
    link = f"{first.get_absolute_url()}?{query}"
    assert link in page_of(client, f"{QUEUE}?{query}")
    page = page_of(client, link)
    assert "1 sur 3" in page
    assert f'value="{query}"' in page
    sent = client.post(url("decide", first), decision(retour=query, suivante="1"))
    assert sent["Location"] == f"{second.get_absolute_url()}?{query}"
    sent = client.post(url("decide", second), decision(retour=query))
    assert sent["Location"] == f"{QUEUE}?{query}#r-{third.public_id}"
    sent = client.post(url("decide", third), decision(retour=query, suivante="1"))
    assert sent["Location"] == f"{QUEUE}?{query}"
    assert not Pair.objects.waiting().exists()


def test_a_usual_reason_is_enough_and_none_is_refused_with_what_was_typed_kept(client: Client) -> None:
    pair = make_pair()
    sign_in(client, Role.ME_OFFICER)
    refused = client.post(url("decide", pair), decision(reason=""))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Donnez un motif" in page
    assert 'value="duplicate" ' in page.split("checked")[0][-120:]
    client.post(url("decide", pair), decision(reason="Vu hier.", usual="Publics différents."))
    assert pair.decisions.get().reason == "Publics différents. Vu hier."


def test_a_decision_taken_meanwhile_is_shown_instead_of_overwritten(client: Client) -> None:
    pair = decided()
    sign_in(client, Role.ME_OFFICER)
    refused = client.post(url("decide", pair), decision(verdict="chain"))
    assert refused.status_code == 422
    assert "entre-temps" in refused.content.decode()
    assert pair.decisions.get().verdict == "duplicate"


def test_the_pair_says_when_it_is_no_longer_found_or_has_changed(client: Client) -> None:
    pair = decided()
    sign_in(client, Role.ME_OFFICER)
    page = page_of(client, pair.get_absolute_url())
    assert "ne trouve plus" not in page
    assert "a changé depuis la décision" not in page
    Pair.objects.update(is_current=False, label="partial")
    page = page_of(client, pair.get_absolute_url())
    assert "ne trouve plus" in page
    assert "a changé depuis la décision" in page
    Pair.objects.update(is_current=True, label="duplicate")
    Intervention.objects.filter(pk=pair.left_id).update(updated_at=AT + timedelta(days=1))
    assert "a changé depuis la décision" in page_of(client, pair.get_absolute_url())


def test_a_partner_is_asked_reads_and_answers(client: Client) -> None:
    pair = make_pair()
    own, other = leads(pair)
    actions.tell_partners(**BY, pair=pair, kind="asked")
    sign_in_for(client, own)
    home = page_of(client, "/")
    assert "demande votre avis" in home
    assert pair.get_absolute_url() in home
    assert rows(page_of(client, QUEUE)) == ids(pair)
    page_of(client, pair.get_absolute_url())
    assert Notice.objects.get(organisation=own).seen_at is not None
    sent = client.post(url("opinion", pair), {"verdict": "partial", "text": "Une commune sur trois."})
    assert sent["Location"] == pair.get_absolute_url()
    assert Opinion.objects.get().organisation == own
    assert "demande votre avis" not in page_of(client, "/")
    sign_in(client, Role.ME_OFFICER)
    page = page_of(client, pair.get_absolute_url())
    assert "Une commune sur trois." in page
    assert page.count("pas encore d") == 1
    assert str(other) in page
    assert "lu le" in page


def test_from_the_invitation_to_the_result(client: Client) -> None:
    pair = make_pair()
    sign_in(client, Role.PERMANENT_SECRETARY)
    due = timezone.localdate() + timedelta(days=3)
    invited = {"kind": "meeting", "title": "Se voir", "purpose": "Comparer.", "due_on": due, "place": "Gaya"}
    client.post(url("invite", pair), invited)
    joint = JointAction.objects.get()
    assert "Attend une réponse" in page_of(client, joint.get_absolute_url())
    assert client.post(url("joint_conclude", joint), {"result": "merged", "outcome": "x"}).status_code == 200
    for number, party in enumerate(joint.parties.all()):
        sign_in_for(client, party.organisation)
        assert "Se voir" in page_of(client, "/")
        client.post(url("joint_answer", joint), {"answer": "accepted"})
        client.post(url("joint_message", joint), {"text": f"Message {number}"})
    sign_in(client, Role.PERMANENT_SECRETARY)
    page = page_of(client, joint.get_absolute_url())
    assert "Message 0" in page
    assert "Message 1" in page
    client.post(url("joint_conclude", joint), {"result": "shared-out", "outcome": "Gaya à l'un."})
    board = page_of(client, "/recoupements/actions/")
    assert "Lieux ou publics répartis" in board
    assert "Gaya à l&#x27;un." in board
    assert "Gaya à l&#x27;un." not in page_of(client, "/recoupements/actions/?etat=ouvertes")
    assert "Action conjointe conclue" in page_of(client, pair.get_absolute_url())


def test_the_secretariat_finds_what_is_late_on_its_home_page(client: Client) -> None:
    make_joint(due_on=AT.date())
    sign_in(client, Role.ME_OFFICER)
    home = page_of(client, "/")
    assert "chevauchement à décider" in home
    assert "45\u202f000\u202f000" in home
    assert "Action conjointe : " in home
    assert "En retard" in home
    assert "Se répartir" in page_of(client, "/recoupements/actions/?etat=en-retard")


@pytest.mark.parametrize("count", [3, 20])
def test_queries_of_the_board_do_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_joint()
    sign_in(client, Role.ME_OFFICER)
    with django_assert_max_num_queries(16):
        page_of(client, "/recoupements/actions/")


def test_an_intervention_shows_what_overlaps_it_to_those_who_may_know(client: Client) -> None:
    pair = make_pair()
    address = pair.left.get_absolute_url()
    sign_in(client, Role.ME_OFFICER)
    assert "Ce qui la recoupe" in page_of(client, address)
    sign_in_for(client, leads(pair)[1])
    assert pair.get_absolute_url() in page_of(client, address)
    sign_in_for(client, make_organisation())
    assert "Ce qui la recoupe" not in page_of(client, address)
    actions.decide(**BY, pair=pair, verdict="partial", reason="Vu.")
    assert "Chevauchement partiel" in page_of(client, address)


def test_empty_pages_say_how_to_begin(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    assert "pas encore passé" in page_of(client, QUEUE)
    assert "Aucune action conjointe" in page_of(client, "/recoupements/actions/")
    assert "Aucun recoupement ne répond" in page_of(client, f"{QUEUE}?q=introuvable")
    sign_in_for(client, make_organisation())
    assert "Rien ne recoupe vos interventions" in page_of(client, QUEUE)
    assert "Ce qui recoupe vos interventions" not in page_of(client, "/")


def test_a_partner_who_speaks_for_nobody_sees_what_was_decided(client: Client) -> None:
    pair = decided()
    make_pair()
    sign_in(client, Role.PARTNER)
    assert rows(page_of(client, QUEUE)) == ids(pair)


def test_a_draft_has_no_panel_and_no_pair(client: Client) -> None:
    pair = make_pair()
    Intervention.objects.filter(pk=pair.left_id).update(publication="draft", published_at=None)
    sign_in(client, Role.ME_OFFICER)
    assert rows(page_of(client, QUEUE)) == []
    assert "Ce qui la recoupe" not in page_of(client, pair.left.get_absolute_url())
