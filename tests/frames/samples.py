"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from tests.frames.factories import make_framework

# Each address gets a framework of its own: several are made in one test.
NUMBERS = count(1)


def _framework() -> dict[str, Any]:
    framework = make_framework(f"essai-{next(NUMBERS)}")
    return {"code": framework.code, "version": framework.version}


def _item() -> dict[str, Any]:
    return _framework() | {"item_code": "a"}


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "frames:framework_latest": lambda: {"code": _framework()["code"]},
    "frames:framework": _framework,
    "frames:item": _item,
    "frames:item_correct": _item,
}
