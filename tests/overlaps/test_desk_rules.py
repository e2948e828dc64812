"""Who may see and write what on the workbench: the tables."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.interventions.models import Intervention
from azalai.interventions.rules import NOTHING, Scope
from azalai.overlaps import rules
from azalai.overlaps.models import Pair
from tests.accounts.factories import sign_in
from tests.actors.factories import make_organisation
from tests.interventions.factories import sign_in_for
from tests.overlaps.factories import decided, leads, make_joint, make_pair

DECIDERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION}
OVERSEERS = DECIDERS | {Role.ADMINISTRATOR, Role.AUDITOR}
OWN, OTHER = Scope(frozenset({1})), Scope(frozenset({3}))


def author(role: str | None) -> Author:
    return Author("Essai", person_id=1, post_id=5, roles=frozenset({role} if role else ()))


def pair(verdict: str = "") -> Pair:
    return Pair(left=Intervention(lead_id=1), right=Intervention(lead_id=2), verdict=verdict)


@pytest.mark.parametrize("role", [*Role.values, None])
def test_the_secretariat_works_overseers_see_and_every_post_reads_the_matrix(role: str | None) -> None:
    who = author(role)
    assert rules.can_work(who) == rules.can_tell(who) == rules.can_lead_joint(who) == (role in DECIDERS)
    assert rules.can_see_all_pairs(who) == (role in OVERSEERS)
    assert rules.can_see_matrix(who) == (role is not None)


@pytest.mark.parametrize("role", [*Role.values, None])
@pytest.mark.parametrize("scope", [OWN, OTHER, NOTHING])
@pytest.mark.parametrize("verdict", ["", "duplicate"])
def test_a_suspicion_is_no_public_matter(role: str | None, scope: Scope, verdict: str) -> None:
    expected = role in OVERSEERS or scope is OWN or (bool(verdict) and role is not None)
    assert rules.can_see_pair(author(role), pair(verdict), scope) == expected


@pytest.mark.parametrize(
    ("role", "scope", "speaks"),
    [
        (Role.PARTNER, OWN, True),
        (Role.FOCAL_POINT, OWN, True),
        (Role.PARTNER, OTHER, False),
        (Role.PARTNER, NOTHING, False),
        (Role.COMMUNICATION, OWN, False),
        (Role.AUDITOR, OWN, False),
        *((role, NOTHING, False) for role in sorted(DECIDERS)),
    ],
)
def test_the_partners_concerned_give_their_opinion(role: str, scope: Scope, speaks: bool) -> None:
    assert rules.can_state_opinion(author(role), pair(), scope) == speaks
    if not speaks:
        with pytest.raises(PermissionDenied):
            rules.check_state_opinion(author(role), pair(), scope)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "who", "sees", "answers", "writes"),
    [
        (Role.PARTNER, "own", True, True, True),
        (Role.FOCAL_POINT, "own", True, True, True),
        (Role.PARTNER, "other", False, False, False),
        (Role.ME_OFFICER, "none", True, False, True),
        (Role.AUDITOR, "none", True, False, False),
        (Role.ADMINISTRATOR, "none", True, False, False),
        (Role.COMMUNICATION, "none", False, False, False),
    ],
)
def test_an_exchange_is_read_by_those_invited_and_the_secretariat(
    role: str, who: str, sees: bool, answers: bool, writes: bool
) -> None:
    made = make_joint()
    own = frozenset({made.parties.first().organisation_id})
    scope = {"own": Scope(own), "other": OTHER, "none": NOTHING}[who]
    assert rules.can_see_joint(author(role), made, scope) == sees
    assert rules.can_answer(author(role), made, scope) == answers
    assert rules.can_write_message(author(role), made, scope) == writes
    made.state = "declined"
    assert not rules.can_answer(author(role), made, scope)
    assert not rules.can_write_message(author(role), made, scope)


PAGES = ("pair", "opinion", "tell", "invite", "reopen")


@pytest.mark.django_db
def test_for_other_partners_an_undecided_pair_does_not_exist(client: Client) -> None:
    made, known = make_pair(), decided()
    sign_in_for(client, make_organisation())
    for name in PAGES:
        address = reverse(f"overlaps:{name}", args=[made.public_id])
        assert client.get(address).status_code == 404, name
    assert client.post(reverse("overlaps:decide", args=[made.public_id])).status_code == 404
    assert client.get(known.get_absolute_url()).status_code == 200
    page = client.get("/recoupements/?qui=tous").content.decode()
    assert made.left.title not in page
    assert known.left.title in page


@pytest.mark.django_db
def test_a_partner_reads_its_own_pair_but_decides_nothing(client: Client) -> None:
    made = make_pair()
    sign_in_for(client, leads(made)[0])
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Donner votre avis" in page
    assert "Votre décision" not in page
    assert "Historique" not in page
    for name in ("tell", "invite", "reopen"):
        assert client.get(reverse(f"overlaps:{name}", args=[made.public_id])).status_code == 403
    assert client.post(reverse("overlaps:decide", args=[made.public_id])).status_code == 403


@pytest.mark.django_db
def test_what_was_decided_shows_no_opinion_and_no_notice_to_others(client: Client) -> None:
    made = decided()
    sign_in(client, Role.COMMUNICATION)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Vu avec les deux partenaires." in page
    assert "Avis des partenaires" not in page
    assert "Actions conjointes</h2>" not in page


@pytest.mark.django_db
def test_a_strangers_joint_action_does_not_exist(client: Client) -> None:
    made = make_joint()
    sign_in_for(client, make_organisation())
    for name in ("joint", "joint_answer", "joint_change", "joint_conclude", "joint_abandon", "joint_reopen"):
        assert client.get(reverse(f"overlaps:{name}", args=[made.public_id])).status_code == 404, name
    assert made.title not in client.get("/recoupements/actions/").content.decode()
