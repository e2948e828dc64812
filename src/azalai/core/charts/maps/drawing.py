"""A map of places filled by class: values, key, names and figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from azalai.core.charts.drawing import Drawing, in_words
from azalai.core.charts.figures import short_figures_for
from azalai.core.charts.layers import Spec, sheet
from azalai.core.charts.look import INDIGO, INK, NARROW, PAPER, WIDE, View
from azalai.core.charts.maps.classes import class_of, natural_classes
from azalai.core.charts.maps.labels import Label, Tag, labels, leaders, lines_of
from azalai.core.charts.maps.topology import Sheet
from azalai.core.charts.wrapping import width

EDGE, KEY = 4, 22
# From little to much: told apart in grey as well; white figures stand on the two darkest.
FILLS = ("#dfe2f2", "#aab0d6", "#6670b0", INDIGO)
LIGHT_FILLS = 2
BORDER = "#7b8095"
SILENT = "#f6f1e7"


@dataclass(frozen=True)
class Words:
    """none: of a place about which there is nothing (white); silent: where there is something that is zero
    or that nobody tells. unit: of the figures."""

    none: str
    silent: str
    unit: str = ""


def map_of(
    paper: Callable[[View], Sheet | None],
    tags: Callable[[Sheet], list[Tag]],
    words: Words,
    told: Sequence[tuple[str, bool, float | None]],
) -> Drawing | None:
    """The map for a desk and for a phone; None where there are no shapes.

    paper: the shapes for a view; tags: what each says, in their order. told: of each place its name, whether
    there is anything, and its value, for the description in words.
    """
    specs = []
    for view in (WIDE, NARROW):
        drawn = paper(view)
        if drawn is None:
            return None
        specs.append(_drawing(view, drawn, tags(drawn), words))
    figures = short_figures_for([value for _name, _known, value in told], words.unit)
    pairs = [(name, figures.write(value) if known else words.none) for name, known, value in told]
    return Drawing(specs[0], specs[1], in_words(figures.head, pairs))


def _drawing(view: View, paper: Sheet, tags: Sequence[Tag], words: Words) -> Spec:
    classes = natural_classes([_shown(tag) for tag in tags])
    figures = short_figures_for([_shown(tag) for tag in tags], words.unit)
    left = (view.width - paper.width) / 2
    ranks = [class_of(_shown(tag), classes) for tag in tags]
    silent = any(tag.known and not rank for tag, rank in zip(tags, ranks, strict=True))
    key, lines = _key(view, classes, figures.write, words, silent=silent)
    top = (lines + 0.5) * KEY
    dark = [rank > LIGHT_FILLS for rank in _darkened(ranks)]
    written = labels(view, paper, tags, dark, figures.write, words.none)
    layers = [
        *key,
        _shapes(list(zip(tags, _darkened(ranks), strict=True)), left, top),
        *leaders(written, left, top),
        *_texts(view, written, left, top),
    ]
    return sheet(view.width, top + paper.height + EDGE, layers)


def _shown(tag: Tag) -> float:
    return float(tag.value or 0)


Writer = Callable[[float | None], str]


def _key(
    view: View, classes: Sequence[tuple[float, float]], write: Writer, said: Words, *, silent: bool
) -> tuple[list[Spec], int]:
    """The classes by name, above the map; gives the layers and how many lines they take.

    silent: somewhere there are interventions whose measure is zero or not told.
    """
    fills = [PAPER, *([SILENT] if silent else []), *FILLS[len(FILLS) - len(classes) :]]
    words = [said.none, *([said.silent] if silent else [])]
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
