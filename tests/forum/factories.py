"""Threads, messages and ideas for tests."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from azalai.accounts.enums import Role
from azalai.accounts.models import Person, Post
from azalai.accounts.queries import author_for
from azalai.concertation.models import Body, Meeting
from azalai.core.authorship import Author
from azalai.forum import actions, subjects
from azalai.forum.models import Contribution, Idea, Thread
from tests.accounts.factories import AT, START, hold, make_person, make_post
from tests.actors.factories import make_organisation
from tests.concertation.factories import convened, make_body, make_seat

BASE = "https://azalai.example.org/"
_numbers = itertools.count(1)


def member(body: Body | None = None, *, role: str = Role.PARTNER, email: str = "") -> tuple[Person, Author]:
    """Someone with an address, who sits in the body where one is given."""
    number = next(_numbers)
    post = make_post(role, f"Poste du forum {number}")
    person = make_person(f"Personne {number}", email=email or f"personne{number}@example.org")
    hold(person, post, start=START)
    if body is not None:
        make_seat(body, organisation=make_organisation(), post=post)
    return person, author_of(person)


def author_of(person: Person) -> Author:
    """The person as an author, that day."""
    return author_for(person, on=AT.date())


def post_of(author: Author) -> Post:
    return Post.objects.get(pk=author.post_id)


def country() -> str:
    """The country must exist before a thread is opened."""
    make_organisation()
    return "NE"


def make_thread(by: Author | None = None, *, body: Body | None = None, **more: Any) -> Thread:
    """A thread for whoever holds a post, unless told."""
    by = by or member(role=Role.ME_OFFICER)[1]
    values: dict[str, Any] = {
        "title": f"Accueil des migrants {next(_numbers)}",
        "text": "Que savons-nous des besoins à Zinder ?",
        "audience": "body" if body else "members",
        "body": body,
        "base": BASE,
        "at": AT,
    }
    return actions.open_thread(by=by, country=country(), **(values | more))


def thread_of_meeting(by: Author, meeting: Meeting, **more: Any) -> Thread:
    """A thread about a meeting, read by its body."""
    return make_thread(by, about=subjects.about_meeting(meeting), **({"audience": "body"} | more))


def write(by: Author, thread: Thread, text: str = "Voici ce que nous savons.", **more: Any) -> Contribution:
    """A message."""
    return actions.contribute(by=by, thread=thread, text=text, **({"at": AT + timedelta(minutes=1)} | more))


def make_idea(by: Author | None = None, **more: Any) -> tuple[Idea, str]:
    """An anonymous idea of a visitor, with its secret, unless told."""
    values: dict[str, Any] = {"title": "Un guichet par région", "text": "Pour informer avant le départ."}
    values |= {"at": AT, "country": country(), "base": BASE}
    return actions.give_idea(by=by or Author.nobody(), **(values | more))


def make_body_and_meeting() -> tuple[Body, Meeting]:
    body = make_body(seats=1)
    return body, convened(body)
