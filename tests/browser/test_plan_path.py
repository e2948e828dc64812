"""From the Word file to the adopted plan and back, as a newcomer goes, without scripts or by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from azalai.accounts.enums import Role
from azalai.accounts.models import Person
from azalai.actors.actions import load_organisations_data
from azalai.engines.plan.writing import write_plan
from azalai.formats.word_out import write_docx
from azalai.plans import demo
from azalai.plans.compiling import compile_file
from azalai.plans.enums import VersionStatus
from azalai.plans.models import Plan, PlanVersion
from tests.accounts.factories import PASSWORD, hold, make_person, make_post
from tests.plans.factories import AT, SYSTEM, load_frames

Picture = Callable[..., None]
Check = Callable[[Page], None]
Enter = Callable[[Page, Client], None]


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """The demonstration's plan as the Word file that a secretariat would have."""
    path = tmp_path / "plan-action.docx"
    with as_file(files("azalai.plans").joinpath("data", "demo-NE.csv")) as source:
        write_docx(write_plan(compile_file(source, country="NE").plan), path)
    return path


@pytest.fixture
def reference(live_server: object) -> None:
    """Frameworks, places and organisations, as an installation has them."""
    load_frames()
    load_organisations_data(by=SYSTEM, at=AT, country="NE")


@pytest.fixture
def adopted(reference: None) -> PlanVersion:
    """The demonstration: version 1 adopted after a workshop, version 2 in draft."""
    demo.load(by=SYSTEM, at=AT, country="NE")
    return Plan.objects.get().latest_version()


def somebody(role: Role) -> Person:
    """A person named by their role, as pictures of the guide show them."""
    person = make_person(f"Démo · {role.label}")
    hold(person, make_post(role, str(role.label)))
    return person


def main(page: Page) -> Locator:
    """What the page is about."""
    return page.get_by_role("main")


def test_a_newcomer_goes_from_the_file_to_the_adopted_plan_and_back_without_scripts(
    page_without_js: Page, reference: None, plan_file: Path, screenshot: Picture, tmp_path: Path
) -> None:
    page = page_without_js
    _sign_in(page)
    _hand_over(page, plan_file, screenshot)
    _look_and_import(page, screenshot)
    _decide(page, screenshot)
    _edit(page)
    _validate(page, screenshot)
    exported = _export(page, tmp_path)
    page.get_by_role("link", name=re.compile("^Plans?$")).first.click()
    page.get_by_role("link", name="Déposer un plan").click()
    page.get_by_label("Fichier du plan").set_input_files(exported)
    main(page).get_by_role("button", name="Lire ce fichier").click()
    page.get_by_role("link", name="Voir ce qui changerait").click()
    expect(main(page)).to_contain_text("Rien ne changerait")
    main(page).get_by_role("button", name="Enregistrer ce plan").click()
    expect(page.locator("body")).to_contain_text("Rien n'a changé")
    assert Plan.objects.count() == PlanVersion.objects.count() == 1


