"""Signing in, out, and back in: names, limits, passwords, second factor."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from django.urls import reverse

from azalai.accounts import actions, demo
from azalai.accounts.enums import Role
from azalai.accounts.models import Person
from azalai.core.clock import now
from azalai.core.models import AuditEntry
from tests.accounts.factories import PASSWORD, SYSTEM, make_person, person_with

pytestmark = pytest.mark.django_db

LOGIN = "/compte/connexion/"


def try_to_sign_in(client: Client, login: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": login, "password": password}, **more)


def is_in(client: Client) -> bool:
    return client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize("login", ["suivi", "suivi@exemple.org", " suivi ", "Suivi@Exemple.org", "SUIVI"])
def test_one_signs_in_by_name_or_by_address(client: Client, login: str) -> None:
    make_person(username="suivi", email="suivi@exemple.org")
    response = try_to_sign_in(client, login)
    assert (response.status_code, response["Location"]) == (302, reverse("home"))
    assert is_in(client)


@pytest.mark.parametrize(("login", "password"), [("suivi", "faux"), ("inconnu", PASSWORD), ("suivi", "")])
def test_a_wrong_try_does_not_say_what_is_wrong(client: Client, login: str, password: str) -> None:
    make_person(username="suivi")
    response = try_to_sign_in(client, login, password)
    assert response.status_code == 200
    assert not is_in(client)
    if password:
        assert "L'identifiant ou le mot de passe est inexact." in response.content.decode().replace(
            "&#x27;", "'"
        )


def test_one_returns_to_the_page_that_one_asked_for(client: Client) -> None:
    make_person(username="suivi")
    asked = client.get(reverse("account_profile"))
    assert asked["Location"] == f"{LOGIN}?next=/compte/"
    page = client.get(asked["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/compte/">' in page
    assert try_to_sign_in(client, "suivi", QUERY_STRING="next=/compte/")["Location"] == "/compte/"


@pytest.mark.parametrize(
    "target", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)"]
)
def test_one_is_never_led_to_another_site(client: Client, target: str) -> None:
    make_person(username="suivi")
    response = client.post(LOGIN, {"login": "suivi", "password": PASSWORD, "next": target})
    assert response["Location"] == reverse("home")


def test_five_wrong_tries_close_the_account_for_five_minutes(client: Client) -> None:
    make_person(username="suivi", email="suivi@exemple.org")
    with time_machine.travel("2026-03-02 09:00:10+01:00", tick=False) as clock:
        for number in range(5):
            # The name and the address count together.
            try_to_sign_in(client, ["suivi", "suivi@exemple.org"][number % 2], "faux")
        refused = try_to_sign_in(client, "suivi")
        page = refused.content.decode()
        assert refused.status_code == 429
        assert refused["Retry-After"]
        assert (
            "Réessayez dans 6 minutes, à 09 h 06." in page or "Réessayez dans 5 minutes, à 09 h 05." in page
        )
        assert not is_in(client)
        clock.shift(timedelta(minutes=5, seconds=2))
        try_to_sign_in(client, "suivi")
        assert is_in(client)


def test_the_limit_of_one_account_does_not_touch_another(client: Client) -> None:
    make_person(username="suivi")
    make_person(username="documentation")
    for _ in range(6):
        try_to_sign_in(client, "suivi", "faux")
    try_to_sign_in(client, "documentation")
    assert is_in(client)


def test_an_unknown_name_is_limited_like_a_known_one(client: Client) -> None:
    for _ in range(5):
        try_to_sign_in(client, "inconnu", "faux")
    assert try_to_sign_in(client, "inconnu", "faux").status_code == 429


def test_one_machine_may_not_try_every_account(client: Client) -> None:
    people = [make_person().username for _ in range(11)]
    for name in people[:10]:
        assert try_to_sign_in(client, name, "faux").status_code == 200
    assert try_to_sign_in(client, people[10]).status_code == 429
    assert try_to_sign_in(client, people[10], REMOTE_ADDR="10.0.0.9").status_code == 302


def test_too_many_requests_get_a_page_of_ours(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    try_to_sign_in(client, "x")
    refused = try_to_sign_in(client, "x")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Patientez une minute" in refused.content.decode()


def test_signing_in_renews_the_session_and_lasts_twelve_hours(client: Client) -> None:
    make_person(username="suivi")
    client.get(LOGIN)
    before = client.session.session_key
    try_to_sign_in(client, "suivi")
    assert client.session.session_key != before
    assert client.session.get_expiry_age() == pytest.approx(12 * 3600, abs=60)


def test_signing_out_needs_a_button(client: Client) -> None:
    make_person(username="suivi")
    try_to_sign_in(client, "suivi")
    assert "Se déconnecter" in client.get(reverse("account_logout")).content.decode()
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


def test_a_closed_account_is_told_so_once_the_password_is_right(client: Client) -> None:
    person = make_person(username="suivi")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert try_to_sign_in(client, "suivi", "faux").status_code == 200
    assert try_to_sign_in(client, "suivi")["Location"] == reverse("account_inactive")
    assert "Ce compte est fermé" in client.get(reverse("account_inactive")).content.decode()
    assert not is_in(client)


def test_a_provisional_password_is_replaced_before_anything_else(client: Client) -> None:
    actions.open_account(
        by=SYSTEM, at=now(), username="suivi", display_name="Suivi", password="provisoire-2022-x"
    )
    try_to_sign_in(client, "suivi", "provisoire-2022-x")
    response = client.get(reverse("account_profile"))
    assert response["Location"] == reverse("account_change_password")
    assert "provisoire" in client.get(reverse("account_change_password")).content.decode()
    change(client, "provisoire-2022-x")
    assert client.get(reverse("account_profile")).status_code == 200
    assert AuditEntry.objects.latest("sequence").action == "person.password-changed"


def change(client: Client, old: str, new: str = "nouveau-2022-mot", again: str = "") -> Any:
    form = {"oldpassword": old, "password1": new, "password2": again or new}
    return client.post(reverse("account_change_password"), form)


def test_a_password_is_changed_by_giving_the_former(client: Client) -> None:
    person = make_person(username="suivi")
    try_to_sign_in(client, "suivi")
    assert change(client, "faux").status_code == 200
    assert change(client, PASSWORD, again="autre-chose-2022").status_code == 200
    assert change(client, PASSWORD, new="court").status_code == 200
    assert change(client, PASSWORD)["Location"] == reverse("account_profile")
    person.refresh_from_db()
    assert person.check_password("nouveau-2022-mot")
    assert is_in(client)


def test_changing_the_password_ends_the_other_sessions(client: Client) -> None:
    make_person(username="suivi")
    elsewhere = Client()
    try_to_sign_in(elsewhere, "suivi")
    try_to_sign_in(client, "suivi")
    change(client, PASSWORD)
    assert not is_in(elsewhere)


def test_a_forgotten_password_is_replaced_by_a_link_that_serves_once(client: Client) -> None:
    person = make_person(username="suivi", email="suivi@exemple.org")
    client.post(reverse("account_reset_password"), {"email": "SUIVI@exemple.org"})
    (sent,) = mail.outbox
    assert sent.subject == "Azalai · Choisir un nouveau mot de passe"
    assert sent.to == ["suivi@exemple.org"]
    link = re.search(r"http://\S+", sent.body)[0]
    form = client.get(link)
    page = {"password1": "nouveau-2022-mot", "password2": "nouveau-2022-mot"}
    assert client.get(form["Location"]).status_code == 200
    assert client.post(form["Location"], page)["Location"] == reverse("account_reset_password_from_key_done")
    person.refresh_from_db()
    assert person.check_password("nouveau-2022-mot")
    assert "Ce lien ne sert plus" in Client().get(link).content.decode()
    try_to_sign_in(client, "suivi", "nouveau-2022-mot")
    assert is_in(client)


def test_an_unknown_address_gets_the_same_answer_and_no_invitation(client: Client) -> None:
    make_person(email="suivi@exemple.org")
    known = client.post(reverse("account_reset_password"), {"email": "suivi@exemple.org"})
    unknown = client.post(reverse("account_reset_password"), {"email": "inconnu@exemple.org"})
    assert known["Location"] == unknown["Location"]
    assert "inscription" not in "".join(m.body for m in mail.outbox)


# Second factor.


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def activate(client: Client) -> str:
    """Turn the second factor on; gives its secret."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml' in page.content.decode()
    secret = page.context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def test_a_second_factor_is_asked_for_once_it_is_on(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with time_machine.travel("2026-03-02 09:00:00+01:00", tick=False) as clock:
        make_person(username="suivi", email="suivi@exemple.org")
        try_to_sign_in(client, "suivi")
        with django_capture_on_commit_callbacks(execute=True):
            secret = activate(client)
        assert AuditEntry.objects.filter(action="person.second-factor-added").exists()
        client.post(reverse("account_logout"))
        clock.shift(timedelta(minutes=2))
        assert try_to_sign_in(client, "suivi")["Location"] == reverse("mfa_authenticate")
        assert not is_in(client)
        assert "Quel est votre code" in client.get(reverse("mfa_authenticate")).content.decode()
        refused = client.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert "Code incorrect." in refused.content.decode()
        client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
        assert is_in(client)


def test_a_recovery_code_serves_once(client: Client) -> None:
    person = make_person(username="suivi")
    try_to_sign_in(client, "suivi")
    activate(client)
    codes = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert all(code in page for code in codes)
    assert codes[0] in client.get(reverse("mfa_download_recovery_codes")).content.decode()
    for expected in (True, False):
        client.post(reverse("account_logout"))
        try_to_sign_in(client, "suivi")
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_in(client) is expected


def test_a_second_factor_is_changed_only_after_the_password_again(client: Client) -> None:
    person = make_person(username="suivi")
    try_to_sign_in(client, "suivi")
    for name in ("mfa_activate_totp", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name))["Location"].startswith(reverse("account_reauthenticate"))
    activate(client)
    assert "Désactiver" in client.get(reverse("mfa_deactivate_totp")).content.decode()
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=person).exists()
    assert AuditEntry.objects.filter(action="person.second-factor-removed").exists()


