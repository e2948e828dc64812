"""Indicators as the site answers, over 200,000 values of a real database, in processor time: what another
process does on the same machine does not count.

SIZE (environment AZALAI_BENCH_VALUES, 200,000 by default) values are made up in a database of their own,
which is thrown away.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from itertools import islice, product
from typing import Any

from bench.measure import Measure
from bench.site import installation, signed_in

SIZE = int(os.environ.get("AZALAI_BENCH_VALUES", "200000"))
INDICATORS, LIVE = 300, 26
REQUESTS = 40
YEARS, AIMED = range(2025, 2014, -1), range(2022, 2027)
COUNTED = "fiche d'un indicateur compté"
AT = datetime(2026, 1, 5, tzinfo=UTC)


def measures() -> list[Measure]:
    """Milliseconds of processor time of each page (95 requests of 100); seconds of loader and audit."""
    with installation():
        loading, keys = cpu(filled)
        client = signed_in()
        found = [Measure(f"chargement de {SIZE} valeurs (processeur)", loading, 60.0, "s")]
        client.get("/indicateurs/")
        gc.collect()
        gc.freeze()  # as config.wsgi does where the site is served
        for title, addresses in _pages(keys).items():
            first, again = _taken(client, addresses), _taken(client, addresses)
            found.append(Measure(f"{title}, 95 sur 100 (processeur)", _p95(again), 100.0, "ms"))
            if title == COUNTED:
                title = f"{title}, la première fois après une écriture"
                found.append(Measure(f"{title}, 95 sur 100 (processeur)", _p95(first), 300.0, "ms"))
        found.append(Measure("audit des agrégats d'un indicateur (processeur)", cpu(_audit)[0], 5.0, "s"))
    return found


def _pages(keys: list[str]) -> dict[str, list[str]]:
    live, entered = keys[:LIVE], keys[LIVE : LIVE + REQUESTS]
    numbers = range(REQUESTS)
    return {
        f"liste de 50 indicateurs, {SIZE} valeurs": [
            f"/indicateurs/?annee=2024&page={1 + n % 6}" for n in numbers
        ],
        "fiche d'un indicateur saisi": [f"/indicateurs/{key}/?periode=2024" for key in entered],
        COUNTED: [f"/indicateurs/{key}/?periode=2024" for key in live],
        "grille de saisie des départements": [f"/indicateurs/{key}/saisir/2024/2/" for key in entered],
        "saisie d'une valeur": [f"/indicateurs/{key}/saisir/une/" for key in entered],
        "qui remplit quoi": ["/indicateurs/remplissage/"] * REQUESTS,
        "cibles manquées": [f"/indicateurs/?annee={2022 + n % 4}&cible=manquee" for n in numbers],
        "valeurs à valider": [f"/indicateurs/a-valider/?page={1 + n % 4}" for n in numbers],
    }


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time that it took, and what it gave."""
    began = time.process_time()
    given = work()
    return time.process_time() - began, given


def _taken(client: Any, addresses: list[str]) -> list[float]:
    """Milliseconds of processor time of each request."""
    taken = []
    for address in addresses:
        seconds, answer = cpu(partial(client.get, address))
        taken.append(1000 * seconds)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} : {answer.status_code}")
    return taken


def _p95(taken: list[float]) -> float:
    """What 95 requests of a hundred stay under."""
    return statistics.quantiles(taken, n=20)[-1]


def filled() -> list[str]:
    """Indicators with values by place and year; their identifiers, those counted live first."""
    from azalai.core import facts
    from azalai.frames.models import Place
    from azalai.indicators.models import Indicator, Target

    codes = [fact.code for fact in facts.all_facts()][:LIVE]
    made = Indicator.objects.bulk_create(
        _indicator(number, codes[number] if number < len(codes) else "") for number in range(INDICATORS)
    )
    Target.objects.bulk_create(
        Target(indicator=one, period=str(year), amount=Decimal(50), set_at=AT)
        for one, year in product(made, AIMED)
    )
    places = [None, *Place.objects.filter(country="NE", valid_to="", level__lte=2).order_by("pcode")]
    _insert(islice(_values(made[len(codes) :], places), SIZE))
    return [str(one.public_id) for one in made]


def _indicator(number: int, fact: str) -> Any:
    from azalai.indicators.models import Indicator

    return Indicator(
        country_id="NE",
        code=f"B-{number:04d}",
        title=f"Indicateur de mesure {number}",
        adding="sum",
        over_time="sum",
        frequency="year",
        fact_code=fact,
        bound_at=AT if fact else None,
        created_at=AT,
        search_text=f"indicateur de mesure {number}",
    )


def _values(indicators: list[Any], places: list[Any]) -> Iterator[dict[str, Any]]:
    """Of each year, indicator and place, what differs; some of the last year still wait."""
    for year, indicator, (rank, place) in product(YEARS, indicators, enumerate(places)):
        waits = year == YEARS[0] and rank == 3
        yield {
            "public_id": uuid.uuid4().hex,
            "indicator_id": indicator.pk,
            "period": str(year),
            "place_id": place.pk if place else None,
            "amount": str(rank % 90 + 4),
            "state": "entered" if waits else "validated",
            "validated_at": None if waits else AT.replace(tzinfo=None),
        }


def _insert(rows: Iterator[dict[str, Any]]) -> None:
    """Past the models: making 200,000 of them takes longer than all the pages that are measured."""
    from django.db import connection, transaction

    from azalai.indicators.models import Value

    same = Value(kind="number", definition_version=1, unit_version=1, method_version=1, entered_at=AT)
    fields = [one for one in Value._meta.concrete_fields if not one.primary_key]
    usual = {one.attname: one.get_db_prep_save(getattr(same, one.attname), connection) for one in fields}
    names = ", ".join(f'"{one.column}"' for one in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f'INSERT INTO "{Value._meta.db_table}" ({names}) VALUES ({marks})'
    with transaction.atomic(), connection.cursor() as cursor:
        while batch := [tuple((usual | row).values()) for row in islice(rows, 10_000)]:
            cursor.executemany(sql, batch)


def _audit() -> Any:
    """The aggregates of one indicator, written and then recomputed."""
    from azalai.indicators.actions.aggregating import refresh
    from azalai.indicators.models import Indicator
    from azalai.indicators.queries.rollups import differences_of, places_of

    indicator = Indicator.objects.order_by("-pk")[0]
    for period in indicator.values.order_by().values_list("period", flat=True).distinct():
        refresh(at=AT, indicator=indicator, period=period)
    return differences_of(indicator, places_of("NE"))
