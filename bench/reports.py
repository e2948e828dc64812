"""The annual report over 3,000 interventions, drawn to thirty charts, counted and printed; pages of the room.

In a database of its own that is thrown away. The first drawing of a process starts the renderer and is
counted with the rest, as on a server that has just started.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.measure import Measure
from bench.overlap_site import _filled, _timed
from bench.site import installation, signed_in

INTERVENTIONS, CHARTS, VISITS = 3_000, 30, 40
YEAR, AS_OF = 2024, date(2026, 3, 1)


def measures() -> list[Measure]:
    """Seconds to count and to print; milliseconds of a page (95 visits of 100)."""
    with installation(), TemporaryDirectory() as folder:
        from django.conf import settings

        settings.REPORT_FILES = Path(folder)
        _filled(INTERVENTIONS)
        counting, made = _timed(_compiled)
        _with_charts(made)
        printing = {suffix: _timed(partial(_printed, made, suffix))[0] for suffix in ("pdf", "docx", "html")}
        storing, report = _timed(_stored)
        client = signed_in()
        pages = {
            "liste des bilans": "/bilans/",
            "page d'un bilan": f"/bilans/{report.public_id}/",
            "chapitre par acteur": f"/bilans/{report.public_id}/chapitres/actors/",
            "liste derrière un chiffre": f"/bilans/{report.public_id}/chiffres/interventions/",
        }
        first = counting + printing["pdf"]
        return [
            Measure(f"bilan annuel compté, {INTERVENTIONS} interventions", counting, 5.0, "s"),
            Measure(f"bilan annuel compté et mis en PDF, {CHARTS} graphiques", first, 10.0, "s"),
            Measure(f"le même en Word, {CHARTS} graphiques", printing["docx"], 10.0, "s"),
            Measure(f"le même en HTML, {CHARTS} graphiques", printing["html"], 10.0, "s"),
            Measure("bilan compté et enregistré", storing, 10.0, "s"),
            *(Measure(f"{name}, 95 sur 100", _p95(client, url), 150.0, "ms") for name, url in pages.items()),
        ]


def _compiled() -> Any:
    from azalai.reports.compiling import compile_report
    from azalai.reports.periods import Period

    return compile_report(Period("annual", YEAR), "NE", AS_OF)


def _with_charts(made: Any) -> None:
    """Charts of different values, so that none is taken from the cache, until there are CHARTS."""
    from azalai.core.charts import Bar, horizontal_bars

    blocks = made.chapters[2].blocks
    present = sum(block["t"] == "chart" for chapter in made.chapters for block in chapter.blocks)
    for number in range(CHARTS - present):
        bars = [Bar(f"Ligne {row} du graphique {number}", 1000 + 37 * number * row) for row in range(1, 12)]
        drawing = horizontal_bars(bars, unit="interventions")
        blocks.append(
            {
                "t": "chart",
                "caption": f"Graphique {number}",
                "wide": drawing.wide,
                "narrow": drawing.narrow,
                "words": drawing.words,
                "source": "mesure",
                "width": 1,
            }
        )


def _printed(made: Any, suffix: str) -> bytes:
    from azalai.reports.assembling import compiled
    from azalai.reports.printing import printed

    return printed(compiled(made), suffix)


def _stored() -> Any:
    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.reports import actions
    from azalai.reports.periods import Period

    by = Author.system("mesure")
    return actions.begin_report(by=by, at=now(), country="NE", period=Period("annual", YEAR), as_of=AS_OF)


def _p95(client: Any, address: str) -> float:
    visits: list[Callable[[], Any]] = [partial(client.get, address) for _ in range(VISITS)]
    if client.get(address).status_code != 200:
        raise RuntimeError(f"{address} ne répond pas")
    taken = [1000 * _timed(visit)[0] for visit in visits]
    return statistics.quantiles(taken, n=20)[-1]
