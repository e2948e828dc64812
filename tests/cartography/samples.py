"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from azalai.cartography.actions import state_need
from azalai.frames.models import Country, Place
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_category
from tests.frames.factories import make_country

Kwargs = dict[str, Any]
NUMBERS = count(1)


def _need() -> Kwargs:
    if not Country.objects.filter(iso2="NE").exists():
        make_country("NE")
    code = f"NE9{next(NUMBERS):02d}"
    region = Place.objects.create(
        country_id="NE", pcode=code, name=code, level=1, valid_from="2020", source="s"
    )
    made = state_need(
        by=SYSTEM, at=AT, item=make_category(), place=region, level=2, source="Essai", source_date="2025"
    )
    return {"public_id": made.public_id}


SAMPLES: dict[str, Callable[[], Kwargs]] = {
    "cartography:need_withdraw": _need,
    "cartography:download": lambda: {"table": "matrice", "kind": "csv"},
}