def _sign_in(page: Page) -> None:
    person = somebody(Role.PERMANENT_SECRETARY)
    page.goto("/")
    page.locator("input[name=login]").fill(person.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(main(page)).to_contain_text("Déposer le plan d'action")


def _hand_over(page: Page, path: Path, screenshot: Picture) -> None:
    main(page).get_by_role("link", name="Déposer le plan d'action").click()
    screenshot(page, "plan-depot")
    page.get_by_label("Fichier du plan").set_input_files(path)
    main(page).get_by_role("button", name="Lire ce fichier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("bien compris"))


def _look_and_import(page: Page, screenshot: Picture) -> None:
    expect(main(page)).to_contain_text("5 axes")
    expect(main(page)).to_contain_text("28 activités")
    screenshot(page, "plan-apercu")
    page.get_by_role("link", name="Arbre et cellules").click()
    expect(main(page)).to_contain_text("tableau 1, ligne")
    page.get_by_role("link", name="Colonnes", exact=True).click()
    expect(main(page).get_by_role("combobox").nth(1)).to_be_visible()
    main(page).get_by_role("button", name="Enregistrer ce plan").click()
    expect(page.locator("body")).to_contain_text("Plan enregistré")
    assert Plan.objects.get().latest_version().nodes.filter(kind="activity").count() == 28


def _decide(page: Page, screenshot: Picture) -> None:
    page.get_by_role("link", name="Décider des constats").click()
    page.get_by_role("link", name="avertissements").click()
    page.get_by_role("link", name=re.compile("L'activité 2.3.2 n'a pas de calendrier")).click()
    page.get_by_label("Constat admis").check()
    page.get_by_label("Motif").fill("Le calendrier sera fixé avec les partenaires.")
    main(page).get_by_role("button", name="Enregistrer la décision").click()
    expect(page.locator("body")).to_contain_text("Décision enregistrée")
    assert "gravite=warning" in page.url
    assert "etat=a-decider" in page.url
    assert Plan.objects.get().decisions.get().code == "T201"


def _edit(page: Page) -> None:
    page.get_by_role("link", name="Arbre", exact=True).click()
    main(page).get_by_role("link", name=re.compile("Installer la veille")).click()
    main(page).get_by_role("link", name="Modifier").click()
    page.get_by_label("Coût").fill("beaucoup")
    main(page).get_by_role("button", name="Enregistrer").click()
    expect(page.locator("body")).to_contain_text("n'est pas un montant")
    page.get_by_label("Coût").fill("270 millions")
    page.get_by_label("Motif de la modification").fill("Somme des cinq activités.")
    main(page).get_by_role("button", name="Enregistrer").click()
    expect(main(page)).to_contain_text(re.compile(r"270\s000\s000"))
    expect(main(page)).to_contain_text("Somme des cinq activités.")


def _validate(page: Page, screenshot: Picture) -> None:
    page.get_by_role("link", name="Validation").click()
    main(page).get_by_role("button", name="Soumettre à validation").click()
    main(page).get_by_role("link", name="Enregistrer un atelier").click()
    page.get_by_label("Date").fill("2026-03-01")
    page.get_by_label("Lieu").fill("Niamey")
    page.get_by_label("Participants").fill("Ministère de l'intérieur, 4\nOSC, 3")
    for choice in page.get_by_label("Conclusion").all():
        choice.select_option("agreed")
    main(page).get_by_role("button", name="Enregistrer l'atelier").click()
    expect(main(page).get_by_role("row")).to_have_count(9)
    page.get_by_role("link", name="Validation").first.click()
    screenshot(page, "plan-validation")
    page.get_by_label("Acte d'adoption").fill("Arrêté n° 12 du 1er mars 2026")
    page.get_by_label("Date de l'acte").fill("2026-03-01")
    page.get_by_label("J'ai vu ce qui reste en suspens").check()
    main(page).get_by_role("button", name="Adopter cette version").click()
    expect(main(page)).to_contain_text("Arrêté n° 12")
    assert Plan.objects.get().latest_version().status == VersionStatus.ADOPTED


def _export(page: Page, folder: Path) -> Path:
    page.get_by_role("link", name="Vue d'ensemble").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Word").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name.endswith("-v1.docx")
    return path


def _tab_to(page: Page, wanted: Locator, *, most: int = 60) -> None:
    """Press the tabulation key until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{wanted} ne reçoit jamais le focus")


def test_a_file_is_handed_over_and_a_finding_decided_from_the_keyboard_alone(
    page: Page, client: Client, enter: Enter, reference: None, plan_file: Path
) -> None:
    client.force_login(somebody(Role.ME_OFFICER))
    enter(page, client)
    page.goto(reverse("plans:upload"))
    chooser = page.get_by_label("Fichier du plan")
    _tab_to(page, chooser)
    chooser.set_input_files(plan_file)  # the system's own window is out of a test's reach
    _tab_to(page, page.get_by_role("button", name="Lire ce fichier"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/depots/**")
    _tab_to(page, page.get_by_role("button", name="Enregistrer ce plan"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/v1/")
    finding = Plan.objects.get().latest_version().findings.get(code="T201", node_name="2.3.2")
    page.goto(reverse("plans:finding", args=[Plan.objects.get().public_id, 1, finding.fingerprint]))
    _tab_to(page, page.get_by_label("Constat admis"))
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Vu en réunion.")
    _tab_to(page, page.get_by_role("button", name="Enregistrer la décision"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/constats/")
    assert Plan.objects.get().decisions.get().reason == "Vu en réunion."


def pages(version: PlanVersion) -> Iterator[tuple[str, str]]:
    """(name of the picture, address) of the pages of a plan."""
    of = [version.plan.public_id, version.number]
    yield "accueil", "/"
    yield "", reverse("plans:plans")
    yield "", version.get_absolute_url()
    yield "plan-constats", reverse("plans:findings", args=of)
    finding = version.findings.filter(code="C102").first()
    yield "plan-constat", reverse("plans:finding", args=[*of, finding.fingerprint])
    for picture, name in (
        ("plan-tableau", "matrix"), ("plan-arbre", "tree"), ("plan-calendrier", "calendar"),
        ("plan-couts", "costs"), ("plan-couverture", "coverage"), ("", "bodies"),
        ("", "completeness"), ("", "validation"),
    ):  # fmt: skip
        yield picture, reverse(f"plans:{name}", args=of)
    node = version.nodes.get(code="2.3.2", kind="activity")
    for picture, name in (("", "node"), ("", "node_edit"), ("", "node_add"), ("", "node_remove")):
        yield picture, reverse(f"plans:{name}", args=[*of, node.key])
    yield "", reverse("plans:comparison", args=[*of, 1])
    yield "", reverse("plans:upload")
    preview = version.upload.get_absolute_url()
    for tab in ("constats", "arbre", "colonnes", "changements"):
        yield "", f"{preview}?vue={tab}"
    review = PlanVersion.objects.get(number=1).reviews.get()
    yield "", review.get_absolute_url()


@pytest.mark.alone
def test_every_page_of_a_plan_is_accessible_and_pictured(
    page: Page, client: Client, enter: Enter, adopted: PlanVersion, check_accessibility: Check,
    screenshot: Picture,
) -> None:  # fmt: skip
    client.force_login(somebody(Role.PERMANENT_SECRETARY))
    enter(page, client)
    for picture, address in pages(adopted):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        check_accessibility(page)
        if picture:
            screenshot(page, picture)


@pytest.mark.alone
def test_no_page_of_a_plan_is_wider_than_a_small_phone(
    phone: Page, client: Client, enter: Enter, adopted: PlanVersion
) -> None:
    client.force_login(somebody(Role.PERMANENT_SECRETARY))
    enter(phone, client)
    for _, address in pages(adopted):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, address
