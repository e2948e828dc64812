"""Indicators at a desk and on a small phone: read, entered, published; and accessible on both."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from azalai.accounts.enums import Role
from azalai.frames.models import Place
from azalai.indicators import actions
from azalai.indicators.models import Indicator
from tests.accounts.factories import AT, SYSTEM, hold, make_person, make_post
from tests.core.attachment_contract import PDF
from tests.evaluation.factories import criteria, make_evaluation
from tests.indicators.factories import enter as enter_value
from tests.indicators.factories import make_indicator, make_place, validated
from tests.monitoring.factories import make_plan

Check = Callable[[Page], None]
Enter = Callable[[Page, Client], None]


@pytest.fixture
def indicator(transactional_db: None) -> Indicator:
    """With a figure of the country, of two regions on the map, and one that waits."""
    made = make_indicator("Relais formés", frequency="year", adding="sum")
    for number, name in ((1, "Agadez"), (2, "Diffa")):
        place = make_place(name)
        Place.objects.filter(pk=place.pk).update(pcode=f"NE{number:03d}")
        validated(made, str(number * 10), period="2021", place=place)
    actions.publish_value(by=SYSTEM, at=AT, value=validated(made, "30", period="2021"))
    enter_value(made, "4", period="2020")
    return made


@pytest.fixture
def officer(transactional_db: None) -> Client:
    client, person = Client(), make_person()
    hold(person, make_post(role=Role.ME_OFFICER))
    client.force_login(person)
    return client


def pages_of(indicator: Indicator) -> list[str]:
    one = [indicator.public_id]
    return [
        *(reverse(f"indicators:{name}") for name in ("indicators", "filling", "pending", "published")),
        f"{indicator.get_absolute_url()}?periode=2021",
        *(reverse(f"indicators:{name}", args=one) for name in ("enter", "published_one")),
        reverse("indicators:grid_of", args=[*one, 2021, 1]),
    ]


def other_pages_of_evaluation() -> list[str]:
    """Those that the path of an evaluation does not visit."""
    criteria()
    version, draft = make_plan(), make_evaluation()
    return [
        reverse("evaluation:matrix_plan", args=[version.plan.public_id]),
        reverse("evaluation:evaluability_plan", args=[version.plan.public_id]),
        reverse("evaluation:recommend", args=[draft.public_id]),
        reverse("evaluation:choose"),
        reverse("evaluation:lesson_new"),
    ]


@pytest.mark.alone
def test_each_page_passes_the_rules_of_accessibility_and_fits_a_small_phone(
    page: Page, phone: Page, indicator: Indicator, officer: Client, enter: Enter, check_accessibility: Check
) -> None:
    addresses = [*pages_of(indicator), *other_pages_of_evaluation()]
    enter(page, officer)
    for address in addresses:
        page.goto(address)
        check_accessibility(page)
    enter(phone, officer)
    for number, address in enumerate(addresses):
        phone.goto(address)
        assert phone.locator("html").evaluate("e => e.scrollWidth") <= 320, address
        if number % 2:  # what a narrow page breaks, it breaks on one of its kind
            check_accessibility(phone)


def test_a_value_with_its_file_is_entered_decided_published_and_read_by_anyone(
    page_without_js: Page, phone: Page, indicator: Indicator, officer: Client, enter: Enter
) -> None:
    page = page_without_js
    enter(page, officer)
    page.goto(indicator.get_absolute_url())
    page.get_by_role("link", name="Une valeur détaillée").click()
    page.get_by_label("Période").fill("2019")
    page.get_by_label("Valeur", exact=True).fill("douze")
    page.get_by_role("button", name="Enregistrer, à valider").click()
    expect(page.get_by_role("alert")).to_contain_text("Écrivez un nombre")
    page.get_by_label("Valeur", exact=True).fill("1 234,5")
    page.get_by_label("Fichiers de preuve").set_input_files(
        {"name": "liste.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Enregistrer, à valider").click()
    expect(page.locator("main")).to_contain_text("liste.pdf")
    expect(page.locator("main")).to_contain_text("une autre personne la valide")
    other, person = Client(), make_person()
    hold(person, make_post(role=Role.PERMANENT_SECRETARY))
    other.force_login(person)
    page.context.clear_cookies()
    enter(page, other)
    page.reload()
    page.get_by_role("button", name="Valider").click()
    page.get_by_role("button", name="Publier").click()
    page.get_by_role("link", name="La page ouverte à tous").click()
    phone.goto(page.url)  # nobody is signed in there
    expect(phone.locator("main")).to_contain_text("1 234,5")
    expect(phone.locator("main")).not_to_contain_text("liste.pdf")
