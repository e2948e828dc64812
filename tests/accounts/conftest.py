"""People that several tests of the room need."""

from __future__ import annotations

import pytest

from azalai.accounts.enums import Role
from azalai.accounts.models import Person
from tests.accounts.factories import person_with


@pytest.fixture
def admin() -> Person:
    """Without one, several actions refuse to remove the last."""
    return person_with(Role.ADMINISTRATOR)
