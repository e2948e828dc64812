"""The workbench in a real browser: deciding by keyboard, answering on a phone, from invitation to result."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from azalai.accounts.enums import Role
from azalai.accounts.models import Person
from azalai.core.events import quietly
from azalai.interventions.content import Money, Reach, Where
from azalai.overlaps import actions
from azalai.overlaps.models import JointAction, Opinion, Pair
from tests.accounts.acting import BY
from tests.accounts.factories import hold, make_person, make_post
from tests.actors.factories import make_organisation
from tests.interventions.factories import focal_person, full_content, load, make_intervention, place
from tests.overlaps.factories import leads, make_joint, make_pair

Picture = Callable[..., None]
Check = Callable[[Page], None]
Enter = Callable[[Page, Client], None]
NAMES = ("Relais du Sahel", "Puits commun", "Azur", "Dune claire", "Étoile du soir", "Trois puits")
STORIES = [
    ("Réintégration des migrants de retour à Tahoua", "Economic reintegration of returnees in Tahoua", 60),
    ("Campagne radio sur les risques de la route", "Caravane d'information des jeunes d'Agadez", 25),
    ("Formation des relais communautaires de Diffa", "Relais d'alerte dans les communes de Diffa", 12),
]


@pytest.fixture
def desk(transactional_db: None) -> list[Pair]:
    """Three undecided pairs of fictional organisations."""
    load()
    names = iter([f"{name} (fictif)" for name in NAMES])
    found = []
    for first, second, millions in STORIES:
        with quietly():  # the radar would find pairs of its own
            sides = [_told(title, next(names), millions) for title in (first, second)]
        found.append(
            make_pair(
                left=sides[0],
                right=sides[1],
                amount_at_stake=Decimal(millions * 1_000_000),
                sentence="Doublon (indice de doublon 97 %) : titres presque identiques, même région.",
            )
        )
    return found


def _told(title: str, lead: str, millions: int) -> Any:
    return make_intervention(
        full_content(
            title_fr=title,
            title_en="",
            lead=make_organisation("", name_fr=lead).pk,
            places=(Where(place("Tahoua").pk),),
            targets=(Reach("returnees", total=720),),
            budgets=(Money(Decimal(millions * 1_000_000), "XOF", "planned", "Bailleur d'essai"),),
        )
    )


def secretary(client: Client) -> None:
    person = make_person("Démo · Secrétariat")
    hold(person, make_post(Role.PERMANENT_SECRETARY, "Secrétaire permanent"))
    client.force_login(person)


def main(page: Page) -> Locator:
    """What the page is about."""
    return page.get_by_role("main")


def tab_to(page: Page, wanted: Locator, *, most: int = 60) -> None:
    """Press the tabulation key until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{wanted} ne reçoit jamais le focus")


