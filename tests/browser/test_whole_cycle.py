"""A decision from its convocation to its verification: the secretariat at its desk, the invited person on a
small telephone without account, script or mouse, reached by a real mail server only."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from azalai.accounts.enums import Role
from azalai.concertation.models import Body, Meeting
from azalai.core import facts
from azalai.core.clock import now, today
from azalai.core.facts import FactSpan
from azalai.followup.models import ActionPoint
from tests.accounts.factories import hold, make_person, make_post
from tests.actors.factories import make_organisation
from tests.concertation.factories import make_body, make_seat, speaker_of
from tests.support.mail import Mailbox

Enter = Callable[[Page, Client], None]
LINK = re.compile(r"https?://\S+")
ADDRESS = "direction@example.org"


@pytest.fixture
def body(transactional_db: None) -> Body:
    """A group with two seats; somebody speaks for one of them and has an address."""
    body = make_body(name_fr="Groupe technique d'essai")
    directorate = make_organisation("DIRE", name_fr="Direction d'essai")
    speaker_of(directorate, ADDRESS)
    make_seat(body, organisation=directorate)
    make_seat(body)
    return body


@pytest.fixture
def desk(page_without_js: Page, body: Body, enter: Enter) -> Page:
    """The permanent secretary's browser, on a meeting in preparation."""
    client, person = Client(), make_person()
    hold(person, make_post(role=Role.PERMANENT_SECRETARY))
    client.force_login(person)
    enter(page_without_js, client)
    page_without_js.goto(reverse("concertation:meeting_new", args=[body.public_id]))
    return page_without_js


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    """The invited person's telephone: 320 pixels, no script, nobody signed in."""
    return open_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()


def test_a_decision_goes_from_the_convocation_to_its_verification(
    desk: Page, phone: Page, mailbox: Mailbox
) -> None:
    convene(desk)
    follow_the_link(phone, mailbox)
    phone.locator("input[type=radio][value=present]").check()
    phone.get_by_role("button").click()
    expect(phone.get_by_role("status")).to_contain_text("Votre réponse est enregistrée.")
    hold_and_write(desk)
    follow_the_link(phone, mailbox)
    amend(phone)
    settle_and_adopt(desk)
    assert "adopté" in text_of(mailbox)
    (point,) = ActionPoint.objects.all()
    ask(desk, point)
    follow_the_link(phone, mailbox)
    answer_done(phone)
    verify(desk, point)
    walk_back(desk)


def text_of(mailbox: Mailbox) -> str:
    """The last message, which must be for the invited person."""
    address, message = mailbox.received[-1]
    assert address == ADDRESS
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def follow_the_link(phone: Page, mailbox: Mailbox) -> None:
    """Open the link of the last message; the page fits the telephone."""
    found = LINK.search(text_of(mailbox))
    assert found is not None
    answer = phone.goto(found[0])
    assert answer is not None
    assert answer.status == 200
    assert len(answer.body()) <= 15_000
    assert phone.locator("html").evaluate_handle("e => e.scrollWidth").json_value() <= 320


def convene(desk: Page) -> None:
    desk.locator("#id_day").fill((now() + timedelta(days=9)).date().isoformat())
    desk.locator("#id_begins").fill("09:00")
    desk.locator("#id_ends").fill("11:00")
    desk.locator("#id_venue").fill("Salle A")
    desk.locator("#id_agenda").fill("Indice de stabilité")
    desk.get_by_role("button", name="Préparer").click()
    desk.get_by_role("button", name="Convoquer les membres").click()
    expect(desk.locator("main")).to_contain_text("2 membres sont convoqués.")


def hold_and_write(desk: Page) -> None:
    """The day has come; presences, then the minutes with one action for the invited person."""
    Meeting.objects.update(starts_at=now() - timedelta(hours=3), ends_at=now() - timedelta(hours=1))
    desk.reload()
    desk.get_by_role("link", name="Saisir les présences").click()
    desk.get_by_role("button", name="Enregistrer les présences").click()
    desk.get_by_role("link", name="Rédiger le compte rendu").or_(
        desk.get_by_role("button", name="Rédiger le compte rendu")
    ).first.click()
    desk.locator("[name=point-0-key_points]").fill("L'indice a été présenté.")
    desk.locator("[name=point-0-action-0-text]").fill("Partager l'étude")
    desk.locator("[name=point-0-action-0-owner]").fill("Direction d'essai")
    desk.locator("[name=point-0-action-0-deadline]").fill("fin mars 2030")
    desk.get_by_role("button", name="Enregistrer et relire").click()
    desk.get_by_role("link", name="Envoyer en relecture").click()
    desk.locator("main form").get_by_role("button").first.click()
    expect(desk.locator("main")).to_contain_text("amendements jusqu'au")


def amend(phone: Page) -> None:
    phone.get_by_role("link", name="Proposer un autre texte").first.click()
    phone.locator("textarea").first.fill("L'indice a été présenté et discuté.")
    phone.get_by_role("button", name="Envoyer ma proposition").click()
    expect(phone.get_by_role("status")).to_contain_text("Votre proposition est enregistrée.")


def settle_and_adopt(desk: Page) -> None:
    desk.reload()
    desk.locator("#amendments ~ div").get_by_role("link", name="Examiner").click()
    desk.locator("input[type=radio][value=accepted]").check()
    desk.locator("main form").get_by_role("button").first.click()
    expect(desk.locator("main")).to_contain_text("L'indice a été présenté et discuté.")
    desk.get_by_role("link", name="Enregistrer l'adoption").click()
    desk.locator("main form input[type=radio]").first.check()
    desk.locator("main form").get_by_role("button").first.click()
    expect(desk.locator("main")).to_contain_text("Partager l'étude")


def ask(desk: Page, point: ActionPoint) -> None:
    desk.goto(point.get_absolute_url())
    desk.get_by_role("button", name="Relancer").click()
    expect(desk.locator("main")).to_contain_text("Relances")


def answer_done(phone: Page) -> None:
    expect(phone.locator("h1")).to_have_text("Partager l'étude")
    phone.locator("input[type=radio][value=done]").check()
    phone.locator("textarea, input[name=text]").first.fill("Étude envoyée aux membres.")
    phone.get_by_role("button", name="Envoyer ma réponse").click()
    expect(phone.get_by_role("status")).to_contain_text("Votre réponse est enregistrée.")


def verify(desk: Page, point: ActionPoint) -> None:
    desk.reload()
    expect(desk.locator("main")).to_contain_text("Étude envoyée aux membres.")
    desk.get_by_role("link", name="Vérifier").click()
    desk.locator("main form").get_by_role("button").first.click()
    point.refresh_from_db()
    assert point.state == "verified"
    span = FactSpan("NE", today() - timedelta(days=365), today())
    for code in ("concertation.meetings-held", "followup.actions-verified"):
        fact = facts.fact(code)
        assert fact is not None
        assert fact.listing(span).value() == 1


def walk_back(desk: Page) -> None:
    """From the action to the meeting that decided it, and from the meeting to the action."""
    thread = desk.locator(".thread")
    thread.get_by_role("link", name="Groupe technique d'essai").first.click()
    expect(desk.locator("main")).to_contain_text("Partager l'étude")
    desk.get_by_role("link", name="Partager l'étude").first.click()
    expect(desk.locator("h1")).to_contain_text("Partager l'étude")
