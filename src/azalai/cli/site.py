"""Django, started only by the sub-commands that need it."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from azalai.cli.errors import CommandError

# Lowest floor first: who is loaded later may refer to who was loaded before.
ROOMS = (
    "core",
    "accounts",
    "frames",
    "actors",
    "plans",
    "concertation",
    "interventions",
    "followup",
    "indicators",
    "cartography",
    "overlaps",
    "monitoring",
    "evaluation",
    "forum",
    "reports",
)
TIME_ZONES = {"NE": "Africa/Niamey", "TD": "Africa/Ndjamena"}


def start() -> None:
    """Read the settings and load the rooms."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "azalai.config.settings")
    import django  # costs 0.2 s: not before it is needed

    django.setup()


def require_migrated() -> None:
    """Refuse to go on with a database that is not up to date."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise CommandError(f"la base de données ne répond pas : {error}") from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("la base de données n'est pas prête : lancez d'abord « azalai setup »")


def call(load: Callable[..., Any], **given: Any) -> Any:
    """Call a room's `load` with those of the arguments that it takes: few rooms ask for the country."""
    asked = inspect.signature(load).parameters
    return load(**{name: value for name, value in given.items() if name in asked})


def room_modules(name: str) -> list[ModuleType]:
    """Module `name` of each room that has one, lowest floor first."""
    found = []
    for room in ROOMS:
        path = f"azalai.{room}.{name}"
        try:
            found.append(import_module(path))
        except ModuleNotFoundError as error:
            if error.name != path:  # a module that is there but broken must be heard of
                raise
    return found
