"""Charts drawn on the server: direct labels, no script, the table one click away.

    chart = build(
        title=_("L'axe 2 porte la moitié du coût"),
        spec=horizontal_bars([Bar("Axe 1", 310_000_000, 325_000_000)], unit="FCFA"),
        table_head=[_("Axe"), _("Déclaré"), _("Calculé")],
        table_rows=[["Axe 1", 310_000_000, 325_000_000]],
        source=_("document du plan"),
    )

and in the template `{% include "core/charts/figure.html" with chart=chart %}`.
"""

from azalai.core.charts.bars import Bar, CoverItem, Share, coverage, horizontal_bars, share
from azalai.core.charts.chart import Cell, Chart, build
from azalai.core.charts.columns import Column, columns_by_year
from azalai.core.charts.drawing import Drawing
from azalai.core.charts.render import RenderedBeforeFork, png, svg
from azalai.core.charts.timeline import Span, timeline

__all__ = [
    "Bar",
    "Cell",
    "Chart",
    "Column",
    "CoverItem",
    "Drawing",
    "RenderedBeforeFork",
    "Share",
    "Span",
    "build",
    "columns_by_year",
    "coverage",
    "horizontal_bars",
    "png",
    "share",
    "svg",
    "timeline",
]
