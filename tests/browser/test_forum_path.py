"""From the mail to the thread on a telephone, without account nor script; an idea from a visitor."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from azalai.accounts.enums import Role
from azalai.core.clock import now
from azalai.forum import actions, limits
from azalai.forum.models import Idea, Thread
from tests.accounts.factories import SYSTEM
from tests.core.attachment_contract import file
from tests.forum.factories import country, make_thread, member, write

Check = Callable[[Page], None]
Enter = Callable[[Page, Client], None]


@pytest.fixture
def thread(transactional_db: None) -> Thread:
    """Someone follows it, and others have written."""
    at = now() - timedelta(days=3)
    _person, by = member(role=Role.PARTNER, email="lectrice@example.org")
    found = make_thread(by, at=at, title="Avant le groupe technique", text="Qui apporte les chiffres ?")
    write(
        member()[1], found, "Nous :\n- les effectifs\n- la méthode", at=at, enclosures=[file("effectifs.pdf")]
    )
    return found


def narrow(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()


def fits(page: Page) -> bool:
    return bool(page.locator("html").evaluate_handle("e => e.scrollWidth").json_value() <= 320)


def test_the_link_of_a_digest_writes_once(
    thread: Thread, open_context: Callable[..., BrowserContext]
) -> None:
    actions.digest(by=SYSTEM, at=now())
    (message,) = [one for one in mail.outbox if one.to == ["lectrice@example.org"]]
    found = re.search(r"(/echanges/r/\S+)", str(message.body))
    assert found is not None
    phone = narrow(open_context)
    phone.goto(found.group(1))
    assert fits(phone)
    expect(phone.locator("main")).not_to_contain_text("les effectifs")
    phone.get_by_label("Votre message").fill("Nous confirmons pour jeudi.")
    phone.get_by_role("button", name="Publier").click()
    expect(phone.get_by_role("status")).to_contain_text("Votre message est publié.")
    assert thread.contributions.latest("number").text == "Nous confirmons pour jeudi."
    phone.goto(found.group(1))
    expect(phone.locator("h1")).to_have_text("Ce lien n'a pas d'effet")


def test_a_visitor_gives_an_idea_and_reads_the_answer(
    transactional_db: None,
    open_context: Callable[..., BrowserContext],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    country()
    monkeypatch.setattr(limits, "QUICKEST", 0)
    phone = narrow(open_context)
    phone.goto(reverse("forum:ideas"))
    phone.get_by_role("link", name="Déposer une idée").first.click()
    phone.get_by_label("Votre idée, en une phrase").fill("Un guichet dans chaque gare")
    assert fits(phone)
    phone.get_by_role("button", name="Déposer").click()
    expect(phone.get_by_role("status")).to_contain_text("Votre idée est bien reçue.")
    actions.answer_idea(by=SYSTEM, at=now(), idea=Idea.objects.get(), state="kept", answer="À Arlit d'abord.")
    phone.reload()
    expect(phone.locator("main")).to_contain_text("À Arlit d'abord.")
    assert fits(phone)


@pytest.mark.alone
def test_the_pages_pass_the_rules_of_accessibility(
    page: Page, thread: Thread, enter: Enter, check_accessibility: Check
) -> None:
    client = Client()
    client.force_login(member(role=Role.ME_OFFICER)[0])
    enter(page, client)
    for address in (
        reverse("forum:threads"),
        thread.get_absolute_url(),
        reverse("forum:thread_new"),
        reverse("forum:preferences"),
        reverse("forum:ideas"),
        reverse("forum:idea_new"),
        reverse("forum:letters"),
        "/echanges/r/aucun/",
    ):
        page.goto(address)
        check_accessibility(page)
