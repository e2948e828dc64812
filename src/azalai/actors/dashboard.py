"""Organisations on the first page."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from azalai.actors import rules
from azalai.actors.models import Organisation
from azalai.core import news
from azalai.core.authorship import Author


def register() -> None:
    """Announce what the room says on the first page."""
    news.register(news.Followed("actors.organisation", pages, rules.can_see_actors))


def pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Organisations of the register; one query."""
    return news.addresses(Organisation.objects.in_country(settings.COUNTRY), ids, "actors:organisation")
