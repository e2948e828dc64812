"""Whom a question about a point goes to: holders of the owner post, else the focal points of the owner
organisations, that day; nothing personal is kept with the point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from azalai.accounts.models import Person, Tenure
from azalai.actors.models import FocalPoint
from azalai.followup.models import ActionPoint


def people_for(point: ActionPoint, *, on: date) -> list[Person]:
    """Who has an address among them; at most three queries."""
    return people_for_all([point], on=on)[point.pk]


def people_for_all(points: Iterable[ActionPoint], *, on: date) -> dict[int, list[Person]]:
    """The same for many points, their owners prefetched: key of the point → people. Two queries."""
    found = list(points)
    keys = {key for one in found if one.owner_post_id is None for key in one.owner_keys}
    speakers = _posts_of(keys, on=on)
    posts = {
        one.pk: [one.owner_post_id]
        if one.owner_post_id
        else [post for key in sorted(one.owner_keys) for post in speakers[key]]
        for one in found
    }
    holders = _holders({post for some in posts.values() for post in some}, on=on)
    return {
        key: list(dict.fromkeys(p for post in some for p in holders[post])) for key, some in posts.items()
    }


def _posts_of(organisations: Iterable[int], *, on: date) -> defaultdict[int, list[int]]:
    rows = FocalPoint.objects.current(on).filter(organisation__in=list(organisations)).order_by("pk")
    found: defaultdict[int, list[int]] = defaultdict(list)
    for organisation, post in rows.values_list("organisation_id", "post_id"):
        found[organisation].append(post)
    return found


def _holders(posts: Iterable[int], *, on: date) -> defaultdict[int, list[Person]]:
    """Who holds each post that day, as holder or deputy, and has an address."""
    rows = Tenure.objects.current(on).filter(post__in=list(posts), person__is_active=True)
    found: defaultdict[int, list[Person]] = defaultdict(list)
    for tenure in rows.exclude(person__email="").select_related("person").order_by("person_id"):
        found[tenure.post_id].append(tenure.person)
    return found
