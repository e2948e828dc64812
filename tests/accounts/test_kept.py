"""What was typed survives the end of the session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from azalai.accounts import kept
from azalai.accounts.enums import Role
from azalai.accounts.models import KeptInput, Person, Post
from azalai.config import settings as real_settings
from azalai.core.clock import now
from tests.accounts.factories import PASSWORD, make_person, person_with

pytestmark = pytest.mark.django_db

HERE = {"HTTP_ORIGIN": "http://testserver"}
NEW_POST = "/compte/postes/nouveau/"
TYPED = {"title": "Point focal de Tahoua", "role": Role.FOCAL_POINT}


@pytest.fixture(autouse=True)
def _failure_page(settings: Any) -> None:
    settings.CSRF_FAILURE_VIEW = "azalai.accounts.views.csrf_failure"


@pytest.fixture
def person() -> Person:
    return person_with(Role.ADMINISTRATOR)


@pytest.fixture
def browser(person: Person) -> Client:
    """A browser that checks tokens and in which the person has signed in."""
    client = Client(enforce_csrf_checks=True)
    sign_in(client, person)
    return client


def sign_in(client: Client, person: Person) -> Any:
    form = {"login": person.username, "password": PASSWORD, "csrfmiddlewaretoken": token(client)}
    return client.post(reverse("account_login"), form, **HERE)


def token(client: Client) -> str:
    client.get(reverse("account_login"))
    if "csrftoken" not in client.cookies:
        client.get(reverse("account_profile"))
    return client.cookies["csrftoken"].value


def expire(client: Client) -> None:
    client.cookies.pop("sessionid")


def send(client: Client, path: str = NEW_POST, typed: dict[str, Any] | None = None, **more: Any) -> Any:
    form = (TYPED if typed is None else typed) | {"csrfmiddlewaretoken": token(client)}
    return client.post(path, form, **(HERE | more))


def after_expiry(client: Client, **arguments: Any) -> Any:
    expire(client)
    return send(client, **arguments)


def waiting(response: Any) -> str:
    """Address of the kept form that the answer leads to."""
    place = response["Location"]
    return place.removeprefix(f"{reverse('account_login')}?next=")


def test_what_was_typed_waits_behind_the_sign_in_and_is_sent_again(browser: Client, person: Person) -> None:
    response = after_expiry(browser)
    assert not Post.objects.filter(title=TYPED["title"]).exists()
    assert response["Location"].startswith(reverse("account_login"))
    place = waiting(response)
    login = browser.get(response["Location"]).content.decode()
    assert "Votre session avait pris fin." in login
    assert "Ce que vous aviez saisi est conservé" in login

    form = {"login": person.username, "password": PASSWORD, "next": place}
    form["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value
    assert browser.post(reverse("account_login"), form, **HERE)["Location"] == place
    page = browser.get(place)
    text = page.content.decode()
    assert "Votre saisie a été conservée" in text
    assert f'action="{NEW_POST}"' in text
    assert "Point focal de Tahoua" in text
    assert "<dt>Intitulé</dt>" in text
    assert "Point focal régional ou ministériel<input" in text
    sent = fields_of(page)
    assert sent.pop("csrfmiddlewaretoken") != form["csrfmiddlewaretoken"]

    again = browser.post(NEW_POST, fields_of(page), **HERE)
    assert again.status_code == 302
    assert Post.objects.filter(title=TYPED["title"]).exists()
    assert not KeptInput.objects.exists()


def fields_of(page: Any) -> dict[str, Any]:
    """What the button of the page would send."""
    context = page.context
    fields = {field["name"]: [pair["sent"] for pair in field["pairs"]] for field in context["fields"]}
    return fields | {
        kept.MARK: str(context["kept"].public_id),
        "csrfmiddlewaretoken": str(context["csrf_token"]),
    }


def test_a_refused_second_sending_keeps_the_form(browser: Client, person: Person) -> None:
    place = waiting(after_expiry(browser, typed={"title": "", "role": Role.PARTNER}))
    sign_in(browser, person)
    assert browser.post(NEW_POST, fields_of(browser.get(place)), **HERE).status_code == 200
    assert KeptInput.objects.exists()


def test_several_values_blank_lines_and_accents_come_back_unchanged(browser: Client, person: Person) -> None:
    typed = {"choix": ["1", "2"], "texte": "\n  Évaluation « à mi-parcours »\r\n<b>&amp;</b>\n", "vide": ""}
    place = waiting(after_expiry(browser, typed=typed))
    sign_in(browser, person)
    page = browser.get(place)
    back = fields_of(page)
    assert back["choix"] == ["1", "2"]
    # A test client sends line ends as they are, a browser as CR LF: neither is touched.
    assert back["texte"] == [typed["texte"]]
    assert "<b>&amp;</b>" not in page.content.decode()


def test_passwords_tokens_and_codes_are_not_kept(browser: Client) -> None:
    secret = {
        "password": "a",
        "new_password1": "b",
        "mot_de_passe": "c",
        "api_token": "d",
        "code": "e",
        "Secret": "f",
    }
    after_expiry(browser, typed=TYPED | secret)
    found = kept.opened(KeptInput.objects.get(), now())
    assert found is not None
    assert [name for name, _ in found.fields] == ["title", "role"]


def test_files_are_named_but_not_kept(browser: Client, person: Person) -> None:
    typed = TYPED | {"plan": SimpleUploadedFile("plan 2022.docx", b"x" * 1000)}
    place = waiting(after_expiry(browser, typed=typed))
    sign_in(browser, person)
    page = browser.get(place).content.decode()
    assert "joignez-les de nouveau" in page
    assert "plan 2022.docx" in page


def test_what_is_kept_is_not_readable_without_its_owner(browser: Client) -> None:
    after_expiry(browser)
    row = KeptInput.objects.get()
    assert "Tahoua" not in row.sealed


def test_another_person_is_not_offered_it(browser: Client) -> None:
    place = waiting(after_expiry(browser))
    other = person_with(Role.ADMINISTRATOR)
    sign_in(browser, other)
    response = browser.get(place)
    assert response.status_code == 404
    assert "Tahoua" not in response.content.decode()
    assert "Tahoua" not in browser.get(reverse("account_profile")).content.decode()
    browser.post(f"{place}supprimer/", {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}, **HERE)
    assert KeptInput.objects.exists()


def test_it_is_forgotten_after_twelve_hours(browser: Client, person: Person) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        place = waiting(after_expiry(browser))
        sign_in(browser, person)
        clock.shift(timedelta(hours=11, minutes=59))
        sign_in(browser, person)
        assert browser.get(place).status_code == 200
        clock.shift(timedelta(minutes=2))
        sign_in(browser, person)
        assert browser.get(place).status_code == 404
        after_expiry(browser)
        assert KeptInput.objects.count() == 1


def test_a_form_of_more_than_500_kb_is_not_kept_and_says_so(browser: Client) -> None:
    response = after_expiry(browser, typed={"texte": "x" * (kept.LIMIT + 1)})
    assert waiting(response) == reverse("home")
    assert "trop long pour être conservé" in browser.get(response["Location"]).content.decode()
    after_expiry_again = send(browser, typed={"texte": "x" * (kept.LIMIT - 10)})
    assert waiting(after_expiry_again) != reverse("home")
    assert KeptInput.objects.count() == 1


def test_a_form_with_too_many_fields_is_not_kept(browser: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    expire(browser)
    typed = {f"champ{n}": "x" for n in range(10)}
    response = browser.post(NEW_POST, typed, HTTP_X_CSRFTOKEN=token(browser), **HERE)
    assert response.status_code in {302, 400}
    assert not KeptInput.objects.exists()


def test_only_so_many_are_kept_for_one_person(browser: Client) -> None:
    expire(browser)
    for number in range(kept.PER_PERSON + 2):
        send(browser, typed={"title": f"Essai {number}"})
    assert KeptInput.objects.count() == kept.PER_PERSON
    found = kept.opened(KeptInput.objects.order_by("pk")[0], now())
    assert found is not None
    assert dict(found.fields)["title"] == ["Essai 2"]


# A stale token.


def test_signing_in_again_in_another_tab_loses_nothing(browser: Client, person: Person) -> None:
    """Signing in renews the token, so that the first tab's form carries an old one."""
    stale = token(browser)
    sign_out_and_in(browser, person)
    response = browser.post(NEW_POST, TYPED | {"csrfmiddlewaretoken": stale}, **HERE)
    assert response.status_code == 302
    page = browser.get(response["Location"])
    assert "Votre saisie a été conservée" in page.content.decode()
    assert browser.post(NEW_POST, fields_of(page), **HERE).status_code == 302
    assert Post.objects.filter(title=TYPED["title"]).exists()


