"""Models and migrations agree."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import models
from django.db.migrations import AddConstraint, AddField, CreateModel

from tools import migrations
from tools.migrations import ours


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


def test_a_table_is_made_in_one_go() -> None:
    loose = {f"{one.app_label}.{one.name}": migrations.loose(one.app_label, one.operations) for one in ours()}
    assert {name: saved for name, saved in loose.items() if saved} == {}, "python -m tools.migrations"


def test_a_constraint_added_to_a_table_just_made_is_found_loose() -> None:
    made = CreateModel("Camel", [("id", models.BigAutoField(primary_key=True))])
    named = models.CheckConstraint(condition=models.Q(id__gt=0), name="camel_numbered")
    assert migrations.loose("caravan", [made, AddConstraint("camel", named)]) == 1
    assert made.options == {}, "asking changes nothing"
    (whole,) = migrations.compacted("caravan", [made, AddConstraint("camel", named)])
    assert whole.options["constraints"] == [named]


def test_foreign_keys_of_a_circle_stay_apart() -> None:
    camel = CreateModel("Camel", [("id", models.BigAutoField(primary_key=True))])
    load = CreateModel("Load", [("camel", models.ForeignKey("caravan.camel", models.CASCADE))])
    back = AddField("camel", "load", models.ForeignKey("caravan.load", models.CASCADE, null=True))
    about = AddConstraint(
        "camel", models.CheckConstraint(condition=models.Q(load__isnull=True), name="camel_free")
    )
    found = migrations.compacted("caravan", [camel, load, back, about])
    assert [type(one).__name__ for one in found].count("CreateModel") == 2
    assert migrations.loose("caravan", found) == 0
