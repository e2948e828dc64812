"""Pages of people and posts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from azalai.accounts import actions
from azalai.accounts.enums import Role, TenureKind
from azalai.accounts.models import Person, Post
from azalai.core.authorship import Author
from azalai.core.clock import now, today
from tests.accounts.factories import START, SYSTEM, hold, make_person, make_post, sign_in

pytestmark = pytest.mark.django_db

ADMIN_ONLY = {Role.ADMINISTRATOR}
MANAGERS = {Role.ADMINISTRATOR, Role.PERMANENT_SECRETARY}
READERS = MANAGERS | {Role.AUDITOR}
# Pages and the roles that may open them; {person} and {post} are public identifiers.
PAGES = {
    "account_profile": set(Role.values),
    "accounts:person_list": ADMIN_ONLY,
    "accounts:person_new": ADMIN_ONLY,
    "accounts:person": ADMIN_ONLY,
    "accounts:person_edit": ADMIN_ONLY,
    "accounts:person_close": ADMIN_ONLY,
    "accounts:person_password": ADMIN_ONLY,
    "accounts:person_second_factor": ADMIN_ONLY,
    "accounts:post_list": set(Role.values),
    "accounts:post": set(Role.values),
    "accounts:post_new": MANAGERS,
    "accounts:post_rename": MANAGERS,
    "accounts:post_close": MANAGERS,
    "accounts:post_appoint": MANAGERS,
    "accounts:post_hand_over": MANAGERS,
    "accounts:post_deputy": MANAGERS,
    "accounts:tenure_end": MANAGERS,
    "accounts:tenure_cancel": MANAGERS,
    "accounts:trail": READERS,
    "accounts:trail_csv": READERS,
    "accounts:trail_verify": READERS,
    "mfa_index": set(Role.values),
    "account_change_password": set(Role.values),
}


def address(name: str) -> str:
    person, post = make_person("Titulaire"), make_post(Role.FOCAL_POINT)
    tenure = hold(person, post)
    if name.startswith("accounts:person") and name not in {"accounts:person_list", "accounts:person_new"}:
        return reverse(name, args=[person.public_id])
    if name.startswith("accounts:tenure"):
        return reverse(name, args=[post.public_id, tenure.pk])
    if name.startswith("accounts:post") and name not in {"accounts:post_list", "accounts:post_new"}:
        return reverse(name, args=[post.public_id])
    return reverse(name)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_the_right_roles(client: Client, name: str, role: str) -> None:
    sign_in(client, role)
    expected = 200 if role in PAGES[name] else 403
    assert client.get(address(name)).status_code == expected


@pytest.mark.parametrize("name", ["accounts:post_rename", "accounts:post_hand_over", "accounts:tenure_end"])
@pytest.mark.parametrize("guarded", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_the_secretary_opens_no_form_on_a_post_that_watches_over_the_others(
    client: Client, name: str, guarded: str
) -> None:
    sign_in(client, Role.PERMANENT_SECRETARY)
    tenure = hold(make_person(), make_post(guarded))
    arguments = [tenure.post.public_id] + ([tenure.pk] if name == "accounts:tenure_end" else [])
    assert client.get(reverse(name, args=arguments)).status_code == 403
    assert "Passer le poste" not in client.get(tenure.post.get_absolute_url()).content.decode()


def test_a_person_without_a_post_sees_only_the_own_account(client: Client) -> None:
    sign_in(client, None)
    assert "Aucun poste" in client.get(reverse("account_profile")).content.decode()
    assert client.get(reverse("accounts:post_list")).status_code == 403


def test_an_account_is_opened_through_the_page(client: Client) -> None:
    sign_in(client)
    form = {
        "username": "suivi",
        "display_name": "Chargé de suivi",
        "email": "",
        "language": "site",
        "password": "provisoire-2022-x",
    }
    response = client.post(reverse("accounts:person_new"), form)
    assert response.status_code == 302
    assert Person.objects.get(username="suivi").must_change_password
    refused = client.post(reverse("accounts:person_new"), form | {"username": "SUIVI"}).content.decode()
    assert "Une réponse est à corriger" in refused


def test_an_account_that_nobody_could_enter_is_refused(client: Client) -> None:
    sign_in(client)
    form = {"username": "suivi", "display_name": "Chargé de suivi", "language": "site"}
    assert (
        "adresse électronique ou un mot de passe"
        in client.post(reverse("accounts:person_new"), form).content.decode()
    )


def test_an_account_is_changed_closed_and_reopened_through_the_pages(client: Client) -> None:
    sign_in(client)
    person = make_person("Ancien nom")
    form = {"display_name": "Nouveau nom", "language": "en", "email": "n@exemple.org"}
    client.post(reverse("accounts:person_edit", args=[person.public_id]), form)
    client.post(reverse("accounts:person_close", args=[person.public_id]), {"reason": "Départ"})
    person.refresh_from_db()
    assert (person.display_name, person.language, person.email) == ("Nouveau nom", "en", "n@exemple.org")
    assert not person.is_active
    assert "Nouveau nom" in client.get(reverse("accounts:person_list"), {"etat": "fermes"}).content.decode()
    client.post(reverse("accounts:person_reopen", args=[person.public_id]))
    assert Person.objects.get(pk=person.pk).is_active


def test_a_closed_account_is_out_at_once(client: Client) -> None:
    person = sign_in(client, Role.PARTNER)
    sign_in(Client())
    actions.close_account(by=SYSTEM, at=now(), person=person, reason="Départ")
    assert client.get(reverse("home")).status_code == 302


def test_people_are_searched(client: Client) -> None:
    sign_in(client)
    make_person("Aïcha cherchée")
    make_person("Un autre")
    page = client.get(reverse("accounts:person_list"), {"q": "cherch"}).content.decode()
    assert "Aïcha cherchée" in page
    assert "Un autre" not in page


def test_a_handover_is_made_through_the_page(client: Client) -> None:
    sign_in(client, Role.PERMANENT_SECRETARY)
    outgoing, incoming = hold(make_person("Sortant"), make_post(Role.FOCAL_POINT)), make_person("Entrant")
    url = reverse("accounts:post_hand_over", args=[outgoing.post.public_id])
    refused = client.post(url, {"to_person": incoming.pk, "on": START.isoformat()})
    assert "occupe déjà ce poste" in refused.content.decode()
    response = client.post(url, {"to_person": incoming.pk, "on": today().isoformat()}, follow=True)
    page = response.content.decode()
    assert "La passation est enregistrée." in page
    assert page.index("Entrant") < page.index("Sortant")
    outgoing.refresh_from_db()
    assert outgoing.ends_on is not None


def test_every_form_of_a_post_calls_its_action(client: Client) -> None:
    sign_in(client, Role.PERMANENT_SECRETARY)
    client.post(reverse("accounts:post_new"), {"title": "Point focal de Diffa", "role": Role.FOCAL_POINT})
    post, day = Post.objects.get(title="Point focal de Diffa"), today().isoformat()

    def send(name: str, form: dict[str, Any], *more: Any) -> None:
        response = client.post(reverse(f"accounts:{name}", args=[post.public_id, *more]), form)
        assert response.status_code == 302, response.content.decode()

    send("post_rename", {"title": "Point focal régional de Diffa"})
    send("post_appoint", {"person": make_person().pk, "on": day})
    send("post_deputy", {"person": make_person().pk, "on": day, "until": day})
    send("tenure_end", {"on": day, "reason": "Départ"}, post.tenures.holders().get().pk)
    later = actions.appoint_deputy(
        by=SYSTEM, at=now(), post=post, person=make_person(), on=date(2098, 1, 1), until=date(2098, 2, 1)
    )
    assert f"/{later.pk}/annuler/" in client.get(post.get_absolute_url()).content.decode()
    send("tenure_cancel", {"reason": "Erreur"}, later.pk)
    send("post_close", {"on": "2199-01-01", "reason": "Réorganisation"})
    post.refresh_from_db()
    assert post.title == "Point focal régional de Diffa"
    assert post.tenures.holders().get().ends_on == today()
    assert post.tenures.deputies().count() == 1
    assert post.closed_on is not None


def test_the_secretary_is_not_offered_the_roles_that_watch(client: Client) -> None:
    sign_in(client, Role.PERMANENT_SECRETARY)
    page = client.get(reverse("accounts:post_new")).content.decode()
    assert 'value="partner"' in page
    assert 'value="administrator"' not in page
    response = client.post(reverse("accounts:post_new"), {"title": "X", "role": Role.ADMINISTRATOR})
    assert response.status_code == 200
    assert not Post.objects.filter(title="X").exists()


def test_history_stays_with_the_post(client: Client) -> None:
    former = make_person("Prédécesseur")
    post = make_post(Role.FOCAL_POINT)
    hold(former, post, end=START)
    with_former = Author(name="Prédécesseur", person_id=former.pk, post_id=post.pk, post=str(post))
    actions.change_language(by=with_former, at=now(), person=former, language="en")
    person = make_person()
    hold(person, post, start=today())
    client.force_login(person)
    page = client.get(post.get_absolute_url()).content.decode()
    assert "Langue modifiée" in page
    assert page.count("Prédécesseur") >= 2


def test_what_was_done_from_a_post_is_not_shown_to_everyone(client: Client) -> None:
    person, post = make_person(), make_post()
    by = Author(name="Titulaire", person_id=person.pk, post_id=post.pk, post=str(post))
    actions.change_language(by=by, at=now(), person=person, language="en")
    sign_in(client, Role.PARTNER)
    page = client.get(post.get_absolute_url()).content.decode()
    assert "Langue modifiée" not in page
    assert "Réservé à la personne qui occupe le poste" in page


def test_posts_are_filtered(client: Client) -> None:
    sign_in(client)
    hold(make_person(), make_post(Role.PARTNER, "Occupé"))
    make_post(Role.PARTNER, "Vacant à pourvoir")
    closed = make_post(Role.PARTNER, "Fermé depuis")
    Post.objects.filter(pk=closed.pk).update(closed_on=START)

    def shown(**filters: str) -> str:
        return client.get(reverse("accounts:post_list"), filters).content.decode()

    assert "Occupé" in shown()
    assert "Fermé depuis" not in shown()
    assert "Occupé" not in shown(etat="vacants")
    assert "Vacant à pourvoir" in shown(etat="vacants")
    assert "Fermé depuis" in shown(etat="fermes")
    assert "Occupé" not in shown(role=Role.AUDITOR)
    assert "Occupé" in shown(role="n'importe quoi")


def test_one_acts_from_another_post_after_a_switch(client: Client) -> None:
    person = sign_in(client, Role.ME_OFFICER)
    auditor = make_post(Role.AUDITOR, "Auditeur par intérim")
    hold(person, auditor, kind=TenureKind.DEPUTY, end=today())
    assert client.get(reverse("accounts:trail")).status_code == 403
    response = client.post(reverse("accounts:switch"), {"post": auditor.pk}, follow=True)
    assert "Auditeur par intérim (suppléant)" in response.content.decode()
    assert client.get(reverse("accounts:trail")).status_code == 200


@pytest.mark.parametrize("sent", ["", "abc", "999999", "-1"])
def test_a_switch_to_a_post_of_someone_else_is_refused(client: Client, sent: str) -> None:
    sign_in(client, Role.ME_OFFICER)
    response = client.post(reverse("accounts:switch"), {"post": sent})
    assert "post_id" not in client.session
    assert "pas ce poste" in str(next(iter(get_messages(response.wsgi_request))))


def test_a_post_lost_during_the_session_gives_nothing_more(client: Client) -> None:
    person = sign_in(client, Role.ADMINISTRATOR)
    session = client.session
    session["post_id"] = person.tenures.get().post_id
    session.save()
    person.tenures.update(ends_on=START)
    assert client.get(reverse("accounts:person_list")).status_code == 403


def test_the_profile_changes_name_and_language(client: Client) -> None:
    person = sign_in(client, Role.PARTNER)
    response = client.post(reverse("account_profile"), {"display_name": "Autre nom", "language": "en"})
    assert response.cookies["django_language"].value == "en"
    person.refresh_from_db()
    assert (person.display_name, person.language) == ("Autre nom", "en")
    refused = client.post(reverse("account_profile"), {"display_name": "", "language": "xx"})
    assert refused.status_code == 200


def test_pages_speak_the_language_of_the_person(client: Client) -> None:
    person = sign_in(client, Role.PARTNER)
    Person.objects.filter(pk=person.pk).update(language="en")
    assert '<html lang="en"' in client.get(reverse("home")).content.decode()
    client.cookies["django_language"] = "fr"
    assert '<html lang="fr"' in client.get(reverse("home")).content.decode()
    Person.objects.filter(pk=person.pk).update(language="xx")
    del client.cookies["django_language"]
    assert (
        '<html lang="fr"' in client.get(reverse("home"), headers={"accept-language": "fr"}).content.decode()
    )


@pytest.mark.parametrize(("name", "queries"), [("accounts:person_list", 6), ("accounts:post_list", 6)])
def test_lists_ask_a_fixed_number_of_questions(
    client: Client, name: str, queries: int, django_assert_num_queries: Any
) -> None:
    sign_in(client)
    for _ in range(12):
        hold(make_person(), make_post())
    client.get(reverse(name))
    with django_assert_num_queries(queries):
        client.get(reverse(name))
