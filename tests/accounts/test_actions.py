"""Writing about people and posts."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError

from azalai.accounts import actions, queries
from azalai.accounts.enums import Role, TenureKind
from azalai.accounts.models import KeptInput, Person, Post
from azalai.core import audit
from azalai.core.models import AuditEntry
from tests.accounts.acting import BY, DAY, ON, last, refusal
from tests.accounts.factories import (
    AT,
    START,
    SYSTEM,
    author_with,
    hold,
    make_person,
    make_post,
    person_with,
)

pytestmark = pytest.mark.django_db

# Who may.

ARGUMENTS: dict[str, Callable[[], dict[str, Any]]] = {
    "open_account": lambda: {"username": "nouveau", "display_name": "Nouveau", "email": "n@exemple.org"},
    "close_account": lambda: {"person": make_person(), "reason": "Départ"},
    "reopen_account": lambda: {"person": make_person()},
    "change_display_name": lambda: {"person": make_person(), "display_name": "Autre"},
    "change_email": lambda: {"person": make_person(), "email": "autre@exemple.org"},
    "change_language": lambda: {"person": make_person(), "language": "en"},
    "give_provisional_password": lambda: {"person": make_person(), "password": "provisoire-2022-x"},
    "reset_second_factor": lambda: {"person": make_person(), "reason": "Perdu"},
    "create_post": lambda: {"title": "Nouveau poste", "role": Role.PARTNER},
    "rename_post": lambda: {"post": make_post(), "title": "Autre intitulé"},
    "close_post": lambda: {"post": make_post(), "on": ON, "reason": "Supprimé"},
    "appoint": lambda: {"post": make_post(), "person": make_person(), "on": ON},
    "appoint_deputy": lambda: {"post": make_post(), "person": make_person(), "on": ON, "until": ON},
    "hand_over": lambda: {
        "post": hold(make_person(), make_post()).post,
        "to_person": make_person(),
        "on": ON,
    },
    "end_tenure": lambda: {"tenure": hold(make_person(), make_post()), "on": ON, "reason": "Départ"},
}
ARGUMENTS["cancel_tenure"] = lambda: {
    "tenure": hold(make_person(), make_post(), start=AT.date() + DAY),
    "reason": "Erreur",
}
ARGUMENTS["open_first_administrator"] = lambda: {
    "username": "admin",
    "display_name": "Administrateur",
    "password": "provisoire-2022-x",
}
SELF = {"switch_post", "note_password_changed", "note_second_factor"}
FOR_SECRETARY = {
    "create_post",
    "rename_post",
    "close_post",
    "appoint",
    "appoint_deputy",
    "hand_over",
    "end_tenure",
    "cancel_tenure",
}


def test_every_action_is_tried_below() -> None:
    assert set(actions.__all__) == set(ARGUMENTS) | SELF


def test_every_action_says_who_and_when() -> None:
    for name in actions.__all__:
        parameters = inspect.signature(getattr(actions, name)).parameters
        assert {"by", "at"} <= set(parameters)
        assert all(p.kind == p.KEYWORD_ONLY for p in parameters.values())


@pytest.mark.parametrize("role", [r for r in Role.values if r != Role.ADMINISTRATOR] + [None])
@pytest.mark.parametrize("name", ARGUMENTS)
def test_only_the_right_roles_may_act(name: str, role: str | None) -> None:
    arguments = ARGUMENTS[name]()
    by = author_with(role)
    if role == Role.PERMANENT_SECRETARY and name in FOR_SECRETARY:
        getattr(actions, name)(by=by, at=AT, **arguments)
        return
    with pytest.raises(PermissionDenied):
        getattr(actions, name)(by=by, at=AT, **arguments)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_the_secretary_gives_away_no_post_that_watches_over_the_others(role: str) -> None:
    by, post = author_with(Role.PERMANENT_SECRETARY), make_post(role)
    with pytest.raises(PermissionDenied):
        actions.create_post(by=by, at=AT, title="Un autre", role=role)
    with pytest.raises(PermissionDenied):
        actions.appoint(by=by, at=AT, post=post, person=make_person(), on=ON)


# Accounts.


def test_an_opened_account_is_written_down_without_its_password() -> None:
    person = actions.open_account(
        **BY,
        username="suivi",
        display_name="Chargé de suivi",
        email="Suivi@Exemple.org",
        password="provisoire-2022-x",
    )
    assert person.check_password("provisoire-2022-x")
    assert person.must_change_password
    assert person.email == "suivi@exemple.org"
    assert last().after == {
        "username": "suivi",
        "display_name": "Chargé de suivi",
        "email": "suivi@exemple.org",
        "language": "",
    }
    assert "provisoire" not in str(AuditEntry.objects.values())


def test_an_account_without_password_waits_for_the_link_sent_by_mail() -> None:
    person = actions.open_account(**BY, username="suivi", display_name="Suivi", email="s@exemple.org")
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"username": "PRIS"}, "__all__"),
        ({"username": "avec espace"}, "username"),
        ({"display_name": "  "}, "display_name"),
        ({"email": "Pris@exemple.org"}, "__all__"),
        ({"email": "rien"}, "email"),
        ({"password": "1234"}, "password"),
        ({"language": "xx"}, "language"),
    ],
)
def test_a_wrong_account_is_refused(values: dict[str, str], named: str) -> None:
    make_person(username="pris", email="pris@exemple.org")
    arguments = {"username": "libre", "display_name": "Libre", "email": "libre@exemple.org"} | values
    assert named in refusal(actions.open_account, **arguments)


def test_a_closed_account_cannot_sign_in_and_leaves_its_posts(admin: Person) -> None:
    person = person_with(Role.ME_OFFICER)
    KeptInput.objects.create(person=person, path="/", sealed="", kept_at=AT)
    actions.close_account(**BY, person=person, reason="Départ")
    person.refresh_from_db()
    assert not person.is_active
    assert person.tenures.get().ends_on == AT.date()
    assert not person.kept_inputs.exists()
    assert (last().action, last().reason) == ("person.closed", "Départ")
    assert AuditEntry.objects.filter(action="tenure.ended").count() == 1


def test_the_last_administrator_stays(admin: Person) -> None:
    tenure = admin.tenures.get()
    assert refusal(actions.close_account, person=admin, reason="x") == "person"
    assert refusal(actions.end_tenure, tenure=tenure, on=AT.date(), reason="x") == "on"
    assert refusal(actions.close_post, post=tenure.post, on=AT.date(), reason="x") == "on"
    admin.refresh_from_db()
    tenure.refresh_from_db()
    assert admin.is_active
    assert tenure.ends_on is None


def test_an_account_is_closed_once_and_can_be_reopened(admin: Person) -> None:
    person = make_person()
    assert refusal(actions.reopen_account, person=person) == "person"
    actions.close_account(**BY, person=person, reason="x")
    assert refusal(actions.close_account, person=person, reason="x") == "person"
    assert actions.reopen_account(**BY, person=person).is_active


def test_an_account_that_is_to_take_a_post_is_not_closed(admin: Person) -> None:
    person = make_person()
    hold(person, make_post(), start=AT.date() + DAY)
    assert refusal(actions.close_account, person=person, reason="x") == "person"


def test_a_new_name_does_not_change_what_was_written() -> None:
    person = person_with(Role.ADMINISTRATOR)
    by = queries.author_for(person, on=ON)
    actions.change_display_name(by=by, at=AT, person=person, display_name="Nouveau nom")
    assert last().by_name == by.name
    assert last().before == {"display_name": by.name}
    assert last().after == {"display_name": "Nouveau nom"}
    assert audit.verify() == []


def test_a_change_that_changes_nothing_is_not_written() -> None:
    person = make_person("Même nom", email="m@exemple.org")
    actions.change_display_name(**BY, person=person, display_name=" Même nom ")
    actions.change_email(**BY, person=person, email="M@exemple.org")
    actions.change_language(**BY, person=person, language="")
    post = make_post(title="Même poste")
    actions.rename_post(**BY, post=post, title="Même poste")
    assert not AuditEntry.objects.exists()


def test_a_new_address_replaces_the_one_used_to_sign_in() -> None:
    person = make_person(email="ancienne@exemple.org")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    actions.change_email(**BY, person=person, email="nouvelle@exemple.org")
    assert [a.email for a in EmailAddress.objects.filter(user=person)] == ["nouvelle@exemple.org"]
    assert last().before == {"email": "ancienne@exemple.org"}


def test_a_provisional_password_must_be_replaced() -> None:
    person = make_person()
    actions.give_provisional_password(**BY, person=person, password="provisoire-2022-x")
    person.refresh_from_db()
    assert person.must_change_password
    assert refusal(actions.give_provisional_password, person=person, password="court") == "password"
    actions.note_password_changed(**BY, person=person)
    assert not Person.objects.get(pk=person.pk).must_change_password


def test_a_lost_second_factor_is_removed_with_its_codes() -> None:
    person = make_person()
    assert refusal(actions.reset_second_factor, person=person, reason="x") == "person"
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=person, type=kind, data={})
    assert actions.reset_second_factor(**BY, person=person, reason="Téléphone perdu") == 2
    assert not Authenticator.objects.filter(user=person).exists()
    assert last().before == {"second_factor": ["recovery_codes", "totp"]}


# Acting from a post.


def test_a_person_has_the_role_of_the_acting_post_alone() -> None:
    person = make_person()
    officer, auditor = make_post(Role.ME_OFFICER), make_post(Role.AUDITOR)
    hold(person, officer)
    hold(person, auditor)
    assert queries.author_for(person, on=ON).roles == {Role.ME_OFFICER}
    assert queries.author_for(person, on=ON, post_id=auditor.pk).roles == {Role.AUDITOR}


def test_a_deputy_acts_from_the_post_and_says_so() -> None:
    person, post = make_person(), make_post(Role.FOCAL_POINT, "Point focal de Zinder")
    hold(person, post, kind=TenureKind.DEPUTY, end=ON)
    author = queries.author_for(person, on=ON)
    assert (author.post, author.post_id) == ("Point focal de Zinder (suppléant)", post.pk)
    assert author.roles == {Role.FOCAL_POINT}
    assert queries.author_for(person, on=ON + DAY).roles == frozenset()


def test_a_holder_acts_as_holder_first() -> None:
    person = make_person()
    hold(person, make_post(), kind=TenureKind.DEPUTY, end=ON, start=START - DAY)
    held = make_post()
    hold(person, held)
    assert queries.author_for(person, on=ON).post_id == held.pk


@pytest.mark.parametrize("on", [START - DAY, ON + DAY])
def test_a_post_gives_nothing_before_or_after_the_tenure(on: date) -> None:
    person = make_person()
    hold(person, make_post(), end=ON)
    assert queries.author_for(person, on=on).roles == frozenset()
    assert queries.author_for(person, on=ON).roles == {Role.ME_OFFICER}


def test_a_closed_post_gives_nothing_from_its_closing_day_on() -> None:
    person, post = make_person(), make_post()
    hold(person, post)
    Post.objects.update(closed_on=ON)
    assert queries.author_for(person, on=ON).roles == frozenset()
    assert queries.author_for(person, on=ON - DAY).roles == {Role.ME_OFFICER}


def test_one_switches_only_to_a_post_that_one_holds_today() -> None:
    person, other = make_person(), hold(make_person(), make_post()).post
    hold(person, make_post(title="Premier"))
    second = hold(person, make_post(title="Second")).post
    by, session = queries.author_for(person, on=AT.date()), {}
    actions.switch_post(by=by, at=AT, person=person, session=session, post_id=second.pk)
    assert session == {"post_id": second.pk}
    assert (last().before, last().after) == ({"acting_post": "Premier"}, {"acting_post": "Second"})
    for wrong in (other.pk, 0):
        with pytest.raises(ValidationError):
            actions.switch_post(by=by, at=AT, person=person, session=session, post_id=wrong)
    with pytest.raises(PermissionDenied):
        actions.switch_post(by=SYSTEM, at=AT, person=person, session=session, post_id=second.pk)
    assert session == {"post_id": second.pk}
