"""Declaring what one does, as a newcomer does: by keyboard, interrupted, on a phone, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from azalai.accounts.enums import Role
from azalai.accounts.models import Person
from azalai.actors.actions import appoint_focal_point
from azalai.core.models import FormDraft
from azalai.interventions import actions
from azalai.interventions.models import IatiUpload, Intervention
from azalai.interventions.sheets.writing import workbook
from tests.accounts.factories import AT, SYSTEM, hold, make_person, make_post
from tests.actors.factories import make_organisation
from tests.interventions.factories import START, full_content, load, make_draft, make_intervention
from tests.interventions.test_iati import activity, file
from tests.plans.factories import make_version

Picture = Callable[..., None]
Check = Callable[[Page], None]
Enter = Callable[[Page, Client], None]


@pytest.fixture
def lists(live_server: object) -> None:
    """Places, objectives and organisations, as an installation has them."""
    load()


def somebody(role: Role) -> Person:
    """A person named by their role, as pictures of the guide show them."""
    person = make_person(f"Démo · {role.label}")
    hold(person, make_post(role, str(role.label)))
    return person


@pytest.fixture
def desk(page: Page, client: Client, enter: Enter, lists: None) -> Page:
    """The planning officer's browser."""
    client.force_login(somebody(Role.ME_OFFICER))
    enter(page, client)
    return page


def main(page: Page) -> Locator:
    """What the page is about."""
    return page.get_by_role("main")


