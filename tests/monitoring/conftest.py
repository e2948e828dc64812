"""The mail server of the tests, and the day on which most of them take place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.monitoring.factories import AT
from tests.support.mail import mailbox

__all__ = ["mailbox"]


@pytest.fixture
def spring(time_machine: Any) -> None:
    """The clock stands in the first campaign."""
    time_machine.move_to(AT, tick=False)
