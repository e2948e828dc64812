"""Where names and figures stand on a map: inside what they name, or beside it with a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from azalai.cartography.crossing import Number
from azalai.cartography.topology import Outline, widest_spot
from azalai.core.charts.layers import Spec
from azalai.core.charts.look import GREY, View
from azalai.core.charts.wrapping import width

LEAST_ROOM, LEAST_HEIGHT, OUT = 14, 12, 34


@dataclass(frozen=True)
class Tag:
    """What a shape says. known: at least one intervention is there, even if nobody tells the measure."""

    name: str
    value: Number | None
    known: bool
    outline: Outline


def labels(
    view: View, tags: Sequence[Tag], dark: Sequence[bool], write: Callable[[float | None], str]
) -> list[Spec]:
    """One label a shape: {"x", "y", "text", "dark", "apart"}; apart ones have {"from_x", "from_y"} too."""
    size = view.size - 2
    return [_label(tag, write, size, dark=is_dark) for tag, is_dark in zip(tags, dark, strict=True)]


def _label(tag: Tag, write: Callable[[float | None], str], size: int, *, dark: bool) -> Spec:
    (x, y), room = widest_spot(tag.outline.largest)
    figure = write(None if tag.value is None else float(tag.value)) if tag.known else _("aucune")
    ys = [point[1] for point in tag.outline.largest]
    high = max(ys) - min(ys)
    if room < max(LEAST_ROOM, width(figure, size) * 0.8) or high < LEAST_HEIGHT:
        place = {"x": max(x - OUT, 22), "y": y + OUT, "from_x": x, "from_y": y}
        return {**place, "text": [tag.name, figure], "dark": False, "apart": True}
    tall = high > 2.6 * size
    text = [tag.name, figure] if tall and width(tag.name, size) <= room * 1.05 else [figure]
    return {"x": x, "y": y - (len(text) - 1) * size / 2, "text": text, "dark": dark, "apart": False}


def leaders(written: Sequence[Spec], left: float, top: float) -> list[Spec]:
    """Thin lines from labels that stand apart to what they name."""
    values = [
        {"x": one["from_x"] + left, "y": one["from_y"] + top, "x2": one["x"] + left, "y2": one["y"] + top - 9}
        for one in written
        if one["apart"]
    ]
    encoding = {
        "x": {"field": "x", "type": "quantitative", "scale": None, "axis": None},
        "x2": {"field": "x2"},
        "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
        "y2": {"field": "y2"},
    }
    return [{"data": {"values": values}, "mark": {"type": "rule", "color": GREY, "strokeWidth": 1}, "encoding": encoding}]
