"""The radar as the site answers: passage, first index, one keystroke, over a country of a real database.

SIZE (environment AZALAI_BENCH_SIZE, 10,000 by default) interventions are made up in a database of their
own, which is thrown away.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from bench.measure import Measure
from bench.radar.fiction import fiction
from bench.site import installation, signed_in

SIZE = int(os.environ.get("AZALAI_BENCH_SIZE", "10000"))
KEYSTROKES = 200


def measures() -> list[Measure]:
    """Seconds of the first index and of a passage, milliseconds of a request."""
    with installation():
        titles = _filled(SIZE)
        first = _timed(_size)[0]
        sign_in = signed_in()
        answers = sorted(_timed(partial(_keystroke, sign_in, title))[0] for title in titles[:KEYSTROKES])
        passage, run = _timed(_passage)
    return [
        Measure(f"premier index d'un processus, {SIZE} interventions", first, 10.0, "s"),
        Measure("une frappe, requête entière, 95 sur 100", 1000 * answers[-len(answers) // 20], 30.0, "ms"),
        Measure(f"passage, {SIZE} interventions, {run.pairs_found} paires rangées", passage, 60.0, "s"),
    ]


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = act()
    return time.perf_counter() - began, found


def _filled(size: int) -> list[str]:
    """Interventions of a hundred organisations, all in one country; their titles."""
    from azalai.actors.models import Organisation
    from azalai.core.clock import now
    from azalai.frames.models import Country, FrameworkItem, Place
    from azalai.interventions.models import Intervention

    at, country = now(), Country.objects.get(iso2="NE")
    leads = list(Organisation.objects.in_country("NE")[:100])
    places = list(Place.objects.in_country("NE").filter(valid_to="", level__gt=1))
    items = list(FrameworkItem.objects.filter(framework__code="gcm"))
    told = fiction(size).interventions
    made = [
        Intervention(
            country=country,
            identifier=f"MES-{number:06}",
            title_fr=one.titles[0][:500],
            description_fr=" ".join(one.descriptions),
            lead=leads[number % len(leads)],
            planned_start=one.start[:7],
            planned_end=max(one.start, one.end)[:7],
            publication="published",
            published_at=at,
            created_at=at,
        )
        for number, one in enumerate(told)
    ]
    Intervention.objects.bulk_create(made, batch_size=1000)
    _place_and_pay(made, places, items)
    return [one.title_fr for one in made]


def _place_and_pay(made: list[Any], places: list[Any], items: list[Any]) -> None:
    """One place, one objective and one budget each."""
    from azalai.interventions.models import Budget, InterventionObjective, InterventionPlace

    lines = [
        [
            InterventionPlace(intervention=one, place=places[n * 7 % len(places)])
            for n, one in enumerate(made)
        ],
        [
            InterventionObjective(intervention=one, item=items[n * 5 % len(items)])
            for n, one in enumerate(made)
        ],
        [Budget(intervention=one, amount=10**6 * (1 + n % 97), currency="XOF") for n, one in enumerate(made)],
    ]
    for rows in lines:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=2000)


def _size() -> int:
    from azalai.overlaps import live

    return live.size("NE")


def _keystroke(client: Any, title: str) -> int:
    words = " ".join(title.split()[:5])
    status = client.post("/recoupements/proches/", {"title_fr": words}).status_code
    if status != 200:
        raise RuntimeError(f"la requête a répondu {status}")
    return status


def _passage() -> Any:
    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.overlaps import actions

    return actions.run_radar(by=Author.system("mesure"), at=now(), country="NE")
