"""Where the nodes of a small network stand. Pure and deterministic: the same ties give the same drawing.

Source: T. M. J. Fruchterman, E. M. Reingold, "Graph drawing by force-directed placement", Software:
Practice and Experience 21 (1991). Labels are then pushed apart as boxes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
ROUNDS, SEED, PUSHES = 300, 2022, 400


def placed(
    sizes: Sequence[tuple[float, float]],
    edges: Sequence[tuple[int, int, float]],
    *,
    width: float,
    height: float,
) -> list[tuple[float, float]]:
    """Centres in pixels for labels of these (width, height), which do not overlap where there is room.

    edges: (node, node, weight), numbered as in sizes.
    """
    count = len(sizes)
    if count < 2:
        return [(width / 2, height / 2)] * count
    points = _forced(count, edges)
    boxes = np.array(sizes, dtype=float)
    points = _fitted(points, boxes, width, height)
    for _ in range(PUSHES):
        if not _push_apart(points, boxes):
            break
        _keep_inside(points, boxes, width, height)
    return [(float(x), float(y)) for x, y in points]


def _forced(count: int, edges: Sequence[tuple[int, int, float]]) -> Points:
    """Fruchterman and Reingold in the unit square."""
    points = np.random.default_rng(SEED).random((count, 2))
    pulls = np.zeros((count, count))
    for one, other, weight in edges:
        pulls[one, other] = pulls[other, one] = np.sqrt(weight)
    pulls /= max(pulls.max(), 1e-9)
    ideal = 1 / np.sqrt(count)
    for heat in np.linspace(0.1, 0.002, ROUNDS):
        apart = points[:, None, :] - points[None, :, :]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-3)
        force = ideal**2 / distance**2 - pulls * distance / ideal
        move = (apart * force[:, :, None]).sum(axis=1) - (points - 0.5) * 0.3
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        points = points + move / length * np.minimum(length, heat)
    return points


def _fitted(points: Points, boxes: Points, width: float, height: float) -> Points:
    """Stretched over the sheet; by ranks in part, so that a crowd in the middle uses the room."""
    spread = np.empty_like(points)
    for axis, length in enumerate((width, height)):
        values = points[:, axis]
        ranks = values.argsort(kind="stable").argsort(kind="stable") / (len(values) - 1)
        even = (values - values.min()) / max(float(np.ptp(values)), 1e-9)
        edge = boxes[:, axis] / 2
        spread[:, axis] = edge + (0.5 * ranks + 0.5 * even) * (length - 2 * edge)
    return spread


def _push_apart(points: Points, boxes: Points) -> bool:
    """Moves overlapping boxes apart a little, in place; whether any did overlap."""
    apart = points[:, None, :] - points[None, :, :]
    room = (boxes[:, None, :] + boxes[None, :, :]) / 2 - np.abs(apart)
    np.fill_diagonal(room[:, :, 0], -1.0)
    overlap = (room > 0.5).all(axis=2)
    if not overlap.any():
        return False
    order = np.sign(np.arange(len(points))[:, None] - np.arange(len(points))[None, :])
    upright = room[:, :, 1] <= room[:, :, 0]
    for axis, chosen in ((0, ~upright), (1, upright)):
        away = np.where(apart[:, :, axis] == 0, order, np.sign(apart[:, :, axis]))
        points[:, axis] += np.where(overlap & chosen, away * room[:, :, axis] * 0.3, 0.0).sum(axis=1)
    return True


def _keep_inside(points: Points, boxes: Points, width: float, height: float) -> None:
    for axis, length in enumerate((width, height)):
        edge = boxes[:, axis] / 2
        points[:, axis] = np.clip(points[:, axis], edge, length - edge)
