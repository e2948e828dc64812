"""The few Vega-Lite layers that our charts are made of. Heights are pixels, widths go through a scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from azalai.core.charts.look import CONFIG, GREY, INDIGO

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True)
class Plot:
    """Where quantities stand: from `left` to `left + width` pixels, for `first` to `last` in units."""

    left: float
    width: float
    first: float
    last: float

    @property
    def scale(self) -> Spec:
        """Vega-Lite's scale of the horizontal axis."""
        domain = [self.first, self.last]
        return {"domain": domain, "range": [self.left, self.left + self.width], "nice": False, "zero": False}


def rects(plot: Plot, values: Sequence[Spec], **mark: Any) -> Spec:
    """Rectangles; values: {"from", "to"} in units, {"top", "bottom"} in pixels."""
    encoding = {
        "x": _across(plot, "from"),
        "x2": {"field": "to"},
        "y": _down("top"),
        "y2": {"field": "bottom"},
    }
    return _layer({"type": "rect", "color": INDIGO} | mark, values, encoding)


def texts(plot: Plot, values: Sequence[Spec], **mark: Any) -> Spec:
    """Texts centred on {"y"} in pixels, at {"at"} in units; "text" may be a list of lines."""
    encoding = {"x": _across(plot, "at"), "y": _down("y"), "text": {"field": "text"}}
    return _layer({"type": "text"} | mark, values, encoding)


def labels(values: Sequence[Spec], **mark: Any) -> Spec:
    """Texts that begin at pixel {"left"}, on {"y"} in pixels."""
    across = {"field": "left", "type": "quantitative", "scale": None, "axis": None}
    encoding = {"x": across, "y": _down("y"), "text": {"field": "text"}}
    return _layer({"type": "text"} | mark, values, encoding)


def rings(plot: Plot, values: Sequence[Spec], **mark: Any) -> Spec:
    """Open circles at {"at"} in units, on {"y"} in pixels: nothing there, and visibly so."""
    encoding = {"x": _across(plot, "at"), "y": _down("y")}
    return _layer({"type": "point", "filled": False, "opacity": 1, "size": 64} | mark, values, encoding)


def verticals(plot: Plot, values: Sequence[Spec], **mark: Any) -> Spec:
    """Thin lines at {"at"} in units, from {"top"} to {"bottom"} in pixels."""
    encoding = {"x": _across(plot, "at"), "y": _down("top"), "y2": {"field": "bottom"}}
    return _layer({"type": "rule", "color": GREY, "strokeWidth": 1} | mark, values, encoding)


def sheet(width: float, height: float, layers: Sequence[Spec]) -> Spec:
    """A whole Vega-Lite specification of exactly that size: nothing is measured while drawing."""
    filled = [layer for layer in layers if layer["data"]["values"]]
    return {
        "$schema": SCHEMA,
        "width": width,
        "height": height,
        "autosize": "none",
        "padding": 0,
        "config": CONFIG,
        # Layers that place by pixels must not be merged with the scale of those that place by units.
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
        "layer": filled,
    }


def _layer(mark: Spec, values: Sequence[Spec], encoding: Spec) -> Spec:
    return {"data": {"values": list(values)}, "mark": mark, "encoding": encoding}


def _across(plot: Plot, field: str) -> Spec:
    return {"field": field, "type": "quantitative", "axis": None, "scale": plot.scale}


def _down(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "axis": None, "scale": None}
