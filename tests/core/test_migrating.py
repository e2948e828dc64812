"""New tables are drawn alone, and whatever may follow a relation backwards sees all of them."""

from __future__ import annotations

import pytest
from django.core.management import get_commands, load_command_class
from django.db import connection, migrations, models
from django.db.migrations.migration import Migration
from django.db.migrations.state import ModelState

from azalai.core.migrating import AddingState, Executor

KEY = ("id", models.BigAutoField(primary_key=True))


def model(name: str, **fields: models.Field) -> ModelState:
    return ModelState("travel", name, [KEY, *fields.items()])


@pytest.fixture
def state() -> AddingState:
    """A place that was drawn, then a visit that was added to it."""
    state = AddingState(models={("travel", "place"): model("Place")})
    assert state.apps
    state.adds = True
    visit = models.ForeignKey("travel.Place", models.CASCADE, related_name="visits")
    state.add_model(model("Visit", place=visit))
    return state


def backwards(state: AddingState) -> set[str]:
    place = state.apps.get_model("travel", "place")
    return {relation.name for relation in place._meta.related_objects}


def test_a_new_table_is_drawn_alone(state: AddingState) -> None:
    before = state.apps.get_model("travel", "place")
    state.add_model(model("Road"))
    assert state.apps.get_model("travel", "place") is before
    assert state.apps.get_model("travel", "visit")._meta.get_field("place").related_model is before
    assert state.partial


def test_code_sees_every_relation_and_the_state_goes_on(state: AddingState) -> None:
    before = state.clone()
    before.clear_delayed_apps_cache()
    assert backwards(before) == {"visits"}
    assert not before.partial
    assert state.partial


def test_a_step_that_only_adds_is_drawn_as_it_always_was_outside_of_them(state: AddingState) -> None:
    state.draw_anew()
    state.adds = False
    other = models.ForeignKey("travel.Place", models.CASCADE, related_name="roads")
    state.add_model(model("Road", place=other))
    assert backwards(state) == {"visits", "roads"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "known"),
    [
        (migrations.AlterModelOptions("Place", {}), {"visits"}),
        (migrations.RunSQL("SELECT 1"), None),
        (migrations.CreateModel("Road", [KEY]), None),
    ],
)
def test_all_is_drawn_before_a_step_that_does_more_than_add(
    state: AddingState, step: migrations.operations.base.Operation, known: set[str] | None
) -> None:
    migration = Migration("0002_more", "travel")
    migration.operations = [step]
    Executor(connection).apply_migration(state, migration, fake=True)
    assert state.partial == (known is None)
    if known is not None:
        assert backwards(state) == known


@pytest.mark.django_db
def test_the_command_uses_it() -> None:
    assert get_commands()["migrate"] == "azalai.core"
    load_command_class("azalai.core", "migrate")
    from django.core.management.commands import migrate

    assert migrate.MigrationExecutor is Executor
    assert isinstance(Executor(connection)._create_project_state(), AddingState)
