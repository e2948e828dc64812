"""The map by region: values, and what the drawing (core.charts.maps) makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from azalai.cartography.crossing import Number, cross
from azalai.cartography.dimensions import NONE
from azalai.cartography.measuring import Meter
from azalai.cartography.selecting import Criteria, axis_keys, select
from azalai.cartography.traces import Traces
from azalai.core.charts import Chart, Drawing, build
from azalai.core.charts.figures import short_figures_for
from azalai.core.charts.maps import Sheet, Tag, Words, map_of
from azalai.frames.maps import paper, shapes_of


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


def map_drawing(country: str, found: Regions, meter: Meter) -> Drawing | None:
    """The map alone, not yet drawn; None for a country without a map."""
    words = Words(none=_("aucune"), silent=_("zéro ou non renseigné"), unit=meter.unit)
    told = [(one.name, bool(one.count), _number(one)) for one in found.regions]
    return map_of(partial(paper, country), partial(_tags, country, found, meter), words, told)


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


def _tags(country: str, found: Regions, meter: Meter, sheet: Sheet) -> list[Tag]:
    """A shape that stands for two regions shows what they have together, each intervention once."""
    values = {one.pcode: one for one in found.regions}
    shapes = shapes_of(country)
    tags = []
    for outline in sheet.outlines:
        here = [values[code] for code in shapes.get(outline.name, ()) if code in values]
        ones = sorted({pk for one in here for pk in one.ones})
        name = here[0].name if len(here) == 1 else outline.name
        tags.append(Tag(name, meter.value(ones) if ones else None, bool(ones), outline))
    return tags
