"""An evaluation from the desk of the secretariat to a partner's telephone and back, without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from azalai.accounts.enums import Role
from azalai.evaluation.models import Evaluation
from azalai.interventions.models import Intervention
from tests.accounts.factories import hold, make_person, make_post
from tests.evaluation.factories import contested, criteria, make_evaluation, shared, validated
from tests.interventions.factories import focal_person, make_bare_intervention

Check = Callable[[Page], None]
Enter = Callable[[Page, Client], None]


@pytest.fixture
def intervention(transactional_db: None) -> Intervention:
    criteria()
    return make_bare_intervention()


@pytest.fixture
def officer(intervention: Intervention) -> Client:
    client, person = Client(), make_person()
    hold(person, make_post(role=Role.ME_OFFICER))
    client.force_login(person)
    return client


def test_rated_at_a_desk_answered_on_a_telephone_and_closed(
    page_without_js: Page,
    open_context: Callable[..., BrowserContext],
    intervention: Intervention,
    officer: Client,
    enter: Enter,
) -> None:
    page = page_without_js
    enter(page, officer)
    rate_and_share(page, intervention)
    phone = open_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
    assert intervention.lead is not None
    partner = Client()
    partner.force_login(focal_person(intervention.lead))
    enter(phone, partner)
    reply_on(phone, Evaluation.objects.get())
    page.reload()
    expect(page.locator("main")).to_contain_text("1 note contestée attend votre réponse.")
    page.get_by_role("link", name="Répondre : Pertinence").click()
    page.get_by_label("Note revue").check()
    page.get_by_label("Nouvelle note").select_option("4")
    page.get_by_label("Votre réponse").fill("Les deux communes sont ajoutées.")
    page.get_by_role("button", name="Enregistrer la réponse").click()
    page.get_by_role("button", name="Clore").click()
    expect(page.get_by_role("status")).to_contain_text("L'évaluation est close")
    page.get_by_role("button", name="Publier").click()
    phone.reload()
    expect(phone.locator("main")).to_contain_text("revue ; d'abord 2/6")
    expect(phone.locator("main")).to_contain_text("Les deux communes sont ajoutées.")


def rate_and_share(page: Page, intervention: Intervention) -> None:
    """The secretariat rates two criteria and opens the right of reply."""
    page.goto(reverse("evaluation:begin_intervention", args=[intervention.public_id]))
    page.get_by_role("button", name="Commencer").click()
    page.get_by_role("link", name="Noter Pertinence").click()
    page.get_by_label("2 · Insatisfaisant").check()
    page.get_by_label("Raisonnement").fill("Deux communes sur quatre sont servies.")
    page.get_by_role("button", name="Enregistrer et noter").click()
    expect(page.locator("h1")).to_have_text("Pertinence")
    expect(page.get_by_role("alert")).to_contain_text("Une note demande une preuve")
    page.locator("#id_evidence").fill("Rapport de mission, page 4.")
    page.get_by_role("button", name="Enregistrer et noter").click()
    expect(page.locator("h1")).to_have_text("Efficacité")
    page.get_by_label("Ne peut être apprécié").check()
    page.get_by_label("Raisonnement").fill("Trop tôt.")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("link", name="Communiquer au partenaire").click()
    page.get_by_role("button", name="Communiquer").click()
    expect(page.get_by_role("status")).to_contain_text("le droit de réponse est ouvert")


def reply_on(phone: Page, evaluation: Evaluation) -> None:
    """The partner finds it on the home page, contests one rating, agrees with the other."""
    phone.goto("/")
    phone.get_by_role("link", name=evaluation.subject_title).first.click()
    wide = phone.locator("html").evaluate_handle("e => e.scrollWidth").json_value()
    assert wide <= 320
    phone.get_by_role("link", name="Répondre : Pertinence").click()
    phone.get_by_label("Pas d'accord").check()
    phone.get_by_label("Explication").fill("Les deux autres communes le sont depuis mars.")
    phone.get_by_role("button", name="Répondre et passer au critère suivant").click()
    expect(phone.locator("h1")).to_have_text("Efficacité")
    phone.get_by_label("D'accord", exact=True).check()
    phone.get_by_role("button", name="Répondre", exact=True).click()
    phone.get_by_role("button", name="J'ai fini de répondre").click()
    expect(phone.get_by_role("status")).to_contain_text("Votre réponse est transmise.")


@pytest.mark.alone
def test_the_pages_pass_the_rules_of_accessibility(
    page: Page, intervention: Intervention, officer: Client, enter: Enter, check_accessibility: Check
) -> None:
    enter(page, officer)
    draft, other = make_evaluation(intervention), contested(shared(make_evaluation(intervention)))
    for address in (
        reverse("evaluation:evaluations"),
        draft.get_absolute_url(),
        reverse("evaluation:rate", args=[draft.public_id, "relevance"]),
        other.get_absolute_url(),
        reverse("evaluation:compare", args=[other.public_id]),
        reverse("evaluation:answer", args=[other.public_id, "relevance"]),
        reverse("evaluation:matrix"),
        reverse("evaluation:preamble"),
        reverse("evaluation:lessons"),
        validated().get_absolute_url(),
        reverse("evaluation:evaluability"),
        reverse("evaluation:checklist", args=[intervention.public_id]),
    ):
        page.goto(address)
        check_accessibility(page)
