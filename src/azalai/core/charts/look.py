"""What every chart shares: the style sheet's colours, the type, the two widths of a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# The tokens of azalai.css; a test compares.
INDIGO = "#28306b"
INDIGO_LIGHT = "#e8eaf6"
OCHRE = "#b3661a"
INK = "#1c1f2b"
GREY = "#5b6070"
PAPER = "#ffffff"
FONT = "system-ui, sans-serif"


@dataclass(frozen=True)
class View:
    """One width of a chart, in pixels of its own view box.

    stacked: labels stand above the bars (phones) instead of in a gutter beside them.
    """

    name: str
    width: int
    size: int
    line: int
    bar: int
    gap: int
    gutter: float
    stacked: bool


WIDE = View("wide", width=720, size=14, line=18, bar=20, gap=12, gutter=290, stacked=False)
NARROW = View("narrow", width=300, size=13, line=17, bar=16, gap=14, gutter=0, stacked=True)

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": None,
    "text": {"color": INK, "baseline": "middle", "align": "left"},
    "rect": {"color": INDIGO},
}
