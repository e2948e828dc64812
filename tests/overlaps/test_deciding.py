"""Decisions of the secretariat and opinions of the partners."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from azalai.accounts.enums import Role
from azalai.actors.actions import appoint_focal_point
from azalai.overlaps import actions
from azalai.overlaps.enums import Relation
from azalai.overlaps.models import Decision, Notice, Opinion, Pair
from tests.accounts.acting import BY, last, refusal
from tests.accounts.factories import AT, author_with
from tests.actors.factories import make_organisation
from tests.interventions.factories import START, author_of, focal_person
from tests.overlaps.factories import decided, leads, make_pair, speaker, stranger

pytestmark = pytest.mark.django_db
REASON = "Même contenu, même lieu."


def test_a_decision_keeps_what_the_radar_said_and_who_decided() -> None:
    pair = make_pair()
    officer = author_with(Role.ME_OFFICER)
    made = actions.decide(by=officer, at=AT, pair=pair, verdict=Relation.PARTIAL, reason=f" {REASON} ")
    pair.refresh_from_db()
    assert pair.verdict == pair.relation == Relation.PARTIAL
    assert (made.reason, made.label, made.score, made.rows) == (REASON, pair.label, pair.score, pair.rows)
    assert (made.decided_at, made.decided_by_id, made.decided_post_id) == (
        AT,
        officer.person_id,
        officer.post_id,
    )
    entry = last()
    assert (entry.action, entry.object_id, entry.reason) == ("overlaps.decided", str(pair.pk), REASON)
    assert (entry.before["verdict"], entry.after["verdict"]) == ("", Relation.PARTIAL)


def test_a_later_decision_supersedes_the_earlier_one_and_the_same_twice_is_one() -> None:
    pair = decided()
    first = pair.decisions.get()
    again = actions.decide(**BY, pair=pair, verdict=first.verdict, reason=first.reason)
    assert again == first
    later = actions.decide(**BY, pair=pair, verdict=Relation.CHAIN, reason=REASON, replaces=first.pk)
    first.refresh_from_db()
    pair.refresh_from_db()
    assert (first.superseded_at, later.superseded_at) == (AT, None)
    assert pair.verdict == Relation.CHAIN
    assert last().before["verdict"] == Relation.DUPLICATE


def test_who_did_not_see_the_decision_in_force_is_stopped() -> None:
    pair = decided()
    with pytest.raises(ValidationError, match="entre-temps"):
        actions.decide(**BY, pair=pair, verdict=Relation.CHAIN, reason=REASON, replaces=0)
    other = make_pair()
    with pytest.raises(ValidationError, match="retirée entre-temps"):
        actions.decide(**BY, pair=other, verdict=Relation.CHAIN, reason=REASON, replaces=999)
    assert not other.decisions.exists()


def test_a_decision_wants_a_relation_and_a_reason() -> None:
    pair = make_pair()
    assert refusal(actions.decide, pair=pair, verdict="peut-être", reason=REASON) == "verdict"
    assert refusal(actions.decide, pair=pair, verdict=Relation.PARTIAL, reason="  ") == "reason"


def test_a_withdrawn_decision_leaves_the_pair_waiting() -> None:
    pair = decided()
    assert refusal(actions.reopen, pair=pair, reason="") == "reason"
    actions.reopen(**BY, pair=pair, reason="Le partenaire a corrigé sa fiche.")
    pair.refresh_from_db()
    assert (pair.verdict, pair.decisions.get().superseded_at) == ("", AT)
    assert last().action == "overlaps.decisions-reopened"
    with pytest.raises(ValidationError, match="rien à retirer"):
        actions.reopen(**BY, pair=pair, reason="Encore.")


def test_a_pair_has_one_decision_in_force() -> None:
    pair = decided()
    facts = {"verdict": "chain", "reason": "x", "label": "chain", "score": 0.5, "decided_at": AT}
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(pair=pair, **facts)
    assert Decision.objects.create(pair=pair, superseded_at=AT, **facts).pk


def test_decisions_survive_when_the_radar_no_longer_finds_the_pair() -> None:
    pair, other = decided(), make_pair()
    Pair.objects.update(is_current=False)
    assert list(Pair.objects.living()) == [pair]
    assert not other.verdict


def test_a_partner_states_one_opinion_and_may_change_it() -> None:
    pair = make_pair()
    own, _other = leads(pair)
    partner = speaker(own)
    actions.state_opinion(by=partner, at=AT, pair=pair, verdict=Relation.DUPLICATE)
    actions.state_opinion(by=partner, at=AT, pair=pair, verdict=Relation.UNRELATED, text="Autre public.")
    opinion = Opinion.objects.get()
    assert (opinion.organisation, opinion.verdict, opinion.text) == (own, "none", "Autre public.")
    entry = last()
    assert (entry.before["opinion"], entry.after["opinion"]) == ("duplicate", "none")
    assert entry.after["organisation"] == str(own)
    pair.refresh_from_db()
    assert pair.verdict == ""


def test_only_the_partners_concerned_have_an_opinion() -> None:
    pair = make_pair()
    for author in (stranger(), author_with(Role.PERMANENT_SECRETARY)):
        with pytest.raises(PermissionDenied):
            actions.state_opinion(by=author, at=AT, pair=pair, verdict=Relation.DUPLICATE)


def test_who_speaks_for_both_says_for_whom() -> None:
    pair = make_pair()
    own, other = leads(pair)
    person = focal_person(own)
    post = person.tenures.get().post
    appoint_focal_point(**BY, organisation=other, post=post, place=None, starts_on=START)
    both = author_of(person)
    with pytest.raises(ValidationError, match="au nom de quel"):
        actions.state_opinion(by=both, at=AT, pair=pair, verdict="chain")
    made = actions.state_opinion(by=both, at=AT, pair=pair, verdict="chain", organisation=other.pk)
    assert made.organisation == other
    with pytest.raises(ValidationError):
        actions.state_opinion(by=both, at=AT, pair=pair, verdict="chain", organisation=make_organisation().pk)


def test_reading_and_answering_mark_what_one_was_told_as_seen() -> None:
    pair = make_pair()
    own, other = leads(pair)
    actions.tell_partners(**BY, pair=pair, kind="asked")
    assert actions.mark_seen(by=speaker(own), at=AT, pair=pair) == 1
    assert last().action == "overlaps.notice-seen"
    assert actions.mark_seen(by=speaker(own), at=AT, pair=pair) == 0
    assert Notice.objects.get(organisation=own).seen_at == AT
    assert Notice.objects.get(organisation=other).seen_at is None
    actions.state_opinion(by=speaker(other), at=AT, pair=pair, verdict="partial")
    assert Notice.objects.get(organisation=other).seen_at == AT


def test_the_database_keeps_one_of_each() -> None:
    pair = make_pair()
    own, _other = leads(pair)
    actions.state_opinion(by=speaker(own), at=AT, pair=pair, verdict="chain")
    actions.tell_partners(**BY, pair=pair, kind="asked")
    doubles = [
        lambda: Opinion.objects.create(pair=pair, organisation=own, verdict="chain", stated_at=AT),
        lambda: Notice.objects.create(pair=pair, organisation=own, kind="asked", told_at=AT),
        lambda: make_pair(left=pair.left, right=pair.right),
        lambda: Decision.objects.create(
            pair=pair, verdict="chain", reason="", label="chain", score=0.5, decided_at=AT
        ),
    ]
    for double in doubles:
        with pytest.raises(IntegrityError), transaction.atomic():
            double()
