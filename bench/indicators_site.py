"""Indicators as the site answers: list and sheet over 200,000 values of a real database.

SIZE (environment AZALAI_BENCH_VALUES, 200,000 by default) values are made up in a database of their own,
which is thrown away.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice, product
from typing import Any

from bench.measure import Measure
from bench.monitoring_site import timed
from bench.site import installation, signed_in

SIZE = int(os.environ.get("AZALAI_BENCH_VALUES", "200000"))
INDICATORS = 300
REQUESTS = 40
AT = datetime(2026, 1, 5, tzinfo=UTC)


def measures() -> list[Measure]:
    """Milliseconds of the list, of a sheet, and of a grid; seconds of the audit."""
    with installation():
        keys = filled()
        client = signed_in()
        listing = _slowest(client, [f"/indicateurs/?annee=2024&page={1 + n % 6}" for n in range(REQUESTS)])
        sheets = _slowest(client, [f"/indicateurs/{key}/?periode=2024" for key in keys[:REQUESTS]])
        grids = _slowest(client, [f"/indicateurs/{key}/saisir/2024/2/" for key in keys[:REQUESTS]])
        audit = timed(_audit)[0]
    return [
        Measure(f"liste de 50 indicateurs, {SIZE} valeurs, 95 sur 100", listing, 100.0, "ms"),
        Measure("fiche d'un indicateur, 95 sur 100", sheets, 100.0, "ms"),
        Measure("grille de saisie des départements, 95 sur 100", grids, 100.0, "ms"),
        Measure("audit des agrégats d'un indicateur", audit, 5.0, "s"),
    ]


def _slowest(client: Any, addresses: list[str]) -> float:
    """Milliseconds that 95 requests of a hundred stay under, after one that warms up."""
    client.get(addresses[0])
    taken = []
    for address in addresses:
        began = time.perf_counter()
        answer = client.get(address)
        taken.append(1000 * (time.perf_counter() - began))
        if answer.status_code != 200:
            raise RuntimeError(f"{address} : {answer.status_code}")
    return sorted(taken)[-max(1, len(taken) // 20)]


def filled() -> list[str]:
    """Indicators with values by department and quarter; their identifiers."""
    from azalai.frames.models import Place
    from azalai.indicators.models import Indicator, Value

    made = Indicator.objects.bulk_create(
        Indicator(
            country_id="NE",
            code=f"B-{number:04d}",
            title=f"Indicateur de mesure {number}",
            adding="sum",
            over_time="sum",
            frequency="quarter",
            created_at=AT,
            search_text=f"indicateur de mesure {number}",
        )
        for number in range(INDICATORS)
    )
    places = list(Place.objects.filter(country="NE", valid_to="").order_by("pcode"))
    Value.objects.bulk_create(islice(_values(made, places), SIZE), batch_size=2000)
    return [str(one.public_id) for one in made]


def _values(indicators: list[Any], places: list[Any]) -> Iterator[Any]:
    from azalai.indicators.models import Value

    periods = [p for year in range(2015, 2026) for p in (str(year), *(f"{year}-T{q}" for q in range(1, 5)))]
    for period, indicator, place in product(reversed(periods), indicators, places):
        yield Value(
            indicator=indicator,
            period=period,
            place=place if place.level > 1 else None if place == places[0] else place,
            kind="number",
            amount=Decimal(place.pk % 90 + len(period)),
            definition_version=1,
            unit_version=1,
            method_version=1,
            state="validated",
            entered_at=AT,
            validated_at=AT,
        )


def _audit() -> Any:
    """The aggregates of one indicator, written and then recomputed."""
    from azalai.indicators.actions.aggregating import refresh
    from azalai.indicators.models import Indicator
    from azalai.indicators.queries.rollups import differences_of, places_of

    indicator = Indicator.objects.order_by("pk")[0]
    for period in indicator.values.order_by().values_list("period", flat=True).distinct():
        refresh(at=AT, indicator=indicator, period=period)
    return differences_of(indicator, places_of("NE"))
