"""Whom a message about a seat goes to: holders of posts, today; nothing personal is kept with the seat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from azalai.accounts.models import Person, Tenure
from azalai.actors.models import FocalPoint
from azalai.concertation.enums import Recipient
from azalai.concertation.models import Seat


def people_for(seats: Sequence[Seat], recipient: str, *, on: date) -> dict[int, list[Person]]:
    """Key of the seat → who has an address, that day, among the holders of its post, of its deputy's post
    or above it. At most two queries, whatever the number of seats; their organisations at hand."""
    posts = _posts(seats, recipient, on)
    wanted = {post for some in posts.values() for post in some}
    rows = _tenures(wanted, on=on).select_related("person").order_by("person_id")
    found: dict[int, list[Person]] = {}
    for tenure in rows if wanted else ():
        found.setdefault(tenure.post_id, []).append(tenure.person)
    return {key: _once(found.get(post, []) for post in some) for key, some in posts.items()}


def _once(lists: Iterable[list[Person]]) -> list[Person]:
    people = {person.pk: person for some in lists for person in some}
    return [people[key] for key in sorted(people)]


def _posts(seats: Sequence[Seat], recipient: str, on: date) -> dict[int, list[int]]:
    """Key of the seat → the post named, else those that speak for the organisation."""
    named = {seat.pk: _named(seat, recipient) for seat in seats}
    speaking = {key for post, key in named.values() if post is None and key is not None}
    rows = FocalPoint.objects.current(on).filter(organisation__in=speaking)
    speakers: dict[int | None, list[int]] = {}
    for organisation, post in rows.values_list("organisation_id", "post_id") if speaking else ():
        speakers.setdefault(organisation, []).append(post)
    return {seat: speakers.get(key, []) if post is None else [post] for seat, (post, key) in named.items()}


def _named(seat: Seat, recipient: str) -> tuple[int | None, int | None]:
    """The post to write to, and the organisation that is written to where there is none."""
    if recipient == Recipient.DEPUTY:
        return seat.deputy_post_id, None
    if recipient == Recipient.HIERARCHY:
        return seat.superior_post_id, seat.organisation.parent_id if seat.organisation else None
    return seat.post_id, seat.organisation_id


def holders(posts: list[int], *, on: date) -> list[Person]:
    """Who holds one of these posts that day, as holder or deputy, and has an address."""
    people = Person.objects.filter(tenures__in=_tenures(posts, on=on))
    return list(people.order_by("pk").distinct())


def _tenures(posts: Iterable[int], *, on: date) -> QuerySet[Tenure]:
    """Of those posts, that day, by people who have an address."""
    rows = Tenure.objects.current(on).filter(post__in=list(posts), person__is_active=True)
    return rows.exclude(person__email="")


def with_all(messages: Any) -> QuerySet[Any]:
    """Messages with everything that a letter tells."""
    return messages.select_related(
        "person",
        "convocation__meeting__body__place",
        "convocation__seat__organisation",
        "convocation__seat__post",
    )