def sign_out_and_in(client: Client, person: Person) -> None:
    client.post(reverse("account_logout"), {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}, **HERE)
    sign_in(client, person)


def test_a_stale_token_without_a_session_leads_to_the_sign_in(browser: Client) -> None:
    expire(browser)
    response = browser.post(NEW_POST, TYPED | {"csrfmiddlewaretoken": "a" * 64}, **HERE)
    assert waiting(response).startswith("/compte/saisie/")


@pytest.mark.parametrize(
    "origin",
    [
        {"HTTP_ORIGIN": "https://ailleurs.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "https://ailleurs.example/compte/"},
        {"HTTP_REFERER": "http://testserver.ailleurs.example/"},
        {},
    ],
    ids=str,
)
def test_another_site_plants_nothing(browser: Client, origin: dict[str, str]) -> None:
    """Otherwise a hostile page could show its own values in a form of ours, one button away."""
    response = browser.post(NEW_POST, TYPED | {"csrfmiddlewaretoken": "a" * 64}, **origin)
    assert response.status_code == 403
    assert not KeptInput.objects.exists()
    expire(browser)
    browser.post(NEW_POST, TYPED | {"csrfmiddlewaretoken": token(browser)}, **origin)
    assert not KeptInput.objects.exists()


def test_the_referring_page_vouches_when_the_browser_gives_no_origin(browser: Client) -> None:
    expire(browser)
    form = TYPED | {"csrfmiddlewaretoken": token(browser)}
    browser.post(NEW_POST, form, HTTP_REFERER=f"http://testserver{NEW_POST}")
    assert KeptInput.objects.count() == 1


# What is not ours to keep.


def test_a_browser_where_nobody_signed_in_fills_no_store(browser: Client) -> None:
    stranger = Client(enforce_csrf_checks=True)
    response = send(stranger)
    assert response["Location"].startswith(reverse("account_login"))
    assert not KeptInput.objects.exists()


@pytest.mark.parametrize("value", ["1", "1:abc:def", "", "x" * 500])
def test_a_forged_owner_is_nobody(browser: Client, value: str) -> None:
    expire(browser)
    browser.cookies[kept.COOKIE] = value
    send(browser)
    assert not KeptInput.objects.exists()


def test_a_closed_account_keeps_nothing(browser: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)
    send(browser)
    assert not KeptInput.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_change_password",
        "account_reset_password",
        "mfa_activate_totp",
        "set_language",
    ],
)
def test_the_forms_of_the_sign_in_are_never_kept(browser: Client, name: str) -> None:
    expire(browser)
    for sent in (token(browser), "a" * 64):
        browser.post(reverse(name), {"login": "x", "csrfmiddlewaretoken": sent}, **HERE)
    assert not KeptInput.objects.exists()


