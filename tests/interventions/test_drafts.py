"""What is typed about an intervention is never lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.accounts.models import KeptInput
from azalai.core.models import FormDraft
from azalai.interventions import actions
from azalai.interventions.content import Content
from azalai.interventions.models import Intervention
from tests.accounts.factories import AT, PASSWORD, SYSTEM, sign_in
from tests.core.draft_contract import check_form, keep, opened
from tests.interventions.factories import load, make_draft, make_intervention
from tests.interventions.test_pages import LINES, url

pytestmark = pytest.mark.django_db
FORM, NEW = "interventions.intervention", "/interventions/nouvelle/"
TYPED = LINES | {"title_fr": "Former les relais", "description_fr": "L'accueil à Agadez"}
WRONG = TYPED | {"planned_start": "15/13/20", "budget-TOTAL_FORMS": "1", "budget-0-amount": "beaucoup"}


@pytest.fixture(autouse=True)
def _lists() -> None:
    load()


def test_a_new_declaration_keeps_what_is_typed(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    check_form(client, form=FORM, address=NEW, right=TYPED, wrong=WRONG)


def test_a_draft_keeps_what_is_typed(client: Client) -> None:
    made = make_draft(Content(title_fr="Former"))
    sign_in(client, Role.ME_OFFICER)
    address = url("edit", made.public_id)
    check_form(client, form=FORM, address=address, right=TYPED, wrong=WRONG)


def test_what_is_typed_about_a_published_one_is_not_published(client: Client) -> None:
    made = make_intervention()
    sign_in(client, Role.ME_OFFICER)
    address = url("edit", made.public_id)
    keep(client, FORM, opened(client, address), TYPED | {"title_fr": "À moitié"})
    made.refresh_from_db()
    assert made.title_fr != "À moitié"
    assert "À moitié" not in client.get(made.get_absolute_url()).content.decode()
    assert "À moitié" in client.get(address).content.decode()


def test_a_form_sent_twice_declares_once(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    form = TYPED | opened(client, NEW) | {"faire": "enregistrer"}
    first, second = (client.post(NEW, form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Intervention.objects.count() == 1


def test_two_pages_declare_two(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    for _ in range(2):
        client.post(NEW, TYPED | opened(client, NEW))
    assert Intervention.objects.count() == 2


def test_what_was_taken_up_tells_when_somebody_else_wrote_meanwhile(client: Client) -> None:
    made = make_draft(Content(title_fr="Former"))
    sign_in(client, Role.ME_OFFICER)
    address = url("edit", made.public_id)
    keep(client, FORM, opened(client, address), TYPED | {"seen": ""})
    actions.save_draft(by=SYSTEM, at=AT, intervention=made, content=Content(title_fr="D'un autre"))
    row = FormDraft.objects.get()
    marks = opened(client, f"{address}?reprise={row.key}")
    refused = client.post(address, TYPED | marks | {"seen": ""})
    assert refused.status_code == 422
    assert "a modifié cette intervention entre-temps" in refused.content.decode()
    made.refresh_from_db()
    assert made.title_fr == "D'un autre"
    assert FormDraft.objects.filter(closed_at=None).exists()


def test_publication_that_lacks_something_goes_on_with_the_draft_that_was_kept(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    early = client.post(NEW, TYPED | opened(client, NEW) | {"faire": "publier"})
    assert early.status_code == 422
    made = Intervention.objects.get()
    assert f'action="{url("edit", made.public_id)}"' in early.content.decode()
    assert f'name="draft-target" value="{made.public_id}"' in early.content.decode()
    assert not FormDraft.objects.filter(closed_at=None).exists()


def test_a_deleted_draft_is_offered_no_more(client: Client) -> None:
    made = make_draft(Content(title_fr="Former"))
    sign_in(client, Role.ME_OFFICER)
    keep(client, FORM, opened(client, url("edit", made.public_id)), TYPED)
    client.post(url("delete", made.public_id))
    assert not FormDraft.objects.exists()


def test_what_was_begun_stands_among_one_s_own_interventions(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    keep(client, FORM, opened(client, NEW), TYPED)
    page = client.get("/interventions/miennes/").content.decode()
    assert "Former les relais" in page
    assert "reprise=" in page


def test_an_expired_sign_in_loses_nothing_of_the_form(client: Client, settings: Any) -> None:
    person = sign_in(client, Role.ME_OFFICER)
    marks = opened(client, NEW)
    client.cookies.pop("sessionid")
    here = {"HTTP_ORIGIN": "http://testserver"}
    answer = client.post(NEW, TYPED | marks | {"faire": "enregistrer"}, **here)
    assert answer["Location"].startswith(reverse("account_login"))
    client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD}, **here)
    waiting = reverse("accounts:kept", args=[KeptInput.objects.get().public_id])
    fields = client.get(waiting).context["fields"]
    again = {field["name"]: [pair["sent"] for pair in field["pairs"]] for field in fields}
    assert client.post(NEW, again, **here).status_code == 302
    made = Intervention.objects.get()
    assert (made.title_fr, made.description_fr) == ("Former les relais", "L'accueil à Agadez")


@pytest.mark.parametrize("back", ["-1", "n'importe où", "//ailleurs.example", "/interventions/miennes/"])
def test_giving_up_what_was_begun_leads_back_on_this_site_only(client: Client, back: str) -> None:
    sign_in(client, Role.ME_OFFICER)
    keep(client, FORM, opened(client, NEW), TYPED)
    begun = FormDraft.objects.get()
    answer = client.post(reverse("draft_discard", args=[begun.key]), {"next": back})
    assert answer["Location"] == (back if back.startswith("/i") else "/")
