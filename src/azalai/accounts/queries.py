"""Reads across people and posts."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from azalai.accounts.enums import Role, TenureKind
from azalai.accounts.models import Person, Post, Tenure
from azalai.core.authorship import Author


def author_for(person: Person, *, on: date, post_id: int | None = None) -> Author:
    """The person acting from one of today's posts: the one asked for, else as holder first.

    One query. The author has the role of that post alone, and none without a post.
    """
    tenures = posts_open_to(person, on=on)
    acting = next((t for t in tenures if t.post_id == post_id), tenures[0] if tenures else None)
    return Author(
        name=str(person),
        person_id=person.pk,
        post_id=acting.post_id if acting else None,
        post=capacity(acting) if acting else "",
        roles=frozenset({acting.post.role}) if acting else frozenset(),
    )


def posts_open_to(person: Person, *, on: date) -> list[Tenure]:
    """The tenures from which the person may act that day, holders first; one query."""
    return list(
        Tenure.objects.current(on)
        .filter(person=person)
        .filter(Q(post__closed_on__isnull=True) | Q(post__closed_on__gt=on))
        .select_related("post")
        .order_by("-kind", "starts_on", "id")
    )


def capacity(tenure: Tenure) -> str:
    """The post as it signs: a deputy says so."""
    suffix = f" ({_('suppléant')})" if tenure.kind == TenureKind.DEPUTY else ""
    return f"{tenure.post}{suffix}"


def people(*, on: date) -> QuerySet[Person]:
    """Everyone with an account, with `current_tenures` of that day; two queries."""
    running = Tenure.objects.current(on).select_related("post").order_by("-kind", "post__title")
    return Person.objects.prefetch_related(Prefetch("tenures", running, to_attr="current_tenures"))


def posts(*, on: date) -> QuerySet[Post]:
    """Every post, with `current_tenures` of that day, holder first; two queries."""
    running = Tenure.objects.current(on).select_related("person").order_by("-kind", "starts_on")
    return Post.objects.prefetch_related(Prefetch("tenures", running, to_attr="current_tenures"))


def has_administrator(*, on: date) -> bool:
    """Someone who may sign in holds an open administrator's post that day."""
    return (
        Tenure.objects.current(on)
        .filter(person__is_active=True, post__role=Role.ADMINISTRATOR)
        .filter(Q(post__closed_on__isnull=True) | Q(post__closed_on__gt=on))
        .exists()
    )


def with_second_factor(people_: QuerySet[Person]) -> QuerySet[Person]:
    """Adds `second_factor`: whether a code is asked at sign-in."""
    codes = Authenticator.objects.filter(user_id=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return people_.annotate(second_factor=Exists(codes))


def named(text: str) -> Q:
    """People whose name, user name or address contains the text."""
    return Q(display_name__icontains=text) | Q(username__icontains=text) | Q(email__icontains=text)
