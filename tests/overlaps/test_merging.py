"""A merge in the register of organisations is followed here."""

from __future__ import annotations

import pytest

from azalai.actors.actions import merge_organisations
from azalai.overlaps import actions, live
from azalai.overlaps.models import Notice, Pair
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation
from tests.interventions.factories import load, make_intervention
from tests.overlaps.factories import leads, make_joint, speaker
from tests.overlaps.making import make_twins, twin

pytestmark = pytest.mark.django_db


def _pair() -> Pair:
    actions.run_radar(by=SYSTEM, at=AT, country="NE")
    pair = Pair.objects.select_related("left__lead", "right__lead").get()
    actions.tell_partners(by=SYSTEM, at=AT, pair=pair, kind="asked")
    return pair


def test_what_was_told_to_the_merged_record_is_told_to_the_kept_one() -> None:
    load()
    make_twins()
    pair, kept = _pair(), make_organisation()
    merged = pair.left.lead
    assert merged is not None
    merge_organisations(by=SYSTEM, at=AT, merged=merged, kept=kept)
    assert set(Notice.objects.values_list("organisation", flat=True)) == {kept.pk, pair.right.lead_id}


def test_both_sides_of_a_pair_may_turn_out_to_be_one_organisation() -> None:
    load()
    make_twins()
    pair = _pair()
    assert pair.left.lead is not None
    assert pair.right.lead is not None
    merge_organisations(by=SYSTEM, at=AT, merged=pair.left.lead, kept=pair.right.lead)
    assert Notice.objects.count() == 2
    assert actions.run_radar(by=SYSTEM, at=AT, country="NE").gone == 1


def test_the_index_while_typing_knows_the_kept_record_at_once() -> None:
    load()
    live.forget()
    one = make_intervention(twin())
    assert live.size("NE") == 1
    assert one.lead is not None
    merge_organisations(by=SYSTEM, at=AT, merged=one.lead, kept=make_organisation())
    live.size("NE")
    one.refresh_from_db()
    assert one.lead is not None
    found = live._shelf.by_country["NE"].index._items[str(one.public_id)]
    assert found.reporter == one.lead.code


def test_a_joint_action_of_two_records_of_one_organisation_is_still_answered() -> None:
    load()
    make_twins()
    pair = _pair()
    left, right = leads(pair)
    joint = make_joint(pair)
    merge_organisations(by=SYSTEM, at=AT, merged=left, kept=right)
    actions.answer(by=speaker(right), at=AT, joint=joint, answer="accepted")
    joint.refresh_from_db()
    assert joint.state == "under-way"
