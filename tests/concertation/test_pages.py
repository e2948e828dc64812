"""The pages of the room, without scripts; the page of the signed link without an account."""

from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

import azalai.concertation
from azalai.accounts.enums import Role
from azalai.concertation import actions, limits, links
from azalai.concertation.models import Convocation, Meeting, Seat
from azalai.core.clock import now
from azalai.core.models import AuditEntry
from azalai.formats.icalendar import Event, Party, write
from tests.accounts.acting import BY
from tests.accounts.factories import SYSTEM, sign_in
from tests.actors.factories import make_organisation
from tests.concertation.factories import (
    again,
    convened,
    held,
    make_body,
    make_meeting,
    make_seat,
    post_of,
)
from tests.interventions.factories import sign_in_for

pytestmark = pytest.mark.django_db
STYLE = Path(azalai.concertation.__file__).parent / "static" / "concertation" / "answer.css"


def soon(days: int = 10) -> dict[str, Any]:
    start = now() + timedelta(days=days)
    return {"starts_at": start, "ends_at": start + timedelta(hours=2)}


def page_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def url(name: str, one: Any, *more: Any) -> str:
    return reverse(f"concertation:{name}", args=[one.public_id, *more])


def link(row: Convocation, who: str = "member") -> str:
    return reverse("concertation:answer", args=[links.token_of(row, who)])


@pytest.fixture
def row() -> Convocation:
    return convened(make_body(seats=2, name_fr="Groupe des routes"), **soon()).convocations.first()


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_answers_nothing(client: Client, row: Convocation, method: str) -> None:
    entries = AuditEntry.objects.count()
    response = getattr(client, method)(link(row))
    assert response.status_code == 200
    assert again(row).state == "sent"
    assert AuditEntry.objects.count() == entries
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_one_answers_by_link_without_account_cookie_or_script_and_may_change(row: Convocation) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = page_of(strict, link(row))
    assert "<script" not in page
    assert "Groupe des routes" in page
    assert str(row.seat) in page
    sent = strict.post(link(row), {"choice": "excused", "deputy_name": "Une collègue, cheffe de division"})
    assert "Votre réponse est enregistrée" in sent.content.decode()
    assert (again(row).state, again(row).deputy_name) == ("excused", "Une collègue, cheffe de division")
    page = page_of(strict, link(row))
    assert "Vous avez déjà répondu" in page
    assert 'value="Une collègue, cheffe de division"' in page
    strict.post(link(row), {"choice": "present"})
    assert again(row).state == "present"


def test_the_link_says_nothing_about_anyone_else(client: Client, row: Convocation) -> None:
    other = row.meeting.convocations.exclude(pk=row.pk).get()
    actions.answer(**BY, convocation=other, choice="excused", deputy_name="Le remplaçant de l'autre")
    for page in (
        page_of(client, link(row)),
        client.post(link(row), {"choice": "present"}).content.decode(),
    ):
        assert str(other.seat) not in page
        assert "remplaçant" not in page
        assert "Excusé" not in page.replace("je m", "")


def test_the_deputy_does_not_read_what_the_member_wrote(client: Client) -> None:
    seat = make_seat(deputy_post=post_of("adjoint@example.org"))
    row = convened(seat.body, **soon()).convocations.get()
    client.post(link(row), {"choice": "excused", "remark": "Raison personnelle"})
    assert again(row).state == "relayed"
    page = page_of(client, link(row, "deputy"))
    assert "Raison personnelle" not in page
    assert "suppléant" in page


def test_a_link_worth_nothing_is_refused_alike_whatever_the_reason(client: Client, row: Convocation) -> None:
    token = links.token_of(row)
    expired = convened(make_body(seats=1), **soon()).convocations.get()
    start = now() - timedelta(hours=1)
    Meeting.objects.filter(pk=expired.meeting_id).update(starts_at=start)
    replaced = convened(make_body(seats=1), **soon()).convocations.get()
    old = link(replaced)
    actions.renew_links(**BY, convocation=replaced)
    pages = {
        page_of(client, address, 404)
        for address in (link(row).replace(token, f"{token}x"), link(expired), old)
    }
    assert len(pages) == 1
    assert "ne permet plus de répondre" in pages.pop()
    assert client.post(old, {"choice": "present"}).status_code == 404


def test_worthless_links_are_held_back_and_a_good_one_only_when_sent_again_and_again(
    client: Client, row: Convocation
) -> None:
    wrong = reverse("concertation:answer", args=["faux"])
    answers = [client.get(wrong).status_code for _ in range(limits.WRONG_LINKS + 1)]
    assert answers == [404] * limits.WRONG_LINKS + [429]
    other = Client(REMOTE_ADDR="10.0.0.9")
    told = [other.post(link(row), {"choice": "present"}).status_code for _ in range(limits.SAME_LINK + 1)]
    assert told == [200] * limits.SAME_LINK + [429]
    assert other.get(link(row)).status_code == 200


