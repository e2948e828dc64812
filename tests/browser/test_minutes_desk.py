"""Minutes written at the desk: a closed tab loses nothing, two writers see both texts, a file is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from azalai.accounts.enums import Role
from azalai.concertation import actions, links
from azalai.concertation.models import MinutesItem
from azalai.core.clock import now
from azalai.core.models import FormDraft
from tests.accounts.factories import SYSTEM, hold, make_person, make_post
from tests.concertation.factories import make_body, opened_minutes, written_minutes

Check = Callable[[Page], None]
Enter = Callable[[Page, Client], None]
POINTS = "textarea[name=point-0-key_points]"
FILE = """Compte rendu de la réunion du groupe d'essai

Date : 12 mai 2022
Lieu : Salle A
Présence :
- Structure d'essai ;

1. Bilan de l'étude
Points clés de discussion
L'étude est présentée.
Points d'action
1. Partager l'étude (Structure d'essai, ///)
"""


@pytest.fixture
def officer(transactional_db: None) -> Client:
    client = Client()
    person = make_person()
    hold(person, make_post(role=Role.PERMANENT_SECRETARY))
    client.force_login(person)
    return client


def write_address(minutes: object) -> str:
    return reverse("concertation:minutes_write", args=[minutes.meeting.public_id])  # type: ignore[attr-defined]


def test_what_was_typed_when_the_power_went_is_offered_again(
    page: Page, officer: Client, enter: Enter, screenshot: Callable[..., None]
) -> None:
    minutes = opened_minutes(make_body(seats=4, name_fr="Groupe technique d'essai"))
    enter(page, officer)
    page.goto(write_address(minutes))
    page.locator(POINTS).fill("Deux études se répètent.")
    page.get_by_role("button", name="Ajouter une ligne").first.click()
    page.locator("[name=point-0-action-2-text]").fill("Rapprocher les enquêtes")
    page.locator("[name=point-0-action-2-owner]").fill("Structure d'essai")
    page.locator("[name=point-0-action-2-deadline]").fill("fin mars 2023")
    page.get_by_role("button", name="Ajouter un point").click()
    page.locator("[name=point-3-title]").fill("Point ajouté en séance")
    expect(page.locator("[data-autosave-line]")).to_contain_text("Brouillon enregistré")
    screenshot(page, "compte-rendu-redaction", full_page=True)
    page.evaluate("window.stop()")
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(write_address(minutes))
    again.get_by_role("link", name="Reprendre cette saisie").click()
    expect(again.locator(POINTS)).to_have_value("Deux études se répètent.")
    again.get_by_role("button", name="Enregistrer et relire").click()
    expect(again.locator("main")).to_contain_text("Rapprocher les enquêtes")
    expect(again.locator("main")).to_contain_text("au plus tard le 31 mars 2023")
    titles = list(MinutesItem.objects.values_list("title", flat=True))
    assert titles == ["Bilan", "Divers", "Point ajouté en séance"]
    assert not FormDraft.objects.filter(closed_at=None).exists()


def test_two_writers_see_both_texts_and_nothing_is_lost_without_script(
    page_without_js: Page,
    open_context: Callable[..., BrowserContext],
    officer: Client,
    enter: Enter,
    screenshot: Callable[..., None],
) -> None:
    minutes = written_minutes()
    first, second = page_without_js, open_context(java_script_enabled=False).new_page()
    for page, text in ((first, "Écrit par la première"), (second, "Écrit par le second")):
        enter(page, officer)
        page.goto(write_address(minutes))
        page.locator(POINTS).fill(text)
    first.get_by_role("button", name="Enregistrer et continuer").click()
    second.get_by_role("button", name="Enregistrer et continuer").click()
    main = second.locator("main")
    expect(main).to_contain_text("Un texte a été modifié par deux personnes")
    expect(main.locator(".clash")).to_contain_text("Écrit par la première")
    expect(main.locator(".clash")).to_contain_text("Écrit par le second")
    screenshot(second, "compte-rendu-deux-textes")
    second.get_by_label("Garder les deux").check()
    second.get_by_role("button", name="Enregistrer et relire").click()
    expect(main).to_contain_text("Écrit par le second\nÉcrit par la première", use_inner_text=True)


def test_a_file_is_read_shown_and_taken_over_on_a_telephone(
    open_context: Callable[..., BrowserContext], officer: Client, enter: Enter, tmp_path: Path
) -> None:
    make_body(name_fr="Groupe d'essai")
    phone = open_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
    enter(phone, officer)
    path = tmp_path / "cr.txt"
    path.write_text(FILE, encoding="utf-8")
    phone.goto(reverse("concertation:minutes_upload"))
    phone.locator("input[type=file]").set_input_files(path)
    phone.get_by_role("button", name="Lire ce fichier").click()
    expect(phone.locator("main")).to_contain_text("n'a pas d'échéance")
    assert phone.locator("html").evaluate_handle("e => e.scrollWidth").json_value() <= 320
    phone.locator("#id_body").select_option(label="Groupe d'essai")
    phone.get_by_role("button", name="Reprendre ce compte rendu").click()
    expect(phone.locator("[name=point-0-title]")).to_have_value("Bilan de l'étude")
    assert phone.locator("html").evaluate_handle("e => e.scrollWidth").json_value() <= 320


@pytest.mark.alone
def test_the_pages_pass_the_rules_of_accessibility(
    page: Page, officer: Client, enter: Enter, check_accessibility: Check
) -> None:
    minutes = actions.circulate_minutes(by=SYSTEM, at=now(), minutes=written_minutes())
    row = minutes.meeting.convocations.get(attendance="present")
    token = links.minutes_token_of(row)
    item = minutes.items.first()
    made = actions.propose_by_link(
        at=now(), token=token, part="key-points", item=item, proposed="Autre texte."
    )
    file = actions.receive_minutes(by=SYSTEM, at=now(), name="cr.txt", data=FILE.encode(), country="NE")
    assert made is not None
    enter(page, officer)
    of = minutes.meeting.public_id
    for address in (
        minutes.get_absolute_url(),
        write_address(minutes),
        file.get_absolute_url(),
        reverse("concertation:minutes_upload"),
        reverse("concertation:minutes_by_link", args=[token]),
        reverse("concertation:minutes_version", args=[of, 1]),
        reverse("concertation:amendment_settle", args=[of, made.public_id]),
    ):
        page.goto(address)
        check_accessibility(page)
