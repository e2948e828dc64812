"""The first page with every room: each role's work, nothing that it may not read, few queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from azalai.accounts.enums import Role
from azalai.concertation import actions as concertation
from azalai.core import attention, audit, news
from azalai.core.attention import Attention, Kind
from azalai.core.authorship import Author
from azalai.core.clock import now, today
from azalai.core.models import AuditEntry
from azalai.interventions.content import Content
from tests.accounts.acting import BY
from tests.accounts.factories import author_with, make_person, sign_in
from tests.actors.factories import make_organisation
from tests.concertation.factories import convened, make_body, make_meeting, make_mission
from tests.interventions.factories import author_of, focal_person, load, make_bare_intervention, make_draft
from tests.overlaps.factories import make_joint, make_pair
from tests.plans.factories import load_frames, make_version

pytestmark = pytest.mark.django_db
OFFICERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.COMMUNICATION)
MOST_QUERIES = 75


def soon(days: int = 5) -> dict[str, Any]:
    at = now() + timedelta(days=days)
    return {"starts_at": at, "ends_at": at + timedelta(hours=2)}


def work(author: Author, kind: Kind | None = None) -> list[Attention]:
    found = [line for section in attention.sections(author) for line in section.lines]
    return [line for line in found if kind is None or line.kind is kind]


def labels(author: Author, kind: Kind | None = None) -> str:
    return " | ".join(str(line.label) for line in work(author, kind))


def everywhere() -> Iterator[None]:
    """Something to do in every room; each step adds to it."""
    make_version()
    while True:
        convened(make_body(seats=3), **soon())
        make_mission(state="planned", starts="2022-01")
        make_mission(state="planned", starts=(today() + timedelta(days=9)).isoformat())
        make_draft()
        make_joint(make_pair())
        yield


@pytest.fixture
def data() -> Iterator[None]:
    load_frames()
    load()
    return everywhere()


def test_the_first_page_asks_as_little_of_much_as_of_little(client: Client, data: Iterator[None]) -> None:
    for _number in range(4):  # past every « and others »
        next(data)
    counts = {}
    for role in (Role.PERMANENT_SECRETARY, Role.PARTNER):
        sign_in(client, role)
        client.get("/")
        with CaptureQueriesContext(connection) as first:
            client.get("/")
        counts[role] = len(first)
    for _number in range(3):
        next(data)
    for role, count in counts.items():
        sign_in(client, role)
        client.get("/")
        with CaptureQueriesContext(connection) as then:
            page = client.get("/")
        assert len(then) <= count <= MOST_QUERIES, role
        assert len(page.content) < 30_000


def test_each_role_opens_its_page_and_every_line_leads_somewhere(
    client: Client, data: Iterator[None]
) -> None:
    next(data)
    for role in Role.values:
        author = author_of(sign_in(client, role))
        html = client.get("/").content.decode()
        lines = work(author)
        for url in {line.url.split("#")[0] for line in lines} | {
            one.url for one in attention.figures(author)
        }:
            assert client.get(url).status_code == 200, (role, url)
        assert all(f">{one.label}</a>" in html for one in attention.shortcuts(author))


def test_who_has_not_answered_is_named_to_the_secretariat_alone() -> None:
    meeting = convened(make_body(seats=5), **soon())
    first = meeting.convocations.select_related("seat__organisation").order_by("seat").first()
    concertation.answer(**BY | {"at": now()}, convocation=first, choice="present")
    for role in OFFICERS:
        [line] = work(author_with(role), Kind.ANSWER)
        assert line.count == 4
        assert first.seat.holder not in line.who
        assert line.who.endswith("et 1 autre")
        assert line.url == meeting.get_absolute_url() + "#answers"
    assert work(author_with(Role.PARTNER), Kind.ANSWER) == []


def test_a_member_is_asked_to_answer_and_no_more_once_it_has() -> None:
    meeting = convened(make_body(seats=2), **soon())
    row = meeting.convocations.select_related("seat__organisation").first()
    member = author_of(focal_person(row.seat.organisation))
    assert "Répondre à la convocation" in labels(member, Kind.DECISION)
    concertation.answer(**BY | {"at": now()}, convocation=row, choice="present")
    assert "Répondre" not in labels(member)
    assert str(meeting.body) in labels(member, Kind.DUE)


def test_a_mission_whose_date_has_passed_asks_whether_it_took_place() -> None:
    mission = make_mission(state="planned", starts="2022-01")
    assert mission.title in labels(author_with(Role.COMMUNICATION), Kind.DECISION)
    assert mission.title not in labels(author_with(Role.AUDITOR))
    concertation.change_mission(**BY, mission=mission, state="held")
    assert mission.title not in labels(author_with(Role.COMMUNICATION))


def test_a_late_joint_action_says_whose_it_is() -> None:
    load()
    joint = make_joint()
    type(joint).objects.filter(pk=joint.pk).update(due_on="2020-01-01")
    [line] = [one for one in work(author_with(Role.ME_OFFICER), Kind.LATE) if joint.title in str(one.label)]
    assert line.on.isoformat() == "2020-01-01"  # type: ignore[union-attr]
    assert all(str(party.organisation) in line.who for party in joint.parties.all())


def test_findings_of_a_plan_wait_for_those_who_decide_them() -> None:
    load_frames()
    make_version()
    assert "constat" in labels(author_with(Role.ME_OFFICER), Kind.DECISION)
    assert "constat" not in labels(author_with(Role.COMMUNICATION))


# ---- what has changed


def told(author: Author) -> set[str]:
    return {line.url for line in news.news(author, AuditEntry.objects.earliest("at").at - timedelta(1))}


def test_the_news_hide_what_the_reader_may_not_open() -> None:
    draft = make_draft(Content(title_fr="Brouillon", lead=make_organisation().pk))
    published = make_bare_intervention()
    planned, held = make_mission(state="planned"), make_mission()
    prepared, called = make_meeting(**soon()), convened(**soon())
    partner, officer = told(author_with(Role.PARTNER)), told(author_with(Role.ME_OFFICER))
    hidden = {
        one.get_absolute_url() for one in (draft, planned, prepared, called, *called.convocations.all())
    }
    assert not hidden & partner
    assert {published.get_absolute_url(), held.get_absolute_url()} <= partner
    assert {one.get_absolute_url() for one in (planned, called, held, published)} <= officer


def test_accounts_are_news_to_the_administrator_alone() -> None:
    person = make_person()
    with transaction.atomic():
        audit.record(**BY, action="person.created", obj=person)
    assert person.get_absolute_url() in told(author_with(Role.ADMINISTRATOR))
    assert person.get_absolute_url() not in told(author_with(Role.PERMANENT_SECRETARY))


def test_every_type_that_is_followed_is_a_model_with_a_page() -> None:
    for followed in news._followed.values():
        assert hasattr(apps.get_model(followed.object_type), "get_absolute_url")
        assert followed.pages(Author.nobody(), ["x", "9"]) == {}


def test_a_new_installation_says_how_to_begin_to_whoever_may(client: Client) -> None:
    sign_in(client, Role.PERMANENT_SECRETARY)
    html = client.get("/").content.decode()
    assert "Pour commencer" in html
    assert "Déposer le plan d&#x27;action" in html
    sign_in(client, Role.PARTNER)
    assert "Pour commencer" not in client.get("/").content.decode()