def test_the_queue_is_decided_from_the_keyboard_one_pair_after_the_other(
    page: Page, client: Client, enter: Enter, desk: list[Pair], screenshot: Picture
) -> None:
    secretary(client)
    enter(page, client)
    page.goto(reverse("overlaps:pairs"))
    screenshot(page, "recoupements-file")
    tab_to(page, main(page).get_by_role("link", name=re.compile("Doublon : ")).first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/paires/**")
    screenshot(page, "recoupements-paire", full_page=True)
    for number, _pair in enumerate(desk):
        last = number == len(desk) - 1
        tab_to(page, main(page).get_by_role("radio", name=re.compile("^Même projet")))
        page.keyboard.press("ArrowDown")
        tab_to(page, page.get_by_label("Motif courant"))
        page.keyboard.type("Même contenu")
        tab_to(
            page, page.get_by_role("button", name="Décider" if last else "Décider et passer à la suivante")
        )
        here = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, here=here: url != here)
    expect(main(page)).to_contain_text("Rien n'attend de décision")
    decisions = [pair.decisions.get() for pair in desk]
    assert {one.verdict for one in decisions} == {"duplicate"}
    assert {one.reason for one in decisions} == {"Même contenu, même lieu, même période."}
    page.goto(reverse("overlaps:matrix"))
    screenshot(page, "recoupements-matrice")
    page.goto(reverse("overlaps:indicator", args=["chevauchements"]))
    expect(main(page)).to_contain_text("en doublons : 6")


def test_a_partner_answers_on_a_small_phone(
    phone: Page, client: Client, enter: Enter, desk: list[Pair], screenshot: Picture
) -> None:
    pair = desk[0]
    actions.tell_partners(**BY, pair=pair, kind="asked")
    client.force_login(focal_person(leads(pair)[0]))
    enter(phone, client)
    phone.goto("/")
    screenshot(phone, "recoupements-accueil-partenaire")
    main(phone).get_by_role("link", name=re.compile(re.escape(pair.left.title[:30]))).click()
    main(phone).get_by_role("link", name="Donner votre avis").click()
    main(phone).get_by_role("radio", name=re.compile("^Chevauchement partiel")).check()
    phone.get_by_label("Explication").fill("Seule la commune de Bouza est commune.")
    screenshot(phone, "recoupements-avis")
    main(phone).get_by_role("button", name="Donner cet avis").click()
    expect(main(phone)).to_contain_text("Votre avis est enregistré")
    expect(main(phone)).to_contain_text("Seule la commune de Bouza est commune.")
    assert Opinion.objects.get().verdict == "partial"


def test_from_the_invitation_to_the_conclusion_without_scripts(
    page_without_js: Page, client: Client, enter: Enter, desk: list[Pair], screenshot: Picture
) -> None:
    page, pair = page_without_js, desk[0]
    secretary(client)
    enter(page, client)
    page.goto(pair.get_absolute_url())
    main(page).get_by_role("link", name="Inviter les deux partenaires").click()
    page.get_by_label("Échange écrit").check()
    page.get_by_label("Objet").fill("Se répartir les communes de Tahoua")
    page.get_by_label("Ce que vous proposez").fill("Chacun dit les communes qu'il garde.")
    main(page).get_by_role("button", name="Inviter").click()
    expect(page.locator("body")).to_contain_text("Les deux partenaires sont invités")
    for lead in leads(pair):
        _accept(page, enter, lead)
    secretary_again = Client()
    secretary_again.force_login(Person.objects.get(display_name="Démo · Secrétariat"))
    enter(page, secretary_again)
    page.goto(reverse("overlaps:joints"))
    main(page).get_by_role("link", name="Se répartir les communes de Tahoua").click()
    screenshot(page, "recoupements-action")
    main(page).get_by_role("link", name="Conclure").click()
    page.get_by_label("Lieux ou publics répartis").check()
    page.get_by_label("Ce qui a été obtenu").fill("Bouza au premier, Bagaroua au second.")
    main(page).get_by_role("button", name="Conclure").click()
    expect(main(page)).to_contain_text("Bouza au premier, Bagaroua au second.")
    assert JointAction.objects.get().state == "concluded"
    page.goto(reverse("overlaps:joints"))
    screenshot(page, "recoupements-suivi")


def _accept(page: Page, enter: Enter, lead: Any) -> None:
    visitor = Client()
    visitor.force_login(focal_person(lead))
    enter(page, visitor)
    page.goto("/")
    main(page).get_by_role("link", name="Répondre à l'invitation : Se répartir").click()
    main(page).get_by_role("link", name="Répondre à l'invitation").click()
    page.get_by_label("Nous acceptons").check()
    main(page).get_by_role("button", name="Envoyer la réponse").click()
    expect(main(page)).to_contain_text("Réponse enregistrée")
    page.get_by_label("Votre message").fill(f"{lead} est d'accord.")
    main(page).get_by_role("button", name="Envoyer").click()
    expect(main(page)).to_contain_text(f"{lead} est d'accord.")


def addresses(desk: list[Pair]) -> Iterator[str]:
    """Every page of the workbench."""
    actions.decide(**BY, pair=desk[1], verdict="complementary", reason="L'une prend la suite de l'autre.")
    joint = make_joint(desk[1])
    yield from ("/", *(reverse(f"overlaps:{name}") for name in ("pairs", "joints", "matrix")))
    yield f"{reverse('overlaps:matrix')}?attente=on"
    yield reverse("overlaps:indicator", args=["synergies"])
    for name in ("pair", "tell", "invite"):
        yield reverse(f"overlaps:{name}", args=[desk[0].public_id])
    yield desk[1].get_absolute_url()
    yield reverse("overlaps:reopen", args=[desk[1].public_id])
    for name in ("joint", "joint_change", "joint_conclude", "joint_abandon"):
        yield reverse(f"overlaps:{name}", args=[joint.public_id])


@pytest.mark.alone
def test_every_page_is_accessible_and_none_is_wider_than_a_phone(
    page: Page, phone: Page, client: Client, enter: Enter, desk: list[Pair], check_accessibility: Check
) -> None:
    secretary(client)
    enter(page, client)
    enter(phone, client)
    for address in addresses(desk):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        check_accessibility(page)
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, address
