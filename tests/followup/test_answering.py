"""The page of a signed link: no account, no cookie, no script; refused alike whatever the reason."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import azalai.concertation
from azalai.core import signed_links
from azalai.core.clock import now
from azalai.core.models import AuditEntry
from azalai.followup import actions, links
from azalai.followup.models import LIFETIME, Ask
from tests.accounts.acting import last
from tests.accounts.factories import SYSTEM
from tests.actors.factories import make_organisation
from tests.concertation.factories import make_body, speaker_of
from tests.followup.factories import again, make_point

pytestmark = pytest.mark.django_db
STYLE = Path(azalai.concertation.__file__).parent / "static" / "concertation" / "answer.css"


def asked(**more: object) -> Ask:
    """A question to the focal point of an organisation, a moment ago."""
    owner = make_organisation("DREC")
    speaker_of(owner, "focal@example.org")
    point = make_point(owners=[owner], **more)
    actions.ask_now(by=SYSTEM, at=now(), points=[point])
    return point.asks.select_related("point", "person").get()


def link(ask: Ask) -> str:
    return reverse("followup:answer", args=[links.token_of(ask)])


def page_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return html.unescape(response.content.decode())


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_answers_nothing(client: Client, method: str) -> None:
    ask = asked()
    entries = AuditEntry.objects.count()
    response = getattr(client, method)(link(ask))
    assert response.status_code == 200
    assert again(ask.point).updates.count() == 0
    assert AuditEntry.objects.count() == entries
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_one_answers_without_account_cookie_or_script_and_may_correct() -> None:
    ask = asked(text="Transmettre la liste des points focaux")
    strict = Client(enforce_csrf_checks=True)
    page = page_of(strict, link(ask))
    assert "<script" not in page
    assert "Transmettre la liste" in page
    assert "DREC" in page
    sent = strict.post(link(ask), {"state": "in-progress", "text": "Sept noms sur dix", "progress": "70"})
    assert "Votre réponse est enregistrée" in sent.content.decode()
    row = again(ask.point)
    assert (row.state, row.progress, row.heard_by) == ("in-progress", 70, ask.person)
    assert row.updates.get().channel == "link"
    assert "Vous avez déjà répondu" in page_of(strict, link(ask))
    strict.post(link(ask), {"state": "done"})
    assert again(ask.point).state == "done"
    assert page_of(strict, link(ask))
    strict.post(link(ask), {"state": "in-progress", "text": "Il en manque un", "progress": "90"})
    assert (again(ask.point).state, again(ask.point).progress) == ("in-progress", 90)
    assert last().by_name.endswith("(lien de la relance)")


def test_who_says_by_link_that_it_is_done_does_not_verify_it_from_the_secretariat() -> None:
    ask = asked()
    Client().post(link(ask), {"state": "done"})
    assert again(ask.point).done_by == ask.person


def test_a_proposed_recommendation_is_taken_on_or_refused_with_a_reason(client: Client) -> None:
    ask = asked(kind="recommendation")
    assert "Nous nous en chargeons" in page_of(client, link(ask))
    refused = client.post(link(ask), {"state": "refused"})
    assert (refused.status_code, again(ask.point).state) == (422, "proposed")
    client.post(link(ask), {"state": "refused", "text": "Hors de notre mandat"})
    assert (again(ask.point).state, again(ask.point).reason) == ("refused", "Hors de notre mandat")


def test_a_link_worth_nothing_is_refused_alike_whatever_the_reason(client: Client) -> None:
    ask = asked()
    good, token = link(ask), links.token_of(ask)
    pages = {page_of(client, good.replace(token, f"{token}x"), 404), page_of(client, link(_old()), 404)}
    pages |= {page_of(client, link(_closed()), 404), page_of(client, link(_moved()), 404)}
    other = signed_links.token_of("azalai.concertation.answer", ask.nonce)
    pages.add(page_of(client, reverse("followup:answer", args=[other]), 404))
    assert len(pages) == 1
    assert "ne permet plus de répondre" in pages.pop()
    assert client.post(link(_old()), {"state": "done"}).status_code == 404


def _another() -> Ask:
    owner = make_organisation()
    speaker_of(owner, f"{owner.code}@example.org")
    point = make_point(owners=[owner])
    actions.ask_now(by=SYSTEM, at=now(), points=[point])
    return point.asks.get()


def _old() -> Ask:
    ask = _another()
    Ask.objects.filter(pk=ask.pk).update(asked_at=now() - LIFETIME)
    return ask


def _closed() -> Ask:
    ask = _another()
    actions.drop_point(by=SYSTEM, at=now(), point=ask.point, reason="Sans objet.")
    return ask


def _moved() -> Ask:
    """The action is no longer that organisation's."""
    ask = _another()
    actions.change_point(by=SYSTEM, at=now(), point=ask.point, owners=["Un autre"])
    return ask


def test_worthless_links_are_held_back_and_a_good_one_only_when_sent_again_and_again(client: Client) -> None:
    ask = asked()
    wrong = reverse("followup:answer", args=["faux"])
    answers = [client.get(wrong).status_code for _ in range(signed_links.WRONG_LINKS + 1)]
    assert answers == [404] * signed_links.WRONG_LINKS + [429]
    other = Client(REMOTE_ADDR="10.0.0.9")
    told = [other.post(link(ask), {"state": "done"}).status_code for _ in range(signed_links.SAME_LINK + 1)]
    assert told == [200] * signed_links.SAME_LINK + [429]
    assert again(ask.point).updates.count() == 1


def test_a_wrong_answer_says_what_is_missing_and_keeps_what_was_written(client: Client) -> None:
    ask = asked()
    sent = client.post(link(ask), {"state": "in-progress", "text": "Presque", "progress": "140"})
    assert sent.status_code == 422
    assert 'role="alert"' in sent.content.decode()
    assert 'value="Presque"' in sent.content.decode()
    assert client.post(link(ask), {"state": "verified"}).status_code == 422
    assert client.post(link(ask), {"state": "dropped", "text": "Non"}).status_code == 422


def test_the_page_of_the_link_is_light(client: Client) -> None:
    body = make_body(name_fr="Groupe technique national sur les migrations et les mobilités")
    ask = asked(text="Transmettre au secrétariat " * 30, body=body, deadline="2022-01")
    page = client.get(link(ask)).content
    assert len(page) + len(STYLE.read_bytes()) < 15_000
