"""What the loaders share: compare a row with what it should be, and write only what differs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import models

Values = Mapping[str, Any]


def plain(record: Any) -> Any:
    """A dataclass as the database gives it back: dictionaries and lists."""
    return json.loads(json.dumps(asdict(record)))


def differences(row: models.Model, values: Values) -> dict[str, Any]:
    """The values that the row does not have yet."""
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def write(row: models.Model, changes: Values) -> dict[str, Any]:
    """Set and save these fields; gives what they were."""
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    return before


def readable(values: Values) -> dict[str, Any]:
    """For the audit trail: related rows by their names."""
    return {name: str(v) if isinstance(v, models.Model) else v for name, v in values.items()}
