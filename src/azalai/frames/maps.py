"""The shapes of a country's first-level places on paper, for every room that draws a map."""

from __future__ import annotations

from functools import cache

from azalai.core.charts.look import View
from azalai.core.charts.maps import Sheet, draw
from azalai.frames.dataset import load_shapes, read_topology

MAP_WIDTHS = {"NE": {"wide": 640, "narrow": 264}, "TD": {"wide": 430, "narrow": 236}}
EDGE = 4


def shapes_of(country: str) -> dict[str, list[str]]:
    """Name of a shape in the map file → P-codes that it stands for; {} when the country has no map."""
    found: dict[str, list[str]] = {}
    for shape in load_shapes(country):
        found.setdefault(shape.name, []).append(shape.pcode)
    return found


def paper(country: str, view: View) -> Sheet | None:
    """The shapes as wide as suits them in that view; None for a country without a map."""
    room = MAP_WIDTHS.get(country, {}).get(view.name, view.width - 2 * EDGE)
    return _sheet(country, int(room), int(view.width - room) // 2)


@cache
def _sheet(country: str, width: int, margin: int) -> Sheet | None:
    topology = read_topology(country)
    return draw(topology, width=width, margin=margin) if topology else None
