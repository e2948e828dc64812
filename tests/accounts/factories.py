"""People, posts and authors for tests, made straight in the database."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

from django.test import Client

from azalai.accounts.enums import Role, TenureKind
from azalai.accounts.models import Person, Post, Tenure
from azalai.accounts.queries import author_for
from azalai.core.authorship import Author
from azalai.core.clock import today

AT = datetime(2022, 9, 23, 10, 0, tzinfo=UTC)
START = date(2022, 1, 1)
PASSWORD = "caravane-de-sel-2022"
SYSTEM = Author.system("essai")

_numbers = itertools.count(1)


def make_person(name: str = "", *, username: str = "", email: str = "", password: str = PASSWORD) -> Person:
    """An account that may sign in."""
    username = username or f"personne{next(_numbers)}"
    person = Person(username=username, display_name=name or username.title(), email=email)
    person.set_password(password)
    person.save()
    return person


def make_post(role: str = Role.ME_OFFICER, title: str = "") -> Post:
    """An open post."""
    return Post.objects.create(title=title or f"Poste {next(_numbers)}", role=role)


def hold(
    person: Person, post: Post, *, kind: str = TenureKind.HOLDER, start: date = START, end: date | None = None
) -> Tenure:
    """The person holds the post, since 2022 unless told."""
    return Tenure.objects.create(post=post, person=person, kind=kind, starts_on=start, ends_on=end)


def person_with(role: str | None) -> Person:
    """A person who holds a post of that role; None for a person without a post."""
    person = make_person()
    if role is not None:
        hold(person, make_post(role))
    return person


def author_with(role: str | None) -> Author:
    """That person as an author."""
    return author_for(person_with(role), on=today())


def sign_in(client: Client, role: str | None = Role.ADMINISTRATOR) -> Person:
    """Sign a person of that role in, without going through the page."""
    person = person_with(role)
    client.force_login(person)
    return person
