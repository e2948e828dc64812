"""The first page and the menu in a browser: by keyboard, on a phone, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from azalai.accounts.enums import Role
from azalai.concertation import actions
from azalai.core.clock import now, today
from tests.accounts.acting import BY
from tests.accounts.factories import sign_in
from tests.concertation.factories import convened, make_body, make_mission
from tests.plans.factories import make_version

Enter = Callable[[Page, Client], None]


@pytest.fixture
def work() -> None:
    """A plan with findings, a meeting that half of the members have answered, missions past and to come."""
    make_version()
    start = now() + timedelta(days=6)
    body = make_body(seats=4, name_fr="Groupe technique sur la migration")
    meeting = convened(body, starts_at=start, ends_at=start + timedelta(hours=2), venue="Salle B")
    for row in meeting.convocations.all()[:2]:
        actions.answer(**BY | {"at": now()}, convocation=row, choice="present")
    make_mission(title="Sensibilisation de communes", state="planned", starts="2022-02")
    make_mission(
        title="Appui à une direction", state="planned", starts=(today() + timedelta(days=20)).isoformat()
    )


@pytest.fixture
def desk(page: Page, client: Client, enter: Enter, work: None) -> Page:
    sign_in(client, Role.PERMANENT_SECRETARY)
    client.get("/")  # the first page of a process imports the engines, which no visit should wait for
    enter(page, client)
    return page


def test_the_first_page_reads_as_one_list_and_each_number_leads_to_its_list(
    desk: Page, check_accessibility: Callable[[Page], None], screenshot: Callable[..., None]
) -> None:
    desk.goto("/")
    check_accessibility(desk)
    screenshot(desk, "accueil-poste")
    titles = desk.locator(".desk h2").all_inner_texts()
    assert [title.rstrip(" 0123456789") for title in titles[:4]] == [
        "En retard",
        "À faire par vous",
        "Qui n'a pas encore répondu",
        "À venir",
    ]
    desk.get_by_role("link", name="convocations sans réponse").click()
    expect(desk.get_by_role("heading", name="Qui a répondu ?")).to_be_visible()
    desk.get_by_role("link", name="Accueil").click()
    desk.get_by_role("link", name="Toutes les nouveautés").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Qu'est-ce qui a changé ?")
    check_accessibility(desk)


def test_the_menu_is_walked_by_keyboard_and_says_where_one_is(
    desk: Page, check_accessibility: Callable[[Page], None]
) -> None:
    desk.goto("/concertation/missions/")
    check_accessibility(desk)
    menu = desk.get_by_role("navigation", name="Menu principal")
    expect(menu.get_by_role("link", name="Missions")).to_have_attribute("aria-current", "page")
    expect(menu.get_by_role("link", name="Postes")).to_be_hidden()
    menu.get_by_role("link", name="Concertation").focus()
    desk.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Réunions")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Réunions")).to_have_attribute("aria-current", "page")


def test_a_small_phone_reads_the_page_and_opens_every_entry(
    phone: Page, client: Client, enter: Enter, work: None, check_accessibility: Callable[[Page], None]
) -> None:
    sign_in(client, Role.COMMUNICATION)
    enter(phone, client)
    phone.goto("/")
    check_accessibility(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    phone.get_by_text("Menu", exact=True).click()
    menu = phone.get_by_role("navigation", name="Menu principal")
    for link in menu.get_by_role("link").all():
        expect(link).to_be_visible()
        assert (link.bounding_box() or {"height": 0})["height"] >= 44
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    menu.get_by_role("link", name="Missions").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Qu'avons-nous fait hors des réunions ?")


def test_a_mission_is_registered_without_scripts(
    page_without_js: Page, client: Client, enter: Enter, check_accessibility: Any
) -> None:
    make_mission()
    sign_in(client, Role.COMMUNICATION)
    page = page_without_js
    enter(page, client)
    page.goto("/concertation/missions/")
    page.get_by_role("link", name="Inscrire une mission").click()
    page.get_by_label("Nature").select_option("session")
    page.get_by_label("Objet").fill("Séance aux élus")
    page.get_by_label("Tenue").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("link", name="Dites quand elle a eu lieu")).to_be_visible()
    page.get_by_label("Début").fill("08/2022")
    page.get_by_label("Femmes").fill("12")
    page.get_by_label("Hommes").fill("0")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("août 2022")
    expect(page.locator("main")).to_contain_text("femmes : 12, hommes : 0")
