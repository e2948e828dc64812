"""Demonstration accounts: one post per role, made through the actions like everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils.timezone import localdate

from azalai.accounts import actions
from azalai.accounts.enums import Role
from azalai.accounts.models import Person, Post
from azalai.core.authorship import Author

# Shown on the sign-in page of a demonstration, which never holds anything real.
PASSWORD = "azalai-demo-2026"  # noqa: S105
ACCOUNTS = {
    Role.PERMANENT_SECRETARY: ("sp", "Secrétaire permanent"),
    Role.ME_OFFICER: ("suivi", "Chargé de planification et suivi-évaluation"),
    Role.DOCUMENTATION: ("documentation", "Chargé de documentation"),
    Role.COMMUNICATION: ("communication", "Chargé de communication"),
    Role.FOCAL_POINT: ("pointfocal", "Point focal régional"),
    Role.PARTNER: ("partenaire", "Partenaire technique et financier"),
    Role.AUDITOR: ("auditeur", "Auditeur"),
    Role.ADMINISTRATOR: ("admin", "Administrateur du système"),
}
# Role in which a past holder and a deputy show what a handover looks like.
HANDED_OVER = Role.FOCAL_POINT
FORMER, DEPUTY = ("ancien", "Ancien point focal"), ("suppleant", "Suppléant du point focal")


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """What the sign-in page tells of an account of the demonstration."""

    role: str
    username: str
    password: str = PASSWORD


def load(*, by: Author, at: datetime) -> list[tuple[str, str, str]]:
    """Make what is missing; gives role label, user name and password of each account, in order of roles.

    Loading again changes nothing.
    """
    day = localdate(at)
    for role, (username, name) in ACCOUNTS.items():
        person = _person(by, at, username, name)
        post = _post(by, at, role, name)
        if not post.tenures.exists():
            _fill(by, at, post, person, day - timedelta(days=90))
    return [(account.role, account.username, account.password) for account in known_accounts()]


def known_accounts() -> list[DemoAccount]:
    """Accounts of the demonstration that exist and are open, in order of roles; one query."""
    usernames = [username for username, _name in ACCOUNTS.values()]
    known = set(
        Person.objects.filter(username__in=usernames, is_active=True).values_list("username", flat=True)
    )
    return [DemoAccount(str(role.label), name) for role, (name, _title) in ACCOUNTS.items() if name in known]


def _person(by: Author, at: datetime, username: str, name: str) -> Person:
    """The account, whose password is no provisional one: it is printed for everyone."""
    if person := Person.objects.filter(username=username).first():
        return person
    person = actions.open_account(
        by=by, at=at, username=username, display_name=f"Démo · {name}", email=f"{username}@example.org"
    )
    Person.objects.filter(pk=person.pk).update(password=_hashed())
    actions.note_password_changed(by=by, at=at, person=person)
    return person


@cache
def _hashed() -> str:
    """The same for all: to make it is slow by design, and nothing here is to be protected."""
    return make_password(PASSWORD)


def _post(by: Author, at: datetime, role: Role, title: str) -> Post:
    known = Post.objects.filter(role=role, title=title).first()
    return known or actions.create_post(by=by, at=at, title=title, role=role)


def _fill(by: Author, at: datetime, post: Post, person: Person, on: date) -> None:
    if post.role != HANDED_OVER:
        actions.appoint(by=by, at=at, post=post, person=person, on=on)
        return
    _show_handover(by, at, post, person)


def _show_handover(by: Author, at: datetime, post: Post, person: Person) -> None:
    day = localdate(at)
    former, deputy = _person(by, at, *FORMER), _person(by, at, *DEPUTY)
    actions.appoint(by=by, at=at, post=post, person=former, on=day - timedelta(days=400))
    actions.hand_over(
        by=by,
        at=at,
        post=post,
        to_person=person,
        on=day - timedelta(days=90),
        deputy=deputy,
        deputy_until=day + timedelta(days=60),
    )
