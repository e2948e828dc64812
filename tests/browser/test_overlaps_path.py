"""Declare an activity, be warned of an overlap while typing, decide, find the pair in the matrix."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from azalai.accounts.enums import Role
from azalai.core.events import quietly
from azalai.interventions.models import Intervention
from azalai.overlaps import live
from azalai.overlaps.models import Pair
from tests.accounts.factories import hold, make_person, make_post
from tests.actors.factories import make_organisation
from tests.interventions.factories import load, place
from tests.overlaps.making import TITLE, make_other, make_twins

Picture = Callable[..., None]
Check = Callable[[Page], None]
Enter = Callable[[Page, Client], None]
TYPED = "Appui à la réintégration économique des migrants de retour, Tahoua"


@pytest.fixture
def officer(transactional_db: None) -> Client:
    """The officer for planning and follow-up; two organisations do the same work already."""
    load()
    live.forget()
    with quietly():
        make_twins()
        make_other()
    make_organisation("DUNES", name_fr="Coopérative des dunes (fictif)")
    client = Client()
    person = make_person()
    hold(person, make_post(role=Role.ME_OFFICER))
    client.force_login(person)
    return client


def test_from_declaration_to_the_matrix(
    page: Page, officer: Client, enter: Enter, check_accessibility: Check, screenshot: Picture
) -> None:
    enter(page, officer)
    page.goto(reverse("interventions:new"))
    page.locator("#id_title_fr").press_sequentially(TYPED, delay=5)
    warned = page.locator(".closest")
    expect(warned.get_by_role("link", name=TITLE)).to_be_visible()
    expect(warned).to_contain_text("interventions proches existent déjà")
    check_accessibility(page)
    screenshot(page, "recoupement-pendant-la-saisie")
    fill(page)
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TYPED)
    page.get_by_role("region", name="Ce qui la recoupe").get_by_role("link").first.click()
    page.locator("input[name=verdict][value=duplicate]").check()
    page.locator("[name=reason]").fill("Même public, même région, même année.")
    page.get_by_role("button", name="Décider").first.click()
    page.goto(reverse("overlaps:matrix"))
    expect(page.locator("main")).to_contain_text(TYPED)
    expect(page.locator("main")).to_contain_text("Même public, même région, même année.")


def fill(page: Page) -> None:
    """What publication asks for besides the title."""
    page.locator("#id_description_fr").fill("Kits d'installation, subventions et suivi d'une année.")
    page.locator("#id_nature").select_option("other")
    page.locator("#id_lead").select_option(label="Coopérative des dunes (fictif) (DUNES)")
    page.get_by_text("Choisir les lieux").click()
    page.locator(f"input[name=places][value='{place('Tahoua').pk}']").check()
    page.get_by_text("Choisir les objectifs").click()
    page.locator("input[name=objectives]").first.check()
    page.locator("#id_planned_start").fill("2025-03")
    page.locator("#id_planned_end").fill("2026")


def test_without_a_script_the_warning_comes_with_the_saved_draft(
    page_without_js: Page, officer: Client, enter: Enter
) -> None:
    page = page_without_js
    enter(page, officer)
    page.goto(reverse("interventions:new"))
    page.locator("#id_title_fr").fill(TYPED)
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    draft = Intervention.objects.get(title_fr=TYPED)
    assert draft.is_draft
    page.goto(draft.get_absolute_url())
    expect(page.locator(".closest").get_by_role("link", name=TITLE)).to_be_visible()
    assert not Pair.objects.exists()
