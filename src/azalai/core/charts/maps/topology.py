"""From a TopoJSON file to shapes on a sheet of paper. Pure.

Borders are simplified as arcs, which two neighbours share: no gap opens between them.
Sources: TopoJSON format specification 1.0; D. H. Douglas, T. K. Peucker, "Algorithms for the reduction of
the number of points required to represent a digitized line", Cartographica 10 (1973).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True)
class Outline:
    """A shape: its name in the file, and polygons as rings in pixels, y downwards, the outer ring first."""

    name: str
    polygons: list[list[Ring]]

    @property
    def largest(self) -> Ring:
        """The outer ring of its widest part."""
        return max((polygon[0] for polygon in self.polygons), key=lambda ring: abs(area(ring)))


@dataclass(frozen=True)
class Sheet:
    """A country on paper, in pixels; the width is as asked for. margin: free room on either side of it."""

    width: float
    height: float
    outlines: list[Outline]
    margin: float = 0


def draw(topology: dict[str, Any], *, width: float, tolerance: float = 0.6, margin: float = 0) -> Sheet:
    """Every shape of the file's only object, as wide as told, in true proportion at the middle latitude.

    tolerance: pixels by which a border may be moved when points are left out.
    """
    arcs = [_unpacked(arc, topology["transform"]) for arc in topology["arcs"]]
    every = [point for arc in arcs for point in arc]
    west, east = min(p[0] for p in every), max(p[0] for p in every)
    south, north = min(p[1] for p in every), max(p[1] for p in every)
    across = width / (east - west)
    down = across / cos(radians((south + north) / 2))
    placed = [[((x - west) * across, (north - y) * down) for x, y in arc] for arc in arcs]
    thinned = [simplified(arc, tolerance) for arc in placed]
    (geometries,) = (one["geometries"] for one in topology["objects"].values())
    outlines = [Outline(one["properties"]["name"], list(_polygons(one, thinned))) for one in geometries]
    return Sheet(width, (north - south) * down, outlines, margin)


def _unpacked(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Ring:
    """Longitudes and latitudes of an arc written as steps on a grid."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points: Ring = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def simplified(points: Ring, tolerance: float) -> Ring:
    """The line with fewer points, none of those left out farther than the tolerance; both ends stay."""
    if len(points) < 3:
        return points
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, distance = _farthest(points, first, last)
        if distance > tolerance:
            kept.add(far)
            waiting += [(first, far), (far, last)]
    return [points[index] for index in sorted(kept)]


def _farthest(points: Ring, first: int, last: int) -> tuple[int, float]:
    start, end = points[first], points[last]
    return max(
        ((index, _distance(points[index], start, end)) for index in range(first + 1, last)),
        key=lambda pair: pair[1],
        default=(first, 0.0),
    )


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the segment."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = (
        0.0 if not length else max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    )
    return hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay))


def _polygons(geometry: dict[str, Any], arcs: list[Ring]) -> Iterable[list[Ring]]:
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for part in parts:
        rings = [_joined(ring, arcs) for ring in part]
        yield [_turned(rings[0], clockwise=True), *(_turned(ring, clockwise=False) for ring in rings[1:])]


def _joined(indices: Sequence[int], arcs: list[Ring]) -> Ring:
    """Arcs end to end; ~n is arc n backwards."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def area(ring: Ring) -> float:
    """Signed: positive when it runs clockwise on paper (y downwards)."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def _turned(ring: Ring, *, clockwise: bool) -> Ring:
    return ring if (area(ring) > 0) == clockwise else ring[::-1]


def widest_spot(ring: Ring, *, lines: int = 24) -> tuple[Point, float]:
    """A point well inside for a label, and the room to its left and right together, in pixels.

    Looks along horizontal lines; one at the edge counts less than one in the middle.
    """
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    best: tuple[float, Point, float] = (-1.0, ring[0], 0.0)
    for number in range(1, lines):
        y = top + (bottom - top) * number / lines
        crossings = sorted(_crossings(ring, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            depth = min(y - top, bottom - y)
            score = min(right - left, 4 * depth)
            if score > best[0]:
                best = (score, ((left + right) / 2, y), right - left)
    return best[1], best[2]


def _crossings(ring: Ring, y: float) -> Iterable[float]:
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y):
            yield ax + (y - ay) * (bx - ax) / (by - ay)


def inside(point: Point, ring: Ring) -> bool:
    """Whether the point lies within the ring."""
    return sum(x > point[0] for x in _crossings(ring, point[1])) % 2 == 1
