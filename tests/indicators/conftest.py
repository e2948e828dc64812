"""One load of the lists for all tests of pages that need them."""

from __future__ import annotations

import pytest

from tests.plans.factories import load_frames


@pytest.fixture
def frames(db: None) -> None:
    """Niger's frameworks and places."""
    load_frames()
