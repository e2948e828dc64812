"""Minutes are written where they are made: the secretary and the chair of a body write those of that body."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.concertation import actions, queries
from azalai.concertation.enums import MinutesState, SeatRole
from azalai.concertation.models import Minutes, Seat
from azalai.core.authorship import Author
from azalai.core.clock import now, today
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.actors.factories import make_organisation
from tests.concertation.factories import convened, make_body, make_seat, written_minutes
from tests.interventions.factories import sign_in_for

pytestmark = pytest.mark.django_db
SECRETARY = SeatRole.SECRETARY


def seated(client: Client, role: str = SECRETARY) -> tuple[Seat, Author]:
    """Someone who sits with that role, signed in."""
    organisation = make_organisation()
    seat = make_seat(make_body(), organisation=organisation, role=role)
    return seat, sign_in_for(client, organisation)


def url(minutes: Minutes, name: str = "minutes", *more: object) -> str:
    return reverse(f"concertation:{name}", args=[minutes.meeting.public_id, *more])


@pytest.mark.parametrize("role", [SECRETARY, SeatRole.CHAIR])
def test_the_secretary_and_the_chair_prepare_everything_but_the_adoption(client: Client, role: str) -> None:
    seat, author = seated(client, role)
    meeting = convened(seat.body, agenda=["Bilan"])
    assert "Rédiger le compte rendu" in client.get(meeting.get_absolute_url()).content.decode()
    assert client.post(reverse("concertation:minutes_open", args=[meeting.public_id])).status_code == 302
    minutes = Minutes.objects.get(meeting=meeting)
    assert client.get(url(minutes, "minutes_write")).status_code == 200
    scope = queries.scope_of(author, on=today())
    content = queries.content_of(minutes)
    here = tuple(replace(one, presence="present") for one in content.attendees)
    said = replace(content, attendees=here, items=(replace(content.items[0], key_points="Dit."),))
    actions.save_minutes(by=author, at=now(), minutes=minutes, content=said, scope=scope)
    assert client.post(url(minutes, "minutes_circulate"), {"until": "2099-01-01"}).status_code == 302
    minutes.refresh_from_db()
    assert (minutes.state, minutes.meeting.state) == (MinutesState.CIRCULATED, "held")
    page = client.get(url(minutes)).content.decode()
    assert "le secrétariat permanent enregistre l'adoption" in page.replace("&#x27;", "'")
    assert url(minutes, "minutes_adopt") not in page
    assert client.post(url(minutes, "minutes_adopt"), {"how": "after-review"}).status_code == 403
    assert client.post(url(minutes, "minutes_return"), {"reason": "Un oubli"}).status_code == 302


def test_the_secretary_answers_the_amendments_of_the_others(client: Client) -> None:
    seat, author = seated(client)
    minutes = actions.circulate_minutes(by=SYSTEM, at=now(), minutes=written_minutes(seat.body))
    for text in ("Une date fausse", "Un nom faux"):
        actions.propose_amendment(
            by=SYSTEM,
            at=now(),
            minutes=minutes,
            scope=queries.scope_of(author, on=AT.date()),
            part="other",
            proposed=text,
        )
    first, second = minutes.amendments.order_by("pk")
    assert "Finir le compte rendu" in client.get("/").content.decode()
    told = {"state": "refused", "answer": "La date est juste."}
    assert client.post(url(minutes, "amendment_settle", first.public_id), told).status_code == 302
    scope = queries.scope_of(author, on=today())
    actions.settle_amendment(by=author, at=now(), amendment=second, state="accepted", scope=scope)
    assert not minutes.amendments.filter(state="pending").exists()
    assert "Finir le compte rendu" not in client.get("/").content.decode()


@pytest.mark.parametrize("role", [SeatRole.MEMBER, SeatRole.VICE_CHAIR, SeatRole.OBSERVER])
def test_another_seat_writes_nothing(client: Client, role: str) -> None:
    seat, author = seated(client, role)
    minutes = actions.circulate_minutes(by=SYSTEM, at=now(), minutes=written_minutes(seat.body))
    scope = queries.scope_of(author, on=today())
    for name in ("minutes_write", "minutes_circulate", "minutes_return", "minutes_adopt"):
        assert client.get(url(minutes, name)).status_code == 403, name
    told = {"by": author, "at": now(), "minutes": minutes, "scope": scope}
    with pytest.raises(PermissionDenied, match="Seuls la présidence"):
        actions.save_minutes(**told, content=queries.content_of(minutes))
    with pytest.raises(PermissionDenied):
        actions.circulate_minutes(**told)
    with pytest.raises(PermissionDenied):
        actions.return_minutes(**told, reason="x")


def test_the_desk_of_one_body_is_worth_nothing_in_another_nor_once_the_seat_is_given_up(
    client: Client,
) -> None:
    seat, author = seated(client)
    elsewhere = written_minutes()
    assert client.get(url(elsewhere, "minutes_write")).status_code == 404
    scope = queries.scope_of(author, on=today())
    with pytest.raises(PermissionDenied):
        actions.open_minutes(by=author, at=now(), meeting=elsewhere.meeting, scope=scope)
    own = written_minutes(seat.body)
    assert client.get(url(own, "minutes_write")).status_code == 200
    actions.end_seat(by=SYSTEM, at=AT, seat=seat, until="2023", reason="Parti")
    assert client.get(url(own, "minutes_write")).status_code == 404


def test_who_writes_reads_the_draft_in_lists_and_the_deputy_writes_as_well(client: Client) -> None:
    seat, author = seated(client)
    minutes = written_minutes(seat.body)
    scope = queries.scope_of(author, on=today())
    readable = queries.minutes_readable(author, scope, country="NE")
    assert list(readable) == [minutes]
    assert not queries.minutes_readable(author, replace(scope, desks=frozenset()), country="NE").exists()
    stand_in = Client()
    deputy = sign_in(stand_in, Role.PARTNER).tenures.get().post
    actions.change_seat(by=SYSTEM, at=AT, seat=seat, deputy_post=deputy)
    assert stand_in.get(url(minutes, "minutes_write")).status_code == 200
