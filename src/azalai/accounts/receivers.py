"""What the sign-in library does by itself is written to the audit trail as well."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver

from azalai.accounts import actions, queries
from azalai.accounts.models import Person
from azalai.core.clock import now, today

KINDS = {
    Authenticator.Type.TOTP: "Application d'authentification",
    Authenticator.Type.RECOVERY_CODES: "Codes de secours",
}


@receiver([password_changed, password_reset, password_set], dispatch_uid="azalai.password")
def on_password(user: Person, **kwargs: Any) -> None:
    """The person chose a password."""
    by = queries.author_for(user, on=today())
    actions.note_password_changed(by=by, at=now(), person=user)


@receiver(authenticator_added, dispatch_uid="azalai.second-factor-added")
def on_added(user: Person, authenticator: Authenticator, **kwargs: Any) -> None:
    """The person turned a second factor on."""
    _note(user, authenticator, "added")


@receiver(authenticator_removed, dispatch_uid="azalai.second-factor-removed")
def on_removed(user: Person, authenticator: Authenticator, **kwargs: Any) -> None:
    """The person turned a second factor off."""
    _note(user, authenticator, "removed")


def _note(user: Person, authenticator: Authenticator, action: str) -> None:
    kind = KINDS.get(authenticator.type, str(authenticator.type))
    by = queries.author_for(user, on=today())
    actions.note_second_factor(by=by, at=now(), person=user, action=action, kind=kind)
