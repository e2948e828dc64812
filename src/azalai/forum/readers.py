"""Whom a message may be sent to, as of a day: people who hold a post from which they read the thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from azalai.accounts.models import Person
from azalai.accounts.queries import author_for, posts_open_to
from azalai.actors.models import FocalPoint
from azalai.concertation.reach import holders
from azalai.concertation.rules import Scope
from azalai.core.authorship import Author
from azalai.forum import queries, rules
from azalai.forum.models import Contribution


@dataclass(frozen=True, slots=True)
class Reader:
    """A person acting from a post. Two queries to make one."""

    person: Person
    author: Author
    scope: Scope

    def reads(self, contribution: Contribution) -> bool:
        """The message is shown, and the person may read it from that post."""
        return not contribution.is_hidden and rules.can_see_contribution(
            self.author, contribution, self.scope
        )


def reader(person: Person, post_id: int, *, on: date) -> Reader | None:
    """That person from that post, None when the person does not hold it any more or may not sign in."""
    if not person.is_active:
        return None
    author = author_for(person, on=on, post_id=post_id)
    if author.post_id != post_id:
        return None
    return Reader(person, author, queries.scope_of(author, on=on))


def readers_of(person: Person, *, on: date) -> list[Reader]:
    """The person from each of the posts held that day, holders first."""
    found = (reader(person, tenure.post_id, on=on) for tenure in posts_open_to(person, on=on))
    return [one for one in found if one is not None]


def called_by(contribution: Contribution, *, on: date) -> Iterator[tuple[Person, int]]:
    """People that the mentions of a message reach, each with the post by which it reaches them."""
    mentions = list(contribution.mentions.all())
    organisations = [one.organisation_id for one in mentions if one.organisation_id]
    speakers = FocalPoint.objects.current(on).filter(organisation__in=organisations)
    posts = [one.post_id for one in mentions if one.post_id]
    for post_id in dict.fromkeys([*posts, *speakers.values_list("post_id", flat=True)]):
        yield from ((person, post_id) for person in holders([post_id], on=on))
