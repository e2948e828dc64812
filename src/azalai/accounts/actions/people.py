"""Accounts: opened and closed by an administrator, named by the person."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.accounts import queries, rules
from azalai.accounts.models import KeptInput, Person, Tenure
from azalai.core import audit
from azalai.core.authorship import Author


@transaction.atomic
def open_account(
    *,
    by: Author,
    at: datetime,
    username: str,
    display_name: str,
    email: str = "",
    language: str = "",
    password: str = "",
) -> Person:
    """Open an account. Without password, the person makes one through the link sent by mail.

    A password given here is provisional: the person must change it at the first sign-in.
    Raises ValidationError (username, display_name, email, language, password).
    """
    rules.check_manage_accounts(by)
    person = Person(username=username.strip(), display_name=display_name.strip(), language=language)
    person.email = email.strip().lower()
    _set_first_password(person, password)
    _check_language(language)
    person.full_clean(exclude=["password"])
    person.save(force_insert=True)
    _trust_address(person)
    after = {"username": person.username, "display_name": person.display_name, "email": person.email}
    audit.record(by=by, at=at, action="person.opened", obj=person, after=after | {"language": language})
    return person


def _set_first_password(person: Person, password: str) -> None:
    if not password:
        return person.set_unusable_password()
    _check_password(password, person)
    person.set_password(password)
    person.must_change_password = True
    return None


def _check_password(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error


def _trust_address(person: Person) -> None:
    """The administrator vouches for the address: the sign-in library asks for no confirmation."""
    if person.email:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


@transaction.atomic
def close_account(*, by: Author, at: datetime, person: Person, reason: str) -> Person:
    """Forbid signing in and end the person's posts that day. Nothing written is lost.

    Raises ValidationError when it is already closed, when a post is still to begin, or when no
    administrator would remain.
    """
    rules.check_manage_accounts(by)
    person = _locked(person)
    day = localdate(at)
    if not person.is_active:
        raise ValidationError({"person": _("Ce compte est déjà fermé.")})
    if Tenure.objects.filter(person=person, starts_on__gt=day).exists():
        raise ValidationError(
            {"person": _("Cette personne doit encore prendre un poste : annulez-le d'abord.")}
        )
    person.is_active = False
    person.save(update_fields=["is_active"])
    KeptInput.objects.filter(person=person).delete()
    _end_tenures(by, at, person, day)
    if not queries.has_administrator(on=day):
        raise ValidationError({"person": _("Il doit rester un administrateur : nommez-en un autre d'abord.")})
    _note(by, at, "person.closed", person, {"is_active": True}, {"is_active": False}, reason)
    return person


def _end_tenures(by: Author, at: datetime, person: Person, day: date) -> None:
    for tenure in Tenure.objects.running_from(day).filter(person=person).select_related("post", "person"):
        before = {"ends_on": tenure.ends_on}
        tenure.ends_on = day
        tenure.save(update_fields=["ends_on"])
        _note(by, at, "tenure.ended", tenure, before, {"ends_on": day}, _("Fermeture du compte"))


@transaction.atomic
def reopen_account(*, by: Author, at: datetime, person: Person) -> Person:
    """Allow signing in again; posts are given anew."""
    rules.check_manage_accounts(by)
    person = _locked(person)
    if person.is_active:
        raise ValidationError({"person": _("Ce compte est ouvert.")})
    person.is_active = True
    person.save(update_fields=["is_active"])
    _note(by, at, "person.reopened", person, {"is_active": False}, {"is_active": True})
    return person


@transaction.atomic
def change_display_name(*, by: Author, at: datetime, person: Person, display_name: str) -> Person:
    """Change how the person is named from now on; what was written keeps the former name."""
    rules.check_edit_profile(by, person.pk)
    person = _locked(person)
    before, person.display_name = person.display_name, display_name.strip()
    if person.display_name == before:
        return person
    person.full_clean(exclude=["password"])
    person.save(update_fields=["display_name"])
    _note(by, at, "person.renamed", person, {"display_name": before}, {"display_name": person.display_name})
    return person


@transaction.atomic
def change_email(*, by: Author, at: datetime, person: Person, email: str) -> Person:
    """Change the address that a forgotten password is sent to; "" for none."""
    rules.check_manage_accounts(by)
    person = _locked(person)
    before, person.email = person.email, email.strip().lower()
    if person.email == before:
        return person
    person.full_clean(exclude=["password"])
    person.save(update_fields=["email"])
    EmailAddress.objects.filter(user=person).delete()
    _trust_address(person)
    _note(by, at, "person.email-changed", person, {"email": before}, {"email": person.email})
    return person


@transaction.atomic
def change_language(*, by: Author, at: datetime, person: Person, language: str) -> Person:
    """Choose the language of the person's pages; "" follows the browser."""
    rules.check_edit_profile(by, person.pk)
    _check_language(language)
    person = _locked(person)
    if person.language == language:
        return person
    before, person.language = person.language, language
    person.save(update_fields=["language"])
    _note(by, at, "person.language-changed", person, {"language": before}, {"language": language})
    return person


