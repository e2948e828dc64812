"""A bilan from its first count to the file: a paragraph rewritten, figures counted anew, validated."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from azalai.accounts.enums import Role
from azalai.core.jobs import work
from azalai.reports.models import Passage, Report
from tests.accounts.factories import sign_in
from tests.reports.factories import niger

Check = Callable[[Page], None]
Enter = Callable[[Page, Client], None]


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """What a process of the site does beside its pages."""
    over = threading.Event()
    thread = threading.Thread(
        target=work.serve, args=(over.is_set, lambda seconds: bool(over.wait(0.2)) and None)
    )
    thread.start()
    yield
    over.set()
    thread.join()


@pytest.fixture
def officer(transactional_db: None) -> Client:
    niger()
    client = Client()
    sign_in(client, Role.PERMANENT_SECRETARY)
    return client


def test_from_the_first_count_to_the_file(
    page: Page, worker: None, officer: Client, enter: Enter, check_accessibility: Check, tmp_path: Path
) -> None:
    page.set_default_timeout(60_000)  # counting is work, and machines are slow
    enter(page, officer)
    begin(page)
    rewrite(page, check_accessibility)
    count_anew(page)
    page.get_by_role("button", name="Soumettre à validation").click()
    page.get_by_role("link", name="Valider", exact=True).click()
    page.get_by_label("Acte de validation").fill("Décision d'essai")
    page.get_by_role("button", name="Valider").click()
    expect(page.locator("main")).to_contain_text("Décision d'essai")
    check_accessibility(page)
    page.get_by_role("button", name="PDF").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Voir le résultat").click(timeout=60_000)
    waiting.value.save_as(tmp_path / "bilan.pdf")
    assert waiting.value.suggested_filename == "bilan-annuel-2024.pdf"
    assert (tmp_path / "bilan.pdf").read_bytes().startswith(b"%PDF")
    assert Report.objects.get().state == "validated"


def begin(page: Page) -> None:
    """Ask for the annual bilan, follow the bar, arrive."""
    page.goto("/bilans/")
    page.get_by_role("link", name="Établir un bilan").first.click()
    page.get_by_label("Année").fill("2024")
    page.get_by_role("button", name="Compter et proposer").click()
    page.get_by_role("link", name="Voir le résultat").click(timeout=60_000)
    expect(page.locator("h1")).to_have_text("Bilan annuel, Année 2024")


def rewrite(page: Page, check_accessibility: Check) -> None:
    """Put one's own words in a paragraph; the figure that stays keeps its list."""
    page.get_by_role("link", name="Réunions, actions et recommandations").click()
    check_accessibility(page)
    page.get_by_role("link", name="Récrire").first.click()
    check_accessibility(page)
    page.get_by_label("Texte du paragraphe").fill("Aucune réunion n'a pu se tenir, faute de moyens.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("Aucune réunion n’a pu se tenir, faute de moyens.")
    page.get_by_role("link", name="Aucune", exact=True).click()
    expect(page.locator("h1")).to_have_text("Réunions tenues")
    page.go_back()


def count_anew(page: Page) -> None:
    """Figures that moved are told; the text is kept until a person says that it holds."""
    one = Passage.objects.get(key="meetings.none")
    Passage.objects.filter(pk=one.pk).update(basis=one.basis.replace("Aucune", "3"))
    page.get_by_role("link", name="Sommaire").click()
    page.get_by_role("button", name="Recompter les chiffres").click()
    page.get_by_role("link", name="Voir le résultat").click(timeout=60_000)
    expect(page.locator("main")).to_contain_text("parle de chiffres qui ont changé depuis")
    page.get_by_role("link", name="Réunions, actions et recommandations").click()
    page.locator(".passage.stale").get_by_role("link", name="Récrire").click()
    expect(page.locator("main")).to_contain_text("3 → Aucune")
    page.get_by_role("button", name="Maintenir mon texte").click()
    expect(page.locator("main")).to_contain_text("faute de moyens")
    page.get_by_role("link", name="Sommaire").click()
