"""The tables that a page can be left with, as plain rows."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from azalai.cartography.gaps import Spot, gaps_of
from azalai.cartography.maps import by_region
from azalai.cartography.matrix import Cell, build_matrix
from azalai.cartography.measuring import left_out
from azalai.cartography.needs import needs_of
from azalai.cartography.ties import web
from azalai.cartography.views.shared import Asked
from azalai.cartography.words import need_words, role_words
from azalai.core.context import current_site
from azalai.core.exports import Export, Value
from azalai.core.formatting import BLANK

EVERY = 10_000


def _told(one: Asked, *more: str) -> list[str]:
    """Lines above a table: the filters in force, then what its numbers do not hold."""
    return [*(f"{name} : {value}" for name, value in one.told()), *more]


def matrix(one: Asked) -> Export:
    """Every column, also those that the page has no room for."""
    meter = one.meter
    found = build_matrix(one.traces, one.criteria, one.rows, one.columns, meter, most=EVERY)
    title = _("Qui fait quoi, où ? %(rows)s × %(columns)s (%(unit)s)") % {
        "rows": found.rows.label,
        "columns": found.columns.label,
        "unit": meter.unit,
    }
    notes = left_out(one.traces, meter.measure, found.everything, currency=current_site().currency)
    return Export(
        "cartographie-matrice",
        title,
        [
            str(found.rows.label),
            *(head.title for head in found.heads),
            _("Total, chaque intervention une fois"),
        ],
        [[line.head.title, *map(_cell, line.cells), _cell(line.total)] for line in found.lines],
        [[_("Total, chaque intervention une fois"), *map(_cell, found.totals), _cell(found.total)]],
        _told(one, *notes),
    )


def _cell(cell: Cell) -> Value:
    """Nothing where nobody is; a dash where somebody is but the measure is not told."""
    if not cell.count:
        return None
    return BLANK if cell.value is None else cell.value


def regions(one: Asked) -> Export:
    """Regions, what has no region, and the whole."""
    meter = one.meter
    found = by_region(one.traces, one.criteria, meter)
    lines = [*found.regions, found.national]
    notes = left_out(one.traces, meter.measure, found.everything.ones, currency=current_site().currency)
    return Export(
        "cartographie-regions",
        _("Interventions par région"),
        [_("Code"), _("Région"), _("Interventions"), meter.unit],
        [[r.pcode, r.name, r.count, r.value if r.value is not None or not r.count else BLANK] for r in lines],
        [["", found.everything.name, found.everything.count, found.everything.value]],
        _told(one, *notes),
    )


def network(one: Asked) -> Export:
    """Ties, the strongest first."""
    found, bodies = web(one.traces, one.criteria), one.traces.organisations
    head = [_("Organisme"), _("Sa qualité"), _("Partenaire"), _("Sa qualité"), _("Interventions communes")]
    rows: list[list[Value]] = [
        [
            bodies[tie.first].full_name,
            role_words(tie.first_roles),
            bodies[tie.second].full_name,
            role_words(tie.second_roles),
            len(tie.ones),
        ]
        for tie in found.tied(one.least or 1)
    ]
    return Export("cartographie-reseau", _("Qui travaille avec qui ?"), head, rows, [], _told(one))


def gaps(one: Asked) -> Export:
    """Every spot that has a need or somebody: gaps first."""
    found = gaps_of(one.traces, one.criteria, needs_of(one.traces, one.frame), one.frame)
    spots = [spot for line in found.objectives for spot in line.spots]
    served = [spot for spot in spots if not spot.is_gap and (spot.need or spot.running or spot.planned)]
    head = [
        _("Objectif"),
        _("Région"),
        _("Besoin"),
        _("Source du besoin"),
        _("Présence"),
        _("En cours"),
        _("Prévues"),
        _("Nationales"),
    ]
    rows = [_spot(spot) for spot in [*found.gaps, *served]]
    return Export("cartographie-lacunes", _("Où n'y a-t-il personne ?"), head, rows, [], _told(one))


def _spot(spot: Spot) -> list[Value]:
    level, source = need_words(spot.need)
    return [
        spot.title,
        spot.place,
        level,
        source,
        str(spot.presence.label),
        spot.running,
        spot.planned,
        spot.national,
    ]


TABLES: dict[str, Callable[[Asked], Export]] = {
    "matrice": matrix,
    "carte": regions,
    "reseau": network,
    "lacunes": gaps,
}
