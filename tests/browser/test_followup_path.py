"""From adopted minutes to verification: the owner answers on a telephone, without account nor script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from azalai.accounts.enums import Role
from azalai.concertation import actions as concertation
from azalai.concertation.enums import AdoptionWay
from azalai.core.clock import now
from azalai.followup import actions, links
from azalai.followup.models import ActionPoint
from tests.accounts.factories import SYSTEM, hold, make_person, make_post
from tests.actors.factories import make_organisation
from tests.concertation.factories import ENDS, speaker_of, written_minutes

LATER = ENDS + timedelta(days=1)
Check = Callable[[Page], None]
Enter = Callable[[Page, Client], None]


@pytest.fixture
def point(transactional_db: None) -> ActionPoint:
    """The action of adopted minutes, whose owner the secretariat has named since."""
    minutes = written_minutes()
    how = AdoptionWay.AT_ONCE
    concertation.adopt_minutes(by=SYSTEM, at=LATER, minutes=minutes, how=how)
    owner = make_organisation("DREC")
    speaker_of(owner, "focal@example.org")
    return actions.change_point(by=SYSTEM, at=LATER, point=ActionPoint.objects.get(), owners=[owner])


@pytest.fixture
def officer(point: ActionPoint) -> Client:
    client = Client()
    person = make_person()
    hold(person, make_post(role=Role.PERMANENT_SECRETARY))
    client.force_login(person)
    return client


def test_from_the_minutes_to_the_verification(
    page_without_js: Page,
    open_context: Callable[..., BrowserContext],
    point: ActionPoint,
    officer: Client,
    enter: Enter,
) -> None:
    page = page_without_js
    enter(page, officer)
    page.goto(reverse("followup:register"))
    page.get_by_role("link", name=point.text).click()
    page.get_by_role("button", name="Relancer").click()
    expect(page.locator("main")).to_contain_text("Les responsables sont relancés")
    address = reverse("followup:answer", args=[links.token_of(point.asks.get())])
    assert address in mail.outbox[0].body
    phone = open_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
    phone.goto(address)
    phone.get_by_text("C'est fait").click()
    phone.get_by_label("En une phrase").fill("Étude partagée avec tous les membres")
    phone.get_by_role("button", name="Envoyer ma réponse").click()
    expect(phone.locator("main")).to_contain_text("Votre réponse est enregistrée")
    page.reload()
    expect(page.locator("main")).to_contain_text("Étude partagée avec tous les membres")
    page.get_by_role("link", name="Vérifier").click()
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator("main")).to_contain_text("L'action est vérifiée.")


def test_register_and_board_are_read_on_a_telephone(
    phone: Page, point: ActionPoint, officer: Client, enter: Enter, check_accessibility: Check
) -> None:
    enter(phone, officer)
    actions.ask_now(by=SYSTEM, at=now(), points=[point])
    addresses = [reverse(f"followup:{name}") for name in ("register", "board", "ageing")]
    addresses += [
        point.get_absolute_url(),
        reverse("followup:answer", args=[links.token_of(point.asks.get())]),
    ]
    for address in addresses:
        phone.goto(address)
        check_accessibility(phone)
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not phone.evaluate(wide), address
