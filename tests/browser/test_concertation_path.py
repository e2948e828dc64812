"""A convocation from the secretariat to a telephone and back: the invited person needs neither account,
script nor mouse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from azalai.accounts.enums import Role
from azalai.concertation import links
from azalai.concertation.models import Body, Meeting
from azalai.core.clock import now
from tests.accounts.factories import hold, make_person, make_post
from tests.concertation.factories import make_body

Check = Callable[[Page], None]
Enter = Callable[[Page, Client], None]


@pytest.fixture
def body(transactional_db: None) -> Body:
    return make_body(seats=3, name_fr="Groupe technique d'essai", quorum_rule="majority")


@pytest.fixture
def officer(body: Body) -> Client:
    client = Client()
    person = make_person()
    hold(person, make_post(role=Role.PERMANENT_SECRETARY))
    client.force_login(person)
    return client


def test_from_the_convocation_to_the_attendance(
    page_without_js: Page,
    open_context: Callable[..., BrowserContext],
    body: Body,
    officer: Client,
    enter: Enter,
) -> None:
    page = page_without_js
    enter(page, officer)
    prepare(page, body)
    page.get_by_role("button", name="Convoquer les membres").click()
    expect(page.locator("main")).to_contain_text("Quorum de 2 : il en manque 2.")
    meeting = Meeting.objects.get()
    for row in meeting.convocations.order_by("pk")[:2]:
        phone = open_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
        answer_by_keyboard(phone, reverse("concertation:answer", args=[links.token_of(row)]))
    page.reload()
    expect(page.locator("main")).to_contain_text("Quorum atteint (2 sièges).")
    Meeting.objects.update(starts_at=now() - timedelta(hours=2), ends_at=now() - timedelta(hours=1))
    page.reload()
    page.get_by_role("link", name="Saisir les présences").click()
    page.get_by_role("button", name="Enregistrer les présences").click()
    expect(page.locator("main")).to_contain_text("Les présences sont enregistrées.")
    assert sorted(meeting.convocations.values_list("attendance", flat=True)) == [
        "absent",
        "present",
        "present",
    ]


def prepare(page: Page, body: Body) -> None:
    """The secretariat prepares the next meeting."""
    page.goto(reverse("concertation:meeting_new", args=[body.public_id]))
    page.locator("#id_day").fill((now() + timedelta(days=9)).date().isoformat())
    page.locator("#id_begins").fill("09:00")
    page.locator("#id_ends").fill("11:00")
    page.locator("#id_venue").fill("Salle A")
    page.locator("#id_agenda").fill("Indice de stabilité\nDivers")
    page.get_by_role("button", name="Préparer").click()


def answer_by_keyboard(phone: Page, address: str) -> None:
    """First choice, past the two optional fields, send."""
    phone.goto(address)
    wide = phone.locator("html").evaluate_handle("e => e.scrollWidth").json_value()
    assert wide <= 320
    for key in ("Tab", "Space", "Tab", "Tab", "Tab", "Enter"):
        phone.keyboard.press(key)
    expect(phone.get_by_role("status")).to_contain_text("Votre réponse est enregistrée.")


@pytest.mark.alone
def test_the_pages_pass_the_rules_of_accessibility(
    page: Page, body: Body, officer: Client, enter: Enter, check_accessibility: Check
) -> None:
    enter(page, officer)
    prepare(page, body)
    page.get_by_role("button", name="Convoquer les membres").click()
    meeting = Meeting.objects.get()
    row = meeting.convocations.first()
    for address in (
        meeting.get_absolute_url(),
        body.get_absolute_url(),
        row.get_absolute_url(),
        reverse("concertation:answer", args=[links.token_of(row)]),
        reverse("concertation:meetings"),
        reverse("concertation:bodies"),
        reverse("concertation:messages"),
        reverse("concertation:meeting_printed", args=[meeting.public_id]),
    ):
        page.goto(address)
        check_accessibility(page)
