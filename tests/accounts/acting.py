"""Trying actions: what they wrote, what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from azalai.core.models import AuditEntry
from tests.accounts.factories import AT, SYSTEM

DAY = timedelta(days=1)
ON = date(2022, 9, 1)
BY: dict[str, Any] = {"by": SYSTEM, "at": AT}


def last() -> AuditEntry:
    """The newest entry of the trail."""
    return AuditEntry.objects.latest("sequence")


def refusal(action: Callable[..., Any], **arguments: Any) -> str:
    """Names of the parameters that the action refuses; nothing may have been written."""
    before = AuditEntry.objects.count()
    with pytest.raises(ValidationError) as caught:
        action(**BY, **arguments)
    assert AuditEntry.objects.count() == before
    return " ".join(caught.value.message_dict)
