"""Joint actions, from the invitation to the result."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from azalai.accounts.enums import Role
from azalai.overlaps import actions
from azalai.overlaps.enums import JOINT_TRANSITIONS, JointState
from azalai.overlaps.models import JointAction, JointParty, Notice
from tests.accounts.acting import BY, last, refusal
from tests.accounts.factories import AT, author_with
from tests.interventions.factories import make_bare_intervention
from tests.overlaps.factories import accept_all, leads, make_joint, make_pair, speaker, stranger

pytestmark = pytest.mark.django_db
TOMORROW = AT.date() + timedelta(days=1)
WORDS = {"kind": "thread", "title": "Se parler", "purpose": "Comparer les lieux."}


def in_state(state: str) -> JointAction:
    """A joint action that has come so far."""
    joint = make_joint()
    if state in {JointState.UNDER_WAY, JointState.CONCLUDED}:
        accept_all(joint)
    if state == JointState.CONCLUDED:
        actions.conclude(**BY, joint=joint, result="merged", outcome="Une seule convention.")
    if state == JointState.DECLINED:
        first = joint.parties.first()
        actions.answer(
            by=speaker(first.organisation), at=AT, joint=joint, answer="declined", reason="Déjà fini."
        )
    if state == JointState.ABANDONED:
        actions.abandon(**BY, joint=joint, reason="Sans objet.")
    joint.refresh_from_db()
    assert joint.state == state
    return joint


MOVES: dict[str, Any] = {
    "accept": lambda joint: accept_all(joint),
    "conclude": lambda joint: actions.conclude(**BY, joint=joint, result="nothing", outcome="Rien."),
    "abandon": lambda joint: actions.abandon(**BY, joint=joint, reason="Sans objet."),
    "reopen": lambda joint: actions.reopen_joint(**BY, joint=joint, reason="Du nouveau."),
}
ALLOWED = {
    ("accept", JointState.INVITED): JointState.UNDER_WAY,
    ("accept", JointState.UNDER_WAY): JointState.UNDER_WAY,
    ("conclude", JointState.UNDER_WAY): JointState.CONCLUDED,
    ("abandon", JointState.INVITED): JointState.ABANDONED,
    ("abandon", JointState.UNDER_WAY): JointState.ABANDONED,
    ("reopen", JointState.DECLINED): JointState.INVITED,
    ("reopen", JointState.ABANDONED): JointState.INVITED,
    ("reopen", JointState.CONCLUDED): JointState.UNDER_WAY,
}


@pytest.mark.parametrize("state", JointState.values)
@pytest.mark.parametrize("move", MOVES)
def test_moves_follow_the_table_of_states(move: str, state: str) -> None:
    joint = in_state(state)
    if (move, state) not in ALLOWED:
        with pytest.raises((ValidationError, PermissionDenied)):
            MOVES[move](joint)
        joint.refresh_from_db()
        assert joint.state == state
        return
    MOVES[move](joint)
    joint.refresh_from_db()
    after = ALLOWED[move, state]
    assert joint.state == after
    assert after == state or after in JOINT_TRANSITIONS[state]
    assert (joint.closed_at is None) == joint.is_open


def test_an_invitation_names_both_leads_and_tells_them() -> None:
    pair = make_pair()
    joint = make_joint(pair, kind="meeting", due_on=TOMORROW, place="Niamey")
    assert {party.organisation for party in joint.parties.all()} == set(leads(pair))
    assert set(Notice.objects.values_list("kind", flat=True)) == {"invited"}
    assert last().after["due_on"] == TOMORROW.isoformat()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "fête"}, "kind"),
        ({"title": " "}, "title"),
        ({"purpose": ""}, "purpose"),
        ({"kind": "meeting"}, "due_on"),
        ({"due_on": AT.date() - timedelta(days=1)}, "due_on"),
    ],
)
def test_an_invitation_says_what_it_lacks(change: dict[str, Any], field: str) -> None:
    assert refusal(actions.invite, pair=make_pair(), **(WORDS | change)) == field


def test_a_pair_has_one_open_joint_action_at_a_time() -> None:
    pair = make_pair()
    joint = make_joint(pair)
    with pytest.raises(ValidationError, match="déjà ouverte"):
        make_joint(pair)
    with pytest.raises(IntegrityError), transaction.atomic():
        JointAction.objects.create(pair=pair, kind="thread", title="x", purpose="x", invited_at=AT)
    actions.abandon(**BY, joint=joint, reason="Sans objet.")
    second = make_joint(pair)
    with pytest.raises(ValidationError, match="déjà ouverte"):
        actions.reopen_joint(**BY, joint=joint, reason="Du nouveau.")
    assert second.is_open


def test_who_is_not_in_the_register_cannot_be_invited() -> None:
    unknown = make_bare_intervention(lead=None, lead_text="Bailleur jamais vu")
    with pytest.raises(ValidationError, match="pas au registre"):
        make_joint(make_pair(left=unknown))
    assert not JointAction.objects.exists()


def test_one_declines_with_a_reason_and_the_action_is_declined() -> None:
    joint = make_joint()
    party = joint.parties.select_related("organisation").first()
    partner = speaker(party.organisation)
    with pytest.raises(ValidationError) as caught:
        actions.answer(by=partner, at=AT, joint=joint, answer="declined", reason=" ")
    assert list(caught.value.message_dict) == ["reason"]
    actions.answer(by=partner, at=AT, joint=joint, answer="accepted")
    joint.refresh_from_db()
    assert joint.state == JointState.INVITED
    actions.answer(by=partner, at=AT, joint=joint, answer="declined", reason="Projet clos en mars.")
    joint.refresh_from_db()
    assert (joint.state, joint.closed_at) == (JointState.DECLINED, AT)
    assert last().after == {
        "organisation": str(party.organisation),
        "answer": "declined",
        "state": "declined",
    }


@pytest.mark.parametrize("who", ["stranger", "secretariat"])
def test_only_those_invited_answer(who: str) -> None:
    joint = make_joint()
    author = stranger() if who == "stranger" else author_with(Role.PERMANENT_SECRETARY)
    with pytest.raises(PermissionDenied):
        actions.answer(by=author, at=AT, joint=joint, answer="accepted")
    assert not JointParty.objects.exclude(answer="waiting").exists()


def test_messages_are_signed_and_stop_when_it_is_closed() -> None:
    joint = make_joint()
    party = joint.parties.select_related("organisation").first()
    partner = speaker(party.organisation)
    made = actions.write_message(by=partner, at=AT, joint=joint, text=" Nous gardons Arlit. ")
    assert (made.text, made.signed) == ("Nous gardons Arlit.", f"{partner.name}, {partner.post}")
    assert last().action == "overlaps.joint-written"
    assert refusal(actions.write_message, joint=joint, text="  ") == "text"
    with pytest.raises(PermissionDenied):
        actions.write_message(by=stranger(), at=AT, joint=joint, text="Et moi ?")
    actions.abandon(**BY, joint=joint, reason="Sans objet.")
    with pytest.raises(PermissionDenied):
        actions.write_message(by=partner, at=AT, joint=joint, text="Trop tard ?")


def test_a_change_is_audited_and_told_again() -> None:
    joint = make_joint(kind="meeting", due_on=TOMORROW)
    Notice.objects.update(seen_at=AT)
    later = TOMORROW + timedelta(days=7)
    facts = {"title": joint.title, "purpose": joint.purpose, "place": ""}
    actions.change(**BY, joint=joint, due_on=later, **facts)
    assert (last().before, last().after) == (
        {"due_on": TOMORROW.isoformat()},
        {"due_on": later.isoformat()},
    )
    assert not Notice.objects.filter(seen_at__isnull=False).exists()
    count = Notice.objects.count()
    past = AT + timedelta(days=60)
    actions.change(by=BY["by"], at=past, joint=joint, due_on=later, **(facts | {"place": "Zinder"}))
    joint.refresh_from_db()
    assert (joint.place, Notice.objects.count()) == ("Zinder", count)
    actions.abandon(**BY, joint=joint, reason="Sans objet.")
    with pytest.raises(ValidationError, match="close"):
        actions.change(**BY, joint=joint, due_on=later, **facts)


def test_a_result_stands_only_on_a_concluded_action() -> None:
    joint = in_state(JointState.UNDER_WAY)
    assert refusal(actions.conclude, joint=joint, result="", outcome="x") == "result"
    assert refusal(actions.conclude, joint=joint, result="merged", outcome=" ") == "outcome"
    with pytest.raises(IntegrityError), transaction.atomic():
        JointAction.objects.filter(pk=joint.pk).update(result="merged")
    actions.conclude(**BY, joint=joint, result="merged", outcome="Une seule convention.")
    actions.reopen_joint(**BY, joint=joint, reason="La convention n'est pas signée.")
    joint.refresh_from_db()
    assert (joint.state, joint.result, joint.outcome) == (JointState.UNDER_WAY, "", "")
    assert last().before["outcome"] == "Une seule convention."


def test_reopening_a_declined_action_asks_everyone_anew() -> None:
    joint = in_state(JointState.DECLINED)
    actions.reopen_joint(**BY, joint=joint, reason="Nouvelle équipe.")
    assert set(joint.parties.values_list("answer", flat=True)) == {"waiting"}
