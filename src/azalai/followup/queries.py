"""Reads across the register."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q

from azalai.accounts.models import Tenure
from azalai.actors.models import FocalPoint
from azalai.concertation.queries import scope_of as seats_of
from azalai.core.authorship import Author
from azalai.followup.enums import PointKind
from azalai.followup.models import ActionPoint, PointOwner, PointQuerySet
from azalai.followup.rules import (
    NO_INTEREST,
    NOTHING,
    UNANSWERED,
    Interests,
    Scope,
    can_see_all,
    can_see_register,
)


def scope_of(author: Author, *, on: date) -> Scope:
    """What the acting post speaks for that day; two queries."""
    if author.post_id is None:
        return NOTHING
    spoken = FocalPoint.objects.current(on).filter(post_id=author.post_id)
    organisations = frozenset(spoken.values_list("organisation_id", flat=True))
    return Scope(author.post_id, organisations, seats_of(author, on=on).bodies)


def interests_of(author: Author, *, on: date) -> Interests:
    """What the person speaks for that day in any of their posts; two queries."""
    if author.person_id is None:
        return NO_INTEREST
    held = Tenure.objects.current(on).filter(person_id=author.person_id).values_list("post_id", flat=True)
    posts = frozenset(held)
    spoken = FocalPoint.objects.current(on).filter(post_id__in=posts)
    return Interests(posts, frozenset(spoken.values_list("organisation_id", flat=True)))


def owned(scope: Scope) -> Q:
    """Points that the post owns, or an organisation that it speaks for."""
    found = Q(owner_post=scope.post) if scope.post is not None else Q(pk__in=[])
    if scope.organisations:
        rows = PointOwner.objects.filter(organisation__in=scope.organisations)
        found |= Q(pk__in=rows.values("point"))
    return found


def points(author: Author, scope: Scope, *, country: str) -> PointQuerySet:
    """Points that the author may read, the nearest deadline first; the same as `rules.can_see_point`."""
    rows = ActionPoint.objects.in_country(country)
    if can_see_all(author):
        return rows
    if not can_see_register(author):
        return rows.none()
    to_all = Q(kind=PointKind.RECOMMENDATION, body__isnull=True) & ~Q(state__in=UNANSWERED)
    return rows.filter(to_all | Q(body__in=scope.bodies) | owned(scope))


def in_list(found: PointQuerySet) -> PointQuerySet:
    """With what a line of a list shows; one query more for the owners."""
    owners = PointOwner.objects.select_related("organisation")
    return found.select_related("owner_post", "body__place").prefetch_related(Prefetch("owners", owners))
