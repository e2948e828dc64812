"""What is being typed, kept on the site."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role, TenureKind
from azalai.accounts.models import KeptInput, Post
from azalai.accounts.queries import author_for
from azalai.core import drafts
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.core.models import FormDraft
from tests.accounts.factories import AT, author_with, hold, make_person, sign_in

pytestmark = pytest.mark.django_db
FORM = "interventions.intervention"
KEY = "0f0e0d0c-0000-4000-8000-000000000001"


def sent(typed: dict[str, Any] | None = None, **marks: Any) -> drafts.Sent:
    data = QueryDict(mutable=True)
    data.update(typed if typed is not None else {"title_fr": "Former"})
    data.update({f"draft-{name}": str(value) for name, value in ({"key": KEY, "page": "p"} | marks).items()})
    return drafts.sent_by(data)


def keep(by: Author, typed: dict[str, Any] | None = None, at: Any = AT, **marks: Any) -> FormDraft | None:
    return drafts.keep(by=by, at=at, form=FORM, sent=sent(typed, **marks))


def test_it_is_private_to_the_post_and_follows_it() -> None:
    by, other = author_with(Role.PARTNER), author_with(Role.PARTNER)
    keep(by)
    assert drafts.started(by).count() == 1
    assert not drafts.started(other).exists()
    heir = make_person()
    hold(heir, Post.objects.get(pk=by.post_id), kind=TenureKind.DEPUTY, end=date(2100, 1, 1))
    assert drafts.started(author_for(heir, on=today())).count() == 1


def test_the_same_key_in_another_post_is_another_input() -> None:
    by, other = author_with(Role.PARTNER), author_with(Role.PARTNER)
    first, second = keep(by), keep(other, {"title_fr": "Autre"})
    assert first is not None
    assert second is not None
    assert first.pk != second.pk
    drafts.discard(by=other, key=first.key)
    assert drafts.started(by).count() == 1


def test_somebody_without_a_post_keeps_nothing(client: Client) -> None:
    with pytest.raises(PermissionDenied):
        keep(author_with(None))
    sign_in(client, None)
    assert client.post(f"/saisies/{FORM}/garder/", {"title_fr": "x"}).status_code == 403
    sign_in(client, Role.PARTNER)
    assert client.post("/saisies/formulaire-inconnu/garder/", {"title_fr": "x"}).status_code == 404
    assert not FormDraft.objects.exists()


def test_neither_passwords_nor_tokens_are_kept() -> None:
    kept = keep(author_with(Role.PARTNER), {"title_fr": "x", "csrfmiddlewaretoken": "t", "mot_de_passe": "s"})
    assert kept is not None
    assert kept.fields == [("title_fr", ["x"])]


def test_it_is_forgotten_after_sixty_days_and_only_so_many_are_kept() -> None:
    by = author_with(Role.PARTNER)
    keep(by)
    keep(by, key="0f0e0d0c-0000-4000-8000-000000000002", at=AT + timedelta(days=59))
    assert drafts.started(by).count() == 2
    keep(by, key="0f0e0d0c-0000-4000-8000-000000000003", at=AT + timedelta(days=61))
    assert drafts.started(by).count() == 2
    for number in range(drafts.PER_POST + 3):
        keep(
            by, key=f"0f0e0d0c-0000-4000-8000-{number + 100:012d}", at=AT + timedelta(days=61, seconds=number)
        )
    assert drafts.started(by).count() == drafts.PER_POST


def test_what_is_too_long_is_said_and_leaves_the_earlier_input() -> None:
    by = author_with(Role.PARTNER)
    keep(by, rank=1)
    with pytest.raises(ValidationError):
        keep(by, {"title_fr": "x" * (drafts.LIMIT + 1)}, rank=2)
    assert drafts.started(by).get().fields == [["title_fr", ["Former"]]]


def test_a_break_in_the_middle_leaves_the_earlier_input(monkeypatch: pytest.MonkeyPatch) -> None:
    by = author_with(Role.PARTNER)
    keep(by, rank=1)

    def cut(*arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drafts, "_drop_beyond", cut)
    with pytest.raises(KeyboardInterrupt):
        keep(by, {"title_fr": "Former les re"}, rank=2)
    assert drafts.started(by).get().fields == [["title_fr", ["Former"]]]


def test_what_was_sent_leaves_no_text_behind() -> None:
    by = author_with(Role.PARTNER)
    keep(by, rank=1)
    drafts.close(by=by, at=AT, form=FORM, sent=sent(rank=2))
    row = FormDraft.objects.get()
    assert (row.fields, row.closed_at) == ([], AT)
    assert not drafts.started(by).exists()
    keep(by, key="0f0e0d0c-0000-4000-8000-000000000009", at=AT + timedelta(days=2))
    assert FormDraft.objects.count() == 1


def test_a_page_that_was_open_elsewhere_when_it_was_sent_loses_nothing() -> None:
    by = author_with(Role.PARTNER)
    keep(by, page="a", rank=1)
    drafts.close(by=by, at=AT, form=FORM, sent=sent(page="a", rank=1))
    kept = keep(by, {"title_fr": "Autre texte"}, page="b", seen="a", rank=1)
    assert kept is not None
    assert str(kept.key) != KEY


def test_what_a_page_sends_by_itself_after_the_session_is_not_kept_as_a_form_to_send_again(
    client: Client,
) -> None:
    sign_in(client, Role.PARTNER)
    client.get("/")
    client.cookies.pop("sessionid")
    here = {"HTTP_ORIGIN": "http://testserver"}
    answer = client.post(f"/saisies/{FORM}/garder/", {"title_fr": "x"}, **here)
    assert answer["Location"].startswith(reverse("account_login"))
    assert not KeptInput.objects.exists()


def test_giving_up_leads_back_and_nowhere_else(client: Client) -> None:
    person = sign_in(client, Role.PARTNER)
    by = author_for(person, on=today())
    keep(by)
    answer = client.post(f"/saisies/{KEY}/supprimer/", {"next": "https://ailleurs.example/"})
    assert answer["Location"] == "/"
    assert not FormDraft.objects.exists()
