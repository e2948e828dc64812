"""Minutes written by the body's own secretary: an action point amended on a telephone without account nor
script, taken over by one click, adopted by the permanent secretariat, then changed in bulk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from azalai.accounts.enums import Role
from azalai.concertation import actions, links
from azalai.concertation.enums import SeatRole
from azalai.concertation.models import Convocation, Minutes
from azalai.core.clock import now
from azalai.followup.models import ActionPoint
from tests.accounts.factories import SYSTEM, sign_in
from tests.actors.factories import make_organisation
from tests.concertation.factories import make_body, make_seat, written_minutes
from tests.interventions.factories import sign_in_for

Enter = Callable[[Page, Client], None]


@pytest.fixture
def minutes(transactional_db: None) -> Minutes:
    """Going round: the member came, the secretary of the body did not."""
    body = make_body(name_fr="Groupe régional d'essai")
    make_seat(body, organisation=make_organisation("MEMB"))
    make_seat(body, organisation=make_organisation("SECR"), role=SeatRole.SECRETARY)
    return actions.circulate_minutes(by=SYSTEM, at=now(), minutes=written_minutes(body))


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    """The member's telephone: 320 pixels, no script, nobody signed in."""
    return open_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()


@pytest.fixture
def sign_in_on(open_context: Callable[..., BrowserContext], enter: Enter) -> Callable[[Client], Page]:
    """A desk of one's own, without scripts."""

    def open_one(client: Client) -> Page:
        size = {"width": 1280, "height": 900}
        page = open_context(viewport=size, java_script_enabled=False).new_page()
        enter(page, client)
        return page

    return open_one


def test_an_action_point_is_amended_by_one_click_then_followed(
    minutes: Minutes, phone: Page, sign_in_on: Callable[[Client], Page]
) -> None:
    row = minutes.meeting.convocations.get(seat__organisation__acronym="MEMB")
    _propose(phone, row)
    secretary = Client()
    sign_in_for(secretary, minutes.meeting.convocations.exclude(pk=row.pk).get().seat.organisation)
    desk = sign_in_on(secretary)
    _take_over(desk, minutes)
    officer = Client()
    sign_in(officer, Role.PERMANENT_SECRETARY)
    capital = sign_in_on(officer)
    _adopt(capital, minutes)
    _change_in_bulk(capital)


def _propose(phone: Page, row: Convocation) -> None:
    """Who does it, and until when, change; the words of the action stay."""
    phone.goto(reverse("concertation:minutes_by_link", args=[links.minutes_token_of(row)]))
    phone.get_by_role("link", name="Proposer un changement").click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    expect(phone.get_by_label("Responsable")).to_have_value("Structure d'essai")
    phone.get_by_label("Ce qui est à faire").fill("")
    phone.get_by_role("button").click()
    phone.get_by_label("Ce qui est à faire").fill("Partager l'étude")
    phone.get_by_label("Responsable").fill("MEMB")
    phone.get_by_label("Échéance").fill("15 mars 2030")
    phone.get_by_role("button").click()
    expect(phone.get_by_role("status")).to_contain_text("Votre proposition est enregistrée.")


def _take_over(desk: Page, minutes: Minutes) -> None:
    """From the first page of who is the body's secretary; the adoption is not theirs."""
    desk.goto("/")
    desk.get_by_role("link", name="Finir le compte rendu").click()
    expect(desk.locator("#amendments")).to_contain_text("1")
    desk.get_by_role("button", name="Retenir tel quel").click()
    expect(desk.get_by_text("L'amendement est examiné.")).to_be_visible()
    expect(desk.get_by_role("row", name="Partager l'étude").first).to_contain_text("MEMB")
    expect(desk.get_by_role("link", name="Enregistrer l'adoption")).to_have_count(0)
    desk.goto(reverse("concertation:minutes_adopt", args=[minutes.meeting.public_id]))
    expect(desk.get_by_role("heading", level=1)).to_contain_text("pas")


def _adopt(capital: Page, minutes: Minutes) -> None:
    capital.goto(minutes.get_absolute_url())
    capital.get_by_role("link", name="Enregistrer l'adoption").click()
    capital.get_by_label("Après relecture").check()
    capital.get_by_role("button", name="Adopter").click()
    expect(capital.get_by_text("ne change plus").first).to_be_visible()
    (point,) = ActionPoint.objects.all()
    assert (point.text, point.deadline) == ("Partager l'étude", "2030-03-15")
    assert [str(one) for one in point.owners.all()] == ["MEMB"]


def _change_in_bulk(capital: Page) -> None:
    """Nothing is written before the confirmation, which says the deadline in words."""
    capital.goto(reverse("followup:register"))
    capital.locator("tbody input[type=checkbox]").check()
    capital.get_by_role("button", name="Changer les actions cochées").click()
    capital.get_by_label("L'échéance", exact=True).check()
    capital.get_by_label("Nouvelle échéance").fill("06/2031")
    capital.get_by_role("button", name="Continuer").click()
    expect(capital.get_by_text("juin 2031")).to_be_visible()
    assert ActionPoint.objects.get().deadline == "2030-03-15"
    capital.get_by_role("button", name="Confirmer").click()
    assert ActionPoint.objects.get().deadline == "2031-06"