def test_signing_in_from_a_second_tab_left_on_the_sign_in_page_just_works(browser: Client) -> None:
    form = {"login": "x", "password": "y", "csrfmiddlewaretoken": "a" * 64}
    assert browser.post(reverse("account_login"), form, **HERE)["Location"] == reverse("home")


def test_only_forms_are_kept(browser: Client) -> None:
    expire(browser)
    browser.post(NEW_POST, '{"a": 1}', "application/json", HTTP_X_CSRFTOKEN=token(browser), **HERE)
    browser.get(NEW_POST)
    assert not KeptInput.objects.exists()


# What was kept cannot be turned against its owner.


@pytest.mark.parametrize(
    "path", ["https://ailleurs.example/", "//ailleurs.example/", "ailleurs", "/\\ailleurs.example"]
)
def test_it_is_only_sent_to_this_site(browser: Client, person: Person, path: str) -> None:
    row = KeptInput(person=person, path=path, kept_at=now())
    row.sealed = kept._seal(row, kept.Input([("title", ["x"])], []))
    row.save()
    sign_in(browser, person)
    assert browser.get(reverse("accounts:kept", args=[row.public_id])).status_code == 404


@pytest.mark.parametrize("change", ["person", "path", "public_id", "sealed"])
def test_a_row_changed_in_the_database_does_not_open(browser: Client, person: Person, change: str) -> None:
    after_expiry(browser)
    row = KeptInput.objects.get()
    other = {"person": make_person(), "path": "/compte/", "public_id": "0" * 32, "sealed": row.sealed[:-2]}
    KeptInput.objects.update(**{change: other[change]})
    assert kept.opened(KeptInput.objects.get(), now()) is None


def test_a_mark_of_another_form_removes_nothing(browser: Client, person: Person) -> None:
    after_expiry(browser)
    row = KeptInput.objects.get()
    KeptInput.objects.update(person=make_person())
    sign_in(browser, person)
    for mark in (str(row.public_id), "rien", "0" * 36):
        send(browser, typed={"title": f"Poste {mark}", "role": Role.PARTNER, kept.MARK: mark})
    assert KeptInput.objects.exists()


def test_it_can_be_given_up(browser: Client, person: Person) -> None:
    place = waiting(after_expiry(browser))
    sign_in(browser, person)
    assert "Une saisie interrompue vous attend" in browser.get(reverse("account_profile")).content.decode()
    browser.post(f"{place}supprimer/", {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}, **HERE)
    assert not KeptInput.objects.exists()


def test_the_owner_cookie_is_kept_from_scripts_and_other_sites(browser: Client, person: Person) -> None:
    cookie = browser.cookies[kept.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "Set-Cookie" not in str(browser.get(reverse("home")).headers)
    other = person_with(Role.PARTNER)
    sign_out_and_in(browser, other)
    assert browser.cookies[kept.COOKIE].value.startswith(f"{other.pk}:")


def test_the_site_is_set_to_keep_forms_with_a_stale_token() -> None:
    assert getattr(real_settings, "CSRF_FAILURE_VIEW", "") == "azalai.accounts.views.csrf_failure"
