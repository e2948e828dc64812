"""Undefined variables in our templates are errors; in other people's templates they are their habit."""

from __future__ import annotations

import inspect
from pathlib import Path

import azalai

OURS = str(Path(azalai.__file__).parent)


class UndefinedVariable(Exception):
    """A template of the house prints a variable that nobody gave."""


class Undefined(str):
    """Value of `string_if_invalid`: Django looks for "%s" in it, then formats the variable's name."""

    def __bool__(self) -> bool:
        return True  # an empty value would mean "say nothing"

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: object) -> str:
        origin = _origin()
        if not origin.startswith(OURS):
            return ""
        raise UndefinedVariable(f"{variable} n'est pas défini dans {origin.removeprefix(OURS)}")


def _origin() -> str:
    """File of the node being rendered, "" when unknown."""
    frame = inspect.currentframe()
    while frame is not None:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if frame.f_code.co_name.startswith("render") and origin is not None:
            return str(origin.name)
        frame = frame.f_back
    return ""
