"""Writing an archive's rows into an empty database, at the stage of migrations it was saved at."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from azalai.core.backups import sequences, tables
from azalai.core.backups.archive import Archive
from azalai.core.backups.errors import ArchiveUnreadable, BackupError
from azalai.core.backups.manifest import TABLES
from azalai.core.migrating import Executor

Node = tuple[str, str]


class Fill:
    """How to fill an empty database from one archive; making it checks that we know how."""

    def __init__(self, archive: Archive, report: Callable[[int, int], None]) -> None:
        self.archive, self.report = archive, report
        self.targets = _leaves(MigrationLoader(None), archive.manifest.migrations)
        unknown = set(archive.manifest.tables()) - {model._meta.db_table for model in self.models}
        if unknown:
            raise ArchiveUnreadable(f"table inconnue dans la sauvegarde : {min(unknown)}")

    @cached_property
    def models(self) -> list[type[Model]]:
        """The models as they were at the archive's stage."""
        state = MigrationLoader(None).project_state(self.targets)
        return tables.stored_models(state.apps)

    def run(self) -> None:
        """Tables of then, rows, then today's tables; the caller provides the empty database."""
        Executor(connection).migrate(self.targets)
        with transaction.atomic():
            tables.empty(self.models)
            for done, model in enumerate(self.models):
                self.report(done, len(self.models))
                self._fill(model)
            sequences.write(self.models, self.archive.manifest.sequences)
            connection.check_constraints()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)

    def _fill(self, model: type[Model]) -> None:
        table = model._meta.db_table
        expected = self.archive.manifest.tables().get(table)
        if expected is None:
            return
        try:
            with closing(self.archive.lines(f"{TABLES}{table}.jsonl")) as lines:  # also after a bad row
                tables.insert(model, lines)
        except (Error, ValidationError, ValueError, KeyError, TypeError) as error:
            raise BackupError(f"la table {table} ne peut pas être restaurée : {error}") from error
        if tables.count(model) != expected:
            raise BackupError(f"la table {table} n'a pas le nombre de lignes annoncé ({expected})")


def _leaves(loader: MigrationLoader, applied: tuple[str, ...]) -> list[Node]:
    """Last migrations of the archive's stage; refuses those that this version does not know."""
    nodes = {_node(name) for name in applied}
    unknown = sorted(".".join(node) for node in nodes - set(loader.graph.nodes))
    if unknown:
        raise ArchiveUnreadable(
            f"cette sauvegarde vient d'une version plus récente d'Azalai ({unknown[0]}) : mettez-le à jour"
        )
    followed = {
        parent.key
        for node in nodes
        for parent in loader.graph.node_map[node].parents
        if parent.key[0] == node[0]
    }
    return sorted(nodes - followed)


def _node(name: str) -> Node:
    app, _, migration = name.partition(".")
    return app, migration
