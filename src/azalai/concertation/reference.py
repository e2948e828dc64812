"""What `azalai setup` loads for the country of this installation."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from azalai.concertation.actions import load_bodies_data
from azalai.core.authorship import Author


def load(*, by: Author, at: datetime) -> int:
    """The bodies of the country profile; loading again changes nothing."""
    return load_bodies_data(by=by, at=at, country=settings.COUNTRY)
