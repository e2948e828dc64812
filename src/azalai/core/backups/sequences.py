"""Last identifiers given, so that a restored table never gives one again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, models


def read(chosen: Iterable[type[models.Model]]) -> dict[str, int]:
    """Last identifier given in each table that numbers its rows itself."""
    numbered = [model for model in chosen if model._meta.auto_field in model._meta.local_fields]
    if connection.vendor == "sqlite":
        return _sqlite(numbered)
    return {model._meta.db_table: _postgresql(model) for model in numbered}


def write(chosen: Iterable[type[models.Model]], values: dict[str, int]) -> None:
    """Set them in this database."""
    for model in chosen:
        if model._meta.db_table in values:
            _set(model, int(values[model._meta.db_table]))


def _sqlite(numbered: list[type[models.Model]]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        known = dict(cursor.fetchall())
    return {name: known[name] for model in numbered if (name := model._meta.db_table) in known}


def _postgresql(model: type[models.Model]) -> int:
    with connection.cursor() as cursor:
        name = _sequence_of(model)
        cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}")  # noqa: S608
        return int(cursor.fetchone()[0])


def _set(model: type[models.Model], value: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            table = model._meta.db_table
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, value])
        else:
            cursor.execute(
                "SELECT setval(%s::regclass, %s, %s)", [_sequence_of(model), max(value, 1), value > 0]
            )


def _sequence_of(model: type[models.Model]) -> str:
    """Name of the sequence, quoted by PostgreSQL itself."""
    assert model._meta.auto_field is not None
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, model._meta.auto_field.column])
        return str(cursor.fetchone()[0])