def _check_language(language: str) -> None:
    if language and language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("Cette langue n'est pas proposée.")})


@transaction.atomic
def give_provisional_password(*, by: Author, at: datetime, person: Person, password: str) -> Person:
    """Replace a forgotten password where mail does not reach; to be changed at the next sign-in."""
    rules.check_manage_accounts(by)
    person = _locked(person)
    _set_first_password(person, password)
    person.save(update_fields=["password", "must_change_password"])
    _note(by, at, "person.password-given", person)
    return person


@transaction.atomic
def reset_second_factor(*, by: Author, at: datetime, person: Person, reason: str) -> int:
    """Remove a lost second factor and its recovery codes; gives how many were removed."""
    rules.check_manage_accounts(by)
    found = Authenticator.objects.filter(user=person)
    kinds = sorted(found.values_list("type", flat=True))
    if not kinds:
        raise ValidationError({"person": _("Cette personne n'a pas de second facteur.")})
    found.delete()
    before = {"second_factor": [str(kind) for kind in kinds]}
    _note(by, at, "person.second-factor-reset", person, before, {"second_factor": []}, reason)
    return len(kinds)


@transaction.atomic
def switch_post(
    *, by: Author, at: datetime, person: Person, session: MutableMapping[str, Any], post_id: int
) -> Tenure:
    """Act from another of one's posts of today, until the session ends or the next switch."""
    if by.person_id != person.pk:
        raise PermissionDenied(_("Vous ne pouvez changer que votre propre poste."))
    mine = queries.posts_open_to(person, on=localdate(at))
    tenure = next((t for t in mine if t.post_id == post_id), None)
    if tenure is None:
        raise ValidationError({"post": _("Vous n'occupez pas ce poste aujourd'hui.")})
    session["post_id"] = post_id
    before, after = {"acting_post": by.post}, {"acting_post": queries.capacity(tenure)}
    _note(by, at, "post.switched", tenure.post, before, after)
    return tenure


@transaction.atomic
def note_password_changed(*, by: Author, at: datetime, person: Person) -> None:
    """The person made a new password, which is no longer provisional."""
    person.must_change_password = False
    person.save(update_fields=["must_change_password"])
    _note(by, at, "person.password-changed", person)


@transaction.atomic
def note_second_factor(*, by: Author, at: datetime, person: Person, action: str, kind: str) -> None:
    """The person turned a second factor on or off; action: "added" or "removed"."""
    value = {"second_factor": kind}
    before, after = (None, value) if action == "added" else (value, None)
    _note(by, at, f"person.second-factor-{action}", person, before, after)


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _note(
    by: Author,
    at: datetime,
    action: str,
    obj: Person | Tenure | Any,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    audit.record(by=by, at=at, action=action, obj=obj, before=before, after=after, reason=reason)
