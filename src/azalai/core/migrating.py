"""Migrations that make an empty database in a third of the time.

Each time a migration makes a table, Django draws again every model that is tied to it, near or far: with
a hundred and fifty tables, all of them, a hundred and fifty times. A new table asks for none of that. It
is drawn alone, beside the others; what the others know of it is drawn before the first step that may ask.
Existing databases migrate as Django does it.
"""

from __future__ import annotations

from typing import Self

from django.db import migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ModelState, ProjectState

# Steps that ask nothing of the models drawn before: a new table, and code or SQL, for which all is drawn.
ADDING = (migrations.CreateModel, migrations.RunPython, migrations.RunSQL)


class AddingState(ProjectState):
    """A state to which models are added one by one.

    adds: the steps of now only add; partial: models drawn earlier do not know of the latest ones.
    """

    adds = False
    partial = False

    def add_model(self, model_state: ModelState) -> None:
        """Draw the new model alone where that is enough."""
        if not (self.adds and "apps" in self.__dict__):
            super().add_model(model_state)
            return
        drawn = self.__dict__.pop("apps")
        super().add_model(model_state)
        drawn.render_multiple([model_state])
        self.apps, self.partial = drawn, True

    def clear_delayed_apps_cache(self) -> None:
        """Before code that may follow any relation."""
        if self.partial:
            self.draw_anew()
        super().clear_delayed_apps_cache()

    def draw_anew(self) -> None:
        """Forget what is drawn: who asks for it next has all of it drawn."""
        self.__dict__.pop("apps", None)
        self.partial = False

    def clone(self) -> Self:
        """As the original, and of the same kind."""
        copied = super().clone()
        made = type(self)(models=copied.models, real_apps=copied.real_apps)
        made.__dict__ |= copied.__dict__ | {"adds": self.adds, "partial": self.partial}
        return made


class Executor(MigrationExecutor):
    """Applies migrations; those that only add tables, quickly."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:  # noqa: FBT001, FBT002
        state = super()._create_project_state(with_applied_migrations)  # type: ignore[misc]
        return AddingState(models=state.models, real_apps=state.real_apps)

    def apply_migration(
        self,
        state: ProjectState,
        migration: Migration,
        fake: bool = False,  # noqa: FBT001, FBT002
        fake_initial: bool = False,  # noqa: FBT001, FBT002
    ) -> ProjectState:
        """Apply one; what only adds does not wait for what only others ask for."""
        if isinstance(state, AddingState):
            state.adds = all(isinstance(step, ADDING) for step in migration.operations)
            if state.partial and not state.adds:
                state.draw_anew()
        return super().apply_migration(state, migration, fake, fake_initial)
