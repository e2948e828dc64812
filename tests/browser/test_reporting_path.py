"""A partner reports: the workbook out and back in a browser, and the form on a telephone without script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from azalai.core.clock import now, today
from azalai.monitoring import actions
from azalai.monitoring.models import Report
from tests.accounts.factories import SYSTEM
from tests.interventions.factories import focal_person
from tests.monitoring.books import READY, filled
from tests.monitoring.factories import contribute, line, make_campaign, make_plan

Enter = Callable[[Page, Client], None]


@pytest.fixture
def report(transactional_db: None) -> Report:
    """What a campaign that runs today asks."""
    version, day = make_plan(), today()
    contribute(line(version, "1.1"), planned_start="2020", planned_end="")
    campaign = make_campaign(
        version.plan,
        year=day.year,
        opens_on=day - timedelta(days=3),
        due_on=day + timedelta(days=3),
        closes_on=day + timedelta(days=9),
    )
    found = actions.open_campaign(by=SYSTEM, at=now(), campaign=campaign).reports.get()
    assert isinstance(found, Report)
    return found


@pytest.fixture
def partner(report: Report) -> Client:
    client = Client()
    client.force_login(focal_person(report.organisation))
    return client


def test_the_workbook_goes_out_filled_and_comes_back(
    page: Page,
    partner: Client,
    report: Report,
    enter: Enter,
    tmp_path: Path,
    check_accessibility: Callable[[Page], None],
) -> None:
    enter(page, partner)
    page.goto(reverse("monitoring:mine"))
    check_accessibility(page)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Télécharger le classeur Excel à remplir").click()
    book = tmp_path / "rapports.xlsx"
    book.write_bytes(filled(Path(downloading.value.path()).read_bytes(), READY | {"Commencée le": "bientôt"}))
    hand_over(page, book)
    expect(page.locator("main")).to_contain_text("« bientôt » n'est pas une date")
    check_accessibility(page)
    book.write_bytes(filled(book.read_bytes(), READY | {"Commencée le": "mars 2020"}))
    page.goto(reverse("monitoring:mine"))
    hand_over(page, book)
    page.get_by_role("button", name="Reprendre la ligne juste").click()
    expect(page.locator("main")).to_contain_text("1 rapport envoyé au secrétariat.")
    report.refresh_from_db()
    assert (report.state, report.actual_start, report.via) == ("submitted", "2020-03", "excel")


def hand_over(page: Page, book: Path) -> None:
    page.get_by_role("link", name="Déposer le classeur rempli").click()
    page.locator('input[type="file"]').set_input_files(book)
    page.get_by_role("button", name="Lire ce classeur").click()


def test_a_report_is_written_on_a_telephone_without_script(
    open_context: Callable[..., object], partner: Client, report: Report, enter: Enter
) -> None:
    context = open_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page: Page = context.new_page()  # type: ignore[attr-defined]
    enter(page, partner)
    page.goto(reverse("monitoring:mine"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("link", name="Rapporter").click()
    page.get_by_label("État de l'activité").select_option("in-progress")
    page.get_by_role("button", name="Envoyer au secrétariat").click()
    expect(page.locator(".error-summary")).to_contain_text("Donnez l'avancement en pourcentage.")
    page.get_by_label("Avancement, en %").fill("40 %")
    page.get_by_label("Sur quoi repose l'avancement").select_option("estimate")
    page.get_by_label("Dépensé depuis le début").fill("350 000,50")
    page.get_by_label("Personnes touchées depuis le début").fill("s.o.")
    page.get_by_label("Ce qui a été fait").fill("Deux sessions tenues.")
    page.get_by_label("Prochaines étapes").fill("Deux autres.")
    page.get_by_role("button", name="Envoyer au secrétariat").click()
    expect(page.locator("main")).to_contain_text("Le rapport est envoyé au secrétariat.")
    report.refresh_from_db()
    assert (report.state, str(report.spent), report.reached_na) == ("submitted", "350000.50", True)
