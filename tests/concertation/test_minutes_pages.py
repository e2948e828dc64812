"""Minutes on the web: read, sent round, amended with and without an account, adopted."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from azalai.accounts.enums import Role
from azalai.concertation import actions, letters, links
from azalai.concertation.comparing import compare, pieces
from azalai.concertation.content import Action, Content, Item
from azalai.concertation.enums import AmendmentState, MinutesState
from azalai.concertation.models import Amendment, Minutes, Seat
from azalai.concertation.rules import Scope
from azalai.core.clock import now
from tests.accounts.factories import SYSTEM, sign_in
from tests.actors.factories import make_organisation
from tests.concertation.factories import make_body, make_seat, speaker_of, written_minutes
from tests.interventions.factories import sign_in_for

pytestmark = pytest.mark.django_db


def url(minutes: Minutes, name: str = "minutes", *more: Any) -> str:
    return reverse(f"concertation:{name}", args=[minutes.meeting.public_id, *more])


def circulated(*, seats: int = 2, **body: Any) -> Minutes:
    return actions.circulate_minutes(by=SYSTEM, at=now(), minutes=written_minutes(make_body(seats=seats)))


def came(minutes: Minutes) -> Seat:
    """The seat that was filled."""
    return minutes.attendees.get(presence="present").seat


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_the_secretariat_goes_from_the_meeting_to_the_adopted_minutes(client: Client) -> None:
    minutes = written_minutes()
    sign_in(client, Role.COMMUNICATION)
    meeting = text_of(client, minutes.meeting.get_absolute_url())
    assert url(minutes) in meeting
    assert url(minutes, "minutes_circulate") in text_of(client, url(minutes))
    later = now().date().replace(year=now().year + 1)
    assert client.post(url(minutes, "minutes_circulate"), {"until": later}).status_code == 302
    assert client.post(url(minutes, "minutes_return"), {"reason": "Un oubli"}).status_code == 302
    assert "Un oubli" in text_of(client, url(minutes))
    client.post(url(minutes, "minutes_circulate"), {"until": later})
    assert client.post(url(minutes, "minutes_adopt"), {"how": "after-review"}).status_code == 302
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.ADOPTED
    page = text_of(client, url(minutes))
    assert url(minutes, "minutes_write") not in page
    assert url(minutes, "minutes_version", 3) in page
    assert text_of(client, minutes.meeting.body.get_absolute_url()).count(url(minutes)) == 1


def test_a_member_reads_and_amends_once_circulated(client: Client) -> None:
    organisation = make_organisation()
    body = make_body()
    make_seat(body, organisation=organisation)
    minutes = written_minutes(body)
    sign_in_for(client, organisation)
    assert client.get(url(minutes)).status_code == 404
    minutes = actions.circulate_minutes(by=SYSTEM, at=now(), minutes=minutes)
    ask = f"{url(minutes, 'amendment_new')}?point=1&partie=key-points"
    assert ask.replace("&", "&amp;") in text_of(client, url(minutes))
    assert "présentée" in text_of(client, ask)
    assert client.post(ask, {"proposed": "L'étude est discutée.", "reason": ""}).status_code == 302
    made = Amendment.objects.get()
    assert (made.seat.organisation, made.current) == (organisation, "L'étude est présentée.")
    page = text_of(client, url(minutes))
    assert url(minutes, "amendment_withdraw", made.public_id) in page
    assert "Examiner" not in page
    client.post(url(minutes, "amendment_withdraw", made.public_id))
    made.refresh_from_db()
    assert made.state == AmendmentState.WITHDRAWN


def test_who_was_absent_reads_without_amending(client: Client) -> None:
    organisation, body = make_organisation(), make_body(seats=1)
    make_seat(body, organisation=organisation)
    minutes = actions.circulate_minutes(by=SYSTEM, at=now(), minutes=written_minutes(body))
    sign_in_for(client, organisation)
    assert "amendment" not in text_of(client, url(minutes)).replace("amendments", "")
    assert client.get(f"{url(minutes, 'amendment_new')}?partie=other").status_code == 403


@pytest.mark.parametrize(
    ("answer", "state", "text"),
    [
        ({"state": "accepted", "text": "Ajusté."}, "accepted", "Ajusté."),
        ({"state": "refused", "answer": "Non dit"}, "refused", "L'étude est présentée."),
        ({"state": "refused"}, "pending", "L'étude est présentée."),
    ],
)
def test_the_secretariat_settles_an_amendment(
    client: Client, answer: dict[str, str], state: str, text: str
) -> None:
    minutes = circulated()
    token = links.minutes_token_of(minutes.meeting.convocations.get(seat=came(minutes)))
    item = minutes.items.first()
    made = actions.propose_by_link(at=now(), token=token, part="key-points", item=item, proposed="Proposé.")
    sign_in(client, Role.ME_OFFICER)
    address = url(minutes, "amendment_settle", made.public_id)
    page = text_of(client, address)
    assert "<ins>" in page
    client.post(address, answer)
    made.refresh_from_db()
    item.refresh_from_db()
    assert (made.state, item.key_points) == (state, text)


def test_the_link_of_the_letter_reads_and_proposes_without_an_account(client: Client, mailbox: Any) -> None:
    organisation, body = make_organisation(), make_body()
    make_seat(body, organisation=organisation)
    speaker_of(organisation, "membre@example.org")
    minutes = written_minutes(body)
    minutes = actions.circulate_minutes(by=SYSTEM, at=now(), minutes=minutes, base="https://a.example.org/")
    row = minutes.meeting.convocations.get()
    address = reverse("concertation:minutes_by_link", args=[links.minutes_token_of(row)])
    page = client.get(address)
    assert len(gzip.compress(page.content)) < 15_000
    assert "L&#x27;étude est présentée" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    ask = f"{address}?point=1&partie=decisions"
    assert "retenue" in text_of(client, ask)
    assert client.post(ask, {"proposed": " "}).status_code == 422
    assert "enregistrée" in client.post(ask, {"proposed": "L'étude est renvoyée."}).content.decode()
    made = Amendment.objects.get()
    assert (made.proposed_by, made.seat, made.part) == (None, row.seat, "decisions")


def test_links_that_are_worth_nothing_are_refused_alike(client: Client) -> None:
    minutes = circulated()
    rows = {one.seat_id: one for one in minutes.meeting.convocations.all()}
    good = rows.pop(came(minutes).pk)
    absent = rows.popitem()[1]
    token = links.minutes_token_of(good)
    pages = [
        text_of(client, reverse("concertation:minutes_by_link", args=[one]), 404)
        for one in ("aucun", token[:-2] + "xx", links.token_of(good), links.minutes_token_of(absent))
    ]
    address = reverse("concertation:minutes_by_link", args=[token])
    text_of(client, address)
    text_of(client, reverse("concertation:answer", args=[token]), 404)
    actions.adopt_minutes(by=SYSTEM, at=now(), minutes=minutes, how="after-review")
    assert set(pages) == {text_of(client, address, 404)}


def test_those_who_attended_are_told_once_and_receive_the_record(mailbox: Any) -> None:
    organisation, body = make_organisation(), make_body(seats=1)
    make_seat(body)
    first = body.seats.order_by("pk").first().organisation
    speaker_of(first, "present@example.org")
    speaker_of(organisation, "autre@example.org")
    minutes = written_minutes(body)
    minutes = actions.circulate_minutes(by=SYSTEM, at=now(), minutes=minutes)
    actions.adopt_minutes(by=SYSTEM, at=now(), minutes=minutes, how="after-review")
    kinds = minutes.meeting.convocations.get(seat__organisation=first).messages.values_list("kind", flat=True)
    assert {"minutes", "adopted"} <= set(kinds)
    absent = minutes.meeting.convocations.exclude(seat__organisation=first).get()
    assert not absent.messages.filter(kind__in=["minutes", "adopted"]).exists()


def test_versions_are_compared_word_by_word(client: Client) -> None:
    minutes = circulated()
    item = minutes.items.first()
    sign_in(client, Role.ME_OFFICER)
    told = {"by": SYSTEM, "at": now(), "minutes": minutes}
    made = actions.propose_amendment(
        **told, scope=actions_scope(minutes), item=item, part="key-points", proposed="L'étude est discutée."
    )
    actions.settle_amendment(by=SYSTEM, at=now(), amendment=made, state="accepted")
    page = text_of(client, url(minutes, "minutes_version", 1))
    assert "<del>présentée</del><ins>discutée</ins>" in page
    assert client.get(url(minutes, "minutes_version", 9)).status_code == 404


def actions_scope(minutes: Minutes) -> Scope:
    """Of the seat that was filled."""
    return Scope(seats=frozenset({came(minutes).pk}))


def test_a_comparison_names_what_was_added_and_removed() -> None:
    before = Content(items=(Item("Bilan", "Vu", key="k"), Item("Divers", key="d")))
    after = Content(
        opening="Bonjour", items=(Item("Bilan", "Vu", actions=(Action("Agir"),), key="k"), Item("Neuf"))
    )
    found = [(one.point, one.what) for one in compare(before, after)]
    assert found == [("", "opening"), ("Bilan", "actions"), ("Neuf", "title"), ("Divers", "title")]
    joined = pieces("un deux trois", "un quatre trois")
    assert "".join(one.text for one in joined if one.kind != "added") == "un deux trois"
    assert "".join(one.text for one in joined if one.kind != "removed") == "un quatre trois"


def test_a_page_of_minutes_asks_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    minutes = circulated(seats=8)
    sign_in(client, Role.ME_OFFICER)
    client.get(url(minutes))
    with django_assert_max_num_queries(24):
        client.get(url(minutes))
    with django_assert_max_num_queries(24):
        client.get(url(minutes, "minutes_write"))


def test_the_first_page_tells_what_waits_of_minutes(client: Client) -> None:
    organisation, body = make_organisation(), make_body()
    make_seat(body, organisation=organisation)
    minutes = written_minutes(body)
    other = Client()
    sign_in_for(other, organisation)
    sign_in(client, Role.ME_OFFICER)
    assert "Finir le compte rendu" in text_of(client, "/")
    assert "Relire le compte rendu" not in text_of(other, "/")
    minutes = actions.circulate_minutes(by=SYSTEM, at=now(), minutes=minutes)
    assert "Finir le compte rendu" not in text_of(client, "/")
    assert "Relire le compte rendu" in text_of(other, "/")
    actions.adopt_minutes(by=SYSTEM, at=now(), minutes=minutes, how="after-review")
    assert "Relire le compte rendu" not in text_of(other, "/")


def test_letters_carry_the_link_to_read_again_then_the_record() -> None:
    organisation, body = make_organisation(), make_body()
    make_seat(body, organisation=organisation)
    speaker_of(organisation, "membre@example.org")
    minutes = written_minutes(body)
    told = {"by": SYSTEM, "at": now(), "minutes": minutes}
    minutes = actions.circulate_minutes(**told, base="https://a.example.org/")
    row = minutes.meeting.convocations.get()
    asking = letters.letter(row.messages.get(kind="minutes"))
    assert links.minutes_address_of(row) in asking.body
    assert not asking.attachments
    actions.adopt_minutes(**told, how="after-review")
    record = letters.letter(row.messages.get(kind="adopted"))
    assert record.attachments[0][0].endswith(".docx")
    assert links.minutes_address_of(row) not in record.body


def test_what_is_left_of_a_review_that_is_over_is_sent_no_more() -> None:
    organisation, body = make_organisation(), make_body()
    make_seat(body, organisation=organisation)
    at = now()
    minutes = actions.circulate_minutes(by=SYSTEM, at=at, minutes=written_minutes(body))
    message = minutes.meeting.convocations.get().messages.get(kind="minutes")
    assert (message.person, message.dropped_at) == (None, None)
    actions.retry_messages(by=SYSTEM, at=at + timedelta(days=30))
    message.refresh_from_db()
    assert message.dropped_at is not None


def test_minutes_of_a_cancelled_meeting_stay_a_draft() -> None:
    minutes = written_minutes()
    type(minutes.meeting).objects.filter(pk=minutes.meeting_id).update(
        state="cancelled", cancelled_because="Panne"
    )
    with pytest.raises(ValidationError, match="annulée"):
        actions.circulate_minutes(by=SYSTEM, at=now(), minutes=minutes)
