"""Bodies, meetings and convocations for tests."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from azalai.accounts.enums import Role
from azalai.accounts.models import Person, Post
from azalai.actors.models import Organisation
from azalai.concertation import actions
from azalai.concertation.content import Action
from azalai.concertation.enums import Attendance
from azalai.concertation.models import Body, Convocation, Meeting, Minutes, Mission, Seat
from azalai.concertation.queries import content_of
from azalai.frames.models import Country
from tests.accounts.factories import AT, START, SYSTEM, hold, make_person, make_post
from tests.actors.factories import make_category, make_organisation
from tests.frames.factories import make_country
from tests.interventions.factories import focal_person

# Fourteen days after AT, at nine in Niamey.
STARTS = datetime.fromisoformat("2022-10-07T09:00:00+01:00")
ENDS = STARTS + timedelta(hours=2)
BASE = "https://azalai.example.org/"
_numbers = itertools.count(1)


def make_body(*, seats: int = 0, **more: Any) -> Body:
    """A national group with so many seats, each of an organisation."""
    first = make_organisation()
    values = {"name_fr": f"Groupe d'essai {next(_numbers)}", "kind": "technical-group", "level": "national"}
    body = actions.register_body(by=SYSTEM, at=AT, country="NE", **(values | more))
    type(body.country).objects.filter(iso2="NE", time_zone="UTC").update(time_zone="Africa/Niamey")
    body.country.refresh_from_db()
    for number in range(seats):
        organisation = first if number == 0 else make_organisation()
        actions.add_seat(by=SYSTEM, at=AT, body=body, organisation=organisation)
    return body


def make_seat(body: Body | None = None, **more: Any) -> Seat:
    """A seat of an organisation, in a body of its own unless told."""
    body = body or make_body()
    if "organisation" not in more and "post" not in more:
        more["organisation"] = make_organisation()
    if more.get("organisation") is None:
        more.setdefault("category", make_category())
    return actions.add_seat(by=SYSTEM, at=AT, body=body, **more)


def post_of(email: str) -> Post:
    """A post that someone with this address holds."""
    post = make_post(Role.PARTNER)
    hold(make_person(email=email), post, start=START)
    return post


def speaker_of(organisation: Organisation, email: str) -> Person:
    """A focal point of the organisation, with an address."""
    person = focal_person(organisation)
    person.email = email
    person.save()
    return person


def make_meeting(body: Body | None = None, **more: Any) -> Meeting:
    """A meeting in preparation, on STARTS."""
    values = {"starts_at": STARTS, "ends_at": ENDS, "venue": "Salle A"}
    body = body or make_body(seats=2)
    return actions.prepare_meeting(by=SYSTEM, at=AT, body=body, **(values | more))


def convened(body: Body | None = None, **more: Any) -> Meeting:
    """A convened meeting."""
    meeting = make_meeting(body, **more)
    actions.convene(by=SYSTEM, at=AT, meeting=meeting, base=BASE)
    meeting.refresh_from_db()
    return meeting


def make_convocation(**seat: Any) -> Convocation:
    """One convocation, sent; the meeting has that seat only."""
    made = make_seat(**seat)
    meeting = convened(made.body)
    return meeting.convocations.select_related("meeting__body", "seat").get()


def again(convocation: Convocation) -> Convocation:
    """The row as it is now."""
    return Convocation.objects.select_related("meeting__body", "seat").get(pk=convocation.pk)


def held(body: Body, *, treated: Any = (), **more: Any) -> Meeting:
    """A meeting that took place; nobody came unless told."""
    meeting = convened(body, **more)
    return actions.hold_meeting(
        by=SYSTEM, at=meeting.ends_at, meeting=meeting, attendance={}, treated=treated
    )


def opened_minutes(body: Body | None = None, **more: Any) -> Minutes:
    """Minutes of a meeting with two points, to which the first of two seats came."""
    meeting = convened(body or make_body(seats=2), **({"agenda": ["Bilan", "Divers"]} | more))
    first = meeting.convocations.order_by("pk").first()
    treated = list(meeting.items.values_list("pk", flat=True))
    meeting = actions.hold_meeting(
        by=SYSTEM,
        at=meeting.ends_at,
        meeting=meeting,
        attendance={first.pk: Attendance.PRESENT} if first else {},
        treated=treated,
    )
    return actions.open_minutes(by=SYSTEM, at=meeting.ends_at, meeting=meeting)


def written_minutes(body: Body | None = None, **more: Any) -> Minutes:
    """The same with something said, decided and to be done at the first point."""
    minutes = opened_minutes(body, **more)
    content = content_of(minutes)
    said = replace(
        content.items[0],
        key_points="L'étude est présentée.",
        decisions="L'étude est retenue.",
        actions=(Action("Partager l'étude", owner="Structure d'essai", deadline="15 décembre 2022"),),
    )
    content = replace(content, items=(said, *content.items[1:]))
    return actions.save_minutes(by=SYSTEM, at=minutes.opened_at, minutes=minutes, content=content)


def make_mission(**more: Any) -> Mission:
    """A mission of awareness that took place in August 2022, unless told."""
    if not Country.objects.filter(pk="NE").exists():
        make_country("NE")
    values = {
        "kind": "awareness",
        "title": f"Mission {next(_numbers)}",
        "starts": "2022-08-10",
        "state": "held",
    }
    return actions.register_mission(by=SYSTEM, at=AT, country="NE", **(values | more))