def tab_to(page: Page, wanted: Locator, *, most: int = 80) -> None:
    """Press the tabulation key until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{wanted} ne reçoit jamais le focus")


def type_into(page: Page, label: str, text: str) -> None:
    tab_to(page, main(page).get_by_label(label, exact=False).first)
    page.keyboard.type(text)


def test_a_newcomer_declares_by_keyboard_and_is_told_at_once_what_is_missing(
    page: Page, client: Client, enter: Enter, lists: None, screenshot: Picture
) -> None:
    own, person = make_organisation("CARAV"), somebody(Role.PARTNER)
    post = person.tenures.get().post
    appoint_focal_point(by=SYSTEM, at=AT, organisation=own, post=post, place=None, starts_on=START)
    client.force_login(person)
    enter(page, client)
    page.goto("/")
    tab_to(page, main(page).get_by_role("link", name="Déclarer une intervention"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/nouvelle/")
    type_into(page, "Titre", "Former les relais communautaires")
    screenshot(page, "interventions-formulaire")
    tab_to(page, page.get_by_role("button", name="Publier"))
    page.keyboard.press("Enter")
    expect(main(page)).to_contain_text("Pour publier, il manque")
    for words in ("Décrivez l'intervention", "nature", "objectif", "lieu", "quand l'intervention commence"):
        expect(page.locator(".error-summary")).to_contain_text(words)
    screenshot(page, "interventions-manque")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name || location.hash")
    page.get_by_label("Description", exact=False).first.fill("Deux sessions par région.")
    page.get_by_label("Nature").first.select_option("training")
    page.get_by_label("Agadez, toute la région").check()
    page.locator("input[name=objectives]").first.check()
    page.get_by_label("Début prévu").fill("2027-02")
    page.get_by_label("Sessions ou séances").fill("8")
    page.get_by_role("button", name="Publier").click()
    expect(main(page)).to_contain_text("L'intervention est publiée")
    screenshot(page, "interventions-fiche")
    made = Intervention.objects.get()
    assert (made.is_draft, made.title_fr, made.lead) == (False, "Former les relais communautaires", own)
    assert not FormDraft.objects.filter(closed_at=None).exists()


def test_what_is_typed_is_kept_and_found_again_after_the_page_was_closed(
    desk: Page, screenshot: Picture
) -> None:
    desk.goto(reverse("interventions:new"))
    desk.get_by_label("Titre", exact=False).first.fill("Former les relais communautaires")
    desk.get_by_label("Début prévu").fill("15/13/2027")
    expect(main(desk)).to_contain_text(re.compile(r"Brouillon enregistré à \d+.h.\d\d"))
    key = FormDraft.objects.get().key
    desk.get_by_label("Description", exact=False).first.fill("Deux sessions")
    desk.goto("about:blank")  # the page goes at once: what was just typed leaves with it
    desk.goto(reverse("interventions:new"))
    expect(main(desk)).to_contain_text("Vous aviez commencé « Former les relais communautaires »")
    screenshot(desk, "interventions-reprise")
    desk.get_by_role("link", name="Reprendre cette saisie").click()
    expect(desk.get_by_label("Début prévu")).to_have_value("15/13/2027")
    expect(desk.get_by_label("Description", exact=False).first).to_have_value("Deux sessions")
    desk.get_by_label("Début prévu").fill("2027-02-15")
    desk.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(desk.locator("body")).to_contain_text("Le brouillon est enregistré")
    assert Intervention.objects.get().planned_start == "2027-02-15"
    assert FormDraft.objects.filter(key=key).exclude(closed_at=None).exists()
    assert not FormDraft.objects.filter(closed_at=None).exists()


def test_what_the_site_did_not_receive_waits_in_the_browser(desk: Page) -> None:
    desk.goto(reverse("interventions:new"))
    desk.route("**/saisies/**", lambda route: route.abort())
    desk.get_by_label("Titre", exact=False).first.fill("Sans réseau")
    expect(main(desk)).to_contain_text("Le site ne répond pas")
    assert not FormDraft.objects.exists()
    desk.unroute("**/saisies/**")
    desk.evaluate("dispatchEvent(new Event('online'))")
    expect(main(desk)).to_contain_text("Brouillon enregistré")
    assert FormDraft.objects.get().title == "Sans réseau"


def test_what_waited_in_the_browser_is_sent_by_the_next_page(desk: Page) -> None:
    desk.goto(reverse("interventions:new"))
    desk.context.set_offline(True)
    desk.get_by_label("Titre", exact=False).first.fill("Sans réseau")
    expect(main(desk)).to_contain_text("Le site ne répond pas")
    desk.goto("about:blank")
    desk.context.set_offline(False)
    desk.goto(reverse("interventions:new"))
    # It may have left by itself as the page closed: it is then offered like any other.
    either = re.compile("Une saisie restée dans ce navigateur|Reprendre cette saisie")
    found = main(desk).get_by_role("link", name=either).first
    found.click()
    expect(desk.get_by_label("Titre", exact=False).first).to_have_value("Sans réseau")


def test_an_expired_sign_in_is_said_while_typing(desk: Page) -> None:
    desk.goto(reverse("interventions:new"))
    desk.context.clear_cookies(name="sessionid")
    desk.get_by_label("Titre", exact=False).first.fill("Après la session")
    expect(main(desk)).to_contain_text("Votre session a pris fin")
    desk.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(desk.locator("body")).to_contain_text("Ce que vous aviez saisi est conservé")


def test_what_is_typed_about_a_published_one_stays_unpublished(desk: Page) -> None:
    made = make_intervention()
    desk.goto(reverse("interventions:edit", args=[made.public_id]))
    desk.get_by_label("Titre", exact=False).first.fill("À moitié tapé")
    expect(main(desk)).to_contain_text("Brouillon enregistré")
    made.refresh_from_db()
    assert made.title_fr != "À moitié tapé"


def test_counts_follow_the_nature(desk: Page) -> None:
    desk.goto(reverse("interventions:new"))
    desk.get_by_label("Nature").first.select_option("equipment")
    expect(desk.get_by_label("Sessions ou séances")).to_be_hidden()
    expect(desk.get_by_label("Équipements ou supports remis")).to_be_visible()
    desk.get_by_label("Nature").first.select_option("training")
    expect(desk.get_by_label("Sessions ou séances")).to_be_visible()


def test_a_workbook_is_shown_before_it_is_taken_over(desk: Page, tmp_path: Path, screenshot: Picture) -> None:
    path = tmp_path / "interventions.xlsx"
    make_intervention(title_fr="Former les relais communautaires")
    path.write_bytes(workbook("NE", Intervention.objects.all()))
    Intervention.objects.all().delete()
    desk.goto(reverse("interventions:upload"))
    screenshot(desk, "interventions-classeur")
    desk.get_by_label("Classeur").set_input_files(path)
    main(desk).get_by_role("button", name="Lire ce classeur").click()
    expect(main(desk)).to_contain_text("Former les relais communautaires")
    screenshot(desk, "interventions-classeur-apercu")
    desk.get_by_label("sont gardées en brouillon").check()
    main(desk).get_by_role("button", name="Reprendre ce classeur").click()
    expect(desk.locator("body")).to_contain_text("1 ajoutées")
    assert Intervention.objects.get().is_draft


def test_an_iati_file_is_shown_before_it_is_taken_over(
    desk: Page, tmp_path: Path, screenshot: Picture
) -> None:
    path = file(tmp_path, activity(), activity("XM-2", title="Border training", end="2021-01-01"))
    desk.goto(reverse("interventions:iati_upload"))
    screenshot(desk, "interventions-iati")
    desk.get_by_label("Fichier IATI").set_input_files(path)
    main(desk).get_by_role("button", name="Lire ce fichier").click()
    expect(main(desk)).to_contain_text("précède le début")
    screenshot(desk, "interventions-iati-apercu", full_page=True)
    main(desk).get_by_role("button", name="Reprendre ce fichier").click()
    expect(main(desk)).to_contain_text("Ce fichier est repris")
    assert Intervention.objects.published().count() == 2


def test_a_long_reading_goes_on_by_itself(desk: Page, tmp_path: Path) -> None:
    content = file(tmp_path, activity(), activity("XM-2")).read_bytes()
    upload = actions.receive_iati(by=SYSTEM, at=AT, name="long.xml", file=ContentFile(content))
    desk.goto(upload.get_absolute_url())
    expect(main(desk).get_by_role("button", name="Reprendre ce fichier")).to_be_visible()
    assert IatiUpload.objects.get().status == "waiting"


def pages() -> Iterator[tuple[str, str]]:
    """(name of the picture, address) of the pages of the room."""
    version = make_version()
    made = make_intervention(full_content(title_fr="Former les relais communautaires"))
    draft = make_draft()
    actions.suspend(by=SYSTEM, at=AT, intervention=make_intervention(), reason="Accès suspendu.")
    yield "interventions-liste", reverse("interventions:interventions")
    for name in ("mine", "new", "upload", "iati_upload"):
        yield "", reverse(f"interventions:{name}")
    yield "", made.get_absolute_url()
    for name in ("edit", "suspend", "link", "document_new"):
        yield "", reverse(f"interventions:{name}", args=[made.public_id])
    yield "", draft.get_absolute_url()
    yield "", reverse("interventions:delete", args=[draft.public_id])
    yield "", reverse("interventions:neglected", args=[version.plan.public_id, 1])


@pytest.mark.alone
def test_every_page_is_accessible_and_pictured(
    desk: Page, check_accessibility: Check, screenshot: Picture
) -> None:
    for picture, address in pages():
        answer = desk.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        check_accessibility(desk)
        if picture:
            screenshot(desk, picture)


@pytest.mark.alone
def test_no_page_is_wider_than_a_small_phone(phone: Page, client: Client, enter: Enter, lists: None) -> None:
    client.force_login(somebody(Role.ME_OFFICER))
    enter(phone, client)
    for _, address in pages():
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, address
