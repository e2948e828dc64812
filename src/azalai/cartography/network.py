"""The drawing of who works with whom: labels tied by lines as thick as what they share."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.cartography.layout import placed
from azalai.cartography.ties import Tie, Web, keys_of
from azalai.cartography.traces import Traces
from azalai.core.charts import Bar, Chart, Drawing, build, horizontal_bars
from azalai.core.charts.layers import Spec, sheet
from azalai.core.charts.look import INDIGO, INDIGO_LIGHT, INK, PAPER, WIDE
from azalai.core.charts.wrapping import width, wrap

LINE_HEIGHT, ROOM, LONGEST, IN_NARROW, TOLD = 15, 5, 135, 15, 12
SIZE = WIDE.size - 2
LINE = "#9aa0bf"


def network_chart(traces: Traces, found: Web, ties: Sequence[Tie], *, title: str, note: str) -> Chart | None:
    """The ties as a drawing, a list of bars on a phone; None when there is nothing to draw."""
    if not ties:
        return None
    bars = [Bar(_pair(traces, tie), len(tie.ones)) for tie in ties]
    simple = horizontal_bars(bars[:IN_NARROW], unit=_("interventions communes"))
    return build(
        title=title,
        spec=Drawing(_drawing(traces, ties), simple.narrow, simple.words),
        table_head=[_("Organisme"), _("Interventions"), _("Partenaires dessinés")],
        table_rows=_members(traces, found, ties),
        note=note,
        source=_("interventions publiées"),
    )


def _pair(traces: Traces, tie: Tie) -> str:
    return f"{traces.organisations[tie.first]} – {traces.organisations[tie.second]}"


def _members(traces: Traces, found: Web, ties: Sequence[Tie]) -> list[list[object]]:
    partners = {key: sum(key in (tie.first, tie.second) for tie in ties) for key in keys_of(ties)}
    ranked = sorted(partners, key=lambda key: (-partners[key], key))
    return [[str(traces.organisations[key]), found.presence[key], partners[key]] for key in ranked]


def _drawing(traces: Traces, ties: Sequence[Tie]) -> Spec:
    keys = keys_of(ties)
    texts = [wrap(str(traces.organisations[key]), LONGEST, SIZE, lines=2) for key in keys]
    sizes = [_size(lines) for lines in texts]
    rank = {key: number for number, key in enumerate(keys)}
    edges = [(rank[tie.first], rank[tie.second], float(len(tie.ones))) for tie in ties]
    height = min(900, max(260, 90 + 24 * len(keys)))
    points = placed(sizes, edges, width=WIDE.width, height=height)
    return sheet(
        WIDE.width,
        height,
        [
            _lines(ties, edges, points),
            _figures(edges, points, color=PAPER, stroke=PAPER, strokeWidth=4),
            _figures(edges, points, color=INDIGO),
            _boxes(points, sizes),
            _names(points, texts),
        ],
    )


def _size(lines: Sequence[str]) -> tuple[float, float]:
    """Room that a label takes, with the gap around its box."""
    return max(width(line, SIZE) for line in lines) + 4 * ROOM, len(lines) * LINE_HEIGHT + 3 * ROOM


def _pixels(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _lines(
    ties: Sequence[Tie], edges: Sequence[tuple[int, int, float]], points: Sequence[tuple[float, float]]
) -> Spec:
    counts = [len(tie.ones) for tie in ties]
    least, most = min(counts), max(counts)
    values = [
        {
            "x": points[one][0],
            "y": points[one][1],
            "x2": points[other][0],
            "y2": points[other][1],
            "thick": 1 + 5 * (weight - least + 1) / (most - least + 1),
        }
        for one, other, weight in edges
    ]
    thick = {"field": "thick", "type": "quantitative", "scale": None, "legend": None}
    encoding = {
        "x": _pixels("x"),
        "x2": {"field": "x2"},
        "y": _pixels("y"),
        "y2": {"field": "y2"},
        "strokeWidth": thick,
    }
    return {"data": {"values": values}, "mark": {"type": "rule", "color": LINE}, "encoding": encoding}


def _boxes(points: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]]) -> Spec:
    values = [
        {"x": x - w / 2 + ROOM, "x2": x + w / 2 - ROOM, "y": y - h / 2 + ROOM, "y2": y + h / 2 - ROOM}
        for (x, y), (w, h) in zip(points, sizes, strict=True)
    ]
    encoding = {"x": _pixels("x"), "x2": {"field": "x2"}, "y": _pixels("y"), "y2": {"field": "y2"}}
    mark = {"type": "rect", "color": INDIGO_LIGHT, "stroke": INDIGO, "strokeWidth": 1}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _names(points: Sequence[tuple[float, float]], texts: Sequence[Sequence[str]]) -> Spec:
    values = [
        {"x": x, "y": y + (number - (len(lines) - 1) / 2) * LINE_HEIGHT, "text": line}
        for (x, y), lines in zip(points, texts, strict=True)
        for number, line in enumerate(lines)
    ]
    return _written(values, fontSize=SIZE, color=INK)


def _figures(
    edges: Sequence[tuple[int, int, float]], points: Sequence[tuple[float, float]], **mark: object
) -> Spec:
    """The number on the strongest ties, first in paper so that lines do not cross it."""
    values = [
        {
            "x": (points[one][0] + points[other][0]) / 2,
            "y": (points[one][1] + points[other][1]) / 2,
            "text": str(int(weight)),
        }
        for one, other, weight in edges[:TOLD]
    ]
    return _written(values, fontSize=SIZE, fontWeight=700, **mark)


def _written(values: list[Spec], **mark: object) -> Spec:
    encoding = {"x": _pixels("x"), "y": _pixels("y"), "text": {"field": "text"}}
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": "center", **mark},
        "encoding": encoding,
    }


def message(found: Web, ties: Sequence[Tie], traces: Traces) -> str:
    """What the drawing says, in one sentence."""
    if not ties:
        return ""
    best = ties[0]
    told = ngettext(
        "%(first)s et %(second)s partagent le plus : %(n)s intervention",
        "%(first)s et %(second)s partagent le plus : %(n)s interventions",
        len(best.ones),
    )
    names = {"first": traces.organisations[best.first], "second": traces.organisations[best.second]}
    return told % {"n": len(best.ones), **names}