def test_a_wrong_answer_says_what_is_missing(client: Client, row: Convocation) -> None:
    sent = client.post(link(row), {"choice": ""})
    assert sent.status_code == 422
    assert 'role="alert"' in sent.content.decode()


def test_the_page_of_the_link_is_light(client: Client, row: Convocation) -> None:
    page = client.get(link(row)).content
    assert len(page) + len(STYLE.read_bytes()) < 15_000


def test_the_calendar_shows_what_one_may_read(client: Client) -> None:
    organisation = make_organisation()
    seat = make_seat(organisation=organisation)
    own, other = convened(seat.body, **soon()), convened(make_body(seats=1), **soon())
    sign_in_for(client, organisation)
    page = page_of(client, "/concertation/")
    assert own.get_absolute_url() in page
    assert other.get_absolute_url() not in page
    assert "Vous êtes convoqué" in page
    assert page_of(client, own.get_absolute_url())
    page_of(client, other.get_absolute_url(), 404)
    page_of(client, other.convocations.get().get_absolute_url(), 404)
    assert "Répondre à la convocation" in page_of(client, "/")


def test_the_filters_of_the_calendar_stand_in_the_address(client: Client) -> None:
    body = make_body(seats=1)
    past, coming = held(body), convened(body, **soon())
    other = convened(make_body(seats=1), **soon())
    sign_in(client, Role.ME_OFFICER)

    def shown(query: str) -> set[int]:
        page = page_of(client, f"/concertation/?{query}")
        return {one.pk for one in (past, coming, other) if one.get_absolute_url() in page}

    assert shown("") == {coming.pk, other.pk}
    assert shown("etat=passees") == {past.pk}
    assert shown(f"etat=toutes&instance={body.public_id}") == {past.pk, coming.pk}
    assert shown("instance=inconnue") == {coming.pk, other.pk}


def test_a_meeting_is_prepared_convened_and_closed_on_the_site(client: Client) -> None:
    body = make_body(seats=2, quorum_rule="majority")
    sign_in(client, Role.PERMANENT_SECRETARY)
    day = (now() + timedelta(days=12)).date().isoformat()
    data = {"kind": "ordinary", "day": day, "begins": "09:00", "ends": "11:00", "venue": "Salle A"}
    sent = client.post(url("meeting_new", body), data | {"agenda": "1. Indice\n- Divers\n\n"})
    meeting = Meeting.objects.get()
    assert sent["Location"] == meeting.get_absolute_url()
    assert [item.title for item in meeting.items.all()] == ["Indice", "Divers"]
    assert meeting.local_start.hour == 9
    assert "Personne n'est encore convoqué" in page_of(client, meeting.get_absolute_url())
    client.post(url("meeting_convene", meeting))
    page = page_of(client, meeting.get_absolute_url())
    assert "Quorum de 2 : il en manque 2." in page
    start = now() - timedelta(hours=3)
    Meeting.objects.update(starts_at=start, ends_at=start + timedelta(hours=1))
    first = meeting.convocations.first()
    form = {f"seat-{one.pk}": "absent" for one in meeting.convocations.all()}
    form |= {f"seat-{first.pk}": "present", f"item-{meeting.items.first().pk}": "on"}
    client.post(url("meeting_hold", meeting), form)
    meeting.refresh_from_db()
    assert meeting.state == "held"
    assert [item.state for item in meeting.items.all()] == ["treated", "postponed"]
    assert again(first).attendance == "present"


def test_a_meeting_that_ends_before_it_begins_says_so_beside_the_hour(client: Client) -> None:
    body = make_body(seats=1)
    sign_in(client, Role.PERMANENT_SECRETARY)
    data = {"kind": "ordinary", "day": "2030-01-05", "begins": "11:00", "ends": "09:00", "venue": "A"}
    page = client.post(url("meeting_new", body), data).content.decode()
    assert "La réunion finit avant de commencer." in page
    assert not Meeting.objects.exists()


def test_the_page_of_a_convocation_holds_its_texts_for_the_secretariat_alone(
    client: Client, row: Convocation
) -> None:
    sign_in(client, Role.AUDITOR)
    assert "/concertation/r/" not in page_of(client, row.get_absolute_url())
    sign_in(client, Role.DOCUMENTATION)
    page = page_of(client, row.get_absolute_url())
    assert page.count(links.token_of(row)) == 2
    sheet = page_of(client, url("meeting_printed", row.meeting))
    assert sheet.count("<svg") == 2
    assert links.token_of(row) in sheet