def test_codes_are_tried_a_limited_number_of_times(client: Client) -> None:
    make_person(username="suivi")
    try_to_sign_in(client, "suivi")
    activate(client)
    client.post(reverse("account_logout"))
    try_to_sign_in(client, "suivi")
    for _ in range(6):
        page = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "Trop d&#x27;essais" in page


def test_an_administrator_lets_a_person_back_in_who_lost_the_phone(client: Client) -> None:
    person = make_person(username="suivi")
    try_to_sign_in(client, "suivi")
    activate(client)
    client.post(reverse("account_logout"))
    admin = Client()
    admin.force_login(person_with(Role.ADMINISTRATOR))
    url = reverse("accounts:person_second_factor", args=[person.public_id])
    assert admin.post(url, {"reason": "Téléphone perdu"}).status_code == 302
    try_to_sign_in(client, "suivi")
    assert is_in(client)


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
    ],
)
def test_the_pages_of_the_second_factor_are_ours(client: Client, name: str) -> None:
    make_person(username="suivi")
    try_to_sign_in(client, "suivi")
    activate(client)
    response = client.get(reverse(name), follow=True)
    assert response.status_code == 200
    assert "core/azalai.css" in response.content.decode()


# Demonstration.


def test_only_a_demonstration_shows_its_accounts(client: Client, settings: Any) -> None:
    demo.load(by=SYSTEM, at=now())
    assert demo.PASSWORD not in client.get(LOGIN).content.decode()
    settings.DEMO = True
    page = client.get(LOGIN).content.decode()
    assert demo.PASSWORD in page
    assert ">pointfocal</code>" in page


def test_each_demonstration_account_signs_in_and_has_its_role(client: Client) -> None:
    accounts = demo.load(by=SYSTEM, at=now())
    assert [label for label, _, _ in accounts] == [str(role.label) for role in Role]
    for role, (_label, username, password) in zip(Role, accounts, strict=True):
        guest = Client(REMOTE_ADDR=f"10.0.0.{len(role)}")
        try_to_sign_in(guest, username, password)
        assert guest.get(reverse("home")).wsgi_request.author.roles == {role}


def test_the_demonstration_shows_a_handover_and_is_loaded_once() -> None:
    demo.load(by=SYSTEM, at=now())
    written = AuditEntry.objects.count()
    demo.load(by=SYSTEM, at=now())
    assert AuditEntry.objects.count() == written
    post = Person.objects.get(username="pointfocal").tenures.get().post
    assert post.tenures.holders().count() == 2
    assert post.tenures.deputies().count() == 1
    assert all(p.display_name.startswith("Démo · ") for p in Person.objects.all())
