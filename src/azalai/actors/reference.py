"""What `azalai setup` loads for the country of this installation."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from azalai.actors.actions import LoadedActors, load_organisations_data
from azalai.core.authorship import Author


def load(*, by: Author, at: datetime) -> LoadedActors:
    """The organisations and groups that the documents of the country name; loading again changes nothing."""
    return load_organisations_data(by=by, at=at, country=settings.COUNTRY)
