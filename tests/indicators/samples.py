"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from azalai.frames.actions import load_reference_data
from azalai.frames.models import Framework
from azalai.indicators import actions
from azalai.indicators.models import Indicator, IndicatorSet
from tests.accounts.factories import AT, SYSTEM
from tests.indicators.factories import enter, make_indicator, validated
from tests.plans.factories import SMALL, make_version

Kwargs = dict[str, Any]
NUMBERS = count(1)


def make() -> Indicator:
    """A sheet, over the lists of an installation: other rooms' samples load them too."""
    if not Framework.objects.exists():
        load_reference_data(by=SYSTEM, at=AT, countries=["NE"])
    return make_indicator()


def _indicator() -> Kwargs:
    return {"public_id": make().public_id}


def _computed() -> Indicator:
    return actions.bind_indicator(
        by=SYSTEM,
        at=AT,
        indicator=make(),
        fact_code="interventions.supporting-institutions",
        reason="Essai.",
    )


def _live() -> Kwargs:
    return {"public_id": _computed().public_id}


def _closed() -> Kwargs:
    made = actions.close_indicator(by=SYSTEM, at=AT, indicator=make(), reason="Essai.")
    return {"public_id": made.public_id}


def _quality() -> Kwargs:
    return _indicator() | {"code": "needs"}


def _pending() -> Kwargs:
    return {"public_id": enter(make()).public_id}


def _in_force() -> Kwargs:
    return {"public_id": validated(make()).public_id}


def _published() -> Kwargs:
    value = actions.publish_value(by=SYSTEM, at=AT, value=validated(make()))
    return {"public_id": value.indicator.public_id}


def _contest() -> Kwargs:
    made = actions.contest(by=SYSTEM, at=AT, indicator=_computed(), period="2021", text="Non.")
    return {"public_id": made.public_id}


def _version() -> Kwargs:
    version = make_version(SMALL.replace("Ouvrir un guichet", f"Ouvrir un guichet, lot {next(NUMBERS)}"))
    return {"plan_id": version.plan.public_id, "number": version.number}


def make_set() -> IndicatorSet:
    rows = (
        "Numéro du domaine;Domaine;Numéro;Question ou indicateur;Réponse;Preuve\n1;Essai;1.1;Oui ?;oui;Ici\n"
    )
    return actions.receive_set(
        by=SYSTEM,
        at=AT,
        country=make().country_id,
        title=f"Liste {next(NUMBERS)}",
        owner="Essai",
        method="three-steps",
        name="liste.csv",
        content=rows.encode(),
    )


def _set() -> Kwargs:
    return {"public_id": make_set().public_id}


ABOUT = ("indicator", "edit", "bind", "close", "targets", "grid", "enter")
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    **{f"indicators:{name}": _indicator for name in ABOUT},
    "indicators:grid_of": lambda: _indicator() | {"year": 2021, "level": 1},
    "indicators:fact_list": _live,
    "indicators:contest": _live,
    "indicators:reopen": _closed,
    "indicators:quality": _quality,
    "indicators:download": lambda: {"kind": "csv"},
    "indicators:download_one": lambda: _indicator() | {"kind": "csv"},
    "indicators:settle": _contest,
    "indicators:load": _version,
    **{f"indicators:{name}": _pending for name in ("correct", "validate", "return", "withdraw")},
    **{f"indicators:{name}": _set for name in ("set", "set_accept", "set_download")},
    **{f"indicators:published_{name}": _published for name in ("one", "download")},
    "indicators:value": _in_force,
    "indicators:publish": _in_force,
}