def test_a_body_and_its_seats_are_kept_on_the_site(client: Client) -> None:
    organisation = make_organisation()
    sign_in(client, Role.COMMUNICATION)
    data = {"name_fr": "Comité d'essai", "kind": "committee", "level": "national", "rhythm": "monthly"}
    sent = client.post(reverse("concertation:body_new"), data | {"quorum_rule": "number"})
    assert "combien de sièges" in sent.content.decode()
    sent = client.post(reverse("concertation:body_new"), data | {"quorum_rule": "none"})
    page = page_of(client, sent["Location"])
    assert "Aucun siège pour l'instant" in page
    seat_new = f"{sent['Location']}sieges/nouveau/"
    client.post(seat_new, {"organisation": organisation.pk, "role": "chair"})
    seat = Seat.objects.get()
    assert "Présidence" in page_of(client, sent["Location"])
    client.post(url("seat_edit", seat.body, seat.pk), {"organisation": organisation.pk, "role": "member"})
    client.post(url("seat_end", seat.body, seat.pk), {"until": "2026", "reason": "Retrait."})
    seat.refresh_from_db()
    assert (seat.role, seat.until) == ("member", "2026")


def test_answers_by_calendar_are_taken_over_on_the_site(client: Client, row: Convocation) -> None:
    event = Event(
        uid=row.uid,
        start=now(),
        end=now(),
        stamp=now(),
        attendees=(Party("m@example.org", "M", "ACCEPTED"),),
    )
    sign_in(client, Role.PERMANENT_SECRETARY)
    address = reverse("concertation:replies")
    sent = client.post(address, {"file": SimpleUploadedFile("r.ics", write(event, "REPLY").encode())})
    assert "réponse enregistrée" in sent.content.decode()
    assert again(row).state == "present"
    sent = client.post(address, {"file": SimpleUploadedFile("r.txt", b"bonjour")})
    assert "réponse d&#x27;agenda" in sent.content.decode()


def test_the_queue_and_the_reminders_are_at_hand(client: Client, row: Convocation) -> None:
    sign_in(client, Role.PERMANENT_SECRETARY)
    assert "à transmettre autrement" in page_of(client, reverse("concertation:messages"))
    Meeting.objects.update(starts_at=now() + timedelta(days=3), ends_at=now() + timedelta(days=4))
    Convocation.objects.update(moved_at=now() - timedelta(days=3))
    client.post(reverse("concertation:remind"))
    assert again(row).state == "reminded"


def test_the_rates_of_one_body_stand_in_the_address(client: Client) -> None:
    body, other = make_body(seats=1), make_body(seats=1)
    held(body)
    held(other)
    sign_in(client, Role.AUDITOR)
    address = reverse("concertation:rates")
    assert "0 réponses pour 2 convocations" in page_of(client, address)
    assert "0 réponses pour 1 convocations" in page_of(client, f"{address}?instance={body.public_id}")
    page_of(client, f"{address}?instance=0", 200)


@pytest.mark.parametrize("count", [3, 60])
def test_queries_of_the_lists_do_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    body = make_body(seats=1)
    for number in range(count):
        convened(body, **soon(number + 1))
        make_seat(body)
    past = held(body)
    sign_in(client, Role.ME_OFFICER)
    for address, most in (
        ("/concertation/", 13),
        ("/concertation/instances/", 8),
        (body.get_absolute_url(), 20),
        (past.get_absolute_url(), 14),
        (reverse("concertation:rates"), 11),
        (reverse("concertation:messages"), 10),
    ):
        with django_assert_max_num_queries(most):
            page_of(client, address)


def test_pages_are_light(client: Client) -> None:
    body = make_body(seats=25)
    meeting = convened(body, **soon())
    held(body)
    sign_in(client, Role.ME_OFFICER)
    for address in (
        "/concertation/",
        "/concertation/instances/",
        body.get_absolute_url(),
        meeting.get_absolute_url(),
        url("meeting_printed", meeting),
        reverse("concertation:messages"),
    ):
        assert len(gzip.compress(page_of(client, address).encode())) < 30_000, address


def test_the_home_page_tells_the_secretariat_what_is_to_close(client: Client) -> None:
    meeting = make_meeting()
    actions.convene(**BY, meeting=meeting)
    sign_in(client, Role.PERMANENT_SECRETARY)
    page = page_of(client, "/")
    assert "Saisir les présences" in page
    actions.hold_meeting(by=SYSTEM, at=now(), meeting=meeting, attendance={})
    assert "Saisir les présences" not in page_of(client, "/")
