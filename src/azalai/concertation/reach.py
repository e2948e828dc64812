"""Whom a message about a seat goes to: holders of posts, today; nothing personal is kept with the seat."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from azalai.accounts.models import Person, Post, Tenure
from azalai.actors.models import FocalPoint, Organisation
from azalai.concertation.enums import Recipient
from azalai.concertation.models import Seat


def people_for(seat: Seat, recipient: str, *, on: date) -> list[Person]:
    """Who has an address, that day, among the holders of the seat, of its deputy's post or above it."""
    if recipient == Recipient.DEPUTY:
        return holders([seat.deputy_post_id] if seat.deputy_post_id else [], on=on)
    if recipient == Recipient.HIERARCHY:
        above = seat.organisation.parent if seat.organisation else None
        return holders(_posts(seat.superior_post_id, above, on), on=on)
    return holders(_posts(seat.post_id, seat.organisation, on), on=on)


def _posts(post_id: int | None, organisation: Organisation | None, on: date) -> list[int]:
    """The post named, else those that speak for the organisation."""
    if post_id is not None:
        return [post_id]
    if organisation is None:
        return []
    rows = FocalPoint.objects.current(on).filter(organisation=organisation)
    return list(rows.values_list("post_id", flat=True))


def holders(posts: list[int], *, on: date) -> list[Person]:
    """Who holds one of these posts that day, as holder or deputy, and has an address."""
    open_posts = Post.objects.filter(pk__in=posts)
    tenures = Tenure.objects.current(on).filter(post__in=open_posts)
    people = Person.objects.filter(tenures__in=tenures, is_active=True).exclude(email="")
    return list(people.order_by("pk").distinct())


def with_all(messages: Any) -> QuerySet[Any]:
    """Messages with everything that a letter tells."""
    return messages.select_related(
        "person",
        "convocation__meeting__body__place",
        "convocation__seat__organisation",
        "convocation__seat__post",
    )
