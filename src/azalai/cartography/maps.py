"""The map by region: values, classes, and the drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from azalai.cartography.classes import class_of, natural_classes
from azalai.cartography.crossing import Number, cross
from azalai.cartography.dimensions import NONE
from azalai.cartography.map_labels import Label, Tag, labels, leaders, lines_of
from azalai.cartography.measuring import Meter
from azalai.cartography.selecting import Criteria, axis_keys, select
from azalai.cartography.topology import Sheet, draw
from azalai.cartography.traces import Traces
from azalai.core.charts import Chart, Drawing, build
from azalai.core.charts.drawing import in_words
from azalai.core.charts.figures import short_figures_for
from azalai.core.charts.layers import Spec, sheet
from azalai.core.charts.look import INDIGO, INK, NARROW, PAPER, WIDE, View
from azalai.core.charts.wrapping import width
from azalai.frames.dataset import load_shapes, read_topology

MAP_WIDTHS = {"NE": {"wide": 640, "narrow": 264}, "TD": {"wide": 430, "narrow": 236}}
EDGE, KEY = 4, 22
# From little to much: told apart in grey as well; white figures stand on the two darkest.
FILLS = ("#dfe2f2", "#aab0d6", "#6670b0", INDIGO)
LIGHT_FILLS = 2
BORDER = "#7b8095"
SILENT = "#f6f1e7"


@dataclass(frozen=True)
class Region:
    """A region with its measure. ones: its interventions; value None: none, or nobody tells it."""

    pcode: str
    name: str
    ones: tuple[int, ...]
    value: Number | None

    @property
    def count(self) -> int:
        """How many interventions, each once."""
        return len(self.ones)


@dataclass(frozen=True)
class Regions:
    """The regions of a country; national: what has no region; everything: each intervention once."""

    regions: list[Region]
    national: Region
    everything: Region


def by_region(traces: Traces, criteria: Criteria, meter: Meter) -> Regions:
    """The selected interventions by region of today."""
    found = cross(
        (one.pk, axis_keys("region", traces, one, criteria), ("",)) for one in select(traces, criteria)
    )

    def region(pcode: str, name: str, ones: list[int]) -> Region:
        return Region(pcode, name, tuple(ones), meter.value(ones) if ones else None)

    return Regions(
        [region(code, place.name, found.rows.get(code, [])) for code, place in traces.regions.items()],
        region(NONE, _("Niveau national ou lieu non précisé"), found.rows.get(NONE, [])),
        region("", _("Ensemble, chaque intervention une fois"), found.everything),
    )


def shapes_of(country: str) -> dict[str, list[str]]:
    """Name of a shape in the map file → P-codes that it stands for; {} when the country has no map."""
    found: dict[str, list[str]] = {}
    for shape in load_shapes(country):
        found.setdefault(shape.name, []).append(shape.pcode)
    return found


@cache
def _sheet(country: str, width: int, margin: int) -> Sheet | None:
    topology = read_topology(country)
    return draw(topology, width=width, margin=margin) if topology else None


def map_drawing(country: str, found: Regions, meter: Meter) -> Drawing | None:
    """The map alone, not yet drawn; None for a country without a map."""
    wide = _drawing(WIDE, country, found, meter)
    narrow = _drawing(NARROW, country, found, meter)
    if wide is None or narrow is None:
        return None
    figures = short_figures_for([_number(one) for one in found.regions], meter.unit)
    told = [(one.name, figures.write(_number(one)) if one.count else _("aucune")) for one in found.regions]
    return Drawing(wide, narrow, in_words(figures.head, told))


def map_chart(country: str, found: Regions, meter: Meter, *, title: str) -> Chart | None:
    """The map and the table behind it; None for a country without a map."""
    spec = map_drawing(country, found, meter)
    if spec is None:
        return None
    figures = short_figures_for([_number(one) for one in found.regions], meter.unit)
    return build(
        title=title,
        spec=spec,
        table_head=[_("Région"), _("Interventions"), meter.unit],
        table_rows=[[one.name, one.count, one.value] for one in (*found.regions, found.national)],
        note=f"{figures.head}." if figures.in_millions else "",
        source=_("interventions publiées ; limites : Natural Earth, sans valeur officielle"),
    )


def _number(one: Region) -> float | None:
    return None if one.value is None else float(one.value)


def _drawing(view: View, country: str, found: Regions, meter: Meter) -> Spec | None:
    room = MAP_WIDTHS.get(country, {}).get(view.name, view.width - 2 * EDGE)
    paper = _sheet(country, int(room), int(view.width - room) // 2)
    if paper is None:
        return None
    tags = _tags(country, found, paper, meter)
    classes = natural_classes([_shown(tag) for tag in tags])
    figures = short_figures_for([_shown(tag) for tag in tags], meter.unit)
    left = (view.width - paper.width) / 2
    ranks = [class_of(_shown(tag), classes) for tag in tags]
    silent = any(tag.known and not rank for tag, rank in zip(tags, ranks, strict=True))
    key, lines = _key(view, classes, figures.write, silent=silent)
    top = (lines + 0.5) * KEY
    written = labels(view, paper, tags, [rank > LIGHT_FILLS for rank in _darkened(ranks)], figures.write)
    layers = [
        *key,
        _shapes(list(zip(tags, _darkened(ranks), strict=True)), left, top),
        *leaders(written, left, top),
        *_texts(view, written, left, top),
    ]
    return sheet(view.width, top + paper.height + EDGE, layers)


def _shown(tag: Tag) -> float:
    return float(tag.value or 0)


def _tags(country: str, found: Regions, paper: Sheet, meter: Meter) -> list[Tag]:
    """A shape that stands for two regions shows what they have together, each intervention once."""
    values = {one.pcode: one for one in found.regions}
    shapes = shapes_of(country)
    tags = []
    for outline in paper.outlines:
        here = [values[code] for code in shapes.get(outline.name, ()) if code in values]
        ones = sorted({pk for one in here for pk in one.ones})
        name = here[0].name if len(here) == 1 else outline.name
        tags.append(Tag(name, meter.value(ones) if ones else None, bool(ones), outline))
    return tags


Writer = Callable[[float | None], str]


def _key(
    view: View, classes: Sequence[tuple[float, float]], write: Writer, *, silent: bool
) -> tuple[list[Spec], int]:
    """The classes by name, above the map; gives the layers and how many lines they take.

    silent: somewhere there are interventions whose measure is zero or not told.
    """
    fills = [PAPER, *([SILENT] if silent else []), *FILLS[len(FILLS) - len(classes) :]]
    words = [_("aucune"), *([_("zéro ou non renseigné")] if silent else [])]
    words += [_span(low, high, write) for low, high in classes]
    boxes: list[Spec] = []
    texts: list[Spec] = []
    x, y = 0.0, KEY / 2
    for word, fill in zip(words, fills, strict=True):
        needed = width(word, view.size - 1) + 20
        if x and x + needed > view.width:
            x, y = 0.0, y + KEY
        boxes.append({"x": x, "y": y - 7, "x2": x + 14, "y2": y + 7, "fill": fill})
        texts.append({"x": x + 20, "y": y, "text": word})
        x += needed + 16
    return [_boxes(boxes), _words(texts, fontSize=view.size - 1, color=INK)], round(y / KEY + 0.5)


def _span(low: float, high: float, write: Writer) -> str:
    if low == high:
        return write(low)
    return _("de %(low)s à %(high)s") % {"low": write(low), "high": write(high)}


def _pixels(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _boxes(values: list[Spec]) -> Spec:
    encoding = {
        "x": _pixels("x"),
        "x2": {"field": "x2"},
        "y": _pixels("y"),
        "y2": {"field": "y2"},
        "fill": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
    }
    return {
        "data": {"values": values},
        "mark": {"type": "rect", "stroke": BORDER, "strokeWidth": 1},
        "encoding": encoding,
    }


def _words(values: list[Spec], **mark: object) -> Spec:
    encoding = {"x": _pixels("x"), "y": _pixels("y"), "text": {"field": "text"}}
    return {"data": {"values": values}, "mark": {"type": "text", **mark}, "encoding": encoding}


def _darkened(ranks: Sequence[int]) -> list[int]:
    """Classes as ranks of fills: where they are fewer than the fills, the fullest is dark all the same."""
    highest = max(ranks, default=0)
    return [len(FILLS) - highest + rank if rank else 0 for rank in ranks]


def _shapes(filled: Sequence[tuple[Tag, int]], left: float, top: float) -> Spec:
    """Outlines filled with their class; 0 is paper where nobody is."""
    features = [
        {
            "type": "Feature",
            "properties": {"fill": FILLS[rank - 1] if rank else SILENT if tag.known else PAPER},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [
                    [[[round(x + left, 1), round(y + top, 1)] for x, y in ring] for ring in polygon]
                    for polygon in tag.outline.polygons
                ],
            },
        }
        for tag, rank in filled
    ]
    fill = {"field": "properties.fill", "type": "nominal", "scale": None, "legend": None}
    return {
        "data": {"values": features},
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "mark": {"type": "geoshape", "stroke": BORDER, "strokeWidth": 1},
        "encoding": {"fill": fill},
    }


def _texts(view: View, written: Sequence[Label], left: float, top: float) -> list[Spec]:
    """White on dark fills, dark elsewhere."""
    size = view.size - 2
    return [
        _words(lines_of(written, size, left, top, dark=dark), align="center", fontSize=size, color=colour)
        for dark, colour in ((True, PAPER), (False, INK))
    ]
