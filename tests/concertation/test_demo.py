"""The demonstration's meetings: tables that fit the country, two years that stand up, no letter written."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail

from azalai.accounts import demo as accounts_demo
from azalai.accounts.models import Person
from azalai.actors import demo as actors_demo
from azalai.concertation import demo
from azalai.concertation.actions import load_bodies_data
from azalai.concertation.demo.calendar import SECRETARIAT, courses
from azalai.concertation.demo.holders import HOLDERS
from azalai.concertation.demo.themes import BY_TITLE, EVERY
from azalai.concertation.models import Convocation, Meeting, Message, Minutes, MinutesActionOwner, Seat
from azalai.core.models import AuditEntry
from azalai.frames.dataset import load_profile
from tests.accounts.factories import AT, SYSTEM
from tests.frames.factories import load as load_frames

BY = {"by": SYSTEM, "at": AT}
NAMED = {holder.code for holder in HOLDERS} | {SECRETARIAT, "demo-direction", "demo-partenaire"}


@pytest.mark.parametrize("country", ["NE", "TD"])
def test_every_body_of_the_tables_is_one_of_the_country_and_is_filled_by_invented_people(
    country: str,
) -> None:
    planned = courses(country)
    assert {course.code for course in planned} == {body.code for body in load_profile(country).bodies}
    for course in planned:
        assert len(course.seats) == len(set(course.seats)) >= 3
        assert set(course.seats) <= NAMED
        assert min(course.last, course.number) > 0
        assert len(course.answers) <= len(course.seats)
    assert courses("PT") == []


def test_names_say_that_they_are_invented_and_titles_are_told_apart() -> None:
    assert all("(fictif)" in holder.name for holder in HOLDERS if holder.name)
    assert len(BY_TITLE) == len({theme.title for theme in EVERY})
    said = " ".join(action.text for theme in EVERY for action in theme.actions)
    assert not re.search(r"@|\d{8}", said)


@pytest.mark.django_db
def test_two_years_of_meetings_load_once_and_write_to_nobody() -> None:
    accounts_demo.load(**BY)
    load_frames("TD")
    actors_demo.load(**BY, country="TD")
    load_bodies_data(**BY, country="TD")
    demo.load(**BY, country="TD")
    _lived()
    _addressed()
    written = AuditEntry.objects.count()
    demo.load(**BY, country="TD")
    assert AuditEntry.objects.count() == written


def _lived() -> None:
    meetings = Meeting.objects.all()
    assert {one.state for one in meetings} == {"held", "convened", "cancelled"}
    assert all(one.title for one in meetings)
    assert min(one.starts_at for one in meetings) < AT - timedelta(days=600)
    assert {one.state for one in Minutes.objects.all()} == {"adopted", "circulated", "draft"}
    assert Convocation.objects.waiting().exists()
    assert set(Convocation.objects.values_list("state", flat=True)) >= {"present", "excused", "absent"}
    assert Convocation.objects.filter(meeting__state="held").exclude(attendance="").exists()
    assert MinutesActionOwner.objects.filter(organisation__code="demo-population").exists()
    assert not MinutesActionOwner.objects.filter(text="fictif").exists()


def _addressed() -> None:
    people = Person.objects.exclude(email="")
    assert all(one.email.endswith("@example.org") for one in people)
    assert Seat.objects.filter(post__isnull=False).count() > Seat.objects.filter(post__isnull=True).count()
    assert Seat.objects.filter(deputy_post__isnull=False).exists()
    assert not Message.objects.pending().filter(person__isnull=False).exists()
    assert mail.outbox == []
