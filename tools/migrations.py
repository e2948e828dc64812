"""Migrations that make each new table in one go.

Django's autodetector adds constraints, indexes and some foreign keys to a table after having made it. On
SQLite each of these copies the table, and each makes Django build its models anew: a minute for a new
installation instead of seconds. What a migration adds to a table that it makes itself belongs into the
making; `python -m tools.migrations` puts it there, and the tables that come out are the same.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.writer import MigrationWriter

PACKAGE = "azalai."
ADDED = (migrations.AddConstraint, migrations.AddIndex, migrations.AddField)
LISTS = {migrations.AddConstraint: ("constraint", "constraints"), migrations.AddIndex: ("index", "indexes")}


def compacted(app: str, operations: list[Operation]) -> list[Operation]:
    """The same operations, those on tables made here folded into the making where order allows it."""
    if any(isinstance(one, migrations.RunPython | migrations.RunSQL) for one in operations):
        return operations
    operations = [_copy(one) for one in operations]
    made = {one.name_lower: one for one in operations if isinstance(one, migrations.CreateModel)}
    later = [one for one in operations if isinstance(one, ADDED) and one.model_name_lower in made]
    fields = [one for one in later if isinstance(one, migrations.AddField)]
    order = _sorted(app, made, fields)
    left = _fold_fields(app, made, fields, order)
    kept = {id(one) for one in left} | {id(one) for one in _fold_rest(made, later, left)}
    tables = [made[name] for name in order]
    folded = {id(one) for one in later} - kept
    others = [
        one for one in operations if id(one) not in folded and not isinstance(one, migrations.CreateModel)
    ]
    return [*tables, *others] if tables else operations


def _copy(operation: Operation) -> Operation:
    """Lists and options of its own, so that folding leaves the original as it was."""
    if not isinstance(operation, migrations.CreateModel):
        return operation
    fields, options = list(operation.fields), dict(operation.options)
    return migrations.CreateModel(operation.name, fields, options, operation.bases, operation.managers)


def _targets(app: str, field: Any) -> set[str]:
    """Tables of this app that a field points at."""
    found = set()
    relation = getattr(field, "remote_field", None)
    for model in (getattr(relation, "model", None), getattr(relation, "through", None)):
        label = model if isinstance(model, str) else model._meta.label if model else ""
        if label.lower().startswith(f"{app}."):
            found.add(label.lower().split(".")[1])
    return found


def _sorted(app: str, made: dict[str, Any], fields: Iterable[Any]) -> list[str]:
    """Tables, each after those that it points at where there is no circle."""
    needs = {name: set().union(*(_targets(app, f) for _n, f in one.fields)) for name, one in made.items()}
    for one in fields:
        needs[one.model_name_lower] |= _targets(app, one.field)
    order: list[str] = []

    def place(name: str, above: frozenset[str]) -> None:
        if name in order or name in above or name not in made:
            return
        for other in sorted(needs[name]):
            place(other, above | {name})
        if name not in order:
            order.append(name)

    for name in made:
        place(name, frozenset())
    return order


def _fold_fields(app: str, made: dict[str, Any], fields: list[Any], order: list[str]) -> list[Any]:
    """Put foreign keys into the making of their table; returns those of a circle, which stay apart."""
    left = []
    for one in fields:
        name = one.model_name_lower
        earlier = set(order[: order.index(name) + 1])
        if _targets(app, one.field) & set(made) <= earlier:
            made[name].fields.append((one.name, one.field))
        else:
            left.append(one)
    return left


def _fold_rest(made: dict[str, Any], later: list[Any], left: list[Any]) -> list[Any]:
    """Put constraints and indexes into the options; returns those that speak of a field added later."""
    kept = []
    for one in later:
        if isinstance(one, migrations.AddField):
            continue
        attribute, option = LISTS[type(one)]
        value = getattr(one, attribute)
        late = [field.name for field in left if field.model_name_lower == one.model_name_lower]
        if any(re.search(rf"\b{name}", repr(value.deconstruct())) for name in late):
            kept.append(one)
        else:
            options = made[one.model_name_lower].options
            options[option] = [*options.get(option, []), value]
    return kept


def loose(app: str, operations: list[Operation]) -> int:
    """How many operations could be folded away."""
    return len(operations) - len(compacted(app, operations))


def ours() -> list[Any]:
    """Migrations of this project."""
    loader = MigrationLoader(None)
    return [one for one in loader.disk_migrations.values() if type(one).__module__.startswith(PACKAGE)]


def main() -> int:
    """Write anew each migration that says in several operations what one says."""
    django.setup()
    for migration in ours():
        saved = loose(migration.app_label, migration.operations)
        if saved:
            path = Path(sys.modules[type(migration).__module__].__file__ or "")
            migration.operations = compacted(migration.app_label, migration.operations)
            path.write_text(MigrationWriter(migration).as_string(), encoding="utf-8")
            print(f"{path.parent.parent.name}/{path.name} : {saved} opérations de moins")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "azalai.config.settings")
    sys.exit(main())
