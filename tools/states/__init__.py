"""Write docs/reference/etats.md from the state tables; the tests compare.

Each room has a module here, `sections()`: its objects with states, and the words for their moves.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

from django.utils import translation

from tools.states.page import Section as Section

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "reference" / "etats.md"
INTRODUCTION = """# Les états

Cette page est écrite par `python -m tools.states` d'après les tables du code ; les tests la comparent.
"""
NO_ROOM = {"page", "__main__"}


def sections() -> list[Section]:
    """Every object that has states, room after room."""
    rooms = sorted({module.name for module in pkgutil.iter_modules(__path__)} - NO_ROOM)
    return [one for room in rooms for one in import_module(f"{__name__}.{room}").sections()]


def page() -> str:
    """The whole page, in French."""
    with translation.override("fr"):
        return INTRODUCTION + "".join(section.page() for section in sections())
