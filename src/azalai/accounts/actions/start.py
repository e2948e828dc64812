"""The first administrator of a new installation, whom nobody could appoint."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.accounts import queries
from azalai.accounts.actions.people import open_account
from azalai.accounts.actions.posts import appoint, create_post
from azalai.accounts.enums import Role
from azalai.accounts.models import Person, Post
from azalai.core.authorship import Author


@transaction.atomic
def open_first_administrator(
    *, by: Author, at: datetime, username: str, display_name: str, password: str, email: str = ""
) -> Person:
    """Open an account, create an administrator's post and appoint the person to it.

    The password is provisional. Raises ValidationError once someone administers the site.
    """
    day = localdate(at)
    if queries.has_administrator(on=day):
        raise ValidationError({"username": _("Un administrateur existe déjà : il ouvre les autres comptes.")})
    person = open_account(
        by=by, at=at, username=username, display_name=display_name, password=password, email=email
    )
    vacant = Post.objects.filter(
        role=Role.ADMINISTRATOR, closed_on__isnull=True, tenures__isnull=True
    ).first()
    post = vacant or create_post(by=by, at=at, title=_("Administrateur du système"), role=Role.ADMINISTRATOR)
    appoint(by=by, at=at, post=post, person=person, on=day)
    return person
