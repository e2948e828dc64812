"""Rows of every table, to text and back, in the same form for every database."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import connection, models
from django.utils.duration import duration_string

# Sessions end with the installation that opened them; the cache has no model.
LEFT_OUT = frozenset({"sessions.session"})
BATCH = 1000
Fields = list["models.Field[Any, Any]"]


def stored_models(registry: Apps) -> list[type[models.Model]]:
    """One model for each table that is saved, in the order of their names."""
    chosen = [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]
    return sorted(chosen, key=lambda model: model._meta.db_table)


def columns(model: type[models.Model]) -> Fields:
    """Fields that are columns of the model's own table and that we may write."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """Each row as one line of JSON, in the order of the primary key."""
    fields = columns(model)
    names = [str(field.column) for field in fields]
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=BATCH):
        text = json.dumps(dict(zip(names, row, strict=True)), default=_plain, ensure_ascii=False)
        yield text.encode() + b"\n"


def insert(model: type[models.Model], source: Iterable[bytes]) -> int:
    """Write the lines into the model's table, identifiers included; returns how many."""
    fields, count = columns(model), 0
    statement = _insert_statement(model, fields)
    rows = (_prepared(fields, json.loads(line)) for line in source)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def empty(chosen: Iterable[type[models.Model]]) -> None:
    """Take away what migrations put into tables whose rows are about to be written."""
    with connection.cursor() as cursor:
        for model in chosen:
            cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608 - our own name


def count(model: type[models.Model]) -> int:
    """Rows of the model's table."""
    return model._base_manager.count()


def _insert_statement(model: type[models.Model], fields: Fields) -> str:
    names = ", ".join(_quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608


def _prepared(fields: Fields, row: dict[str, Any]) -> list[Any]:
    return [
        field.get_db_prep_save(field.to_python(row[str(field.column)]), connection=connection)
        for field in fields
    ]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _plain(value: Any) -> str:
    """Exact text: Django's own encoder cuts microseconds, which the audit trail signs."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_string(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"no portable form for {type(value).__name__}")
