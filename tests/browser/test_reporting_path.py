"""A partner reports: the workbook out and back in a browser, and the form on a telephone without script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from azalai.core.clock import now, today
from azalai.monitoring import actions
from azalai.monitoring.models import Report
from tests.accounts.factories import SYSTEM
from tests.interventions.factories import focal_person
from tests.monitoring.books import READY, edited, filled
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
    wrong = READY | {"Commencée le": "bientôt", "Difficultés": "Pluies."}
    book.write_bytes(edited(filled(Path(downloading.value.path()).read_bytes(), wrong), rename))
    hand_over(page, book)
    expect(page.locator("main")).to_contain_text("« bientôt » n'est pas une date")
    expect(page.get_by_label("Votre colonne « Problèmes »")).to_have_value("difficulties")
    check_accessibility(page)
    page.get_by_role("button", name="Noter ces colonnes").click()
    expect(page.locator("main")).not_to_contain_text("confirmez d'abord")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Télécharger les lignes à corriger").click()
    back = Path(downloading.value.path()).read_bytes()
    book.write_bytes(filled(back, {"Commencée le": "mars 2020"}))
    page.goto(reverse("monitoring:mine"))
    hand_over(page, book)
    page.get_by_role("button", name="Reprendre la ligne juste").click()
    expect(page.locator("main")).to_contain_text("1 rapport envoyé au secrétariat.")
    report.refresh_from_db()
    assert (report.state, report.actual_start, report.via) == ("submitted", "2020-03", "excel")
    assert report.difficulties == "Pluies."


def rename(sheet: Any, at: dict[str, int]) -> None:
    """One heading is no longer ours."""
    sheet.cell(1, at["Difficultés"]).value = "Problèmes"


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


def test_neither_a_second_tab_nor_a_session_that_ended_loses_what_was_typed(
    open_context: Callable[..., object], partner: Client, report: Report, enter: Enter
) -> None:
    context: Any = open_context(java_script_enabled=False)
    first, second = context.new_page(), context.new_page()
    enter(first, partner)
    address = reverse("monitoring:write", args=[report.public_id])
    for tab, words in ((first, "Premier onglet."), (second, "Second onglet.")):
        tab.goto(address)
        tab.get_by_label("Difficultés").fill(words)
    first.get_by_role("button", name="Enregistrer le brouillon").click()
    second.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(second.locator(".error-summary")).to_contain_text("Quelqu'un d'autre a modifié ce rapport")
    expect(second.get_by_label("Difficultés")).to_have_value("Second onglet.")
    context.clear_cookies(name="sessionid")
    second.get_by_label("Femmes").fill("12")
    second.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(second.locator("main")).to_contain_text("Ce que vous aviez saisi est conservé")
