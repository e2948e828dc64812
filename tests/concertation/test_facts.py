"""What the system counts of meetings, with the list behind each number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from azalai.actors.models import Organisation
from azalai.concertation import actions
from azalai.concertation.content import Attended
from azalai.concertation.models import Body
from azalai.concertation.queries import content_of
from azalai.core.facts import FactSpan, fact
from azalai.frames.models import Country, Place
from tests.accounts.factories import SYSTEM
from tests.actors.factories import make_category, make_organisation
from tests.concertation.factories import ENDS, convened, make_body, make_seat, opened_minutes
from tests.frames.factories import make_place

pytestmark = pytest.mark.django_db
YEAR = FactSpan("NE", date(2022, 1, 1), date(2022, 12, 31))
BEFORE = FactSpan("NE", date(2021, 1, 1), date(2021, 12, 31))


def count(code: str, span: FactSpan = YEAR) -> int:
    """The number, which is the length of its list."""
    listing = fact(f"concertation.{code}").listing(span)  # type: ignore[union-attr]
    assert listing.value() == len(listing.rows())
    assert listing.rows(0, 1) == listing.rows()[:1]
    return int(listing.value())


def state_body() -> Organisation:
    """An organisation that is not of civil society."""
    return make_organisation(category=make_category("policy-sectors"))


def place(pcode: str, level: int, parent: Place | None = None) -> Place:
    return make_place(Country.objects.get(iso2="NE"), pcode, level=level, parent=parent)


def test_meetings_and_structures_count_when_they_took_place() -> None:
    opened_minutes()
    convened(make_body(seats=1))
    assert (count("meetings-held"), count("structures-taking-part")) == (1, 1)
    assert (count("meetings-held", BEFORE), count("structures-taking-part", BEFORE)) == (0, 0)
    row = fact("concertation.meetings-held").listing(YEAR).rows()[0]  # type: ignore[union-attr]
    assert (row.on, row.url.startswith("/concertation/reunions/")) == (date(2022, 10, 7), True)


def test_who_came_besides_counts_as_well() -> None:
    body = make_body()
    make_seat(body, organisation=state_body())
    minutes = opened_minutes(body)
    guest = make_organisation(acronym="AJM")
    content = content_of(minutes)
    attendees = (*content.attendees, Attended("AJM", "represented"), Attended("Inconnu", "present"))
    actions.save_minutes(by=SYSTEM, at=ENDS, minutes=minutes, content=replace(content, attendees=attendees))
    assert count("structures-taking-part") == 2
    assert count("civil-society-attendances") == 1
    listing = fact("concertation.civil-society-attendances").listing(YEAR)  # type: ignore[union-attr]
    assert listing.rows()[0].label == str(guest)


def test_seats_and_attendances_of_civil_society() -> None:
    body = make_body()
    make_seat(body)
    make_seat(body, organisation=state_body())
    opened_minutes(body)
    assert (count("civil-society-seats"), count("civil-society-attendances")) == (1, 1)


def test_a_place_counts_its_own_bodies_and_those_below() -> None:
    make_organisation()
    region, other = place("NE91", 1), place("NE92", 1)
    below = place("NE9101", 2, region)
    for where, level in ((below, "departmental"), (other, "regional")):
        make_body(kind="watch-committee", level=level, place=where)
    assert count("watch-committees") == 2
    for where, number in ((region, 1), (below, 1), (other, 1)):
        assert count("watch-committees", replace(YEAR, place_id=where.pk)) == number


def test_a_body_that_is_gone_counts_no_more() -> None:
    body = make_body(kind="watch-committee")
    Body.objects.filter(pk=body.pk).update(until="2021-06")
    assert (count("watch-committees"), count("watch-committees", BEFORE)) == (0, 0)
