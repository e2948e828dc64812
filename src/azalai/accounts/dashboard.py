"""Posts and accounts on the first page."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from azalai.accounts import rules
from azalai.accounts.models import Person, Post
from azalai.core import attention, news
from azalai.core.authorship import Author


def register() -> None:
    """Announce what the room says on the first page."""
    news.register(news.Followed("accounts.post", post_pages, rules.can_see_posts))
    news.register(news.Followed("accounts.person", person_pages, rules.can_manage_accounts))
    attention.register_beginning(
        attention.Beginning(
            _("Créer les postes et les confier"),
            _("Un compte appartient à un poste : l'historique y reste quand la personne change."),
            "accounts:post_list",
            20,
            several_posts,
            rules.can_manage_posts,
        )
    )


def several_posts() -> bool:
    """Somebody else than the first administrator has a post; one query."""
    return len(Post.objects.values_list("pk", flat=True)[:2]) > 1


def post_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Every post; one query."""
    return news.addresses(Post.objects.all(), ids, "accounts:post")


def person_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Every account, for who manages them; one query."""
    return news.addresses(Person.objects.all(), ids, "accounts:person")
