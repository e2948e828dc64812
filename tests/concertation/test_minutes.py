"""Minutes: opened from what is known, written, sent round, amended, adopted, then frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from azalai.concertation import actions
from azalai.concertation.content import Action, Attended, Content, Item, from_plain, to_plain
from azalai.concertation.enums import (
    AdoptionWay,
    AmendmentPart,
    AmendmentState,
    Attendance,
    ItemState,
    MeetingState,
    MinutesState,
)
from azalai.concertation.models import (
    AgendaItem,
    Convocation,
    Minutes,
    MinutesAction,
    MinutesActionOwner,
    MinutesAttendee,
    MinutesItem,
    MinutesVersion,
)
from azalai.concertation.queries import content_of
from azalai.concertation.rules import Scope
from azalai.core.models import AuditEntry
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation
from tests.concertation.factories import ENDS, convened, make_body, opened_minutes, written_minutes

pytestmark = pytest.mark.django_db
LATER = ENDS + timedelta(days=1)


def save(minutes: Minutes, content: Content, **more: object) -> Minutes:
    return actions.save_minutes(by=SYSTEM, at=LATER, minutes=minutes, content=content, **more)


def test_minutes_begin_with_the_agenda_and_the_attendance_that_was_ticked() -> None:
    minutes = opened_minutes()
    content = content_of(minutes)
    assert [item.title for item in content.items] == ["Bilan", "Divers"]
    assert [one.presence for one in content.attendees] == [Attendance.PRESENT, Attendance.ABSENT]
    assert minutes.state == MinutesState.DRAFT
    again = actions.open_minutes(by=SYSTEM, at=LATER, meeting=minutes.meeting)
    assert again == minutes
    assert AuditEntry.objects.filter(action="concertation.minutes-opened").count() == 1


def test_minutes_are_not_opened_before_the_day() -> None:
    meeting = convened()
    with pytest.raises(ValidationError, match="le jour de la réunion"):
        actions.open_minutes(by=SYSTEM, at=AT, meeting=meeting)


def test_minutes_written_during_the_meeting_close_it_when_they_are_sent_round() -> None:
    meeting = convened(make_body(seats=2))
    kept, left = (
        actions.add_item(by=SYSTEM, at=AT, meeting=meeting, title=title) for title in ("Bilan", "Divers")
    )
    minutes = actions.open_minutes(by=SYSTEM, at=meeting.starts_at, meeting=meeting)
    content = content_of(minutes)
    first, second = content.attendees
    items = (content.items[0], replace(content.items[1], is_treated=False))
    seen = replace(content, attendees=(replace(first, presence=Attendance.PRESENT), second), items=items)
    save(minutes, seen)
    actions.circulate_minutes(by=SYSTEM, at=LATER, minutes=minutes)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD
    assert Convocation.objects.get(seat=first.seat).attendance == Attendance.PRESENT
    states = [AgendaItem.objects.get(pk=one.pk).state for one in (kept, left)]
    assert states == [ItemState.TREATED, ItemState.POSTPONED]


def test_what_is_written_is_kept_as_written_and_as_understood() -> None:
    known = make_organisation(acronym="OIM")
    minutes = opened_minutes()
    content = content_of(minutes)
    action = Action("Partager l'étude", owner=f"{known.acronym} et HELVETAS", deadline="avant fin octobre")
    vague = Action("Trouver les moyens", owner="///", deadline="///")
    item = replace(content.items[0], key_points="Deux études.", actions=(action, vague))
    save(minutes, replace(content, items=(item,), next_text="Le 27 janvier 2023"))
    minutes.refresh_from_db()
    assert minutes.next_on == "2023-01-27"
    first, second = MinutesAction.objects.filter(item__minutes=minutes)
    assert (first.owner_text, first.deadline_text) == ("OIM et HELVETAS", "avant fin octobre")
    assert (first.deadline_from, first.deadline_to) == (None, date(2022, 10, 31))
    assert [(one.text, one.organisation) for one in first.owners.all()] == [
        ("OIM", known),
        ("HELVETAS", None),
    ]
    assert (second.deadline_text, second.deadline_to, second.owners.count()) == ("///", None, 0)


def test_rows_keep_their_identity_while_points_change_places() -> None:
    minutes = written_minutes()
    content = content_of(minutes)
    first, second = content.items
    keys = {item.key for item in content.items}
    action = next(content.actions())[1].key
    save(minutes, replace(content, items=(second, first, Item("Nouveau"))))
    rows = list(MinutesItem.objects.filter(minutes=minutes))
    assert [row.title for row in rows] == [second.title, first.title, "Nouveau"]
    assert [row.number for row in rows] == [1, 2, 3]
    assert keys < {str(row.public_id) for row in rows}
    assert MinutesAction.objects.filter(public_id=action).exists()


def test_two_writers_are_told_and_nothing_is_written_over() -> None:
    minutes = opened_minutes()
    seen, content = minutes.revision, content_of(minutes)
    save(minutes, replace(content, opening="De la première"), revision=seen)
    with pytest.raises(actions.Conflict) as told:
        save(minutes, replace(content, opening="Du second"), revision=seen)
    assert content_of(told.value.minutes).opening == "De la première"
    # The same text sent twice is no conflict.
    save(minutes, replace(content, opening="De la première"), revision=seen)
    chosen = save(minutes, replace(content, opening="Les deux"), revision=told.value.minutes.revision)
    assert content_of(chosen).opening == "Les deux"


def test_a_seat_that_was_called_stays_on_the_list_and_its_convocation_says_the_same() -> None:
    minutes = opened_minutes()
    content = content_of(minutes)
    absent = content.attendees[1]
    guest = Attended("Université d'essai", Attendance.PRESENT, "Doyen")
    came = replace(absent, presence=Attendance.REPRESENTED, name="Autre nom")
    save(minutes, replace(content, attendees=(came, guest)))
    now_there = content_of(minutes).attendees
    assert [one.name for one in now_there] == [content.attendees[0].name, absent.name, "Université d'essai"]
    row = Convocation.objects.get(meeting=minutes.meeting, seat=absent.seat)
    assert row.attendance == Attendance.REPRESENTED


def test_a_content_is_the_same_after_json() -> None:
    content = content_of(written_minutes())
    assert from_plain(to_plain(content) | {"unknown": 1}) == content


def test_amendments_are_settled_before_the_minutes_are_adopted() -> None:
    minutes = written_minutes()
    minutes = actions.circulate_minutes(by=SYSTEM, at=LATER, minutes=minutes)
    seat = minutes.attendees.filter(presence=Attendance.PRESENT).first().seat
    scope = Scope(seats=frozenset({seat.pk}))
    item = minutes.items.first()
    asked = {"by": SYSTEM, "at": LATER, "minutes": minutes, "scope": scope, "item": item}
    one = actions.propose_amendment(**asked, part=AmendmentPart.KEY_POINTS, proposed="Mieux dit.")
    assert actions.propose_amendment(**asked, part=AmendmentPart.KEY_POINTS, proposed="Mieux dit.") == one
    other = actions.propose_amendment(**asked, part=AmendmentPart.ACTIONS, proposed="Il manque l'OIM.")
    how = AdoptionWay.AFTER_REVIEW
    with pytest.raises(ValidationError, match="amendements qui attendent : 2"):
        actions.adopt_minutes(by=SYSTEM, at=LATER, minutes=minutes, how=how)
    actions.settle_amendment(by=SYSTEM, at=LATER, amendment=one, state=AmendmentState.ACCEPTED)
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        actions.settle_amendment(by=SYSTEM, at=LATER, amendment=other, state=AmendmentState.REFUSED)
    actions.withdraw_amendment(by=SYSTEM, at=LATER, amendment=other, scope=scope)
    adopted = actions.adopt_minutes(by=SYSTEM, at=LATER, minutes=minutes, how=how)
    assert adopted.items.first().key_points == "Mieux dit."
    kinds = list(adopted.versions.values_list("number", "kind"))
    assert kinds == [(1, "circulated"), (2, "adopted")]
    before, after = (from_plain(one.content) for one in adopted.versions.all())
    assert (before.items[0].key_points, after.items[0].key_points) == (item.key_points, "Mieux dit.")
    entry = AuditEntry.objects.get(action="concertation.minutes-adopted")
    assert (entry.object_type, entry.object_id) == ("concertation.minutes", str(minutes.pk))


def test_amendments_come_in_time_from_those_who_attended() -> None:
    minutes = actions.circulate_minutes(by=SYSTEM, at=LATER, minutes=written_minutes())
    late = LATER + timedelta(days=30)
    with pytest.raises(ValidationError, match="délai"):
        actions.propose_amendment(
            by=SYSTEM, at=late, minutes=minutes, scope=Scope(), part=AmendmentPart.OTHER, proposed="Trop tard"
        )


@pytest.mark.parametrize("how", [AdoptionWay.AFTER_REVIEW, AdoptionWay.NEXT_MEETING, "autre"])
def test_a_draft_is_adopted_at_once_or_not_at_all(how: str) -> None:
    minutes = written_minutes()
    with pytest.raises(ValidationError):
        actions.adopt_minutes(by=SYSTEM, at=LATER, minutes=minutes, how=how)
    assert actions.adopt_minutes(by=SYSTEM, at=LATER, minutes=minutes, how=AdoptionWay.AT_ONCE).adopted_at


def test_minutes_come_back_as_a_draft_with_a_reason() -> None:
    minutes = actions.circulate_minutes(by=SYSTEM, at=LATER, minutes=written_minutes())
    with pytest.raises(ValidationError):
        actions.return_minutes(by=SYSTEM, at=LATER, minutes=minutes, reason=" ")
    back = actions.return_minutes(by=SYSTEM, at=LATER, minutes=minutes, reason="Un point manque")
    assert (back.state, back.returned_because) == (MinutesState.DRAFT, "Un point manque")


def _adopted() -> Minutes:
    minutes = written_minutes()
    return actions.adopt_minutes(by=SYSTEM, at=LATER, minutes=minutes, how=AdoptionWay.AT_ONCE)


def test_adopted_minutes_are_refused_by_every_action() -> None:
    minutes = _adopted()
    content = content_of(minutes)
    for attempt in (
        lambda: save(minutes, replace(content, opening="Autre")),
        lambda: actions.circulate_minutes(by=SYSTEM, at=LATER, minutes=minutes),
        lambda: actions.return_minutes(by=SYSTEM, at=LATER, minutes=minutes, reason="x"),
        lambda: actions.adopt_minutes(by=SYSTEM, at=LATER, minutes=minutes, how=AdoptionWay.AT_ONCE),
    ):
        with pytest.raises(ValidationError):
            attempt()
    assert content_of(minutes) == content


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Minutes, {"opening": "Autre"}),
        (Minutes, {"state": MinutesState.DRAFT, "adopted_at": None, "adopted_how": ""}),
        (MinutesAttendee, {"presence": Attendance.ABSENT}),
        (MinutesItem, {"key_points": "Autre"}),
        (MinutesAction, {"text": "Autre"}),
        (MinutesActionOwner, {"text": "Autre"}),
        (MinutesVersion, {"content": {}}),
    ],
)
def test_the_database_refuses_to_change_what_was_adopted(model, change) -> None:  # type: ignore[no-untyped-def]
    _adopted()
    assert model.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**change)


def test_a_point_is_not_moved_into_adopted_minutes() -> None:
    adopted, other = _adopted(), written_minutes()
    with pytest.raises(DatabaseError), transaction.atomic():
        other.items.update(minutes=adopted, number=50)


def test_an_organisation_that_is_merged_is_followed_even_there() -> None:
    _adopted()
    kept = make_organisation()
    MinutesActionOwner.objects.filter(is_group=False).update(organisation=kept)
    MinutesAttendee.objects.update(organisation=kept)
    assert MinutesActionOwner.objects.filter(organisation=kept).exists()
