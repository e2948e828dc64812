"""Blocks of the home page that speak of every room."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q

from azalai.core import jobs
from azalai.core.authorship import Author
from azalai.core.clock import now


def my_jobs(author: Author) -> dict[str, Any]:
    """Long work of the acting post: what goes on, and what ended in the last two days; one query."""
    since = now() - timedelta(days=2)
    found = (
        jobs.mine(author).filter(Q(ended_at__isnull=True) | Q(ended_at__gte=since)).exclude(state="dropped")
    )
    return {"jobs": list(found[:5])}
