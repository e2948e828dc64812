"""`migrate`, with the executor that makes new tables quickly."""

from __future__ import annotations

from django.core.management.commands import migrate

from azalai.core.migrating import Executor

migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]
Command = migrate.Command
