"""What `azalai setup` loads for the country of this installation."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from azalai.core.authorship import Author
from azalai.frames.actions import Loaded, load_reference_data


def load(*, by: Author, at: datetime) -> Loaded:
    """Profile, places and frameworks of the country in the settings; loading again changes nothing."""
    return load_reference_data(by=by, at=at, countries=[settings.COUNTRY])
