"""Reference data of the demonstration country."""

from __future__ import annotations

from datetime import datetime

from azalai.core.authorship import Author
from azalai.frames.actions import load_reference_data


def load(*, by: Author, at: datetime, country: str) -> None:
    """The same lists as in a real installation."""
    load_reference_data(by=by, at=at, countries=[country])
