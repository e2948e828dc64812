"""Imports and foreign keys run downwards only."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tests.house.places import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def _floors() -> dict[str, int]:
    """Floor of each room, the lowest 0."""
    layers = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    return {
        room.strip(): number for number, layer in enumerate(reversed(layers)) for room in layer.split("|")
    }


def test_imports_run_downwards_only() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _room(model: type[models.Model]) -> str:
    return model.__module__.removeprefix("azalai.").split(".")[0]


def _relations() -> list[tuple[str, str, str]]:
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("azalai.")
    ]
    return [
        (f"{model.__name__}.{field.name}", _room(model), _room(field.related_model))
        for model in ours
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and isinstance(field.related_model, type)
        and field.related_model.__module__.startswith("azalai.")
    ]


def test_there_are_relations_to_look_at() -> None:
    assert ("Tenure.post", "accounts", "accounts") in _relations()


def test_foreign_keys_run_downwards_only() -> None:
    floors = _floors()
    upwards = [
        f"{name} : {room} → {other}"
        for name, room, other in _relations()
        if room != other and floors[other] >= floors[room]
    ]
    assert not upwards, "\n".join(upwards)


@pytest.mark.parametrize("room", ["engines", "formats", "tabular"])
def test_computation_is_forbidden_to_know_django(room: str) -> None:
    forbidden = next(contract for contract in CONTRACTS if contract["type"] == "forbidden")
    assert f"azalai.{room}" in forbidden["source_modules"]
    assert "django" in forbidden["forbidden_modules"]
